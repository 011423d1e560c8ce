//! How wide the columns of a table are, in twentieths of a point.

use crate::report::document::{Row, Table};

/// What stands on both sides of a cell's text.
const SIDES: usize = 200;
/// A word that is wider is broken.
const WORD: usize = 2_400;
/// A text is never given more room than this.
const TEXT: usize = 9_000;
/// The names of rows are not given more where there is too little for all.
const NAMES: usize = 2_600;
/// The room of a column of numbers, where there is enough, so that it stands apart from the next.
const NUMBERS: usize = 850;

/// The columns with content, and their widths: no wider than their texts, at least as wide as their longest words, and
/// what is left of the room goes in equal parts to those that want more.
pub(super) fn columns(table: &Table, room: usize) -> Vec<(usize, usize)> {
    let heading = |at: usize| table.columns[at].heading.to_string();
    // What runs across the table asks nothing of its columns.
    let across = |row: &&Row| row.is_heading() && !table.rows.iter().all(Row::is_heading);
    let rows: Vec<(usize, &Row)> = table.rows.iter().enumerate().filter(|(_, row)| !across(row)).collect();
    // With the room that numbers leave behind them.
    let texts = |at: usize| {
        let lacking = table.lacking(at);
        let text = move |(place, row): &(usize, &Row)| Some((row.level, row.cells.get(at)?.shown() + &lacking[*place]));
        rows.iter().filter_map(text)
    };
    let is_shown = |&at: &usize| at == 0 || table.rows.is_empty() || texts(at).any(|(_, text)| !text.is_empty());
    let shown: Vec<usize> = (0..table.columns.len()).filter(is_shown).collect();
    let wish = |at: usize| {
        let words = texts(at).filter_map(|(_, text)| text.split(' ').map(width).max()).max().unwrap_or(0);
        let indent = |level: usize| if at == 0 { 180 * level } else { 0 };
        let most = texts(at).map(|(level, text)| width(&text) + indent(level)).max().unwrap_or(0);
        let of_heading = heading(at).split(' ').map(bold_width).max().unwrap_or(0);
        let least = words.min(WORD).max(of_heading);
        [least + SIDES, most.min(TEXT).max(least) + SIDES]
    };
    let wishes: Vec<[usize; 2]> = shown.iter().map(|&at| wish(at)).collect();
    // Headings stand on one line where all do, or else on two, and names of rows where there is room for them.
    let apart = |at: usize| if table.columns[at].is_numeric { NUMBERS } else { 0 };
    let in_lines = |of_heading: fn(&str) -> usize| {
        let wish = |(&at, &[least, most]): (&usize, &[usize; 2])| {
            [least, most.max(of_heading(&heading(at)).max(apart(at)) + SIDES)]
        };
        shown.iter().zip(&wishes).map(wish).collect::<Vec<_>>()
    };
    let is_roomy = |wishes: &[[usize; 2]]| wishes.iter().map(|[_, most]| most).sum::<usize>() <= room;
    let wishes = [bold_width, in_two_lines].into_iter().map(in_lines).find(|wishes| is_roomy(wishes)).unwrap_or(wishes);
    let is_narrow = !is_roomy(&wishes);
    let named = |(at, [least, most]): (usize, [usize; 2])| {
        [least, if at == 0 && is_narrow { most.min(NAMES).max(least) } else { most }]
    };
    let capped: Vec<[usize; 2]> = wishes.iter().copied().enumerate().map(named).collect();
    let mut widths = within(room, &capped);
    let left = room.saturating_sub(widths.iter().sum());
    widths[0] += left.min(wishes[0][1].saturating_sub(widths[0]));
    shown.into_iter().zip(widths).collect()
}

/// Widths between what each column needs and what it wants.
fn within(room: usize, wishes: &[[usize; 2]]) -> Vec<usize> {
    let needed: usize = wishes.iter().map(|[least, _]| least).sum();
    let Some(mut left) = room.checked_sub(needed) else {
        return wishes.iter().map(|[least, _]| room * least / needed).collect();
    };
    let mut widths: Vec<usize> = wishes.iter().map(|[least, _]| *least).collect();
    // The columns that want least are served first; what they leave is for the others.
    let mut by_want: Vec<usize> = (0..wishes.len()).collect();
    by_want.sort_by_key(|&at| wishes[at][1] - wishes[at][0]);
    for (served, &at) in by_want.iter().enumerate() {
        let more = (left / (wishes.len() - served)).min(wishes[at][1] - wishes[at][0]);
        widths[at] += more;
        left -= more;
    }
    widths
}

/// The width of a text in Arial of 9 points, by kinds of letters.
pub(super) fn width(text: &str) -> usize {
    let letter = |letter: char| match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '(' | ')' | '-' | '/' => 54,
        'm' | 'w' | 'M' | 'W' | '%' => 152,
        letter if letter.is_ascii_uppercase() => 126,
        letter if letter.is_ascii() || letter == '£' => 101,
        _ => 126,
    };
    text.chars().map(letter).sum()
}

/// The same in bold type.
fn bold_width(text: &str) -> usize {
    width(text) * 11 / 10
}

/// The width of a heading that stands on two lines, as nearly alike as they can be.
fn in_two_lines(heading: &str) -> usize {
    let longer = |at: usize| bold_width(&heading[..at]).max(bold_width(&heading[at + 1..]));
    let breaks = heading.match_indices(' ').map(|(at, _)| longer(at));
    breaks.min().unwrap_or_else(|| bold_width(heading))
}

#[cfg(test)]
mod tests {
    use super::{bold_width, in_two_lines, within};

    #[test]
    fn a_heading_is_broken_where_its_lines_are_alike() {
        assert_eq!(in_two_lines("Would stay if known"), bold_width("Would stay"));
        assert_eq!(in_two_lines("Mean"), bold_width("Mean"));
    }

    #[test]
    fn columns_are_as_wide_as_their_texts_where_there_is_room() {
        assert_eq!(within(1_000, &[[100, 300], [100, 200]]), [300, 200]);
    }

    #[test]
    fn what_small_columns_leave_is_for_large_ones() {
        assert_eq!(within(1_000, &[[100, 2_000], [100, 150], [200, 2_000]]), [375, 150, 475]);
        assert_eq!(within(300, &[[300, 400], [300, 2_000]]), [150, 150]);
    }
}
