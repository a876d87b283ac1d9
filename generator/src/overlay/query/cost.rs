//! The cost of a query, estimated from its text before it is parsed: the search copies the values that each
//! segment selects, and compiles a pattern for each value that it compares.

use crate::steps::steps;
use serde_json::Value;
use std::collections::BTreeSet;

/// The most bytes of a query.
const MAX_BYTES: usize = 2000;
/// The most levels of brackets and parentheses.
const MAX_NESTING: usize = 8;
/// The most descendant segments (`..`): each walks the values that the one before selected.
const MAX_DESCENDANTS: usize = 2;
/// The most bytes of a string in a query with patterns, and the greatest product of the counts in it, such as
/// that of `a{20}`.
const MAX_PATTERN: usize = 200;
/// The values that can be visited while a short pattern is compiled.
const PATTERN: usize = 32;

/// The cost of a query for any document.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Whether it can select several values.
    is_wide: bool,
    /// Whether it can visit a value once for each value around it: a second `..` does, and a filter after one.
    is_nested: bool,
    /// The number of times that it can select one value.
    copies: usize,
    /// The values that can be visited while the patterns for one value are compiled.
    patterns: usize,
}

impl Cost {
    /// The cost of a query; the reason if it is too high for any document.
    pub fn of(text: &str) -> Result<Self, String> {
        if text.len() > MAX_BYTES {
            return Err(format!("it has more than {MAX_BYTES} bytes"));
        }
        let plain = without_quoted(text);
        let descendants = plain.matches("..").count();
        if descendants > MAX_DESCENDANTS {
            return Err(format!("it has more than {MAX_DESCENDANTS} `..`"));
        }
        let mut absolute = plain.match_indices('$').skip(1);
        if absolute.any(|(at, _)| selects_many(&plain[at + 1..])) {
            let message = "a query from the root in a filter selects more than one value";
            return Err(message.to_owned());
        }
        let (copies, patterns) = (copies(text)?, patterns(text, &plain)?);
        Ok(Self {
            is_wide: descendants > 0 || copies > 1 || plain.contains(['*', '?', ':']),
            is_nested: descendants > 1 || descendants > 0 && plain.contains('?'),
            copies,
            patterns,
        })
    }

    /// The most values of a tree that the search visits.
    pub fn values(self, root: &Value) -> usize {
        if !self.is_wide {
            return 1;
        }
        let (values, levels) = measure(root, 0);
        let around = if self.is_nested { levels } else { 0 };
        let most = values.saturating_mul(self.patterns).saturating_add(around);
        most.saturating_mul(self.copies)
    }
}

/// The number of values in a tree, and the sum of their levels.
fn measure(value: &Value, level: usize) -> (usize, usize) {
    let add = |(count, levels): (usize, usize), (more, deeper): (usize, usize)| {
        (count + more, levels + deeper)
    };
    let of = |inner: &Value| measure(inner, level + 1);
    steps(1);
    match value {
        Value::Array(items) => items.iter().map(of).fold((1, level), add),
        Value::Object(members) => members.values().map(of).fold((1, level), add),
        _ => (1, level),
    }
}

/// An open bracket.
struct Bracket<'q> {
    is_square: bool,
    has_filter: bool,
    /// The parts between commas.
    parts: usize,
    names: BTreeSet<&'q str>,
}

/// The number of times that a query can select one value: the selectors of different brackets multiply.
/// Different names select different values.
fn copies(text: &str) -> Result<usize, String> {
    let mut open: Vec<Bracket> = Vec::new();
    let mut copies = 1_usize;
    for (is_string, part) in parts(text) {
        if is_string {
            let name = part.trim_matches(['"', '\'']);
            if let Some(bracket) = open.last_mut().filter(|_| !name.contains('\\')) {
                bracket.names.insert(name);
            }
            continue;
        }
        for character in part.chars() {
            match (character, open.last_mut()) {
                ('[' | '(', _) => open.push(Bracket {
                    is_square: character == '[',
                    has_filter: false,
                    parts: 1,
                    names: BTreeSet::new(),
                }),
                (']' | ')', Some(bracket)) => {
                    let named = bracket.names.len().saturating_sub(1);
                    let named = if bracket.has_filter { 0 } else { named };
                    if bracket.is_square {
                        copies = copies.saturating_mul(bracket.parts.saturating_sub(named).max(1));
                    }
                    open.pop();
                }
                (',', Some(bracket)) => bracket.parts += 1,
                ('?', Some(bracket)) => bracket.has_filter = true,
                _ => {}
            }
            if open.len() > MAX_NESTING {
                return Err(format!("it is nested in more than {MAX_NESTING} brackets"));
            }
        }
    }
    Ok(copies)
}

/// The number of values that can be visited while a query's patterns are compiled for one value: each pattern
/// is compiled for each value. Refuses patterns outside the query, and patterns that could take too long to
/// compile.
fn patterns(text: &str, plain: &str) -> Result<usize, String> {
    let calls = ["match(", "search("].into_iter();
    let mut calls = calls.flat_map(|name| plain.split(name).skip(1)).peekable();
    if calls.peek().is_none() {
        return Ok(1);
    }
    let is_literal = |call: &str| {
        let pattern = call.split_once(',').map_or("", |(_, pattern)| pattern);
        pattern.trim_start().starts_with('_')
    };
    if !calls.all(is_literal) {
        return Err("a pattern is not a string in the query".to_owned());
    }
    let mut all = 0_usize;
    for (_, string) in parts(text).filter(|(is_string, _)| *is_string) {
        let counts = string.split('{').skip(1);
        let counts = counts.flat_map(|rest| rest.split('}').next().unwrap_or("").split(','));
        let counts = counts.filter_map(|count| count.trim().parse::<usize>().ok());
        let repeated = counts.fold(1_usize, |all, count| all.saturating_mul(count.max(1)));
        if string.len() > MAX_PATTERN || repeated > MAX_PATTERN || string.contains("\\u") {
            return Err(format!("the pattern {string} takes too long to compile"));
        }
        // A class such as `\p{L}` becomes hundreds of ranges.
        let escapes = string.split('\\').skip(1);
        let classes = escapes.filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        all += PATTERN * (1 + 16 * classes.count()) * (1 + repeated / 8) * (1 + string.len() / 50);
    }
    Ok(all.max(1))
}

/// The text with `_` in place of each string.
fn without_quoted(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (is_string, part) in parts(text) {
        plain.push_str(if is_string { "_" } else { part });
    }
    plain
}

/// The strings of a query, and its text between them.
pub fn parts(text: &str) -> impl Iterator<Item = (bool, &str)> {
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

/// The end of the string at the beginning of a text, after its quote.
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

/// Whether the query at the beginning of `rest` can select several values: the search would run for each value
/// of the filter.
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
