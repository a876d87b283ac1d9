//! What the stages have to say of the document: collected here, shown all at once.

mod code;
mod pointer;

pub use code::{Code, Entry, Severity};
pub use pointer::Pointer;

/// One thing to say, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it is: its identifier, severity, wording and hint.
    pub code: Code,
    /// Where in the document.
    pub at: Pointer,
    /// The message, with its arguments filled in.
    pub message: String,
}

/// The sink that every stage reports to.
#[derive(Debug, Default)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one; `args` fill `{0}`, `{1}`, … of the code's wording.
    pub fn report(&mut self, code: Code, at: &Pointer, args: &[&str]) {
        let mut message = code.entry().message.to_owned();
        for (i, arg) in args.iter().enumerate() {
            message = message.replace(&format!("{{{i}}}"), arg);
        }
        self.items.push(Diagnostic {
            code,
            at: at.clone(),
            message,
        });
    }

    /// Whether anything was reported that forbids writing.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items
            .iter()
            .any(|d| d.code.entry().severity == Severity::Error)
    }

    /// What was reported, in the order of reporting.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.items.iter()
    }
}
