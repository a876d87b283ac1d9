//! A `default` that is the only response has each of its forms.

use case_responses_only_default as client;

mod support;

use client::types::GetEitherDefault;
use client::{Client, Memory};
use support::{Stopped, now};

fn read(media_type: &'static str, body: &'static str) -> GetEitherDefault {
    let memory = Memory::new(move |_| {
        let response = http::Response::builder().header("content-type", media_type);
        Ok(response.body(body.into()).unwrap())
    });
    let client = Client::builder().transport(memory).base_url("https://api.example.com");
    now(client.clock(Stopped).build().unwrap().get_either()).unwrap()
}

#[test]
fn each_form_is_a_variant() {
    let text = read("text/plain", "b");
    assert!(matches!(text, GetEitherDefault::Text(text) if text.0 == "b"));
    let json = read("application/json", r#"{"b":"c"}"#);
    assert!(matches!(json, GetEitherDefault::Json(value) if value.b.as_deref() == Some("c")));
}
