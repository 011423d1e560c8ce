//! The rules of the architecture, each a function from sources to what breaks it.

use super::source::Source;

/// The modules; each imports only from those before it.
pub const ORDER: [&str; 14] = [
    "money",
    "fiscal",
    "diagnostic",
    "distribution",
    "programme",
    "scenario",
    "plan",
    "statistics",
    "engine",
    "forecast",
    "analysis",
    "report",
    "serve",
    "cli",
];

/// Modules that must not be named by others although they stand before them: (by, the banned).
const BANNED: [(&str, &[&str]); 5] = [
    // The file format can change without touching the mathematics.
    ("plan", &["scenario"]),
    ("engine", &["scenario"]),
    // Statistics knows numbers only, not what they measure.
    ("statistics", &["money", "fiscal", "diagnostic", "distribution", "programme", "scenario", "plan"]),
    // Whoever computes does not say how it looks in a person's text.
    ("forecast", &["scenario", "diagnostic"]),
    // A report never recomputes a number.
    ("report", &["scenario", "plan", "engine", "statistics", "distribution"]),
];

/// The modules whose results must have the same bits on every platform.
const PORTABLE: [&str; 5] = ["distribution", "plan", "statistics", "engine", "analysis"];

/// Methods of floating-point numbers that differ in the last bit between systems.
const PLATFORM_METHODS: [&str; 27] = [
    "ln", "ln_1p", "log", "log2", "log10", "exp", "exp2", "exp_m1", "powf", "powi", "sin", "cos", "sin_cos", "tan",
    "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "cbrt", "hypot", "mul_add",
];

/// Names that say nothing.
const NAMELESS: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "misc"];

/// A function of more lines is long.
pub const LONG: usize = 40;

/// No file of the program has more lines than these, its tests aside.
pub const LARGE: usize = 500;

/// What imports from below itself, or what it may not see.
pub fn upward_imports(source: &Source) -> Vec<String> {
    let module = source.module();
    let Some(own) = module.first() else { return Vec::new() };
    let Some(place) = ORDER.iter().position(|name| name == own) else {
        return vec![format!("{}: the module is not in the order", source.path.display())];
    };
    let banned = |name: &str| BANNED.iter().any(|(by, banned)| by == own && banned.contains(&name));
    let allowed = |name: &str| name == own || ORDER[..place].contains(&name) && !banned(name);
    from_the_root(&source.program, module.len())
        .into_iter()
        .filter(|(name, _)| !allowed(name))
        .map(|(name, line)| format!("{}:{line}: {own} may not see {name}", source.path.display()))
        .collect()
}

/// The names behind `crate::`, `foresave::` and as many `super::` as lead to the root, with their lines.
fn from_the_root(code: &str, depth: usize) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let up = vec!["super::"; depth].concat();
    for root in ["crate", "foresave", up.trim_end_matches("::")] {
        for (start, _) in code.match_indices(root) {
            let behind = &code[start + root.len()..];
            if is_inside_word(code, start, root.len())
                || code[..start].ends_with("pub(")
                || code[..start].ends_with("::")
            {
                continue;
            }
            let line = code[..start].matches('\n').count() + 1;
            match behind.trim_start().strip_prefix("::") {
                Some(path) => found.extend(first_names(path).into_iter().map(|name| (name, line))),
                None if root == "crate" => found.push(("the whole crate".into(), line)),
                None => {}
            }
        }
    }
    found.retain(|(name, _)| name != "super");
    found
}

/// The first name of a path, or of each path in braces.
fn first_names(path: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || "_*".contains(*c)).collect()
    };
    let Some(group) = path.trim_start().strip_prefix('{') else { return vec![word(path)] };
    let mut names = vec![word(group)];
    let mut depth = 0;
    for (place, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(word(&group[place + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn is_inside_word(code: &str, start: usize, length: usize) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    code[..start].ends_with(is_word) || code[start + length..].starts_with(is_word)
}

/// Where words stand that belong to one module alone: the command line's crate.
pub fn clap_outside_the_command_line(source: &Source) -> Vec<String> {
    if source.module().first().is_some_and(|module| module == "cli") {
        return Vec::new();
    }
    words(&source.program, "clap").iter().map(|line| format!("{}:{line}: clap", source.path.display())).collect()
}

/// Where a result would depend on the platform's mathematics, on a clock or on a generator that nobody handed in.
pub fn unportable(source: &Source) -> Vec<String> {
    if !source.module().first().is_some_and(|module| PORTABLE.contains(&module.as_str())) {
        return Vec::new();
    }
    let code = &source.program;
    let calls = PLATFORM_METHODS.iter().flat_map(|method| {
        let spelt = [".", "f64::", "f32::"].map(|before| words(code, &format!("{before}{method}")));
        spelt.into_iter().flatten().map(move |line| format!("{}:{line}: {method}", source.path.display()))
    });
    // Whoever runs an analysis says how long it took.
    let is_timed = source.module().first().is_some_and(|module| module == "analysis");
    let outside =
        ["std::time", "core::time", "rand", "thread_rng"].iter().filter(|name| !is_timed || !name.ends_with("time"));
    let outside = outside.flat_map(|name| {
        words(code, name).into_iter().map(move |line| format!("{}:{line}: {name}", source.path.display()))
    });
    calls.chain(outside).collect()
}

/// The lines where `word` stands on its own; behind a method's name there must be its arguments.
fn words(code: &str, word: &str) -> Vec<usize> {
    let length = word.len();
    let is_method = word.starts_with('.');
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(&word.to_owned())
        .map(|(start, _)| start)
        .filter(move |&start| {
            let behind = &code[start + length..];
            let begins = is_method || !code[..start].ends_with(is_word);
            begins && !behind.starts_with(is_word) && (!is_method || behind.starts_with(['(', ':']))
        })
        .map(|start| code[..start].matches('\n').count() + 1)
        .collect()
}

/// Files and folders named for nothing in particular.
pub fn nameless(source: &Source) -> Vec<String> {
    let names = source.path.with_extension("");
    let nameless = names.iter().any(|name| NAMELESS.iter().any(|bad| name.eq_ignore_ascii_case(bad)));
    if nameless { vec![source.path.display().to_string()] } else { Vec::new() }
}

/// What was put off.
pub fn unfinished(source: &Source) -> Vec<String> {
    let marks = [concat!("todo", "!"), concat!("unimplemented", "!"), concat!("#[", "ignore")];
    marks
        .iter()
        .flat_map(|mark| source.code.match_indices(mark).map(move |(start, _)| (mark, start)))
        .map(|(mark, start)| {
            format!("{}:{}: {mark}", source.path.display(), source.code[..start].matches('\n').count() + 1)
        })
        .collect()
}

/// Every function with a body: its line, its name and how many lines it takes.
pub fn functions(source: &Source) -> Vec<(usize, String, usize)> {
    let code = &source.code;
    words(code, "fn").into_iter().zip(starts(code)).filter_map(|(line, start)| measured(code, line, start)).collect()
}

/// Where each `fn` stands.
fn starts(code: &str) -> impl Iterator<Item = usize> + '_ {
    code.match_indices("fn").map(|(start, _)| start).filter(|&start| !is_inside_word(code, start, 2))
}

fn measured(code: &str, line: usize, start: usize) -> Option<(usize, String, usize)> {
    let name: String =
        code[start + 2..].trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let mut depth = 0;
    for (place, character) in code[start..].char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 1 => {
                let lines = code[start..start + place].matches('\n').count() + 1;
                return (!name.is_empty()).then_some((line, name, lines));
            }
            '}' => depth -= 1,
            ';' if depth == 0 && !code[start..start + place].contains('[') => return None,
            _ => {}
        }
    }
    None
}

/// Files that are too long without their tests.
pub fn large(source: &Source) -> Vec<String> {
    let lines = source.program.trim_end().lines().count();
    if lines > LARGE { vec![format!("{}: {lines} lines", source.path.display())] } else { Vec::new() }
}

/// Parameters that are tuples of three or more: a structure would name what they hold.
pub fn tuples(source: &Source) -> Vec<String> {
    let code = &source.program;
    let parameters = words(code, "fn").into_iter().zip(starts(code)).filter_map(|(line, start)| {
        let open = start + code[start..].find('(')?;
        Some((line, enclosed(&code[open..])?))
    });
    let is_tuple = |(_, parameters): &(usize, &str)| {
        // A type, behind a colon: what stands behind `Fn` or a name is no tuple.
        parameters.match_indices(": (").any(|(at, _)| enclosed(&parameters[at + 2..]).is_some_and(|of| parts(of) > 2))
    };
    parameters
        .filter(is_tuple)
        .map(|(line, _)| format!("{}:{line}: a tuple of three or more", source.path.display()))
        .collect()
}

/// What stands within the bracket with which `code` begins.
fn enclosed(code: &str) -> Option<&str> {
    let mut depth = 0;
    for (place, character) in code.char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&code[1..place]);
        }
    }
    None
}

/// How many parts commas divide it into, those within brackets aside.
fn parts(code: &str) -> usize {
    let mut depth = 0;
    let divides = |&character: &char| {
        match character {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' => depth -= 1,
            _ => {}
        }
        character == ',' && depth == 0
    };
    code.trim().trim_end_matches(',').chars().filter(divides).count() + 1
}
