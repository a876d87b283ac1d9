//! The parts of the runtime that a crate carries only if its document needs them.

/// A part of the runtime. Its items stand behind `#[cfg(feature = …)]`: the package that tests the runtime has
/// the feature, and [`cut`](crate::emit::cut) decides it for a generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Bytes in the form of base64 text.
    Base64,
    /// A user name and a password as the credential.
    Basic,
    /// Unions with variants that a value of a part tells apart.
    Constants,
    /// Cookies that are parameters or credentials.
    Cookies,
    /// `format: date`.
    Dates,
    /// Decimal numbers with all of their digits.
    Decimals,
    /// `format: date-time`.
    DateTimes,
    /// Events whose names tell the variants of their data apart.
    EventNames,
    /// Parameters that are forms.
    FormParameters,
    /// Parts of a body that are forms.
    FormParts,
    /// Bodies that are forms.
    Forms,
    /// Headers of responses.
    Headers,
    /// Operations whose calls create an idempotency key.
    IdempotencyKeys,
    /// A certificate of the client.
    Identity,
    /// Lists that are one part of a body.
    JoinedParts,
    /// Cookies that are JSON text.
    JsonCookies,
    /// Parameters that are JSON text.
    JsonParameters,
    /// Values within limits.
    Limits,
    /// Values of another kind than the described one.
    Loose,
    /// Operations with a method that `http::Method` has no constant for.
    Methods,
    /// Bodies of several parts.
    Multipart,
    /// Lists that come page by page.
    Pages,
    /// Text that a type of another crate parses.
    Parsed,
    /// Errors with a secret in their bodies.
    SecretErrors,
    /// Bodies of JSON values on lines.
    SendLines,
    /// Responses that are read item by item.
    Streams,
    /// Unions with variants that are tried.
    Trials,
    /// Lists with a described value at each of their first indices.
    Tuples,
    /// Servers whose URLs have variables.
    ServerVariables,
    /// Access tokens that a source fetches.
    Tokens,
    /// Seconds since 1970.
    UnixTimes,
    /// Bodies that are sent in chunks.
    Uploads,
    /// Parameters in a path, a query, a cookie or a form.
    UrlParameters,
    /// Requests that the server makes.
    Webhooks,
}

/// Every part with its name, and the parts that it uses.
pub const PARTS: &[(Part, &str, &[Part])] = &[
    (Part::Base64, "base64", &[]),
    (Part::Basic, "basic", &[Part::Base64]),
    (Part::Constants, "constants", &[]),
    (Part::Cookies, "cookies", &[Part::UrlParameters]),
    (Part::DateTimes, "date-times", &[]),
    (Part::Dates, "dates", &[]),
    (Part::Decimals, "decimals", &[]),
    (Part::EventNames, "event-names", &[Part::Streams]),
    (Part::FormParameters, "form-parameters", &[Part::Forms]),
    (
        Part::FormParts,
        "form-parts",
        &[Part::Forms, Part::Multipart],
    ),
    (Part::Forms, "forms", &[Part::UrlParameters]),
    (Part::Headers, "headers", &[]),
    (Part::IdempotencyKeys, "idempotency-keys", &[]),
    (Part::Identity, "identity", &[]),
    (Part::JoinedParts, "joined-parts", &[Part::Multipart]),
    (
        Part::JsonCookies,
        "json-cookies",
        &[Part::Cookies, Part::JsonParameters],
    ),
    (
        Part::JsonParameters,
        "json-parameters",
        &[Part::UrlParameters],
    ),
    (Part::Limits, "limits", &[]),
    (Part::Loose, "loose", &[Part::Trials]),
    (Part::Methods, "methods", &[]),
    (Part::Multipart, "multipart", &[Part::Uploads]),
    (Part::Pages, "pages", &[]),
    (Part::Parsed, "parsed", &[]),
    (Part::SecretErrors, "secret-errors", &[]),
    (Part::SendLines, "send-lines", &[Part::Uploads]),
    (Part::Streams, "streams", &[]),
    (Part::Trials, "trials", &[]),
    (Part::Tuples, "tuples", &[]),
    (Part::ServerVariables, "server-variables", &[]),
    (Part::Tokens, "tokens", &[Part::Base64]),
    (Part::UnixTimes, "unix-times", &[]),
    (Part::Uploads, "uploads", &[]),
    (Part::UrlParameters, "url-parameters", &[]),
    (Part::Webhooks, "webhooks", &[]),
];

/// A set of parts, including the parts that they use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Parts(u64);

impl Parts {
    /// No part.
    pub const NONE: Self = Self(0);

    /// Adds a part, and the parts that it uses.
    pub fn insert(&mut self, part: Part) {
        self.0 |= 1 << part as u64;
        let row = PARTS.iter().find(|(known, ..)| *known == part);
        for used in row.map_or(&[][..], |(.., uses)| uses) {
            self.insert(*used);
        }
    }

    /// Adds the parts of another set.
    pub fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }

    /// Whether the set has the part.
    #[must_use]
    pub fn has(self, part: Part) -> bool {
        self.0 & (1 << part as u64) != 0
    }

    /// Whether the set has the part of this name; `None` if there is no such part.
    #[must_use]
    pub fn has_named(self, name: &str) -> Option<bool> {
        let row = PARTS.iter().find(|(_, known, _)| *known == name);
        row.map(|(part, ..)| self.has(*part))
    }

    /// The names of the parts.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let rows = PARTS.iter().filter(move |(part, ..)| self.has(*part));
        rows.map(|(_, name, _)| *name)
    }
}
