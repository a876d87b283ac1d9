//! The parts of a form have names, whatever the parameters of its media type.

use case_bodies_form_parameters as client;

mod support;

use support::{accepting, now, sent};

const BODY: &str = "--\nContent-Disposition: form-data; name=\"name\"\n\na\n----\n";

#[test]
fn a_charset_is_sent() {
    let (client, memory) = accepting();
    now(client.charset("a")).unwrap();
    assert_eq!(sent(&memory), ("multipart/form-data; charset=utf-8".to_owned(), BODY.to_owned()));
    let (client, memory) = accepting();
    now(client.optional().name("a")).unwrap();
    assert_eq!(sent(&memory), ("multipart/form-data; charset=utf-8".to_owned(), BODY.to_owned()));
}

#[test]
fn a_described_boundary_is_not() {
    let (client, memory) = accepting();
    now(client.boundary("a")).unwrap();
    assert_eq!(sent(&memory), ("Multipart/Form-Data; charset=utf-8".to_owned(), BODY.to_owned()));
}
