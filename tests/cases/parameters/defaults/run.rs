//! The defaults of required parameters as they are sent, and their setters.

use case_parameters_defaults as client;

mod support;

use client::types::Order;
use client::{Client, Memory};
use support::{Stopped, now};

fn sent(call: impl Fn(&Client) -> Result<(), client::Error>) -> (String, String, String) {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().transport(memory.clone()).clock(Stopped);
    call(&builder.build().unwrap()).unwrap();
    let request = memory.requests().remove(0);
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    let query = request.uri().query().unwrap().to_owned();
    (query, header("x-version"), header("cookie"))
}

#[test]
fn defaults_are_sent() {
    let (query, version, cookie) = sent(|client| Ok(now(client.get_report(7))?));
    assert_eq!(
        query,
        "limit=5&ratio=-0.5&deep=false&order=down&level=2&open=c&json=%22a%20b%22&text=a%20%22b%22%20%C3%A9&always=x"
    );
    assert_eq!((&*version, &*cookie), ("2026-01", "session=none"));
}

#[test]
fn setters_replace_them() {
    let (query, version, cookie) = sent(|client| {
        let call = client.get_report(7).limit(9).order(Order::Up).json("c").x_version("2");
        Ok(now(call.session("s").deep(true))?)
    });
    assert!(query.contains("limit=9&"), "{query}");
    assert!(query.contains("order=up&") && query.contains("json=%22c%22"), "{query}");
    assert!(query.contains("deep=true&") && !query.contains("false"), "{query}");
    assert_eq!((&*version, &*cookie), ("2", "session=s"));
}
