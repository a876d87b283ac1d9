//! Support code shared by every generated client: how values are read and written, and how
//! requests are sent.
//!
//! The root of the crate exports what callers need. In reading order: [`api`] describes an API,
//! [`parts`] collects the parameters of a call, `execute` sends it, [`retry`] decides whether to send
//! it again, and [`call`] is what a method of the client returns.

pub mod api;
mod authorize;
mod base;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking;
mod body;
pub mod call;
pub mod client;
pub mod clock;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod drivers;
pub mod error;
mod execute;
mod future;
mod parameter;
pub mod parts;
mod path;
pub mod retry;
pub mod secret;
mod server;
mod target;
mod trace;
pub mod transport;
pub mod wire;

pub use api::{
    Api, Envelope, Operation, OperationSpec, OwnServer, PlainText, RawResponse, Reply, Requirement,
    Scheme, SecurityScheme, Spec,
};
pub use call::{Call, Response, Sending};
pub use client::{BuildError, Client, ClientBuilder};
pub use clock::Clock;
pub use error::{Error, ErrorKind};
pub use future::{BoxFuture, MaybeSend, MaybeSync};
pub use parts::Parts;
pub use retry::RetryPolicy;
pub use secret::{Credential, Secret};
pub use transport::{Memory, RecordedRequest, Transport, TransportError};
pub use wire::{Mismatch, Mismatches};
