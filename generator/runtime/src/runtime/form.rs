//! Bodies of `application/x-www-form-urlencoded` (`OpenAPI` 3.1.1, "Encoding Object"): each member is a
//! parameter of its own.

use super::parameter::{Written, items, pair};
use super::style::{Style, in_url};
use super::wire::{View, each_member, each_tag, shown, to_json};
use serde_json::Value;

/// The styles of members, by name; `None` for JSON text. A member that isn't listed has the default style:
/// the items of a list repeat its name, and an object is JSON text.
pub type Encoding = &'static [(&'static str, Option<Style>)];

/// The text of a form.
///
/// # Errors
/// The reason that the value can't be sent: it has no members, or one of them can't be written.
pub(crate) fn form(view: &View<'_>, encoding: Encoding) -> Result<String, String> {
    let mut pairs = Pairs::default();
    let has_members = members(view, &mut |name, value| {
        let style = encoding.iter().find(|(known, _)| *known == name);
        match style {
            Some((_, Some(style))) => pairs.add(name, in_url(name, *style, value)),
            Some((_, None)) => pairs.json(name, value),
            None if items(value, &mut |item| pairs.item(name, item)) => {}
            None => pairs.item(name, value),
        }
    });
    match pairs.problem {
        Some(problem) => Err(problem),
        None if has_members => Ok(pairs.written.join("&")),
        None => Err("it can't be written as a form: it isn't an object".to_owned()),
    }
}

/// The pairs so far, and the first member that can't be written.
#[derive(Default)]
struct Pairs {
    written: Vec<String>,
    problem: Option<String>,
}

impl Pairs {
    fn add(&mut self, name: &str, pair: Written) {
        match pair {
            Ok(pair) => self.written.extend(pair),
            Err(why) => {
                let name = shown(name);
                let problem = format!("its member `{name}` can't be written as a form: {why}");
                self.problem.get_or_insert(problem);
            }
        }
    }

    /// Adds a scalar as text, or a list or object as JSON text.
    fn item(&mut self, name: &str, value: &View<'_>) {
        match value {
            View::Union(union) if union.tags().is_empty() => self.item(name, &union.view()),
            View::Object(_) | View::Map(_) | View::Extra(_) | View::List(_) | View::Union(_) => {
                self.json(name, value);
            }
            View::Json(json) if json.is_object() || json.is_array() => self.json(name, value),
            value => self.add(name, in_url(name, Style::Form { explode: true }, value)),
        }
    }

    /// Adds a value as JSON text, with its numbers, booleans and nulls.
    fn json(&mut self, name: &str, value: &View<'_>) {
        let text = to_json(*value).map(String::from_utf8);
        self.add(
            name,
            match text {
                Ok(Ok(json)) => Ok(Some(pair(name, &json))),
                _ => Err("it can't be written as JSON"),
            },
        );
    }
}

/// Calls `each` with the members of an object, and returns whether the value can have some: `null` has none.
fn members(view: &View<'_>, each: &mut dyn FnMut(&str, &View<'_>)) -> bool {
    match view {
        View::Object(object) => each_member(*object, each),
        View::Union(union) => {
            each_tag(*union, each);
            return members(&union.view(), each);
        }
        View::Map(map) => map.visit(&mut |name, value| {
            each(name, &value);
            true
        }),
        View::Extra(extra) => {
            for (name, value) in extra.iter() {
                each(name, &View::Json(value));
            }
        }
        View::Json(Value::Object(map)) => {
            for (name, value) in map {
                each(name, &View::Json(value));
            }
        }
        View::Absent | View::Null | View::Json(Value::Null) => {}
        _ => return false,
    }
    true
}
