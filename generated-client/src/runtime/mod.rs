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
mod future;
mod headers;
pub mod hook;
mod incoming;
mod media;
mod missing;
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
mod send_body;
mod server;
mod target;
mod trace;
pub mod transport;
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
pub use parts::Parts;
pub use reply::{PlainText, RawResponse, Reply};
pub use request::AnyRequest;
pub use retry::RetryPolicy;
pub use secret::{Credential, Secret};
pub use send_body::SendBody;
pub use server::{OwnServer, OwnUrl};
pub use transport::{Body, Memory, RecordedRequest, Transport, TransportError};
#[cfg(feature = "mock")]
pub use transport::{Mock, MockOperation};
pub use wire::{Mismatch, Mismatches};
