//! A server for tests that knows the operations of the API.

use super::memory::{Answer, Memory, RecordedRequest};
use super::{BoxFuture, Sent, Transport};
use crate::runtime::api::{CallSpec, Operation};
use crate::runtime::{AnyRequest, SendBody, TransportError};
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::any::TypeId;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Respond = Arc<dyn Fn(&RecordedRequest) -> Answer + Send + Sync>;

/// A server for tests, without a network. It gives each operation the responses that the test sets, and records the
/// requests. Clones share both: build the client with one clone, and keep another.
///
/// ```text
/// let server = Mock::new();
/// server.on::<GetUser>().respond_json(200, &json!({"id": 7, "name": "Ada"}));
/// let client = Client::builder().bearer_auth("test").transport(server.clone()).build()?;
/// assert_eq!(client.get_user(7).await?.name, "Ada");
/// assert_eq!(server.requests_of::<GetUser>().len(), 1);
/// ```
///
/// An operation gets its responses in the order of the calls that set them, and the last one from then on. The client
/// handles them like those of any server: it decodes them, repeats calls and waits before that. A request without a
/// response gets one with status 501, and the error of the call names the operation.
#[derive(Clone)]
pub struct Mock {
    memory: Memory,
    rules: Arc<Mutex<Rules>>,
}

/// The responses of a server for tests.
#[derive(Default)]
struct Rules {
    operations: BTreeMap<Called, VecDeque<Respond>>,
    others: Option<Respond>,
}

/// The operation of a request, in the request's extensions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Called {
    name: &'static str,
    route: String,
}

impl Called {
    /// The operation of a call. All calls of paths that the document doesn't have are of one.
    pub(crate) fn of(spec: &CallSpec) -> Self {
        let route = if spec.is_any() {
            String::new()
        } else {
            format!("{} {}", spec.method, spec.path)
        };
        Self {
            name: spec.name,
            route,
        }
    }

    /// The operation with that type.
    fn by<O: Operation>() -> Self {
        let mut called = Self::of(&CallSpec::of(O::SPEC));
        if TypeId::of::<O>() == TypeId::of::<AnyRequest>() {
            called.route.clear();
        }
        called
    }
}

impl Mock {
    /// Creates a server without responses.
    #[must_use]
    pub fn new() -> Self {
        let rules = Arc::<Mutex<Rules>>::default();
        let shared = Arc::clone(&rules);
        let memory = Memory::new(move |request| {
            // The lock is free again when the function runs, so it can set other responses.
            let respond = lock(&shared).next(request);
            respond.map_or_else(|| unset(request), |respond| respond(request))
        });
        Self { memory, rules }
    }

    /// The responses of operation `O`, such as `operations::GetUser`; of `AnyRequest`, those of all calls with
    /// `Client::request`.
    #[must_use]
    pub fn on<O: Operation>(&self) -> MockOperation<'_, O> {
        MockOperation {
            mock: self,
            operation: PhantomData,
        }
    }

    /// Sets a function that responds to all requests without a response of their own, those of token sources too.
    pub fn otherwise(
        &self,
        respond: impl Fn(&RecordedRequest) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
    ) {
        lock(&self.rules).others = Some(Arc::new(respond));
    }

    /// The requests so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.memory.requests()
    }

    /// The requests of operation `O` so far, in order. Each attempt of a call is one.
    #[must_use]
    pub fn requests_of<O: Operation>(&self) -> Vec<RecordedRequest> {
        let called = Called::by::<O>();
        let mut requests = self.memory.requests();
        requests.retain(|request| request.extensions().get() == Some(&called));
        requests
    }
}

impl Default for Mock {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for Mock {
    fn send(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        self.memory.send(request)
    }

    fn send_direct(&self, request: http::Request<SendBody>) -> BoxFuture<'_, Sent> {
        self.memory.send_direct(request)
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = lock(&self.rules);
        let operations = rules.operations.keys().map(|called| called.name);
        f.debug_struct("Mock")
            .field("operations", &operations.collect::<Vec<_>>())
            .field("requests", &self.memory)
            .finish_non_exhaustive()
    }
}

impl Rules {
    fn next(&mut self, request: &RecordedRequest) -> Option<Respond> {
        let called = request.extensions().get::<Called>();
        let own = called.and_then(|called| self.operations.get_mut(called));
        let next = match own {
            Some(own) if own.len() > 1 => own.pop_front(),
            Some(own) => own.front().cloned(),
            None => None,
        };
        next.or_else(|| self.others.clone())
    }
}

/// The responses of one operation of a [`Mock`].
pub struct MockOperation<'a, O> {
    mock: &'a Mock,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> MockOperation<'_, O> {
    /// Adds a response with status 200 and this value as JSON.
    pub fn respond(&self, value: &O::Output) -> &Self
    where
        O::Output: Serialize,
    {
        self.respond_json(200, value)
    }

    /// Adds a response with an error's status and this value as JSON.
    pub fn respond_error(&self, status: u16, error: &O::Error) -> &Self
    where
        O::Error: Serialize,
    {
        self.respond_json(status, error)
    }

    /// Adds a response with any JSON, whether the document describes it or not.
    pub fn respond_json(&self, status: u16, body: &(impl Serialize + ?Sized)) -> &Self {
        let body = serde_json::to_vec(body)
            .map(Bytes::from)
            .map_err(|error| error.to_string());
        self.respond_with(move |_| match &body {
            Ok(body) => response(status, "application/json", body.clone()),
            Err(error) => fault(format!("the response can't be written as JSON: {error}")),
        })
    }

    /// Adds a response with these bytes. An empty `content_type` stands for none.
    pub fn respond_bytes(&self, status: u16, content_type: &str, body: impl Into<Bytes>) -> &Self {
        let (content_type, body) = (content_type.to_owned(), body.into());
        self.respond_with(move |_| response(status, &content_type, body.clone()))
    }

    /// Adds a function that responds, or fails like a connection: `Err(TransportError::lost("reset"))`.
    pub fn respond_with(
        &self,
        respond: impl Fn(&RecordedRequest) -> Result<http::Response<Bytes>, TransportError>
        + Send
        + Sync
        + 'static,
    ) -> &Self {
        let mut rules = lock(&self.mock.rules);
        let own = rules.operations.entry(Called::by::<O>()).or_default();
        own.push_back(Arc::new(respond));
        drop(rules);
        self
    }
}

impl<O> fmt::Debug for MockOperation<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("MockOperation").field(self.mock).finish()
    }
}

impl RecordedRequest {
    /// Reads the body as JSON, such as a type of the crate.
    ///
    /// # Errors
    /// When the body isn't JSON of that type.
    pub fn json<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_slice(self.body())
    }
}

/// The rules are complete, even if another thread panicked.
fn lock(rules: &Mutex<Rules>) -> MutexGuard<'_, Rules> {
    rules.lock().unwrap_or_else(PoisonError::into_inner)
}

fn response(status: u16, content_type: &str, body: Bytes) -> Answer {
    let mut response = http::Response::builder().status(status);
    if !content_type.is_empty() {
        response = response.header("content-type", content_type);
    }
    response.body(body).map_err(TransportError::not_sent)
}

/// The response to a request for which the test set none.
fn unset(request: &RecordedRequest) -> Answer {
    fault(match request.extensions().get::<Called>() {
        Some(called) => format!(
            "`Mock` has no response for `{}`: set one with `on`",
            called.name
        ),
        None => "`Mock` has no response for this request: set one with `otherwise`".to_owned(),
    })
}

/// A response that no client repeats, and whose text its error shows.
fn fault(why: String) -> Answer {
    response(501, "text/plain", why.into())
}
