//! Text stays text: whatever stands in a document, what is written of it has the same items, literals,
//! tests and structure as what is written of a plain word, and each character of it can be seen.
//!
//! The texts are found in the specification's tables (`fields`), planted (`plant`) in a document that
//! has one of each (`skeleton`), and what is written is taken apart (`anatomy`).

#![expect(
    clippy::disallowed_methods,
    reason = "rustdoc reads its input from the disk"
)]

mod anatomy;
mod cost;
mod fields;
mod payloads;
mod plant;
mod rustdoc;
mod skeleton;
mod version_2;
mod ways;

use anatomy::Anatomy;
use fields::Fields;
use insta::assert_snapshot;
use openapi_client_generator::config::{self, Config};
use openapi_client_generator::diagnostic::{Diagnostics, Format};
use openapi_client_generator::source::{self, Source};
use openapi_client_generator::{Output, generate, report, text};
use payloads::PAYLOADS;
use plant::Plant;
use serde_json::Value;
use std::collections::BTreeSet;

/// What came of a document: files, and what is told beside them.
struct Made {
    output: Option<Output>,
    /// `--map` and `--report`, as they are written.
    beside: Vec<String>,
    plain: String,
    styled: String,
    /// The diagnostics for programs, in each of their forms.
    formats: Vec<String>,
    codes: Vec<&'static str>,
}

const FORMATS: [Format; 4] = [Format::Short, Format::Json, Format::Sarif, Format::Actions];

fn config(more: &str) -> Config {
    let toml = format!("package.name = \"hostile\"\ntests.examples = true\n{more}");
    let mut diagnostics = Diagnostics::default();
    let config = config::text("client.toml", &toml, &mut diagnostics);
    config.unwrap_or_else(|| panic!("{}", diagnostics.render(&[])))
}

fn make(document: &Value, config: &Config) -> Made {
    let mut diagnostics = Diagnostics::default();
    let source = source::text("api.json", document.to_string(), &mut diagnostics).unwrap();
    made(source, config, diagnostics)
}

fn made(mut source: Source, config: &Config, mut diagnostics: Diagnostics) -> Made {
    let output = generate(&mut source, config, &mut diagnostics);
    let beside = output.iter().flat_map(|output| {
        let report = report::report(&output.ir, &source, diagnostics.iter());
        [text::json(&output.map()), text::json(&report)]
    });
    let mut codes: Vec<_> = diagnostics.iter().map(|d| d.code.entry().id).collect();
    codes.sort_unstable();
    Made {
        beside: beside.collect(),
        plain: diagnostics.render(&[&source]),
        styled: diagnostics.render_styled(&[&source]),
        formats: FORMATS
            .map(|format| diagnostics.render_as(format, &[&source]))
            .into(),
        codes,
        output,
    }
}

/// Whether a character can't be seen, or changes how others are read: not by the table of the generator.
fn is_unseen(c: char) -> bool {
    const RANGES: [(u32, u32); 17] = [
        (0x00, 0x1f),
        (0x7f, 0x9f),
        (0xad, 0xad),
        (0x34f, 0x34f),
        (0x61c, 0x61c),
        (0x115f, 0x1160),
        (0x17b4, 0x17b5),
        (0x180b, 0x180e),
        (0x200b, 0x200f),
        (0x2028, 0x202e),
        (0x2060, 0x206f),
        (0x3164, 0x3164),
        (0xfdd0, 0xfdef),
        (0xfeff, 0xfeff),
        (0xfff9, 0xfffb),
        (0x1d173, 0x1d17a),
        (0xe0000, 0xe0fff),
    ];
    let number = u32::from(c);
    let mut ranges = RANGES.iter();
    // The last two of each plane are no characters.
    number & 0xfffe == 0xfffe || ranges.any(|(first, last)| (first..=last).contains(&&number))
}

#[track_caller]
fn all_can_be_seen(text: &str, of: &str) {
    let unseen = text.find(|c| is_unseen(c) && c != '\n');
    if let Some(at) = unseen {
        let around: String = text[at..].chars().take(40).collect();
        panic!("{of} has {:?} before {around:?}", text[at..].chars().next());
    }
}

/// A text for a terminal without the colours that the generator sets.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        out.push_str(rest.strip_prefix('m').unwrap_or(part));
    }
    out
}

/// Everything that is written or shown.
#[track_caller]
fn check_characters(made: &Made, payload: &str) {
    if let Some(output) = &made.output {
        let written = output.files.iter();
        for (path, text) in written.filter(|(path, _)| !path.starts_with("src/runtime/")) {
            all_can_be_seen(text, &format!("{path} with {payload:?}"));
        }
    }
    for text in &made.beside {
        all_can_be_seen(text, &format!("a file of JSON with {payload:?}"));
    }
    for text in &made.formats {
        all_can_be_seen(text, &format!("diagnostics for programs with {payload:?}"));
    }
    let commands = made
        .formats
        .last()
        .into_iter()
        .flat_map(|text| text.lines());
    for line in commands {
        assert!(
            line.starts_with("::error ") || line.starts_with("::warning "),
            "{line}"
        );
    }
    all_can_be_seen(&made.plain, &format!("the terminal with {payload:?}"));
    let styled = without_colours(&made.styled);
    all_can_be_seen(&styled, &format!("the terminal in colour with {payload:?}"));
    assert_eq!(
        styled.lines().count(),
        made.plain.lines().count(),
        "{payload:?}"
    );
}

#[test]
fn there_are_enough_payloads_and_no_two_are_the_same() {
    let all: BTreeSet<&str> = PAYLOADS.iter().copied().collect();
    assert_eq!(all.len(), PAYLOADS.len());
    assert!(all.len() >= 45, "{}", all.len());
}

#[test]
fn every_text_of_the_tables_is_planted() {
    let planted = fields::planted(&skeleton::document());
    let mut all: Fields = fields::of_tables();
    // Another version is no document at all: `whatever_is_refused_is_shown` plants one.
    assert!(all.remove("a document: openapi"));
    let missing: Vec<_> = all.difference(&planted).collect();
    assert_eq!(missing, Vec::<&String>::new());
    assert_eq!(planted, all);
}

/// Texts that nothing is written of: if one of these is written some day, it is checked at once.
#[test]
fn most_of_them_are_written() {
    let made = make(&skeleton::document(), &config(""));
    let output = made.output.expect("the skeleton is generated");
    let written = output.files.iter();
    let written = written.filter(|(path, _)| !path.starts_with("src/runtime/"));
    let mut all: String = written.map(|(_, text)| text.as_str()).collect();
    all.extend(made.beside.iter().map(String::as_str));
    all.push_str(&made.plain);
    let all = all.to_lowercase().replace('_', "");
    let fields = fields::words(&skeleton::document());
    let words = fields.iter();
    let unwritten = words.filter(|(_, words)| !words.iter().any(|word| has(&all, word)));
    let unwritten: Vec<&str> = unwritten.map(|(field, _)| field.as_str()).collect();
    assert_snapshot!(unwritten.join("\n"));
}

/// Whether a text has the word, and not just a longer one, which an excerpt may cut off.
fn has(text: &str, word: &str) -> bool {
    let goes_on =
        |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("...");
    let ends = |at: usize| !goes_on(&text[at + word.len()..]);
    text.match_indices(word).any(|(at, _)| ends(at))
}

#[test]
fn whatever_the_text_the_code_is_the_same() {
    code_is_the_same(&skeleton::document(), make, 1);
}

#[test]
fn the_same_of_version_2() {
    code_is_the_same(&version_2::document(), make, 1);
}

/// Compares the crate of each payload, or of every n-th, with that of plain words.
#[track_caller]
fn code_is_the_same(skeleton: &Value, generate: fn(&Value, &Config) -> Made, each: usize) {
    let config = config("");
    let twin = generate(skeleton, &config);
    let twin_anatomy = Anatomy::of(twin.output.as_ref().expect("the skeleton is generated"));
    let plant = Plant::new(skeleton);
    let mut docs = Vec::new();
    let payloads = PAYLOADS.iter().step_by(each);
    let expect = payloads.len() * twin_anatomy.tests;
    for payload in payloads {
        let made = generate(&plant.document(payload), &config);
        check_characters(&made, payload);
        assert_eq!(made.codes, twin.codes, "{payload:?}\n{}", made.plain);
        let Some(output) = &made.output else {
            panic!("nothing is generated with {payload:?}:\n{}", made.plain);
        };
        let anatomy = Anatomy::of(output);
        anatomy.compare(&twin_anatomy, &plant, payload);
        docs.extend(anatomy.docs);
    }
    assert_eq!(rustdoc::tests(&docs), expect, "tests that rustdoc finds");
}

#[test]
fn tags_are_features_whatever_they_are() {
    let skeleton = skeleton::document();
    let plant = Plant::new(&skeleton);
    let config = config("client.features = \"tags\"\n");
    let twin = make(&skeleton, &config);
    let twin = Anatomy::of(&twin.output.expect("the skeleton is generated"));
    for payload in PAYLOADS.iter().step_by(5) {
        let made = make(&plant.document(payload), &config);
        check_characters(&made, payload);
        let anatomy = Anatomy::of(made.output.as_ref().expect("generated"));
        // The files of a tag are called as it is.
        assert_eq!(anatomy.all_items(), twin.all_items(), "{payload:?}");
        assert_eq!(anatomy.readme, twin.readme, "{payload:?}");
    }
}

/// Every object has a keyword that nobody knows, and every keyword a value that it can't have.
#[test]
fn whatever_is_refused_is_shown() {
    let skeleton = skeleton::document();
    let config = Config::default();
    for (index, payload) in PAYLOADS.iter().enumerate() {
        let mut strange = skeleton.clone();
        let planted = fields::estrange(&mut strange, payload);
        assert!(planted > 100, "{planted}");
        let made = make(&strange, &config);
        assert!(made.codes.contains(&"W0202") && made.codes.contains(&"W0206"));
        check_characters(&made, payload);
        let mut other = skeleton.clone();
        if index % 4 == 0 {
            // The name of the package is made of it.
            other["info"]["title"] = (*payload).into();
        } else {
            other["openapi"] = (*payload).into();
        }
        check_characters(&make(&other, &config), payload);
    }
}
