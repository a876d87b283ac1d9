//! What is written, taken apart: items, literals, doc comments, keys.

use crate::plant::Plant;
use openapi_client_generator::Output;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag, TextMergeStream};
use serde_json::Value;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;

/// What is looked at in a crate, apart from its texts.
pub struct Anatomy {
    /// The items of each file, by kind and size.
    pub items: BTreeMap<String, Vec<String>>,
    /// The values of all string literals that are no docs, sorted.
    literals: Vec<String>,
    /// All doc comments, as rustdoc reads them.
    pub docs: Vec<String>,
    /// Their blocks of code that rustdoc compiles.
    pub tests: usize,
    /// Their links that lead to items.
    links: usize,
    /// The elements of the README.
    pub readme: Vec<String>,
    manifest: toml::Table,
}

impl Anatomy {
    pub fn of(output: &Output) -> Self {
        let file = |path: &str| output.files[path].as_str();
        let mut anatomy = Self {
            items: BTreeMap::new(),
            literals: Vec::new(),
            docs: Vec::new(),
            tests: 0,
            links: 0,
            readme: elements(file("README.md")),
            manifest: file("Cargo.toml").parse().expect("Cargo.toml is TOML"),
        };
        for (path, text) in &output.files {
            let is_rust = Path::new(path).extension() == Some(OsStr::new("rs"));
            if is_rust && !path.starts_with("src/runtime/") {
                let parsed =
                    syn::parse_file(text).unwrap_or_else(|e| panic!("{path}: {e}\n{text}"));
                let mut items: Vec<String> = parsed.items.iter().map(item).collect();
                items.sort();
                anatomy.items.insert(path.clone(), items);
                anatomy.walk(text.parse().expect("tokens"));
            }
        }
        // Why names of other alphabets are allowed to look like others.
        anatomy
            .literals
            .retain(|text| text != "the document names these");
        anatomy.literals.sort();
        for text in &anatomy.docs {
            let (tests, links) = looked_at(text);
            anatomy.tests += tests;
            anatomy.links += links;
        }
        anatomy
    }

    /// The items of all files, whatever these are called.
    pub fn all_items(&self) -> Vec<&Vec<String>> {
        let mut items: Vec<_> = self.items.values().collect();
        items.sort();
        items
    }

    /// Collects literals and docs.
    fn walk(&mut self, tokens: TokenStream) {
        let mut doc = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Punct(punct) if matches!(punct.as_char(), '#' | '!') => {}
                TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                    match doc_line(&group.stream()) {
                        Some(line) => doc.push(line),
                        None => self.walk(group.stream()),
                    }
                }
                other => {
                    self.end(&mut doc);
                    match other {
                        TokenTree::Group(group) => self.walk(group.stream()),
                        TokenTree::Literal(literal) => {
                            if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                                self.literals.push(canonical(text.value()));
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        self.end(&mut doc);
    }

    /// Ends a doc comment. Each of its lines begins with a space.
    fn end(&mut self, doc: &mut Vec<String>) {
        if !doc.is_empty() {
            let lines = doc.drain(..);
            let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned());
            self.docs.push(lines.collect::<Vec<_>>().join("\n"));
        }
    }

    /// Fails where anything but the texts differs from what is written of plain words.
    #[track_caller]
    pub fn compare(&self, twin: &Self, plant: &Plant, payload: &str) {
        assert_eq!(self.items, twin.items, "items with {payload:?}");
        assert_eq!(
            self.docs.len(),
            twin.docs.len(),
            "doc comments with {payload:?}"
        );
        assert_eq!(self.tests, twin.tests, "tests of the docs with {payload:?}");
        assert_eq!(self.links, twin.links, "links to items with {payload:?}");
        assert_eq!(self.readme, twin.readme, "the README with {payload:?}");
        compare_tables(&self.manifest, &twin.manifest, plant, payload);
        let mut expected: Vec<String> = twin
            .literals
            .iter()
            .map(|text| planted(text, plant, payload))
            .collect();
        expected.sort();
        let (mut ours, mut theirs) = (self.literals.clone(), expected.clone());
        ours.retain(|text| expected.binary_search(text).is_err());
        theirs.retain(|text| self.literals.binary_search(text).is_err());
        // What is left are names, those of operations and of types that hold secrets, and the headers of
        // responses in lower case.
        let is_name = |text: &str| {
            let name = text.trim_end_matches("([redacted])");
            syn::parse_str::<syn::Ident>(name).is_ok()
        };
        let is_header = |text: &str| theirs.iter().any(|name| name.to_ascii_lowercase() == text);
        ours.retain(|text| !is_name(text) && !is_header(text));
        let strange = ours;
        assert_eq!(
            strange,
            Vec::<String>::new(),
            "literals with {payload:?}, not {theirs:?}"
        );
        assert_eq!(
            self.literals.len(),
            twin.literals.len(),
            "literals with {payload:?}"
        );
    }
}

fn planted(text: &str, plant: &Plant, payload: &str) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(value @ (Value::Object(_) | Value::Array(_) | Value::String(_))) => {
            plant.value(&value, payload).to_string()
        }
        _ if text.starts_with('/') => template(&plant.text(text, payload)),
        _ => plant.text(text, payload),
    }
}

/// A path as it is called: what no address can have is percent-encoded, but not the names in braces, and a fragment
/// is left out.
fn template(path: &str) -> String {
    let mut is_name = false;
    let mut out = String::new();
    for (at, c) in path.char_indices() {
        is_name = c == '{' || is_name && c != '}';
        if c == '#' && !is_name {
            break;
        }
        let digits = path.as_bytes().get(at + 1..at + 3);
        let is_escape = digits.is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        let is_plain = c.is_ascii_graphic() && !"\"#<>\\^`|".contains(c);
        if is_name || c == '}' || is_plain && (c != '%' || is_escape) {
            out.push(c);
        } else {
            out.extend(c.to_string().bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    out
}

/// A literal that is JSON, whatever its spelling.
fn canonical(text: String) -> String {
    match serde_json::from_str::<Value>(&text) {
        Ok(value @ (Value::Object(_) | Value::Array(_) | Value::String(_))) => value.to_string(),
        _ => text,
    }
}

#[track_caller]
fn compare_tables(ours: &toml::Table, twin: &toml::Table, plant: &Plant, payload: &str) {
    let keys = |table: &toml::Table| table.keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(ours), keys(twin), "Cargo.toml with {payload:?}");
    for (key, value) in ours {
        match (value, &twin[key]) {
            (toml::Value::Table(ours), toml::Value::Table(twin)) => {
                compare_tables(ours, twin, plant, payload);
            }
            (toml::Value::String(ours), toml::Value::String(twin)) => {
                // Cargo sets what a package says in its environment, which has no escapes.
                let words = plant
                    .text(twin, payload)
                    .split_whitespace()
                    .collect::<String>();
                let shown = |c: char| {
                    if crate::is_unseen(c) {
                        format!("U+{:04X}", u32::from(c))
                    } else {
                        c.to_string()
                    }
                };
                let expect: String = words.chars().map(shown).collect();
                assert_eq!(ours.replace(' ', ""), expect, "{key} with {payload:?}");
            }
            (ours, twin) => assert_eq!(ours, twin, "{key} with {payload:?}"),
        }
    }
}

/// The kind of an item, and how much it holds.
fn item(item: &syn::Item) -> String {
    match item {
        syn::Item::Enum(item) => format!("enum of {}", item.variants.len()),
        syn::Item::Struct(item) => format!("struct of {}", item.fields.len()),
        syn::Item::Impl(item) => {
            let of_trait = item
                .trait_
                .as_ref()
                .and_then(|(path, _)| path.segments.last());
            let of_trait = of_trait.map(|segment| segment.ident.to_string());
            format!(
                "impl {} of {}",
                of_trait.unwrap_or_default(),
                item.items.len()
            )
        }
        syn::Item::Fn(_) => "fn".to_owned(),
        syn::Item::Mod(_) => "mod".to_owned(),
        syn::Item::Use(_) => "use".to_owned(),
        syn::Item::Static(_) => "static".to_owned(),
        syn::Item::Macro(item) => {
            format!("{}!", item.mac.path.segments.last().expect("a name").ident)
        }
        other => panic!("no such item is written: {other:?}"),
    }
}

/// The text of `doc = "…"`.
fn doc_line(tokens: &TokenStream) -> Option<String> {
    let mut tokens = tokens.clone().into_iter();
    let is_doc = matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "doc");
    let literal = tokens.nth(1).filter(|_| is_doc)?;
    syn::parse_str::<syn::LitStr>(&literal.to_string())
        .ok()
        .map(|text| text.value())
}

/// The Markdown that rustdoc reads.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// The tests in a doc comment and its links to items. Fails where there is anything but text besides.
fn looked_at(text: &str) -> (usize, usize) {
    let (mut tests, mut links, mut broken) = (0, 0, 0);
    let mut count = |_: BrokenLink<'_>| {
        broken += 1;
        None
    };
    for event in Parser::new_with_broken_link_callback(text, options(), Some(&mut count)) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => match &*language {
                "no_run" => tests += 1,
                "text" | "json" => {}
                other => panic!("a block of {other:?} in {text}"),
            },
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                panic!("an indented block in {text}")
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                links += usize::from(!dest_url.starts_with("http"));
            }
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_) | Tag::HtmlBlock) => {
                panic!("{event:?} in {text}")
            }
            _ => {}
        }
    }
    (tests, links + broken)
}

/// The elements of a page of Markdown, without their texts.
fn elements(text: &str) -> Vec<String> {
    let name = |debug: String| {
        let end = debug.find([' ', '(', '{']).unwrap_or(debug.len());
        debug[..end].to_owned()
    };
    let events = TextMergeStream::new(Parser::new_ext(
        text,
        options() - Options::ENABLE_SMART_PUNCTUATION,
    ));
    let names = events.map(|event| match event {
        Event::Start(tag) => format!("<{}>", name(format!("{tag:?}"))),
        Event::End(tag) => format!("</{}>", name(format!("{tag:?}"))),
        other => name(format!("{other:?}")),
    });
    names.collect()
}
