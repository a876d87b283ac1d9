//! The default transport. It turns off reqwest's own redirects, repeated requests and cookies, and the
//! proxy for a request with a secret and without TLS.

use super::super::drivers;
use super::super::send_body::SendBody;
use super::super::target::is_loopback;
use super::{Body, BoxFuture, Sent, Transport, TransportError};
use ::reqwest::ClientBuilder;
use bytes::Bytes;
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::task::Poll;
use std::time::Duration;

#[cfg(feature = "gzip")]
mod gzip;
#[cfg(feature = "rustls")]
mod untrusting;

type BoxError = Box<dyn Error + Send + Sync>;

/// Sends with [`reqwest`](::reqwest).
///
/// A request with a secret and without TLS is never sent through a proxy, not even a proxy of a [client
/// of your own](Self::with_client). A response may have 100 headers; a response with more fails the
/// call, unless a client of your own allows it.
#[derive(Clone)]
pub struct Reqwest {
    client: ::reqwest::Client,
    /// Without TLS and without a proxy; built by the first request that needs it.
    direct: Arc<OnceLock<::reqwest::Client>>,
    connect: Duration,
    /// Whether the caller built `client`, and so chose its proxies.
    is_own: bool,
}

impl Reqwest {
    /// Creates a transport for several clients, such as one client per account. Its clones share
    /// connections, and the system's certificates are loaded once.
    ///
    /// # Errors
    /// When TLS can't be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self, BoxError> {
        Self::build(connect_timeout, &Tls::default())
    }

    /// Creates a transport from a client of your own, for proxies or certificates that the system
    /// doesn't know. Build the client with `redirect::Policy::none()` and `retry::never()`: the runtime
    /// doesn't see the redirects that it follows and the requests that it repeats.
    ///
    /// A request with a secret and without TLS, such as a request to a server on loopback, is sent
    /// without this client, because the client may have a proxy.
    #[must_use]
    pub fn with_client(client: ::reqwest::Client) -> Self {
        Self {
            client,
            direct: Arc::default(),
            connect: Duration::from_secs(10),
            is_own: true,
        }
    }

    pub(crate) fn build(connect: Duration, tls: &Tls) -> Result<Self, BoxError> {
        let client = with_tls(builder(connect), tls)?.build()?;
        Ok(Self {
            client,
            direct: Arc::default(),
            connect,
            is_own: false,
        })
    }

    fn direct(&self) -> Result<&::reqwest::Client, BoxError> {
        if let Some(client) = self.direct.get() {
            return Ok(client);
        }
        let client = without_tls(builder(self.connect).no_proxy())?.build()?;
        Ok(self.direct.get_or_init(|| client))
    }
}

/// The settings of TLS.
#[derive(Default)]
pub(crate) struct Tls {
    /// Whether the base URL has no TLS.
    pub(crate) plain: bool,
}

impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A client of the caller's can have credentials: reqwest prints proxies and headers.
        f.debug_struct("Reqwest").finish_non_exhaustive()
    }
}

fn builder(connect: Duration) -> ClientBuilder {
    ::reqwest::Client::builder()
        .redirect(::reqwest::redirect::Policy::none())
        .retry(::reqwest::retry::never())
        .no_gzip()
        .referer(false)
        .connect_timeout(connect)
}

/// Sets up TLS with a crypto provider for this client alone. Installing one for the process could
/// conflict with other clients.
#[cfg(feature = "rustls")]
fn with_tls(builder: ClientBuilder, settings: &Tls) -> Result<ClientBuilder, BoxError> {
    use rustls_platform_verifier::BuilderVerifierExt;
    match tls()?.with_platform_verifier() {
        Ok(config) => Ok(builder.tls_backend_preconfigured(config.with_no_client_auth())),
        // A container without certificates can still call a server beside it.
        Err(_) if settings.plain => without_tls(builder),
        Err(error) => Err(unusable(&error)),
    }
}

/// Trusts no certificate.
#[cfg(feature = "rustls")]
fn without_tls(builder: ClientBuilder) -> Result<ClientBuilder, BoxError> {
    let config = tls()?;
    let algorithms = config.crypto_provider().signature_verification_algorithms;
    let verifier = Arc::new(untrusting::Untrusting {
        schemes: algorithms.supported_schemes(),
    });
    let config = config.dangerous();
    let config = config.with_custom_certificate_verifier(verifier);
    Ok(builder.tls_backend_preconfigured(config.with_no_client_auth()))
}

#[cfg(feature = "rustls")]
fn tls() -> Result<rustls::ConfigBuilder<rustls::ClientConfig, rustls::WantsVerifier>, BoxError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(&error))
}

/// The error as text: the error itself would compile code to print all of its parts.
#[cfg(feature = "rustls")]
fn unusable(error: &rustls::Error) -> BoxError {
    BoxError::from(error.to_string())
}

#[cfg(not(feature = "rustls"))]
#[allow(
    clippy::unnecessary_wraps,
    reason = "the same signature with every kind of TLS"
)]
fn with_tls(builder: ClientBuilder, settings: &Tls) -> Result<ClientBuilder, BoxError> {
    // native-tls needs no certificates to be set up.
    let _ = settings.plain;
    Ok(builder)
}

#[cfg(not(feature = "rustls"))]
#[allow(
    clippy::unnecessary_wraps,
    reason = "the same signature with every kind of TLS"
)]
fn without_tls(builder: ClientBuilder) -> Result<ClientBuilder, BoxError> {
    Ok(builder)
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        // The loopback address of a proxy is another machine.
        let uri = request.uri();
        let is_plain = uri.scheme_str() == Some("http");
        if !self.is_own && is_plain && is_loopback(uri.host()) {
            self.send_direct(request)
        } else {
            Box::pin(send(&self.client, request))
        }
    }

    fn send_direct(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        Box::pin(async move {
            let client = self.direct().map_err(TransportError::not_sent)?;
            send(client, request).await
        })
    }
}

async fn send(client: &::reqwest::Client, request: http::Request<SendBody>) -> Sent {
    let first = drivers::runtime().map_err(TransportError::no_runtime)?;
    #[cfg_attr(
        not(feature = "gzip"),
        allow(unused_mut, reason = "gzip adds a header")
    )]
    let mut request = request.map(reqwest_body);
    #[cfg(feature = "gzip")]
    gzip::ask(request.headers_mut());
    let request = ::reqwest::Request::try_from(request).map_err(not_sent)?;
    // reqwest may create a timer before its future is polled.
    let mut sending = pin!(Some(async { client.execute(request).await }));
    let mut missed = TransportError::no_runtime as fn(&'static str) -> TransportError;
    let sent = poll_fn(|context| {
        let polled = drivers::runtime().and_then(|_| {
            let sending = sending.as_mut().as_pin_mut();
            drivers::named(|| sending.map_or(Poll::Pending, |sending| sending.poll(context)))
        });
        // Another task may have written the request in the meantime.
        let missed = std::mem::replace(&mut missed, TransportError::runtime_lost);
        polled.map_or_else(
            |missing| Poll::Ready(Err(missed(missing))),
            |polled| polled.map_err(failed),
        )
    });
    let sent = sent.await;
    {
        // Dropping the request may spawn a task, which needs the runtime.
        let _entered = first.enter();
        sending.set(None);
    }
    let mut response = sent?;
    let (status, version) = (response.status(), response.version());
    #[cfg_attr(
        not(feature = "gzip"),
        allow(unused_mut, reason = "gzip removes headers")
    )]
    let mut headers = std::mem::take(response.headers_mut());
    let body: Box<dyn Body> = Box::new(response);
    #[cfg(feature = "gzip")]
    let body = gzip::decoded(&mut headers, body);
    let mut answer = http::Response::new(body);
    *answer.status_mut() = status;
    *answer.version_mut() = version;
    *answer.headers_mut() = headers;
    Ok(answer)
}

fn reqwest_body(body: SendBody) -> ::reqwest::Body {
    body.into_bytes().into()
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

/// The error of a request: if it failed while resolving the host, connecting or setting up TLS, nothing
/// of it was written. Later errors don't tell.
fn failed(error: ::reqwest::Error) -> TransportError {
    let timeout = error.is_timeout();
    let failed = if error.is_connect() {
        TransportError::unconnected(unconnected(&error), error.without_url())
    } else if error.is_builder() {
        not_sent(error)
    } else if let Some(why) = malformed(&error) {
        TransportError::malformed(why, error.without_url())
    } else {
        TransportError::lost(error.without_url())
    };
    if timeout { failed.timed_out() } else { failed }
}

/// Why no connection could be made, as far as the causes tell. The host can be that of a proxy.
fn unconnected(error: &::reqwest::Error) -> &'static str {
    let mut next = error.source();
    while let Some(cause) = next {
        let text = cause.to_string();
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        match kind {
            // hyper's own error has the step that failed.
            _ if text.starts_with("dns error") => return "the name of the host can't be resolved",
            Some(ErrorKind::ConnectionRefused) => return "the connection was refused",
            Some(ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable) => {
                return "the network has no way to the host";
            }
            // The parts of TLS have errors of several types.
            Some(ErrorKind::InvalidData) => return NO_TLS,
            _ if TLS_WORDS.iter().any(|word| text.contains(word)) => return NO_TLS,
            _ => next = cause.source(),
        }
    }
    ""
}

const NO_TLS: &str = "TLS can't be set up with the server";
const TLS_WORDS: [&str; 4] = ["certificate", "handshake", "SSL", "TLS"];

/// The fault in the head of a response. Only the text of hyper's error tells it.
fn malformed(error: &::reqwest::Error) -> Option<&'static str> {
    let mut cause = error.source()?;
    while let Some(next) = cause.source() {
        cause = next;
    }
    match cause.to_string() {
        text if text.starts_with("invalid HTTP ") => {
            Some("the server's answer is not HTTP; check the scheme and the port of its URL")
        }
        text if text == "message head is too large" => {
            Some("the response has too many headers, or too long ones")
        }
        _ => None,
    }
}
