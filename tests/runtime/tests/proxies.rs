//! P4: a secret in clear reaches the server itself, never a proxy, whoever built the transport.
//!
//! The proxy of the system is an environment variable, so each row runs in a process of its own: this
//! program again, with the test `child` alone.
#![cfg(all(feature = "reqwest", feature = "rustls"))]

mod support;

use bytes::Bytes;
use http::Method;
use openapi_client_runtime::runtime::transport::{Reqwest, Sent};
use openapi_client_runtime::runtime::{
    BoxFuture, Call, Client, ClientBuilder, Credential, ErrorKind, OperationSpec, RetryPolicy,
    SendBody, Transport,
};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::api::{API, Op};
use support::{Act, ClientExt, Server, TestClock, api, with_tls};

const CANARY: &str = "canary-5ec7e7";
const PROXY: &str = "TEST_PROXY";
const SERVED: &str = "all was served directly";

/// A proxy that remembers all that it reads and answers everything with 502.
fn proxy() -> (String, Arc<Mutex<String>>) {
    fn serve(mut stream: TcpStream, read: &Mutex<String>) {
        let mut chunk = [0; 4096];
        stream
            .set_read_timeout(Some(Duration::from_millis(500)))
            .ok();
        while let Ok(length @ 1..) = stream.read(&mut chunk) {
            let text = String::from_utf8_lossy(&chunk[..length]).into_owned();
            let is_end = text.contains("\r\n\r\n");
            read.lock().unwrap().push_str(&text);
            if is_end {
                let answer = b"HTTP/1.1 502 X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
                stream.write_all(answer).ok();
            }
        }
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let read = Arc::<Mutex<String>>::default();
    let shared = Arc::clone(&read);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let read = Arc::clone(&shared);
            std::thread::spawn(move || serve(stream, &read));
        }
    });
    (url, read)
}

#[test]
fn no_secret_in_clear_reaches_a_proxy() {
    for (variable, no_proxy) in [
        ("HTTP_PROXY", None),
        ("http_proxy", None),
        ("ALL_PROXY", None),
        ("all_proxy", Some("example.com")),
        ("HTTP_PROXY", Some("localhost")),
    ] {
        let (url, read) = proxy();
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "child", "--ignored", "--nocapture"]);
        for name in [
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "NO_PROXY",
            "REQUEST_METHOD",
        ] {
            child.env_remove(name).env_remove(name.to_lowercase());
        }
        child
            .env(variable, &url)
            .env("HTTPS_PROXY", &url)
            .env(PROXY, &url);
        if let Some(hosts) = no_proxy {
            child.env("NO_PROXY", hosts);
        }
        let output = child.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && text.contains(SERVED),
            "{variable}: {output:?}"
        );

        let read = read.lock().unwrap();
        assert!(!read.contains(CANARY), "{variable}: {read}");
        // The proxy is in use: what holds no secret goes through it, and TLS in a tunnel.
        for line in [
            "GET http://control.invalid/open HTTP/1.1\r\n",
            "CONNECT control.invalid:443 HTTP/1.1\r\n",
        ] {
            assert!(read.contains(line), "{variable}: {line} in {read}");
        }
    }
}

/// The transports that a caller may have built.
fn transports(proxy: &str) -> Vec<(&'static str, Option<Reqwest>)> {
    let timeout = Duration::from_secs(5);
    let explicit = reqwest::Proxy::all(proxy).unwrap();
    let explicit = with_tls(reqwest::Client::builder().proxy(explicit));
    let of_the_system = with_tls(reqwest::Client::builder());
    vec![
        ("by default", None),
        ("new", Some(Reqwest::new(timeout).unwrap())),
        ("with_client", Some(Reqwest::with_client(of_the_system))),
        (
            "with_client and a proxy",
            Some(Reqwest::with_client(explicit)),
        ),
    ]
}

fn spec(security: &[&[usize]], server: Option<usize>) -> &'static OperationSpec {
    let spec = api::spec(Method::GET, "/x").security(api::security(security));
    Box::leak(Box::new(OperationSpec { server, ..spec }))
}

type Extra = fn(Call<Op>) -> Call<Op>;

/// The ways in which a secret is part of a request: which scheme has a credential, and what a call
/// adds.
const SECRETS: [(&str, Option<usize>, Extra); 8] = [
    ("bearer", Some(0), |call| call),
    ("a header", Some(2), |call| call),
    ("the request line", Some(3), |call| call),
    ("a cookie", Some(4), |call| call),
    ("a header of the call", None, |call| {
        call.extra_header("x-KEY", CANARY)
    }),
    ("a raw cookie", None, |call| {
        call.extra_header("cookie", CANARY)
    }),
    ("the query of the call", None, |call| {
        call.extra_query("key", CANARY)
    }),
    ("a known name", None, |call| {
        call.extra_query("access_token", CANARY)
    }),
];

fn client(builder: ClientBuilder, transport: Option<Reqwest>, base: &str) -> Client {
    let builder = builder.base_url(base).clock(TestClock::new());
    let builder = builder.retry(RetryPolicy::none());
    match transport {
        Some(transport) => builder.transport(transport).build().unwrap(),
        None => builder.build().unwrap(),
    }
}

#[tokio::test]
#[ignore = "run by the other test, with a proxy"]
async fn child() {
    // There is none when somebody runs all that is ignored.
    let Ok(proxy) = std::env::var(PROXY) else {
        return;
    };
    let script = vec![Act::answer(200, &[], r#"{"id": "m"}"#)];
    let server = Server::start(script).await;
    let remote = "https://api.example.com";
    for (by, transport) in transports(&proxy) {
        for (place, scheme, extra) in SECRETS {
            let set = scheme.as_slice();
            let sets = [set];
            let security = &sets[..set.len()];
            let builder = || {
                let credential = Credential::Token(CANARY.into());
                let builder = ClientBuilder::for_api(&API);
                scheme.into_iter().fold(builder, |builder, scheme| {
                    builder.credential(scheme, credential.clone())
                })
            };
            let on_loopback = client(builder(), transport.clone(), &server.url());
            let elsewhere = builder().own_server(1, server.url());
            let elsewhere = client(elsewhere, transport.clone(), remote);
            for call in [
                on_loopback.call(spec(security, None)),
                // The base is elsewhere, and the operation has a server of its own.
                elsewhere.call(spec(security, Some(1))),
            ] {
                let done = extra(call).await;
                assert!(done.is_ok(), "{by}, {place}: {done:?}");
                let request = server.requests().pop().unwrap();
                assert!(request.contains(CANARY) && request.starts_with("GET /x"));
            }
        }
        // A parameter or a body that the document calls a password.
        let open = client(
            ClientBuilder::for_api(&API),
            transport.clone(),
            &server.url(),
        );
        let password = api::spec(Method::GET, "/x").security(&[]).secrets(&["q"]);
        let call = open.call(Box::leak(Box::new(password)));
        assert!(
            call.extra_query("q", CANARY).await.is_ok(),
            "{by}: a password"
        );

        let open = client(
            ClientBuilder::for_api(&API),
            transport.clone(),
            "http://control.invalid",
        );
        let without = api::spec(Method::GET, "/open").security(&[]);
        let error = open.call(Box::leak(Box::new(without))).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 502, "{by}");
        let tls = client(api::builder(CANARY), transport, "https://control.invalid");
        let error = tls.find("m").await.unwrap_err();
        assert!(
            error.is_connect() && !error.to_string().contains(CANARY),
            "{by}"
        );
    }
    let sent = server.requests().len();
    assert_eq!(sent, transports(&proxy).len() * (SECRETS.len() * 2 + 1));
    println!("{SERVED}");
}

/// A transport that says nothing of proxies.
struct Silent;

impl Transport for Silent {
    fn send(&self, _: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        Box::pin(async {
            Ok(http::Response::new(
                Box::new(Some(Bytes::from(r#"{"id": "m"}"#))) as _,
            ))
        })
    }
}

#[tokio::test]
async fn a_transport_that_does_not_say_is_refused() {
    let client = |builder: ClientBuilder, base| {
        let builder = builder.base_url(base).transport(Silent);
        builder.clock(TestClock::new()).build().unwrap()
    };
    let error = client(api::builder("t"), "http://127.0.0.1:1")
        .find("m")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(!error.may_have_been_processed());
    assert_eq!(
        error.to_string(),
        "GET /messages/{id} was not sent: it holds a secret and has no TLS, and the transport may use a proxy: use https, or implement `Transport::send_direct`"
    );
    // Over TLS, or without a secret, its way is its own.
    assert!(
        client(api::builder("t"), "https://a.example")
            .find("m")
            .await
            .is_ok()
    );
    let open = client(ClientBuilder::for_api(&API), "http://127.0.0.1:1");
    assert!(open.call(spec(&[], None)).await.is_ok());
}
