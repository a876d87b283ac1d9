//! The arguments of operations, and the structs of many.

use super::{Docs, Name, Operation, RequestBody};

impl Operation {
    /// The names of its arguments, without those of the members of a body.
    pub fn argument_names(&self) -> impl Iterator<Item = &Name> {
        let own = self.arguments.iter().map(|argument| &argument.name);
        own.chain(self.body.arguments())
    }
}

/// The struct of an operation's arguments.
#[derive(Debug)]
pub struct Params {
    /// Its name.
    pub name: Name,
    /// The docs of its fields: of the arguments, then of those for the body.
    pub fields: Vec<Docs>,
    /// Whether a field is a reference.
    pub borrows: bool,
    /// Whether each field is a reference or a number, which are copied.
    pub copies: bool,
}

impl RequestBody {
    /// The arguments of a method for it: the media type, if the caller chooses that, and the value. The members of
    /// an object are not counted.
    pub fn arguments(&self) -> impl Iterator<Item = &Name> {
        let arguments = match self {
            Self::Value {
                name,
                required: true,
                content_type,
                ..
            } => [content_type.as_ref(), Some(name)],
            _ => [None, None],
        };
        arguments.into_iter().flatten()
    }
}
