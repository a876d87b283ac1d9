//! The error of a part of a call that can't be sent.

use super::wire::shown;
use std::borrow::Cow;
use std::fmt;

/// An invalid or missing part of a call. It names the parameter, never the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    fault: &'static str,
    what: String,
    why: Cow<'static, str>,
}

impl Problem {
    pub(crate) fn new(what: impl Into<String>, why: impl Into<Cow<'static, str>>) -> Self {
        Self {
            fault: "invalid",
            what: what.into(),
            why: why.into(),
        }
    }

    pub(crate) fn missing(what: String, why: &'static str) -> Self {
        Self {
            fault: "missing",
            what,
            why: why.into(),
        }
    }

    pub(crate) fn parameter(name: &str, why: &'static str) -> Self {
        Self::new(format!("parameter `{name}`"), why)
    }

    /// A problem of the parameters of one segment, or of a segment without parameters.
    pub(crate) fn path(names: &[&str]) -> Self {
        let why = "missing, empty, or with a `.` or `..` that changes the path";
        Self::new(
            match names {
                [] => "path".to_owned(),
                [name] => format!("path parameter `{name}`"),
                names => format!("path parameters `{}`", names.join("`, `")),
            },
            match names {
                [] | [_] => why,
                _ => "together `.` or `..`, which changes the path",
            },
        )
    }
}

impl fmt::Display for Problem {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.fault, shown(&self.what), self.why)
    }
}

impl std::error::Error for Problem {}
