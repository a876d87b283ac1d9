//! The transport that is used by default. Whatever reqwest would decide by itself is off:
//! redirects, repeated requests, cookies.

use super::{Body, BoxFuture, Transport, TransportError};
use ::reqwest::ClientBuilder;
use bytes::Bytes;
use std::error::Error;
#[cfg(feature = "rustls")]
use std::sync::Arc;
use std::time::Duration;

type BoxError = Box<dyn Error + Send + Sync>;

/// Sends with [`reqwest`](::reqwest).
#[derive(Debug, Clone)]
pub struct Reqwest {
    client: ::reqwest::Client,
}

impl Reqwest {
    /// A transport for several clients, such as one for each account: its clones share connections,
    /// and the certificates of the system are loaded once.
    ///
    /// # Errors
    /// When TLS can't be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self, BoxError> {
        Self::build(connect_timeout, false, false)
    }

    /// Sends with a client of the caller's own, for proxies or certificates that the system doesn't
    /// know. Build it with `redirect::Policy::none()` and `retry::never()`: a redirect that it
    /// follows or a request that it repeats is not seen by the runtime.
    #[must_use]
    pub fn with_client(client: ::reqwest::Client) -> Self {
        Self { client }
    }

    /// `direct` goes past the system's proxy: right for loopback, where a token may travel without
    /// TLS but must not leave the machine. `plain` says that the base URL has no TLS.
    pub(crate) fn build(connect: Duration, direct: bool, plain: bool) -> Result<Self, BoxError> {
        let mut builder = ::reqwest::Client::builder()
            .redirect(::reqwest::redirect::Policy::none())
            .retry(::reqwest::retry::never())
            .referer(false)
            .connect_timeout(connect);
        if direct {
            builder = builder.no_proxy();
        }
        let client = with_tls(builder, plain)?.build()?;
        Ok(Self { client })
    }
}

/// The crypto provider is this client's own: the process has none installed that another client
/// would find, or would have to replace.
#[cfg(feature = "rustls")]
fn with_tls(builder: ClientBuilder, plain: bool) -> Result<ClientBuilder, BoxError> {
    use rustls_platform_verifier::BuilderVerifierExt;
    let config = || {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()
    };
    // As text: with the error itself, everything that it can print would be compiled.
    let unusable = |error: rustls::Error| BoxError::from(error.to_string());
    let config = match config().map_err(unusable)?.with_platform_verifier() {
        Ok(config) => config,
        // A container without certificates can still talk to the server beside it.
        Err(_) if plain => config()
            .map_err(unusable)?
            .with_root_certificates(rustls::RootCertStore::empty()),
        Err(error) => return Err(unusable(error)),
    };
    Ok(builder.tls_backend_preconfigured(config.with_no_client_auth()))
}

#[cfg(not(feature = "rustls"))]
#[allow(
    clippy::unnecessary_wraps,
    reason = "the same signature with every kind of TLS"
)]
fn with_tls(builder: ClientBuilder, _plain: bool) -> Result<ClientBuilder, BoxError> {
    Ok(builder)
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Box<dyn Body>>, TransportError>> {
        Box::pin(async move {
            let request = ::reqwest::Request::try_from(request).map_err(not_sent)?;
            let mut response = self.client.execute(request).await.map_err(failed)?;
            let (status, version) = (response.status(), response.version());
            let headers = std::mem::take(response.headers_mut());
            let mut answer = http::Response::new(Box::new(response) as Box<dyn Body>);
            *answer.status_mut() = status;
            *answer.version_mut() = version;
            *answer.headers_mut() = headers;
            Ok(answer)
        })
    }
}

impl Body for ::reqwest::Response {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { ::reqwest::Response::chunk(self).await.map_err(failed) })
    }
}

fn not_sent(error: ::reqwest::Error) -> TransportError {
    // The URL can hold a key, and reqwest prints it.
    TransportError::not_sent(error.without_url())
}

/// Finding the host, connecting, TLS: nothing of the request was written then. After that there is
/// no telling.
fn failed(error: ::reqwest::Error) -> TransportError {
    let timeout = error.is_timeout();
    let failed = if error.is_connect() || error.is_builder() {
        not_sent(error)
    } else {
        TransportError::lost(error.without_url())
    };
    if timeout { failed.timed_out() } else { failed }
}
