//! Header parameters: settings of the client, and the values in the document, which are defaults and enums.

use crate::api::{Api, Kind, Location, Operation, Parameter, is_common};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostics};
use crate::lower::operations::keys::is_key_name;
use crate::lower::sink::Sink;
use crate::map::{IndexMap, IndexSet};
use crate::text::header;
use serde_json::Value;

/// The fewest operations that show which headers all calls have in common.
const FEWEST: usize = 10;

/// The header parameters that are settings of the client: the list of client.toml, or else the ones of more
/// than nine in ten operations. An idempotency key belongs to its call.
pub fn of_client<'a>(api: &'a Api, config: &'a Config) -> Vec<&'a str> {
    if let Some(listed) = &config.client.headers {
        return listed.iter().map(String::as_str).collect();
    }
    let mut counts: IndexMap<String, (&str, usize)> = IndexMap::default();
    for parameter in api.operations.iter().flat_map(of) {
        if !is_key_name(&parameter.name) {
            let name = parameter.name.to_ascii_lowercase();
            counts.entry(name).or_insert((&parameter.name, 0)).1 += 1;
        }
    }
    let all = api.operations.len();
    let counts = counts.into_values().filter(|_| all >= FEWEST);
    let common = counts.filter(|(_, count)| is_common(*count, all));
    common.map(|(name, _)| name).collect()
}

/// The header parameters of an operation.
pub fn of(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let parameters = operation.parameters.iter();
    parameters.filter(|parameter| parameter.location == Location::Header)
}

/// The text of a header parameter's default. An invalid value of a header is reported, and left out.
pub fn default(api: &Api, parameter: &Parameter, sink: &mut Sink) -> Option<String> {
    let (target, _) = api.behind_aliases(parameter.schema);
    let mut places = [parameter.schema, target].into_iter();
    let (id, default) = places.find_map(|id| Some((id, api[id].default.as_ref()?)))?;
    let value = &*default.value;
    if value.is_null() {
        return None;
    }
    let text = match parameter.style {
        Some(_) if !value.is_number() => simple(value),
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

/// A value in the style `simple`, the only one of headers.
fn simple(value: &Value) -> Option<String> {
    let parts: Option<Vec<String>> = match value {
        Value::Array(items) => items.iter().map(scalar).collect(),
        Value::Object(members) => {
            let pairs = members.iter();
            let pairs = pairs.flat_map(|(key, value)| [Some(key.clone()), scalar(value)]);
            pairs.collect()
        }
        value => Some(vec![scalar(value)?]),
    };
    Some(parts?.join(","))
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
