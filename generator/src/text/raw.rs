//! A string of the document, or of client.toml.

use super::{Line, code};
use proc_macro2::{Literal, TokenStream, TokenTree};
use std::fmt::{self, Write as _};
use unicode_normalization::is_nfc;

/// A string of the document, with any characters.
///
/// Neither formatting nor a conversion gives the string itself:
///
/// ```compile_fail
/// format!("{}", openapi_client_generator::text::Raw::new("x"));
/// ```
/// ```compile_fail
/// let text: &str = &openapi_client_generator::text::Raw::new("x");
/// ```
/// ```compile_fail
/// let text: &str = openapi_client_generator::text::Raw::new("x").as_ref();
/// ```
/// ```compile_fail
/// let text: String = openapi_client_generator::text::Raw::new("x").into();
/// ```
/// ```compile_fail
/// let text = openapi_client_generator::text::Raw::new("x").0;
/// ```
/// ```compile_fail
/// openapi_client_generator::text::Raw::new("x").to_string();
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Raw(String);

impl Raw {
    /// A string of the document.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The string itself, for decisions. Code that writes must not call this: `cargo xtask tidy` checks it.
    #[must_use]
    pub fn exact(&self) -> &str {
        &self.0
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same with its ASCII letters in lower case.
    #[must_use]
    pub fn lowercase(&self) -> Self {
        Self(self.0.to_ascii_lowercase())
    }

    /// A string literal of exactly this text. Hidden characters are spelled by their numbers, and so is every
    /// character of a text that is not composed (Unicode Standard Annex 15), because it looks like another
    /// text.
    #[must_use]
    pub fn literal(&self) -> Literal {
        let text = &*self.0;
        if text.is_ascii() || !text.contains(super::is_hidden) && is_nfc(text) {
            return Literal::string(text);
        }
        let all = !is_nfc(text);
        let mut spelled = String::with_capacity(text.len() + 16);
        spelled.push('"');
        for c in text.chars() {
            match c {
                '\0' => spelled.push_str("\\0"),
                '\'' => spelled.push('\''),
                c if c.is_ascii() => spelled.extend(c.escape_debug()),
                c if all || super::is_hidden(c) => spelled.extend(c.escape_unicode()),
                c => spelled.extend(c.escape_debug()),
            }
        }
        spelled.push('"');
        // Escapes always parse.
        spelled.parse().unwrap_or_else(|_| Literal::string(text))
    }

    /// A string literal of this path template, [encoded](encoded_template).
    #[must_use]
    pub fn template(&self) -> Literal {
        Self(encoded_template(&self.0)).literal()
    }

    /// The text as inline code of Markdown.
    #[must_use]
    pub fn code(&self) -> Line {
        code(&self.0)
    }

    /// The same after another text, such as a path after its method.
    #[must_use]
    pub fn code_after(&self, first: &Self) -> Line {
        code(&format!("{} {}", first.0, self.0))
    }

    /// The text as a value or key of JSON, for [`json`](super::json).
    #[must_use]
    pub fn of_json(&self) -> String {
        self.0.clone()
    }
}

impl quote::ToTokens for Raw {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend([TokenTree::Literal(self.literal())]);
    }
}

impl From<&str> for Raw {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Raw {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&String> for Raw {
    fn from(text: &String) -> Self {
        Self(text.clone())
    }
}

impl PartialEq<str> for Raw {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Raw {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// Formats the text like a string, quoted and escaped.
impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A path template in a URL. Characters that a path can't have are percent-encoded (RFC 3986, section 2.1), and
/// so are `#` and a `%` that begins no escape, except in the names in braces.
#[must_use]
pub fn encoded_template(template: &str) -> String {
    let mut encoded = String::with_capacity(template.len() + 16);
    let mut rest = template;
    // A fragment is never sent (RFC 9110, section 7.1): documents use it to distinguish operations.
    while let Some((before, after)) = rest
        .split_once('{')
        .filter(|(before, _)| !before.contains('#'))
    {
        let end = after.find('}').map_or(after.len(), |end| end + 1);
        encode(before, &mut encoded);
        encoded.push('{');
        encoded.push_str(&after[..end]);
        rest = &after[end..];
    }
    encode(rest.split('#').next().unwrap_or_default(), &mut encoded);
    encoded
}

fn encode(text: &str, out: &mut String) {
    for (at, c) in text.char_indices() {
        let is_plain = c.is_ascii_graphic() && !"\"#%<>\\^`|}".contains(c);
        if is_plain || is_escape(&text.as_bytes()[at..]) {
            out.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// Whether the bytes begin with an escape.
fn is_escape(bytes: &[u8]) -> bool {
    matches!(bytes, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// The most `#` of a raw string (The Rust Reference, "Raw string literals").
const MOST_HASHES: usize = 255;

/// A raw string literal of a harmless text, with as many `#` as necessary, and at least `least`.
pub(super) fn raw_string(text: &str, least: usize) -> Literal {
    let runs = text.split('"').skip(1);
    let longest = runs.map(|run| 1 + run.len() - run.trim_start_matches('#').len());
    let hashes = longest.max().unwrap_or(0).max(least);
    if hashes > MOST_HASHES {
        return Literal::string(text);
    }
    let hashes = "#".repeat(hashes);
    let literal = ["r", &hashes, "\"", text, "\"", &hashes].concat().parse();
    literal.unwrap_or_else(|_| Literal::string(text))
}

#[cfg(test)]
mod tests {
    use super::{Raw, raw_string};

    #[test]
    fn a_template_is_a_path_of_an_address() {
        let template = |path: &str| Raw::new(path).template().to_string();
        assert_eq!(template("/a/{b}?c=%20"), "\"/a/{b}?c=%20\"");
        assert_eq!(
            template("/ü \n/{ü}\u{202e}"),
            "\"/%C3%BC%20%0A/{ü}%E2%80%AE\""
        );
        assert_eq!(template("/\"}{a"), "\"/%22%7D{a\"");
        // RFC 3986, section 2.4: a `%` is data unless an escape begins with it.
        assert_eq!(template("/%/%zz/%2"), "\"/%25/%25zz/%252\"");
        assert_eq!(template("/%{a}/%2{a}/%aF"), "\"/%25{a}/%252{a}/%aF\"");
    }

    #[test]
    fn a_raw_string_has_as_many_hashes_as_it_takes() {
        assert_eq!(raw_string("a", 0).to_string(), "r\"a\"");
        assert_eq!(raw_string("\"#\"", 1).to_string(), "r##\"\"#\"\"##");
        let many = format!("\"{}", "#".repeat(300));
        assert!(raw_string(&many, 1).to_string().starts_with("\"\\\""));
    }

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let literal = Raw::new(text).literal().to_string();
        assert_eq!(literal, expect);
        let read: syn::LitStr = syn::parse_str(&literal).unwrap();
        assert_eq!(read.value(), text);
    }

    #[test]
    fn a_literal_is_the_text_and_can_be_seen() {
        check("é '\"\\", "\"é '\\\"\\\\\"");
        check("a\0\r\n\t\u{1b}", "\"a\\0\\r\\n\\t\\u{1b}\"");
        check("a\u{202e}\u{61c}é", "\"a\\u{202e}\\u{61c}é\"");
        check(
            "e\u{301}x",
            "\"\\u{65}\\u{301}x\"".replace("\\u{65}", "e").as_str(),
        );
        check(
            "\u{34f}\u{e0041}\u{ffff}",
            "\"\\u{34f}\\u{e0041}\\u{ffff}\"",
        );
    }
}
