//! A request with a tagged union and a choice, and a response.

use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, AsText, AsUnion, Constant, Extra, Field, Literal, Pick, Place, Plan, Record, Symbol,
    UnixTime, Variants, View, Wire,
};
use serde_json::Value;

#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_field_names, reason = "as the API names them")]
pub struct Message {
    pub id: String,
    pub created_at: UnixTime,
    pub body: Option<String>,
    pub message_type: MessageType,
    pub conversation_id: Option<String>,
    pub extra: Extra,
}

impl Record for Message {
    const CONSTANTS: &'static [Constant] = &[Constant::new("type", Literal::Str("user_message"))];
    const FIELDS: &'static [Field] = &[
        Field::required("id"),
        Field::required("created_at"),
        Field::optional("body"),
        Field::required("message_type"),
        Field::optional("conversation_id"),
    ];
    const BLANK: fn() -> Self = || Self {
        id: Wire::blank(),
        created_at: Wire::blank(),
        body: Wire::blank(),
        message_type: Wire::blank(),
        conversation_id: Wire::blank(),
        extra: Wire::blank(),
    };
    const PLACE: fn(&mut Self, usize) -> Place<'_> = |this, index| match index {
        0 => Wire::place(&mut this.id),
        1 => Wire::place(&mut this.created_at),
        2 => Wire::place(&mut this.body),
        3 => Wire::place(&mut this.message_type),
        4 => Wire::place(&mut this.conversation_id),
        _ => Wire::place(&mut this.extra),
    };
    const VIEW: fn(&Self, usize) -> View<'_> = |this, index| match index {
        0 => Wire::view(&this.id),
        1 => Wire::view(&this.created_at),
        2 => Wire::view(&this.body),
        3 => Wire::view(&this.message_type),
        4 => Wire::view(&this.conversation_id),
        _ => Wire::view(&this.extra),
    };
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum MessageType {
    Inapp,
    Email,
    Unknown(String),
}

impl MessageType {
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Inapp => "inapp",
            Self::Email => "email",
            Self::Unknown(text) => text,
        }
    }
}

impl<T: AsRef<str>> From<T> for MessageType {
    fn from(text: T) -> Self {
        match text.as_ref() {
            "inapp" => Self::Inapp,
            "email" => Self::Email,
            text => Self::Unknown(text.to_owned()),
        }
    }
}

impl Symbol for MessageType {
    const TEXT: fn(&Self) -> &str = |this| this.as_str();
}

impl Wire for MessageType {
    type As = AsText;
}

/// Closed: it keeps nothing that it doesn't know.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateMessage {
    pub from: Sender,
    pub body: String,
}

impl Record for CreateMessage {
    const FIELDS: &'static [Field] = &[Field::required("from"), Field::required("body")];
    const BLANK: fn() -> Self = || Self {
        from: Wire::blank(),
        body: Wire::blank(),
    };
    const PLACE: fn(&mut Self, usize) -> Place<'_> = |this, index| match index {
        0 => Wire::place(&mut this.from),
        1 => Wire::place(&mut this.body),
        _ => Place::Skip,
    };
    const VIEW: fn(&Self, usize) -> View<'_> = |this, index| match index {
        0 => Wire::view(&this.from),
        1 => Wire::view(&this.body),
        _ => View::Absent,
    };
}

#[derive(Clone, Debug, PartialEq)]
pub enum Sender {
    User(UserSender),
    Contact(ContactSender),
    Unknown(Value),
}

impl Variants for Sender {
    const PLAN: Plan = Plan {
        object: Pick::Tag {
            name: "type",
            variants: &[("user", 0), ("contact", 1)],
            otherwise: &Pick::None,
        },
        ..Plan::NONE
    };
    const BLANK: fn(usize) -> Self = |index| match index {
        0 => Self::User(Wire::blank()),
        1 => Self::Contact(Wire::blank()),
        _ => Self::Unknown(Wire::blank()),
    };
    const PLACE: fn(&mut Self) -> Place<'_> = |this| match this {
        Self::User(value) => Wire::place(value),
        Self::Contact(value) => Wire::place(value),
        Self::Unknown(value) => Wire::place(value),
    };
    const VIEW: fn(&Self) -> View<'_> = |this| match this {
        Self::User(value) => Wire::view(value),
        Self::Contact(value) => Wire::view(value),
        Self::Unknown(value) => Wire::view(value),
    };
}

impl Wire for Sender {
    type As = AsUnion;
}

/// The two leaves have the same members but for the constant.
macro_rules! sender {
    ($ty:ident, $identifier:ident, $type:literal) => {
        #[derive(Clone, Debug, PartialEq)]
        pub struct $ty {
            pub identifier: $identifier,
        }

        #[derive(Clone, Debug, PartialEq)]
        pub enum $identifier {
            Id(String),
            UserId(String),
            Email(String),
        }

        impl Record for $ty {
            const CONSTANTS: &'static [Constant] = &[Constant::new("type", Literal::Str($type))];
            const FIELDS: &'static [Field] = &[
                Field::choice("id", 0),
                Field::choice("user_id", 0),
                Field::choice("email", 0),
            ];
            const BLANK: fn() -> Self = || Self {
                identifier: $identifier::Id(String::new()),
            };
            const PLACE: fn(&mut Self, usize) -> Place<'_> = |this, index| {
                this.identifier = match index {
                    0 => $identifier::Id(Wire::blank()),
                    1 => $identifier::UserId(Wire::blank()),
                    2 => $identifier::Email(Wire::blank()),
                    _ => return Place::Skip,
                };
                match &mut this.identifier {
                    $identifier::Id(value)
                    | $identifier::UserId(value)
                    | $identifier::Email(value) => value.place(),
                }
            };
            const VIEW: fn(&Self, usize) -> View<'_> = |this, index| match (index, &this.identifier)
            {
                (0, $identifier::Id(value))
                | (1, $identifier::UserId(value))
                | (2, $identifier::Email(value)) => value.view(),
                _ => View::Absent,
            };
        }
    };
}

sender!(UserSender, UserIdentifier, "user");
sender!(ContactSender, ContactIdentifier, "contact");

standard_impls!(Message, CreateMessage, Sender, UserSender, ContactSender);
