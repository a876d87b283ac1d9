//! Parameters whose value is a form (`OpenAPI` 3.1.1, "Parameter Object", `content`): the text of a body of the same
//! value, which is then written as any other text in its place.

use super::form::{Encoding, form};
use super::parts::{Parts, Problem};
use super::wire::View;

impl Parts {
    /// Sets a parameter that is a form: `set` takes its text. The members of the form are percent-encoded, and the whole
    /// text is once more where its place asks for that.
    pub fn as_form(
        &mut self,
        name: &'static str,
        encoding: Encoding,
        value: View<'_>,
        set: fn(&mut Self, View<'_>),
    ) {
        match form(&value, encoding) {
            _ if matches!(value, View::Absent) => set(self, View::Absent),
            // As of an empty list or object, nothing is sent.
            Ok(text) if text.is_empty() => set(self, View::Absent),
            Ok(text) => set(self, View::Str(&text)),
            Err(why) => self.refuse(Problem::new(format!("parameter `{name}`"), why)),
        }
    }
}
