//! Flags by which a page is the last one, and the direction of a walk.

use super::{LIST, NotFound, client, walk, walk_on};
use openapi_client_runtime::runtime::wire::View;
use openapi_client_runtime::runtime::{Call, Operation, PageRule, Paged, Spec, Style};
use serde_json::{Value, json};

macro_rules! last {
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
            const LAST: &'static [&'static str] = &["page", "last"];
            const BACK: &'static [&'static str] = &["before", "ending_before"];
            fn count(page: &Value) -> usize {
                Self::items(page.clone()).len()
            }
            fn items(page: Value) -> Vec<Value> {
                page["data"].as_array().cloned().unwrap_or_default()
            }
        }
    };
}

last!(
    Cursor,
    PageRule::Cursor {
        parameter: Some("cursor"),
        member: &["next"],
        more: &["more"]
    }
);
last!(
    LastId,
    PageRule::LastId {
        parameter: "after",
        items: &["data"],
        id: "id",
        more: &[]
    }
);
last!(
    Offset,
    PageRule::Offset {
        parameter: "offset",
        first: 0,
        total: &["total"],
        limit: &[],
        more: &[]
    }
);
last!(
    Number,
    PageRule::Number {
        parameter: "page",
        first: 1,
        own: &[],
        pages: &["pages"],
        more: &[]
    }
);
last!(Link, PageRule::Link);

/// A page with an item, and what leads to the next one by each rule.
fn page(last: &Value) -> (Option<&'static str>, Value) {
    let link = Some("</list?page=2>; rel=next");
    let data = json!([{"id": last}]);
    (
        link,
        json!({"data": data, "next": last, "page": {"last": last}}),
    )
}

#[tokio::test]
async fn the_last_page_is_not_followed() {
    macro_rules! ends {
        ($($rule:ident)*) => {$(
            let (items, queries) = walk::<$rule>(vec![page(&json!(true)), page(&json!(true))]).await;
            assert_eq!((items.unwrap().len(), queries.len()), (1, 1), stringify!($rule));
        )*};
    }
    ends!(Cursor LastId Offset Number Link);
}

#[tokio::test]
async fn a_page_that_is_not_the_last_is_followed() {
    let not_last = |more: Value| {
        (
            None,
            json!({"data": [], "page": {"last": false}, "a": more}),
        )
    };
    let last = || (None, json!({"data": [1], "page": {"last": true}}));
    // An empty page in the middle, where the number of all pages is wrong.
    let mut wrong = not_last(Value::Null);
    wrong.1["pages"] = json!(1);
    let (items, queries) = walk::<Number>(vec![wrong, last()]).await;
    assert_eq!((items.unwrap().len(), queries.len()), (1, 2));
    let (_, error, _) = walk_on::<Cursor>(vec![not_last(Value::Null)]).await;
    let error = error.unwrap().to_string();
    assert!(error.contains("says that more follow"), "{error}");
    // Without the flag, the rule decides.
    let (items, queries) = walk::<LastId>(vec![
        (None, json!({"data": [{"id": 1}]})),
        (None, json!({"data": []})),
    ])
    .await;
    assert_eq!((items.unwrap().len(), queries.len()), (1, 2));
}

#[tokio::test]
async fn the_flag_that_more_follow_counts_first() {
    let flags = |more: bool, last: bool| {
        let flags = json!({"data": [1], "next": "a", "more": more, "page": {"last": last}});
        (None, flags)
    };
    let (items, queries) = walk::<Cursor>(vec![flags(true, true), flags(false, false)]).await;
    assert_eq!((items.unwrap().len(), queries.len()), (2, 2));
}

#[tokio::test]
async fn a_walk_goes_forward_only() {
    for (name, is_refused) in [("ending_before", true), ("before", true), ("befor", false)] {
        let (client, memory) = client(vec![(None, json!({"data": []}))]);
        let mut parts = client.start(LastId::SPEC);
        parts.query(name, Style::Form { explode: true }, View::Str("9"));
        let mut pages = Call::<LastId>::new(parts).pages();
        let first = pages.next().await.unwrap();
        assert_eq!(first.is_err(), is_refused, "{name}");
        assert_eq!(memory.requests().is_empty(), is_refused, "{name}");
        if let Err(error) = first {
            let text = error.to_string();
            assert!(
                text.contains(&format!("`{name}`: asks for the pages before")),
                "{text}"
            );
            assert!(
                !text.contains('9') && pages.next().await.is_none(),
                "{text}"
            );
        }
    }
}
