//! The text of a call's error: one line with the method, the server's URL, the path's template, the status and an
//! instruction.

use super::authorize::is_of_token;
use super::error::{ErrorKind, Failure};
use super::reply::RawResponse;
use super::retry::is_safe;
use super::wire::{DecodeError, shown};
use http::StatusCode;
use std::borrow::Cow;
use std::fmt;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let server = self.server();
        let server = server.trim_end_matches('/');
        write!(f, "{} {server}{}", self.spec.method, shown(&self.spec.path))?;
        if let (ErrorKind::Api, Some(response)) = (self.kind, &self.response) {
            self.refused(response, f)?;
            return self.advise(f);
        }
        f.write_str(" ")?;
        match (self.kind, &self.response) {
            (ErrorKind::Request | ErrorKind::Credentials, _) if self.why.is_empty() => {
                self.unsent(f)?;
                if let Some(problem) = &self.source {
                    write!(f, ": {problem}")?;
                }
            }
            (ErrorKind::Runtime, None) if self.processed => {
                write!(f, "had no response: {}", self.why)?;
            }
            (
                ErrorKind::Request
                | ErrorKind::Credentials
                | ErrorKind::Blocking
                | ErrorKind::Runtime,
                _,
            ) => {
                self.unsent(f)?;
                write!(f, ": {}", self.why)?;
            }
            (ErrorKind::Connect, _) => {
                // The server may have received an earlier attempt.
                f.write_str(if self.processed {
                    "had no response"
                } else {
                    "was not sent"
                })?;
                write!(f, ": {}; check {} and the network", self.why, self.url())?;
            }
            (ErrorKind::Timeout, _) if !self.why.is_empty() => {
                write!(f, "had no response in time: {}", self.why)?;
            }
            (ErrorKind::Timeout, _) => {
                if let Some(token) = &self.source {
                    self.unsent(f)?;
                    write!(f, ": {token}")?;
                } else {
                    f.write_str("had no response in time")?;
                }
                f.write_str("; `attempt_timeout` and the call's `timeout`, or the client's `total_timeout`, are the limits")?;
            }
            (ErrorKind::Upload, _) => {
                f.write_str("was broken off: the request's body can't be read to its end")?;
            }
            (ErrorKind::Lost, _) => match self.why {
                "" => f.write_str("had no response: the connection was lost")?,
                why => write!(f, "had no response: {why}")?,
            },
            (_, Some(response)) => self.answered(response.status, f)?,
            (_, None) => f.write_str("failed")?,
        }
        self.advise(f)
    }
}

impl Failure {
    /// The URL of the server to which the request was sent, which may be a wrong one; empty if it wasn't sent. A request
    /// that had to wait for its token has a server, too.
    fn server(&self) -> Cow<'_, str> {
        let is_sent = !matches!(
            self.kind,
            ErrorKind::Request | ErrorKind::Credentials | ErrorKind::Blocking | ErrorKind::Runtime
        );
        let has_server = self.attempts > 0 && is_sent || is_of_token(self);
        let limits = self.limits.as_ref().filter(|_| has_server);
        let shown = limits.and_then(|limits| limits.shown_server(&self.spec));
        shown.unwrap_or_default()
    }

    /// That the request was not sent, or not once more behind the attempt before.
    fn unsent(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.response {
            Some(before) => {
                let status = before.status;
                write!(f, "failed with {status} and was not sent again")
            }
            None if self.processed => f.write_str("had no response and was not sent again"),
            None => f.write_str("was not sent"),
        }
    }

    /// The URL that leads to the server.
    fn url(&self) -> &'static str {
        match self.spec.server {
            Some(_) => "the URL of the operation's own server",
            None => "the base URL",
        }
    }

    /// The number of attempts, and whether another one is safe.
    fn advise(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.attempts > 1 {
            write!(f, " ({} attempts)", self.attempts)?;
        }
        f.write_str(match self.kind {
            // Repeating a safe request does no harm.
            _ if !self.processed || is_safe(&self.spec.method) => "",
            ErrorKind::Body | ErrorKind::Decode => "; don't send it again",
            _ => "; the server may have processed the request, check before retrying",
        })
    }

    /// A response that is an error: the server's message, then an instruction.
    fn refused(&self, response: &RawResponse, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = response.status;
        write!(f, ": {status}")?;
        if status.is_success() {
            f.write_str(" with an error in the body")?;
        }
        if !self.said.line.is_empty() {
            write!(f, ": {}", self.said.line)?;
        }
        if let Some(id) = &self.said.request_id {
            write!(f, " [request {id}]")?;
        }
        if self.said.is_hidden {
            f.write_str(
                " (the call is secret, so only `message()` and `body()` have what the server says)",
            )?;
        }
        match (status.as_u16(), self.retry_after) {
            // Rounded up: the server would refuse a call that is too early.
            (_, Some(delay)) => {
                write!(f, "; wait {} s", delay.as_secs_f64().ceil().max(1.0))
            }
            (304, _) => f.write_str("; the server has nothing newer than the request asks for"),
            (300..=399, _) => write!(f, "; redirects are not followed; check {}", self.url()),
            (401, _) => match &self.advice {
                Some(advice) => write!(f, "; {advice}"),
                None => f.write_str("; check the credential"),
            },
            _ => Ok(()),
        }
    }

    /// What breaks the grammar of JSON in the response.
    fn in_grammar(&self) -> Option<String> {
        let error = self.source.as_deref()?.downcast_ref::<DecodeError>()?;
        error.in_grammar()
    }

    fn answered(&self, status: StatusCode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_unread = match self.kind {
            ErrorKind::Decode => true,
            ErrorKind::Body => !self.why.is_empty(),
            _ => false,
        };
        if !is_unread {
            return write!(f, "failed with {status}");
        }
        write!(f, "succeeded with {status}, but ")?;
        let is_item = false;
        let what = if is_item { "it" } else { "the response" };
        if let Some(fault) = self.in_grammar().filter(|_| self.why.is_empty()) {
            return write!(f, "{what} isn't JSON: {fault}");
        }
        match (&self.json_path, &self.source) {
            _ if !self.why.is_empty() => f.write_str(self.why),
            (Some(path), _) => {
                write!(f, "{what} doesn't match the document at {path}")
            }
            (None, Some(source)) => write!(f, "{source}"),
            (None, None) => f.write_str("the response can't be read"),
        }
    }
}
