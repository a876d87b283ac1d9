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
    "at",
    "continuation",
    "count",
    "cursor",
    "date",
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
    "lifetime",
    "limit",
    "link",
    "links",
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
    "public",
    "resume",
    "scanning",
    "scroll",
    "state",
    "status",
    "sync",
    "time",
    "tokenization",
    "tokenized",
    "tokenizer",
    "tokens",
    "ttl",
    "type",
    "types",
    "uri",
    "url",
    "usage",
    "used",
    "version",
];

/// Last words of names that describe the place of a credential. In front of it they say whose it is: `host_password`.
const PLACES: &[&str] = &[
    "domain", "domains", "host", "hostname", "hosts", "manager", "port", "region", "regions",
];

/// Whether a member, parameter or header of this name is a credential.
#[must_use]
pub fn is_credential(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let whole: String = letters.flat_map(char::to_lowercase).collect();
    // Most names are none, and their words need not be told apart.
    NAMES.iter().any(|known| whole.contains(known))
        && !whole.ends_with("id")
        && !is_other(&name.to_snake_case())
}

/// Whether the words of a name mean another thing than the credential that is among them.
fn is_other(words: &str) -> bool {
    let mut words = words.split('_');
    words.clone().any(|word| OTHERS.contains(&word))
        || words.next_back().is_some_and(|last| PLACES.contains(&last))
}

#[cfg(test)]
mod tests {
    use super::is_credential;

    #[test]
    fn the_name_of_a_credential_has_its_word_and_no_word_of_another_thing() {
        for name in [
            "token",
            "access_token",
            "clientSecret",
            "api-key",
            "apiKey",
            "AuthToken",
            "new_password",
            "privateKeys",
            "hashed_token",
            "Authorization",
            "host_password",
            "domainToken",
            "regionApiKey",
            "portToken",
        ] {
            assert!(is_credential(name), "{name}");
        }
        for name in [
            "next_token",
            "token_type",
            "secret_types",
            "token_last_used_at",
            "public_api_key",
            "token_id",
            "tokenCount",
            "secret_scanning_custom_link",
            "password_set_date",
            "keyword",
            "tokenHost",
            "token_host",
            "TOKEN_PORT",
            "accessKeyRegion",
            "credentialsHost",
            "secretManagerHost",
            "secret-manager",
            "token_domain",
            "secret_version",
            "clientSecretVersion",
            "webhookSecretPath",
            "key",
        ] {
            assert!(!is_credential(name), "{name}");
        }
    }
}
