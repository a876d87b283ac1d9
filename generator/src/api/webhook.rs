//! Requests that a server of the API makes: webhooks, and callbacks of operations, which are webhooks in names here.

use crate::api::{Content, Docs, Header, Method, OperationId, SchemaId};
use crate::diagnostic::{Pointer, Reason};

/// A webhook's place in [`Api::webhooks`](super::Api::webhooks).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebhookId(pub usize);

/// A request that the server makes.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// The place in the document.
    pub at: Pointer,
    /// The operation with this callback; none: a webhook.
    pub of: Option<OperationId>,
    /// Its key in the document.
    pub name: String,
    /// The expression for its URL, if its callback has several.
    pub expression: Option<String>,
    /// The HTTP method.
    pub method: Method,
    /// The author's name for it.
    pub rust_name: Option<String>,
    /// Texts for people.
    pub docs: Docs,
    /// Its headers.
    pub headers: Vec<Header>,
    /// Whether the body can't be left out.
    pub required: bool,
    /// The forms of its body; empty: no body.
    pub content: Vec<Content>,
    /// The reason, if it is left out.
    pub lacks: Option<Reason>,
    /// The bodies of the responses that the server expects.
    pub acknowledgements: Vec<SchemaId>,
}
