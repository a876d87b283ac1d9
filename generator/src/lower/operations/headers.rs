//! Header parameters: settings of the client, and the values in the document, which are defaults and enums.

use crate::api::{
    Api, DefaultValue, Kind, Location, Operation, Outline, Parameter, SchemaId, Style, is_common,
};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostics};
use crate::lower::operations::keys::is_key_name;
use crate::lower::sink::Sink;
use crate::map::{IndexMap, IndexSet};
use crate::text::header;
use serde_json::Value;

/// The fewest operations that show which headers all calls have in common.
const FEWEST: usize = 10;

/// A header that is a setting of the client.
pub struct OfClient<'a> {
    /// The name.
    pub name: &'a str,
    /// The parameter whose values and default it has; none if client.toml says that it is a setting.
    pub described: Option<&'a Parameter>,
}

impl OfClient<'_> {
    /// Whether the setting takes the place of a parameter. Where an operation describes other values or another
    /// default, the header is its own.
    pub fn is(&self, api: &Api, parameter: &Parameter) -> bool {
        let is_alike = |described: &Parameter| said(api, described) == said(api, parameter);
        parameter.location == Location::Header
            && parameter.name.eq_ignore_ascii_case(self.name)
            && self.described.is_none_or(is_alike)
    }
}

/// The header parameters that are settings of the client: the list of client.toml, or else the ones of more than nine
/// in ten operations, most of which describe it alike. A header with a value for one call belongs to the call.
pub fn of_client<'a>(api: &'a Api, config: &'a Config) -> Vec<OfClient<'a>> {
    if let Some(listed) = &config.client.headers {
        let listed = listed.iter();
        let listed = listed.map(|name| OfClient {
            name,
            described: None,
        });
        return listed.collect();
    }
    let all = api.operations.len();
    if all < FEWEST {
        return Vec::new();
    }
    let mut by_name: IndexMap<String, IndexMap<_, (&Parameter, usize)>> = IndexMap::default();
    for parameter in api.operations.iter().flat_map(of) {
        if !is_key_name(&parameter.name) && !is_of_call(&parameter.name) {
            let alike = by_name.entry(parameter.name.to_ascii_lowercase());
            let alike = alike.or_default().entry(said(api, parameter));
            alike.or_insert((parameter, 0)).1 += 1;
        }
    }
    let common = by_name.into_values().filter_map(|alike| {
        let count = alike.values().map(|(_, count)| count).sum();
        let mut most = alike.into_values().filter(|(_, most)| most * 2 > count);
        let (described, _) = most.next().filter(|_| is_common(count, all))?;
        Some(OfClient {
            name: &described.name,
            described: Some(described),
        })
    });
    common.collect()
}

/// The values of a parameter and its default.
fn said<'a>(api: &'a Api, parameter: &Parameter) -> ([Option<Outline<'a>>; 2], Option<String>) {
    let (id, _) = api.behind_aliases(parameter.schema);
    let items = match api[id].kind {
        Kind::Array(items) => Some(Outline::of(api, api.behind_aliases(items).0)),
        _ => None,
    };
    let default = of_default(api, parameter).map(|(_, default)| default.json());
    ([Some(Outline::of(api, id)), items], default)
}

/// Whether a header has a value for one call: the conditions of a request (RFC 9110, 13.1), what it says of its content
/// (RFC 9530) and signatures (RFC 9421), its time, and identifiers of the request.
fn is_of_call(name: &str) -> bool {
    const NAMES: [&str; 9] = [
        "if-match",
        "if-none-match",
        "if-modified-since",
        "if-unmodified-since",
        "if-range",
        "range",
        "content-md5",
        "traceparent",
        "tracestate",
    ];
    const LAST: [&str; 6] = [
        "date",
        "digest",
        "nonce",
        "sha256",
        "signature",
        "timestamp",
    ];
    const IDENTIFIED: [&str; 6] = [
        "correlation",
        "interaction",
        "message",
        "request",
        "trace",
        "transaction",
    ];
    let name = name.to_ascii_lowercase().replace('_', "-");
    let words: Vec<&str> = name.split('-').collect();
    NAMES.contains(&&*name)
        || match words[..] {
            [.., of, "id"] => IDENTIFIED.contains(&of),
            [.., last] => LAST.contains(&last),
            [] => false,
        }
}

/// The header parameters of an operation.
pub fn of(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let parameters = operation.parameters.iter();
    parameters.filter(|parameter| parameter.location == Location::Header)
}

/// The default of a parameter, and the schema that has it.
fn of_default<'a>(api: &'a Api, parameter: &Parameter) -> Option<(SchemaId, &'a DefaultValue)> {
    let (target, _) = api.behind_aliases(parameter.schema);
    let mut places = [parameter.schema, target].into_iter();
    places.find_map(|id| Some((id, api[id].default.as_ref()?)))
}

/// The text of a header parameter's default. An invalid value of a header is reported, and left out.
pub fn default(api: &Api, parameter: &Parameter, sink: &mut Sink) -> Option<String> {
    let (id, default) = of_default(api, parameter)?;
    let value = &*default.value;
    if value.is_null() {
        return None;
    }
    let text = match parameter.style {
        Some(Style::Separated(separator)) if !value.is_number() => joined(value, separator),
        Some(_) if !value.is_number() => joined(value, ','),
        _ => Some(default.json()),
    };
    let sent = text.filter(|text| header::is_value(text));
    if sent.is_none() {
        let at = api[id].at.child("default");
        let shown = scalar(value).unwrap_or_else(|| default.json());
        sink.report(Code::HeaderValue, &at, &[&shown, "the default is not sent"]);
    }
    sent
}

/// A value in a header: in the style `simple`, or with another separator.
fn joined(value: &Value, separator: char) -> Option<String> {
    let parts: Option<Vec<String>> = match value {
        Value::Array(items) => items.iter().map(scalar).collect(),
        Value::Object(members) => {
            let pairs = members.iter();
            let pairs = pairs.flat_map(|(key, value)| [Some(key.clone()), scalar(value)]);
            pairs.collect()
        }
        value => Some(vec![scalar(value)?]),
    };
    Some(parts?.join(separator.encode_utf8(&mut [0; 4])))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

/// Reports the values of enums that are invalid in a header. The enums keep them, because they may be sent
/// elsewhere.
pub fn unsendable(api: &Api, diagnostics: &mut Diagnostics) {
    let parameters = api.operations.iter().flat_map(|it| &it.parameters);
    let mut seen = IndexSet::default();
    // JSON can escape each character.
    let is_text = |it: &&Parameter| it.location == Location::Header && it.style.is_some();
    for parameter in parameters.filter(is_text) {
        let (mut id, _) = api.behind_aliases(parameter.schema);
        if let Kind::Array(items) = api[id].kind {
            id = api.behind_aliases(items).0;
        }
        if !seen.insert(id) {
            continue;
        }
        let (Kind::StringEnum(values) | Kind::OpenEnum(values)) = &api[id].kind else {
            continue;
        };
        for value in values {
            if !header::is_value(value) {
                let at = api[id].at.child("enum");
                diagnostics.report(Code::HeaderValue, &at, &[value, "calls with it fail"]);
            }
        }
    }
}
