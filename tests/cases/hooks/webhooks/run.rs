//! Requests of a server, as a program receives them.

use case_hooks_webhooks as client;

use client::types::{ImportedPayload, PetSoldHeaders, Seen, WebhookEvent, WebhookHeaders};
use http::{HeaderMap, HeaderValue};

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.insert(*name, HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn parse(name: &str, media_type: &str, body: &str) -> WebhookEvent {
    let headers = match media_type {
        "" => HeaderMap::new(),
        media_type => headers(&[("content-type", media_type)]),
    };
    WebhookEvent::parse(name, &headers, body.as_bytes()).unwrap()
}

#[test]
fn json() {
    let event = parse("newPet", "application/json; charset=utf-8", r#"{"id": 1, "name": null, "more": 2}"#);
    let WebhookEvent::NewPet(pet) = event else {
        panic!("{event:?}")
    };
    assert_eq!((pet.id, pet.name), (1, None));
    assert_eq!(pet.extra.get("more"), Some(&2.into()));
    assert!(matches!(parse("newPet", "", r#"{"id": "1", "name": "a"}"#), WebhookEvent::NewPet(_)));
}

#[test]
fn a_body_that_may_be_left_out() {
    for name in ["newPet", "imported"] {
        let WebhookEvent::Unknown(request) = parse(name, "application/json", "") else {
            panic!("{name}")
        };
        assert!(request.name == name && request.body.is_empty());
        assert!(WebhookEvent::parse(name, &HeaderMap::new(), b"{").is_err());
    }
    assert!(matches!(parse("note", "", ""), WebhookEvent::Note(text) if text.0.is_empty()));
    assert!(WebhookEvent::parse("pet.sold", &HeaderMap::new(), b"").is_err());
}

#[test]
fn a_form_where_the_document_has_text() {
    let event = parse("note", "application/x-www-form-urlencoded", "x");
    assert!(matches!(&event, WebhookEvent::Note(text) if text.0 == "x"), "{event:?}");
    let event = parse("newPet", "application/x-www-form-urlencoded", "id=1&name=a");
    assert!(matches!(&event, WebhookEvent::NewPet(pet) if pet.id == 1), "{event:?}");
}

#[test]
fn a_method_before_the_name() {
    let event = parse("PUT newPet", "", r#"{"reason": "renamed"}"#);
    assert!(matches!(event, WebhookEvent::NewPetPut(put) if put.reason.as_deref() == Some("renamed")));
    let event = parse("post newPet", "", r#"{"id": 1, "name": "a"}"#);
    assert!(matches!(event, WebhookEvent::NewPet(_)));
    assert!(matches!(parse("DELETE newPet", "", ""), WebhookEvent::Unknown(_)));
}

#[test]
fn names_that_differ_by_case_and_marks() {
    for name in ["pet.sold", "PET_SOLD", "petSold", "POST pet-sold"] {
        assert!(matches!(parse(name, "", "id=1"), WebhookEvent::PetSold(_)), "{name}");
    }
}

#[test]
fn forms() {
    let body = "id=12&tags=a&tags=b+c&buyer=%7B%22name%22%3A%22Ann%22%7D&more=x&more=y";
    let event = parse("pet.sold", "application/x-www-form-urlencoded", body);
    let WebhookEvent::PetSold(sold) = event else {
        panic!("{event:?}")
    };
    assert_eq!(sold.id, 12);
    assert_eq!(sold.tags.unwrap(), ["a", "b c"]);
    assert_eq!(sold.buyer.unwrap().name.as_deref(), Some("Ann"));
    assert_eq!(sold.extra.get("more"), Some(&serde_json::json!(["x", "y"])));
    // A number or an object without a value is left empty.
    let event = parse("pet.sold", "application/x-www-form-urlencoded", "id=1&price=&gift=&buyer=");
    assert!(matches!(event, WebhookEvent::PetSold(sold) if sold.price.is_none() && sold.gift.is_none() && sold.buyer.is_none()));
    // Without a media type it is the described one, and a list has one item.
    let event = parse("pet.sold", "", "id=1&tags[]=a");
    assert!(matches!(event, WebhookEvent::PetSold(sold) if sold.tags.as_deref() == Some(&["a".to_owned()])));
}

#[test]
fn several_media_types() {
    let imported = |media_type, body| match parse("imported", media_type, body) {
        WebhookEvent::Imported(payload) => payload,
        event => panic!("{event:?}"),
    };
    let json = r#"{"id": 1, "name": "a"}"#;
    assert!(matches!(imported("application/json", json), ImportedPayload::Json(_)));
    let form = imported("application/x-www-form-urlencoded", "id=1&name=a");
    assert!(matches!(form, ImportedPayload::Json(pet) if pet.name.as_deref() == Some("a")));
    assert!(matches!(imported("text/csv", "1,a"), ImportedPayload::Csv(text) if text.0 == "1,a"));
    assert!(matches!(imported("", json), ImportedPayload::Json(_)));
    let headers = headers(&[("content-type", "image/png")]);
    let error = WebhookEvent::parse("imported", &headers, b"1,a").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the body of `imported` can't be read: the body is `image/png` and not `application/json`, \
         `application/x-www-form-urlencoded` or `text/csv`"
    );
}

#[test]
fn bytes_text_and_nothing() {
    let WebhookEvent::Photo(bytes) = parse("photo", "image/png", "PNG") else {
        panic!("no photo")
    };
    assert_eq!(bytes, "PNG");
    assert!(matches!(parse("note", "text/plain", "a"), WebhookEvent::Note(text) if text.0 == "a"));
    assert!(matches!(parse("ping", "", "ignored"), WebhookEvent::Ping));
}

#[test]
fn typed_headers() {
    let map = headers(&[("x-delivery", "7f"), ("x-attempt", "3")]);
    let read = WebhookHeaders::from(&map);
    assert_eq!((read.x_delivery.as_deref(), read.x_attempt), (Some("7f"), Some(3)));
    let map = headers(&[("x-signature", "s3cr3t")]);
    let read = PetSoldHeaders::from(&map);
    assert_eq!(read.x_signature.as_deref(), Some("s3cr3t"));
    assert_eq!(format!("{read:?}"), "PetSoldHeaders { x_delivery: None, x_signature: …, mismatches: Mismatches { listed: [], more: 0 } }");
}

#[test]
fn an_unknown_name_keeps_the_request() {
    let map = headers(&[("authorization", "s3cr3t")]);
    let event = WebhookEvent::parse("petEaten", &map, b"any").unwrap();
    let text = format!("{event:?}");
    let WebhookEvent::Unknown(request) = event else {
        panic!("{text}")
    };
    assert_eq!((request.name.as_str(), &request.body[..]), ("petEaten", &b"any"[..]));
    assert_eq!(request.headers["authorization"], "s3cr3t");
    assert!(!text.contains("s3cr3t"), "{text}");
}

#[test]
fn an_error_has_the_name_and_the_place() {
    let error = WebhookEvent::parse("NEWPET", &HeaderMap::new(), br#"{"id": {}, "name": "a"}"#);
    let error = error.unwrap_err();
    assert_eq!((error.name(), error.path()), ("newPet", "$.id"));
    assert!(error.to_string().starts_with("the body of `newPet` can't be read: $.id: "), "{error}");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn a_secret_is_not_printed() {
    let event = parse("token", "", r#""s3cr3t""#);
    assert_eq!(format!("{event:?}"), "Token(…)");
}

#[test]
fn the_response_is_a_type_that_is_sent() {
    let seen = Seen::new().with_by("me");
    assert_eq!(serde_json::to_string(&seen).unwrap(), r#"{"by":"me"}"#);
}
