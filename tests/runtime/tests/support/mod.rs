//! What the tests share: an API as generated code would declare it, a server that follows a script
//! and counts complete requests, and a clock that only pretends to sleep.
#![allow(dead_code, unused_imports, reason = "each test file uses a part of it")]

pub mod api;
pub mod clock;
pub mod server;

pub use api::ClientExt;
pub use clock::TestClock;
pub use server::{Act, Server};

/// A client of reqwest as a caller builds it: with the provider of TLS, which is the caller's own.
#[cfg(feature = "rustls")]
pub fn with_tls(builder: reqwest::ClientBuilder) -> reqwest::Client {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider);
    let config = config.with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(rustls::RootCertStore::empty());
    let builder = builder.tls_backend_preconfigured(config.with_no_client_auth());
    builder.build().unwrap()
}

/// The text of an error without the address of a server on loopback, whose port differs in each run.
pub fn without_address(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    match text.split_once("http://127.0.0.1:") {
        Some((before, after)) => {
            format!(
                "{before}{}",
                after.trim_start_matches(|c: char| c.is_ascii_digit())
            )
        }
        None => text,
    }
}

/// Waits for all of them at once.
pub async fn all<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = futures
        .into_iter()
        .map(|future| (Box::pin(future), None))
        .collect();
    std::future::poll_fn(move |context| {
        for (future, done) in &mut waiting {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        if waiting.iter().any(|(_, done)| done.is_none()) {
            return std::task::Poll::Pending;
        }
        std::task::Poll::Ready(
            waiting
                .iter_mut()
                .filter_map(|(_, done)| done.take())
                .collect(),
        )
    })
    .await
}
