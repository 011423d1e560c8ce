//! The values between a distribution's brackets, in order or by name.

use super::build::Values;
use super::forms::{self, FORMS, Form, Parameter, Scale};
use super::parser::{Parser, Stop};
use crate::diagnostic::{Code, shortened};
use crate::distribution::{Distribution, LawError};
use crate::scenario::field::Unit;
use std::ops::Range;

/// A value between the brackets, with its name where it has one.
struct Argument {
    name: Option<Range<usize>>,
    value: Range<usize>,
}

impl Parser<'_> {
    /// A distribution that is given by parameters; `name` is where its name stands.
    pub(super) fn with_parameters(
        &mut self,
        law: &'static str,
        name: Range<usize>,
    ) -> Result<Result<Distribution, LawError>, Stop> {
        let (arguments, brackets) = self.arguments()?;
        let form = self.form(law, &arguments)?;
        let parameters = self.matched(form, &arguments, brackets)?;
        let mut values = Vec::with_capacity(arguments.len());
        for ((name, scale), argument) in parameters.iter().zip(&arguments) {
            let unit = if *scale == Scale::Bare { Unit::Number } else { self.unit };
            values.push((*name, self.number(argument.value.clone(), unit)?));
        }
        let values = Values(values);
        match form.kind.build(&values) {
            Ok(law) => Ok(Ok(law)),
            Err(error) => match in_order(self.text, name.start..self.at, form, &arguments, &values) {
                Some(corrected) => {
                    let help = format!("the values stand in ascending order: write `{corrected}`");
                    Err(self.impossible(name, &error, Some(help)))
                }
                None => Ok(Err(error)),
            },
        }
    }

    /// The values up to the closing bracket, and where all of them stand.
    fn arguments(&mut self) -> Result<(Vec<Argument>, Range<usize>), Stop> {
        let start = self.at;
        let mut arguments = Vec::new();
        loop {
            self.space();
            let before = self.at;
            let word = self.word();
            self.space();
            let name = (!word.is_empty() && self.take('=')).then_some(word);
            if name.is_none() {
                self.at = before;
            }
            let value = self.value_text();
            let nothing = self.text[value.clone()].is_empty() && name.is_none();
            if !(nothing && arguments.is_empty() && self.text[self.at..].starts_with(')')) {
                arguments.push(Argument { name, value });
            }
            if !self.take(',') {
                let brackets = start..self.at;
                self.expect(')', "a comma or a closing bracket is missing")?;
                return Ok((arguments, brackets));
            }
        }
    }

    /// The form that has the names given.
    fn form(&self, law: &str, arguments: &[Argument]) -> Result<&'static Form, Stop> {
        let named = || arguments.iter().filter_map(|argument| argument.name.clone());
        let forms = || FORMS.iter().filter(|form| form.law == law);
        for name in named() {
            let word = &self.text[name.clone()];
            if !forms().any(|form| form.has(word)) {
                let message = format!("`{law}` has no value called `{}`", shortened(word));
                return Err(self.fault(Code::LawValues, name, message, format!("write {}", forms::pattern(law))));
            }
        }
        let unnamed = arguments.iter().any(|argument| argument.name.is_none());
        let fits = |form: &&Form| (form.by_order || !unnamed) && named().all(|name| form.has(&self.text[name]));
        forms().find(fits).ok_or_else(|| {
            let whole = arguments.first().map_or(self.at, |first| first.value.start)..self.at - 1;
            let message = format!("these values do not belong together in `{law}`");
            self.fault(Code::LawValues, whole, message, format!("write {}", forms::pattern(law)))
        })
    }

    /// The parameter of each argument.
    fn matched(&self, form: &Form, arguments: &[Argument], brackets: Range<usize>) -> Result<Vec<Parameter>, Stop> {
        let mut open: Vec<Parameter> = form.needed.to_vec();
        let mut optional: Vec<Parameter> = form.optional.to_vec();
        let mut matched = Vec::new();
        for argument in arguments {
            let found = match &argument.name {
                None if !open.is_empty() => Some(open.remove(0)),
                None => None,
                Some(name) => remove(&mut open, &self.text[name.clone()])
                    .or_else(|| remove(&mut optional, &self.text[name.clone()])),
            };
            match found {
                Some(parameter) => matched.push(parameter),
                None => return Err(self.wrong_count(form, arguments, brackets)),
            }
        }
        if open.is_empty() { Ok(matched) } else { Err(self.wrong_count(form, arguments, brackets)) }
    }

    fn wrong_count(&self, form: &Form, arguments: &[Argument], brackets: Range<usize>) -> Stop {
        let names: Vec<&str> = form.needed.iter().map(|(name, _)| *name).collect();
        let plural = if names.len() == 1 { "value" } else { "values" };
        let count = arguments.len();
        let stand = if count == 1 { "stands" } else { "stand" };
        let message =
            format!("`{}` takes {} {plural} ({}), but {count} {stand} here", form.law, names.len(), names.join(", "));
        let thousands = arguments.iter().skip(1).any(|argument| {
            let text = &self.text[argument.value.clone()];
            text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit())
        });
        let help = if thousands && count > names.len() {
            "between brackets a comma separates values: write `£100k`, `100_000` or `100000`, not `100,000`".into()
        } else if count > names.len() && count == 2 * names.len() {
            format!("between brackets a comma separates values: write decimal points; {}", forms::pattern(form.law))
        } else {
            format!("write {}", forms::pattern(form.law))
        };
        self.fault(Code::LawValues, brackets, message, help)
    }
}

/// Parameters whose values must ascend. A most likely value among percentiles need not lie between them.
const ASCENDING: [&str; 6] = ["min", "p10", "mode", "p50", "p90", "max"];

/// The text of a distribution with its values in ascending order, where they are not and that makes it possible.
fn in_order(
    text: &str,
    whole: Range<usize>,
    form: &Form,
    arguments: &[Argument],
    Values(values): &Values,
) -> Option<String> {
    let has_percentiles = values.iter().any(|(name, _)| *name == "p10");
    let rank = |at: &usize| {
        let name = values[*at].0;
        ASCENDING.iter().position(|ascending| *ascending == name && !(has_percentiles && name == "mode"))
    };
    let mut places: Vec<usize> = (0..values.len()).filter(|at| rank(at).is_some()).collect();
    places.sort_by_key(rank);
    let mut sorted = places.clone();
    sorted.sort_by(|a, b| values[*a].1.total_cmp(&values[*b].1));
    if sorted == places {
        return None;
    }
    let mut from: Vec<usize> = (0..values.len()).collect();
    for (place, source) in places.into_iter().zip(sorted) {
        from[place] = source;
    }
    let ordered = from.iter().enumerate().map(|(place, source)| (values[place].0, values[*source].1)).collect();
    form.kind.build(&Values(ordered)).ok()?;
    let (mut corrected, mut at) = (String::new(), whole.start);
    for (argument, source) in arguments.iter().zip(from) {
        corrected.push_str(&text[at..argument.value.start]);
        corrected.push_str(&text[arguments[source].value.clone()]);
        at = argument.value.end;
    }
    corrected.push_str(&text[at..whole.end]);
    Some(corrected)
}

fn remove(parameters: &mut Vec<Parameter>, name: &str) -> Option<Parameter> {
    let at = parameters.iter().position(|(known, _)| known.eq_ignore_ascii_case(name))?;
    Some(parameters.remove(at))
}
