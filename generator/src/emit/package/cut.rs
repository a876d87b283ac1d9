//! Cuts the unused [parts](crate::surface::Part) out of the runtime: an item behind `#[cfg(feature = …)]` of an
//! unused part, and only the attribute of a used part.
//!
//! The cut works on lines in rustfmt's form, so that the rest keeps its comments and its form;
//! `tests/front/parts.rs` compares it with the parsed file.

use memchr::memmem;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Lit, Meta, Token};

/// Whether a crate has a part, by name; `None` for a feature that is not a part.
pub type Has<'a> = &'a dyn Fn(&str) -> Option<bool>;

/// The beginning of each condition.
const CONDITION: &[u8] = b"#[cfg(";

/// The text without the parts that a crate lacks. Only the lines around a condition are looked at.
pub fn cut(text: &str, has: Has<'_>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memmem::find(rest.as_bytes(), CONDITION) {
        let begin = rest[..at].rfind('\n').map_or(0, |end| end + 1);
        kept.push_str(&rest[..begin]);
        let (line, after) = first_line(&rest[begin..]);
        rest = after;
        match condition(line, has) {
            None => kept.push_str(line),
            Some(true) => {}
            Some(false) => {
                let depth = indent(line);
                while last_line(&kept).is_some_and(|above| is_head(above, depth)) {
                    drop_line(&mut kept);
                }
                rest = after_item(rest, depth);
                if kept.ends_with("{\n") {
                    rest = rest.strip_prefix('\n').unwrap_or(rest);
                }
                close_gap(&mut kept, rest);
            }
        }
    }
    kept.push_str(rest);
    kept
}

/// The first line of a text, with its end, and the text after it.
fn first_line(text: &str) -> (&str, &str) {
    text.split_at(text.find('\n').map_or(text.len(), |end| end + 1))
}

/// The last line of a text that ends with one.
fn last_line(text: &str) -> Option<&str> {
    text.lines().next_back()
}

/// Drops the last line of a text.
fn drop_line(text: &mut String) {
    let end = text.len() - last_line(text).map_or(0, |line| line.len() + 1);
    text.truncate(end);
}

/// The modules that a cut file declares, by name.
pub fn declared(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';')
    })
}

/// The value of a `cfg` about parts; `None` for any other line.
fn condition(line: &str, has: Has<'_>) -> Option<bool> {
    let predicate = line.trim().strip_prefix("#[cfg(")?.strip_suffix(")]")?;
    holds(&syn::parse_str(predicate).ok()?, has)
}

/// Whether a predicate is true; `None` if it is about other things than parts.
fn holds(predicate: &Meta, has: Has<'_>) -> Option<bool> {
    match predicate {
        Meta::NameValue(pair) if pair.path.is_ident("feature") => match &pair.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(name),
                ..
            }) => has(&name.value()),
            _ => None,
        },
        Meta::List(list) => {
            let list_of = Punctuated::<Meta, Token![,]>::parse_terminated;
            let inner = list.parse_args_with(list_of).ok()?;
            let inner: Option<Vec<bool>> = inner.iter().map(|inner| holds(inner, has)).collect();
            let inner = inner?;
            match list.path.get_ident()?.to_string().as_str() {
                "any" => Some(inner.contains(&true)),
                "all" => Some(!inner.contains(&false)),
                "not" => Some(inner == [false]),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a line above an attribute belongs to the same item: its docs and other attributes.
fn is_head(line: &str, depth: usize) -> bool {
    let code = line.trim_start();
    indent(line) == depth && (code.starts_with("//") || code.starts_with("#["))
}

/// The beginnings of lines at an item's own depth that still belong to the item.
const INSIDE: [&str; 5] = [")", "]", "}", "where", "|"];

/// The text after the item at the beginning of `rest`.
fn after_item(mut rest: &str, depth: usize) -> &str {
    // The line with the item's keyword follows its other attributes.
    loop {
        let (line, after) = first_line(rest);
        rest = after;
        if line.is_empty() || !is_head(line, depth) {
            break;
        }
    }
    loop {
        let inner = rest.trim_start_matches('\n');
        let (line, after) = first_line(inner);
        let is_adjacent = inner.len() == rest.len();
        let is_deeper = indent(line) > depth;
        let code = line.trim_start();
        let goes_on = is_adjacent
            && indent(line) == depth
            && INSIDE.iter().any(|word| code.starts_with(word));
        if line.is_empty() || !(is_deeper || goes_on) {
            return rest;
        }
        rest = after;
    }
}

/// Drops one of two adjacent empty lines, or an empty line at the beginning or end of a block.
fn close_gap(kept: &mut String, rest: &str) {
    let (next, _) = first_line(rest);
    let ends = next.trim_end().is_empty() || next.trim_start().starts_with('}');
    if ends && last_line(kept).is_some_and(str::is_empty) {
        drop_line(kept);
    }
}

/// The spaces before a line.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
