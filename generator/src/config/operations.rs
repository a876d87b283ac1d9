//! `[operations]`: facts about an operation that the document lacks.

use super::read::{Reader, Value, has_unknown};
use super::{Config, NextPage, OperationConfig, Pages, PagesWish, names, way};
use std::collections::BTreeMap;
use toml::de::DeValue;

/// `[operations]`
pub fn operations(reader: &mut Reader<'_>, value: &Value<'_>, config: &mut Config) {
    let Some(table) = reader.table(value) else {
        return;
    };
    for (key, value) in table {
        let at: &str = key.get_ref();
        let message = "an operation is named by a pointer that begins with `#/`";
        let is_pointer = names::pointer(reader, key, message);
        let mut said = OperationConfig {
            place: reader.place(&key.span()),
            pages: None,
            optional_body: None,
        };
        if let Some(table) = reader.table(value) {
            let keys = &["pages", "optional-body"];
            reader.entries(table, keys, |reader, key, value| match key {
                "pages" => {
                    let place = reader.place(&value.span());
                    said.pages = pages(reader, value).map(|pages| (pages, place));
                }
                _ => said.optional_body = reader.flag(value).then(|| reader.place(&value.span())),
            });
        }
        if is_pointer {
            config.operations.insert(at.to_owned(), said);
        }
    }
}

/// `false`, or the parameter for the next page and the place of the items.
fn pages(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<PagesWish> {
    let forms = "`false`, or a table with `cursor` and `next` or `header`, `url`, `header`, `offset`, `number`, or `last` \
                 and `id`";
    let table = match value.get_ref() {
        DeValue::Boolean(false) => return Some(PagesWish::None),
        DeValue::Table(table) => table,
        _ => {
            reader.mistyped(value, forms);
            return None;
        }
    };
    let mut said = BTreeMap::new();
    let mut with = Vec::new();
    let keys = &[
        "cursor", "next", "url", "offset", "number", "last", "id", "header", "items", "with",
    ];
    reader.entries(table, keys, |reader, key, value| {
        if key == "with" {
            with = switches(reader, value);
        } else if let Some(text) = reader.text(value) {
            said.insert(key.to_owned(), text.to_owned());
        }
    });
    let items = said.remove("items");
    let said: Vec<_> = said.iter().map(|(key, text)| (&**key, &**text)).collect();
    let Some(next) = next_page(&said) else {
        // An unknown key is reported already, and is likely a missing one.
        if !has_unknown(table, keys) {
            reader.fault(value.span(), format!("expected {forms}, one of them"));
        }
        return None;
    };
    let items = items.as_deref().map(way);
    Some(PagesWish::Walked(Pages { next, items, with }))
}

/// The request for the next page, by the keys in their order.
fn next_page(said: &[(&str, &str)]) -> Option<NextPage> {
    Some(match *said {
        [("cursor", parameter), ("next", member)] => NextPage::Cursor {
            parameter: parameter.to_owned(),
            member: way(member),
        },
        [("cursor", parameter), ("header", header)] => NextPage::Header {
            parameter: Some(parameter.to_owned()),
            header: header.to_owned(),
        },
        [("header", header)] => NextPage::Header {
            parameter: None,
            header: header.to_owned(),
        },
        [("url", member)] => NextPage::Url(way(member)),
        [("offset", parameter)] => NextPage::Offset(parameter.to_owned()),
        [("number", parameter)] => NextPage::Number {
            parameter: parameter.to_owned(),
            header: None,
        },
        [("header", header), ("number", parameter)] => NextPage::Number {
            parameter: parameter.to_owned(),
            header: Some(header.to_owned()),
        },
        [("id", member), ("last", parameter)] => NextPage::Last {
            parameter: parameter.to_owned(),
            member: member.to_owned(),
        },
        _ => return None,
    })
}

/// The query parameters that switch the pages on, with their values.
fn switches(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<(String, String)> {
    let Some(table) = reader.table(value) else {
        return Vec::new();
    };
    let mut switches = Vec::new();
    for (name, value) in table {
        let text = match value.get_ref() {
            DeValue::Boolean(flag) => flag.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => {
                reader.mistyped(value, "a string or a boolean");
                continue;
            }
        };
        switches.push((name.get_ref().to_string(), text));
    }
    switches
}
