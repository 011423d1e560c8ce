//! Lines of at most 80 characters.

/// The width of the text.
pub const WIDTH: usize = 80;

/// The words of `text` in lines of at most [`WIDTH`] characters behind `indent` spaces. A word that is
/// longer has a line of its own; control characters are left out.
pub fn paragraph(text: &str, indent: usize) -> String {
    let mut lines = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let word: String = word.chars().filter(|c| !c.is_control()).collect();
        let size = word.chars().count();
        if length > 0 && length + 1 + size > WIDTH {
            lines.push('\n');
            length = 0;
        }
        if length == 0 {
            lines.push_str(&" ".repeat(indent));
            length = indent;
        } else {
            lines.push(' ');
            length += 1;
        }
        lines.push_str(&word);
        length += size;
    }
    if length > 0 {
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_a_long_word_stands_alone() {
        let long = "x".repeat(100);
        let text = paragraph(&format!("{} {long} end", "word ".repeat(20)), 2);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.iter().all(|line| line.starts_with("  ")));
        assert!(lines.iter().filter(|line| line.chars().count() > WIDTH).all(|line| line.trim() == long));
        assert_eq!(lines.last(), Some(&"  end"));
    }

    #[test]
    fn no_control_character_reaches_the_terminal() {
        assert_eq!(paragraph("a \u{1b}[31mred\u{7} b\nc", 0), "a [31mred b c\n");
        assert_eq!(paragraph("  ", 2), "");
    }
}
