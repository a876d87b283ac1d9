//! The header `Link`.

use super::{Link, walk};
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
