//! New connections of a stream that has ended or broken off.

use super::*;

#[tokio::test]
async fn it_connects_again_with_the_last_id() {
    let responses = vec![
        (
            vec!["retry: 7000\nid: 1\ndata: 1\n\nid: 9\ndata: half".into()],
            Then::Break,
        ),
        (vec![], Then::End),
        (vec!["id: 2\ndata: 2\n\n".into()], Then::End),
        (vec![], Then::Break),
        (vec![], Then::Break),
        (vec![], Then::Break),
    ];
    let transport = chunks("text/event-stream", responses);
    let clock = TestClock::new();
    let builder = api::builder("token")
        .transport(transport.clone())
        .clock(clock.clone());
    let client = builder.build().unwrap();
    let call = Call::<Values>::new(client.start(&GET));
    let mut events = call.await.unwrap().reconnect();
    assert_eq!(events.next().await.unwrap().unwrap(), 1);
    assert_eq!(events.next().await.unwrap().unwrap(), 2);
    let error = events.next().await.unwrap().unwrap_err();
    let kind = error.kind();
    assert!(
        matches!(kind, ErrorKind::Body | ErrorKind::Connect),
        "{error}"
    );
    assert!(events.next().await.is_none());
    let requests = transport.requests.lock().unwrap();
    let ids = requests.iter().map(|it| it.get("last-event-id"));
    let ids: Vec<_> = ids.map(|id| id.map(|id| id.to_str().unwrap())).collect();
    assert_eq!(
        ids,
        [None, Some("1"), Some("1"), Some("2"), Some("2"), Some("2")]
    );
}

#[tokio::test]
async fn connecting_again_keeps_to_the_limits_of_the_call() {
    for (text, events) in [
        // A day is longer than a server may ask for.
        ("retry: 86400000\ndata: 1\n\n", 1),
        // All connections together take no longer than the call may; an id that can't stand in a header is left out.
        ("id: \u{1}\nretry: 29000\ndata: 1\n\n", 3),
    ] {
        let responses = vec![(vec![Bytes::from(text)], Then::End); 9];
        let transport = chunks("text/event-stream", responses);
        let call = Call::<Values>::new(client(&transport).start(&GET));
        let call = call.timeout(Duration::from_secs(60));
        let mut received = call.await.unwrap().reconnect();
        let mut count = 0;
        while let Some(Ok(event)) = received.next().await {
            assert_eq!(event, 1);
            count += 1;
        }
        assert_eq!(count, events, "{text}");
        let sent = transport.requests.lock().unwrap();
        assert!(
            sent.iter()
                .all(|headers| !headers.contains_key("last-event-id"))
        );
    }
}

#[tokio::test]
async fn an_id_that_the_server_takes_back_is_not_sent_again() {
    let texts = ["data: 0\n\n", "id: 1\ndata: 1\n\n", "id: ä\ndata: 2\n\n"];
    let texts = texts.into_iter().chain(["id\ndata: 3\n\n", "data: 4\n\n"]);
    let responses = texts.map(|text| (vec![text.into()], Then::End)).collect();
    let transport = chunks("text/event-stream", responses);
    let call = Call::<Values>::new(client(&transport).start(&GET));
    // The caller goes on where an earlier program stopped.
    let call = call.extra_header("last-event-id", "0");
    let mut events = call.await.unwrap().reconnect();
    for expected in 0..5 {
        assert_eq!(events.next().await.unwrap().unwrap(), expected);
    }
    let requests = transport.requests.lock().unwrap();
    let ids = requests.iter().map(|it| it.get("last-event-id"));
    let ids: Vec<_> = ids
        .map(|id| id.map(|id| str::from_utf8(id.as_bytes()).unwrap()))
        .collect();
    assert_eq!(ids, [Some("0"), Some("0"), Some("1"), Some("ä"), None]);
}

#[tokio::test]
async fn a_connection_that_is_no_stream_ends_the_events_with_an_error() {
    let count = AtomicUsize::new(0);
    let server = Memory::new(move |_| {
        let (media_type, body) = match count.fetch_add(1, Ordering::Relaxed) {
            0 => ("text/event-stream", "data: 1\n\n"),
            _ => ("text/html", "<html>Sign in</html>"),
        };
        let response = http::Response::builder().header("content-type", media_type);
        response.body(body.into()).map_err(TransportError::not_sent)
    });
    let builder = api::builder("token")
        .transport(server)
        .clock(TestClock::new());
    let call = Call::<Values>::new(builder.build().unwrap().start(&GET));
    let mut events = call.await.unwrap().reconnect();
    assert_eq!(events.next().await.unwrap().unwrap(), 1);
    let error = events.next().await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET https://api.example.com/events succeeded with 200 OK, but the body is `text/html` and not a stream of events"
    );
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_call_that_cannot_be_repeated_does_not_connect_again() {
    let responses = vec![(vec!["data: 1\n\n".into()], Then::End); 2];
    let transport = chunks("text/event-stream", responses);
    let mut events = open::<Posted>(&transport).await.unwrap().reconnect();
    assert!(events.next().await.unwrap().is_ok() && events.next().await.is_none());
    assert_eq!(transport.requests.lock().unwrap().len(), 1);
}
