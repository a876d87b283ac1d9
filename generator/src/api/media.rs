//! Media types.

/// What a media type is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// JSON.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// Text.
    Text,
    /// `multipart/…`.
    Multipart,
    /// Anything else: bytes.
    Bytes,
}

impl Media {
    /// What a media type is written as (RFC 6838, section 4.2.8, for `+json`).
    #[must_use]
    pub fn of(media_type: &str) -> Self {
        let essence = media_type
            .split(';')
            .next()
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase();
        match essence.as_str() {
            "application/json" | "text/json" | "*/*" | "application/*" => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            essence if essence.ends_with("+json") => Self::Json,
            essence if essence.starts_with("text/") => Self::Text,
            essence if essence.starts_with("multipart/") => Self::Multipart,
            _ => Self::Bytes,
        }
    }
}
