//! Headers with the next cursor, the URL of the next page, or the number of all pages; and the last item.

use super::{LIST, NotFound, client, paged};
use openapi_client_runtime::runtime::{Call, Operation, PageRule, Paged, Spec};
use serde_json::{Value, json};

paged!(
    Token,
    PageRule::Header {
        parameter: Some("cursor"),
        header: "link"
    }
);
paged!(
    Url,
    PageRule::Header {
        parameter: None,
        header: "Link"
    }
);
paged!(
    Numbered,
    PageRule::Numbered {
        parameter: "page",
        first: 1,
        header: "LINK"
    }
);
paged!(
    Last,
    PageRule::LastId {
        parameter: "since",
        items: &["data"],
        id: "id",
        more: &[]
    }
);

/// The number of pages with these headers, and the queries; or the error after them.
async fn walk<O: Paged<Output = Value, Error = NotFound>>(
    headers: &[Option<&'static str>],
) -> (usize, Vec<String>, Option<String>) {
    let answers = headers.iter().enumerate();
    let answers = answers.map(|(id, header)| (*header, json!({"data": [{"id": id}]})));
    let last = (None, json!({"data": []}));
    let (client, memory) = client(answers.chain([last]).collect());
    let mut pages = Call::<O>::new(client.start(&LIST)).pages();
    let (mut count, mut error) = (0, None);
    while let Some(page) = pages.next().await {
        match page {
            Ok(_) => count += 1,
            Err(why) => error = Some(why.to_string()),
        }
    }
    let requests = memory.requests().into_iter();
    let queries = requests.map(|it| it.uri().query().unwrap_or_default().to_owned());
    (count, queries.collect(), error)
}

#[tokio::test]
async fn a_header_is_the_cursor_until_it_is_absent_or_empty() {
    for end in [None, Some("")] {
        let (count, queries, error) = walk::<Token>(&[Some("a b"), Some("7"), end]).await;
        assert_eq!((count, error), (3, None));
        assert_eq!(queries, ["", "cursor=a%20b", "cursor=7"]);
    }
    let (count, _, error) = walk::<Token>(&[Some("a"), Some("a")]).await;
    assert_eq!(count, 2);
    assert!(error.unwrap().contains("was requested before"));
}

#[tokio::test]
async fn a_header_is_a_url_of_the_same_origin() {
    let (count, queries, _) = walk::<Url>(&[Some("?at=2"), None]).await;
    assert_eq!((count, queries.len()), (2, 2));
    assert_eq!(queries[1], "at=2");
    for elsewhere in ["https://evil.example/list?page=2", "//evil.example"] {
        let (count, queries, error) = walk::<Url>(&[Some(elsewhere)]).await;
        assert_eq!((count, queries.len()), (1, 1));
        assert!(error.unwrap().contains("another origin"));
        let (_, queries, _) = walk::<Token>(&[Some("https://evil.example/?a")]).await;
        assert_eq!(queries.len(), 1);
    }
}

#[tokio::test]
async fn a_header_is_the_number_of_all_pages() {
    let (count, queries, _) = walk::<Numbered>(&[Some("3"), Some("3"), Some("3")]).await;
    assert_eq!(count, 3);
    assert_eq!(queries, ["", "page=2", "page=3"]);
    // Otherwise an empty page is the last one.
    for none in [None, Some("many"), Some("")] {
        let (count, queries, _) = walk::<Numbered>(&[none]).await;
        assert_eq!((count, queries.len()), (2, 2));
    }
}

#[tokio::test]
async fn the_last_item_leads_on_until_a_page_is_empty() {
    let (count, queries, _) = walk::<Last>(&[None, None]).await;
    assert_eq!(count, 3);
    assert_eq!(queries, ["", "since=0", "since=1"]);
}
