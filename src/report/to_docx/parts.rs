//! The parts beside the body: styles, numbering, properties, header and footer.

use crate::fiscal::Month;

pub(super) const MAIN: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const PROLOGUE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

pub(super) const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/><Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/><Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/><Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/></Types>";

pub(super) const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>";

pub(super) const SETTINGS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";

pub(super) const FOOTER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:ftr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Page </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>";

/// The room on both sides of what stands in a cell, in twentieths of a point.
pub(super) const MARGIN: usize = 80;

/// A text as it may stand in XML, and in an attribute.
pub(super) fn escaped(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(allowed).collect();
    quick_xml::escape::escape(text.as_str()).into_owned()
}

/// The relations of the document: to the fixed parts, and to its pictures.
pub(super) fn relations(pictures: &str) -> String {
    let fixed = [
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        ("settings", "settings.xml"),
        ("header", "header1.xml"),
        ("footer", "footer1.xml"),
    ];
    let fixed = (1..).zip(fixed).map(|(id, (kind, target))| relation(&format!("rId{id}"), kind, target));
    format!(
        "{PROLOGUE}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}{pictures}\
         </Relationships>",
        fixed.collect::<String>()
    )
}

/// A relation of the document.
pub(super) fn relation(id: &str, kind: &str, target: &str) -> String {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
}

pub(super) fn header(title: &str) -> String {
    format!(
        "{PROLOGUE}<w:hdr {MAIN}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{title}\
         </w:t></w:r></w:p></w:hdr>"
    )
}

pub(super) fn application() -> String {
    format!(
        "{PROLOGUE}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>foresave</Application></Properties>"
    )
}

/// Title, language and dates: both are the first day of the data date.
pub(super) fn core(title: &str, as_of: Month) -> String {
    let date = format!("{as_of}-01T00:00:00Z");
    format!(
        "{PROLOGUE}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dc:subject>Savings forecast</dc:subject><dc:language>en-GB</dc:language><dcterms:created \
         xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{date}\
         </dcterms:modified></cp:coreProperties>"
    )
}

/// The styles that are numbered, each with its level and its list.
pub(super) const LISTS_OF: [(&str, usize, usize); 4] =
    [("Heading1", 0, 1), ("NumberedParagraph", 1, 1), ("AppendixHeading", 0, 2), ("ListBullet", 0, 3)];

/// Headings 1., paragraphs 1.1, Appendix A, and bullets.
pub(super) fn numbering() -> String {
    let [definitions, numbers] = lists([1, 1], &|style| Some(style.to_owned()));
    format!("{PROLOGUE}<w:numbering {MAIN}>{definitions}{numbers}</w:numbering>")
}

/// Their definitions and their numbers, from the first of each on; levels name the style that says that it is numbered so.
pub(super) fn lists([definition, number]: [usize; 2], linked: &dyn Fn(&str) -> Option<String>) -> [String; 2] {
    let level = |at: usize, format: &str, style: &str, text: &str, indent: &str| {
        let style = linked(style).map_or_else(String::new, |style| format!("<w:pStyle w:val=\"{style}\"/>"));
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{style}<w:lvlText w:val=\"{text}\"/>\
             <w:lvlJc w:val=\"left\"/><w:pPr><w:ind {indent}/></w:pPr></w:lvl>"
        )
    };
    let hanging = "w:left=\"709\" w:hanging=\"709\"";
    let lists = [
        (
            "multilevel",
            level(0, "decimal", "Heading1", "%1.", hanging)
                + &level(1, "decimal", "NumberedParagraph", "%1.%2", hanging),
        ),
        ("singleLevel", level(0, "upperLetter", "AppendixHeading", "Appendix %1:", "w:left=\"0\" w:firstLine=\"0\"")),
        ("singleLevel", level(0, "bullet", "ListBullet", "\u{2022}", "w:left=\"1069\" w:hanging=\"360\"")),
    ];
    let definitions = (definition..).zip(&lists).map(|(id, (kind, levels))| {
        format!("<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"{kind}\"/>{levels}</w:abstractNum>")
    });
    let numbers = (number..).zip(definition..).take(lists.len());
    let numbers = numbers.map(|(id, of)| format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{of}\"/></w:num>"));
    [definitions.collect(), numbers.collect()]
}

/// A paragraph style: id, name, that on which it is based, paragraph and run properties.
pub(super) struct Style(
    pub(super) &'static str,
    pub(super) &'static str,
    pub(super) &'static str,
    &'static str,
    &'static str,
);

pub(super) const STYLES: [Style; 16] = [
    Style("BodyText", "Body Text", "Normal", "<w:spacing w:after=\"120\"/>", ""),
    Style("Title", "Title", "Normal", "<w:spacing w:after=\"240\"/>", "<w:b/><w:sz w:val=\"40\"/>"),
    Style("Subtitle", "Subtitle", "Normal", "<w:spacing w:after=\"240\"/>", "<w:sz w:val=\"28\"/>"),
    Style(
        "Heading1",
        "heading 1",
        "Normal",
        "<w:keepNext/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:sz w:val=\"30\"/>",
    ),
    Style(
        "Heading2",
        "heading 2",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:sz w:val=\"26\"/>",
    ),
    Style(
        "AppendixHeading",
        "Appendix Heading",
        "Normal",
        "<w:keepNext/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr><w:spacing w:before=\"360\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:sz w:val=\"30\"/>",
    ),
    Style(
        "NumberedParagraph",
        "Numbered Paragraph",
        "Normal",
        "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"120\"/>",
        "",
    ),
    Style(
        "ListBullet",
        "List Bullet",
        "Normal",
        "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr><w:spacing w:after=\"60\"/>",
        "",
    ),
    Style(
        "Caption",
        "caption",
        "Normal",
        "<w:spacing w:before=\"120\" w:after=\"120\"/>",
        "<w:b/><w:sz w:val=\"20\"/>",
    ),
    Style(
        "TableHeading",
        "Table Heading",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"40\" w:after=\"40\"/>",
        "<w:b/><w:sz w:val=\"18\"/>",
    ),
    Style("TableText", "Table Text", "Normal", "<w:spacing w:before=\"40\" w:after=\"40\"/>", "<w:sz w:val=\"18\"/>"),
    Style("TableHeadingNumber", "Table Heading Number", "TableHeading", "<w:jc w:val=\"right\"/>", ""),
    Style("TableNumber", "Table Number", "TableText", "<w:jc w:val=\"right\"/>", ""),
    Style("Note", "Note", "Normal", "<w:spacing w:after=\"120\"/>", "<w:i/><w:sz w:val=\"20\"/>"),
    Style("Header", "header", "Normal", "", "<w:sz w:val=\"18\"/>"),
    Style("Footer", "footer", "Normal", "<w:jc w:val=\"right\"/>", "<w:sz w:val=\"18\"/>"),
];

/// A paragraph style under an id, based on another; its list's number is counted from `number`.
pub(super) fn style(Style(known, name, _, paragraph, run): &Style, [id, based_on]: [&str; 2], number: usize) -> String {
    let paragraph = match LISTS_OF.iter().find(|(style, ..)| style == known) {
        Some((_, _, list)) => paragraph
            .replace(&format!("<w:numId w:val=\"{list}\"/>"), &format!("<w:numId w:val=\"{}\"/>", number + list - 1)),
        None => (*paragraph).to_owned(),
    };
    format!(
        "<w:style w:type=\"paragraph\"{} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"{based_on}\"/>\
         <w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>",
        if is_built_in(known) { "" } else { " w:customStyle=\"1\"" }
    )
}

/// Whether Word has a style of that name itself.
fn is_built_in(id: &str) -> bool {
    const OWN: [&str; 7] = [
        "NumberedParagraph",
        "AppendixHeading",
        "TableHeading",
        "TableText",
        "TableHeadingNumber",
        "TableNumber",
        "Note",
    ];
    !OWN.contains(&id)
}

/// The style of tables under an id, based on another.
pub(super) fn table_style([id, based_on]: [&str; 2]) -> String {
    let border = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"7F7F7F\"/>");
    let borders: String = ["top", "bottom", "insideH"].map(border).concat();
    format!(
        "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"Report Table\"/><w:basedOn \
         w:val=\"{based_on}\"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:left w:w=\"{MARGIN}\" \
         w:type=\"dxa\"/><w:right w:w=\"{MARGIN}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type=\"firstRow\">\
         <w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"D9E2F3\"/></w:tcPr></w:tblStylePr></w:style>"
    )
}

/// All styles, in Arial 12 and British English.
pub(super) fn styles() -> String {
    let own = |of: &Style| style(of, [of.0, of.2], 1);
    format!(
        "{PROLOGUE}<w:styles {MAIN}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" \
         w:eastAsia=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/><w:lang w:val=\"en-GB\"/></w:rPr>\
         </w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">\
         <w:name w:val=\"Normal\"/><w:qFormat/></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">\
         <w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style>{}{}</w:styles>",
        STYLES.iter().map(own).collect::<String>(),
        table_style(["ReportTable", "TableNormal"])
    )
}
