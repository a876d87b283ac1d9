//! Calls that can hold a secret, with it and without it.

use super::{API, Op, TestClock, api};
use http::Method;
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{
    Call, ClientBuilder, Hook, HookRequest, Memory, Parts, Style,
};

/// A call that can hold a secret is one only if it has it, whoever set it.
#[tokio::test]
async fn a_call_is_secret_by_the_secrets_that_it_has() {
    struct Signs(&'static str);
    impl Hook for Signs {
        fn before(&self, request: &mut HookRequest<'_>) {
            request.set_header(self.0, "hunter2");
        }
    }
    type Fill = fn(&mut Parts);
    let rows: [(&str, bool, Option<&str>, Fill); 8] = [
        ("nothing", false, None, |_| {}),
        ("another header", false, None, |parts| {
            parts.header("X-Other", View::Str("hunter2"));
        }),
        ("another header of a hook", false, Some("X-Other"), |_| {}),
        ("a header", true, None, |parts| {
            parts.header("x-code", View::Str("hunter2"));
        }),
        ("a header of a hook", true, Some("X-CODE"), |_| {}),
        ("a query", true, None, |parts| {
            parts.query("pin", Style::Form { explode: true }, View::Str("hunter2"));
        }),
        ("a cookie", true, None, |parts| {
            parts.cookie("crumb", View::Str("hunter2"));
        }),
        ("a marked body", true, None, |parts| {
            parts.secret().json(View::Str("hunter2"));
        }),
    ];
    for (row, is_secret, hook, fill) in rows {
        for url in ["https://api.example.com", "http://api.example.com"] {
            let memory = Memory::new(|_| Memory::json(400, r#"{"message":"hunter2 is wrong"}"#));
            let mut builder = ClientBuilder::for_api(&API).base_url(url);
            if let Some(name) = hook {
                builder = builder.hook(Signs(name));
            }
            let builder = builder.transport(memory.clone()).clock(TestClock::new());
            let spec = api::spec(Method::POST, "/x").security(&[]);
            let spec = spec.secrets(&["X-Code", "pin", "crumb"]);
            let mut parts = builder.build().unwrap().start(Box::leak(Box::new(spec)));
            fill(&mut parts);
            let error = Call::<Op>::new(parts).await.unwrap_err();
            let is_refused = is_secret && url.starts_with("http:");
            assert_eq!(error.is_request(), is_refused, "{row} to {url}: {error}");
            let is_shown = error.to_string().contains("hunter2");
            assert_eq!(is_shown, !is_secret, "{row} to {url}: {error}");
        }
    }
}

#[tokio::test]
async fn headers_of_an_operation_with_a_secret_are_not_printed() {
    let spec = || api::spec(Method::GET, "/x").security(&[]);
    for (is_secret, spec) in [
        (false, spec()),
        (false, spec().secrets(&["X-Other"])),
        (true, spec().secrets(&["X-Code"])),
        (true, spec().secrets(&["X-Version"])),
    ] {
        let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
        let builder = ClientBuilder::for_api(&API).parameter("X-Version", View::Str("1"));
        let builder = builder.transport(memory.clone()).clock(TestClock::new());
        let mut parts = builder.build().unwrap().start(Box::leak(Box::new(spec)));
        parts.header("X-Code", View::Str("2"));
        Call::<Op>::new(parts).await.unwrap();
        for name in ["x-version", "x-code"] {
            let is_marked = memory.requests()[0].headers()[name].is_sensitive();
            assert_eq!(is_marked, is_secret, "{name}");
        }
    }
}
