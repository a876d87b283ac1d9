//! Texts that are meant as JSON and that only YAML reads.

use openapi_client_generator::diagnostic::{Diagnostics, Format};
use openapi_client_generator::source::text;

#[test]
fn json_that_only_yaml_reads() {
    let said = |name: &str, document: &str| {
        let mut diagnostics = Diagnostics::default();
        let source = text(name, document.to_owned(), &mut diagnostics);
        diagnostics.render_as(Format::Short, &[&source.expect("a tree")])
    };
    for (document, place, fault) in [
        ("{\"a\": 1,\n}", "2:1", "trailing comma"),
        ("{'a': 1}", "1:2", "key must be a string"),
        ("{\"a\": 0x10}", "1:8", "expected `,` or `}`"),
        ("{\"a\": +3}", "1:7", "expected value"),
        ("{\"a\": 1 # one\n}", "1:9", "expected `,` or `}`"),
        ("a: 1", "1:1", "expected value"),
    ] {
        let message = format!("warning[W0105]: invalid JSON: {fault}; read as YAML");
        let expect = format!("api.JSON:{place}: {message}\n1 warning\n");
        assert_eq!(said("api.JSON", document), expect, "{document}");
        for name in ["api.yaml", "https://api.test/api.yml?as=json"] {
            assert_eq!(said(name, document), "", "{document}");
        }
    }
    assert!(said("<stdin>", "{\"a\": 1,}").contains("W0105"));
    // YAML in flow style is meant.
    assert_eq!(said("<stdin>", "{a: 1}"), "");
    assert_eq!(said("<stdin>", "a: {b: 1}"), "");
    assert!(!said("api.json", "\u{feff}{\"a\": 1e999}").contains("W0105"));
}
