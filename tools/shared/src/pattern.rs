//! A text that matches a regular expression, for the expressions of most documents.

use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

/// A short text that matches; `None` for an expression of another dialect.
#[must_use]
pub fn matching(pattern: &str) -> Option<String> {
    // Documents use the dialect of JavaScript, where these characters may have an unnecessary
    // backslash.
    let pattern = pattern.replace("\\/", "/");
    let hir = regex_syntax::Parser::new().parse(&pattern).ok()?;
    let mut text = String::new();
    write(&hir, &mut text)?;
    Some(text)
}

fn write(hir: &Hir, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(member(class)?),
        HirKind::Repetition(repetition) => {
            // A non-empty text is a better value.
            let most = repetition.max.unwrap_or(u32::MAX);
            for _ in 0..repetition.min.max(1).min(most).min(200) {
                write(&repetition.sub, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, text))?,
        HirKind::Alternation(parts) => write(parts.first()?, text)?,
    }
    Some(())
}

/// A letter or digit of a class, or else its first character.
fn member(class: &Class) -> Option<char> {
    let contains = |c: &char| match class {
        Class::Unicode(class) => class
            .iter()
            .any(|range| (range.start()..=range.end()).contains(c)),
        Class::Bytes(class) => {
            let byte = u8::try_from(*c).ok();
            byte.is_some_and(|byte| {
                class
                    .iter()
                    .any(|range| (range.start()..=range.end()).contains(&byte))
            })
        }
    };
    let mut plain = ('a'..='z').chain('1'..='9').chain('A'..='Z').chain(['0']);
    plain.find(contains).or_else(|| match class {
        Class::Unicode(class) => class.ranges().first().map(ClassUnicodeRange::start),
        Class::Bytes(class) => class.ranges().first().map(|range| range.start().into()),
    })
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn patterns_of_documents() {
        let check = |pattern: &str, expected: Option<&str>| {
            assert_eq!(matching(pattern).as_deref(), expected, "{pattern}");
        };
        check("^[0-9a-f]{4}$", Some("aaaa"));
        check("^AC[0-9]{2}$", Some("AC11"));
        check("^(one|two)?-\\d+$", Some("one-1"));
        check("^#[0-9a-fA-F]{3}", Some("#aaa"));
        check("^(?!no).*$", None);
    }
}
