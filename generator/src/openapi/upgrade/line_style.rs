//! The delimited styles, which paths and headers don't have (`OpenAPI` 3.2.0, "Style Values").

use serde_json::{Map, Value};

use super::{COLLECTION_FORMAT, moved, remark};
use crate::openapi::spec::{Remark, Version};

/// `style: pipeDelimited` in a path or a header → the extension for such a list. Exploded, such a style is `form` in a query,
/// which is `simple` where no name is written.
pub fn delimited(parameter: &mut Map<String, Value>, _: Version) -> Vec<Remark> {
    let location = parameter.get("in").and_then(Value::as_str);
    let is_line = matches!(location, Some("path" | "header"));
    let style = parameter.get("style").and_then(Value::as_str);
    let (format, fate) = match style.filter(|_| is_line) {
        Some("pipeDelimited") => (
            "pipes",
            "is `pipeDelimited`, which queries alone have; `|` joins the items here",
        ),
        Some("spaceDelimited") => (
            "ssv",
            "is `spaceDelimited`, which queries alone have; a space joins the items here",
        ),
        _ => return extension(parameter, is_line),
    };
    parameter.shift_remove("style");
    if parameter.contains_key(COLLECTION_FORMAT) {
        let fate = "is for queries alone; ignored beside `x-collection-format`";
        let others = extension(parameter, is_line).into_iter();
        return others.chain([remark("style", fate)]).collect();
    }
    if parameter.get("explode") == Some(&Value::Bool(true)) {
        let fate = "is for queries alone, and not for exploded values; treated as `simple`";
        return vec![remark("style", fate)];
    }
    parameter.insert(COLLECTION_FORMAT.to_owned(), format.into());
    vec![remark("style", fate), moved("style", &[COLLECTION_FORMAT])]
}

/// Takes the extension from a parameter that has no room for it.
fn extension(parameter: &mut Map<String, Value>, is_line: bool) -> Vec<Remark> {
    let Some(format) = parameter.get(COLLECTION_FORMAT) else {
        return Vec::new();
    };
    let is_known = matches!(format.as_str(), Some("pipes" | "ssv" | "csv"));
    let style = parameter.get("style").and_then(Value::as_str);
    let is_simple =
        style.is_none_or(|style| style == "simple") && !parameter.contains_key("content");
    let fate = if !is_known {
        "has to be `pipes`, `ssv` or `csv`; ignored"
    } else if !is_line || !is_simple {
        "is for lists of the style `simple` in paths and headers; ignored"
    } else if parameter.get("explode") == Some(&Value::Bool(true)) {
        let fate = "has no effect beside `x-collection-format`";
        return vec![remark("explode", fate)];
    } else {
        return Vec::new();
    };
    parameter.shift_remove(COLLECTION_FORMAT);
    vec![remark(COLLECTION_FORMAT, fate)]
}
