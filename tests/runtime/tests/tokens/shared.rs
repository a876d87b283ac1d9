//! A fetch that several calls wait for: calls that are dropped, and calls that nobody polls.

use super::*;

#[tokio::test]
async fn a_dropped_call_leaves_the_fetch_to_another() {
    let source = Counting {
        stuck: 1,
        ..Counting::default()
    };
    let memory = memory(ANY);
    let (client, _) = client(&source, &memory);
    let mut context = Context::from_waker(Waker::noop());
    {
        let mut dropped = pin!(client.call(&GET).into_future());
        assert!(dropped.as_mut().poll(&mut context).is_pending());
        assert_eq!(source.fetches(), 1);
    }
    client.call(&GET).await.unwrap();
    assert_eq!(source.fetches(), 2);

    // One that waited already takes over, and is woken for it.
    let source = Counting {
        stuck: 1,
        ..Counting::default()
    };
    let (client, _) = self::client(&source, &memory);
    let mut first = Box::pin(client.call(&GET).into_future());
    assert!(first.as_mut().poll(&mut context).is_pending());
    let waiting = client.call(&GET).into_future();
    let waiting = tokio::spawn(waiting);
    tokio::task::yield_now().await;
    assert_eq!(source.fetches(), 1);
    drop(first);
    waiting.await.unwrap().unwrap();
    assert_eq!(source.fetches(), 2);
}

#[tokio::test]
async fn a_call_that_is_not_polled_does_not_hold_up_others() {
    let slow = Counting {
        slow: true,
        ..Counting::default()
    };
    let memory = memory(ANY);
    let (client, _) = client(&slow, &memory);
    let mut context = Context::from_waker(Waker::noop());
    let mut kept = Box::pin(client.call(&GET).into_future());
    assert!(kept.as_mut().poll(&mut context).is_pending());
    let other = client.call(&GET).into_future();
    let other = tokio::time::timeout(Duration::from_secs(5), other).await;
    other.unwrap().unwrap();
    kept.await.unwrap();
    assert_eq!(slow.fetches(), 1);
}

/// Calls on several threads, of which some are dropped while they wait.
#[test]
fn a_fetch_is_never_lost_between_threads() {
    let slow = Counting {
        slow: true,
        lifetime: Some(Duration::ZERO),
        ..Counting::default()
    };
    let memory = Memory::new(|_| Memory::json(200, r#"{"id": "m"}"#));
    let (client, _) = client(&slow, &memory);
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(4).enable_all().build().unwrap();
    runtime.block_on(async {
        for round in 0..100 {
            let calls = (0..16).map(|_| tokio::spawn(client.call(&GET).into_future()));
            let calls: Vec<_> = calls.collect();
            for (at, call) in calls.into_iter().enumerate() {
                if (at + round) % 3 == 0 {
                    call.abort();
                } else {
                    let done = tokio::time::timeout(Duration::from_secs(10), call).await;
                    done.unwrap().unwrap().unwrap();
                }
            }
        }
    });
}
