//! Credentials that are not sent: where the caller set a value, and with TRACE.

mod support;

use http::Method;
use openapi_client_runtime::runtime::{ClientBuilder, Credential, Memory, OperationSpec};
use support::{ClientExt, api};

fn with(sets: &[&[usize]]) -> &'static OperationSpec {
    let spec = api::spec(Method::GET, "/x").security(api::security(sets));
    Box::leak(Box::new(spec))
}

fn token(text: &str) -> Credential {
    Credential::Token(text.into())
}

fn all_schemes() -> ClientBuilder {
    ClientBuilder::for_api(&api::API)
        .credential(2, token("k-1"))
        .credential(3, token("k 2"))
        .credential(4, token("k=3"))
}

#[tokio::test]
async fn a_value_of_the_caller_comes_before_the_credential() {
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let client = all_schemes().transport(memory.clone()).build().unwrap();
    let spec = with(&[&[3, 4]]);
    client.call(spec).extra_query("key", "mine").await.unwrap();
    let own = client
        .call(spec)
        .extra_header("cookie", "a=1; session=mine");
    own.await.unwrap();
    client
        .request(Method::GET, "/q?a=1&k%65y=mine")
        .await
        .unwrap();
    let requests = memory.requests();
    let sent = requests.iter().map(|request| {
        let cookies = request.headers().get("cookie");
        let cookies = cookies.map_or("", |value| value.to_str().unwrap());
        (request.uri().query().unwrap_or_default(), cookies)
    });
    assert_eq!(
        sent.collect::<Vec<_>>(),
        [
            ("key=mine", "session=k=3"),
            ("key=k%202", "a=1; session=mine"),
            ("a=1&k%65y=mine", "session=k=3"),
        ]
    );
    // Nothing else is needed.
    let client = ClientBuilder::for_api(&api::API)
        .transport(memory)
        .build()
        .unwrap();
    client
        .call(with(&[&[3]]))
        .extra_query("key", "mine")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_trace_has_no_credential() {
    let sets: &[&[usize]] = &[&[0, 2, 3, 4]];
    let spec = api::spec(Method::TRACE, "/x").security(api::security(sets));
    let builder = all_schemes().credential(0, token("t"));
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let client = builder.transport(memory.clone()).build().unwrap();
    client.call(Box::leak(Box::new(spec))).await.unwrap();
    let request = memory.requests().remove(0);
    let mut headers = request.headers().values();
    assert!(!headers.any(http::HeaderValue::is_sensitive));
    assert_eq!(request.uri().query(), None);
}
