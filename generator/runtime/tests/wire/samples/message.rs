//! A request with a tagged union and a choice, and a response.

use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, Constant, Extra, Field, Literal, Pick, Place, Plan, Table, Text, UnixTime, View, Wire,
};
use serde_json::Value;
use std::borrow::Cow;

#[derive(Clone)]
#[expect(clippy::struct_field_names, reason = "as the API names them")]
pub struct Message {
    pub id: String,
    pub created_at: UnixTime,
    pub body: Option<String>,
    pub message_type: MessageType,
    pub conversation_id: Option<String>,
    pub extra: Extra,
}

static MESSAGE: Table = Table {
    name: "Message",
    constants: &[Constant {
        name: "type",
        value: Literal::Str("user_message"),
    }],
    fields: &[
        Field::required("id"),
        Field::required("created_at"),
        Field::optional("body"),
        Field::required("message_type"),
        Field::optional("conversation_id"),
    ],
};

impl wire::Object for Message {
    #[inline]
    fn blank() -> Self {
        Self {
            id: Wire::blank(),
            created_at: Wire::blank(),
            body: Wire::blank(),
            message_type: Wire::blank(),
            conversation_id: Wire::blank(),
            extra: Extra::default(),
        }
    }
    #[inline]
    fn table(&self) -> &'static Table {
        &MESSAGE
    }
    #[inline]
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => Wire::place(&mut self.id),
            1 => Wire::place(&mut self.created_at),
            2 => Wire::place(&mut self.body),
            3 => Wire::place(&mut self.message_type),
            4 => Wire::place(&mut self.conversation_id),
            _ => Place::Skip,
        }
    }
    #[inline]
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => Wire::view(&self.id),
            1 => Wire::view(&self.created_at),
            2 => Wire::view(&self.body),
            3 => Wire::view(&self.message_type),
            4 => Wire::view(&self.conversation_id),
            _ => View::Absent,
        }
    }
    #[inline]
    fn extra(&self) -> Option<&Extra> {
        Some(&self.extra)
    }
    #[inline]
    fn extra_mut(&mut self) -> Option<&mut Extra> {
        Some(&mut self.extra)
    }
}

#[derive(Clone, Debug)]
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

impl From<&str> for MessageType {
    fn from(text: &str) -> Self {
        match text {
            "inapp" => Self::Inapp,
            "email" => Self::Email,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

impl Text for MessageType {
    #[inline]
    fn read(&mut self, text: &str) {
        *self = text.into();
    }
    #[inline]
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

impl Wire for MessageType {
    #[inline]
    fn blank() -> Self {
        Self::Unknown(String::new())
    }
    #[inline]
    fn place(&mut self) -> Place<'_> {
        Place::Text(self)
    }
    #[inline]
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

/// Closed: it keeps nothing that it doesn't know.
#[derive(Clone)]
pub struct CreateMessage {
    pub from: Sender,
    pub body: String,
}

static CREATE_MESSAGE: Table = Table {
    name: "CreateMessage",
    constants: &[],
    fields: &[Field::required("from"), Field::required("body")],
};

impl wire::Object for CreateMessage {
    #[inline]
    fn blank() -> Self {
        Self {
            from: Wire::blank(),
            body: Wire::blank(),
        }
    }
    #[inline]
    fn table(&self) -> &'static Table {
        &CREATE_MESSAGE
    }
    #[inline]
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => Wire::place(&mut self.from),
            1 => Wire::place(&mut self.body),
            _ => Place::Skip,
        }
    }
    #[inline]
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => Wire::view(&self.from),
            1 => Wire::view(&self.body),
            _ => View::Absent,
        }
    }
}

#[derive(Clone)]
pub enum Sender {
    User(UserSender),
    Contact(ContactSender),
    Unknown(Value),
}

static SENDER: Plan = Plan {
    name: "Sender",
    null: Pick::None,
    boolean: Pick::None,
    integer: Pick::None,
    number: Pick::None,
    string: Pick::None,
    array: Pick::None,
    object: Pick::Tag {
        name: "type",
        variants: &[("user", 0), ("contact", 1)],
        otherwise: &Pick::None,
    },
};

impl wire::Union for Sender {
    #[inline]
    fn plan(&self) -> &'static Plan {
        &SENDER
    }
    #[inline]
    fn select(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => {
                *self = Self::User(Wire::blank());
                let Self::User(value) = self else {
                    return Place::Skip;
                };
                value.place()
            }
            1 => {
                *self = Self::Contact(Wire::blank());
                let Self::Contact(value) = self else {
                    return Place::Skip;
                };
                value.place()
            }
            _ => Place::Skip,
        }
    }
    #[inline]
    fn keep(&mut self, value: Value) -> bool {
        *self = Self::Unknown(value);
        true
    }
    #[inline]
    fn variant(&self) -> (&'static str, View<'_>) {
        match self {
            Self::User(value) => ("User", value.view()),
            Self::Contact(value) => ("Contact", value.view()),
            Self::Unknown(value) => ("Unknown", value.view()),
        }
    }
}

impl Wire for Sender {
    #[inline]
    fn blank() -> Self {
        Self::Unknown(Value::Null)
    }
    #[inline]
    fn place(&mut self) -> Place<'_> {
        Place::Union(self)
    }
    #[inline]
    fn view(&self) -> View<'_> {
        View::Union(self)
    }
}

/// The two leaves have the same members but for the constant.
macro_rules! sender {
    ($ty:ident, $identifier:ident, $table:ident, $type:literal) => {
        #[derive(Clone)]
        pub struct $ty {
            pub identifier: $identifier,
        }

        #[derive(Clone, Debug, PartialEq)]
        pub enum $identifier {
            Id(String),
            UserId(String),
            Email(String),
        }

        static $table: Table = Table {
            name: stringify!($ty),
            constants: &[Constant {
                name: "type",
                value: Literal::Str($type),
            }],
            fields: &[
                Field::choice("id", 0),
                Field::choice("user_id", 0),
                Field::choice("email", 0),
            ],
        };

        impl wire::Object for $ty {
            #[inline]
            fn blank() -> Self {
                Self {
                    identifier: $identifier::Id(String::new()),
                }
            }
            #[inline]
            fn table(&self) -> &'static Table {
                &$table
            }
            #[inline]
            fn place(&mut self, index: usize) -> Place<'_> {
                self.identifier = match index {
                    0 => $identifier::Id(Wire::blank()),
                    1 => $identifier::UserId(Wire::blank()),
                    2 => $identifier::Email(Wire::blank()),
                    _ => return Place::Skip,
                };
                match &mut self.identifier {
                    $identifier::Id(value)
                    | $identifier::UserId(value)
                    | $identifier::Email(value) => value.place(),
                }
            }
            #[inline]
            fn view(&self, index: usize) -> View<'_> {
                match (index, &self.identifier) {
                    (0, $identifier::Id(value))
                    | (1, $identifier::UserId(value))
                    | (2, $identifier::Email(value)) => value.view(),
                    _ => View::Absent,
                }
            }
        }
    };
}

sender!(UserSender, UserIdentifier, USER_SENDER, "user");
sender!(ContactSender, ContactIdentifier, CONTACT_SENDER, "contact");

standard_impls!(Message, CreateMessage, Sender, UserSender, ContactSender);

impl PartialEq for MessageType {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}
