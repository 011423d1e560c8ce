//! A distribution in three columns: `annual_saving:least`, `:most_likely` and `:greatest`.

use super::field::{Field, Pennies};
use super::number::Commas;
use super::reader::Reader;
use super::schema::THREE_POINTS;
use super::table::Row;
use super::typed::Typed;
use crate::diagnostic::{Code, Diagnostic};
use crate::distribution::Distribution;
use crate::programme::Quantity;

impl Reader<'_> {
    /// The quantity of a column, or of the three columns that stand for it; `Some(None)` where all are blank, `None`
    /// where a fault was reported.
    pub fn quantity_in(&mut self, row: Row<'_>, field: Field) -> Option<Option<Quantity>> {
        let points = THREE_POINTS.map(|point| row.filled(&format!("{}:{point}", field.name)));
        let alone = row.filled(field.name);
        match (alone, points) {
            (None, [None, None, None]) if row.is_misspelt(field.name, self) => None,
            (None, [None, None, None]) => Some(None),
            (Some(cell), [None, None, None]) => self.quantity(&cell, field).map(Some),
            (None, [Some(least), Some(most_likely), Some(greatest)]) => {
                self.three_points([least, most_likely, greatest], field).map(Some)
            }
            (alone, points) => {
                self.refuse_mixture(alone, points, field);
                None
            }
        }
    }

    fn three_points(&mut self, cells: [Typed; 3], field: Field) -> Option<Quantity> {
        let values = cells.each_ref().map(|cell| self.plain_number(cell, field.unit, Pennies::Parts, Commas::Group));
        let [least, most_likely, greatest] = values;
        let [least, most_likely, greatest] = [least?, most_likely?, greatest?];
        if least == greatest && least == most_likely {
            return self.quantity(&cells[0], field);
        }
        // The shortest way to the nearest floating-point number is by its text.
        let float = |value: rust_decimal::Decimal| value.to_string().parse().unwrap_or(f64::NAN);
        match Distribution::pert(float(least), float(most_likely), float(greatest)) {
            Ok(law) => self.within(&cells[0], law, field),
            Err(error) => {
                let message = format!("these three values make no distribution: {error}");
                let fault = Diagnostic::error(Code::LawImpossible, message).at(cells[0].place.clone());
                let fault = fault.also(cells[1].place.clone(), "the most likely");
                let fault = fault.also(cells[2].place.clone(), "the greatest");
                self.report(fault.help("the least is at most the most likely, and that at most the greatest"));
                None
            }
        }
    }

    fn refuse_mixture(&mut self, alone: Option<Typed>, points: [Option<Typed>; 3], field: Field) {
        let name = field.name;
        let message = if alone.is_some() {
            format!("`{name}` is filled beside the three columns that stand for it")
        } else {
            format!("of `{name}:least`, `{name}:most_likely` and `{name}:greatest` some are blank")
        };
        let Some(first) = points.into_iter().flatten().next() else { return };
        let help = format!("fill all three and leave `{name}` blank, or fill `{name}` alone");
        self.fault(Code::ExactlyOne, &first.place, message, help);
    }
}
