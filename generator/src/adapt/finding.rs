//! What a value of the document shows that its schema forbids, and where.

use super::edges::Edge;
use crate::api::SchemaId;
use crate::diagnostic::Pointer;
use std::fmt::{self, Display, Formatter};

/// What a value shows that its schema forbids.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Contradiction {
    /// A required member is missing.
    Missing(SchemaId, String),
    /// It is null.
    Null(Edge),
    /// It is of another kind.
    Other(Edge),
    /// The schema's own example is of another kind.
    Own(SchemaId),
    /// It has a member that the schema forbids.
    Forbidden(SchemaId, String),
    /// None of the schema's branches describes it; or it lacks a constant, or can't be sent.
    Apart(SchemaId),
}

/// A contradiction, and where the document shows it.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// The steps from the example to the value.
    pub steps: Vec<Step<'a>>,
    /// What it shows, and what the schema has in its place.
    pub words: Words<'a>,
    /// What that is.
    pub what: Contradiction,
}

impl Finding<'_> {
    /// Where the value stands, in this example.
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

/// Where a value stands that is being compared: most never need a pointer.
#[derive(Clone, Copy)]
pub enum Place<'p, 'a> {
    /// It is the example.
    Example,
    /// It is in another value.
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

/// What a value shows, and what the schema has in its place.
#[derive(Debug, Clone, Copy)]
pub enum Words<'a> {
    /// One kind of value for another.
    For(&'static str, &'static str),
    /// A list of another length than always.
    Length(usize, usize),
    /// A required member is not there.
    Missing(&'a str),
    /// A member that only the server writes.
    OfServer(&'a str),
    /// A member that the schema forbids.
    Forbidden(&'a str),
    /// A kind of value that no branch describes.
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
