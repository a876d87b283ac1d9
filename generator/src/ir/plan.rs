//! The rules by which a union's variant is found.

use super::Raw;

/// The rules for the variant of a received value, by the JSON kind of the value.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// For `null`.
    pub null: Pick,
    /// For `true` and `false`.
    pub boolean: Pick,
    /// For whole numbers.
    pub integer: Pick,
    /// For other numbers.
    pub number: Pick,
    /// For strings.
    pub string: Pick,
    /// For arrays.
    pub array: Pick,
    /// For objects.
    pub object: Pick,
    /// For the data of events, by their names: other names are of [`Pick::One`], new, or leave it to the value.
    pub event: Pick,
    /// The variant that is the data of an event as it stands, and not JSON.
    pub event_text: Option<usize>,
}

impl Plan {
    /// The rules by the JSON type of a value.
    #[must_use]
    pub fn by_value(&self) -> [&Pick; 7] {
        [
            &self.null,
            &self.boolean,
            &self.integer,
            &self.number,
            &self.string,
            &self.array,
            &self.object,
        ]
    }
}

/// A value that a member or an item can have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Only {
    /// Null.
    Null,
    /// Nothing: the object has no such member, or it is null.
    Absent,
    /// This boolean.
    Bool(bool),
    /// This whole number.
    Integer(i64),
    /// This text.
    Text(Raw),
}

/// The rule for the variant of a value of one JSON kind. Numbers are indices of variants.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Pick {
    /// No variant.
    #[default]
    None,
    /// This variant.
    One(usize),
    /// By the string in this member.
    Tag(Raw, Vec<(Raw, usize)>, Box<Pick>),
    /// The first choice if this member has one of these strings, or is missing if there are none, and else the other.
    Group(Raw, Vec<Raw>, Box<[Pick; 2]>),
    /// By a member that only one variant has.
    Key(Vec<(Raw, usize)>, Box<Pick>),
    /// By the string itself.
    Value(Vec<(Raw, usize)>, Box<Pick>),
    /// By the value of this member of an object, or item of a list; of a number or a boolean, by the value itself.
    Part(Raw, Vec<(Only, usize)>, Box<Pick>),
    /// The best match: each variant is tried.
    Scored(Vec<usize>),
    /// The first of these variants that describes the value: for texts of several formats.
    Described(Vec<usize>),
}
