//! Names and passwords of users in URLs (RFC 3986, section 3.2.1): messages go to logs.

use std::borrow::Cow;

/// A text with each byte of such a name or password as `*`, so that places in it stay what they are.
#[must_use]
pub fn without_credentials(text: &str) -> Cow<'_, str> {
    let mut masked: Option<String> = None;
    let mut from = 0;
    while let Some(found) = text[from..].find("//") {
        let start = from + found + 2;
        // A slash or a blank ends the host, as do the marks that can stand around a URL.
        let ends = |c: char| {
            c.is_whitespace() || matches!(c, '/' | '\\' | '?' | '#' | '"' | '\'' | '<' | '>')
        };
        let end = text[start..]
            .find(ends)
            .map_or(text.len(), |end| start + end);
        if let Some(length) = text[start..end].rfind('@') {
            let mask = "*".repeat(length);
            let masked = masked.get_or_insert_with(|| text.to_owned());
            masked.replace_range(start..start + length, &mask);
        }
        from = end;
    }
    masked.map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::without_credentials;

    #[test]
    fn names_and_passwords_are_masked() {
        for (text, expect) in [
            (
                "$ref: 'https://a:b@host/x@y'",
                "$ref: 'https://***@host/x@y'",
            ),
            ("//a@b@host", "//***@host"),
            ("https://host/a@b", "https://host/a@b"),
            ("see http://host, or a@host", "see http://host, or a@host"),
            (
                "https://ü:b@host // c@d http://e@f",
                "https://****@host // c@d http://*@f",
            ),
        ] {
            assert_eq!(without_credentials(text), expect);
            assert_eq!(without_credentials(text).len(), text.len());
        }
    }
}
