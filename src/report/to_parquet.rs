//! `trials.parquet`: one row for each trial, its total and yearly measures.
//!
//! Written in row groups as the trials come, so that memory does not grow with their number. The bytes
//! depend on the trials alone, not on the number of threads.

use crate::forecast::{TrialColumn, TrialColumns};
use polars::prelude::{Column, DataFrame, DataType, Field, PolarsError, PolarsResult, Schema};
use polars_io::parquet::write::{BatchedWriter, ParquetWriter};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, Write};
use std::rc::Rc;

/// A row group takes about so many bytes before it is compressed.
const GROUP_BYTES: usize = 32 << 20;
/// And has no more rows than this.
const MOST_ROWS: usize = 1 << 18;

/// The file in the making. Columns are named like the rows of the summary: `trial`, then
/// `horizon_net_saving`, `gross_saving_2017/18` and so on. A blank is null.
pub struct TrialsFile {
    columns: TrialColumns,
    writer: BatchedWriter<Witness>,
    /// The system's reason, once a write has failed.
    failed: Rc<Cell<Option<io::ErrorKind>>>,
    /// The values of the columns, not yet written.
    waiting: Vec<Vec<f64>>,
    rows_of_group: usize,
    written: i64,
}

impl TrialsFile {
    /// Begins the file.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn begin(columns: TrialColumns, file: File) -> io::Result<Self> {
        let rows_of_group = (GROUP_BYTES / (8 * columns.columns().len())).clamp(1, MOST_ROWS);
        let failed = Rc::default();
        let witness = Witness { file, failed: Rc::clone(&failed) };
        let begun = ParquetWriter::new(witness).batched(&schema(&columns));
        let writer = begun.map_err(|error| reason(&failed, &error))?;
        let waiting = vec![Vec::new(); columns.columns().len()];
        Ok(TrialsFile { columns, writer, failed, waiting, rows_of_group, written: 0 })
    }

    /// Takes the values of the next trials: one list for each of the columns.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn take(&mut self, values: &[impl std::ops::Deref<Target = [f64]>]) -> io::Result<()> {
        self.waiting.iter_mut().zip(values).for_each(|(waiting, values)| waiting.extend_from_slice(values));
        while self.waiting.first().is_some_and(|waiting| waiting.len() >= self.rows_of_group) {
            self.write(self.rows_of_group)?;
        }
        Ok(())
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        let left = self.waiting.first().map_or(0, Vec::len);
        if left > 0 {
            self.write(left)?;
        }
        self.writer.finish().map_err(|error| reason(&self.failed, &error))?;
        Ok(())
    }

    /// Writes the first `rows` trials that wait.
    fn write(&mut self, rows: usize) -> io::Result<()> {
        let group = self.group(rows).map_err(|error| reason(&self.failed, &error))?;
        self.writer.write_batch(&group).map_err(|error| reason(&self.failed, &error))?;
        self.written += rows as i64;
        Ok(())
    }

    fn group(&mut self, rows: usize) -> PolarsResult<DataFrame> {
        let numbers: Vec<i64> = (self.written + 1..=self.written + rows as i64).collect();
        let mut columns = vec![Column::new("trial".into(), numbers)];
        for (column, waiting) in self.columns.columns().iter().zip(&mut self.waiting) {
            columns.push(self::column(&self.columns, column, waiting.drain(..rows).collect()));
        }
        DataFrame::new(rows, columns)
    }
}

/// A column of a group.
fn column(columns: &TrialColumns, column: &TrialColumn, values: Vec<f64>) -> Column {
    let name = column.name.as_str().into();
    if column.is_payback() {
        let labels = values.into_iter().map(|value| columns.payback(value).map(|label| label.to_string()));
        return Column::new(name, labels.collect::<Vec<Option<String>>>());
    }
    let is_blank = |value: &f64| value.is_nan();
    match values.iter().any(is_blank) {
        true => Column::new(name, values.into_iter().map(|v| (!v.is_nan()).then_some(v)).collect::<Vec<_>>()),
        false => Column::new(name, values),
    }
}

fn schema(columns: &TrialColumns) -> Schema {
    let trial = Field::new("trial".into(), DataType::Int64);
    let measures = columns.columns().iter().map(|column| {
        let kind = if column.is_payback() { DataType::String } else { DataType::Float64 };
        Field::new(column.name.as_str().into(), kind)
    });
    [trial].into_iter().chain(measures).collect()
}

/// A file that remembers why a write failed: polars hands on the words of an error, and not its kind.
struct Witness {
    file: File,
    failed: Rc<Cell<Option<io::ErrorKind>>>,
}

impl Witness {
    fn seen<T>(&self, done: io::Result<T>) -> io::Result<T> {
        done.inspect_err(|error| self.failed.set(Some(error.kind())))
    }
}

impl Write for Witness {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.file.write(bytes);
        self.seen(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.file.flush();
        self.seen(done)
    }
}

/// The system's own reason where there is one, so that a full disk is called one.
fn reason(failed: &Cell<Option<io::ErrorKind>>, error: &PolarsError) -> io::Error {
    match failed.get() {
        Some(kind) => kind.into(),
        None => io::Error::other(error.to_string()),
    }
}
