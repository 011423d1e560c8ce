//! What a column that bears no distribution is told, with its place.

use super::cases;

#[track_caller]
fn said(text: &str, not_yet: Option<&str>) -> String {
    match cases(text, "months", not_yet) {
        Ok(cases) => panic!("{cases:?}"),
        Err(faults) => faults.to_terminal(false),
    }
}

#[test]
fn a_word_among_numbers_is_told_with_its_line() {
    let said = said("months\n3\n4\nsoon\n5\n", None);
    assert!(said.contains("error[not-a-number]: `soon` is not a number"), "{said}");
    assert!(said.contains("past.csv:4:1") && said.ends_with("1 error\n"), "{said}");
}

#[test]
fn all_words_are_told_at_once() {
    let said = said("months,late\n3,no\nsoon,perhaps\nlater,no\n5,2024-13-45\n", Some("late"));
    for words in ["`perhaps` does not say whether the row is finished", "`2024-13-45`", "`soon`", "`later`"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn too_few_values_and_equal_ones_are_told_at_the_heading() {
    let few = said("case,months\nA,3\nB,4\nC,\n", None);
    assert!(few.contains("has only 2 values that are finished, and a distribution needs 3 at least"), "{few}");
    assert!(few.contains("past.csv:1:6"), "{few}");
    let equal = said("months\n4\n4\n4\n4\n", None);
    assert!(equal.contains("all values of the column `months` are 4"), "{equal}");
    let waiting = said("months,late\n1,yes\n2,yes\n3,yes\n", Some("late"));
    assert!(waiting.contains("no value that is finished"), "{waiting}");
}

#[test]
fn a_column_that_is_not_there_is_answered_with_those_that_are() {
    let lacking = said("delay,late\n3,no\n", Some("on time"));
    assert!(lacking.contains("`past.csv` has no column `months`"), "{lacking}");
    assert!(lacking.contains("`past.csv` has no column `on time`"), "{lacking}");
    assert!(lacking.contains("known are `delay` and `late`"), "{lacking}");
}

#[test]
fn dates_and_words_do_not_mix_and_a_blank_column_says_nothing() {
    let mixed = said("months,late\n3,2024-04\n4,yes\n5,\n6,2024-05\n", Some("late"));
    assert!(mixed.contains("`yes` is not a date, and other cells of this column are"), "{mixed}");
    let blank = said("months,late\n3,\n4,\n5,\n", Some("late"));
    assert!(blank.contains("says of no row whether it is finished"), "{blank}");
}
