//! JSONPath queries (RFC 9535), within limits: a query costs at most as much as the document is large, times its
//! depth.

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};
use std::collections::BTreeSet;

/// Bytes of a query.
const MAX_BYTES: usize = 2000;
/// Brackets and parentheses within each other.
const MAX_NESTING: usize = 8;
/// Descendant segments (`..`): each walks the values that the one before selected.
const MAX_DESCENDANTS: usize = 2;

/// A step from a value to one that it holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A member of an object.
    Name(String),
    /// An item of a list.
    Index(usize),
}

/// The steps from the root of a tree.
pub type Place = Vec<Step>;

/// A query that was parsed.
#[derive(Debug, Clone)]
pub struct Query(JsonPath);

impl Query {
    /// Parses a query.
    ///
    /// # Errors
    ///
    /// The fault, when it is no query or could take too long.
    pub fn parse(text: &str) -> Result<Self, String> {
        check(text)?;
        match JsonPath::parse(text) {
            Ok(query) => Ok(Self(query)),
            Err(error) => Err(format!(
                "a query can't have this at character {}",
                error.position() + 1
            )),
        }
    }

    /// The places that it selects, each once, in the order of their steps.
    pub fn select(&self, root: &Value) -> BTreeSet<Place> {
        let found = self.0.query_located(root);
        let places = found
            .locations()
            .map(|path| path.iter().map(step).collect());
        places.collect()
    }
}

fn step(element: &PathElement<'_>) -> Step {
    match element {
        PathElement::Name(name) => Step::Name((*name).to_owned()),
        PathElement::Index(index) => Step::Index(*index),
    }
}

/// Refuses a query that takes the parser or the search too long.
fn check(text: &str) -> Result<(), String> {
    if text.len() > MAX_BYTES {
        return Err(format!("it has more than {MAX_BYTES} bytes"));
    }
    let plain = without_quoted(text);
    let mut depth = 0_usize;
    for character in plain.chars() {
        match character {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_NESTING {
            return Err(format!("it is nested in more than {MAX_NESTING} brackets"));
        }
    }
    if plain.matches("..").count() > MAX_DESCENDANTS {
        return Err(format!("it has more than {MAX_DESCENDANTS} `..`"));
    }
    let mut absolute = plain.match_indices('$').skip(1);
    if absolute.any(|(at, _)| selects_many(&plain[at + 1..])) {
        let message = "a query from the root in a filter selects more than one value";
        return Err(message.to_owned());
    }
    Ok(())
}

/// The text with a `_` in place of each string.
fn without_quoted(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if !matches!(character, '"' | '\'') {
            plain.push(character);
            continue;
        }
        plain.push('_');
        while let Some(inner) = characters.next() {
            if inner == '\\' {
                characters.next();
            } else if inner == character {
                break;
            }
        }
    }
    plain
}

/// Whether the query that `rest` begins with can select more than one value: it would be searched for each value
/// that the filter looks at.
fn selects_many(rest: &str) -> bool {
    let mut depth = 0_usize;
    for (at, character) in rest.char_indices() {
        match character {
            '[' => depth += 1,
            ']' if depth > 0 => depth -= 1,
            '*' | '?' | ':' | ',' if depth > 0 => return true,
            '.' if rest[at + 1..].starts_with(['.', '*']) => return true,
            ']' | ')' | ',' | '&' | '|' | '=' | '!' | '<' | '>' if depth == 0 => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Place, Query, Step};
    use serde_json::json;

    fn names(names: &[&str]) -> Place {
        let steps = names.iter().map(|name| Step::Name((*name).to_owned()));
        steps.collect()
    }

    #[test]
    fn places_are_selected_once() {
        let root = json!({"b": {"x": 1}, "a": {"x": 2}});
        let places = Query::parse("$['a', 'b', 'a'].x").unwrap().select(&root);
        let places: Vec<Place> = places.into_iter().collect();
        assert_eq!(places, [names(&["a", "x"]), names(&["b", "x"])]);
    }

    #[test]
    fn what_takes_too_long_is_refused() {
        let nested = format!("$[?{}@.a{}]", "(".repeat(9), ")".repeat(9));
        let long = format!("$.{}", "a".repeat(2000));
        for (query, message) in [
            (&*nested, "nested"),
            (&*long, "2000 bytes"),
            ("$..a..b..c", "`..`"),
            ("$..*[?@.a == $..b]", "from the root"),
            ("$.a[?@.b == $.c.*]", "from the root"),
            ("$.a[?count($['b'][1:]) > 1]", "from the root"),
            ("info", "at character 1"),
        ] {
            let error = Query::parse(query).unwrap_err();
            assert!(error.contains(message), "{query}: {error}");
        }
        for query in [
            "$.paths['/a..b..c..d'].get",
            "$.a[?@.b == $.c && @.d[*].e]",
            "$.a[?@.b == $['c..d', '*']]".replace(", '*'", "").as_str(),
        ] {
            assert!(Query::parse(query).is_ok(), "{query}");
        }
    }
}
