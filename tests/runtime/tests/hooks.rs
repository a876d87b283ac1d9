//! Hooks: what they see and set around each attempt, and that secrets stay where they belong.

mod support;

use bytes::Bytes;
use http::Method;
use openapi_client_runtime::runtime::{
    Client, ClientBuilder, Credential, ErrorKind, Hook, HookRequest, HookResponse, Memory,
    OperationSpec, TransportError,
};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::{ClientExt, TestClock, api};

const CANARY: &str = "canary-5ec7e7";

static GET: OperationSpec = api::spec(Method::GET, "/x");

/// Writes down what it sees, as `Debug` shows it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    fn add(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

impl Hook for Log {
    fn before(&self, request: &mut HookRequest<'_>) {
        self.add(format!("{request:?}"));
        let value = request.attempt().to_string();
        request.set_header("x-attempt", &value);
    }

    fn after(&self, response: &HookResponse<'_>) {
        self.add(format!("{response:?}"));
    }
}

fn built(builder: ClientBuilder, server: &Memory) -> Client {
    let builder = builder.transport(server.clone()).clock(TestClock::new());
    builder.build().unwrap()
}

/// Lost, then refused, then answered.
fn third_time() -> Memory {
    let calls = Mutex::new(0);
    Memory::new(move |_| {
        let mut calls = calls.lock().unwrap();
        *calls += 1;
        match *calls {
            1 => Err(TransportError::lost("gone")),
            2 => {
                let mut refused = Memory::json(503, "{}")?;
                let cookie = CANARY.parse().unwrap();
                refused.headers_mut().insert("set-cookie", cookie);
                Ok(refused)
            }
            _ => Memory::json(200, r#"{"id": "m"}"#),
        }
    })
}

#[tokio::test]
async fn each_attempt_has_its_hooks_and_no_secret_in_debug() {
    let (log, server) = (Log::default(), third_time());
    let client = built(api::builder(CANARY).hook(log.clone()), &server);
    let call = client.find(CANARY).extra_query("q", CANARY);
    call.extra_header("x-a", CANARY).await.unwrap();

    let lines = log.lines();
    let expected = [
        r#"HookRequest { operation: "operation", attempt: 1, method: GET, template: "/messages/{id}", headers: ["user-agent", "accept", "x-a", "authorization"], .. }"#,
        r#"HookResponse { operation: "operation", attempt: 1, duration: 0ns, status: None, headers: [], error: Some(Lost), .. }"#,
        r#"HookRequest { operation: "operation", attempt: 2, method: GET, template: "/messages/{id}", headers: ["user-agent", "accept", "x-a", "authorization"], .. }"#,
        r#"HookResponse { operation: "operation", attempt: 2, duration: 0ns, status: Some(503), headers: ["content-type", "set-cookie"], error: Some(Api), .. }"#,
        r#"HookRequest { operation: "operation", attempt: 3, method: GET, template: "/messages/{id}", headers: ["user-agent", "accept", "x-a", "authorization"], .. }"#,
        r#"HookResponse { operation: "operation", attempt: 3, duration: 0ns, status: Some(200), headers: ["content-type"], error: None, .. }"#,
    ];
    assert_eq!(lines, expected);
    let requests = server.requests();
    let attempts = requests.iter().map(|sent| &sent.headers()["x-attempt"]);
    assert_eq!(attempts.collect::<Vec<_>>(), ["1", "2", "3"]);
}

#[tokio::test]
async fn a_refusal_of_another_attempt_has_the_result_of_the_one_before() {
    for (allowed, message, status) in [
        (0, "was not sent", None),
        (1, "had no response and was not sent again", None),
        (
            2,
            "failed with 503 Service Unavailable and was not sent again",
            Some(503),
        ),
    ] {
        let hook = move |request: &mut HookRequest<'_>| {
            if request.attempt() > allowed {
                request.refuse("the quota is used up");
            }
        };
        let client = built(api::builder("token").hook(hook), &third_time());
        let error = client.find("a").await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.starts_with(&format!("GET /messages/{{id}} {message}: ")),
            "{text}"
        );
        assert!(text.contains("the quota is used up"), "{text}");
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Request, allowed)
        );
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        assert_eq!(error.may_have_been_processed(), allowed > 0);
    }
}

#[tokio::test]
async fn a_hook_sees_the_finished_request_and_a_closure_is_one() {
    let server = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let builder = api::builder("t0ken").hook(|request: &mut HookRequest<'_>| {
        assert!(request.headers()["authorization"].is_sensitive());
        let body = request.body().as_bytes().map_or(0, Bytes::len);
        let signed = format!("{} {} {body}", request.method(), request.uri().path());
        request.set_header("x-signature", &signed);
    });
    // In the order in which they are added.
    let builder = builder.hook(|request: &mut HookRequest<'_>| {
        let value = format!("{:?}!", request.headers()["x-signature"]);
        request.set_header("x-signature", &value);
    });
    let client = built(builder, &server);
    client.create("hi").await.unwrap();
    let signed = "\"POST /messages 4\"!";
    assert_eq!(server.requests()[0].headers()["x-signature"], signed);
    // A built request is as the first attempt sends it.
    let request = client.create("hi").build_request().await.unwrap();
    assert_eq!(request.headers()["x-signature"], signed);
}

#[tokio::test]
async fn an_invalid_header_is_an_error_and_nothing_is_sent() {
    let server = Memory::new(|_| Memory::json(200, "{}"));
    for (name, value) in [
        ("x a", "1"),
        ("x-a", "1\n2"),
        ("content-length", "7"),
        ("host", "a"),
    ] {
        let builder = api::builder("t").hook(move |request: &mut HookRequest<'_>| {
            request.set_header(name, value);
        });
        let error = built(builder, &server).find("1").await.unwrap_err();
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Request, 0),
            "{name}"
        );
    }
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_secret_that_a_hook_sets_goes_where_others_may_go() {
    static OPEN: OperationSpec = api::spec(Method::GET, "/x").security(&[]);
    let server = Memory::new(|_| Memory::json(200, "{}"));
    let sign = |request: &mut HookRequest<'_>| request.set_header("authorization", CANARY);
    let open = ClientBuilder::for_api(&api::API).base_url("http://api.example.com");
    let client = built(open.hook(sign), &server);
    let error = client.call(&OPEN).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!(server.requests().len(), 0);

    let open = ClientBuilder::for_api(&api::API).base_url("https://api.example.com");
    let client = built(open.hook(sign), &server);
    client.call(&OPEN).send_raw().await.unwrap();
    assert!(server.requests()[0].headers()["authorization"].is_sensitive());
}

#[tokio::test]
async fn a_secret_of_a_hook_is_not_shown_where_the_server_repeats_it() {
    static OPEN: OperationSpec = api::spec(Method::GET, "/x").security(&[]);
    let body = format!(r#"{{"message": "bad token {CANARY}"}}"#);
    let server = Memory::new(move |_| Memory::json(401, &body));
    let hook = |request: &mut HookRequest<'_>| {
        request.set_header("authorization", &format!("Bearer {CANARY}"));
    };
    let open = ClientBuilder::for_api(&api::API).base_url("https://api.example.com");
    let error = built(open.hook(hook), &server)
        .call(&OPEN)
        .await
        .unwrap_err();
    let source = std::error::Error::source(&error).map(ToString::to_string);
    let text = format!("{error} {error:?} {source:?}");
    assert!(!text.contains(CANARY), "{text}");
    // A credential was sent, so that none is missing.
    assert_eq!(
        error.to_string(),
        "GET https://api.example.com/x: 401 Unauthorized: bad token …; check the credential"
    );
}

/// A hook that runs before.
type Around = fn(&mut HookRequest<'_>);

#[tokio::test]
async fn a_hook_sets_the_credential_that_an_operation_needs() {
    let server = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let open = || ClientBuilder::for_api(&api::API).base_url("https://api.example.com");
    let sign = |request: &mut HookRequest<'_>| request.set_header("authorization", "Signature abc");
    built(open().hook(sign), &server).find("1").await.unwrap();
    let sent = server.requests().pop().unwrap();
    assert_eq!(sent.headers()["authorization"], "Signature abc");
    // The other credential of the same alternative is the client's.
    let both = api::spec(Method::GET, "/x").security(api::security(&[&[0, 3]]));
    let both = Box::leak(Box::new(both));
    let client = open()
        .credential(3, Credential::Token(CANARY.into()))
        .hook(sign);
    built(client, &server).call(both).await.unwrap();
    let sent = server.requests().pop().unwrap();
    assert!(
        sent.uri()
            .query()
            .is_some_and(|query| query.contains(CANARY))
    );
    let error = built(open().hook(sign), &server)
        .call(both)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    // Any alternative will do, and an operation that can do without is sent without.
    let key = |request: &mut HookRequest<'_>| request.set_header("x-key", "k");
    for sets in [&[&[0][..], &[2]][..], &[&[0], &[]]] {
        let spec = api::spec(Method::GET, "/x").security(api::security(sets));
        let spec = Box::leak(Box::new(spec));
        built(open().hook(key), &server).call(spec).await.unwrap();
    }
    let any = built(open().hook(key), &server).request(Method::GET, "/x");
    any.await.unwrap();
    let rows: [(Around, &str); 2] = [
        (|it| it.set_header("x-other", "1"), "requires a credential"),
        (|it| it.refuse("there is no key"), "there is no key"),
    ];
    for (hook, expected) in rows {
        let client = built(open().hook(hook), &server);
        let text = client.find("1").await.unwrap_err().to_string();
        assert!(text.contains(expected), "{text}");
    }
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn a_key_of_a_hook_repeats_nothing() {
    let server = Memory::new(|_| Err(TransportError::lost("gone")));
    let key = |request: &mut HookRequest<'_>| request.set_header("idempotency-key", "k");
    let client = built(api::builder("t").hook(key), &server);
    assert_eq!(client.create("hi").await.unwrap_err().attempts(), 1);
    assert_eq!(client.call(&GET).await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn the_duration_is_that_of_the_attempt() {
    #[derive(Default)]
    struct Longest(Arc<Mutex<Duration>>);
    impl Hook for Longest {
        fn after(&self, response: &HookResponse<'_>) {
            let mut longest = self.0.lock().unwrap();
            *longest = response.duration().max(*longest);
        }
    }
    let clock = TestClock::new();
    let hook = Longest::default();
    let longest = Arc::clone(&hook.0);
    let server = {
        let clock = clock.clone();
        Memory::new(move |_| {
            use openapi_client_runtime::runtime::Clock;
            drop(clock.sleep(Duration::from_secs(3)));
            Memory::json(200, r#"{"id": "m"}"#)
        })
    };
    let builder = api::builder("t").transport(server).clock(clock).hook(hook);
    builder.build().unwrap().find("1").await.unwrap();
    assert_eq!(*longest.lock().unwrap(), Duration::from_secs(3));
}
