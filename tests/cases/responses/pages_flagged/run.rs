//! Walks that end where a page says so, whatever leads onwards, and that go forward only.

use case_responses_pages_flagged as client;

mod support;

use client::{Client, ErrorKind, Memory};
use std::sync::Mutex;
use support::{Stopped, now};

/// A client of a server that gives these answers, then errors.
fn client(answers: &'static [&str]) -> (Client, Memory) {
    let left = Mutex::new(answers.iter());
    let memory = Memory::new(move |_| match left.lock().unwrap().next() {
        Some(answer) => Memory::json(200, answer),
        None => Memory::json(400, "{}"),
    });
    let builder = Client::builder().transport(memory.clone());
    (builder.clock(Stopped).build().unwrap(), memory)
}

/// The ids of all items, and the queries.
macro_rules! walk {
    ($answers:expr, $call:expr) => {{
        let (client, memory) = client($answers);
        let call: fn(&Client) -> _ = $call;
        let mut items = call(&client).items();
        let mut ids = Vec::new();
        while let Some(item) = now(items.next()) {
            ids.push(item.unwrap().id);
        }
        let requests = memory.requests();
        let queries = requests.iter().map(|it| it.uri().query().unwrap_or_default().to_owned());
        (ids.join(" "), queries.collect::<Vec<_>>())
    }};
}

#[test]
fn a_flag_in_another_part_of_the_page() {
    let (ids, queries) = walk!(
        &[
            r#"{"pets": [{"id": "a"}], "meta": {"has_more": true}, "links": {"next": "/nested?after=1"}}"#,
            r#"{"pets": [{"id": "b"}], "meta": {"has_more": false}, "links": {"next": "/nested?after=1"}}"#,
        ],
        |client| client.by_nested_flag()
    );
    assert_eq!((&*ids, &queries[..]), ("a b", &["".to_owned(), "after=1".to_owned()][..]));
    let (ids, queries) = walk!(
        &[r#"{"pets": [{"id": "a"}], "paging": {"hasNext": false}, "next_cursor": "c"}"#],
        |client| client.by_cursor_beside_flag()
    );
    assert_eq!((&*ids, queries.len()), ("a", 1));
}

#[test]
fn a_flag_that_the_page_is_the_last() {
    let (ids, queries) = walk!(
        &[
            r#"{"values": [{"id": "a"}, {"id": "b"}], "isLast": false}"#,
            r#"{"values": [{"id": "c"}], "isLast": true}"#,
        ],
        |client| client.by_last_flag_alone()
    );
    assert_eq!((&*ids, &queries[..]), ("a b c", &["".to_owned(), "startAt=2".to_owned()][..]));
    let (ids, queries) = walk!(
        &[
            r#"{"content": [{"id": "a"}], "last": false, "number": 0}"#,
            r#"{"content": [{"id": "b"}], "last": true, "number": 1}"#,
        ],
        |client| client.by_number_with_last()
    );
    assert_eq!((&*ids, &queries[..]), ("a b", &["".to_owned(), "page=1".to_owned()][..]));
}

#[test]
fn pages_go_forward_only() {
    let (client, memory) = client(&[r#"{"data": [{"id": "a"}], "has_more": true}"#]);
    let mut items = client.by_id_both_ways().ending_before("9").items();
    let error = now(items.next()).unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let text = error.to_string();
    assert!(text.contains("`ending_before`: asks for the pages before"), "{text}");
    assert!(now(items.next()).is_none() && memory.requests().is_empty());
    // One page can be any.
    let page = now(client.by_id_both_ways().ending_before("9").send()).unwrap();
    assert_eq!(page.data.len(), 1);
}

#[test]
fn an_offset_that_is_a_text() {
    let answers = &[
        r#"{"records": [{"id": "a"}], "offset": "itr/rec"}"#,
        r#"{"records": [{"id": "b"}]}"#,
    ];
    let (ids, queries) = walk!(answers, |client| client.by_text_offset());
    assert_eq!((&*ids, &queries[..]), ("a b", &["".to_owned(), "offset=itr%2Frec".to_owned()][..]));
}
