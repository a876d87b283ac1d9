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
    let name = name.to_snake_case();
    let is_other = name.split('_').any(|word| OTHERS.contains(&word));
    let whole = name.replace('_', "");
    NAMES.iter().any(|known| whole.contains(known)) && !is_other && !whole.ends_with("id")
}
