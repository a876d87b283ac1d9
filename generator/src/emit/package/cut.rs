//! Cuts the unused [parts](crate::surface::Part) out of the runtime: an item behind `#[cfg(feature = …)]` of an
//! unused part, and only the attribute of a used part.
//!
//! The cut works on lines in rustfmt's form, so that the rest keeps its comments and its form;
//! `tests/front/parts.rs` compares it with the parsed file.

use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Lit, Meta, Token};

/// Whether a crate has a part, by name; `None` for a feature that is not a part.
pub type Has<'a> = &'a dyn Fn(&str) -> Option<bool>;

/// The text without the parts that a crate lacks.
pub fn cut(text: &str, has: Has<'_>) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut kept: Vec<&str> = Vec::with_capacity(lines.len());
    let mut next = 0;
    while let Some(&line) = lines.get(next) {
        next += 1;
        match condition(line, has) {
            None => kept.push(line),
            Some(true) => {}
            Some(false) => {
                let depth = indent(line);
                while kept.last().is_some_and(|above| is_head(above, depth)) {
                    kept.pop();
                }
                next = end(&lines, next, depth);
                let opens = kept.last().is_some_and(|above| above.ends_with('{'));
                if opens && lines.get(next).is_some_and(|line| line.is_empty()) {
                    next += 1;
                }
                close_gap(&mut kept, lines.get(next).copied());
            }
        }
    }
    kept.push("");
    kept.join("\n")
}

/// Whether a cut file declares the module `name`.
pub fn declares(text: &str, name: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("pub ").unwrap_or(line);
        line.strip_prefix("mod ")
            .and_then(|line| line.strip_suffix(';'))
            == Some(name)
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

/// The line after the item that begins at `first`.
fn end(lines: &[&str], first: usize, depth: usize) -> usize {
    let rest = lines.get(first..).unwrap_or_default();
    let heads = rest.iter().take_while(|line| is_head(line, depth));
    // The line with the item's keyword follows its other attributes.
    let mut at = first + heads.count() + 1;
    loop {
        let rest = lines.get(at..).unwrap_or_default();
        let gap = rest.iter().take_while(|line| line.is_empty()).count();
        let is_inside = rest.get(gap).is_some_and(|line| {
            let is_deeper = indent(line) > depth;
            let goes_on = INSIDE
                .iter()
                .any(|word| line.trim_start().starts_with(word));
            is_deeper || gap == 0 && goes_on && indent(line) == depth
        });
        if !is_inside {
            return at;
        }
        at += gap + 1;
    }
}

/// Drops one of two adjacent empty lines, or an empty line at the beginning or end of a block.
fn close_gap(kept: &mut Vec<&str>, next: Option<&str>) {
    let ends = next.is_none_or(|line| line.is_empty() || line.trim_start().starts_with('}'));
    if kept.last().is_some_and(|line| line.is_empty()) && ends {
        kept.pop();
    }
}

/// The spaces before a line.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
