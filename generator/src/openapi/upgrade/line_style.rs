//! The delimited styles, which paths and headers don't have (`OpenAPI` 3.2.0, "Style Values").

use serde_json::{Map, Value};

use super::{COLLECTION_FORMAT, moved, remark};
use crate::openapi::spec::{Remark, Version};

/// `style: pipeDelimited` in a path or a header → the extension for such a list. Exploded, such a style is `form` in a query,
/// which is `simple` where no name is written.
pub fn delimited(parameter: &mut Map<String, Value>, _: Version) -> Vec<Remark> {
    let location = parameter.get("in").and_then(Value::as_str);
    if !matches!(location, Some("path" | "header")) {
        return Vec::new();
    }
    let format = parameter.get(COLLECTION_FORMAT).and_then(Value::as_str);
    let is_known = format.is_none_or(|format| matches!(format, "pipes" | "ssv" | "csv"));
    let fate = "is none of `pipes`, `ssv` and `csv`; ignored";
    let unknown = (!is_known).then(|| remark(COLLECTION_FORMAT, fate));
    let (format, fate) = match parameter.get("style").and_then(Value::as_str) {
        Some("pipeDelimited") => (
            "pipes",
            "is `pipeDelimited`, which queries alone have; `|` joins the items here",
        ),
        Some("spaceDelimited") => (
            "ssv",
            "is `spaceDelimited`, which queries alone have; a space joins the items here",
        ),
        _ => return unknown.into_iter().collect(),
    };
    parameter.shift_remove("style");
    if parameter.contains_key(COLLECTION_FORMAT) {
        let fate = "is for queries alone; ignored beside `x-collection-format`";
        return unknown.into_iter().chain([remark("style", fate)]).collect();
    }
    if parameter.get("explode") == Some(&Value::Bool(true)) {
        let fate = "is for queries alone, and not for exploded values; treated as `simple`";
        return vec![remark("style", fate)];
    }
    parameter.insert(COLLECTION_FORMAT.to_owned(), format.into());
    vec![remark("style", fate), moved("style", &[COLLECTION_FORMAT])]
}
