//! Names: identifiers, features and packages. Each is checked on construction, so that it is valid at any
//! place.

use super::{is_hidden, reserved};
use crate::surface;
use std::fmt;

/// A Rust identifier, without `r#`.
///
/// Only its constructor makes one:
///
/// ```compile_fail
/// openapi_client_generator::text::Name(String::new());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// The identifier `text`, without characters that are invalid in identifiers.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if is_identifier(text) {
            return Self(text.to_owned());
        }
        let mut name: String = text.chars().filter(|c| is_letter(*c)).collect();
        if !is_identifier(&name) {
            name.insert_str(0, "v_");
        }
        Self(name)
    }

    /// Whether the text itself is an identifier.
    #[must_use]
    pub fn is(text: &str) -> bool {
        is_identifier(text)
    }

    /// The identifier's text, without `r#`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_letter(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric() || unicode_ident::is_xid_continue(c) && !is_hidden(c)
}

fn is_identifier(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c == '_' || unicode_ident::is_xid_start(c));
    begins && text != "_" && text.chars().all(is_letter)
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a Cargo feature: letters, digits and `-`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(String);

impl Feature {
    /// A name with `-` between its words.
    #[must_use]
    pub fn new(name: &Name) -> Self {
        Self(name.0.replace('_', "-"))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a package: ASCII letters, digits, `-` and `_`, a letter first. The name of its library is not a
/// keyword, nor a crate that the library depends on, or that Rust or the linker uses.
#[derive(Clone, PartialEq, Eq)]
pub struct PackageName(String);

impl PackageName {
    /// The most bytes of a name on crates.io.
    pub const LONGEST: usize = 64;
    /// The fault of a name that a crate below the client has.
    pub const DEPENDENCY: &str = "Rust or the client uses a crate of this name";

    /// The name, if it is valid.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        Self::fault(text).is_none().then(|| Self(text.to_owned()))
    }

    /// The reason why a name is invalid.
    #[must_use]
    pub fn fault(text: &str) -> Option<&'static str> {
        let library = text.replace('-', "_").to_lowercase();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            Some("it doesn't begin with a letter of ASCII")
        } else if !text.chars().all(is_plain) {
            Some("it has characters other than letters and digits of ASCII, `-` and `_`")
        } else if reserved::is_keyword(&library) {
            Some("it is a keyword of Rust")
        } else if surface::CRATES.contains(&library.as_str()) {
            Some(Self::DEPENDENCY)
        } else if reserved::DEVICES.contains(&library.as_str()) {
            Some("Windows reserves it for a device")
        } else {
            None
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the library, in Rust code.
    #[must_use]
    pub fn library(&self) -> Name {
        Name(self.0.replace('-', "_"))
    }
}

impl Default for PackageName {
    fn default() -> Self {
        Self("client".to_owned())
    }
}

impl fmt::Debug for PackageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::{Feature, Name, PackageName};

    #[test]
    fn a_name_is_an_identifier_whatever_it_is_made_of() {
        for (text, expect) in [
            ("user_id", "user_id"),
            ("日本", "日本"),
            ("", "v_"),
            ("_", "v__"),
            ("1", "v_1"),
            ("a b", "ab"),
            ("a\u{e0100}\u{200d}\u{34f}", "a"),
            ("x; fn evil() {}", "xfnevil"),
        ] {
            let name = Name::new(text);
            assert_eq!(name.as_str(), expect);
            assert!(syn::parse_str::<syn::Ident>(name.as_str()).is_ok());
        }
    }

    #[test]
    fn features_and_packages_are_what_cargo_takes() {
        assert_eq!(Feature::new(&Name::new("a_b")).as_str(), "a-b");
        assert!(PackageName::new("a-b_1").is_some());
        for text in [
            "",
            "1a",
            "-a",
            "a b",
            "a\"",
            "ä",
            "type",
            "Serde-JSON",
            "nul",
        ] {
            assert_eq!(PackageName::new(text), None);
        }
        for (text, fault) in [
            ("1a", "letter"),
            ("a b", "characters"),
            ("type", "keyword"),
            ("serde-json", "crate"),
            ("NUL", "Windows"),
        ] {
            assert!(PackageName::fault(text).unwrap().contains(fault), "{text}");
        }
    }
}
