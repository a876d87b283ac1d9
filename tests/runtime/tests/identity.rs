//! The certificate of a client: which calls need it, and what is said of one that can't be used.

mod support;

use http::Method;
use openapi_client_runtime::runtime::{
    Api, Client, ClientBuilder, Credential, ErrorKind, Memory, OperationSpec, Requirement, Scheme,
};
use support::{ClientExt, TestClock, api};

const CERTIFICATE: &[u8] = include_bytes!("certificates/certificate.pem");
const KEY: &[u8] = include_bytes!("certificates/key.pem");
const OTHER: &[u8] = include_bytes!("certificates/server_key.pem");

const fn needs(scheme: usize) -> Requirement {
    Requirement {
        scheme,
        scopes: &[],
    }
}

static API: Api = api::with_security(
    &[
        api::scheme("certificate", "client_certificate", Scheme::Certificate),
        api::scheme("token", "bearer_auth", Scheme::Bearer),
    ],
    &[&[needs(0), needs(1)]],
);

static GET: OperationSpec = api::spec(Method::GET, "/x");

fn with_token() -> ClientBuilder {
    let builder = ClientBuilder::for_api(&API).clock(TestClock::new());
    builder.credential(1, Credential::Token("t".into()))
}

fn with(certificate: &[u8], key: &[u8]) -> ClientBuilder {
    with_token().credential(0, Credential::identity(certificate, key))
}

async fn outcome(client: &Client) -> (ErrorKind, String) {
    let error = client.call(&GET).await.unwrap_err();
    (error.kind(), error.to_string())
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_requirement_is_met_by_a_certificate() {
    let (kind, said) = outcome(&with_token().build().unwrap()).await;
    assert_eq!(kind, ErrorKind::Credentials);
    let setters = "call `ClientBuilder::client_certificate` (scheme `certificate`)";
    assert!(said.contains(setters), "{said}");
    // It gets as far as the network.
    let (kind, _) = outcome(&with(CERTIFICATE, KEY).build().unwrap()).await;
    assert_eq!(kind, ErrorKind::Connect);
}

#[cfg(feature = "rustls")]
#[test]
fn a_certificate_that_cannot_be_used_is_an_error_that_shows_nothing() {
    for (certificate, key, said) in [
        (&b"canary"[..], KEY, "the client's certificate is not PEM"),
        (KEY, KEY, "the client's certificate is not PEM"),
        (
            CERTIFICATE,
            b"-----BEGIN canary",
            "the key of the client's certificate is not PEM",
        ),
        (
            CERTIFICATE,
            CERTIFICATE,
            "the key of the client's certificate is not PEM",
        ),
        (
            CERTIFICATE,
            OTHER,
            "the client's certificate and its key don't fit, or are of an unknown kind",
        ),
    ] {
        let error = with(certificate, key).build().unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert_eq!(source, said);
        assert!(!format!("{error:?}").contains("canary"));
    }
}

#[tokio::test]
async fn a_transport_of_the_callers_presents_its_own() {
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let client = with_token().transport(memory.clone()).build().unwrap();
    client.call(&GET).await.unwrap();
    let sent = &memory.requests()[0];
    assert_eq!(sent.headers()["authorization"], "Bearer t");
    assert!(with(CERTIFICATE, KEY).transport(memory).build().is_err());
}

#[test]
fn nothing_prints_it() {
    let credential = Credential::identity(b"canary", b"canary");
    let text = format!("{credential:?} {:?}", with(b"canary", b"canary"));
    assert!(
        !text.contains("canary") && !text.contains("99, 97, 110"),
        "{text}"
    );
    let Credential::Identity(identity) = credential else {
        unreachable!("it is one")
    };
    assert_eq!(format!("{identity:?}"), "Identity(…)");
}

#[test]
fn a_certificate_is_no_other_credential() {
    let token = ClientBuilder::for_api(&API).credential(0, Credential::Token("t".into()));
    assert!(token.build().is_err());
    let identity = Credential::identity(CERTIFICATE, KEY);
    let bearer = ClientBuilder::for_api(&API).credential(1, identity);
    assert!(bearer.build().is_err());
}
