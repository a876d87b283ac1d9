//! Data whose variant the name of its event decides, and data of names that the document doesn't list.

use super::*;
use openapi_client_runtime::runtime::wire::{AsUnion, Pick, Place, Plan, Variants, View, Wire};

#[derive(Debug, PartialEq)]
enum Change {
    Add(i64),
    Delete(i64),
    Log(String),
    Unknown(Value),
}

impl Variants for Change {
    const PLAN: Plan = Plan {
        integer: Pick::One(0),
        ..Plan::NONE
    };
    const BLANK: fn(usize) -> Self = |index| match index {
        0 => Self::Add(0),
        1 => Self::Delete(0),
        2 => Self::Log(String::new()),
        _ => Self::Unknown(Value::Null),
    };
    const PLACE: fn(&mut Self) -> Place<'_> = |this| match this {
        Self::Add(value) | Self::Delete(value) => value.place(),
        Self::Log(value) => value.place(),
        Self::Unknown(value) => value.place(),
    };
    const VIEW: fn(&Self) -> View<'_> = |this| match this {
        Self::Add(value) | Self::Delete(value) => value.view(),
        Self::Log(value) => value.view(),
        Self::Unknown(value) => value.view(),
    };
    const EVENT: Pick = Pick::Value {
        variants: &[("add", 0), ("delete", 1), ("log", 2)],
        otherwise: &Pick::None,
    };
    const EVENT_TEXT: Option<usize> = Some(2);
}

impl Wire for Change {
    type As = AsUnion;
}

enum Changes {}

impl Operation for Changes {
    type Output = Events<Change, NotFound>;
    type Error = NotFound;
    const SPEC: Spec = &GET;
}

type Row = (&'static str, &'static str, fn() -> Change);

const ROWS: &[Row] = &[
    ("event: delete\ndata: 1\n\n", "delete", || Change::Delete(1)),
    (
        "event: log\ndata:\n\n",
        "log",
        || Change::Log(String::new()),
    ),
    ("event: ping\ndata:\n\n", "ping", || {
        Change::Unknown("".into())
    }),
    ("event: ping\ndata\n\n", "ping", || {
        Change::Unknown("".into())
    }),
    ("event: ping\ndata:  \n\n", "ping", || {
        Change::Unknown(" ".into())
    }),
    ("event: ping\ndata: 7\n\n", "ping", || {
        Change::Unknown(7.into())
    }),
    ("data\n\n", "message", || Change::Unknown("".into())),
    ("data: 12:00\n\n", "message", || {
        Change::Unknown("12:00".into())
    }),
    // The server left out the name.
    ("data: 2\n\n", "message", || Change::Add(2)),
    ("data: true\n\n", "message", || Change::Unknown(true.into())),
];

/// Listed names, whose data is JSON.
const WRONG: &str = "event: add\ndata:\n\nevent: add\ndata: x\n\ndata: [DONE]\n\ndata: 3\n\n";

fn stream() -> Chunks {
    let rows: String = ROWS.iter().map(|(text, ..)| *text).collect();
    let text = rows + WRONG;
    chunks("text/event-stream", vec![(vec![text.into()], Then::End)])
}

#[tokio::test]
async fn data_of_a_new_name_is_kept() {
    let mut events = open::<Changes>(&stream()).await.unwrap();
    for (text, name, expected) in ROWS {
        let event = events.next_event().await.unwrap().unwrap();
        assert_eq!((&*event.name, event.data), (*name, expected()), "{text}");
    }
    let first = ROWS.len() + 1;
    for (item, why) in (first..).zip(["its body is empty", "it isn't JSON: expected value"]) {
        let error = events.next().await.unwrap().unwrap_err();
        assert_eq!(error.item(), Some(item as u64));
        let text = error.to_string();
        let said = format!("succeeded with 200 OK, but item {item} can't be read: ");
        assert!(text.contains(&said) && text.contains(why), "{text}");
    }
    assert!(events.next().await.is_none());
}

#[cfg(feature = "blocking")]
#[test]
fn data_of_a_new_name_is_kept_where_the_caller_blocks() {
    let call = Call::<Changes>::new(client(&stream()).start(&GET));
    let mut events = call.send_blocking().unwrap().blocking();
    for (text, name, expected) in ROWS {
        let event = events.next_event().unwrap().unwrap();
        assert_eq!((&*event.name, event.data), (*name, expected()), "{text}");
    }
}
