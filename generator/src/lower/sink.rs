//! The side outputs of the phases: diagnostics and weighed texts.

use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::lower::docs::Texts;

/// Takes diagnostics, and weighs the document's texts on their way into docs.
pub struct Sink<'d> {
    /// The diagnostics; never read here.
    pub diagnostics: &'d mut Diagnostics,
    /// The texts of the document as docs.
    pub texts: Texts,
}

impl<'d> Sink<'d> {
    /// Creates a sink without texts.
    pub fn new(diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            diagnostics,
            texts: Texts::default(),
        }
    }

    /// Reports a diagnostic.
    pub fn report(&mut self, code: Code, at: &Pointer, args: &[&str]) {
        self.diagnostics.report(code, at, args);
    }
}
