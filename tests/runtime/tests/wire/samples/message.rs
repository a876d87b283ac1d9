//! A request with a tagged union and a choice, and a response.

use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, AsText, AsUnion, Choice, Constant, Extra, Field, Literal, Pick, Place, Plan, Record,
    Symbol, Table, UnixTime, Variants, View, Wire,
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
    const TABLE: Table = Table {
        secret_rest: false,
        constants: &[Constant::new("type", Literal::Str("user_message"))],
        fields: &[
            Field::required("id"),
            Field::required("created_at"),
            Field::optional("body"),
            Field::required("message_type"),
            Field::optional("conversation_id"),
        ],
    };
    fn blank() -> Self {
        Self {
            id: Wire::blank(),
            created_at: Wire::blank(),
            body: Wire::blank(),
            message_type: Wire::blank(),
            conversation_id: Wire::blank(),
            extra: Wire::blank(),
        }
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => Wire::place(&mut self.id),
            1 => Wire::place(&mut self.created_at),
            2 => Wire::place(&mut self.body),
            3 => Wire::place(&mut self.message_type),
            4 => Wire::place(&mut self.conversation_id),
            _ => Wire::place(&mut self.extra),
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => Wire::view(&self.id),
            1 => Wire::view(&self.created_at),
            2 => Wire::view(&self.body),
            3 => Wire::view(&self.message_type),
            4 => Wire::view(&self.conversation_id),
            _ => Wire::view(&self.extra),
        }
    }
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
    const IS_KNOWN: fn(&Self) -> bool = |this| !matches!(this, Self::Unknown(_));
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
    const TABLE: Table = Table {
        secret_rest: false,
        constants: &[],
        fields: &[Field::required("from"), Field::required("body")],
    };
    fn blank() -> Self {
        Self {
            from: Wire::blank(),
            body: Wire::blank(),
        }
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => Wire::place(&mut self.from),
            1 => Wire::place(&mut self.body),
            _ => Place::Skip,
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => Wire::view(&self.from),
            1 => Wire::view(&self.body),
            _ => View::Absent,
        }
    }
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
            const TABLE: Table = Table {
                secret_rest: false,
                constants: &[Constant::new("type", Literal::Str($type))],
                fields: &[
                    Field::choice("id", 0),
                    Field::choice("user_id", 0),
                    Field::choice("email", 0),
                ],
            };
            fn blank() -> Self {
                let identifier = Choice::blank();
                Self { identifier }
            }
            fn place(&mut self, index: usize) -> Place<'_> {
                match index {
                    0..3 => Choice::place(&mut self.identifier, index),
                    _ => Place::Skip,
                }
            }
            fn view(&self, index: usize) -> View<'_> {
                match index {
                    0..3 => Choice::view(&self.identifier, index),
                    _ => View::Absent,
                }
            }
        }

        impl Choice for $identifier {
            fn blank() -> Self {
                $identifier::Id(Wire::blank())
            }
            fn place(&mut self, index: usize) -> Place<'_> {
                *self = match index {
                    0 => $identifier::Id(Wire::blank()),
                    1 => $identifier::UserId(Wire::blank()),
                    _ => $identifier::Email(Wire::blank()),
                };
                match self {
                    $identifier::Id(value)
                    | $identifier::UserId(value)
                    | $identifier::Email(value) => value.place(),
                }
            }
            fn view(&self, index: usize) -> View<'_> {
                match (index, self) {
                    (0, $identifier::Id(value))
                    | (1, $identifier::UserId(value))
                    | (2, $identifier::Email(value)) => value.view(),
                    _ => View::Absent,
                }
            }
        }
    };
}

sender!(UserSender, UserIdentifier, "user");
sender!(ContactSender, ContactIdentifier, "contact");

standard_impls!(Message, CreateMessage, Sender, UserSender, ContactSender);
