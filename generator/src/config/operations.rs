//! `[operations]`: facts about an operation that the document lacks.

use super::read::{Reader, Value, has_unknown};
use super::{Config, NextPage, OperationConfig, Pages, PagesWish, names, way};
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
    let forms = "`false`, or a table with `cursor` and `next`, `url`, `offset` or `number`";
    let table = match value.get_ref() {
        DeValue::Boolean(false) => return Some(PagesWish::None),
        DeValue::Table(table) => table,
        _ => {
            reader.mistyped(value, forms);
            return None;
        }
    };
    let [mut cursor, mut next, mut url] = [None, None, None];
    let [mut offset, mut number, mut items] = [None, None, None];
    let mut with = Vec::new();
    let keys = &["cursor", "next", "url", "offset", "number", "items", "with"];
    reader.entries(table, keys, |reader, key, value| {
        let field = match key {
            "with" => {
                with = switches(reader, value);
                return;
            }
            "cursor" => &mut cursor,
            "next" => &mut next,
            "url" => &mut url,
            "offset" => &mut offset,
            "number" => &mut number,
            _ => &mut items,
        };
        *field = reader.text(value).map(str::to_owned);
    });
    let next = match (cursor, next, url, offset, number) {
        (Some(parameter), Some(next), None, None, None) => NextPage::Cursor {
            parameter,
            member: way(&next),
        },
        (None, None, Some(url), None, None) => NextPage::Url(way(&url)),
        (None, None, None, Some(parameter), None) => NextPage::Offset(parameter),
        (None, None, None, None, Some(parameter)) => NextPage::Number(parameter),
        _ => {
            // An unknown key is reported already, and is likely a missing one.
            if !has_unknown(table, keys) {
                reader.fault(value.span(), format!("expected {forms}, one of them"));
            }
            return None;
        }
    };
    let items = items.as_deref().map(way);
    Some(PagesWish::Walked(Pages { next, items, with }))
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
