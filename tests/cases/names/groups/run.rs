//! A method of a group makes the same call as one of the client.

use case_names_groups as client;

mod support;

use client::types::Payment;
use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn groups_make_calls() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let client = Client::builder().transport(memory.clone()).clock(Stopped);
    let client = client.build().unwrap();
    let payments = client.payments();
    now(payments.create(&Payment::new("p_1"))).unwrap();
    now(payments.payments_move("p_1")).unwrap();
    now(client.health()).unwrap();
    let requests = memory.requests();
    let sent = requests.iter().map(|sent| format!("{} {}", sent.method(), sent.uri().path()));
    let sent: Vec<String> = sent.collect();
    assert_eq!(sent, ["POST /payments", "PUT /payments/p_1", "GET /health"]);
}
