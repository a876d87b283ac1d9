//! `overlays`, `unmatched`, `[client]`, `[tests]` and `[errors]`.

use super::read::{Reader, Value};
use super::{Config, Envelope, ErrorsConfig, Features, Groups, TestsConfig, Unmatched, rules};

/// `overlays`; whether all of them are known.
pub fn overlays(reader: &mut Reader<'_>, value: &Value<'_>, config: &mut Config) -> bool {
    let texts = reader.texts(value);
    let is_whole = value.get_ref().as_array().map(|list| list.len()) == Some(texts.len());
    for (name, span) in texts {
        let place = reader.place(&span);
        if config.overlays.insert(name.to_owned(), place).is_some() {
            reader.fault(span, format!("`{name}` is listed twice"));
        }
    }
    is_whole
}

/// `unmatched`
pub fn unmatched(reader: &mut Reader<'_>, value: &Value<'_>) -> Unmatched {
    match value.get_ref().as_str() {
        Some("error") => Unmatched::Error,
        Some("warn") => Unmatched::Warn,
        _ => {
            reader.mistyped(value, "`\"error\"` or `\"warn\"`");
            Unmatched::Error
        }
    }
}

/// `[client]`
pub fn client(reader: &mut Reader<'_>, value: &Value<'_>, config: &mut Config) {
    let Some(table) = reader.table(value) else {
        return;
    };
    let keys = &["headers", "features", "groups", "segments"];
    reader.entries(table, keys, |reader, key, value| match key {
        "features" => match value.get_ref().as_str() {
            Some("none") => config.client.features = Features::None,
            Some("tags") => config.client.features = Features::Tags,
            _ => reader.mistyped(value, "`\"none\"` or `\"tags\"`"),
        },
        "groups" => match value.get_ref().as_str() {
            Some("none") => config.client.groups = Groups::None,
            Some("tags") => config.client.groups = Groups::Tags,
            _ => reader.mistyped(value, "`\"none\"` or `\"tags\"`"),
        },
        "segments" => {
            for (name, span) in reader.texts(value) {
                let place = reader.place(&span);
                config.client.segments.insert(name.to_owned(), place);
            }
        }
        _ => headers(reader, value, config),
    });
}

fn headers(reader: &mut Reader<'_>, value: &Value<'_>, config: &mut Config) {
    let known = config.client.headers.get_or_insert_default();
    for (name, span) in reader.texts(value) {
        if let Some(fault) = rules::header(name) {
            reader.fault(span, fault);
        } else if known.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            reader.fault(span, format!("`{name}` is listed twice"));
        } else {
            known.push(name.to_owned());
            let place = reader.place(&span);
            config.header_places.insert(name.to_owned(), place);
        }
    }
}

/// `[tests]`
pub fn tests(reader: &mut Reader<'_>, value: &Value<'_>, tests: &mut TestsConfig) {
    if let Some(table) = reader.table(value) {
        reader.entries(table, &["examples"], |reader, _, value| {
            tests.examples = reader.flag(value);
        });
    }
}

/// `[errors]`
pub fn errors(reader: &mut Reader<'_>, value: &Value<'_>, errors: &mut ErrorsConfig) {
    if let Some(table) = reader.table(value) {
        reader.entries(table, &["envelope"], |reader, _, value| {
            errors.envelope = envelope(reader, value);
        });
    }
}

fn envelope(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Envelope> {
    const KEYS: &[&str] = &["member", "value"];
    let table = reader.table(value)?;
    let (mut member, mut constant) = (None, None);
    reader.entries(table, KEYS, |reader, key, value| {
        let text = reader.text(value).map(str::to_owned);
        match key {
            "member" if text.as_deref() == Some("") => {
                reader.fault(value.span(), "the name of the member is empty");
            }
            "member" => member = text,
            _ => constant = text,
        }
    });
    reader.required(table, value, KEYS, 2);
    Some(Envelope {
        member: member?,
        value: constant?,
    })
}
