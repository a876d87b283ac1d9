//! The possible causes of a refusal.

use crate::calls::Call;
use crate::client::Client;
use crate::messages::Message;
use crate::verdict::{ENDED, Violation};
use serde_json::Value;

/// Keywords that restrict the values of a type. A made-up value may break them.
const OF_VALUES: [&str; 12] = [
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

/// Headers whose values are the media types of bodies and responses. A parameter of their name is ignored
/// (OpenAPI 3.0.3, "Parameter Object", `name`).
const OF_MEDIA_TYPES: [&str; 2] = ["accept", "content-type"];

/// The cause of a violation without an explanation.
const OPEN: &str = "to be looked at";

/// The possible cause of each of a request's violations, in words.
pub fn classes(
    violations: &[Violation],
    client: &Client,
    call: &Call,
    request: &Message,
) -> Vec<&'static str> {
    let classes = violations
        .iter()
        .map(|violation| class(violation, client, call, request));
    let mut classes: Vec<_> = classes.collect();
    let is_limited = |violation: &Violation| {
        violation.place.starts_with("body") && limit(violation, call, request).is_some()
    };
    if violations.iter().any(is_limited) {
        for (class, violation) in classes.iter_mut().zip(violations) {
            let is_body = violation.place.starts_with("body");
            let is_of_union =
                matches!(violation.code.as_str(), "type" | "enum" | "oneOf" | "anyOf");
            if is_body && is_of_union && *class == OPEN {
                *class = "follows from that limit of Prism";
            }
        }
    }
    classes
}

/// The possible cause of a violation, by itself.
fn class(violation: &Violation, client: &Client, call: &Call, request: &Message) -> &'static str {
    let missing = violation.message.split('\'').nth(1);
    if violation.code == "required" && missing.is_some_and(|name| client.undescribed.contains(name))
    {
        return "the document requires a member that it doesn't describe";
    }
    if let Some(limit) = limit(violation, call, request) {
        return limit;
    }
    let content: Option<Value> = serde_json::from_slice(&request.content()).ok();
    let (given, is_as_given) = match violation.place.split_once('.') {
        _ if violation.place == "body" => (call.body.as_ref(), content == call.body),
        Some(("body", rest)) if call.body.is_some() => {
            let pointer = format!("/{}", rest.replace('.', "/"));
            let at = |value: &Option<Value>| value.as_ref()?.pointer(&pointer).cloned();
            let given = call.body.as_ref().and_then(|body| body.pointer(&pointer));
            (given, at(&content) == at(&call.body))
        }
        _ => (call.parameters.get(&violation.place), false),
    };
    let contains = |value: &Value| call.shown.contains(value);
    let is_shown =
        given.is_some_and(contains) || (is_as_given && call.body.as_ref().is_some_and(contains));
    let is_value = OF_VALUES.contains(&violation.code.as_str());
    match (is_shown, is_as_given) {
        (true, true) => "the document's example, sent as it is",
        (true, false) if is_value => "the document's example",
        (false, _) if is_value => "made-up value",
        (_, true) => "made-up value, sent as it is",
        _ => OPEN,
    }
}

/// The limit of Prism 5, or the fault of the document, that refuses a correct request.
fn limit(violation: &Violation, call: &Call, request: &Message) -> Option<&'static str> {
    let media_type = request.header("content-type").unwrap_or_default();
    let is_multipart = media_type.starts_with("multipart/");
    let is_form = is_multipart || media_type.starts_with("application/x-www-form-urlencoded");
    let is_yaml = ["yaml", "yml"].iter().any(|name| media_type.contains(name));
    let is_in = |place: &str| violation.place.split('.').next() == Some(place);
    let expects = |kind: &str| violation.code == "type" && violation.message.contains(kind);
    let member = violation.place.split('.').nth(1);
    let is_styled = member.is_some_and(|name| call.styled.contains(name));
    let is_composed = expects("must be array") || expects("must be object");
    if violation.code == ENDED {
        Some("a fault of Prism")
    } else if is_in("body") && is_form && is_composed && !is_styled {
        Some("a limit of Prism: it reads lists and objects in a form only by an explicit style")
    } else if is_in("body") && is_multipart && violation.message.starts_with("Reserved characters")
    {
        Some("a limit of Prism: it takes a part for a part of a URL")
    } else if is_in("body") && expects("must be object") && is_yaml {
        Some("a limit of Prism: it takes YAML for text")
    } else if is_in("query") && expects("must be array,") {
        Some("a limit of Prism: it takes a list that may be null for text")
    } else if is_in("query") && expects("must be object") {
        Some("a limit of Prism: it takes the items of a list for text")
    } else if is_in("query") && matches!(violation.code.as_str(), "required" | "oneOf") {
        Some(
            "a limit of Prism: of an object in a query, it reads no members that a union describes",
        )
    } else if is_in("header") && member.is_some_and(|name| OF_MEDIA_TYPES.contains(&name)) {
        Some("the media types say this header; OpenAPI ignores a parameter of its name")
    } else {
        None
    }
}
