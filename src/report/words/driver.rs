//! Inputs as a reader calls them.

/// What a column or a key is called.
fn column(name: &str) -> String {
    match name {
        "annual_saving" => "annual saving".into(),
        "realisation" => "realised share".into(),
        "embedding_months" => "time to embed".into(),
        "slippage_months" => "lateness".into(),
        "go_live" => "go-live".into(),
        "probability" => "chance".into(),
        "frequency_per_year" => "frequency".into(),
        "saving_loss" => "loss of saving".into(),
        "delay_months" => "delay".into(),
        name => name.replace('_', " "),
    }
}

/// A step from one scenario to another: a column or a key is called as elsewhere, a name that a person gave stays.
pub fn step(name: &str) -> String {
    if is_key(name) { column(name) } else { name.to_owned() }
}

/// What is moved or drawn, by its name in the scenario: `area.ICT.annual_saving` is the `annual saving of ICT`.
pub fn driver(name: &str) -> String {
    let of = |rest: &str, before: &str| {
        let (entry, key) = rest.rsplit_once('.')?;
        Some(format!("{} of {before}{entry}", column(key)))
    };
    let said = match name.split_once('.') {
        Some(("areas", key)) => Some(format!("{} of all areas", column(key))),
        Some(("area", rest)) => of(rest, ""),
        Some(("portfolio", rest)) => of(rest, "the portfolio "),
        Some(("risk", rest)) => of(rest, "the risk "),
        Some(("exit", key)) => Some(format!("{} of an exit", column(key))),
        Some(("programme_cost", entry)) => Some(format!("programme cost {entry}")),
        Some(("grant", entry)) => Some(format!("grant {entry}")),
        Some(("prices", key)) => Some(column(key)),
        _ => None,
    };
    said.unwrap_or_else(|| name.to_owned())
}

/// A group of inputs from which the spread comes: a kind over all areas is called by what it does.
pub fn group(name: &str) -> String {
    if let Some(cause) = name.strip_prefix("common ").filter(|cause| is_key(cause)) {
        return format!("what areas have in common of their {}", column(cause));
    }
    match name {
        "exit" => "the exit".into(),
        "probability" => "whether areas go ahead".into(),
        "realisation" => "how much of the savings is realised".into(),
        "annual_saving" => "the annual savings".into(),
        "embedding_months" => "the time to embed".into(),
        "implementation_cost" => "implementation costs".into(),
        name if is_key(name) => column(name),
        name => name.to_owned(),
    }
}

/// Whether it is a column's name rather than one that a person gave.
fn is_key(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_called_by_what_they_are_and_names_stay() {
        assert_eq!(driver("areas.annual_saving"), "annual saving of all areas");
        assert_eq!(driver("area.St. Albans.slippage_months"), "lateness of St. Albans");
        assert_eq!(driver("risk.ICT_fails.probability"), "chance of the risk ICT_fails");
        assert_eq!(driver("something else"), "something else");
        assert_eq!(step("delay_cost_per_month"), "delay cost per month");
        assert_eq!(step("ICT"), "ICT");
        assert_eq!(group("slippage_months"), "lateness");
        assert_eq!(group("risk Supplier_fails"), "risk Supplier_fails");
        assert_eq!(group("common realisation"), "what areas have in common of their realised share");
    }
}
