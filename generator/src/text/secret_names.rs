//! Names of credentials.

use heck::ToSnakeCase as _;

/// Words of the names of credentials.
const NAMES: &[&str] = &[
    "accesskey",
    "apikey",
    "apitoken",
    "authorization",
    "authtoken",
    "bearer",
    "credential",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "token",
];

/// Words of names that describe a credential, or mean another kind of token.
const OTHERS: &[&str] = &[
    "algorithm",
    "continuation",
    "count",
    "cursor",
    "endpoint",
    "expiration",
    "expires",
    "expiry",
    "format",
    "hint",
    "idempotency",
    "ids",
    "label",
    "length",
    "limit",
    "method",
    "mode",
    "name",
    "next",
    "page",
    "pagination",
    "path",
    "policy",
    "prev",
    "previous",
    "resume",
    "scroll",
    "state",
    "status",
    "sync",
    "tokenization",
    "tokenized",
    "tokenizer",
    "tokens",
    "type",
    "uri",
    "url",
    "usage",
    "version",
];

/// Whether a member, parameter or header of this name is a credential.
#[must_use]
pub fn is_credential(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let whole: String = letters.flat_map(char::to_lowercase).collect();
    // Most names are none, and their words need not be told apart.
    NAMES.iter().any(|known| whole.contains(known))
        && !whole.ends_with("id")
        && !name
            .to_snake_case()
            .split('_')
            .any(|word| OTHERS.contains(&word))
}
