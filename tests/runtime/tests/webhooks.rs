//! Webhooks and callbacks: the name, the media type and the form of a request.

use http::{HeaderMap, HeaderValue};
use openapi_client_runtime::runtime::webhook::{FormField, Route, parse};
use openapi_client_runtime::runtime::wire::{DecodeError, Reading};
use openapi_client_runtime::runtime::{RawResponse, Reply, UnknownWebhook, Webhook, WebhookError};
use serde_json::{Value, json};

/// The place of the route, and the body as JSON.
#[derive(Debug)]
enum Event {
    Known(usize, Value),
    Unknown(UnknownWebhook),
}

const fn route(method: &'static str, name: &'static str) -> Route {
    Route {
        method,
        name,
        media_type: "application/json",
        required: true,
        form: Some(&[]),
    }
}

impl Webhook for Event {
    const ROUTES: &'static [Route] = &[
        route("POST", "pet.sold"),
        route("PUT", "pet.sold"),
        route("POST", "newPet"),
        route("POST", "a-b"),
        route("POST", "a_b"),
        route("POST", "done {$request.body#/url}"),
        Route {
            media_type: "application/x-www-form-urlencoded",
            form: Some(&[
                ("ids", FormField::List),
                ("pet", FormField::Json),
                ("n", FormField::Literal),
            ]),
            ..route("POST", "form")
        },
        route("POST", "…"),
        Route {
            form: None,
            ..route("POST", "text")
        },
        Route {
            required: false,
            form: None,
            ..route("POST", "optionalText")
        },
    ];

    fn read(
        route: usize,
        request: &RawResponse,
        reading: &mut Reading,
    ) -> Result<Self, DecodeError> {
        let value = match Self::ROUTES[route].form {
            Some(_) => Reply::read(request, reading)?,
            None => Value::String(Reply::read(request, reading)?),
        };
        Ok(Self::Known(route, value))
    }

    fn unknown(request: UnknownWebhook) -> Self {
        Self::Unknown(request)
    }
}

fn read(name: &str, media_type: &str, body: &[u8]) -> Result<Event, WebhookError> {
    let mut headers = HeaderMap::new();
    if !media_type.is_empty() {
        headers.insert("content-type", HeaderValue::from_str(media_type).unwrap());
    }
    parse(name, &headers, body)
}

#[test]
fn names() {
    for (name, place) in [
        ("pet.sold", Some(0)),
        ("PUT pet.sold", Some(1)),
        ("put petSold", Some(1)),
        ("put-pet-sold", Some(1)),
        ("PutPetSold", Some(1)),
        ("GET pet.sold", None),
        // The name of another event.
        ("post.new_pet", None),
        ("pet_sold", Some(0)),
        ("NEW-PET", Some(2)),
        ("newPets", None),
        ("a-b", Some(3)),
        ("a_b", Some(4)),
        // Like two.
        ("ab", None),
        ("POST a_b", Some(4)),
        ("done {$request.body#/url}", Some(5)),
        ("POST done {$request.body#/url}", Some(5)),
        ("done", None),
        // Without a letter, only the name itself.
        ("…", Some(7)),
        (".", None),
        ("", None),
        ("POST ", None),
    ] {
        let found = match read(name, "", b"{}").unwrap() {
            Event::Known(place, _) => Some(place),
            Event::Unknown(request) => {
                assert_eq!(request.name, name);
                None
            }
        };
        assert_eq!(found, place, "{name}");
    }
}

#[test]
fn an_optional_body() {
    for (name, place, is_optional) in [("text", 8, false), ("optionalText", 9, true)] {
        for media_type in ["", "application/json"] {
            let event = read(name, media_type, b"");
            let kept = matches!(event, Ok(Event::Unknown(request)) if request.name == name);
            assert_eq!(kept, is_optional, "{name}");
        }
        assert!(read(name, "", b"{").is_err());
        let event = read(name, "", b"\"a\"").unwrap();
        assert!(matches!(&event, Event::Known(known, _) if *known == place));
    }
}

#[test]
fn a_form_that_is_no_json_is_kept() {
    let event = read("text", "application/x-www-form-urlencoded", b"\"a=1\"").unwrap();
    assert!(
        matches!(&event, Event::Known(8, value) if value == "a=1"),
        "{event:?}"
    );
}

#[test]
fn forms() {
    const FORM: &str = "application/x-www-form-urlencoded; charset=utf-8";
    for (body, expected) in [
        ("", json!({})),
        ("a=1&b=x+y%21", json!({ "a": "1", "b": "x y!" })),
        ("a=1&a=2&a=3", json!({ "a": ["1", "2", "3"] })),
        ("ids=1", json!({ "ids": ["1"] })),
        ("ids=1&ids[]=2", json!({ "ids": ["1", "2"] })),
        ("pet={\"id\":1}", json!({ "pet": { "id": 1 } })),
        ("pet={", json!({ "pet": "{" })),
        ("pet=1&pet=2", json!({ "pet": 2 })),
        ("a[]=1", json!({ "a[]": "1" })),
        // An empty text is no number, and no object.
        ("n=&a=&pet=", json!({ "a": "" })),
        ("n=1&n=2", json!({ "n": ["1", "2"] })),
        ("%ff=%zz", json!({ "\u{fffd}": "%zz" })),
    ] {
        for media_type in ["", FORM] {
            match read("form", media_type, body.as_bytes()).unwrap() {
                Event::Known(6, value) => assert_eq!(value, expected, "{body}"),
                event => panic!("{event:?}"),
            }
        }
    }
    // Said to be JSON, it is.
    let event = read("form", "application/json", b"[1]").unwrap();
    assert!(matches!(event, Event::Known(6, value) if value == json!([1])));
    // A form in the place of JSON.
    let event = read("newPet", FORM, b"a=1").unwrap();
    assert!(matches!(event, Event::Known(2, value) if value == json!({ "a": "1" })));
}

#[test]
fn errors_name_the_request() {
    let error = read("NewPet", "text/html", b"<p>").unwrap_err();
    assert_eq!(error.name(), "newPet");
    assert_eq!(error.path(), "$");
    let text = "the body of `newPet` can't be read: the body is `text/html` and not JSON";
    assert_eq!(error.to_string(), text);
}

/// A body that takes far more memory as values than as text is refused.
#[test]
fn memory_is_bounded() {
    let body = format!("[{}1]", "[],".repeat(1 << 20));
    let error = read("newPet", "", body.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("memory"), "{error}");
}

/// Neither the error nor its source shows a part of the body.
#[test]
fn errors_show_no_secret() {
    for (name, media_type, body) in [
        ("newPet", "", r#"{"token": s3cr3t}"#),
        ("newPet", "", r#"{"a": "s3cr3t"#),
        ("form", "", "pet=s3cr3t&%"),
    ] {
        if let Err(error) = read(name, media_type, body.as_bytes()) {
            let source = std::error::Error::source(&error);
            let text = format!(
                "{error} {error:?} {}",
                source.map_or_else(String::new, ToString::to_string)
            );
            assert!(!text.contains("s3cr3t"), "{text}");
        }
    }
}
