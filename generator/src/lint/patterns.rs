//! Patterns that are no regular expressions of ECMA-262, the dialect of schemas (JSON Schema 2020-12 Core, section 6.4).
//! Only plain faults are found: no engine here reads all of that dialect.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::openapi::view::{Schema, View};
use crate::steps::steps;
use serde_json::Value;

/// The beginnings of groups behind their `(`.
const GROUPS: [&str; 6] = ["?:", "?=", "?!", "?<=", "?<!", "?<"];

/// Reports the patterns of a schema, and those of its members' names.
pub fn invalid(schema: Schema<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    let object = schema.object();
    let own = object.value("pattern").and_then(Value::as_str);
    if let Some(why) = own.and_then(fault) {
        let at = place.pointer().child("pattern");
        diagnostics.report(Code::PatternInvalid, &at, &[&why]);
    }
    let members = object.value("patternProperties");
    let members = members.and_then(Value::as_object).into_iter().flatten();
    for (pattern, _) in members {
        if let Some(why) = fault(pattern) {
            let at = place.pointer().child("patternProperties").child(pattern);
            diagnostics.report(Code::PatternInvalid, &at, &[&why]);
        }
    }
}

/// The position before a sign of a pattern.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    Term,
    Quantifier,
    LazyQuantifier,
}

/// The reason why a pattern is no regular expression, if it is plain.
fn fault(pattern: &str) -> Option<String> {
    steps(pattern.len() / 64);
    scan(pattern).err()
}

fn scan(pattern: &str) -> Result<(), String> {
    let mut open = 0_usize;
    let mut is_class = false;
    let mut before = Before::Nothing;
    let mut rest = pattern.chars();
    while let Some(sign) = rest.next() {
        match sign {
            '\\' => {
                rest.next().ok_or(r"it ends with `\`")?;
                before = Before::Term;
            }
            ']' if is_class => (is_class, before) = (false, Before::Term),
            _ if is_class => {}
            '[' => is_class = true,
            '(' => {
                rest = behind_opening(rest.as_str())?.chars();
                (open, before) = (open + 1, Before::Nothing);
            }
            ')' => {
                open = open.checked_sub(1).ok_or("no `(` stands before its `)`")?;
                before = Before::Term;
            }
            '|' => before = Before::Nothing,
            '*' | '+' | '?' => before = quantified(before, sign)?,
            _ => before = Before::Term,
        }
    }
    match (is_class, open) {
        (true, _) => Err("its `[` is not closed".to_owned()),
        (false, 0) => Ok(()),
        (false, _) => Err("its `(` is not closed".to_owned()),
    }
}

/// The rest of a group behind the signs after its `(`. Modifiers such as `(?i:` are known since 2025.
fn behind_opening(group: &str) -> Result<&str, String> {
    let is_modifier = |letters: &str| letters.chars().all(|c| "ims-".contains(c));
    let known = GROUPS.iter().find_map(|it| group.strip_prefix(it));
    let modified = group.strip_prefix('?').and_then(|it| it.split_once(':'));
    let modified = modified.filter(|(letters, _)| is_modifier(letters));
    match known.or(modified.map(|(_, rest)| rest)) {
        Some(rest) => Ok(rest),
        None if group.starts_with('?') => {
            let start: String = group.chars().take(2).collect();
            Err(format!("no group begins with `({start}`"))
        }
        None => Ok(group),
    }
}

fn quantified(before: Before, sign: char) -> Result<Before, String> {
    match before {
        Before::Nothing => Err(format!("nothing stands before its `{sign}`")),
        Before::Term => Ok(Before::Quantifier),
        Before::Quantifier if sign == '?' => Ok(Before::LazyQuantifier),
        Before::Quantifier | Before::LazyQuantifier => {
            Err(format!("its `{sign}` stands behind another quantifier"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn regular_expressions() {
        let patterns = [
            "", "^a$", "[]", "[^]]", "]", "}", "{", "a{2}", "a{,2}", "a{2}?", r"\(", "[(]",
            "(a|b)+?", "(?:a)*", "(?<n>a)", "(?<!a)b", "(?i:a)", "(?=a)?", r"[\]]", "a||b",
            "[*+?]", r"\p{L}+", "^*",
        ];
        for pattern in patterns {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn others() {
        for (pattern, why) in [
            ("[a", "its `[` is not closed"),
            (r"[a\]", "its `[` is not closed"),
            ("(a", "its `(` is not closed"),
            ("a)", "no `(` stands before its `)`"),
            ("*.csv", "nothing stands before its `*`"),
            ("a|+", "nothing stands before its `+`"),
            ("(?:?)", "nothing stands before its `?`"),
            ("a++", "its `+` stands behind another quantifier"),
            ("a+??", "its `?` stands behind another quantifier"),
            (r"a\", r"it ends with `\`"),
            ("(?P<n>a)", "no group begins with `(?P`"),
            ("(?i)a", "no group begins with `(?i`"),
        ] {
            assert_eq!(fault(pattern).as_deref(), Some(why), "{pattern}");
        }
    }
}
