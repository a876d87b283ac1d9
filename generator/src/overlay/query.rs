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
        match JsonPath::parse(&with_quoted_names(text)) {
            Ok(query) => Ok(Self(query)),
            Err(error) => Err(format!(
                "a query can't have this at character {}",
                characters_before(text, error.position()) + 1
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
    for (is_string, part) in parts(text) {
        plain.push_str(if is_string { "_" } else { part });
    }
    plain
}

/// The strings of a query, and its text between them.
fn parts(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_quote = |c: char| matches!(c, '"' | '\'');
        let end = if is_quote(first) {
            string_end(rest, first)
        } else {
            rest.find(is_quote).unwrap_or(rest.len())
        };
        let (part, behind) = rest.split_at(end);
        rest = behind;
        Some((is_quote(first), part))
    })
}

/// The end of the string that a text begins with, behind its quote.
fn string_end(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return at + quote.len_utf8();
        }
    }
    text.len()
}

/// The query with names such as `.x-traits` in brackets. RFC 9535 has no hyphens in names behind a dot, nor another
/// meaning for them, and the Overlay Specification's own examples have such names.
fn with_quoted_names(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for (is_string, part) in parts(text) {
        if is_string {
            quoted.push_str(part);
            continue;
        }
        for (index, piece) in part.split('.').enumerate() {
            let is_behind_dot = index > 0;
            let name = hyphenated(piece).filter(|_| is_behind_dot);
            // `..` stays before brackets, and `.` doesn't.
            if is_behind_dot && (name.is_none() || quoted.ends_with('.')) {
                quoted.push('.');
            }
            let name = name.unwrap_or_default();
            if !name.is_empty() {
                quoted.extend(["['", name, "']"]);
            }
            quoted.push_str(&piece[name.len()..]);
        }
    }
    quoted
}

/// The characters of a query before a position in its form with quoted names.
fn characters_before(text: &str, position: usize) -> usize {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends: Vec<usize> = ends.collect();
    ends.partition_point(|end| with_quoted_names(&text[..*end]).len() <= position)
}

/// The name with hyphens that a text begins with.
fn hyphenated(text: &str) -> Option<&str> {
    let is_first = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let is_part = |c: char| is_first(c) || c.is_ascii_digit() || c == '-';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let name = &text[..end];
    (name.starts_with(is_first) && name.contains('-')).then_some(name)
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
    fn names_with_hyphens_need_no_brackets() {
        let root = json!({"a": {"x-b": {"c-d": 1}}, "e": [{"x-b": {"c-d": 2}}]});
        for (query, count) in [
            ("$.a.x-b", 1),
            ("$.a.x-b.c-d", 1),
            ("$..c-d", 2),
            ("$.e[?@.x-b.c-d == 2].x-b", 1),
            ("$.e[?@['x-b'].c-d == -1]", 0),
            ("$['a.x-b']", 0),
        ] {
            let places = Query::parse(query).unwrap().select(&root);
            assert_eq!(places.len(), count, "{query}");
        }
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
            ("$.é.x-a!", "at character 8"),
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
