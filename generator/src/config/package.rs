//! `[package]`: the keys of The Cargo Book, with the values that Cargo accepts.

use super::read::{Reader, Value};
use super::{Package, rules};
use crate::diagnostic::{Code, Span};
use crate::surface::EDITION;
use crate::text::PackageName;
use toml::de::DeValue;

/// The values of a key.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// A key with a field of its own in [`Package`].
    Own,
    /// A string.
    Text,
    /// A URL.
    Url,
    /// A list of strings.
    Texts,
    /// A list of at most five words.
    Words,
    /// A boolean.
    Flag,
    /// A boolean or a string.
    FlagOrText,
    /// A boolean or a list of strings.
    FlagOrTexts,
    /// A table of any keys.
    Table,
    /// A version of Rust.
    Rust,
    /// One of some strings.
    OneOf(&'static [&'static str]),
    /// No value: the key makes no sense for a client.
    Never(&'static str),
}

/// The keys, in the order of the book, with the form of their values and whether a workspace can have them.
const KEYS: &[(&str, Form, bool)] = &[
    ("name", Form::Own, false),
    ("version", Form::Own, false),
    ("authors", Form::Texts, true),
    ("edition", Form::OneOf(&[EDITION]), false),
    ("rust-version", Form::Rust, true),
    ("description", Form::Own, false),
    ("documentation", Form::Url, true),
    ("readme", Form::FlagOrText, true),
    ("homepage", Form::Url, true),
    ("repository", Form::Own, false),
    ("license", Form::Own, false),
    ("license-file", Form::Text, true),
    ("keywords", Form::Words, true),
    ("categories", Form::Words, true),
    ("workspace", Form::Text, false),
    ("build", Form::FlagOrText, false),
    ("links", Form::Never("links to no native library"), false),
    ("exclude", Form::Texts, true),
    ("include", Form::Texts, true),
    ("publish", Form::FlagOrTexts, true),
    ("metadata", Form::Table, false),
    ("default-run", Form::Never("has no program"), false),
    ("autolib", Form::Never("is a library"), false),
    ("autobins", Form::Flag, false),
    ("autoexamples", Form::Flag, false),
    ("autotests", Form::Flag, false),
    ("autobenches", Form::Flag, false),
    ("resolver", Form::OneOf(&["1", "2", "3"]), false),
];

/// `[package]`
pub fn package(reader: &mut Reader<'_>, value: &Value<'_>) -> Package {
    let mut package = Package::default();
    let Some(table) = reader.table(value) else {
        return package;
    };
    for (key, value) in table {
        let name: &str = key.get_ref();
        let Some((_, form, shared)) = KEYS.iter().find(|(known, ..)| *known == name) else {
            let message = format!("The Cargo Book describes no key `{name}` of `[package]`");
            reader.fault(key.span(), message);
            continue;
        };
        match form {
            Form::Own => own(reader, name, value, &mut package),
            Form::Never(why) => {
                reader.fault(key.span(), format!("remove `{name}`: a client {why}"));
            }
            _ if *shared && is_inherited(value) => {}
            form => check(reader, *form, name, value),
        }
        if *form != Form::Own
            && let Some(value) = reader.copy(value)
        {
            package.extra.insert(name.to_owned(), value);
        }
    }
    package
}

/// Whether the value is `{ workspace = true }`.
fn is_inherited(value: &Value<'_>) -> bool {
    let table = value.get_ref().as_table();
    table.is_some_and(|table| {
        let shared = table.get("workspace");
        table.len() == 1 && shared.and_then(|shared| shared.get_ref().as_bool()) == Some(true)
    })
}

/// Reads a key with a field of its own in [`Package`].
fn own(reader: &mut Reader<'_>, key: &str, value: &Value<'_>, package: &mut Package) {
    let Some(text) = reader.text(value) else {
        return;
    };
    let span = value.span();
    let field = match key {
        "name" if name(reader, text, span.clone()) => &mut package.name,
        "version" if reader.check(span.clone(), rules::version(text)) => &mut package.version,
        "name" | "version" => return,
        "description" => {
            if text.trim().is_empty() {
                reader.report(Code::NotPublishable, span, "the description is empty");
            }
            &mut package.description
        }
        "license" => {
            if !rules::is_license(text) {
                let message = format!("`{text}` is not an SPDX expression such as `MIT`");
                reader.report(Code::NotPublishable, span, message);
            }
            &mut package.license
        }
        _ => {
            url(reader, text, span);
            &mut package.repository
        }
    };
    *field = Some(text.to_owned());
}

/// Whether a name of a package is right; reports any other, and one that crates.io refuses.
fn name(reader: &mut Reader<'_>, text: &str, span: Span) -> bool {
    let fault = PackageName::fault(text);
    if let Some(fault) = fault {
        reader.report(Code::PackageName, span, format!("`{text}`: {fault}"));
    } else if text.len() > PackageName::LONGEST {
        let message = format!("the name has more than {} letters", PackageName::LONGEST);
        reader.report(Code::NotPublishable, span, message);
    }
    fault.is_none()
}

fn url(reader: &mut Reader<'_>, text: &str, span: Span) {
    if !rules::is_url(text) {
        let message = format!("`{text}` is not a URL");
        reader.report(Code::NotPublishable, span, message);
    }
}

/// Checks a key that is copied.
fn check(reader: &mut Reader<'_>, form: Form, key: &str, value: &Value<'_>) {
    let (node, span) = (value.get_ref(), value.span());
    match (form, node) {
        (Form::Flag | Form::FlagOrText | Form::FlagOrTexts, DeValue::Boolean(_))
        | (Form::Table, DeValue::Table(_)) => {}
        (Form::Text | Form::FlagOrText, DeValue::String(text)) => {
            reader.check(span, rules::plain(text));
        }
        (Form::Url, DeValue::String(text)) => {
            if reader.check(span.clone(), rules::plain(text)) {
                url(reader, text, span);
            }
        }
        (Form::Rust, DeValue::String(text)) => {
            reader.check(span, rules::rust_version(text));
        }
        (Form::OneOf(all), DeValue::String(text)) if all.contains(&&**text) => {}
        (Form::Texts | Form::FlagOrTexts | Form::Words, DeValue::Array(_)) => {
            let mut texts = reader.texts(value);
            texts.retain(|(text, span)| reader.check(span.clone(), rules::plain(text)));
            if form == Form::Words {
                words(reader, key, &texts, span);
            }
        }
        _ => {
            reader.mistyped(value, &expected(form));
        }
    }
}

/// The limits of crates.io for keywords and categories.
fn words(reader: &mut Reader<'_>, key: &str, texts: &[(&str, Span)], span: Span) {
    const MOST: usize = 5;
    if texts.len() > MOST {
        let message = format!("more than {MOST} {key}");
        reader.report(Code::NotPublishable, span, message);
    }
    if key == "keywords" {
        let odd = texts.iter().filter(|(text, _)| !rules::is_keyword(text));
        for (text, span) in odd {
            let message = format!(
                "`{text}` is not a keyword of at most 20 letters, digits, `_`, `-` and `+`"
            );
            reader.report(Code::NotPublishable, span.clone(), message);
        }
    }
}

fn expected(form: Form) -> String {
    let text = match form {
        Form::Own | Form::Text | Form::Url | Form::Rust => "a string",
        Form::Texts | Form::Words => "a list of strings",
        Form::Flag => "a boolean",
        Form::FlagOrText => "a boolean or a string",
        Form::FlagOrTexts => "a boolean or a list of strings",
        Form::Table => "a table",
        Form::OneOf(all) => return format!("`\"{}\"`", all.join("\"` or `\"")),
        Form::Never(_) => "nothing",
    };
    text.to_owned()
}
