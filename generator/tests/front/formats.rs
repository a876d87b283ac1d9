//! Diagnostics for programs.

use insta::assert_snapshot;
use openapi_client_generator::diagnostic::{Code, Diagnostics, Excerpt, Format, Lines, Pointer};

/// Three of a document, of which one is about two places, and one of client.toml.
fn written(format: Format) -> String {
    let document = "openapi: 3.0.3\ninfo: {title: Ä, titel: A, version: '1', titel\u{202e}: B}\npaths: {}\nx-a: 1\nx-a: 2\n";
    let (source, mut diagnostics) = super::source(document);
    let mut source = source.unwrap();
    openapi_client_generator::openapi::read(&mut source, &mut diagnostics);
    diagnostics.report_excerpt(Code::NotUsed, options(), &["100%, it is\nnot used"]);
    diagnostics.render_as(format, &[&source])
}

/// A place in a file with a name that every format has to escape.
fn options() -> Excerpt {
    let text = "[client]\nheaders = [\"a\"]\n";
    Lines::new("my, \u{1b}client:.toml", text).excerpt(&(20..23))
}

/// One without a place.
fn nowhere(format: Format) -> String {
    let mut diagnostics = Diagnostics::default();
    diagnostics.report(
        Code::NotReadable,
        &Pointer::root(),
        &["document", "x.yaml", "gone"],
    );
    diagnostics.render_as(format, &[])
}

#[test]
fn a_place_may_be_missing() {
    assert_snapshot!(nowhere(Format::Short));
    assert_snapshot!(nowhere(Format::Json));
    assert_snapshot!(nowhere(Format::Actions));
    let log: serde_json::Value = serde_json::from_str(&nowhere(Format::Sarif)).unwrap();
    assert_eq!(
        log["runs"][0]["results"][0]["locations"],
        serde_json::json!([])
    );
}

#[test]
fn a_line_each() {
    assert_snapshot!(written(Format::Short));
}

/// The terminal shows the line of the first, and the places of the others.
#[test]
fn an_unused_component_has_its_name() {
    let document = "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {/a: {}}\ncomponents: {schemas: {Pet: {}}}\n";
    let (source, mut diagnostics) = super::source(document);
    let at = Pointer::parse("#/components/schemas/Pet").unwrap();
    diagnostics.report(Code::ComponentUnused, &at, &[]);
    let said = diagnostics.render_as(Format::Short, &[&source.unwrap()]);
    assert!(
        said.contains("warning[W0903]: unused component `Pet`\n"),
        "{said}"
    );
}

#[test]
fn an_object_each() {
    let text = written(Format::Json);
    for line in text.lines() {
        let object: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(object.as_object().unwrap().len(), 11, "{line}");
    }
    assert_snapshot!(text);
}

#[test]
fn a_log() {
    let text = written(Format::Sarif);
    let mut log: serde_json::Value = serde_json::from_str(&text).unwrap();
    let run = &mut log["runs"][0];
    for rule in run["tool"]["driver"]["rules"].as_array_mut().unwrap() {
        let markdown = rule["help"]["markdown"].take();
        assert!(markdown.as_str().is_some_and(|text| text.len() > 40));
    }
    assert_eq!(
        run["tool"]["driver"]["version"].take(),
        env!("CARGO_PKG_VERSION")
    );
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[rule]["id"], result["ruleId"]);
    }
    assert_snapshot!(openapi_client_generator::text::json(&log));
}

#[test]
fn a_command_each() {
    assert_snapshot!(written(Format::Actions));
}

#[test]
fn no_format_has_hidden_characters() {
    for format in [Format::Short, Format::Json, Format::Sarif, Format::Actions] {
        let text = written(format);
        let hidden = |c| c != '\n' && openapi_client_generator::text::is_hidden(c);
        assert!(!text.contains(hidden), "{text}");
    }
}
