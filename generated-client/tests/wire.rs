//! What goes over a real connection, and how often: a message that may have been processed is never
//! sent a second time.

mod common;

use common::server::{Act, Server, answer, json};
use common::{ERRORS, MESSAGES, TOKEN, sender};
use intercom_messages::{Client, ClientBuilder, RetryPolicy};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A client that waits hardly at all before it tries again.
fn client(server: &Server) -> ClientBuilder {
    let retry = RetryPolicy::default().delays(Duration::from_millis(1), Duration::from_millis(2));
    Client::builder()
        .bearer_auth(TOKEN)
        .base_url(&server.url)
        .retry(retry)
}

fn seconds(offset: i64) -> u64 {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    now.saturating_add_signed(offset)
}

#[tokio::test]
async fn the_server_sees_one_request_as_the_api_describes_it() {
    let server = Server::start(vec![json(200, "", MESSAGES[0])]).await;
    let client = client(&server).build().unwrap();
    let message = client.create_message(sender(), "Hey").await.unwrap();
    assert_eq!(message.id, "403918251");
    let requests = server.requests();
    let [request] = &requests[..] else {
        panic!("{} requests", requests.len())
    };
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let head = head.to_ascii_lowercase();
    assert!(head.starts_with("post /messages http/1.1\r\n"), "{head}");
    for line in [
        &format!("authorization: bearer {TOKEN}"),
        "accept: application/json",
        "content-type: application/json",
        "intercom-version: 1.4",
    ] {
        assert!(
            head.lines().any(|other| other == line),
            "no `{line}` in {head}"
        );
    }
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    let expected = serde_json::json!({
        "from": {"type": "user", "id": "536e564f316c83104c000020"},
        "body": "Hey",
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn what_may_have_been_processed_is_never_sent_again() {
    let truncated = Act::Answer(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{\"type\""
            .into(),
    );
    let rows = [
        ("400", json(400, "", ERRORS[3])),
        ("404", json(404, "", ERRORS[2])),
        ("408", json(408, "", ERRORS[5])),
        ("409", json(409, "", ERRORS[3])),
        ("500", json(500, "", ERRORS[5])),
        (
            "502 with HTML",
            answer(
                502,
                "content-type: text/html\r\n",
                "<html>Bad gateway</html>",
            ),
        ),
        ("503 without a body", answer(503, "", "")),
        (
            "503 with Retry-After",
            json(503, "retry-after: 0\r\n", ERRORS[5]),
        ),
        ("504", json(504, "", ERRORS[5])),
        ("an error with status 200", json(200, "", ERRORS[1])),
        ("an empty success", json(200, "", "")),
        (
            "a success that is HTML",
            answer(200, "content-type: text/html\r\n", "<html></html>"),
        ),
        ("a success that is cut off", truncated),
        ("closed after the request", Act::Close),
        ("silence", Act::Stall),
    ];
    for (name, act) in rows {
        let server = Server::start(vec![act]).await;
        let client = client(&server)
            .attempt_timeout(Duration::from_millis(300))
            .build()
            .unwrap();
        let error = client.create_message(sender(), "Hey").await.unwrap_err();
        assert_eq!(server.count(), 1, "{name}: {error}");
    }
}

#[tokio::test]
async fn a_connection_that_closes_at_once_is_tried_again_only_if_nothing_was_sent() {
    let server = Server::start(vec![Act::CloseAtOnce]).await;
    let client = client(&server).build().unwrap();
    let error = client.create_message(sender(), "Hey").await.unwrap_err();
    let once = server.connections() == 1;
    assert!(once || !error.may_have_been_processed(), "{error}");
}

#[tokio::test]
async fn a_refused_connection_is_tried_again() {
    let server = Server::start(vec![Act::Close]).await;
    let refused = Client::builder()
        .bearer_auth(TOKEN)
        // Port 1 of loopback: nothing listens there.
        .base_url("http://127.0.0.1:1")
        .retry(RetryPolicy::default().delays(Duration::from_millis(1), Duration::from_millis(2)))
        .build()
        .unwrap();
    let error = refused.create_message(sender(), "Hey").await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert!(!error.may_have_been_processed());
    assert_eq!(error.attempts(), 3);
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn a_refusal_for_the_rate_is_waited_out() {
    let past = format!("x-ratelimit-reset: {}\r\n", seconds(-100));
    for headers in ["", "retry-after: 0\r\n", "retry-after: soon\r\n", &past] {
        let limited = json(429, headers, ERRORS[0]);
        let server = Server::start(vec![limited.clone(), json(200, "", MESSAGES[0])]).await;
        let once = client(&server).build().unwrap();
        once.create_message(sender(), "Hey").await.unwrap();
        assert_eq!(server.count(), 2, "{headers:?}");

        let server = Server::start(vec![limited]).await;
        let always = client(&server).build().unwrap();
        let error = always.create_message(sender(), "Hey").await.unwrap_err();
        assert!(error.is_rate_limit());
        assert!(!error.may_have_been_processed());
        assert_eq!(server.count(), 3, "{headers:?}");
    }
}

#[tokio::test]
async fn a_delay_that_is_too_long_is_returned() {
    let far = format!("x-ratelimit-reset: {}\r\n", seconds(1000));
    for headers in ["retry-after: 1000\r\n", &far] {
        let server = Server::start(vec![json(429, headers, ERRORS[0])]).await;
        let client = client(&server).build().unwrap();
        let error = client.create_message(sender(), "Hey").await.unwrap_err();
        assert!(
            error
                .retry_after()
                .is_some_and(|delay| delay > Duration::from_secs(901))
        );
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_takes_no_token_along() {
    for status in [301, 302, 303, 307, 308] {
        let other = Server::start(vec![json(200, "", MESSAGES[0])]).await;
        let location = format!("location: {}/messages\r\n", other.url);
        let server = Server::start(vec![answer(status, &location, "")]).await;
        let client = client(&server).build().unwrap();
        let error = client.create_message(sender(), "Hey").await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!((server.count(), other.count()), (1, 0));
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read_to_its_end() {
    let server = Server::start(vec![json(
        200,
        "",
        &MESSAGES[0].replace("Hey", &"x".repeat(1 << 16)),
    )])
    .await;
    let client = client(&server).max_body(1 << 10).build().unwrap();
    let error = client.create_message(sender(), "Hey").await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert!(error.may_have_been_processed());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn silence_ends_in_time() {
    let server = Server::start(vec![Act::Stall]).await;
    let client = client(&server).build().unwrap();
    let call = client
        .create_message(sender(), "Hey")
        .timeout(Duration::from_millis(200));
    let error = call.await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.may_have_been_processed());
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_token_is_not_sent_in_the_clear() {
    let open = Client::builder()
        .bearer_auth(TOKEN)
        .base_url("http://api.example.com")
        .build();
    let refused = match open {
        Ok(client) => {
            let sent = client.create_message(sender(), "Hey").await;
            sent.is_err_and(|error| error.is_request())
        }
        Err(_) => true,
    };
    assert!(refused);
}
