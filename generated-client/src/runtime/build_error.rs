//! The error of a setting of a client. It names the setting, and none of its value: that can be a secret.

use super::base;
use std::error::Error;
use std::fmt;
use url::Url;

/// An invalid setting of a client.
#[derive(Debug)]
pub struct BuildError {
    pub(crate) message: String,
    pub(crate) source: Option<Box<dyn Error + Send + Sync>>,
}

impl BuildError {
    pub(crate) fn new(message: &str) -> Self {
        let message = message.to_owned();
        Self {
            message,
            source: None,
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the client can't be built: {}", self.message)
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// A URL to which paths can be added; `what` names its setting.
pub(crate) fn usable_url(what: &str, text: &str) -> Result<Url, BuildError> {
    // `Url` would percent-encode the braces of a path.
    if text.contains(['{', '}']) {
        let why = match refused(text) {
            Some(name) => format!(
                "its variable `{name}` has no value, or one that holds more than its place in the URL: a host has \
                 neither a scheme nor a path"
            ),
            None => "it has braces; a variable has no value, or one that makes a segment `.` or `..` of the path"
                .to_owned(),
        };
        return Err(BuildError::new(&format!("{what} is invalid: {why}")));
    }
    // The error leaves out the text: a URL can hold a password.
    let url = Url::parse(text).map_err(|error| BuildError {
        message: format!("{what} is not an absolute URL"),
        source: Some(error.into()),
    })?;
    match base::flaw(&url) {
        Some(why) => Err(BuildError::new(&format!("{what} is invalid: {why}"))),
        None => Ok(url),
    }
}

/// The name of the variable whose value doesn't fit. Other braces are of the caller, who may have a secret there.
fn refused(text: &str) -> Option<&str> {
    let (before, _) = text.split_once("!}")?;
    Some(&before[before.rfind('{')? + 1..])
}

/// The error of a credential of this setter.
pub(crate) fn unsendable(setter: &str) -> BuildError {
    BuildError::new(&format!(
        "the credential of `ClientBuilder::{setter}` can't be sent: it is empty, of another kind than its scheme, or \
         has characters that its place can't hold, such as a line break, a colon in a user's name, or a semicolon \
         in a cookie"
    ))
}
