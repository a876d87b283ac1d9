//! The header `Link`, and URLs of next pages.

use super::{LIST, Link, Url, client, walk};
use crate::support::{TestClock, api};
use openapi_client_runtime::runtime::Call;
use serde_json::json;

#[tokio::test]
async fn by_the_header() {
    let answers = vec![
        (
            Some(
                "<https://api.example.com/list?page=1>; rel=\"prev\", </list?after=a,b>; title=\"x, y\"; rel=\"last next\"",
            ),
            json!([1]),
        ),
        (Some("</list?page=3>; rel=first"), json!([2])),
    ];
    let (items, queries) = walk::<Link>(answers).await;
    assert_eq!(items.unwrap(), [1, 2]);
    assert_eq!(queries, ["limit=2", "after=a,b"]);
    let answers = vec![
        (
            Some(
                "</list?page=0>; title=\"a, \\\" b; rel=next\"; rel=prev, </list?page=2>; rel=next",
            ),
            json!([1]),
        ),
        (None, json!([2])),
    ];
    assert_eq!(walk::<Link>(answers).await.1, ["limit=2", "page=2"]);
    let of_another = "</list?page=2>; rel=next; anchor=\"/other\"";
    for odd in [
        "",
        "<",
        "<>",
        "<a>;rel",
        "rel=next",
        "<x>; rel=prev; <",
        of_another,
    ] {
        let answers = vec![(Some(odd), json!([1]))];
        let (_, queries) = walk::<Link>(answers).await;
        assert_eq!(queries.len(), 1, "{odd}");
    }
}

#[tokio::test]
async fn a_url_of_the_document_leads_to_the_base_url() {
    let elsewhere = "https://evil.example/list?page=4";
    let next = [
        "https://api.example.com/list/%2f?page=2",
        "?page=3",
        elsewhere,
    ];
    let next = next.map(|next| (None, json!({"data": [1], "next": next})));
    let (_, memory) = client(next.to_vec());
    let moved = api::builder("token").base_url("https://proxy.example/moved/");
    let moved = moved.transport(memory.clone()).clock(TestClock::new());
    let mut pages = Call::<Url>::new(moved.build().unwrap().start(&LIST)).pages();
    let mut errors = Vec::new();
    while let Some(page) = pages.next().await {
        errors.extend(page.err().map(|error| error.to_string()));
    }
    let uris: Vec<_> = memory
        .requests()
        .iter()
        .map(|it| it.uri().to_string())
        .collect();
    let expected = ["list", "list/%2f?page=2", "list/%2f?page=3"];
    assert_eq!(
        uris,
        expected.map(|path| format!("https://proxy.example/moved/{path}"))
    );
    assert!(errors[0].contains("another origin"), "{errors:?}");
}

#[tokio::test]
async fn a_path_without_that_of_the_base_url_is_added_to_it() {
    for (next, expected) in [
        ("/list?page=2", "/under/list?page=2"),
        ("/under/list?page=2", "/under/list?page=2"),
        ("/other?page=2", "/other?page=2"),
        ("https://api.example.com/list?page=2", "/list?page=2"),
    ] {
        let (_, memory) = client(vec![
            (None, json!({"data": [1], "next": next})),
            (None, json!({"data": [2]})),
        ]);
        let under = api::builder("token").base_url("https://api.example.com/under");
        let under = under.transport(memory.clone()).clock(TestClock::new());
        let mut pages = Call::<Url>::new(under.build().unwrap().start(&LIST)).pages();
        while let Some(page) = pages.next().await {
            page.unwrap();
        }
        let last = memory.requests().pop().unwrap();
        assert_eq!(last.uri().path_and_query().unwrap(), expected, "{next}");
    }
}
