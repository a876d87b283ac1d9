//! Keys of callbacks: URLs with runtime expressions in braces.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::steps::steps;
use serde_json::Value;

/// Reports the keys of a callback that have a brace without its counterpart.
pub fn open(callback: &Value, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    let keys = callback.as_object().into_iter().flatten();
    for (key, _) in keys.filter(|(key, _)| !key.starts_with("x-")) {
        steps(key.len() / 64);
        if let Some(why) = fault(key) {
            let at = place.pointer().child(key);
            diagnostics.report(Code::ExpressionOpen, &at, &[key, why]);
        }
    }
}

fn fault(key: &str) -> Option<&'static str> {
    let mut is_open = false;
    for sign in key.chars() {
        match (sign, is_open) {
            ('{', true) => return Some("a `{` stands in another expression"),
            ('}', false) => return Some("no `{` stands before a `}`"),
            ('{' | '}', _) => is_open = sign == '{',
            _ => {}
        }
    }
    is_open.then_some("a `{` is not closed")
}
