//! Rules for single values: each returns the fault of a text.

use crate::surface::RUST_VERSION;
use crate::text::{Name, header, reserved};
use semver::{Version, VersionReq};
use url::Url;

/// The fault of a text, in words; `None` for a legal text.
pub type Fault = Option<String>;

/// The name of a type, a member or a method.
pub fn name(text: &str) -> Fault {
    if let Some(plain) = text.strip_prefix("r#") {
        return Some(format!("write the name without `r#`: `{plain}`"));
    }
    let is_name =
        !reserved::is_keyword(text) && Name::is(text) && text.contains(char::is_alphanumeric);
    (!is_name).then(|| format!("`{text}` can't be a name in Rust"))
}

/// The name of a header that the client sends and doesn't set itself.
pub fn header(name: &str) -> Fault {
    if let Some(fault) = header::name_fault(name) {
        return Some(format!("`{name}` can't be the name of a header: {fault}"));
    }
    header::is_described_elsewhere(name).then(|| {
        format!("a header parameter `{name}` is ignored by OpenAPI; the client sets it itself")
    })
}

/// Whether the text is the path of a type in a crate: `crate::module::Type`.
pub fn is_path(text: &str) -> bool {
    let is_name = |word: &str| syn::parse_str::<syn::Ident>(word).is_ok_and(|name| name == word);
    // `syn` drops the `r#` of a raw identifier.
    text.contains("::") && !text.contains('#') && text.split("::").all(is_name)
}

/// A version of a package.
pub fn version(text: &str) -> Fault {
    let error = Version::parse(text).err()?;
    Some(format!(
        "`{text}` is not a version such as `1.2.0`: {error}"
    ))
}

/// The versions of a dependency.
pub fn requirement(text: &str) -> Fault {
    let error = VersionReq::parse(text).err()?;
    Some(format!(
        "`{text}` is not a version requirement such as `1.2`: {error}"
    ))
}

/// The oldest version of Rust that a package supports: two or three numbers.
pub fn rust_version(text: &str) -> Fault {
    let is_plain = |version: &Version| version.pre.is_empty() && version.build.is_empty();
    let version = whole(text).filter(is_plain);
    let is_new = version.is_some_and(|version| Some(version) >= whole(RUST_VERSION));
    (!is_new).then(|| {
        format!(
            "`{text}` is not a version of Rust that compiles the client: `{RUST_VERSION}` or later"
        )
    })
}

/// A version whose last number is optional.
pub fn whole(text: &str) -> Option<Version> {
    let patch = if text.matches('.').count() == 1 {
        ".0"
    } else {
        ""
    };
    Version::parse(&format!("{text}{patch}")).ok()
}

/// A text that Cargo hands to the compiler, or to the operating system as a path.
pub fn plain(text: &str) -> Fault {
    if text.trim().is_empty() {
        Some("the text is empty".to_owned())
    } else if text.contains(char::is_control) {
        Some("the text has control characters".to_owned())
    } else {
        None
    }
}

/// The key of a dependency.
pub fn dependency_name(text: &str) -> Fault {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let begins = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_name = begins && text.chars().all(is_plain) && text != "_";
    (!is_name).then(|| {
        format!(
            "`{text}` is not the name of a package: letters, digits, `-` and `_`, no digit first"
        )
    })
}

/// A feature of a dependency (The Cargo Book, "The [features] section").
pub fn feature(text: &str) -> Fault {
    let begins = text.starts_with(|c: char| c == '_' || unicode_ident::is_xid_continue(c));
    let is_plain = |c: char| unicode_ident::is_xid_continue(c) || "-+.".contains(c);
    let is_feature = begins && text.chars().all(is_plain);
    (!is_feature).then(|| format!("`{text}` is not the name of a feature"))
}

/// Whether the text is a URL with a path.
pub fn is_url(text: &str) -> bool {
    text.trim() == text && Url::parse(text).is_ok_and(|url| !url.cannot_be_a_base())
}

/// Whether the text has the form of an SPDX expression (SPDX 2.3, annex D), or the older form with `/`.
pub fn is_license(text: &str) -> bool {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let spaced = spaced.replace('/', " OR ");
    let (mut depth, mut is_operand) = (0_usize, true);
    for word in spaced.split_whitespace() {
        match (word, is_operand) {
            ("(", true) => depth += 1,
            (")", false) if depth > 0 => depth -= 1,
            ("AND" | "OR" | "WITH", false) => is_operand = true,
            ("AND" | "OR" | "WITH" | "(" | ")", _) | (_, false) => return false,
            (id, true) => {
                let is_plain = |c: char| c.is_ascii_alphanumeric() || "-.:".contains(c);
                let id = id.strip_suffix('+').unwrap_or(id);
                if id.is_empty() || !id.chars().all(is_plain) {
                    return false;
                }
                is_operand = false;
            }
        }
    }
    depth == 0 && !is_operand
}

/// Whether crates.io accepts the keyword (The Cargo Book, "The keywords field").
pub fn is_keyword(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-+".contains(c);
    text.len() <= 20
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(is_legal: impl Fn(&str) -> bool, legal: &[&str], illegal: &[&str]) {
        for text in legal {
            assert!(is_legal(text), "{text}");
        }
        for text in illegal {
            assert!(!is_legal(text), "{text}");
        }
    }

    #[test]
    fn names() {
        let illegal = [
            "r#id",
            "1a",
            "",
            "_",
            "__",
            "type",
            "gen",
            "a b",
            "a\u{200d}",
        ];
        check(
            |text| name(text).is_none(),
            &["Message", "größe", "_a"],
            &illegal,
        );
    }

    #[test]
    fn versions() {
        let illegal = ["", "1", "1.0", "v1.0.0", "01.0.0", "1.0.0 "];
        check(
            |text| version(text).is_none(),
            &["1.0.0", "0.1.0-rc.1+b"],
            &illegal,
        );
        let legal = ["1", "1.2", "*", ">=1, <2", "=0.4.1"];
        check(
            |text| requirement(text).is_none(),
            &legal,
            &["", "one", "1 2", "1.2.3.4"],
        );
        let illegal = [
            "1.87",
            "",
            "1",
            "^1.90",
            "1.90.0-beta",
            "stable",
            "1.88.0.0",
        ];
        check(
            |text| rust_version(text).is_none(),
            &["1.88", "1.90.1", "2.0"],
            &illegal,
        );
    }

    #[test]
    fn dependencies() {
        let illegal = ["", "1a", "a b", "a.b", "ä", "_", "a/b"];
        check(
            |text| dependency_name(text).is_none(),
            &["a", "_a", "a-b_1"],
            &illegal,
        );
        let illegal = ["", "dep:a", "a/b", "a?", "a b", "-a", "+a"];
        check(
            |text| feature(text).is_none(),
            &["a", "1", "a-b", "c++", "v1.2", "ü"],
            &illegal,
        );
    }

    #[test]
    fn what_a_registry_takes() {
        let illegal = ["", "example.com", "https://", "1://a", "https://a b"];
        check(
            is_url,
            &["https://example.com/a", "ssh://git@host/a", "file:///a"],
            &illegal,
        );
        let legal = [
            "MIT",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "(A AND B+) OR LicenseRef-x",
        ];
        let illegal = [
            "",
            "MIT OR",
            "OR MIT",
            "(MIT",
            "MIT)",
            "All rights reserved",
            "MIT, A",
            "()",
        ];
        check(is_license, &legal, &illegal);
        let illegal = ["", "-a", "two words", "ü", "a-word-of-21-characters"];
        check(is_keyword, &["api", "c++", "3d"], &illegal);
    }
}
