//! The architecture of `docs/architecture.md`, enforced by reading the sources: inside one crate the compiler
//! does not.

mod rules;
mod source;

use rules::{LONG, ORDER};
use source::{Source, files, sources};
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What breaks a rule in any source of the program.
fn broken(rule: fn(&Source) -> Vec<String>) -> Vec<String> {
    sources(&folder("src")).iter().flat_map(rule).collect()
}

#[track_caller]
fn assert_kept(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn a_module_imports_only_from_those_before_it() {
    assert_kept(&broken(rules::upward_imports));
}

#[test]
fn the_library_declares_its_modules_in_that_order() {
    let library = Source::new("lib.rs", &std::fs::read_to_string(folder("src/lib.rs")).unwrap());
    let declared: Vec<&str> =
        library.code.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let expected: Vec<&str> = ORDER.into_iter().filter(|name| declared.contains(name)).collect();
    assert_eq!(declared, expected);
}

#[test]
fn every_source_belongs_to_a_module_of_the_order() {
    let stray = |source: &Source| match source.module().first() {
        Some(module) if !ORDER.contains(&module.as_str()) => vec![source.path.display().to_string()],
        _ => Vec::new(),
    };
    let strays: Vec<String> = sources(&folder("src")).iter().flat_map(stray).collect();
    assert_kept(&strays);
}

#[test]
fn the_command_lines_crate_stays_in_the_command_line() {
    assert_kept(&broken(rules::clap_outside_the_command_line));
}

#[test]
fn results_rest_on_no_platforms_mathematics_no_clock_and_no_hidden_randomness() {
    assert_kept(&broken(rules::unportable));
}

#[test]
fn no_file_is_named_for_nothing_in_particular() {
    assert_kept(&broken(rules::nameless));
    let tests = sources(&folder("tests"));
    assert_kept(&tests.iter().flat_map(rules::nameless).collect::<Vec<String>>());
}

#[test]
fn nothing_is_put_off_and_no_test_is_left_out() {
    assert_kept(&broken(rules::unfinished));
    assert_kept(&sources(&folder("tests")).iter().flat_map(rules::unfinished).collect::<Vec<String>>());
}

#[test]
fn long_functions_are_two_in_a_hundred_at_most() {
    let (mut all, mut long) = (0, Vec::new());
    for source in sources(&folder("src")) {
        for (line, name, lines) in rules::functions(&source) {
            all += 1;
            if lines > LONG {
                long.push(format!("{}:{line}: {name}, {lines} lines", source.path.display()));
            }
        }
    }
    assert!(all > 500, "{all} functions are too few to be all");
    assert!(long.len() * 50 <= all, "{} of {all} functions are long\n{}", long.len(), long.join("\n"));
}

#[test]
fn no_file_is_large() {
    assert_kept(&broken(rules::large));
}

#[test]
fn what_a_function_is_given_has_names() {
    assert_kept(&broken(rules::tuples));
}

#[test]
fn the_program_itself_is_a_few_lines() {
    let lines = std::fs::read_to_string(folder("src/main.rs")).unwrap().lines().count();
    assert!(lines < 20, "{lines} lines");
}

/// The rules catch what is planted, and only that.
mod planted {
    use super::*;

    fn imports(path: &str, content: &str) -> usize {
        rules::upward_imports(&Source::new(path, content)).len()
    }

    #[test]
    fn an_upward_import_is_caught_however_it_is_written() {
        assert_eq!(imports("plan/mod.rs", "use crate::engine::simulate;"), 1);
        assert_eq!(imports("plan/mod.rs", "use crate::{money::Pounds, engine};"), 1);
        assert_eq!(imports("plan/mod.rs", "use crate::{\n    fiscal::{Month, Horizon},\n    report::{a, b},\n};"), 1);
        assert_eq!(imports("plan/rows.rs", "fn f() { crate::cli::main(); }"), 1);
        assert_eq!(imports("plan/rows.rs", "fn f() { super::super::cli::main(); }"), 1);
        assert_eq!(imports("plan/rows.rs", "fn f() { foresave::cli::main(); }"), 1);
        assert_eq!(imports("plan/mod.rs", "use crate::*;"), 1);
        assert_eq!(imports("plan/mod.rs", "use crate as all;"), 1);
        assert_eq!(imports("leftover.rs", ""), 1);
    }

    #[test]
    fn the_mathematics_does_not_see_the_file_format_and_a_report_does_not_compute() {
        assert_eq!(imports("plan/mod.rs", "use crate::scenario::read;"), 1);
        assert_eq!(imports("engine/run.rs", "fn f(_: crate::scenario::Reading) {}"), 1);
        assert_eq!(imports("statistics/mod.rs", "use crate::programme::Measure;"), 1);
        assert_eq!(imports("report/mod.rs", "use crate::engine::Outcomes;"), 1);
    }

    #[test]
    fn what_is_allowed_is_not_caught() {
        assert_eq!(imports("plan/mod.rs", "use crate::{money::Pounds, fiscal::Month};\nuse super::plan::Rows;"), 0);
        assert_eq!(imports("plan/rows.rs", "pub(crate) fn f() {}\nuse super::part::Part;"), 0);
        assert_eq!(imports("plan/mod.rs", "// crate::engine is run later\nconst T: &str = \"crate::engine\";"), 0);
        assert_eq!(imports("plan/mod.rs", "#[cfg(test)]\nmod tests {\n    use crate::engine;\n}"), 0);
        assert_eq!(imports("lib.rs", "pub use crate::engine::simulate;"), 0);
        assert_eq!(imports("cli/run.rs", "use crate::engine::simulate;"), 0);
    }

    #[test]
    fn platform_mathematics_is_caught_outside_of_tests() {
        let found = |path: &str, content: &str| rules::unportable(&Source::new(path, content)).len();
        assert_eq!(found("engine/run.rs", "fn f(x: f64) -> f64 { x.ln() + f64::exp(x) + x.powf(2.0) }"), 3);
        assert_eq!(found("engine/run.rs", "fn f(x: f64) -> f64 { libm::log(x.sqrt()) + x.exponent() }"), 0);
        assert_eq!(found("engine/run.rs", "use std::time::Instant;"), 1);
        assert_eq!(found("analysis/bridge.rs", "use std::time::Instant;"), 0);
        assert_eq!(found("analysis/bridge.rs", "fn f(x: f64) -> f64 { x.ln() }"), 1);
        assert_eq!(found("report/mod.rs", "fn f(x: f64) -> f64 { x.ln() }"), 0);
        let only_tested = "fn f() {}\n#[cfg(test)]\nmod tests {\n    fn g(x: f64) -> f64 { x.ln() }\n}";
        assert_eq!(found("engine/run.rs", only_tested), 0);
    }

    #[test]
    fn names_and_unfinished_work_are_caught() {
        assert_eq!(rules::nameless(&Source::new("report/utils.rs", "")).len(), 1);
        assert_eq!(rules::nameless(&Source::new("Helpers/table.rs", "")).len(), 1);
        assert_eq!(rules::nameless(&Source::new("report/utilisation.rs", "")).len(), 0);
        let unfinished = format!("fn f() {{ {}!() }}\n#[test]\n#[{}]\nfn g() {{}}", "todo", "ignore");
        assert_eq!(rules::unfinished(&Source::new("money.rs", &unfinished)).len(), 2);
        assert_eq!(rules::clap_outside_the_command_line(&Source::new("money.rs", "use clap::Parser;")).len(), 1);
        assert_eq!(rules::clap_outside_the_command_line(&Source::new("cli/run.rs", "use clap::Parser;")).len(), 0);
    }

    #[test]
    fn a_functions_lines_are_counted() {
        let long =
            format!("fn short() {{}}\nfn long(x: [u8; 3]) {{\n{}}}\ntrait T {{ fn none(); }}", "    f();\n".repeat(40));
        let functions = rules::functions(&Source::new("money.rs", &long));
        assert_eq!(functions, [(1, "short".to_owned(), 1), (2, "long".to_owned(), 42)]);
    }

    #[test]
    fn large_files_and_tuples_are_caught_outside_of_tests() {
        let large = |content: &str| rules::large(&Source::new("money.rs", content)).len();
        let lines = "fn f() {}\n".repeat(rules::LARGE);
        assert_eq!(large(&lines), 0);
        assert_eq!(large(&format!("{lines}fn f() {{}}\n")), 1);
        assert_eq!(large(&format!("{lines}#[cfg(test)]\nmod tests {{\n{lines}}}\n")), 0);
        let tuples = |content: &str| rules::tuples(&Source::new("money.rs", content)).len();
        assert_eq!(tuples("fn f((a, b, c): (u8, u8, Vec<(u8, u8)>)) {}"), 1);
        assert_eq!(tuples("fn f(x: u8, pair: (u8, Map<u8, u8>), each: impl Fn(u8, u8, u8)) {}"), 0);
        assert_eq!(tuples("fn f(x: u8) { let g = |t: (u8, u8, u8)| t; }"), 0);
    }

    #[test]
    fn texts_and_comments_are_no_code() {
        let content = "a /* b /* c */ d */ \"e \\\" f\" r#\"g \" h\"# 'i' b'\\'' '\\u{7d}' <'j> // k\nl br\"m\" nr";
        let words: Vec<String> = Source::new("money.rs", content).code.split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["a", "<'j>", "l", "nr"]);
    }

    #[test]
    fn the_walk_finds_the_sources() {
        assert!(files(&folder("src")).len() > 100);
        let sources = sources(&folder("src"));
        let of_tests = sources.iter().filter(|source| source.program.trim().is_empty()).count();
        assert!(of_tests >= 3, "{of_tests} files of tests");
    }
}
