//! Of several credentials for `Authorization`, the request has the first by their order, however they were set.

use case_security_undescribed_header as client;

mod support;

use client::runtime::BoxFuture;
use client::{AccessToken, Client, ClientBuilder, Memory, TokenError, TokenSender, TokenSource};
use support::{Stopped, now};

const DIGEST: &str = "Digest username=\"ada\"";

/// `Basic` of the user `u` with the password `p`.
const BASIC: &str = "Basic dTpw";

struct Vault;

impl TokenSource for Vault {
    fn token<'a>(&'a self, _: TokenSender<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async { Ok(AccessToken::new("from the vault")) })
    }
}

/// The values of a header in the request of a client.
fn sent(set: impl FnOnce(ClientBuilder) -> ClientBuilder, name: &str) -> Vec<String> {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = set(Client::builder()).transport(memory.clone());
    now(builder.clock(Stopped).build().unwrap().get_a()).unwrap();
    let requests = memory.requests();
    let values = requests.last().unwrap().headers().get_all(name);
    values.iter().map(|value| value.to_str().unwrap().to_owned()).collect()
}

#[test]
fn the_order_decides() {
    let name = "authorization";
    assert_eq!(sent(|it| it.basic_auth("u", "p").bearer_auth("t"), name), ["Bearer t"]);
    assert_eq!(sent(|it| it.bearer_auth("t").basic_auth("u", "p"), name), ["Bearer t"]);
    assert_eq!(sent(|it| it.basic_auth("u", "p").bearer_auth_source(Vault), name), ["Bearer from the vault"]);
    assert_eq!(sent(|it| it.authorization(DIGEST).basic_auth("u", "p"), name), [BASIC]);
    assert_eq!(sent(|it| it.raw("r").authorization(DIGEST), name), [DIGEST]);
    assert_eq!(sent(|it| it.raw("r"), name), ["r"]);
}

#[test]
fn credentials_in_other_places_stay() {
    assert_eq!(sent(|it| it.raw("r").bearer_auth("t").key("k"), "x-key"), ["k"]);
}
