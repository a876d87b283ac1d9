//! Names and passwords of users in URLs (RFC 3986, section 3.2.1): messages go to logs.

use std::borrow::Cow;

/// A text with each byte of such a name or password replaced by `*`, so that no place in the text moves.
#[must_use]
pub fn without_credentials(text: &str) -> Cow<'_, str> {
    if !text.contains('@') {
        return Cow::Borrowed(text);
    }
    let mut masked: Option<String> = None;
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    while let Some(start) = host(&lower, from) {
        // A slash or a blank ends the host, and so do marks around a URL that can't be a part of the URL.
        let ends =
            |c: char| c.is_whitespace() || matches!(c, '/' | '\\' | '?' | '#' | '"' | '<' | '>');
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

/// The position of the next host. After `http:`, any number of slashes is valid (WHATWG URL, "special authority
/// ignore slashes state").
fn host(lower: &str, from: usize) -> Option<usize> {
    let mut marks = lower[from..].match_indices(['/', ':']);
    let (found, _) = marks.find(|(found, _)| {
        let (before, behind) = lower.split_at(from + found);
        behind.starts_with("//")
            || behind.starts_with(':') && (before.ends_with("http") || before.ends_with("https"))
    })?;
    let rest = lower[from + found + 1..].trim_start_matches(['/', '\\']);
    Some(lower.len() - rest.len())
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
            ("\"https://a:b'c@host\"", "\"https://*****@host\""),
            ("HTTPS:/a:b@host", "HTTPS:/***@host"),
            ("http:///a@host", "http:///*@host"),
            ("https:a@host", "https:*@host"),
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
