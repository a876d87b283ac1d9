//! Tables of the generated code: calls of the runtime's `impl_…!` macros, with a row on each line.
//!
//! prettyplease would break a macro's tokens at the end of each line, so tables are spelled as text. The
//! document's texts are only in literals there, and every other word is an identifier.

use crate::emit::rust::spell::{self, ident};
use crate::ir::{Choice, Crate, Enum, Name, Presence, Rest, Struct, TypeDef, TypeKind};
use crate::surface::{IMPL_CHOICE, IMPL_RECORD, IMPL_SYMBOL, IMPL_TUPLE, IMPL_WIRE, Member, TYPES};
use std::fmt::{self, Display, Formatter};

/// A call of one of the runtime's macros for a type.
pub struct Table {
    /// The macro, and the type.
    pub head: String,
    rows: Option<Vec<String>>,
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.head)?;
        match self.rows.as_deref() {
            None => {}
            Some([]) => f.write_str(" {}")?,
            Some(rows) => {
                f.write_str(" {\n")?;
                for row in rows {
                    writeln!(f, "    {row}")?;
                }
                f.write_str("}")?;
            }
        }
        f.write_str(");\n")
    }
}

impl Table {
    fn new(called: Member, def: &TypeDef, rows: Option<Vec<String>>) -> Self {
        let head = format!("{called}!({TYPES}::{}", ident(&def.name));
        Self { head, rows }
    }

    /// A type with one of the runtime's shapes.
    pub(in crate::emit) fn shape(def: &TypeDef, shape: &str) -> Self {
        let mut table = Self::new(IMPL_WIRE, def, None);
        table.head.push_str(": ");
        table.head.push_str(shape);
        table
    }

    /// The members of a struct.
    pub(in crate::emit) fn record(krate: &Crate, def: &TypeDef, lowered: &Struct) -> Self {
        let fields = lowered.fields.iter().enumerate().map(|(index, field)| {
            let presence = match field.presence {
                Presence::Required => "required",
                Presence::RequiredNullable => "required_nullable",
                Presence::Optional => "optional",
                Presence::OptionalNullable => "optional_nullable",
                Presence::ThreeState => "three_state",
            };
            let (name, wire) = (ident(&field.name), field.wire.literal());
            let secret = secret(field.secret);
            format!("{index} {name}: {presence}({wire}){secret},")
        });
        let rest = match &lowered.rest {
            Rest::Closed => None,
            Rest::Extra(name) | Rest::Typed(name, _) => {
                Some(format!("{}{}", unnamed(name), secret(def.hides(name))))
            }
        };
        let rows = constants(lowered)
            .into_iter()
            .chain(fields)
            .chain(choice_of(krate, lowered))
            .chain(rest);
        let mut table = Self::new(IMPL_RECORD, def, Some(rows.collect()));
        if lowered.default {
            table.head.push_str(": Default");
        }
        table
    }

    /// The items of a struct that is a list.
    pub(in crate::emit) fn tuple(def: &TypeDef, lowered: &Struct) -> Self {
        let items = lowered.fields.iter().enumerate().map(|(index, field)| {
            let presence = match field.presence {
                Presence::Required => "Required",
                Presence::RequiredNullable => "RequiredNullable",
                Presence::Optional => "Optional",
                Presence::OptionalNullable => "OptionalNullable",
                Presence::ThreeState => "ThreeState",
            };
            format!("{index} {}: {presence},", ident(&field.name))
        });
        let rest = match &lowered.rest {
            Rest::Closed => None,
            Rest::Extra(name) | Rest::Typed(name, _) => Some(unnamed(name)),
        };
        Self::new(IMPL_TUPLE, def, Some(items.chain(rest).collect()))
    }

    /// The members of a choice.
    pub(in crate::emit) fn choice(def: &TypeDef, choice: &Choice) -> Self {
        let arms = choice.arms.iter().enumerate();
        let rows = arms.map(|(index, arm)| format!("{index} {},", ident(&arm.name)));
        Self::new(IMPL_CHOICE, def, Some(rows.collect()))
    }

    /// The values of an enum of strings.
    pub(in crate::emit) fn symbol(def: &TypeDef, lowered: &Enum) -> Self {
        let values = lowered.values.iter();
        let rows = values.map(|value| format!("{}: {},", value.wire.literal(), ident(&value.name)));
        let rows = rows.chain([unnamed(&lowered.unknown)]);
        Self::new(IMPL_SYMBOL, def, Some(rows.collect()))
    }
}

/// Members that always have the same value.
fn constants(lowered: &Struct) -> Option<String> {
    let constants = lowered.constants.iter().map(|constant| {
        let (variant, value) = spell::literal_parts(&constant.value);
        format!("{}: {}{value}", constant.wire.literal(), variant.word)
    });
    let constants: Vec<_> = constants.collect();
    (!constants.is_empty()).then(|| format!("const {};", constants.join(", ")))
}

/// The members of a struct of which exactly one is present.
fn choice_of(krate: &Crate, lowered: &Struct) -> Option<String> {
    let field = lowered.choice.as_ref()?;
    let TypeKind::Choice(choice) = &krate[field.ty].kind else {
        return None;
    };
    let arms = choice.arms.iter();
    let arms: Vec<_> = arms
        .map(|arm| format!("{}{}", arm.wire.literal(), secret(arm.secret)))
        .collect();
    let first = lowered.fields.len();
    let (end, name, arms) = (first + arms.len(), ident(&field.name), arms.join(" | "));
    Some(format!("choice {first}..{end} {name}: {arms},"))
}

/// The field of the members that the document doesn't name.
fn unnamed(name: &Name) -> String {
    format!("..{}", ident(name))
}

fn secret(secret: bool) -> &'static str {
    if secret { ".secret()" } else { "" }
}
