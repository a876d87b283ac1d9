//! Members are written or left out in forms and parameters by the same rule as in JSON.

use case_bodies_form_members as client;

mod support;

use client::types::{AddRequest, Filter, Inner};
use support::{accepting, now, sent};

/// The form of a body.
fn form(body: &AddRequest) -> String {
    let (client, memory) = accepting();
    now(client.add(body)).unwrap();
    sent(&memory).1
}

#[test]
fn a_member_without_a_value_is_left_out() {
    // `size` is required, and so its null is written.
    let mut body = AddRequest::new("n", None);
    assert_eq!(form(&body), "name=n&size=null");
    body.note = None.into();
    assert_eq!(form(&body), "name=n&size=null&note=null");
    let body = AddRequest::new("n", Some(1)).with_tags(vec!["a".to_owned()]);
    let body = body.with_filter(Filter::new().with_parent(Inner::new().with_id(2)));
    let expected = "name=n&size=1&tags=%5B%22a%22%5D&filter=%7B%22parent%22%3A%7B%22id%22%3A2%7D%7D";
    assert_eq!(form(&body), expected);
}

#[test]
fn members_without_a_name_in_the_document_are_sent() {
    let mut body = AddRequest::new("n", Some(1));
    body.extra.insert("color", "red");
    body.extra.insert("list", vec![1, 2]);
    // The field is sent instead.
    body.extra.insert("name", "other");
    assert_eq!(form(&body), "name=n&size=1&color=red&list=1&list=2");

    let mut filter = Filter::new().with_name("n").with_parent(Inner::new().with_id(2));
    filter.extra.insert("color", "red");
    let (client, memory) = accepting();
    now(client.find().filter(&filter).sort(&filter).x_filter(&Filter::new().with_name("n"))).unwrap();
    let request = memory.requests().remove(0);
    let query = request.uri().query().unwrap();
    let deep = "filter%5Bname%5D=n&filter%5Bparent%5D%5Bid%5D=2&filter%5Bcolor%5D=red";
    let joined = "sort=name,n,parent,%7B%22id%22%3A2%7D,color,red";
    assert_eq!(query, format!("{deep}&{joined}"));
    assert_eq!(request.headers()["x-filter"], "name=n");
}

#[test]
fn what_can_not_be_written_is_refused() {
    let mut filter = Filter::new().with_name("n");
    filter.extra.insert("colors", "red,blue");
    let (client, memory) = accepting();
    let error = now(client.find().x_filter(&filter)).unwrap_err().to_string();
    assert!(error.contains("invalid parameter `X-Filter`: "), "{error}");
    assert!(memory.requests().is_empty());
}
