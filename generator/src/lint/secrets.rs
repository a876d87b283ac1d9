//! Values of examples that look like live credentials. A document is published, and its examples are copied into the
//! docs and tests of clients. No diagnostic repeats such a value.

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::map::IndexMap;
use crate::steps::step;
use crate::text::is_credential;
use serde_json::Value;

/// The beginnings of issued tokens, and the least number of characters after each.
const PREFIXES: &[(&str, usize)] = &[
    ("AKIA", 16),
    ("ASIA", 16),
    ("AIza", 35),
    ("SG.", 40),
    ("dop_v1_", 40),
    ("ghp_", 36),
    ("gho_", 36),
    ("ghr_", 36),
    ("ghs_", 36),
    ("ghu_", 36),
    ("github_pat_", 40),
    ("glpat-", 20),
    ("npm_", 36),
    ("pypi-", 40),
    ("rk_live_", 16),
    ("sk_live_", 16),
    ("shpat_", 32),
    ("sk-", 32),
    ("whsec_", 24),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("ya29.", 40),
];

/// Words of placeholders.
const PLACEHOLDERS: &[&str] = &[
    "example",
    "sample",
    "placeholder",
    "redacted",
    "dummy",
    "secret",
    "token",
    "password",
    "your",
    "test",
    "fake",
    "xxxx",
    "****",
    "....",
    "1234",
    "abcd",
    "0000",
];

/// Reports the values within a value that look like credentials. `name` is the member or parameter around it.
pub fn shown(value: &Value, name: Option<&str>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    step();
    match value {
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                shown(value, name, &Place::Item(place, index), diagnostics);
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                shown(value, Some(key), &Place::Key(place, key), diagnostics);
            }
        }
        Value::String(text) => {
            if let Some(why) = why(text, name) {
                diagnostics.report(Code::SecretShown, &place.pointer(), &[why]);
            }
        }
        _ => {}
    }
}

/// Whether a text looks like a credential.
#[must_use]
pub fn is_shown_secret(text: &str, name: Option<&str>) -> bool {
    why(text, name).is_some()
}

/// The kind of credential that a text looks like.
fn why(text: &str, name: Option<&str>) -> Option<&'static str> {
    let text = text.trim();
    if is_private_key(text) {
        return Some("a private key");
    }
    if password_of_url(text).is_some_and(is_password) {
        return Some("a URL with a password");
    }
    // A value of `Basic` is nearly always an example from documentation, and its base64 hides that.
    let scheme = ["Bearer ", "bearer "].iter();
    let scheme = scheme.copied().find_map(|scheme| text.strip_prefix(scheme));
    let token = scheme.unwrap_or(text);
    if token.len() < 16 || !token.bytes().all(is_part) {
        return None;
    }
    let why = why_token(token, scheme.is_some(), name);
    why.filter(|_| !is_placeholder(token))
}

/// The kind of credential that a word looks like, which may follow a scheme.
fn why_token(token: &str, has_scheme: bool, name: Option<&str>) -> Option<&'static str> {
    if let Some((prefix, _)) = PREFIXES.iter().find(|(prefix, least)| {
        let rest = token.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.len() >= *least)
    }) {
        return is_random(&token[prefix.len()..], 3.0).then_some("it begins like an issued token");
    }
    if has_scheme && is_random(token, 3.0) {
        return Some("a token in a header");
    }
    let is_long = token.len() >= 20 && is_mixed(token) && !is_uuid(token);
    let is_named = || name.is_some_and(is_credential);
    (is_long && is_named() && is_random(token, 3.5)).then_some("it is random, and named like one")
}

/// Whether a text is a private key in PEM, and no outline of one.
fn is_private_key(text: &str) -> bool {
    let Some((_, after)) = text.split_once("PRIVATE KEY-----") else {
        return false;
    };
    if !text.contains("-----BEGIN") {
        return false;
    }
    // Most keys have some hundred characters, and perhaps headers before them; the shortest have 64.
    text.len() > 300
        || after.split_once("-----END").is_some_and(|(body, _)| {
            let lines = body.replace("\\n", "\n");
            let body: String = lines.split_whitespace().collect();
            let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
            let is_whole = body.len() >= 64 && body.bytes().all(is_base64);
            is_whole && is_random(&body, 3.5) && !is_placeholder(&body)
        })
}

/// The password of `scheme://user:password@host/`, unless the host is a placeholder.
fn password_of_url(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user, host) = authority.rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    (scheme.bytes().all(is_scheme) && !is_placeholder(host)).then_some(password)
}

/// Whether a text is a password, and no word or template that stands for one.
fn is_password(text: &str) -> bool {
    let is_template = text.contains(['{', '}', '<', '>', '[', ']', '$', ' ']);
    text.len() >= 6 && !is_template && is_mixed(text) && !is_placeholder(text)
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~+/=".contains(&byte)
}

fn is_placeholder(text: &str) -> bool {
    let text = text.to_lowercase();
    PLACEHOLDERS.iter().any(|word| text.contains(word))
}

/// Whether a text mixes letters and digits, unlike words.
fn is_mixed(text: &str) -> bool {
    let has = |is: fn(&u8) -> bool| text.bytes().any(|byte| is(&byte));
    has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
}

/// Whether the characters of a text have at least `bits` each (Shannon's entropy).
fn is_random(text: &str, bits: f64) -> bool {
    // A text longer than any token is judged by its beginning.
    let text = text.as_bytes();
    let text = &text[..text.len().min(256)];
    let mut counts: IndexMap<u8, f64> = IndexMap::default();
    let mut length = 0.0;
    for byte in text {
        *counts.entry(*byte).or_default() += 1.0;
        length += 1.0;
    }
    let entropy = counts
        .values()
        .map(|count| -(count / length) * f64::log2(count / length));
    entropy.sum::<f64>() >= bits
}

#[cfg(test)]
mod tests {
    use super::why;

    /// Invented, and assembled here, so that a scanner of the repository finds nothing.
    fn random(length: usize) -> String {
        let letters = "q7Kd9ZmX2vRbT5nWc8LpJ4hYs6FgU3eA";
        letters.chars().cycle().take(length).collect()
    }

    #[test]
    fn what_looks_like_a_credential() {
        let found = |text: &str, name| why(text, name).is_some();
        assert!(found(&format!("sk{}{}", "_live_", random(24)), None));
        assert!(found(&format!("Bearer {}", random(30)), None));
        assert!(found(&random(32), Some("api_key")));
        for name in [
            "clientSecret",
            "security_token",
            "X-Amz-Security-Token",
            "accountSecret",
        ] {
            assert!(found(&random(32), Some(name)), "{name}");
        }

        for (prefix, length) in [
            ("github_pat_", 82),
            ("ghu_", 36),
            ("ghr_", 36),
            ("whsec_", 32),
        ] {
            assert!(
                found(&format!("{prefix}{}", random(length)), None),
                "{prefix}"
            );
            assert!(
                !found(&format!("{prefix}{}", "x".repeat(length)), None),
                "{prefix}"
            );
        }

        assert!(!found(&random(32), Some("digest")));
        assert!(!found(&random(32), Some("next_page_token")));
        assert!(!found(&random(32), Some("tokenUrl")));
        assert!(!found(
            "Basic dXNlcm5hbWU6cGFzc3dvcmQ=",
            Some("authorization")
        ));
        assert!(!found(&random(32), Some("token_id")));
        assert!(!found(&format!("sk{}{}", "_test_", random(24)), None));
        assert!(!found("Bearer YOUR_ACCESS_TOKEN_GOES_HERE", None));
        assert!(!found(
            "123e4567-e89b-12d3-a456-426614174000",
            Some("token")
        ));
        assert!(!found("correct horse battery staple", Some("password")));
        assert!(!found("aaaaaaaaaaaaaaaaaaaaaaaaaaaa1", Some("secret")));
    }

    #[test]
    fn which_keys_are_whole() {
        let key = |body: &str| {
            let [begin, end] = ["BEGIN", "END"].map(|word| format!("-----{word} PRIVATE KEY-----"));
            why(&format!("{begin}\n{body}\n{end}\n"), None)
        };
        assert_eq!(key(&random(64)), Some("a private key"));
        assert_eq!(
            key(&format!("{}\\n{}", random(32), random(32))),
            Some("a private key")
        );
        assert_eq!(key(&format!("{}...", random(64))), None);
        assert_eq!(key(&random(20)), None);
        assert_eq!(key(&"A".repeat(64)), None);
        assert_eq!(key(&format!("{}Example{}", random(30), random(30))), None);
    }

    #[test]
    fn which_urls_have_a_password() {
        let found = |text: &str| why(text, None) == Some("a URL with a password");
        let url = |password: &str, host: &str| found(&format!("postgres://svc:{password}@{host}"));
        assert!(url("s3cret", "db.internal:5432/shop"));
        assert!(url("s3c@ret", "host"));

        assert!(!url("s3cret", "db.example.com/shop"));
        for password in [
            "password",
            "password1",
            "pass",
            "{password1}",
            "$PASSW0RD",
            "<p4ssword>",
            "8080",
        ] {
            assert!(!url(password, "db.internal"), "{password}");
        }
        assert!(!found("https://host:8080/a1b2c3:d4@host"));
        assert!(!found("See: https://svc@host/a1:b2c3d4"));
    }
}
