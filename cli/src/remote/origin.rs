//! An origin (RFC 6454): scheme, host and port.

use std::fmt;

use url::Url;

/// An origin such as `https://example.com:8443`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Reads an origin; the default scheme is https.
    ///
    /// # Errors
    /// When the text is not an origin, or also has a path.
    pub fn parse(text: &str) -> Result<Self, String> {
        let whole = if text.contains("://") {
            text.to_owned()
        } else {
            format!("https://{text}")
        };
        let url = Url::parse(&whole).map_err(|error| error.to_string())?;
        let is_http = matches!(url.scheme(), "http" | "https");
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !is_http || !is_bare || super::has_user(&url) {
            let what = "an origin is a scheme, a host and a port, such as `https://example.com`";
            return Err(what.to_owned());
        }
        Ok(Self(url.origin().ascii_serialization()))
    }

    /// Whether a URL has this origin.
    #[must_use]
    pub fn is_of(&self, url: &Url) -> bool {
        url.origin().ascii_serialization() == self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Origin;
    use url::Url;

    #[test]
    fn scheme_host_and_port() {
        for (text, expect) in [
            ("example.com", Some("https://example.com")),
            ("Example.com:443", Some("https://example.com")),
            ("http://localhost:8080/", Some("http://localhost:8080")),
            ("https://example.com/a", None),
            ("https://example.com?", None),
            ("https://user@example.com", None),
            ("ftp://example.com", None),
            ("file:///", None),
            ("", None),
        ] {
            let origin = Origin::parse(text).ok().map(|origin| origin.to_string());
            assert_eq!(origin.as_deref(), expect, "{text}");
        }
    }

    #[test]
    fn urls_of_an_origin() {
        let origin = Origin::parse("example.com").unwrap();
        for (url, expect) in [
            ("https://example.com/a/b?c", true),
            ("HTTPS://EXAMPLE.com:443/a", true),
            ("http://example.com/a", false),
            ("https://example.com:444/a", false),
            ("https://www.example.com/a", false),
            ("https://example.com.other.net/", false),
            ("https://example.com@other.net/", false),
        ] {
            assert_eq!(origin.is_of(&Url::parse(url).unwrap()), expect, "{url}");
        }
    }
}
