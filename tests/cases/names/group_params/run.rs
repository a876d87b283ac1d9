//! Methods of groups that take a struct of their arguments.

use case_names_group_params as client;

mod support;

use client::operations::{RemindersParams, SendInvoiceArguments, SendReminderParams};
use client::types::Letter;
use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn groups_take_structs_of_arguments() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let client = Client::builder().transport(memory.clone()).clock(Stopped);
    let client = client.build().unwrap();
    let invoice = SendInvoiceArguments {
        team: "a b",
        year: 2026,
        number: "7",
        copies: 2,
        body: &Letter::new("Hi"),
    };
    now(client.invoices().send(invoice).note("new")).unwrap();
    let [a, b, c, d, e] = [1, 2, 3, 4, 5];
    now(client.reminders().send(SendReminderParams { a, b, c, d, e })).unwrap();
    now(client.reminders2(RemindersParams { a, b, c, d, e })).unwrap();
    let requests = memory.requests();
    let sent = requests.iter().map(|sent| format!("{} {}", sent.method(), sent.uri()));
    let sent: Vec<String> = sent.collect();
    let base = "https://api.example.com";
    assert_eq!(sent, [
        format!("POST {base}/teams/a%20b/2026/invoices/7?copies=2&note=new"),
        format!("POST {base}/reminders/1/2/3/4/5"),
        format!("GET {base}/reminders/1/2/3/4/5"),
    ]);
    assert_eq!(requests[0].body().as_ref(), br#"{"text":"Hi"}"#);
}
