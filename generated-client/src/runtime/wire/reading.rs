//! One reading of a response: a JSON text, its limits, and the mismatches that were found.

use super::budget::Budget;
use super::context::{Context, Mark, Told};
use super::decode::Fill;
use super::outline::filled;
use super::raw::mend;
use super::{DecodeError, Mismatches, Place, Wire, lenient};
use serde::de::DeserializeSeed;
use std::borrow::Cow;

/// The bytes of memory that values may take for each byte of the [largest
/// body](crate::runtime::ClientBuilder::max_body).
const GROWTH: usize = 8;

/// The state of reading a response: the limits, and the places where the response differs from the
/// document.
#[derive(Default)]
pub struct Reading {
    context: Context,
    is_strict: bool,
    /// Whether a missing text is no value, whatever the type.
    needs_text: bool,
    /// The media types of bytes and text; empty for any.
    types: &'static [&'static str],
}

/// Reads a value from a JSON text, without limits. Unlike `serde_json`, it drops undescribed content
/// that no value can hold, such as `1e400`.
///
/// # Errors
///
/// When the text is not one JSON value, a required member is missing, or a value is of the wrong
/// kind.
#[inline]
pub fn from_json<T: Wire>(json: &[u8]) -> Result<T, DecodeError> {
    Reading::default().json(json)
}

impl Reading {
    /// Creates a reading of a body of at most `max_body` bytes.
    #[must_use]
    pub fn within(max_body: usize) -> Self {
        let mut context = Context::default();
        context.budget = Budget::new(max_body.saturating_mul(GROWTH));
        Self {
            context,
            is_strict: false,
            needs_text: false,
            types: &[],
        }
    }

    /// Fails the reading once `is_late`.
    pub(crate) fn until(&mut self, is_late: Box<dyn Fn() -> bool>) {
        self.context.budget.until(is_late);
    }

    /// Reads a value from a JSON text.
    ///
    /// # Errors
    ///
    /// When the text is not one JSON value, a required member is missing, a value is of the wrong
    /// kind, or a limit is exceeded.
    #[inline]
    pub fn json<T: Wire>(&mut self, json: &[u8]) -> Result<T, DecodeError> {
        let start = self.context.mark();
        let mut text = self.text(json)?;
        if self.needs_text && is_blank(&text) {
            return Err(DecodeError::nothing());
        }
        loop {
            match filled(|place| self.fill(place, &text)) {
                Ok(_) if self.context.digits.are_lost => self.context.keep_digits(&start),
                Ok(value) => return self.accept(value),
                Err(error) if self.mend(&mut text, &start, &error) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Refuses values that differ from the document, even if they can be decoded.
    pub(crate) fn refuse_mismatches(&mut self) {
        self.is_strict = true;
    }

    /// Refuses a missing text, which is null for a type that allows null.
    pub(crate) fn refuse_nothing(&mut self) {
        self.needs_text = true;
    }

    /// Sets the media types that bytes and text may have.
    pub(crate) fn expect_types(&mut self, types: &'static [&'static str]) {
        self.types = types;
    }

    /// The media types that bytes and text may have; empty for any.
    pub(crate) fn types(&self) -> &'static [&'static str] {
        self.types
    }

    /// The value, unless a mismatch in it is refused.
    #[inline]
    pub(crate) fn accept<T>(&self, value: T) -> Result<T, DecodeError> {
        match self.refused() {
            Some(error) => Err(error),
            None => Ok(value),
        }
    }

    fn refused(&self) -> Option<DecodeError> {
        let mismatches = self.is_strict.then(|| self.mismatches())?;
        mismatches.iter().next().map(DecodeError::mismatch)
    }

    /// Reads a missing text: as null, if the type allows null.
    #[cold]
    fn nothing(&mut self, place: &mut Place<'_>) -> Result<(), DecodeError> {
        match lenient::nothing(place, &mut self.context) {
            Ok(true) => {
                self.context.note(lenient::EMPTY);
                Ok(())
            }
            Ok(false) => Err(DecodeError::nothing()),
            Err(_) => Err(DecodeError::at(&self.context, None)),
        }
    }

    /// Notes a mismatch of the response as a whole.
    pub(crate) fn note(&mut self, message: impl Into<Cow<'static, str>>) {
        self.context.note(message);
    }

    /// Marks the value as a secret: errors and mismatches don't show places in it, because the keys of a
    /// map are data.
    pub(crate) fn hide(&mut self) {
        self.context.told = Told::NoPlace;
    }

    /// Whether the value is a secret.
    pub(crate) fn is_secret(&self) -> bool {
        self.context.told == Told::NoPlace
    }

    /// The places where the response differs from the document.
    #[must_use]
    pub fn mismatches(&self) -> Mismatches {
        self.context.mismatches()
    }

    /// The text, with invalid bytes replaced.
    fn text<'t>(&mut self, json: &'t [u8]) -> Result<Cow<'t, str>, DecodeError> {
        let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
        // Replacing all invalid bytes at once is much faster than string by string.
        let error = match str::from_utf8(json) {
            Ok(text) => return Ok(Cow::Borrowed(text)),
            Err(error) => error,
        };
        let text = String::from_utf8_lossy(json);
        let taken = self.context.take(text.len());
        taken.map_err(|_| DecodeError::at(&self.context, None))?;
        let (line, column) = position(json, error.valid_up_to());
        self.context.note(format!(
            "not UTF-8 at line {line}, column {column}; replaced by U+FFFD"
        ));
        Ok(text)
    }

    fn fill(&mut self, mut place: Place<'_>, text: &str) -> Result<(), DecodeError> {
        if is_blank(text) {
            return self.nothing(&mut place);
        }
        self.fill_place(&mut place, text)
    }

    fn fill_place(&mut self, place: &mut Place<'_>, text: &str) -> Result<(), DecodeError> {
        self.context.is_json = true;
        let context = &mut self.context;
        let fill = Fill { place, context };
        let mut deserializer = serde_json::Deserializer::from_str(text);
        fill.deserialize(&mut deserializer)
            .and_then(|()| deserializer.end())
            .map_err(|error| DecodeError::at(&self.context, Some(&error)))
    }

    /// Whether reading the text again can avoid `error`: the text is JSON, but it has a number beyond 64
    /// bits or half of a surrogate pair.
    #[cold]
    fn mend(&mut self, text: &mut Cow<'_, str>, start: &Mark, error: &DecodeError) -> bool {
        if self.context.message().is_some() {
            return false;
        }
        if error.message() == "number out of range" && !self.context.digits.are_kept {
            self.context.keep_digits(start);
            return true;
        }
        let Cow::Owned(mended) = mend(text) else {
            return false;
        };
        self.context.start_over(start);
        if self.context.take(mended.len()).is_err() {
            return false;
        }
        let (line, column) = (error.line().unwrap_or(0), error.column().unwrap_or(0));
        self.context.note(format!(
            "half of a surrogate pair at line {line}, column {column}; replaced by U+FFFD"
        ));
        *text = Cow::Owned(mended);
        true
    }
}

fn is_blank(text: &str) -> bool {
    text.trim_ascii().is_empty()
}

/// The line and the column of the byte at `index`, from one.
fn position(json: &[u8], index: usize) -> (usize, usize) {
    let before = json.get(..index).unwrap_or(json);
    let mut lines = before.rsplit(|byte| *byte == b'\n');
    let column = lines.next().map_or(0, <[u8]>::len) + 1;
    (lines.count() + 1, column)
}
