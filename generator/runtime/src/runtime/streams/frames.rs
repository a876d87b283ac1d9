//! The pieces of a stream: chunks go in, and events or lines come out.

use super::super::attempt::Extent;
use super::super::error::{ErrorKind, Failure};
use super::super::execute::{Answer, Rest, execute, sleep};
use super::super::incoming::Reader;
use super::super::reply::RawResponse;
use super::super::retry;
use super::super::said::Said;
use super::super::wire::Reading;
use super::check;
use super::events::EventParser;
use super::lines::LineParser;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::time::Duration;

/// An event, or a line as an event without a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) data: Bytes,
}

pub(super) enum Parser {
    Events(EventParser),
    Lines(LineParser),
}

/// The error of an event or a line that is larger than `max_body`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

pub(super) struct Frames {
    reader: Reader,
    parser: Parser,
    /// The number of connections since the last event; `None` if the stream doesn't reconnect.
    again: Option<u32>,
    /// Whether an error was returned: the bytes before it may be half of a line.
    is_broken: bool,
    /// Whether the item after the ready ones is too large.
    is_too_large: bool,
}

impl Frames {
    #[inline]
    pub(super) fn new(answer: &mut Answer, is_events: bool) -> Self {
        let reader = Reader::new(answer);
        let rest = reader.rest.as_ref();
        let max = rest.map_or(0, |rest| rest.parts.settings.max_body);
        let parser = if is_events {
            Parser::Events(EventParser::new(max))
        } else {
            Parser::Lines(LineParser::new(max))
        };
        Self {
            reader,
            parser,
            again: None,
            is_broken: false,
            is_too_large: false,
        }
    }

    #[inline]
    pub(super) fn reconnect(&mut self) {
        self.again = Some(0);
    }

    /// Adds the number of attempts to the error of an item, and the limits of the call, which have the server.
    #[inline]
    pub(super) fn add_call(&self, failure: &mut Failure) {
        failure.attempts = self.reader.attempts;
        failure.limits = self.reader.limits();
    }

    /// The server's message in an event that is an error.
    #[inline]
    pub(super) fn said(&self, event: &RawResponse) -> Said {
        let said = self.reader.rest.as_ref().map(|rest| {
            // Without the secrets of the request, the text can't be redacted, and only a method returns it.
            let is_secret = rest.secrets.is_none() || self.reader.spec.hides_error(event.status);
            let secrets = rest.secrets.as_deref().unwrap_or_default();
            Said::of(
                event,
                true,
                rest.parts.client.shared.api,
                secrets,
                is_secret,
            )
        });
        said.unwrap_or_default()
    }

    /// The limits of one item.
    #[inline]
    pub(super) fn limits(&self) -> Reading {
        let rest = self.reader.rest.as_ref();
        rest.map_or_else(Reading::default, Rest::reading)
    }

    /// The next frame, if it has come already.
    #[inline]
    pub(super) fn ready(&mut self) -> Option<Frame> {
        let frame = self.parser.next().filter(|_| !self.is_broken)?;
        self.again = self.again.map(|_| 0);
        Some(frame)
    }

    /// The next frame; `None` at the end, and after an error.
    #[inline]
    pub(super) async fn next(&mut self) -> Option<Result<Frame, Box<Failure>>> {
        if self.is_broken {
            return None;
        }
        let next = self.frame().await;
        self.is_broken = matches!(next, Some(Err(_)));
        next
    }

    #[inline]
    async fn frame(&mut self) -> Option<Result<Frame, Box<Failure>>> {
        loop {
            if let Some(frame) = self.ready() {
                return Some(Ok(frame));
            }
            if self.is_too_large {
                self.reader.end();
                return Some(Err(self.too_large()));
            }
            let broken = match self.reader.chunk().await {
                Some(Ok(chunk)) => {
                    self.is_too_large = self.parser.push(&chunk) == Err(TooLarge);
                    continue;
                }
                Some(Err(mut failure)) => {
                    if let Some(response) = &mut failure.response {
                        response.body = self.parser.unfinished();
                    }
                    Some(failure)
                }
                None => None,
            };
            match self.connect(broken).await {
                Ok(true) => {}
                Ok(false) => return self.parser.finish().map(Ok),
                Err(failure) => return Some(Err(failure)),
            }
        }
    }

    #[inline]
    fn too_large(&self) -> Box<Failure> {
        Box::new(Failure {
            attempts: self.reader.attempts,
            limits: self.reader.limits(),
            processed: true,
            why: "an item of the response is larger than `max_body`",
            response: Some(self.reader.head()),
            ..Failure::new(ErrorKind::Body, &self.reader.spec)
        })
    }

    /// Connects again after the end, or after `broken`, if the caller wants it and the rules allow it;
    /// `false` at the end.
    #[inline]
    async fn connect(&mut self, broken: Option<Box<Failure>>) -> Result<bool, Box<Failure>> {
        let stop = |broken: Option<Box<Failure>>| broken.map_or(Ok(false), Err);
        let (Some(tries), Parser::Events(parser)) = (self.again, &mut self.parser) else {
            return stop(broken);
        };
        let Some(mut rest) = self.reader.rest.take() else {
            return stop(broken);
        };
        let delay = parser.retry().unwrap_or(Duration::from_secs(3));
        let left = |rest: &Rest| {
            let now = rest.parts.client.shared.clock.monotonic();
            rest.deadline.saturating_sub(now)
        };
        let most = rest.parts.settings.retry.max_server_delay;
        let is_over = left(&rest) <= delay || delay > most;
        let spec = &self.reader.spec;
        let is_repeatable =
            retry::is_repeatable(&spec.method, &rest.parts.headers, spec.key_header());
        let may = tries <= rest.parts.settings.retry.max_retries;
        if is_over || !may || !is_repeatable || !rest.parts.body.is_left() {
            return stop(broken);
        }
        self.again = Some(tries + 1);
        match sleep(&rest.parts.client.shared, delay) {
            Ok(sleep) => sleep.await,
            Err(_) => return stop(broken),
        }
        if let Some(id) = parser.last_id() {
            put_last_id(&mut rest.parts.headers, id);
        }
        if rest.parts.timeout.is_some() {
            rest.parts.timeout = Some(left(&rest));
        }
        parser.start_over();
        let mut answer = execute(rest.parts, Extent::Stream { events: true }).await?;
        if answer.response.status == StatusCode::NO_CONTENT {
            return Ok(false);
        }
        // The page of a proxy would be read as a stream without events.
        if let Err(error) = check(&answer.response.headers, true) {
            return Err(answer.undecoded(error));
        }
        self.reader = Reader::new(&mut answer);
        Ok(true)
    }
}

/// Sets the header for the id of the last event, in UTF-8 (WHATWG HTML, "The `Last-Event-ID` header"). It is left out
/// if the id is empty or a header can't hold it.
#[inline]
fn put_last_id(headers: &mut HeaderMap, id: &str) {
    let name = HeaderName::from_static("last-event-id");
    match HeaderValue::from_bytes(id.as_bytes()) {
        Ok(value) if !id.is_empty() => headers.insert(name, value),
        _ => headers.remove(name),
    };
}

impl Parser {
    #[inline]
    fn push(&mut self, chunk: &Bytes) -> Result<(), TooLarge> {
        match self {
            Self::Events(parser) => parser.push(chunk),
            Self::Lines(parser) => parser.push(chunk),
        }
    }

    #[inline]
    fn next(&mut self) -> Option<Frame> {
        match self {
            Self::Events(parser) => parser.next(),
            Self::Lines(parser) => parser.next(),
        }
    }

    /// Takes what has come of the next frame.
    fn unfinished(&mut self) -> Bytes {
        match self {
            Self::Events(parser) => parser.unfinished(),
            Self::Lines(parser) => parser.rest().unwrap_or_default(),
        }
    }

    /// The frame that the end of the response completes.
    #[inline]
    fn finish(&mut self) -> Option<Frame> {
        match self {
            // An event without the empty line after it is incomplete.
            Self::Events(_) => None,
            Self::Lines(parser) => parser.finish(),
        }
    }
}
