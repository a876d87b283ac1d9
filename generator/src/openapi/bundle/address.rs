//! References as addresses: a file by the path to it, and a place in the file.

use crate::diagnostic::percent_decode;
use crate::source::files::{folder, is_url, join};
use url::Url;

/// The file part of a reference.
#[derive(Debug, PartialEq, Eq)]
pub enum Way {
    /// The file that holds the reference.
    Here,
    /// The file of this name.
    File(String),
    /// The file of this URL, without its fragment.
    Remote(Url),
    /// Another URI, which is a name at most.
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
    if is_url(from) {
        let url = Url::parse(from).and_then(|base| base.join(path));
        return url.map_or(Way::Uri, uri);
    }
    if let Ok(url) = Url::parse(path)
        && matches!(url.scheme(), "http" | "https")
    {
        return uri(url);
    }
    let path = percent_decode(path).replace('\\', "/");
    let scheme = path.split_once(':').map(|(scheme, _)| scheme);
    match scheme.filter(|scheme| is_scheme(scheme)) {
        Some(scheme) if scheme.eq_ignore_ascii_case("file") => Way::Absolute,
        // The letter of a drive.
        Some(scheme) if scheme.len() == 1 => Way::Absolute,
        Some(_) => Way::Uri,
        None if path.starts_with('/') => Way::Absolute,
        None => Way::File(join(folder(from), &path)),
    }
}

/// The way of an absolute URI.
fn uri(mut url: Url) -> Way {
    url.set_fragment(None);
    match url.scheme() {
        "http" | "https" => Way::Remote(url),
        "file" => Way::Absolute,
        _ => Way::Uri,
    }
}

/// An address in a file, from the document; none if it begins at neither.
pub fn rebased(address: &str, file: &str, document: &str) -> Option<String> {
    let up = |name: &str| name.split('/').filter(|part| *part == "..").count();
    let levels = up(file) + up(document) + up(address);
    let target = located(file, levels)?.join(address).ok()?;
    if is_url(file) {
        return Some(target.into());
    }
    located(document, levels)?.make_relative(&target)
}

/// A file as a URL, below levels that each `..` can leave.
fn located(name: &str, levels: usize) -> Option<Url> {
    if is_url(name) {
        return Url::parse(name).ok();
    }
    let mut url = Url::parse("file:///").ok()?;
    url.set_path(&join(&"<level>/".repeat(levels), name));
    Some(url)
}

/// RFC 3986, section 3.1.
fn is_scheme(text: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_inner)
}

#[cfg(test)]
mod tests {
    use super::{Way, rebased, way};
    use url::Url;

    #[test]
    fn ways_from_a_file() {
        let file = |name: &str| Way::File(name.to_owned());
        let remote = |url: &str| Way::Remote(Url::parse(url).unwrap());
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
            ("FILE:///etc/passwd", "openapi.yaml", Way::Absolute),
            (
                "https://host/pet.yaml",
                "openapi.yaml",
                remote("https://host/pet.yaml"),
            ),
            (
                "HTTPS://Host:443/a/%2E%2e/pet.yaml",
                "openapi.yaml",
                remote("https://host/pet.yaml"),
            ),
            (
                "../b.yaml",
                "https://host/x/y/a.yaml",
                remote("https://host/x/b.yaml"),
            ),
            (
                "../../../../b.yaml",
                "https://host/x/a.yaml",
                remote("https://host/b.yaml"),
            ),
            (
                "/b.yaml",
                "https://host/x/a.yaml",
                remote("https://host/b.yaml"),
            ),
            (
                "//other/b.yaml",
                "https://host/x/a.yaml",
                remote("https://other/b.yaml"),
            ),
            (
                "\\\\other\\b.yaml",
                "https://host/x/a.yaml",
                remote("https://other/b.yaml"),
            ),
            ("file:///etc/passwd", "https://host/x/a.yaml", Way::Absolute),
            ("urn:pet", "https://host/x/a.yaml", Way::Uri),
            ("urn:pet", "openapi.yaml", Way::Uri),
            ("a/b:c.yaml", "openapi.yaml", file("a/b:c.yaml")),
        ] {
            assert_eq!(way(path, from), expect, "{path} from {from}");
        }
    }
    #[test]
    fn addresses_from_the_document() {
        for (address, file, document, expect) in [
            ("a.json", "paths/pets.yaml", "openapi.yaml", "paths/a.json"),
            (
                "../a b.json#/x",
                "paths/pets.yaml",
                "openapi.yaml",
                "a%20b.json#/x",
            ),
            (
                "#/get",
                "my paths/pets.yaml",
                "openapi.yaml",
                "my%20paths/pets.yaml#/get",
            ),
            (
                "a.json",
                "shared/pets.yaml",
                "api/openapi.yaml",
                "../shared/a.json",
            ),
            (
                "a.json",
                "../shared/pets.yaml",
                "openapi.yaml",
                "../shared/a.json",
            ),
            (
                "../../a.json",
                "../pets.yaml",
                "../openapi.yaml",
                "../../a.json",
            ),
            (
                "a.json",
                "https://host/x/pets.yaml",
                "openapi.yaml",
                "https://host/x/a.json",
            ),
        ] {
            let found = rebased(address, file, document);
            assert_eq!(found.as_deref(), Some(expect), "{address} in {file}");
        }
        let whole = rebased("https://host/a.json", "paths/pets.yaml", "openapi.yaml");
        assert_eq!(whole, None);
    }
}
