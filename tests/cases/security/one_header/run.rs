//! A request has one `Authorization`: the first credential of an alternative that is set, and none that another
//! alternative needs.

use case_security_one_header as client;

mod support;

use client::{Client, ClientBuilder, Memory};
use support::{Stopped, now};

const DIGEST: &str = "Digest username=\"ada\"";

/// `Basic` of the user `u` with the password `p`.
const BASIC: &str = "Basic dTpw";

fn client(set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> (Client, Memory) {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = set(Client::builder()).transport(memory.clone());
    (builder.clock(Stopped).build().unwrap(), memory)
}

/// The values of a header in the last request.
fn sent(memory: &Memory, name: &str) -> Vec<String> {
    let requests = memory.requests();
    let values = requests.last().unwrap().headers().get_all(name);
    values.iter().map(|value| value.to_str().unwrap().to_owned()).collect()
}

#[test]
fn either_credential_is_sent() {
    let (basic, memory) = client(|builder| builder.basic_auth("u", "p"));
    now(basic.via_basic()).unwrap();
    assert_eq!(sent(&memory, "authorization"), [BASIC]);

    let (both, memory) = client(|builder| builder.basic_auth("u", "p").token("t"));
    now(both.via_basic()).unwrap();
    assert_eq!(sent(&memory, "authorization"), ["Bearer t"]);

    let (neither, memory) = client(|builder| builder);
    let error = now(neither.via_basic()).unwrap_err().to_string();
    let said = "`ClientBuilder::token` (scheme `token`), or `ClientBuilder::basic_auth` (scheme `login`)";
    assert!(error.contains(said), "{error}");
    assert!(memory.requests().is_empty());
}

#[test]
fn credentials_in_other_places_stay() {
    let (digest, memory) = client(|builder| builder.authorization(DIGEST).key("k"));
    now(digest.via_digest()).unwrap();
    assert_eq!(sent(&memory, "authorization"), [DIGEST]);
    assert_eq!(sent(&memory, "x-key"), ["k"]);
}

#[test]
fn an_alternative_that_a_request_can_meet_comes_first() {
    let (all, memory) = client(|builder| builder.basic_auth("u", "p").token("t").key("k"));
    now(all.via_other()).unwrap();
    assert_eq!(sent(&memory, "authorization"), [""; 0]);
    assert_eq!(sent(&memory, "x-key"), ["k"]);
    now(all.via_known()).unwrap();
    assert_eq!(sent(&memory, "authorization"), [BASIC]);
}

#[test]
fn two_schemes_of_one_form_are_one_credential() {
    let (one, memory) = client(|builder| builder.token("t"));
    now(one.via_same()).unwrap();
    assert_eq!(sent(&memory, "authorization"), ["Bearer t"]);
}
