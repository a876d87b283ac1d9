//! The description of an object in generated code: its members by name, and the field of each member. [`Record`]
//! describes one type; [`Object`] is a trait object of any such type, for the visitors.

use super::sink::{self, Name};
use super::{Place, Shape, TypeInfo, View, Wire, outline};

/// A struct of the generated code; `impl_record!` implements it. A member's index is its place among the
/// [fields](Table::fields).
pub trait Record: Sized + 'static {
    /// The members by name.
    const TABLE: Table;
    /// The type; for a box, its content.
    #[inline]
    #[must_use]
    fn info() -> TypeInfo {
        TypeInfo::of::<Self>()
    }
    /// Creates a blank value for a decoder to fill.
    fn blank() -> Self;
    /// The place of member `index`. For a member of a [choice](Field::choice), this makes the member the present
    /// one. After the last index, the place of the members without a name in the document: a [`Place::Extra`], a
    /// [`Place::Map`] if their type is described, or a [`Place::Skip`].
    fn place(&mut self, index: usize) -> Place<'_>;
    /// The view of member `index`; [`View::Absent`] for a member of a choice that is not present. After the last
    /// index, the members without a name in the document.
    fn view(&self, index: usize) -> View<'_>;
}

/// An enum over members of a struct of which exactly one is present; `impl_choice!` implements it. A member's
/// index is its place among them.
pub trait Choice: Sized {
    /// Creates a blank value for a decoder to fill.
    fn blank() -> Self;
    /// Makes member `index` the present one, and lends its place.
    fn place(&mut self, index: usize) -> Place<'_>;
    /// The view of member `index`; [`View::Absent`] if it isn't the present one.
    fn view(&self, index: usize) -> View<'_>;
}

/// Any [`Record`].
pub trait Object {
    /// The members by name, the same for every value of the type.
    fn table(&self) -> &'static Table;
    /// As [`Record::info`].
    fn info(&self) -> TypeInfo;
    /// As [`Record::place`].
    fn place(&mut self, index: usize) -> Place<'_>;
    /// As [`Record::view`].
    fn view(&self, index: usize) -> View<'_>;
    /// The table, and the members without a name in the document, for an encoder.
    fn open(&self) -> (&'static Table, View<'_>) {
        let table = self.table();
        (table, self.view(table.fields.len()))
    }
}

impl<T: Record> Object for T {
    fn table(&self) -> &'static Table {
        const { &T::TABLE }
    }
    fn info(&self) -> TypeInfo {
        T::info()
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        Record::place(self, index)
    }
    fn view(&self, index: usize) -> View<'_> {
        Record::view(self, index)
    }
    fn open(&self) -> (&'static Table, View<'_>) {
        let table = self.table();
        (table, Object::view(self, const { T::TABLE.fields.len() }))
    }
}

impl<T: Record> Wire for T {
    type As = AsObject;
}

/// The shape of a [`Record`].
pub enum AsObject {}

impl<T: Record> Shape<T> for AsObject {
    #[inline]
    fn blank() -> T {
        <T as Record>::blank()
    }
    #[inline]
    fn place(value: &mut T) -> Place<'_> {
        outline::object(value)
    }
    #[inline]
    fn view(value: &T) -> View<'_> {
        outline::show_object(value)
    }
}

/// A boxed record is a record. A `Wire` for every box would overlap with the `Wire` for every record, since
/// `Box` is fundamental; so a boxed type of another kind has [its own](super::AsBox).
impl<T: Record> Record for Box<T> {
    const TABLE: Table = T::TABLE;
    #[inline]
    fn info() -> TypeInfo {
        T::info()
    }
    #[inline]
    fn blank() -> Self {
        Box::new(<T as Record>::blank())
    }
    #[inline]
    fn place(&mut self, index: usize) -> Place<'_> {
        Record::place(&mut **self, index)
    }
    #[inline]
    fn view(&self, index: usize) -> View<'_> {
        Record::view(&**self, index)
    }
}

/// The members of an object.
#[derive(Debug)]
pub struct Table {
    /// Members with a constant value: written, but not stored.
    pub constants: &'static [Constant],
    /// The stored members, in the document's order.
    pub fields: &'static [Field],
    /// Whether the members without a name in the document are secrets.
    pub secret_rest: bool,
}

impl Table {
    /// Marks the members without a name in the document as secrets.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret_rest = true;
        self
    }
}

/// A member with a constant value.
#[derive(Debug)]
pub struct Constant {
    /// The member's name.
    pub name: &'static str,
    /// The member's value.
    pub value: Literal,
    /// Whether the name needs no escapes.
    plain: bool,
}

/// A constant value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Literal {
    /// A string.
    Str(&'static str),
    /// An integer.
    I64(i64),
    /// An unsigned integer.
    U64(u64),
    /// A number.
    F64(f64),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
}

/// A stored member: its name on the wire, and its presence.
#[derive(Debug)]
pub struct Field {
    /// The member's name on the wire.
    pub name: &'static str,
    /// The presence of the member.
    pub presence: Presence,
    /// Whether errors hide the value: `format: password` or `writeOnly`.
    pub secret: bool,
    /// Whether the name needs no escapes.
    plain: bool,
}

/// Whether a member may be missing or null. For reading, only a missing [`Presence::Required`] or
/// [`Presence::RequiredNullable`] member or a missing choice is an error; the other rules are for sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Must be present and not null.
    Required,
    /// Must be present; `None` is written as `null`.
    RequiredNullable,
    /// May be missing; `None` is not written, and `null` is read as `None`.
    Optional,
    /// May be missing or null: both are `None`. An [`Extra`](super::Extra) remembers which of them was read, and it
    /// is written again.
    OptionalNullable,
    /// Absent, null and a value are distinct: the field is a [`Maybe`](super::Maybe).
    ThreeState,
    /// Exactly one of the members of the choice with this number is present.
    Choice(u8),
}

impl Constant {
    /// A member with this constant value.
    #[must_use]
    pub const fn new(name: &'static str, value: Literal) -> Self {
        Self {
            name,
            value,
            plain: sink::is_plain(name),
        }
    }
    #[inline]
    pub(super) fn key(&self) -> Name<'static> {
        Name {
            text: self.name,
            plain: self.plain,
        }
    }
}

impl Field {
    /// A member that must be present.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self::new(name, Presence::Required)
    }
    /// A member that must be present and may be `null`.
    #[must_use]
    pub const fn required_nullable(name: &'static str) -> Self {
        Self::new(name, Presence::RequiredNullable)
    }
    /// A member that may be missing.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::Optional)
    }
    /// A member that may be missing or null, of an object that is only received.
    #[must_use]
    pub const fn optional_nullable(name: &'static str) -> Self {
        Self::new(name, Presence::OptionalNullable)
    }
    /// A member for which absent, null and a value are distinct.
    #[must_use]
    pub const fn three_state(name: &'static str) -> Self {
        Self::new(name, Presence::ThreeState)
    }
    /// A member of choice `group`, of which exactly one member is present.
    #[must_use]
    pub const fn choice(name: &'static str, group: u8) -> Self {
        Self::new(name, Presence::Choice(group))
    }
    const fn new(name: &'static str, presence: Presence) -> Self {
        Self {
            name,
            presence,
            secret: false,
            plain: sink::is_plain(name),
        }
    }
    #[inline]
    pub(super) fn key(&self) -> Name<'static> {
        Name {
            text: self.name,
            plain: self.plain,
        }
    }
    /// Marks the member as secret.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}
