//! Contradictions between a value of the document and its schema, with their places.

use super::edges::Edge;
use crate::api::SchemaId;
use crate::diagnostic::Pointer;
use std::fmt::{self, Display, Formatter};

/// A contradiction between a value and its schema.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Contradiction {
    /// A required member is missing.
    Missing(SchemaId, String),
    /// The value is null.
    Null(Edge),
    /// The value is of another JSON kind.
    Other(Edge),
    /// The schema's own example is of another JSON kind.
    Own(SchemaId),
    /// The value has a member that the schema forbids.
    Forbidden(SchemaId, String),
    /// No branch of the schema describes the value, it lacks a constant, or it can't be sent.
    Apart(SchemaId),
}

/// A contradiction, and its place in the example.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// The steps from the example to the value.
    pub steps: Vec<Step<'a>>,
    /// The value and its schema, in words for the message.
    pub words: Words<'a>,
    /// The contradiction.
    pub what: Contradiction,
}

impl Finding<'_> {
    /// The place of the value, in this example.
    pub fn at(&self, example: &Pointer) -> Pointer {
        let steps = self.steps.iter();
        steps.fold(example.clone(), |at, step| match step {
            Step::Key(name) => at.child(name),
            Step::Item(index) => at.index(*index),
        })
    }
}

/// A step from a value into it.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    Key(&'a str),
    Item(usize),
}

/// The place of a compared value, without a pointer: most values need none.
#[derive(Clone, Copy)]
pub enum Place<'p, 'a> {
    /// The value is the example.
    Example,
    /// The value is in another value.
    In(&'p Place<'p, 'a>, Step<'a>),
}

impl<'a> Place<'_, 'a> {
    /// The steps from the example.
    pub fn steps(&self) -> Vec<Step<'a>> {
        let mut steps = Vec::new();
        let mut place = self;
        while let Place::In(parent, step) = place {
            steps.push(*step);
            place = parent;
        }
        steps.reverse();
        steps
    }
}

/// A contradiction in words.
#[derive(Debug, Clone, Copy)]
pub enum Words<'a> {
    /// A JSON kind instead of another.
    For(&'static str, &'static str),
    /// A list of another length than the fixed one.
    Length(usize, usize),
    /// A missing required member.
    Missing(&'a str),
    /// A member that only the server writes.
    OfServer(&'a str),
    /// A member that the schema forbids.
    Forbidden(&'a str),
    /// A JSON kind that no branch describes.
    NoBranch(&'static str),
}

impl Display for Words<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::For(found, expected) => write!(f, "{found} for {expected}"),
            Self::Length(found, always) => {
                write!(f, "a list of {found} where there are always {always}")
            }
            Self::Missing(name) => write!(f, "no `{name}`, which is required"),
            Self::OfServer(name) => write!(f, "`{name}`, which only the server writes"),
            Self::Forbidden(name) => write!(f, "`{name}`, which the schema forbids"),
            Self::NoBranch(found) => write!(f, "{found} that no branch describes"),
        }
    }
}
