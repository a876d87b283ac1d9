//! Walks through pages by each rule: the requests, and the end.

mod support;

#[path = "pages/dropped.rs"]
mod dropped;
#[path = "pages/flags.rs"]
mod flags;
#[path = "pages/headers.rs"]
mod headers;
#[path = "pages/links.rs"]
mod links;
#[path = "pages/needs.rs"]
mod needs;
#[path = "pages/numbers.rs"]
mod numbers;
#[path = "pages/redirects.rs"]
mod redirects;

use http::Method;
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{
    Call, Client, ClientBuilder, Credential, Error, ErrorKind, Memory, Operation, OperationSpec,
    PageRule, Paged, Requirement, Spec, Style,
};
use serde_json::{Value, json};
use std::sync::Mutex;
use support::api::NotFound;
use support::{TestClock, api};

static LIST: OperationSpec = api::spec(Method::GET, "/list");

/// Gives one answer after the other, each with headers.
type Answers = Vec<(Option<&'static str>, Value)>;

fn client(answers: Answers) -> (Client, Memory) {
    let answers = Mutex::new(answers.into_iter());
    let memory = Memory::new(move |_| {
        let (link, body) = answers
            .lock()
            .unwrap()
            .next()
            .unwrap_or((None, Value::Null));
        let mut response = Memory::json(200, &body.to_string())?;
        if let Some(link) = link {
            response.headers_mut().insert("link", link.parse().unwrap());
        }
        Ok(response)
    });
    let builder = api::builder("token").transport(memory.clone());
    (builder.clock(TestClock::new()).build().unwrap(), memory)
}

macro_rules! paged {
    ($name:ident, $rule:expr) => {
        enum $name {}
        impl Operation for $name {
            type Output = Value;
            type Error = NotFound;
            const SPEC: Spec = &LIST;
        }
        impl Paged for $name {
            type Item = Value;
            const RULE: PageRule = $rule;
            fn count(page: &Value) -> usize {
                Self::items(page.clone()).len()
            }
            fn items(page: Value) -> Vec<Value> {
                let list = if page.is_array() {
                    &page
                } else {
                    &page["data"]
                };
                list.as_array().cloned().unwrap_or_default()
            }
        }
    };
}

use paged;

/// The items until the end or an error, and the queries.
async fn walk<O: Paged<Item = Value, Output = Value, Error = NotFound>>(
    answers: Answers,
) -> (Result<Vec<Value>, Error<NotFound>>, Vec<String>) {
    let (items, error, queries) = walk_on::<O>(answers).await;
    (error.map_or(Ok(items), Err), queries)
}

/// The items before the end or an error, the error, and the queries.
async fn walk_on<O: Paged<Item = Value, Output = Value, Error = NotFound>>(
    answers: Answers,
) -> (Vec<Value>, Option<Error<NotFound>>, Vec<String>) {
    let (client, memory) = client(answers);
    let mut parts = client.start(O::SPEC);
    parts.query("limit", Style::Form { explode: true }, View::I64(2));
    let mut items = Call::<O>::new(parts).extra_header("x-kept", "1").items();
    let mut all = Vec::new();
    let error = loop {
        match items.next().await {
            Some(Ok(item)) => all.push(item),
            Some(Err(error)) => {
                assert!(items.next().await.is_none(), "an error is the end");
                break Some(error);
            }
            None => break None,
        }
    };
    let queries = memory.requests().into_iter().map(|request| {
        assert_eq!(request.headers()["x-kept"], "1");
        assert_eq!(request.headers()["authorization"], "Bearer token");
        request.uri().query().unwrap_or_default().to_owned()
    });
    (all, error, queries.collect())
}

paged!(
    Cursor,
    PageRule::Cursor {
        parameter: Some("cursor"),
        member: &["meta", "next"],
        more: &[]
    }
);

#[tokio::test]
async fn by_a_cursor() {
    let page = |data: Value, next: Value| (None, json!({"data": data, "meta": {"next": next}}));
    let answers = vec![
        page(json!([1, 2]), json!("a b&")),
        // An empty page with a cursor goes on, and a cursor may be a number.
        page(json!([]), json!(7)),
        page(json!([3]), Value::Null),
    ];
    let (items, queries) = walk::<Cursor>(answers).await;
    assert_eq!(items.unwrap(), [1, 2, 3]);
    assert_eq!(
        queries,
        ["limit=2", "limit=2&cursor=a%20b%26", "limit=2&cursor=7"]
    );
    // Some servers in PHP send `false` for a missing cursor.
    for end in [json!(""), json!(false), Value::Null] {
        let (items, queries) = walk::<Cursor>(vec![page(json!([1]), end)]).await;
        assert_eq!((items.unwrap().len(), queries.len()), (1, 1));
    }
    let (items, _) = walk::<Cursor>(vec![(None, json!({"data": [1]}))]).await;
    assert_eq!(items.unwrap(), [1]);
}

#[tokio::test]
async fn a_cursor_that_repeats_is_an_error() {
    let page = || (None, json!({"data": [1], "meta": {"next": "a"}}));
    let (items, queries) = walk::<Cursor>(vec![page(), page(), page()]).await;
    let error = items.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let text = error.to_string();
    let server = "GET https://api.example.com/list succeeded with 200 OK, but the next page was requested before";
    assert_eq!(text, server);
    assert_eq!((error.attempts(), queries.len()), (1, 2));
}

#[tokio::test]
async fn cursors_in_a_circle_are_an_error_after_their_items() {
    let page = |item: i32, next: &str| (None, json!({"data": [item], "meta": {"next": next}}));
    let answers = vec![page(1, "a"), page(2, "b"), page(3, "a"), page(4, "b")];
    let (items, error, queries) = walk_on::<Cursor>(answers).await;
    let text = error.unwrap().to_string();
    assert!(text.contains("was requested before"), "{text}");
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(queries.len(), 3);
}

paged!(
    Url,
    PageRule::Cursor {
        parameter: None,
        member: &["next"],
        more: &[]
    }
);

#[tokio::test]
async fn by_a_url() {
    let page = |next: Value| (None, json!({"data": [1], "next": next}));
    for end in [json!(6), json!(true), json!(""), Value::Null] {
        let answers = vec![
            page(json!("https://api.example.com/list?page=2&limit=2")),
            page(json!("?page=3")),
            page(json!("/list?page=4&x")),
            page(json!("list?page=5")),
            page(end),
        ];
        let (items, queries) = walk::<Url>(answers).await;
        assert_eq!(items.unwrap().len(), 5);
        let expected = ["limit=2", "page=2&limit=2", "page=3", "page=4&x", "page=5"];
        assert_eq!(queries, expected);
    }
}

#[tokio::test]
async fn credentials_never_follow_a_url_elsewhere() {
    for url in [
        "https://evil.example/list?page=2",
        "http://api.example.com/list?page=2",
        "https://api.example.com:444/list?page=2",
        "https://api.example.com@evil.example/list",
        "//evil.example/list",
        "https://",
    ] {
        let answers = vec![(None, json!({"data": [1], "next": url}))];
        let (items, error, queries) = walk_on::<Url>(answers).await;
        let error = error.unwrap().to_string();
        assert!(error.contains("another origin"), "{url}: {error}");
        assert_eq!(items, [1], "{url}");
        assert_eq!(queries.len(), 1, "{url}");
    }
}

#[tokio::test]
async fn any_path_of_the_origin_is_followed() {
    let (client, memory) = client(
        [
            "https://api.example.com/lists/17/%c3%A9(@)?page=2",
            "https://user:secret@API.example.com:443/list?page=3#top",
            "/up?page=4",
            "",
        ]
        .map(|next| (None, json!({"data": [1], "next": next})))
        .to_vec(),
    );
    let mut pages = Call::<Url>::new(client.start(&LIST)).pages();
    while let Some(page) = pages.next().await {
        page.unwrap();
    }
    let uris: Vec<_> = memory
        .requests()
        .iter()
        .map(|it| it.uri().to_string())
        .collect();
    let expected = [
        "/list",
        "/lists/17/%c3%A9(@)?page=2",
        "/list?page=3",
        "/up?page=4",
    ];
    assert_eq!(
        uris,
        expected.map(|path| format!("https://api.example.com{path}"))
    );
}

static BY_KEY: OperationSpec = OperationSpec::new("operation")
    .at(Method::GET, "/list")
    .security(&[&[Requirement {
        scheme: 3,
        scopes: &[],
    }]]);

/// The queries of two pages, with the caller's own key if there is one.
async fn queries_with_key(own: Option<&str>, next: &'static str) -> Vec<String> {
    let answers = Mutex::new(vec![
        json!({"data": []}),
        json!({"data": [1], "next": next}),
    ]);
    let memory = Memory::new(move |_| {
        let answer = answers.lock().unwrap().pop().unwrap_or_default();
        Memory::json(200, &answer.to_string())
    });
    let client = ClientBuilder::for_api(&api::API)
        .credential(3, Credential::Token("QK".into()))
        .transport(memory.clone())
        .clock(TestClock::new())
        .build()
        .unwrap();
    let mut call = Call::<Url>::new(client.start(&BY_KEY));
    if let Some(own) = own {
        call = call.extra_query("key", own);
    }
    let mut pages = call.pages();
    while let Some(page) = pages.next().await {
        page.unwrap();
    }
    let requests = memory.requests();
    let queries = requests
        .iter()
        .map(|it| it.uri().query().unwrap().to_owned());
    queries.collect()
}

#[tokio::test]
async fn a_key_replaces_the_key_of_a_link() {
    let link = "/list?k%65y=OLD&page=2";
    assert_eq!(
        queries_with_key(None, link).await,
        ["key=QK", "page=2&key=QK"]
    );
    let own = queries_with_key(Some("mine"), link).await;
    assert_eq!(own, ["key=mine", "page=2&key=mine"]);
}

paged!(
    LastId,
    PageRule::LastId {
        parameter: "starting_after",
        items: &["data"],
        id: "id",
        more: &["has_more"],
    }
);

#[tokio::test]
async fn by_the_id_of_the_last_item() {
    let page = |ids: Value, more: bool| (None, json!({"data": ids, "has_more": more}));
    let answers = vec![
        page(json!([{"id": "a"}, {"id": "b"}]), true),
        page(json!([{"id": "c"}]), false),
    ];
    let (items, queries) = walk::<LastId>(answers).await;
    assert_eq!(items.unwrap().len(), 3);
    assert_eq!(queries, ["limit=2", "limit=2&starting_after=b"]);
    let (items, _) = walk::<LastId>(vec![page(json!([]), false)]).await;
    assert!(items.unwrap().is_empty());
}

paged!(
    Flagged,
    PageRule::Cursor {
        parameter: Some("cursor"),
        member: &["next"],
        more: &["has_more"],
    }
);

#[tokio::test]
async fn a_list_does_not_end_where_more_follows() {
    let page = |data: Value| vec![(None, json!({"data": data, "has_more": true}))];
    for (items, error, _) in [
        walk_on::<LastId>(page(json!([]))).await,
        walk_on::<LastId>(page(json!([{"name": "a"}]))).await,
        walk_on::<Flagged>(page(json!([1]))).await,
    ] {
        let error = error.unwrap().to_string();
        assert!(error.contains("says that more follow"), "{error}");
        assert!(items.len() < 2, "the items of the page come first");
    }
    let last = json!({"data": [1], "next": "a", "has_more": false});
    let (items, queries) = walk::<Flagged>(vec![(None, last)]).await;
    assert_eq!((items.unwrap().len(), queries.len()), (1, 1));
}

paged!(
    Offset,
    PageRule::Offset {
        parameter: "offset",
        first: 0,
        total: &[],
        limit: &[],
        more: &["more"]
    }
);
paged!(
    Room,
    PageRule::Offset {
        parameter: "offset",
        first: 0,
        total: &["total"],
        limit: &["limit"],
        more: &[]
    }
);
paged!(
    Total,
    PageRule::Offset {
        parameter: "offset",
        first: 0,
        total: &["meta", "total"],
        limit: &[],
        more: &[]
    }
);
paged!(
    FromOne,
    PageRule::Offset {
        parameter: "offset",
        first: 1,
        total: &["meta", "total"],
        limit: &[],
        more: &[]
    }
);
paged!(
    Number,
    PageRule::Number {
        parameter: "page",
        first: 1,
        own: &["own"],
        pages: &["pages"],
        more: &["more"]
    }
);

#[tokio::test]
async fn a_cursor_may_begin_like_a_path() {
    let page = |item: i32, next: &str| (None, json!({"data": [item], "meta": {"next": next}}));
    let answers = vec![
        page(1, "/8kQz=="),
        page(2, "//a+b"),
        page(3, "/list?cursor=c"),
        page(4, ""),
    ];
    let (items, queries) = walk::<Cursor>(answers).await;
    assert_eq!(items.unwrap(), [1, 2, 3, 4]);
    let expected = [
        "limit=2",
        "limit=2&cursor=%2F8kQz%3D%3D",
        "limit=2&cursor=%2F%2Fa%2Bb",
        "cursor=c",
    ];
    assert_eq!(queries, expected);
}

paged!(Link, PageRule::Link);

#[cfg(feature = "blocking")]
#[test]
fn blocking_code_iterates() {
    let (client, _) = client(vec![
        (None, json!([1, 2])),
        (None, json!([3])),
        (None, json!([])),
    ]);
    let mut items = Call::<Offset>::new(client.start(&LIST)).items().blocking();
    let mut all = Vec::new();
    #[expect(
        clippy::while_let_on_iterator,
        reason = "`next` is to be the iterator's"
    )]
    while let Some(item) = items.next() {
        all.push(item.unwrap());
    }
    assert_eq!(all, [1, 2, 3]);
    let two_pages = || self::client(vec![(None, json!([1])), (None, json!([]))]).0;
    let pages = Call::<Offset>::new(two_pages().start(&LIST)).pages();
    let all: Vec<Value> = pages.blocking().map(Result::unwrap).collect();
    assert_eq!(all, [json!([1]), json!([])]);
    // A loop blocks by itself.
    let pages = Call::<Offset>::new(two_pages().start(&LIST)).pages();
    assert_eq!(pages.count(), 2);
    let mut all = Vec::new();
    for item in Call::<Offset>::new(two_pages().start(&LIST)).items() {
        all.push(item.unwrap());
    }
    assert_eq!(all, [1]);
}

/// As for a call, waiting in asynchronous code is an error, and the iteration ends with it.
#[cfg(feature = "blocking")]
#[tokio::test]
async fn in_asynchronous_code_a_blocking_list_is_an_error() {
    let (client, requests) = client(vec![(None, json!([1]))]);
    let mut items = Call::<Offset>::new(client.start(&LIST)).items().blocking();
    let error = items.next().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Blocking);
    assert!(items.next().is_none() && requests.requests().is_empty());
}
