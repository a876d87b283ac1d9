//! The transport of browsers and workers, and of Node.js, Deno and other engines with `fetch`. It turns off
//! two features of `fetch`: redirects, and the cookies of the browser.

use super::super::send_body::SendBody;
use super::super::target::is_loopback;
use super::{BoxFuture, Sent, Transport, TransportError};
use http::header::USER_AGENT;
use http::request::Parts;
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Error, Function, Promise, Reflect, Uint8Array, global};
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortController, Headers, Request, RequestCredentials, RequestInit, RequestRedirect,
};

mod response;

const NO_FETCH: &str = "there is no `fetch` here: give the client a transport of your own";
const REFUSED: &str = "`fetch` refuses the request: it sends no GET or HEAD with a body, and none of the methods \
    CONNECT, TRACE and TRACK";
const DROPPED: &str = "the browser does not send a header that the request has: it sets headers such as `cookie`, \
    `host` and `origin` by itself";

/// Sends with `fetch`.
///
/// - A redirect is an error in a browser, which either follows redirects with all headers or hides their
///   targets.
/// - A body in chunks is collected in a `Blob` and sent as a whole, because few browsers send streams.
/// - A request with a header that the browser reserves, such as `cookie`, is not sent.
/// - A request with a secret and without TLS is sent to loopback addresses only: a browser may use a proxy.
#[derive(Debug, Clone, Default)]
pub struct Fetch {
    cookies: bool,
}

impl Fetch {
    /// Creates a transport that neither sends nor keeps cookies of the browser.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a transport that sends and stores cookies as the browser does, and presents its certificates.
    /// The server of another origin has to allow it.
    #[must_use]
    pub fn with_cookies() -> Self {
        Self { cookies: true }
    }
}

impl Transport for Fetch {
    fn send(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        Box::pin(send(request, self.cookies))
    }

    fn send_direct(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        // Browsers send no request to the machine itself through a proxy.
        if is_loopback(request.uri().host()) {
            self.send(request)
        } else {
            Box::pin(std::future::ready(Err(TransportError::no_direct_way())))
        }
    }
}

/// Ends the request, or the rest of its response, when it is dropped.
struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn send(request: http::Request<SendBody>, cookies: bool) -> Sent {
    let (head, body) = request.into_parts();
    let body = whole(body).await?;
    let abort = AbortController::new().map_err(|_| TransportError::no_runtime(NO_FETCH))?;
    let abort = Abort(abort);
    let init = RequestInit::new();
    init.set_signal(Some(&abort.0.signal()));
    init.set_redirect(RequestRedirect::Manual);
    init.set_credentials(if cookies {
        RequestCredentials::Include
    } else {
        RequestCredentials::Omit
    });
    if let Some(body) = &body {
        init.set_body(body);
    }
    let sent = fetch(&complete(&head, &init)?)?;
    let response = JsFuture::from(sent).await;
    response::open(response.map_err(|error| lost(&error))?, abort)
}

/// The request with its head. The browser drops some headers silently, so their presence is checked.
fn complete(head: &Parts, init: &RequestInit) -> Result<Request, TransportError> {
    let refused = |_| TransportError::no_runtime(REFUSED);
    let headers = Headers::new().map_err(refused)?;
    for (name, value) in &head.headers {
        // In JavaScript, each character of the text is a byte.
        let value: String = value.as_bytes().iter().copied().map(char::from).collect();
        headers.append(name.as_str(), &value).map_err(refused)?;
    }
    init.set_method(head.method.as_str());
    init.set_headers(&headers);
    let request = Request::new_with_str_and_init(&head.uri.to_string(), init).map_err(refused)?;
    let kept = request.headers();
    // The user agent of a browser doesn't change the meaning of a request.
    let mut needed = head.headers.keys().filter(|name| **name != USER_AGENT);
    if needed.all(|name| kept.has(name.as_str()).unwrap_or(false)) {
        Ok(request)
    } else {
        Err(TransportError::no_runtime(DROPPED))
    }
}

/// Pages and workers have different types for the object with `fetch`.
fn fetch(request: &Request) -> Result<Promise, TransportError> {
    let global = global();
    let fetch = Reflect::get(&global, &JsValue::from_str("fetch"));
    let fetch = fetch
        .ok()
        .and_then(|fetch| fetch.dyn_into::<Function>().ok());
    let fetch = fetch.ok_or_else(|| TransportError::no_runtime(NO_FETCH))?;
    let sent = fetch.call1(&global, request);
    let sent = sent.map_err(|error| lost(&error))?;
    Ok(Promise::resolve(&sent))
}

/// The body as a JavaScript value; `None` if it is empty.
#[allow(clippy::unused_async, reason = "as with the part")]
async fn whole(body: SendBody) -> Result<Option<JsValue>, TransportError> {
    let bytes = body.into_bytes();
    Ok((!bytes.is_empty()).then(|| Uint8Array::from(&*bytes).into()))
}

/// The error of a failed `fetch`, which doesn't tell whether something was sent.
fn lost(error: &JsValue) -> TransportError {
    TransportError::lost(told(error))
}

/// The message of an error, unless it repeats the URL, which can hold a key.
fn told(error: &JsValue) -> String {
    let Some(error) = error.dyn_ref::<Error>() else {
        return "`fetch` failed".to_owned();
    };
    let (name, message) = (String::from(error.name()), String::from(error.message()));
    if message.contains("://") {
        name
    } else {
        format!("{name}: {message}")
    }
}
