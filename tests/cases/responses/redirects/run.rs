//! Documented redirects are outcomes, and their headers are typed.

use case_responses_redirects as client;

mod support;

use client::types::{GetMovedReply, LoginSeeOtherHeaders};
use client::{Client, Memory};
use support::{Stopped, now};

type Answer = (u16, &'static [(&'static str, &'static str)], &'static str);

fn client(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Client {
    let memory = Memory::new(move |request| {
        let (status, headers, body) = answer(request.uri().path());
        let mut response = Memory::json(status, body)?;
        for (name, value) in headers {
            response.headers_mut().insert(*name, value.parse().unwrap());
        }
        Ok(response)
    });
    Client::builder().transport(memory).clock(Stopped).build().unwrap()
}

#[test]
fn a_documented_redirect_is_an_outcome() {
    let client = client(|path| match path {
        "/login" => (303, &[("location", "/home")], ""),
        "/file" => (307, &[("location", "/there")], ""),
        _ => (304, &[], ""),
    });
    let response = now(client.login().send_with_response()).unwrap();
    let headers = LoginSeeOtherHeaders::from(&response.headers);
    assert_eq!((response.status.as_u16(), headers.location.as_deref()), (303, Some("/home")));
    let response = now(client.get_file().send_with_response()).unwrap();
    assert_eq!(response.headers["location"], "/there");
    assert!(matches!(now(client.get_moved()).unwrap(), GetMovedReply::NotModified));
}
