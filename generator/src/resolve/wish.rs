//! Names that the document's author wishes for, in words of this generator and of others.

use crate::api::Wish;
use crate::openapi::view::View;
use serde_json::Value;

/// Our word for a name.
const NAME: &str = "x-rust-name";
/// The words of other generators.
const NAMES: [&str; 2] = ["x-ms-client-name", "x-speakeasy-name-override"];
/// The words for the name of a method in its group.
const METHODS: [&str; 2] = ["x-fern-sdk-method-name", "x-speakeasy-name-override"];
/// The words for the group of a method: names, or one with dots between them.
const GROUPS: [&str; 2] = ["x-fern-sdk-group-name", "x-speakeasy-group"];

/// The name of a type or a parameter.
pub fn rust_name<'a>(view: impl View<'a> + Copy) -> Option<String> {
    own_name(view).or_else(|| member_name(view))
}

/// The name in our word: that of an operation among all, or of the type of a member.
pub fn own_name<'a>(view: impl View<'a>) -> Option<String> {
    text(view, NAME).map(str::to_owned)
}

/// The name in the words of other generators, which on the schema of a member is the member's.
pub fn member_name<'a>(view: impl View<'a> + Copy) -> Option<String> {
    let mut names = NAMES.iter().filter_map(|word| text(view, word));
    names.next().map(str::to_owned)
}

/// The group of an operation, and its name there.
pub fn in_group<'a>(view: impl View<'a> + Copy) -> Wish {
    let mut methods = METHODS.iter().filter_map(|word| text(view, word));
    Wish {
        group: GROUPS.iter().find_map(|word| group(view.extension(word)?)),
        method: methods.next().map(str::to_owned),
    }
}

fn group(said: &Value) -> Option<String> {
    let words: Vec<&str> = match said {
        Value::String(text) => text.split('.').collect(),
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
        _ => return None,
    };
    let words = words.join(" ");
    (!words.trim().is_empty()).then_some(words)
}

fn text<'a>(view: impl View<'a>, word: &str) -> Option<&'a str> {
    let text = view.extension(word)?.as_str()?;
    (!text.trim().is_empty()).then_some(text)
}
