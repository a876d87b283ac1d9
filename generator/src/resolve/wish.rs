//! The author's names in the document, in the keywords of this generator and of others.

use crate::api::Wish;
use crate::openapi::spec::DISCRIMINATOR_VALUE;
use crate::openapi::view::View;
use serde_json::Value;

/// Our keyword for a name.
const NAME: &str = "x-rust-name";
/// The keywords of other generators.
const NAMES: [&str; 2] = ["x-ms-client-name", "x-speakeasy-name-override"];
/// The keywords for the name of a method in its group.
const METHODS: [&str; 2] = ["x-fern-sdk-method-name", "x-speakeasy-name-override"];
/// The keywords for the group of a method: names, or one name with dots.
const GROUPS: [&str; 2] = ["x-fern-sdk-group-name", "x-speakeasy-group"];

/// The name of a type or a parameter.
pub fn rust_name<'a>(view: impl View<'a> + Copy) -> Option<String> {
    own_name(view).or_else(|| member_name(view))
}

/// The name in our keyword: an operation's name among all operations, or the name of a member's type.
pub fn own_name<'a>(view: impl View<'a>) -> Option<String> {
    text(view, NAME).map(str::to_owned)
}

/// The name in the keywords of other generators; on the schema of a member, it names the member.
pub fn member_name<'a>(view: impl View<'a> + Copy) -> Option<String> {
    let mut names = NAMES.iter().filter_map(|word| text(view, word));
    names.next().map(str::to_owned)
}

/// The value of the discriminator that selects a schema, in the keyword of another generator.
pub fn discriminator_value<'a>(view: impl View<'a>) -> Option<&'a str> {
    text(view, DISCRIMINATOR_VALUE)
}

/// The group of an operation, and its name in the group.
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
