//! Support code shared by every generated client: reading and writing of values, and sending of
//! requests.
//!
//! The root of the crate exports the types for callers. In reading order: [`api`] describes an API,
//! [`parts`] collects the parameters of a call, `execute` sends it, [`retry`] decides whether to send
//! it again, and methods of the client return a [`call`].
#![cfg_attr(
    target_arch = "wasm32",
    allow(clippy::arc_with_non_send_sync, reason = "no threads there")
)]

pub mod api;
mod attempt;
mod authorize;
mod base;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking;
mod body;
mod build_error;
pub mod call;
pub mod client;
pub mod clock;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod drivers;
pub mod error;
mod error_text;
mod execute;
#[cfg(feature = "multipart")]
mod file_name;
#[cfg(feature = "multipart")]
mod file_type;
#[cfg(feature = "forms")]
pub mod form;
#[cfg(feature = "form-parameters")]
mod form_parameter;
mod future;
mod headers;
pub mod hook;
#[cfg(feature = "idempotency-keys")]
mod idempotency;
mod incoming;
mod media;
mod missing;
#[cfg(feature = "multipart")]
mod multipart;
#[cfg(feature = "pages")]
mod next_page;
#[cfg(feature = "tokens")]
pub mod oauth2;
#[cfg(feature = "pages")]
pub mod pages;
mod pairs;
mod parameter;
pub mod parts;
mod path;
mod problem;
pub mod reply;
pub mod request;
pub mod retry;
mod said;
pub mod secret;
#[cfg(feature = "secret-errors")]
mod secret_members;
mod send_body;
#[cfg(feature = "send-lines")]
mod send_lines;
mod server;
#[cfg(feature = "server-variables")]
mod server_url;
#[cfg(feature = "streams")]
pub mod streams;
#[cfg(feature = "url-parameters")]
pub mod style;
mod target;
#[cfg(feature = "tokens")]
pub mod token;
#[cfg(feature = "tokens")]
mod token_error;
mod trace;
pub mod transport;
#[cfg(feature = "webhooks")]
pub mod webhook;
pub mod wire;

pub use api::{Api, Envelope, Operation, OperationSpec, Requirement, Scheme, SecurityScheme, Spec};
pub use build_error::BuildError;
pub use call::{Call, Receive, Response, Sending};
pub use client::{Client, ClientBuilder};
pub use clock::Clock;
pub use error::{AnyBody, Error, ErrorKind};
pub use future::{BoxFuture, MaybeSend, MaybeSync};
pub use hook::{Hook, HookRequest, HookResponse};
pub use http::Method;
pub use incoming::Incoming;
#[cfg(feature = "multipart")]
pub use multipart::{FilePart, Multipart};
#[cfg(feature = "tokens")]
pub use oauth2::{ClientCredentials, RefreshToken};
#[cfg(feature = "pages")]
pub use pages::{PageItems, PageRule, Paged, Pages};
pub use parts::Parts;
pub use reply::{PlainText, RawResponse, Reply};
pub use request::AnyRequest;
pub use retry::RetryPolicy;
#[cfg(feature = "identity")]
pub use secret::Identity;
pub use secret::{Credential, Secret};
#[cfg(feature = "secret-errors")]
pub use secret_members::SecretMembers;
pub use send_body::SendBody;
#[cfg(feature = "send-lines")]
pub use send_lines::SendLines;
pub use server::{OwnServer, OwnUrl};
#[cfg(feature = "server-variables")]
pub use server_url::{ListedServer, server_url};
#[cfg(feature = "streams")]
pub use streams::{Event, Events, Lines};
#[cfg(feature = "url-parameters")]
pub use style::Style;
#[cfg(feature = "tokens")]
pub use token::{AccessToken, TokenError, TokenSender, TokenSource};
pub use transport::{Body, Memory, RecordedRequest, Transport, TransportError};
#[cfg(feature = "mock")]
pub use transport::{Mock, MockOperation};
#[cfg(feature = "webhooks")]
pub use webhook::{UnknownWebhook, Webhook, WebhookError};
pub use wire::{Mismatch, Mismatches};
