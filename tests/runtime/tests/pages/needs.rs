//! The needs of a next page: room that a filter left empty, a body, and parameters that switch pages on.

use super::{Cursor, LIST, NotFound, Number, Offset, Room, client, walk};
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{Call, Operation, PageRule, Paged, SendBody, Spec, Style};
use serde_json::{Value, json};

#[tokio::test]
async fn offsets_count_the_items_that_a_filter_left_out() {
    let page =
        |data: Value, total: Value| (None, json!({"data": data, "limit": 2, "total": total}));
    let answers = vec![
        page(json!([1]), json!(7)),
        page(json!([]), json!(7)),
        page(json!([3, 4]), json!(7)),
        page(json!([5]), json!(7)),
    ];
    let (items, queries) = walk::<Room>(answers).await;
    assert_eq!(items.unwrap(), [1, 3, 4, 5]);
    let expected = [
        "limit=2",
        "limit=2&offset=2",
        "limit=2&offset=4",
        "limit=2&offset=6",
    ];
    assert_eq!(queries, expected);
    // Without the number of all items, an empty page is the last.
    let answers = vec![page(json!([1]), Value::Null), page(json!([]), Value::Null)];
    let (items, queries) = walk::<Room>(answers).await;
    assert_eq!((items.unwrap().len(), queries.len()), (1, 2));
    // The number of a page's items is not that of all items.
    let answers = vec![
        page(json!([1]), json!(1)),
        page(json!([2, 3]), json!(2)),
        page(json!([4]), json!(1)),
        page(json!([]), json!(0)),
    ];
    let (items, queries) = walk::<Room>(answers).await;
    assert_eq!((items.unwrap().len(), queries.len()), (4, 4));
}

#[tokio::test]
async fn a_flag_or_the_number_of_pages_ends_numbers() {
    let page = |data: Value, more: Value, pages: Value| {
        (None, json!({"data": data, "more": more, "pages": pages}))
    };
    let (yes, no, none) = (|| json!(true), || json!(false), || Value::Null);
    let rows = [
        (vec![page(json!([1]), no(), none())], 1, 1),
        // An empty page in the middle.
        (
            vec![
                page(json!([]), yes(), none()),
                page(json!([1]), no(), none()),
            ],
            1,
            2,
        ),
        (
            vec![
                page(json!([1]), none(), json!(2)),
                page(json!([2]), none(), json!(2)),
            ],
            2,
            2,
        ),
        // The flag says more than a number that is wrong; no number ends a list before its last page.
        (
            vec![
                page(json!([1]), yes(), json!(1)),
                page(json!([2]), none(), json!(0)),
                page(json!([]), none(), json!("many")),
            ],
            2,
            3,
        ),
    ];
    for (answers, items, requests) in rows {
        let (walked, queries) = walk::<Number>(answers).await;
        assert_eq!((walked.unwrap().len(), queries.len()), (items, requests));
    }
    let answers = vec![
        page(json!([1]), yes(), none()),
        page(json!([2]), no(), none()),
    ];
    let (walked, queries) = walk::<Offset>(answers).await;
    assert_eq!((walked.unwrap().len(), queries.len()), (2, 2));
    // No number leads on from an empty page.
    let answers = vec![page(json!([]), yes(), none())];
    let (walked, queries) = walk::<Offset>(answers).await;
    let error = walked.unwrap_err().to_string();
    assert!(error.contains("doesn't lead to the next"), "{error}");
    assert_eq!(queries, ["limit=2"]);
}

#[tokio::test]
async fn a_page_tells_its_number_where_the_request_has_none() {
    let page = |own: Value| (None, json!({"data": [own.clone()], "own": own}));
    // A number that stays doesn't hold the pages up.
    let answers = vec![
        page(json!(0)),
        page(json!("a")),
        page(json!(0)),
        (None, json!([])),
    ];
    let (items, queries) = walk::<Number>(answers).await;
    assert_eq!(items.unwrap().len(), 3);
    let expected = [
        "limit=2",
        "limit=2&page=1",
        "limit=2&page=2",
        "limit=2&page=3",
    ];
    assert_eq!(queries, expected);
}

#[tokio::test]
async fn a_body_that_is_not_in_memory_is_an_error_before_a_second_page() {
    let page = |next: Value| (None, json!({"data": [1], "meta": {"next": next}}));
    for (next, has_error) in [(json!("a"), true), (Value::Null, false)] {
        let (client, memory) = client(vec![page(next), page(Value::Null)]);
        let mut parts = client.start(&LIST);
        parts.body("text/plain", SendBody::read(&b"abc"[..], 3));
        let mut items = Call::<Cursor>::new(parts).items();
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
        let error = items.next().await.map(|item| item.unwrap_err().to_string());
        let told = error.is_some_and(|error| error.contains("is not in memory"));
        assert_eq!((told, memory.requests().len()), (has_error, 1));
    }
}

#[tokio::test]
async fn with_the_parameters_that_the_pages_need() {
    enum Switched {}
    impl Operation for Switched {
        type Output = Value;
        type Error = NotFound;
        const SPEC: Spec = &LIST;
    }
    impl Paged for Switched {
        type Item = Value;
        const RULE: PageRule = Cursor::RULE;
        const WITH: &'static [(&'static str, &'static str)] = &[("use_cursor", "true")];
        fn count(page: &Value) -> usize {
            Cursor::count(page)
        }
        fn items(page: Value) -> Vec<Value> {
            Cursor::items(page)
        }
    }
    let page = |next: Value| (None, json!({"data": [1], "meta": {"next": next}}));
    let (items, queries) = walk::<Switched>(vec![page(json!("a")), page(Value::Null)]).await;
    assert_eq!(items.unwrap().len(), 2);
    let expected = [
        "limit=2&use_cursor=true",
        "limit=2&use_cursor=true&cursor=a",
    ];
    assert_eq!(queries, expected);
    // The caller's value stands.
    let (client, memory) = client(vec![page(Value::Null)]);
    let mut parts = client.start(&LIST);
    parts.query(
        "use_cursor",
        Style::Form { explode: true },
        View::Bool(false),
    );
    let mut pages = Call::<Switched>::new(parts).pages();
    assert!(pages.next().await.unwrap().is_ok());
    assert_eq!(memory.requests()[0].uri().query(), Some("use_cursor=false"));
}
