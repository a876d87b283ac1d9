//! Names of credentials, and descriptions that begin with one.

use super::subject::subject;
use heck::ToSnakeCase as _;

/// Words of the names of credentials, also as parts of words: `clientsecret`.
const NAMES: &[&str] = &[
    "accesskey",
    "apikey",
    "authorization",
    "bearer",
    "clientassertion",
    "connectionstring",
    "credential",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "signingkey",
    "token",
];

/// Endings that make another word of one: `secretary`.
const ENDINGS: &[&str] = &[
    "arial", "aries", "ariat", "ariats", "ary", "ing", "ion", "ions", "ise", "ised", "isation",
    "ive", "ization", "ize", "ized", "izer", "izers", "less",
];

/// Words of credentials that are short, or begin names of other things: only at the end of a name. In front of it they
/// say what another thing is about: `cvc_check`.
const LAST: &[&str] = &["cvc", "cvv", "jwt", "otp", "pin", "pwd", "totp"];

/// Words after these that say no more of the thing.
const EMPTY: &[&str] = &["code", "string", "value"];

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

/// Last words of the names of credentials in URLs: members and parameters of these names are rather values of a request.
const IN_URLS: &[&str] = &["auth", "signature"];

/// Words in front of `tokens` that are counted, or are the pieces of a text.
const PIECES: &[&str] = &[
    "bad",
    "cached",
    "completion",
    "input",
    "max",
    "min",
    "num",
    "output",
    "prompt",
    "reasoning",
    "special",
    "stop",
    "suppress",
    "total",
];

/// Whether a member, parameter or header of this name is a credential, or a list of credentials.
#[must_use]
pub fn is_credential(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let whole: String = letters.flat_map(char::to_lowercase).collect();
    // Most names are none, and their words need not be told apart.
    let mut known = NAMES.iter().chain(LAST);
    if whole.ends_with("id") || !known.any(|known| whole.contains(known)) {
        return false;
    }
    let name = name.to_snake_case();
    let words: Vec<&str> = name.split('_').collect();
    (has_name(&words) || is_last(&words)) && !is_other(&name)
}

/// Whether one of the words, or two that are often written as one, has the name of a credential.
fn has_name(words: &[&str]) -> bool {
    let one = |word: &&str| names(word, 0);
    let two = |pair: &[&str]| names(&pair.concat(), pair[0].len());
    words.iter().any(one) || words.windows(2).any(two)
}

/// Whether a word has the name of a credential that ends after a place, and isn't derived from it.
fn names(word: &str, place: usize) -> bool {
    NAMES.iter().any(|known| {
        let mut ends = word.match_indices(known).map(|(at, _)| at + known.len());
        ends.any(|end| end > place && !ENDINGS.contains(&&word[end..]))
    })
}

/// Whether the words end with a short one of a credential.
fn is_last(words: &[&str]) -> bool {
    let mut words = words.iter().rev().skip_while(|word| EMPTY.contains(word));
    words.next().is_some_and(|last| {
        let one = last.trim_end_matches(|c: char| c.is_ascii_digit());
        LAST.contains(&one) || one.strip_suffix('s').is_some_and(|one| LAST.contains(&one))
    })
}

/// Whether the words of a name mean another thing than the credential that is among them.
fn is_other(words: &str) -> bool {
    let mut words = words.split('_');
    let mut pairs = words.clone().zip(words.clone().skip(1));
    words.clone().any(|word| OTHERS.contains(&word))
        || pairs.any(|(before, word)| word == "tokens" && PIECES.contains(&before))
        || words.next_back().is_some_and(|last| PLACES.contains(&last))
}

/// Whether a part of a URL with this name and description is a credential.
#[must_use]
pub fn is_credential_in_url(name: &str, description: Option<&str>) -> bool {
    let words = name.to_snake_case();
    is_credential(name)
        || is_in_url(&words) && !is_other(&words)
        || description.is_some_and(describes_credential)
}

fn is_in_url(words: &str) -> bool {
    words
        .rsplit('_')
        .next()
        .is_some_and(|last| IN_URLS.contains(&last))
}

/// Whether a description begins with a credential: "Your secret API key", but not "Region of your API key".
fn describes_credential(description: &str) -> bool {
    let subject = subject(description);
    let Some((last, before)) = subject.split_last() else {
        return false;
    };
    let is_it = match (&**last, before.last()) {
        ("key" | "keys", Some(before)) => is_credential(&format!("{before}_key")),
        _ => is_credential(last) || is_in_url(last),
    };
    is_it && !is_other(&subject.join("_"))
}

#[cfg(test)]
mod tests {
    use super::{is_credential, is_credential_in_url};

    #[test]
    fn a_part_of_a_url_is_a_credential_by_its_name_or_description() {
        for (name, description) in [
            ("token", None),
            ("pwd", None),
            ("jwt", None),
            ("auth", None),
            ("requestSignature", None),
            ("key", Some("your secret API key")),
            ("bot", Some("The token of the bot, keep it secret")),
            ("account_key", Some("Your secret API key")),
            ("customer", Some("The customer's access key.")),
            ("name", Some("Enter your password here")),
        ] {
            assert!(
                is_credential_in_url(name, description),
                "{name}: {description:?}"
            );
        }
        for (name, description) in [
            ("key", None),
            ("region", Some("region of your API key")),
            ("region", Some("Region matching your API key")),
            (
                "environment",
                Some("The regional deployment to use. Must match API key."),
            ),
            ("auth_host", None),
            ("jwtVersion", None),
            ("host", Some("The token server")),
            ("area", Some("Password-protected area")),
            ("page", Some("Next page token")),
            ("id", Some("The API key ID")),
            ("name", Some("Public API key")),
        ] {
            assert!(
                !is_credential_in_url(name, description),
                "{name}: {description:?}"
            );
        }
    }

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
            "tokens",
            "access_tokens",
            "deviceTokens",
            "clientsecret",
            "accesstokens",
            "secretkey",
            "passphrase",
            "jwt",
            "accessJwt",
            "jwts",
            "signing_key",
            "signingKeys",
            "client_assertion",
            "otp",
            "otp_code",
            "cvc",
            "cvv2",
            "pin",
            "cardPin",
            "pin_code",
            "connection_string",
            "ConnectionStrings",
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
            "credential_list_sid",
            "prompt_tokens",
            "stopTokens",
            "max_output_tokens",
            "tokens_used",
            "secretary",
            "secretaries",
            "tokenizer",
            "tokenized_pan",
            "passwordless",
            "signing_key_id",
            "client_assertion_type",
            "jwt_issuer",
            "otp_channel",
            "cvc_check",
            "pin_status",
            "pinned",
            "spin",
            "shipping",
            "connection",
            "string",
            "key",
        ] {
            assert!(!is_credential(name), "{name}");
        }
    }
}
