//! What generated code says of an object: its members by name, and from a member's number to the
//! field. [`Record`] is that for one type; [`Object`] is the same of any, for the visitors.

use super::sink::{self, Name};
use super::{Place, Shape, TypeInfo, View, Wire, outline};

/// A struct of the generated code, as `impl_record!` makes it one. A member's index
/// is its place among the [fields](Table::fields).
pub trait Record: Sized + 'static {
    /// The members by name.
    const TABLE: Table;
    /// The type; of a box, what it holds.
    #[inline]
    #[must_use]
    fn info() -> TypeInfo {
        TypeInfo::of::<Self>()
    }
    /// Makes a value to be filled.
    fn blank() -> Self;
    /// Where member `index` is read to. For a member of a [choice](Field::choice) this makes that
    /// member the one that is present. Behind the last one, where the members go that have no
    /// name in the document: a [`Place::Extra`], a [`Place::Map`] if their type is described, or
    /// a [`Place::Skip`].
    fn place(&mut self, index: usize) -> Place<'_>;
    /// Member `index`; [`View::Absent`] for a member of a choice that is not the one present.
    /// Behind the last one, the members without a name in the document.
    fn view(&self, index: usize) -> View<'_>;
}

/// An enum over members of a struct of which exactly one is present, as
/// `impl_choice!` makes it one. A member's index is its place among them.
pub trait Choice: Sized {
    /// Makes a value to be filled.
    fn blank() -> Self;
    /// Makes member `index` the one that is present, and lends it.
    fn place(&mut self, index: usize) -> Place<'_>;
    /// Member `index`; [`View::Absent`] if it isn't the one that is present.
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
    /// The table, and the members without a name in the document: what writing begins with.
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

/// A boxed record is one. A `Wire` for every box would overlap with the one for every record, since
/// `Box` is fundamental; so a type of another kind that is boxed [says so](super::AsBox) itself.
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

/// What is known of an object's members.
#[derive(Debug)]
pub struct Table {
    /// Members that always have the same value: written, not stored.
    pub constants: &'static [Constant],
    /// The stored members, in the document's order.
    pub fields: &'static [Field],
    /// Whether the members without a name in the document are secrets.
    pub secret_rest: bool,
}

impl Table {
    /// The same with secrets as the members that have no name in the document.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret_rest = true;
        self
    }
}

/// A member that always has the same value.
#[derive(Debug)]
pub struct Constant {
    /// The member's name.
    pub name: &'static str,
    /// Its value.
    pub value: Literal,
    /// Whether the name is written as it is.
    plain: bool,
}

/// A constant value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Literal {
    /// A string.
    Str(&'static str),
    /// An integer.
    I64(i64),
    /// `true` or `false`.
    Bool(bool),
}

/// A stored member: its name on the wire, and when it may be missing.
#[derive(Debug)]
pub struct Field {
    /// The member's name on the wire.
    pub name: &'static str,
    /// When the member may be missing or null.
    pub presence: Presence,
    /// Never told: `format: password` or `writeOnly`.
    pub secret: bool,
    /// Whether the name is written as it is.
    plain: bool,
}

/// When a member may be missing or null. Whatever it says of sending, only a missing
/// [`Presence::Required`] or [`Presence::RequiredNullable`] member, or a missing choice, is an error on reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Must be there, not null.
    Required,
    /// Must be there; `None` is written as `null`.
    RequiredNullable,
    /// May be missing; `None` is not written, and `null` is read as `None`.
    Optional,
    /// Absent, null and a value are three things: the field is a [`Maybe`](super::Maybe).
    ThreeState,
    /// Exactly one of the members of the choice with this number is present.
    Choice(u8),
}

impl Constant {
    /// A member that always has this value.
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
    /// A member that must be there.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self::new(name, Presence::Required)
    }
    /// A member that must be there and may be `null`.
    #[must_use]
    pub const fn required_nullable(name: &'static str) -> Self {
        Self::new(name, Presence::RequiredNullable)
    }
    /// A member that may be missing.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::Optional)
    }
    /// A member of which absent, null and a value are three things.
    #[must_use]
    pub const fn three_state(name: &'static str) -> Self {
        Self::new(name, Presence::ThreeState)
    }
    /// A member of choice `group`: exactly one of them is present.
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
    /// The same, never told.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
}
