//! The sorts of values that schemas describe: the values of one sort have one type.

use crate::api::{
    Api, IntegerFormat, Kind, Limit, Outline, Owner, SchemaId, StringFormat, children,
};

/// A sort of values.
#[derive(PartialEq, Eq, Hash)]
pub enum Sort<'a> {
    /// Text: any, listed, or of a format without a type of its own.
    Text,
    /// `true` and `false`.
    Boolean,
    /// Whole numbers with a sign, any or listed.
    Integer,
    /// Numbers.
    Number,
    /// Lists of a sort.
    List(Box<Self>),
    /// The values of inline schemas that say the same.
    Same(Vec<Said<'a>>),
    /// The values of a schema that nothing is compared with.
    Only(SchemaId),
}

/// A schema within one that is compared.
#[derive(PartialEq, Eq, Hash)]
pub enum Said<'a> {
    /// A schema with a name of its own.
    Named(SchemaId),
    /// The keywords of another one.
    Inline {
        outline: Outline<'a>,
        limits: &'a [Limit],
        rust_name: Option<&'a str>,
        /// `null`, `readOnly`, `writeOnly`, and whether it is a secret.
        flags: [bool; 5],
    },
}

/// The levels of lists that are looked into; a list may contain itself.
const LEVELS: usize = 3;

/// The most names, values and schemas that are compared of one schema.
const MOST: usize = 200;

impl<'a> Sort<'a> {
    /// The sort of a schema's values, null aside.
    pub fn of(api: &'a Api, id: SchemaId) -> Self {
        Self::within(api, id, LEVELS)
    }

    fn within(api: &'a Api, id: SchemaId, levels: usize) -> Self {
        let (target, _) = api.behind_aliases(id);
        // The schema of the value in a text is no part of the text's kind.
        if api.aliases(id).any(|id| api[id].content.is_some()) {
            return Self::Only(target);
        }
        match &api[target].kind {
            Kind::StringEnum(_) | Kind::OpenEnum(_) => Self::Text,
            Kind::String(format) if is_text(format) => Self::Text,
            Kind::Boolean | Kind::BooleanConstant(_) => Self::Boolean,
            Kind::Integer(IntegerFormat::Int32 | IntegerFormat::Int64) | Kind::IntegerEnum(_) => {
                Self::Integer
            }
            Kind::Number | Kind::Decimal | Kind::NumberConstant(_) => Self::Number,
            Kind::Array(items) if levels > 0 => {
                Self::List(Box::new(Self::within(api, *items, levels - 1)))
            }
            kind if has_parts(kind) && is_named(api, target) => Self::Only(target),
            _ => said(api, target).map_or(Self::Only(target), Self::Same),
        }
    }
}

/// Whether the values of a format are text in Rust, unless client.toml says otherwise.
fn is_text(format: &StringFormat) -> bool {
    match format {
        StringFormat::Plain | StringFormat::Password | StringFormat::Other(_) => true,
        StringFormat::DateTime
        | StringFormat::Date
        | StringFormat::Byte
        | StringFormat::Binary(_) => false,
    }
}

/// Whether a schema has a name that doesn't come from its place.
pub fn is_named(api: &Api, id: SchemaId) -> bool {
    let schema = &api[id];
    schema.rust_name.is_some() || matches!(schema.owner, Owner::Component(_) | Owner::SentForm(_))
}

/// Whether schemas of a kind have a type of their own, with parts.
fn has_parts(kind: &Kind) -> bool {
    matches!(kind, Kind::Object(_) | Kind::Union(_) | Kind::Tuple(_))
}

/// A schema and its parts, each before its own ones; none if they are too many to be compared.
fn said(api: &Api, id: SchemaId) -> Option<Vec<Said<'_>>> {
    let mut said = Vec::new();
    let mut left = MOST;
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        let (target, nullable) = api.behind_aliases(id);
        let (shown, schema) = (&api[id], &api[target]);
        left = left.checked_sub(1 + size(&schema.kind))?;
        if shown.content.is_some() || schema.content.is_some() {
            return None;
        }
        let is_whole = said.is_empty();
        if !is_whole && has_parts(&schema.kind) && is_named(api, target) {
            said.push(Said::Named(target));
            continue;
        }
        let flags = [
            nullable,
            api.takes_null_away(target),
            shown.read_only,
            shown.write_only,
            shown.password,
        ];
        said.push(Said::Inline {
            outline: Outline::of(api, target),
            limits: &schema.limits,
            rust_name: schema.rust_name.as_deref(),
            // Those of the whole belong to its place.
            flags: flags.map(|flag| flag && !is_whole),
        });
        open.extend(children(api, target).into_iter().rev());
    }
    Some(said)
}

/// The number of names and values in an outline; long ones count as several.
fn size(kind: &Kind) -> usize {
    let of = |text: &String| 1 + text.len() / 64;
    match kind {
        Kind::StringEnum(values) | Kind::OpenEnum(values) => values.iter().map(of).sum(),
        Kind::IntegerEnum(values) => values.len(),
        Kind::Object(object) => {
            let sets = object.alternatives.iter().flat_map(|sets| &sets.sets);
            let names = object.properties.keys();
            names.chain(sets.flatten()).map(of).sum()
        }
        Kind::Union(union) => union.branches.len(),
        Kind::Tuple(tuple) => tuple.places.len(),
        _ => 0,
    }
}
