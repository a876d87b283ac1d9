//! The places where a response differs from the document and was accepted anyway.

use super::context::MAX_NOTED;
use super::path::Path;
use std::borrow::Cow;
use std::fmt;
use std::slice;

/// A place where a response differs from the document, and the treatment of its value. It shows no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    path: String,
    message: Cow<'static, str>,
}

impl Mismatch {
    /// The place as a JSON path: `$.from.items[3].id`; `$` is the whole response. Of a header, its name.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The difference, and the treatment of the value.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Mismatch {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// The places where a response differs from the document. The first 16 are listed; all are counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mismatches {
    listed: Vec<Mismatch>,
    more: usize,
}

impl Mismatches {
    pub(super) fn new(noted: &[Noted], more: usize) -> Self {
        let listed = noted.iter().map(|noted| Mismatch {
            path: noted.path.to_string(),
            message: noted.message.clone(),
        });
        Self {
            listed: listed.collect(),
            more,
        }
    }

    /// Adds a mismatch of a header.
    pub(super) fn add(&mut self, header: &str, message: String) {
        if self.listed.len() < MAX_NOTED {
            self.listed.push(Mismatch {
                path: header.to_owned(),
                message: message.into(),
            });
        } else {
            self.more += 1;
        }
    }

    /// The first mismatches.
    pub fn iter(&self) -> slice::Iter<'_, Mismatch> {
        self.listed.iter()
    }

    /// The number of mismatches, listed or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listed.len().saturating_add(self.more)
    }

    /// Whether the response matches the document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }
}

impl<'a> IntoIterator for &'a Mismatches {
    type Item = &'a Mismatch;
    type IntoIter = slice::Iter<'a, Mismatch>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A mismatch whose path is not complete yet.
pub(super) struct Noted {
    pub(super) path: Path,
    message: Cow<'static, str>,
}

impl Noted {
    pub(super) fn new(message: Cow<'static, str>) -> Self {
        let path = Path::default();
        Self { path, message }
    }
}
