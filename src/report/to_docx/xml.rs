//! Finding elements in parts of a Word file, as text: what is taken over from a template stays as it was written.

use std::ops::Range;

/// Where each element of that name stands, from its `<` to behind its `>`; of nested ones the outermost begins and the
/// first end closes, which none of the elements looked for here is.
pub(super) fn elements(xml: &str, name: &str) -> Vec<Range<usize>> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = xml[at..].find(&open).map(|place| at + place) {
        let behind = start + open.len();
        at = behind;
        if !xml[behind..].starts_with([' ', '>', '/', '\t', '\r', '\n']) {
            continue;
        }
        let Some(tag_end) = xml[behind..].find('>').map(|place| behind + place + 1) else { break };
        let end = match xml[..tag_end].ends_with("/>") {
            true => tag_end,
            false => match xml[tag_end..].find(&close) {
                Some(place) => tag_end + place + close.len(),
                None => break,
            },
        };
        found.push(start..end);
        at = end;
    }
    found
}

/// The text without the elements of that name.
pub(super) fn without(xml: &str, name: &str) -> String {
    let mut kept = String::with_capacity(xml.len());
    let mut at = 0;
    for range in elements(xml, name) {
        kept.push_str(&xml[at..range.start]);
        at = range.end;
    }
    kept + &xml[at..]
}

/// The start tag of an element.
pub(super) fn tag(element: &str) -> &str {
    element.find('>').map_or(element, |end| &element[..=end])
}

/// An attribute of a start tag, without the five entities.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let wanted = format!("{name}=");
    let mut from = 0;
    while let Some(place) = tag[from..].find(&wanted).map(|place| from + place) {
        from = place + wanted.len();
        if !tag[..place].ends_with(char::is_whitespace) {
            continue;
        }
        let quote = tag[from..].chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
        let value = &tag[from + 1..];
        let value = &value[..value.find(quote)?];
        return Some(quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |text| text.into_owned()));
    }
    None
}

/// An attribute of the first element of that name.
pub(super) fn first(xml: &str, element: &str, name: &str) -> Option<String> {
    let range = elements(xml, element).into_iter().next()?;
    attribute(tag(&xml[range]), name)
}

/// Whether it is XML without a document type.
pub(super) fn is_sound(xml: &str) -> bool {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Err(_) | Ok(Event::DocType(_)) => return false,
            Ok(Event::Eof) => return true,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLES: &str =
        "<w:styles><w:style w:styleId=\"a\"><w:name w:val='A &amp; B'/></w:style><w:style w:x=\"1\"/></w:styles>";

    #[test]
    fn elements_are_found_by_their_whole_name() {
        let found = elements(STYLES, "w:style");
        assert_eq!(found.len(), 2);
        assert_eq!(&STYLES[found[1].clone()], "<w:style w:x=\"1\"/>");
        assert_eq!(first(STYLES, "w:name", "w:val").as_deref(), Some("A & B"));
        assert_eq!(without(STYLES, "w:style"), "<w:styles></w:styles>");
    }

    #[test]
    fn what_is_cut_off_or_names_a_document_type_is_not_sound() {
        assert!(is_sound(STYLES));
        assert!(!is_sound("<a><b></a>") && !is_sound("<!DOCTYPE a []><a/>"));
    }
}
