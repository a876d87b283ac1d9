//! Requests for files: without credentials and cookies, within limits, and redirected to allowed origins only.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use ring::digest;
use ureq::Agent;
use ureq::http::header::LOCATION;
use ureq::tls::{RootCerts, TlsConfig};
use url::Url;

use super::{Limits, has_user};

/// The largest number of redirects from a URL to its file.
const MAX_REDIRECTS: usize = 5;

/// The network, with the remaining limits.
pub struct Net {
    limits: Limits,
    agent: Option<Agent>,
    since: Option<Instant>,
}

/// The response to a request.
enum Answer {
    Bytes(Vec<u8>),
    Redirect(Url),
}

impl Net {
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            agent: None,
            since: None,
        }
    }

    /// Fetches the file of a URL, and returns it with the final URL.
    pub fn fetch(
        &mut self,
        url: &Url,
        is_allowed: &dyn Fn(&Url) -> bool,
    ) -> Result<(Url, Vec<u8>), String> {
        let Some(left) = self.limits.files.checked_sub(1) else {
            return Err("the document has too many remote files".to_owned());
        };
        self.limits.files = left;
        let since = *self.since.get_or_insert_with(Instant::now);
        let until = (since + self.limits.all).min(Instant::now() + self.limits.file);
        let mut url = url.clone();
        for _ in 0..=MAX_REDIRECTS {
            match self.ask(&url, until)? {
                Answer::Bytes(bytes) => {
                    self.limits.total -= bytes.len().min(self.limits.total);
                    return Ok((url, bytes));
                }
                Answer::Redirect(to) if has_user(&to) || !is_allowed(&to) => {
                    return Err(redirected(&to));
                }
                Answer::Redirect(to) => url = to,
            }
        }
        Err(format!("it has more than {MAX_REDIRECTS} redirects"))
    }

    fn ask(&mut self, url: &Url, until: Instant) -> Result<Answer, String> {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(self.too_slow());
        }
        let request = self.agent().get(url.as_str()).config();
        let request = request.timeout_global(Some(left)).build();
        let mut response = request.call().map_err(|error| self.said(&error))?;
        let status = response.status();
        if status.is_redirection() {
            let to = response.headers().get(LOCATION);
            let to = to.and_then(|to| url.join(to.to_str().ok()?).ok());
            let mut to = to.ok_or_else(|| {
                let status = status.as_u16();
                format!("the server answers with status {status} and no valid `Location`")
            })?;
            to.set_fragment(None);
            return Ok(Answer::Redirect(to));
        }
        if status != 200 {
            return Err(format!(
                "the server answers with status {}",
                status.as_u16()
            ));
        }
        let most = self.limits.bytes.min(self.limits.total);
        let body = response.body_mut().with_config().limit(most as u64);
        let bytes = body.read_to_vec().map_err(|error| self.said(&error))?;
        Ok(Answer::Bytes(bytes))
    }

    fn agent(&mut self) -> &Agent {
        let connect = self.limits.connect;
        self.agent.get_or_insert_with(|| agent(connect))
    }

    fn said(&self, error: &ureq::Error) -> String {
        match error {
            ureq::Error::Timeout(_) => self.too_slow(),
            ureq::Error::BodyExceedsLimit(_) if self.limits.total < self.limits.bytes => {
                "all remote files together are too large".to_owned()
            }
            ureq::Error::BodyExceedsLimit(most) => format!("it has more than {most} bytes"),
            error => error.to_string(),
        }
    }

    fn too_slow(&self) -> String {
        let (connect, file) = (self.limits.connect, self.limits.file);
        format!(
            "it takes too long; the limits are {connect:?} for a connection and {file:?} for a file"
        )
    }
}

fn agent(connect: Duration) -> Agent {
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
    let config = Agent::config_builder()
        .tls_config(tls.build())
        .timeout_connect(Some(connect))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!(
            "openapi-client-generator/",
            env!("CARGO_PKG_VERSION")
        ));
    config.build().new_agent()
}

/// The message about a redirect that isn't followed.
pub fn redirected(to: &Url) -> String {
    let origin = to.origin().ascii_serialization();
    if has_user(to) {
        return format!("it redirects to a URL of `{origin}` with a user or password");
    }
    format!("it redirects to the origin `{origin}`, which is not allowed")
}

/// The hash of a file, in hexadecimal digits.
#[expect(
    clippy::unnecessary_wraps,
    reason = "a program without the network has none"
)]
pub fn sha256(bytes: &[u8]) -> Result<String, String> {
    let hash = digest::digest(&digest::SHA256, bytes);
    let mut text = String::with_capacity(64);
    for byte in hash.as_ref() {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}
