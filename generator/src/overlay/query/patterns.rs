//! The patterns of `match` and `search`, which are I-Regexps (RFC 9485). Another pattern matches nothing (RFC 9535,
//! 2.4.6 and 2.4.7), although the library's expressions have flags, classes such as `\d`, and groups of other kinds.

use super::cost::parts;
use std::iter::Peekable;
use std::ops::Range;
use std::str::Chars;

/// A pattern that is no I-Regexp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub pattern: String,
    /// The part of it that no I-Regexp has.
    pub part: String,
}

/// The query with patterns that match nothing in place of those that are no I-Regexp, which are given, too. Each has
/// the length of the pattern before, so that the positions in messages are those of the query.
pub fn without_others(text: &str) -> (String, Vec<Refused>) {
    let mut replaced = text.to_owned();
    let mut all = Vec::new();
    for span in literals(text) {
        let pattern = unescaped(&text[span.clone()]);
        if let Err(part) = check(&pattern) {
            all.push(Refused { pattern, part });
            // The library takes an expression that it can't compile as one without a match.
            let never = "(".repeat(span.len());
            replaced.replace_range(span, &never);
        }
    }
    (replaced, all)
}

/// The insides of the strings that are the second argument of `match` or `search`.
fn literals(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // For each open bracket, whether it is that of a call, and the commas behind it.
    let mut open: Vec<(bool, usize)> = Vec::new();
    let mut start = 0;
    for (is_string, part) in parts(text) {
        if is_string {
            if open.last() == Some(&(true, 1)) && part.len() > 2 {
                found.push(start + 1..start + part.len() - 1);
            }
        } else {
            for (at, sign) in part.char_indices() {
                match sign {
                    '(' => {
                        let before = &part[..at];
                        let is_call = ["match", "search"].iter().any(|it| before.ends_with(it));
                        open.push((is_call, 0));
                    }
                    '[' => open.push((false, 0)),
                    ')' | ']' => {
                        open.pop();
                    }
                    ',' => {
                        if let Some((_, commas)) = open.last_mut() {
                            *commas += 1;
                        }
                    }
                    _ => {}
                }
            }
        }
        start += part.len();
    }
    found
}

/// The text of a string (RFC 9535, 2.3.1.1). Those of queries with patterns have no `\u`.
fn unescaped(string: &str) -> String {
    let mut text = String::with_capacity(string.len());
    let mut signs = string.chars();
    while let Some(sign) = signs.next() {
        text.push(match sign {
            '\\' => match signs.next() {
                Some('b') => '\u{8}',
                Some('f') => '\u{c}',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                other => other.unwrap_or('\\'),
            },
            sign => sign,
        });
    }
    text
}

/// Checks a pattern along the grammar (RFC 9485, 4); an error is the part that stands outside it.
fn check(pattern: &str) -> Result<(), String> {
    let mut signs = pattern.chars().peekable();
    let mut depth = 0_usize;
    let mut is_atom = false;
    while let Some(sign) = signs.next() {
        is_atom = match sign {
            '(' => {
                depth += 1;
                if signs.peek() == Some(&'?') {
                    return Err("(?".to_owned());
                }
                false
            }
            ')' if depth > 0 => {
                depth -= 1;
                true
            }
            '*' | '+' | '?' if is_atom => false,
            '{' if is_atom => {
                quantity(&mut signs)?;
                false
            }
            '|' => false,
            '[' => {
                class(&mut signs)?;
                true
            }
            '\\' => {
                escape(&mut signs)?;
                true
            }
            ')' | '*' | '+' | '?' | '{' | '}' | ']' => return Err(sign.to_string()),
            _ => true,
        };
    }
    if depth == 0 {
        Ok(())
    } else {
        Err("(".to_owned())
    }
}

/// The rest of a quantifier behind its `{`.
fn quantity(signs: &mut Peekable<Chars<'_>>) -> Result<(), String> {
    let (inside, is_closed) = in_braces(signs);
    let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_quantity = is_closed && !least.is_empty() && is_number(least) && is_number(most);
    is_quantity
        .then_some(())
        .ok_or_else(|| format!("{{{inside}"))
}

/// The text before the next `}`, and whether there is one.
fn in_braces(signs: &mut Peekable<Chars<'_>>) -> (String, bool) {
    let mut inside = String::new();
    for sign in signs.by_ref() {
        if sign == '}' {
            return (inside, true);
        }
        inside.push(sign);
    }
    (inside, false)
}

/// The rest of a class behind its `[`.
fn class(signs: &mut Peekable<Chars<'_>>) -> Result<(), String> {
    let unclosed = || "[".to_owned();
    signs.next_if_eq(&'^');
    let mut is_first = true;
    loop {
        let sign = signs.next().ok_or_else(unclosed)?;
        let is_sign = match sign {
            ']' if !is_first => return Ok(()),
            '-' if is_first => false,
            '-' if signs.peek() == Some(&']') => false,
            '-' | '[' | ']' => return Err(sign.to_string()),
            '\\' => escape(signs)?,
            _ => true,
        };
        is_first = false;
        let is_range = is_sign && signs.peek() == Some(&'-') && {
            let mut ahead = signs.clone();
            ahead.next();
            ahead.peek() != Some(&']')
        };
        if is_range {
            signs.next();
            match signs.next().ok_or_else(unclosed)? {
                '\\' if escape(signs)? => {}
                other @ ('-' | '[' | '\\') => return Err(other.to_string()),
                _ => {}
            }
        }
    }
}

/// The rest of an escape behind its `\`; whether it means one character.
fn escape(signs: &mut Peekable<Chars<'_>>) -> Result<bool, String> {
    let Some(sign) = signs.next() else {
        return Err("\\".to_owned());
    };
    match sign {
        'p' | 'P' => {
            let (inside, is_closed) = in_braces(signs);
            let category = inside.strip_prefix('{').filter(|_| is_closed);
            let is_known = category.is_some_and(is_category);
            is_known
                .then_some(false)
                .ok_or_else(|| format!("\\{sign}{inside}"))
        }
        '(' | ')' | '*' | '+' | '-' | '.' | '?' | '[' | '\\' | ']' | '^' | 'n' | 'r' | 't'
        | '{' | '|' | '}' => Ok(true),
        _ => Err(format!("\\{sign}")),
    }
}

/// Whether a text is a general category of Unicode.
fn is_category(text: &str) -> bool {
    let mut signs = text.chars();
    let minor = match signs.next() {
        Some('L') => "lmotu",
        Some('M') => "cen",
        Some('N') => "dlo",
        Some('P') => "cdefios",
        Some('Z') => "lps",
        Some('S') => "ckmo",
        Some('C') => "cfno",
        _ => return false,
    };
    let is_known = signs.next().is_none_or(|sign| minor.contains(sign));
    is_known && signs.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::{check, without_others};

    #[test]
    fn patterns_of_the_grammar() {
        for pattern in [
            "",
            "a|b|",
            "^/pets.*$",
            "(a(b|c)+)?",
            "[0-9]{2,}x{3}",
            "[^a-z-]",
            "[-a]",
            r"\p{L}\P{Nd}",
            r"[\p{L}\-\]]\.",
            "é,&",
            r"[\n-\r]",
            "[a^]",
        ] {
            assert_eq!(check(pattern), Ok(()), "{pattern}");
        }
        for (pattern, part) in [
            ("(?i)a", "(?"),
            ("(?:a)", "(?"),
            ("a*?", "?"),
            ("a{2}{3}", "{"),
            ("a{,3}", "{,3"),
            ("a{x", "{x"),
            ("a{2", "{2"),
            (r"\p{L", r"\p{L"),
            (r"\d", r"\d"),
            (r"a\/b", r"\/"),
            (r"[\w]", r"\w"),
            (r"\p{Greek}", r"\p{Greek"),
            (r"\pL", r"\pL"),
            ("[[:alpha:]]", "["),
            ("[]a]", "]"),
            ("[a--b]", "-"),
            ("[a", "["),
            ("a)", ")"),
            ("(a", "("),
            ("+", "+"),
            ("a]", "]"),
            ("\\", "\\"),
        ] {
            assert_eq!(check(pattern), Err(part.to_owned()), "{pattern}");
        }
    }

    #[test]
    fn only_patterns_are_checked() {
        let refused = |query: &str| {
            let (text, refused) = without_others(query);
            assert_eq!(text.len(), query.len());
            let patterns = refused.into_iter().map(|it| it.pattern);
            (text, patterns.collect::<Vec<_>>())
        };
        let query = r"$.a['\d'][?@.b == '(?i)' && match(@['(?x)'], 'a.*')]";
        assert_eq!(refused(query), (query.to_owned(), Vec::new()));
        let (text, patterns) = refused(r#"$.a[?search(@.b, "\\d+") || (match('(?a', 'é?i?'))]"#);
        assert_eq!(patterns, [r"\d+"]);
        assert_eq!(
            text,
            r#"$.a[?search(@.b, "((((") || (match('(?a', 'é?i?'))]"#
        );
        let (_, patterns) = refused("$[?match(@.a, '(?i)x') && search(@.b, 'y*?')]");
        assert_eq!(patterns, ["(?i)x", "y*?"]);
    }
}
