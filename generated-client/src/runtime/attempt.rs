//! One attempt: a request is sent, the head of its response comes, and its body is read.

use super::api::CallSpec;
use super::body;
use super::client::Shared;
use super::error::{ErrorKind, Failure};
use super::future::{BoxFuture, give_way, within};
use super::reply::RawResponse;
use super::retry;
use super::secret::Credentials;
use super::send_body::SendBody;
use super::transport::{Body, Sent, TransportError};
use bytes::BytesMut;
use http::StatusCode;
use std::time::Duration;

/// The bytes of an error's body that are kept.
const MAX_ERROR_BODY: usize = 1 << 20;
/// The chunks that are read before the task yields. Otherwise a body that is always ready would keep timers
/// from running.
const CHUNKS_AT_ONCE: usize = 32;

/// The part of a successful response that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The head and the whole body.
    Whole,
    /// The head; the caller reads the body.
    Head,
}

/// The outcome of one attempt.
pub(crate) struct Attempted {
    /// The response, with the part of its body that was read.
    pub(crate) response: Option<RawResponse>,
    /// The body that the caller reads.
    pub(crate) rest: Option<Box<dyn Body>>,
    /// The reason for an incomplete body.
    trouble: Option<Trouble>,
}

pub(crate) enum Trouble {
    Transport(TransportError),
    Timeout,
    TooLarge,
}

/// An attempt that is ready to be made.
pub(crate) struct Attempt<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) spec: &'a CallSpec,
    pub(crate) max_body: usize,
    pub(crate) request: http::Request<SendBody>,
    pub(crate) direct: bool,
    pub(crate) extent: Extent,
    /// The end of the attempt.
    pub(crate) limit: BoxFuture<'static, ()>,
    /// The time limit of each chunk of the request's body.
    pub(crate) each: Duration,
    /// The end of the call.
    pub(crate) deadline: Duration,
}

impl Attempt<'_> {
    /// Sends once and reads the response within the limit, with any transport.
    pub(crate) async fn make(mut self) -> Attempted {
        let (mut head, mut body) = match self.open().await {
            Ok(response) => response.into_parts(),
            Err(trouble) => {
                return Attempted {
                    response: None,
                    rest: None,
                    trouble: Some(trouble),
                };
            }
        };
        Credentials::of(self.shared.api).mark(&mut head.headers);
        let is_success = self.spec.is_outcome(head.status);
        let mut response = RawResponse {
            status: head.status,
            headers: head.headers,
            body: bytes::Bytes::new(),
        };
        let is_left = match self.extent {
            Extent::Whole => false,
            Extent::Head => true,
        };
        if is_success && is_left {
            return Attempted {
                response: Some(response),
                rest: Some(body),
                trouble: None,
            };
        }
        let max = if is_success {
            self.max_body
        } else {
            self.max_body.min(MAX_ERROR_BODY)
        };
        let mut read = BytesMut::new();
        let trouble = collect(&mut *body, &mut read, max, &mut self.limit).await;
        response.body = read.freeze();
        Attempted {
            response: Some(response),
            rest: None,
            trouble,
        }
    }

    /// Sends the request and waits for the head of its response.
    async fn open(&mut self) -> Result<http::Response<Box<dyn Body>>, Trouble> {
        let request = std::mem::take(&mut self.request);
        let (request, mut renewal) = Renewal::of(request, self.each, self.deadline);
        let transport = &self.shared.transport;
        let mut sending: BoxFuture<'_, Sent> = if self.direct {
            transport.send_direct(request)
        } else {
            transport.send(request)
        };
        loop {
            match within(&mut self.limit, &mut sending).await {
                Some(sent) => return sent.map_err(Trouble::Transport),
                None => match renewal.next(self.shared) {
                    Some(limit) => self.limit = limit,
                    None => return Err(Trouble::Timeout),
                },
            }
        }
    }
}

/// The renewal of an attempt's limit while the chunks of its body are sent: an upload may take longer than
/// a call.
struct Renewal {
}

#[allow(clippy::unused_self, reason = "as with the part")]
impl Renewal {
    fn of(
        request: http::Request<SendBody>,
        _: Duration,
        _: Duration,
    ) -> (http::Request<SendBody>, Self) {
        (request, Self {})
    }

    fn next(&mut self, _: &Shared) -> Option<BoxFuture<'static, ()>> {
        None
    }
}

/// Reads up to `max` bytes.
pub(crate) async fn collect(
    body: &mut dyn Body,
    read: &mut BytesMut,
    max: usize,
    limit: &mut BoxFuture<'static, ()>,
) -> Option<Trouble> {
    let mut chunks = 0;
    loop {
        match within(limit, &mut body.chunk()).await {
            Some(Ok(Some(chunk))) => {
                let room = max - read.len();
                read.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() > room {
                    return Some(Trouble::TooLarge);
                }
            }
            Some(Ok(None)) => return None,
            Some(Err(error)) => return Some(Trouble::Transport(error)),
            None => return Some(Trouble::Timeout),
        }
        chunks = (chunks + 1) % CHUNKS_AT_ONCE;
        if chunks == 0 && give_way(limit).await.is_none() {
            return Some(Trouble::Timeout);
        }
    }
}

/// A response, and its body if the caller reads it.
pub(crate) type Success = (RawResponse, Option<Box<dyn Body>>);

/// Whether an attempt is a success, and the kind of failure otherwise.
pub(crate) fn judge(
    shared: &Shared,
    spec: &CallSpec,
    attempted: Attempted,
    now: Duration,
) -> Result<Success, Box<Failure>> {
    let failure = |kind| Failure::new(kind, spec);
    Err(Box::new(match (attempted.response, attempted.trouble) {
        // The status decides, even if a part of the body is missing.
        (Some(response), _) if !spec.is_outcome(response.status) => Failure {
            processed: may_have_been_processed(response.status),
            retry_after: retry::server_delay(response.status, &response.headers, now),
            response: Some(response),
            ..failure(ErrorKind::Api)
        },
        (Some(response), Some(trouble)) => unread(failure(ErrorKind::Body), response, trouble),
        (Some(response), None) if body::is_error(shared.api.envelope.as_ref(), &response) => {
            Failure {
                processed: true,
                response: Some(response),
                ..failure(ErrorKind::Api)
            }
        }
        (Some(response), None) => return Ok((response, attempted.rest)),
        (None, Some(Trouble::Transport(error))) => {
            let (kind, why) = error.kind();
            Failure {
                processed: error.may_have_been_sent(),
                timeout: error.is_timeout(),
                why,
                source: error.into_source(),
                ..failure(kind)
            }
        }
        (None, _) => Failure {
            processed: true,
            ..failure(ErrorKind::Timeout)
        },
    }))
}

/// The failure of a success with an incomplete body; it keeps the part that came.
pub(crate) fn unread(failure: Failure, response: RawResponse, trouble: Trouble) -> Failure {
    let (why, timeout, source) = match trouble {
        Trouble::TooLarge => ("the response is larger than `max_body`", false, None),
        Trouble::Timeout => (
            "the response did not end in time; `attempt_timeout` and the call's `timeout`, or the client's `total_timeout`, are the limits",
            true,
            None,
        ),
        Trouble::Transport(error) => {
            let why = match error.kind() {
                (ErrorKind::Lost, why) if !why.is_empty() => why,
                _ => "the response broke off",
            };
            (why, error.is_timeout(), Some(error))
        }
    };
    Failure {
        processed: true,
        timeout,
        why,
        response: Some(response),
        source: source.map(|error| Box::new(error) as _),
        ..failure
    }
}

/// Whether the server may have carried out a request with an error status. A server that finds fault with a
/// request doesn't carry it out. A 408 leaves that open, and a redirect can follow a request that was
/// carried out.
fn may_have_been_processed(status: StatusCode) -> bool {
    !status.is_client_error() || status == StatusCode::REQUEST_TIMEOUT
}
