//! Offsets and numbers of pages: where they begin, and which page is the last.

use super::{FromOne, LIST, Number, Offset, Total, client, walk};
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{Call, Paged, Style};
use serde_json::{Value, json};

#[tokio::test]
async fn by_numbers() {
    let answers = || vec![(None, json!([1, 2])), (None, json!([3])), (None, json!([]))];
    let (items, queries) = walk::<Offset>(answers()).await;
    assert_eq!(items.unwrap(), [1, 2, 3]);
    assert_eq!(queries, ["limit=2", "limit=2&offset=2", "limit=2&offset=3"]);
    let (items, queries) = walk::<Number>(answers()).await;
    assert_eq!(items.unwrap(), [1, 2, 3]);
    assert_eq!(queries, ["limit=2", "limit=2&page=2", "limit=2&page=3"]);
}

#[tokio::test]
async fn no_page_follows_the_last_of_all_items() {
    let page = |data: Value, total: Value| (None, json!({"data": data, "meta": {"total": total}}));
    let of_all = vec![page(json!([1, 2]), json!(3)), page(json!([3]), json!(3))];
    let (items, queries) = walk::<Total>(of_all).await;
    assert_eq!(items.unwrap(), [1, 2, 3]);
    assert_eq!(queries, ["limit=2", "limit=2&offset=2"]);
    // The number of a page's items, or none, is not that of all items.
    for total in [json!(2), json!(1), Value::Null, json!("many")] {
        let answers = vec![
            page(json!([1, 2]), total.clone()),
            page(json!([3, 4]), total.clone()),
            page(json!([]), total),
        ];
        let (items, queries) = walk::<Total>(answers).await;
        assert_eq!((items.unwrap().len(), queries.len()), (4, 3));
    }
}

#[tokio::test]
async fn offsets_from_one() {
    let page = |data: Value| (None, json!({"data": data, "meta": {"total": 4}}));
    let answers = || vec![page(json!([1, 2])), page(json!([3, 4]))];
    let (items, queries) = walk::<FromOne>(answers()).await;
    assert_eq!(items.unwrap(), [1, 2, 3, 4]);
    assert_eq!(queries, ["limit=2", "limit=2&offset=3"]);
    let untold = vec![(None, json!({"data": [1]})), (None, json!({"data": []}))];
    let (_, queries) = walk::<FromOne>(untold).await;
    assert_eq!(queries, ["limit=2", "limit=2&offset=2"]);
}

#[tokio::test]
async fn an_empty_page_before_the_last_one_is_no_end() {
    let page = |data: Value, pages: u64| (None, json!({"data": data, "pages": pages}));
    let answers = vec![
        page(json!([1]), 4),
        page(json!([]), 4),
        page(json!([]), 4),
        page(json!([4]), 4),
    ];
    let (items, queries) = walk::<Number>(answers).await;
    assert_eq!(
        (items.unwrap(), queries.len()),
        (vec![1.into(), 4.into()], 4)
    );
    // The last page, one behind it, and a list without any.
    for (data, pages) in [(json!([1]), 2), (json!([1]), 1), (json!([]), 0)] {
        let (_, queries) = walk::<Number>(vec![page(data, pages), page(json!([]), pages)]).await;
        assert_eq!(queries.len(), usize::from(pages == 2) + 1);
    }
}

#[tokio::test]
async fn no_page_follows_one_whose_links_have_no_next() {
    let last = Some("</list?page=1>; rel=\"first\", </list?page=2>; rel=\"prev\"");
    let other = Some("</style.css>; rel=preload");
    let answers = vec![
        (other, json!([1])),
        (Some("</list?page=3>; rel=next"), json!([])),
        (last, json!([3])),
    ];
    let (items, queries) = walk::<Number>(answers).await;
    assert_eq!(items.unwrap(), [1, 3]);
    assert_eq!(queries, ["limit=2", "limit=2&page=2", "page=3"]);
}

#[tokio::test]
async fn no_page_follows_the_first_without_a_link_behind_one_with_it() {
    let answers = vec![
        (None, json!([1])),
        (Some("</list?page=3>; rel=\"next\""), json!([2])),
        (None, json!([3])),
    ];
    let (items, queries) = walk::<Number>(answers).await;
    assert_eq!(items.unwrap(), [1, 2, 3]);
    assert_eq!(queries, ["limit=2", "limit=2&page=2", "page=3"]);
}

#[tokio::test]
async fn a_server_that_stays_on_its_last_page_is_an_error() {
    let answers = || {
        vec![
            (None, json!([1, 2])),
            (None, json!([3])),
            (None, json!([3])),
        ]
    };
    for (walked, _) in [
        walk::<Offset>(answers()).await,
        walk::<Number>(answers()).await,
    ] {
        let error = walked.unwrap_err().to_string();
        assert!(
            error.contains("the page is the same as the one before"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn from_the_page_that_the_caller_asks_for() {
    assert_eq!(walk_from::<Number>("page").await, ["page=5", "page=6"]);
    assert_eq!(
        walk_from::<Offset>("offset").await,
        ["offset=5", "offset=6"]
    );
    assert_eq!(
        walk_from::<FromOne>("offset").await,
        ["offset=5", "offset=6"]
    );
}

/// The queries of a walk from the number five, over a page with one item.
async fn walk_from<O: Paged<Item = Value>>(parameter: &'static str) -> Vec<String> {
    let page = |data: Value| (None, json!({"data": data}));
    let (client, memory) = client(vec![page(json!([1])), page(json!([]))]);
    let mut parts = client.start(&LIST);
    parts.query(parameter, Style::Form { explode: true }, View::I64(5));
    let mut pages = Call::<O>::new(parts).pages();
    while let Some(page) = pages.next().await {
        assert!(page.is_ok());
    }
    let requests = memory.requests();
    let queries = requests.iter().map(|it| it.uri().query().unwrap());
    queries.map(str::to_owned).collect()
}
