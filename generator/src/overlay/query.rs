//! JSONPath queries (RFC 9535), within limits: no query costs more than a large document.

mod cost;
mod patterns;

use super::apply::measure;
use crate::source::MAX_DEPTH;
use cost::{Cost, parts};
pub use patterns::Refused;
use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};
use std::collections::BTreeSet;

/// The most values that a query may visit, and that all queries may. A query with two `..` visits 2 million in
/// the largest known document.
const MAX_VALUES: usize = 1 << 24;
pub const MAX_OF_ALL: usize = 1 << 27;
/// The most steps in the paths that a query keeps at a time: for each value of the document; besides; and in all.
const STEPS_FOR_EACH: usize = 32;
const STEPS_BESIDES: usize = 1 << 18;
const MAX_STEPS: usize = 1 << 23;

/// The queries that are tried for a message about one that selects nothing.
const MOST_AROUND: usize = 32;

/// A step from a value to a value in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A member of an object.
    Name(String),
    /// An item of a list.
    Index(usize),
}

/// The steps from the root of a tree.
pub type Place = Vec<Step>;

/// A parsed query.
#[derive(Debug, Clone)]
pub struct Query {
    path: JsonPath,
    cost: Cost,
    /// Its patterns that match nothing.
    pub refused: Vec<Refused>,
}

impl Query {
    /// Parses a query.
    ///
    /// # Errors
    ///
    /// The fault, when the text is no query, or could take too long.
    pub fn parse(text: &str) -> Result<Self, String> {
        let cost = Cost::of(text)?;
        let (plain, refused) = patterns::without_others(text);
        match JsonPath::parse(&with_quoted_names(&plain)) {
            Ok(path) => Ok(Self {
                path,
                cost,
                refused,
            }),
            Err(error) => Err(format!(
                "a query can't have this at character {}",
                characters_before(text, error.position()) + 1
            )),
        }
    }

    /// The queries for the values around those of a query, from the inside out; of a long one, the innermost.
    pub fn around(text: &str) -> impl Iterator<Item = Self> {
        let mut ends = Vec::new();
        let mut start = 0;
        for (is_string, part) in parts(text) {
            let marks = part.match_indices(['.', '[']).filter(|_| !is_string);
            ends.extend(marks.map(|(at, _)| start + at));
            start += part.len();
        }
        let ends = ends.into_iter().rev().take(MOST_AROUND);
        ends.filter_map(|end| Self::parse(&text[..end]).ok())
    }

    /// The selected places, each once, in the order of their steps. Takes the number of visited values from
    /// `left`, the budget for all queries.
    ///
    /// # Errors
    ///
    /// The fault, when the query could take too long.
    pub fn select(&self, root: &Value, left: &mut usize) -> Result<BTreeSet<Place>, String> {
        let excess = || format!("all queries together could look at more than {MAX_OF_ALL} values");
        // Counting the values takes time, too.
        if *left == 0 {
            return Err(excess());
        }
        let values = self.cost.values(root);
        *left = left.saturating_sub(values.min(MAX_VALUES));
        if values > MAX_VALUES {
            return Err(format!("it could look at more than {MAX_VALUES} values"));
        }
        if *left == 0 {
            return Err(excess());
        }
        let found = self.path.query(root).len();
        // Most of the cost is keeping the paths.
        if found == 0 {
            return Ok(BTreeSet::new());
        }
        // The depth of fewer values doesn't matter.
        if found > STEPS_BESIDES / MAX_DEPTH {
            let (size, depth) = measure(root);
            let most = (STEPS_BESIDES + STEPS_FOR_EACH * size).min(MAX_STEPS);
            if found.saturating_mul(depth) > most {
                return Err(format!("it selects {found} values, which are too many"));
            }
        }
        let found = self.path.query_located(root);
        let places = found
            .locations()
            .map(|path| path.iter().map(step).collect());
        Ok(places.collect())
    }
}

fn step(element: &PathElement<'_>) -> Step {
    match element {
        PathElement::Name(name) => Step::Name((*name).to_owned()),
        PathElement::Index(index) => Step::Index(*index),
    }
}

/// The query with names such as `.x-traits` in brackets. RFC 9535 allows no hyphens in names after a dot and
/// has no other meaning for them, and the Overlay Specification's own examples have such names.
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

/// The name with hyphens at the beginning of a text.
fn hyphenated(text: &str) -> Option<&str> {
    let is_first = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let is_part = |c: char| is_first(c) || c.is_ascii_digit() || c == '-';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let name = &text[..end];
    (name.starts_with(is_first) && name.contains('-')).then_some(name)
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
        let places = Query::parse("$['a', 'b', 'a'].x")
            .unwrap()
            .select(&root, &mut 100)
            .unwrap();
        let places: Vec<Place> = places.into_iter().collect();
        assert_eq!(places, [names(&["a", "x"]), names(&["b", "x"])]);
    }

    #[test]
    fn queries_around_another() {
        let root = json!({"a.[b": {"c": [1]}, "d": 1});
        for (query, counts) in [
            ("$['a.[b'].c[0].e", &[1, 1, 1, 1][..]),
            ("$.d..x[?@.y == 1]", &[0, 1, 1]),
            ("$", &[]),
        ] {
            let found = Query::around(query);
            let found = found.map(|it| it.select(&root, &mut 1000).unwrap().len());
            assert_eq!(found.collect::<Vec<_>>(), counts, "{query}");
        }
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
            let places = Query::parse(query)
                .unwrap()
                .select(&root, &mut 100)
                .unwrap();
            assert_eq!(places.len(), count, "{query}");
        }
    }

    #[test]
    fn patterns_outside_the_grammar_match_nothing() {
        let root = json!(["Ab", "ab", "12"]);
        for (query, count) in [
            ("$[?match(@, '[Aa]b')]", 2),
            ("$[?match(@, '(?i)ab')]", 0),
            ("$[?search(@, '(?i)ab')]", 0),
            ("$[?!search(@, '(?i)ab')]", 3),
            (r"$[?match(@, '\\d+')]", 0),
            ("$[?match(@, 'a') || match(@, '[0-9]+?')]", 0),
        ] {
            let query = Query::parse(query).unwrap();
            assert_eq!(query.select(&root, &mut 100_000).unwrap().len(), count);
        }
    }

    #[test]
    fn searches_that_multiply_are_refused() {
        let mut deep = json!(1);
        for _ in 0..60 {
            deep = json!([deep]);
        }
        let mut wide = json!(vec![0; 150_000]);
        for _ in 0..60 {
            wide = json!([wide]);
        }
        let pattern = "$..[?match(@.a, 'a-z{0,9}') && search(@.b, '^x')]".to_owned();
        for (query, root, is_refused) in [
            ("$".to_owned() + &"[*,*]".repeat(60), &deep, true),
            ("$".to_owned() + &"[0,0]".repeat(60), &deep, true),
            ("$".to_owned() + &"['a',\"a\"]".repeat(60), &deep, true),
            (
                "$".to_owned() + &"[?@.a == 'a',?@.b == 'b']".repeat(60),
                &deep,
                true,
            ),
            ("$".to_owned() + &"['a','b']".repeat(60), &deep, false),
            ("$..*".to_owned(), &wide, true),
            ("$..*..*".to_owned(), &deep, false),
            ("$..[*,*,*]..[*,*,*]".to_owned(), &wide, true),
            (pattern, &deep, false),
            ("$..[?match(@.a, '[\\\\p{L}]{99}')]".to_owned(), &wide, true),
        ] {
            let parsed = Query::parse(&query).unwrap();
            let selected = parsed.select(root, &mut (1 << 30));
            assert_eq!(selected.is_err(), is_refused, "{query}");
        }
        let mut left = 100;
        let query = Query::parse("$..*").unwrap();
        assert!(query.select(&deep, &mut left).is_ok());
        let error = query.select(&deep, &mut left).unwrap_err();
        assert!(error.contains("all queries together"), "{error}");
        // Later queries are not searched.
        assert_eq!(left, 0);
        let error = Query::parse("$.info").unwrap().select(&deep, &mut left);
        assert!(error.is_err());
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
            ("$..[?match(@.a, @.b)]", "not a string in the query"),
            ("$..[?search(@.a, '(a{20}){20}')]", "too long to compile"),
            ("$..[?match(@.a, 'a\\u007b9}')]", "too long to compile"),
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
