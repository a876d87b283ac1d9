//! References as addresses: a file by the path to it, and a place in the file.

use crate::diagnostic::percent_decode;
use crate::source::files::{folder, join};

/// The file part of a reference.
#[derive(Debug, PartialEq, Eq)]
pub enum Way {
    /// The file that holds the reference.
    Here,
    /// The file of this name.
    File(String),
    /// A URL or another name that is no path.
    Uri,
    /// A path from the root of a disk or host.
    Absolute,
}

/// The parts of a reference before and behind its `#`.
pub fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// The way from the file `from` that a reference's path describes.
pub fn way(path: &str, from: &str) -> Way {
    let path = path.trim();
    if path.is_empty() {
        return Way::Here;
    }
    let path = percent_decode(path).replace('\\', "/");
    let scheme = path.split_once(':').map(|(scheme, _)| scheme);
    match scheme.filter(|scheme| is_scheme(scheme)) {
        Some("file") => Way::Absolute,
        // The letter of a drive.
        Some(scheme) if scheme.len() == 1 => Way::Absolute,
        Some(_) => Way::Uri,
        None if path.starts_with('/') => Way::Absolute,
        None => Way::File(join(folder(from), &path)),
    }
}

/// RFC 3986, section 3.1.
fn is_scheme(text: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_inner)
}

#[cfg(test)]
mod tests {
    use super::{Way, way};

    #[test]
    fn ways_from_a_file() {
        let file = |name: &str| Way::File(name.to_owned());
        for (path, from, expect) in [
            ("", "api/openapi.yaml", Way::Here),
            ("pet.yaml", "openapi.yaml", file("pet.yaml")),
            ("./a/../pet.yaml", "api/openapi.yaml", file("api/pet.yaml")),
            ("../pet.yaml", "api/openapi.yaml", file("pet.yaml")),
            ("../pet.yaml", "openapi.yaml", file("../pet.yaml")),
            (
                "../../pet.yaml",
                "../openapi.yaml",
                file("../../../pet.yaml"),
            ),
            ("../../../pet.yaml", "/api/openapi.yaml", file("/pet.yaml")),
            ("a\\pet.yaml", "openapi.yaml", file("a/pet.yaml")),
            ("%7Bid%7D%2.yaml", "openapi.yaml", file("{id}%2.yaml")),
            ("/etc/passwd", "openapi.yaml", Way::Absolute),
            ("//host/pet.yaml", "openapi.yaml", Way::Absolute),
            ("%2Fetc/passwd", "openapi.yaml", Way::Absolute),
            ("C:\\pet.yaml", "openapi.yaml", Way::Absolute),
            ("file:pet.yaml", "openapi.yaml", Way::Absolute),
            ("https://host/pet.yaml", "openapi.yaml", Way::Uri),
            ("urn:pet", "openapi.yaml", Way::Uri),
            ("a/b:c.yaml", "openapi.yaml", file("a/b:c.yaml")),
        ] {
            assert_eq!(way(path, from), expect, "{path} from {from}");
        }
    }
}
