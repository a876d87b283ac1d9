//! Which webhook a name is, where several are alike.

use case_hooks_names as client;

use client::types::WebhookEvent2 as WebhookEvent;
use http::HeaderMap;

fn parse(name: &str) -> WebhookEvent {
    WebhookEvent::parse(name, &HeaderMap::new(), b"").unwrap()
}

#[test]
fn an_exact_name_comes_first() {
    assert!(matches!(parse("pet-sold"), WebhookEvent::PetSold));
    assert!(matches!(parse("pet.sold"), WebhookEvent::PetDotSold));
    assert!(matches!(parse("POST pet.sold"), WebhookEvent::PetDotSold));
    assert!(matches!(parse("unknown"), WebhookEvent::Unknown));
    assert!(matches!(parse(""), WebhookEvent::Empty));
}

#[test]
fn a_name_that_is_like_two_is_neither() {
    let event = parse("petSold");
    assert!(matches!(event, WebhookEvent::Unknown2(request) if request.name == "petSold"));
    assert!(matches!(parse("."), WebhookEvent::Unknown2(_)));
}
