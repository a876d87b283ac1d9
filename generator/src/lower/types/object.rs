//! Objects → structs, and alternative sets of required members → constructors.

use crate::api::{
    Additional, Constant as Value, Kind, Object, Owner, Property, SchemaId, constant,
};
use crate::diagnostic::Code;
use crate::ir::{
    ChoiceField, Constant, Constructor, Docs, Field, Literal, Name, Presence, Rest, Struct, Ty,
    TypeId,
};
use crate::lower::docs::Texts;
use crate::lower::docs::members::member_docs;
use crate::lower::facts::Facts;
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, assign, fixed, setter, snake};
use crate::lower::sink::Sink;
use crate::lower::types::given;
use crate::map::{IndexMap, IndexSet};
use crate::surface;
use crate::text::{Line, Raw, code, say};
use std::collections::BTreeSet;

/// The struct of an object, and its fields that are never printed.
pub fn object(
    facts: &Facts,
    id: SchemaId,
    ty: TypeId,
    object: &Object,
    sink: &mut Sink,
) -> (Struct, Vec<Name>) {
    let usage = facts.usage[id.0];
    let choice = facts.choices.get(&ty);
    let sets = object.alternatives.iter().flat_map(|sets| &sets.sets);
    let chosen: IndexSet<&String> = sets.filter(|_| choice.is_some()).flatten().collect();
    let mut lowered = Struct::default();
    let mut hidden = Vec::new();
    let mut stored: Vec<(&String, &Property)> = Vec::new();
    let is_sent = |property: &&Property| !usage.sent || !facts.api.is_unsent(property);
    let properties = object.properties.iter();
    for (wire, property) in properties.filter(|(_, property)| is_sent(property)) {
        match constant(facts.api, property) {
            Some(value) => lowered.constants.push(Constant {
                wire: wire.into(),
                value: literal(&value),
            }),
            None if chosen.contains(wire) => {}
            None => stored.push((wire, property)),
        }
    }
    let mut scope = Scope::default();
    let words = stored
        .iter()
        .map(|(wire, property)| member_word(facts, wire, property));
    let names = assign(&mut scope, words, snake);
    // Who receives a value has no use for the difference, and who writes it again needs a place for it.
    let is_only_read = !usage.sent && matches!(object.additional, Additional::Any);
    for ((wire, property), name) in stored.into_iter().zip(names) {
        let mut field = field(facts, &sink.texts, (wire, property), name, usage.sent);
        if is_only_read && field.presence == Presence::ThreeState {
            field.presence = Presence::OptionalNullable;
        }
        hidden.extend(field.secret.then(|| field.name.clone()));
        lowered.fields.push(field);
    }
    lowered.choice = choice.map(|choice| ChoiceField {
        name: scope.take(&last_word(&choice.named.name)),
        ty: choice.ty,
    });
    lowered.rest = match object.additional {
        Additional::Closed => Rest::Closed,
        Additional::Any => Rest::Extra(scope.take("extra")),
        Additional::Schema(values) => {
            let name = scope.take("additional_properties");
            hidden.extend(facts.secret_values(values).then(|| name.clone()));
            Rest::Typed(name, facts.nullable_ty(values))
        }
    };
    let sets = sets_with_constructors(&lowered, object, usage.sent, sink);
    let sets = made_sets(&lowered, object, sets);
    constructors(&mut lowered, &sets, usage.sent);
    (lowered, hidden)
}

/// A constant as the crate has it.
pub fn literal(value: &Value<'_>) -> Literal {
    match *value {
        Value::String(value) => Literal::String(value.into()),
        Value::Integer(value) => Literal::Integer(value),
        Value::Number(value) => Literal::Number(value.clone()),
        Value::Bool(value) => Literal::Bool(value),
        Value::Null => Literal::Null,
    }
}

/// The name of a member. A name from client.toml goes to the member's type instead, if the member has a type of
/// its own.
fn member_word<'w>(facts: &Facts, wire: &'w str, property: &'w Property) -> &'w str {
    let is_typed = |id: &SchemaId| {
        facts.types.contains_key(id) && matches!(facts.api[*id].owner, Owner::Property(..))
    };
    let id = match facts.api[property.schema].kind {
        Kind::Loose(meant) => meant,
        _ => property.schema,
    };
    let wish = property.rust_name.as_deref();
    wish.filter(|_| !facts.api.aliases(id).any(|id| is_typed(&id)))
        .or(property.hint.as_deref())
        .unwrap_or(wire)
}

fn field(
    facts: &Facts,
    texts: &Texts,
    (wire, property): (&str, &Property),
    named: Named,
    sent: bool,
) -> Field {
    let schema = &facts.api[property.schema];
    let ty = facts.ty(property.schema);
    // Any JSON value already has a null.
    let nullable = facts.is_nullable(property.schema) && ty != Ty::Json;
    // Write-only members need not be received; if they are, they are still secret.
    let required = property.required && (sent || !schema.write_only);
    let presence = match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::RequiredNullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::ThreeState,
    };
    let secret = facts.secret_member(wire, property.schema);
    let Named { name, why } = named;
    Field {
        setter: (sent && !required).then(|| setter(&name)),
        docs: member_docs(facts, texts, wire, property.schema, why),
        name,
        wire: wire.into(),
        given: given::kept(facts, &ty, presence),
        ty,
        presence,
        secret,
        deprecated: schema.docs.deprecated,
    }
}

/// The alternative sets of required members that get a constructor each.
fn sets_with_constructors<'o>(
    lowered: &Struct,
    object: &'o Object,
    sent: bool,
    sink: &mut Sink,
) -> &'o [Vec<String>] {
    match &object.alternatives {
        Some(alternatives) if sent && lowered.choice.is_none() => {
            if alternatives.sets.len() <= MOST_CONSTRUCTORS {
                return &alternatives.sets;
            }
            let most = MOST_CONSTRUCTORS.to_string();
            let (code, at) = (Code::SetsTooMany, &alternatives.at);
            sink.report(code, at, &[&most]);
            &[]
        }
        _ => &[],
    }
}

/// A set of required members.
struct Made<'o> {
    /// The members that a constructor takes, or that have one value.
    described: Vec<&'o str>,
    /// The members that the document doesn't describe.
    others: Vec<&'o str>,
}

/// The sets that a value can have, each once. Without a described member, none is better than another.
fn made_sets<'o>(lowered: &Struct, object: &'o Object, sets: &'o [Vec<String>]) -> Vec<Made<'o>> {
    let fields = lowered.fields.iter().map(|field| &field.wire);
    let constants = lowered.constants.iter().map(|constant| &constant.wire);
    let own: IndexSet<&str> = fields.chain(constants).map(Raw::exact).collect();
    let mut made: Vec<Made<'o>> = Vec::new();
    let mut seen: IndexSet<Vec<&str>> = IndexSet::default();
    for set in sets {
        let names = || set.iter().map(String::as_str);
        let described: Vec<&str> = names().filter(|name| own.contains(name)).collect();
        let others = names().filter(|name| !object.properties.contains_key(*name));
        let others: Vec<&str> = others.collect();
        let fits = others.is_empty() || !matches!(lowered.rest, Rest::Closed);
        if fits && seen.insert(described.clone()) {
            made.push(Made { described, others });
        }
    }
    if made.iter().all(|set| set.described.is_empty()) {
        made.clear();
    }
    made
}

fn constructors(lowered: &mut Struct, sets: &[Made<'_>], sent: bool) {
    let required = |field: &Field| {
        matches!(
            field.presence,
            Presence::Required | Presence::RequiredNullable
        )
    };
    let always: Vec<usize> = (0..lowered.fields.len())
        .filter(|&i| required(&lowered.fields[i]))
        .collect();
    lowered.default = always.is_empty() && lowered.choice.is_none();
    if !sent {
        return;
    }
    if sets.is_empty() {
        lowered.constructors.push(Constructor {
            name: fixed("new"),
            docs: of_required(lowered, &always),
            fields: always,
            choice: lowered.choice.is_some(),
        });
        return;
    }
    lowered.default &= sets.iter().any(|set| set.described.is_empty());
    let words = sets.iter().map(|set| match &set.described[..] {
        [] => "new".to_owned(),
        members => format!("from_{}", members.join("_and_")),
    });
    let words: Vec<String> = words.collect();
    let names = assign(
        &mut Scope::reserving(surface::CONSTRUCTORS.iter().copied()),
        words.iter().map(String::as_str),
        snake,
    );
    let by_name = lowered.fields.iter().enumerate();
    let by_name: IndexMap<&str, usize> = by_name.map(|(i, f)| (f.wire.exact(), i)).collect();
    let mut made = Vec::new();
    for (set, Named { name, why }) in sets.iter().zip(names) {
        let own = set.described.iter().filter_map(|wire| by_name.get(wire));
        let fields: BTreeSet<usize> = always.iter().chain(own).copied().collect();
        let fields: Vec<usize> = fields.into_iter().collect();
        let listed = |members: &[&str]| {
            let list: Vec<Line> = members.iter().map(|member| code(member)).collect();
            Line::join(&list, " and ")
        };
        let mut docs = match &set.described[..] {
            [] => of_required(lowered, &always),
            members => {
                let mut docs = Docs::default();
                docs.paragraph(say("Creates a value with {}.", &[&listed(members)]));
                docs
            }
        };
        if let (Rest::Extra(field) | Rest::Typed(field, _), [_, ..]) =
            (&lowered.rest, &set.others[..])
        {
            let others = listed(&set.others);
            docs.note(&say(
                "Add {} to [`{}`](Self::{}): the document requires it without a description.",
                &[&others, field, field],
            ));
        }
        rename_reason::tell(&mut docs, why);
        made.push(Constructor {
            name,
            docs,
            fields,
            choice: false,
        });
    }
    lowered.constructors = made;
}

/// The docs of a constructor that takes the required members alone.
fn of_required(lowered: &Struct, always: &[usize]) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(if always.is_empty() && lowered.choice.is_none() {
        "Creates a value without any member."
    } else {
        "Creates a value from its required fields."
    });
    docs
}

/// The most sets of required members with a constructor each, which takes the other required members as well.
const MOST_CONSTRUCTORS: usize = 100;

/// The last word of a type's name: a `UserIdentifier` is an `identifier`.
fn last_word(name: &Name) -> String {
    let word = snake(name.as_str());
    word.rsplit('_').next().unwrap_or(&word).to_owned()
}
