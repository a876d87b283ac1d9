//! Objects → structs, and alternative sets of required members → choices and constructors.

use super::names::{Named, Scope, assign, camel, snake};
use super::{Lowerer, obstacle};
use crate::api::{Additional, Alternatives, Kind, Object, Owner, Property, SchemaId};
use crate::diagnostic::Code;
use crate::ir::{
    Arm, Choice, ChoiceField, Constant, Constructor, Docs, Field, Name, Presence, Rest, Struct, Ty,
    TypeId, TypeKind,
};
use crate::surface;
use crate::text::{Line, code, say};
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeSet;

impl Lowerer<'_> {
    pub(super) fn object(&mut self, id: SchemaId, ty: TypeId, object: &Object) -> Struct {
        let usage = self.usage[id.0];
        let choice = object.alternatives.as_ref().filter(|alternatives| {
            // What is received may break the rule; what can't be held would be lost.
            usage.sent
                && !usage.received
                && is_choice(alternatives, object)
                // Its blank value is one of the first member, and has to end.
                && alternatives.sets.iter().flatten().next().is_some_and(|first| {
                    let first = object.properties[first].schema;
                    !matches!(self.ty(first), Ty::Named(_)) || self.is_checked(first)
                })
        });
        let chosen: IndexSet<&str> = choice
            .map(|alternatives| {
                alternatives
                    .sets
                    .iter()
                    .flatten()
                    .map(String::as_str)
                    .collect()
            })
            .unwrap_or_default();
        let mut lowered = Struct::default();
        let mut stored: Vec<(&String, &Property)> = Vec::new();
        for (wire, property) in &object.properties {
            match self.constant(property) {
                Some(value) => lowered.constants.push(Constant {
                    wire: wire.into(),
                    value,
                }),
                None if chosen.contains(wire.as_str()) => {}
                // What only ever comes back can't be sent.
                None if self.api[property.schema].read_only && usage.sent => {}
                None => stored.push((wire, property)),
            }
        }
        let mut scope = Scope::default();
        let words = stored
            .iter()
            .map(|(wire, property)| self.member_word(wire, property));
        let names = assign(&mut scope, words, snake);
        for ((wire, property), name) in stored.into_iter().zip(names) {
            let field = self.field(wire, property, name, usage.sent);
            self.hide_if(field.secret, ty, &field.name);
            lowered.fields.push(field);
        }
        lowered.choice =
            choice.map(|alternatives| self.choice(ty, object, alternatives, &mut scope));
        lowered.rest = match object.additional {
            Additional::Closed => Rest::Closed,
            Additional::Any => Rest::Extra(scope.take("extra")),
            Additional::Schema(values) => {
                let value = self.nullable_ty(values);
                let name = scope.take("additional_properties");
                self.hide_if(self.secret(values), ty, &name);
                Rest::Typed(name, value)
            }
        };
        let sets = self.sets(&lowered, object, usage.sent);
        Self::constructors(&mut lowered, sets, usage.sent);
        lowered
    }

    /// What a member is called: a name that is wished for is that of its type if it has one there.
    fn member_word<'w>(&self, wire: &'w str, property: &'w Property) -> &'w str {
        let is_typed = |id: &SchemaId| {
            self.types.contains_key(id) && matches!(self.api[*id].owner, Owner::Property(..))
        };
        let id = match self.api[property.schema].kind {
            Kind::Loose(meant) => meant,
            _ => property.schema,
        };
        let wish = property.rust_name.as_deref();
        wish.filter(|_| !self.api.aliases(id).any(|id| is_typed(&id)))
            .unwrap_or(wire)
    }

    fn field(&mut self, wire: &str, property: &Property, named: Named, sent: bool) -> Field {
        let schema = &self.api[property.schema];
        let ty = self.ty(property.schema);
        // Any JSON value already has a null.
        let nullable = self.api.is_nullable(property.schema) && ty != Ty::Json;
        // What only ever is sent need not come back; should it, it is no less of a secret.
        let required = property.required && (sent || !schema.write_only);
        let presence = match (required, nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::ThreeState,
        };
        let secret = self.secret(property.schema);
        let Named { name, why } = named;
        Field {
            setter: (sent && !required)
                .then(|| Name::new(&format!("with_{}", name.as_str().trim_start_matches('_')))),
            docs: self.member_docs(wire, property.schema, why),
            name,
            wire: wire.into(),
            ty,
            presence,
            secret,
            deprecated: schema.docs.deprecated,
        }
    }

    /// The docs of a member: its schema's, else its name.
    fn member_docs(&self, wire: &str, id: SchemaId, why: Option<Line>) -> Docs {
        let mut out = self.said(id);
        if out.is_empty() {
            out.paragraph(say("{}.", &[&code(wire)]));
        }
        self.tell_default(&mut out, id);
        obstacle::tell(&mut out, why);
        out
    }

    /// What is said of a schema, or else of what it stands for.
    pub(super) fn said(&self, id: SchemaId) -> Docs {
        let docs = || self.api.aliases(id).map(|id| &self.api[id].docs);
        let texts = docs().find(|docs| docs.title.is_some() || docs.description.is_some());
        let mut said = texts.cloned().unwrap_or_default();
        let limits = docs().find_map(|docs| docs.constraints.as_ref());
        said.constraints = limits.cloned();
        self.texts.docs(&said)
    }

    pub(super) fn tell_default(&self, docs: &mut Docs, id: SchemaId) {
        let default = |id: SchemaId| Some((id, self.api[id].default.as_ref()?));
        if let Some((id, default)) = self.api.aliases(id).find_map(default) {
            let at = || self.api[id].at.child("default");
            docs.note(&say("Default: {}.", &[&self.texts.value(default, at)]));
        }
    }

    fn choice(
        &mut self,
        ty: TypeId,
        object: &Object,
        alternatives: &Alternatives,
        scope: &mut Scope,
    ) -> ChoiceField {
        let members: Vec<&String> = alternatives.sets.iter().flatten().collect();
        let mut variants = Scope::default();
        let names = assign(
            &mut variants,
            members.iter().map(|wire| wire.as_str()),
            camel,
        );
        let mut arms = Vec::new();
        for (wire, Named { name, why }) in members.into_iter().zip(names) {
            let Some(property) = object.properties.get(wire) else {
                continue;
            };
            arms.push(Arm {
                docs: self.member_docs(wire, property.schema, why),
                name,
                wire: wire.into(),
                ty: self.nullable_ty(property.schema),
                secret: self.secret(property.schema),
            });
        }
        let owner = self.krate[ty].name.clone();
        let wish = self
            .config
            .names
            .get(alternatives.at.as_str())
            .map_or_else(|| format!("{owner}Choice"), |name| camel(name));
        let list: Vec<Line> = arms.iter().map(|arm| arm.wire.code()).collect();
        let mut docs = Docs::default();
        docs.paragraph(say("Exactly one of {}.", &[&Line::join(&list, ", ")]));
        let usage = self.krate[ty].usage;
        let secrets = arms.iter().filter(|arm| arm.secret);
        let secrets: Vec<_> = secrets.map(|arm| arm.name.clone()).collect();
        let id = self.add_type(&wish, docs, usage, TypeKind::Choice(Choice { arms }));
        self.krate.types[id.0].hidden = secrets;
        for place in &self.places[ty.0] {
            if let Kind::Object(object) = &self.api[*place].kind {
                let sets = object.alternatives.iter();
                self.krate.types[id.0]
                    .at
                    .extend(sets.map(|sets| sets.at.clone()));
            }
        }
        // The field is called as the last word of its type: `UserIdentifier` is an `identifier`.
        let word = snake(self.krate[id].name.as_str());
        let tail = word.rsplit('_').next().unwrap_or(&word);
        ChoiceField {
            name: scope.take(tail),
            ty: id,
        }
    }

    /// The alternative sets of required members that get a constructor each.
    fn sets<'o>(&mut self, lowered: &Struct, object: &'o Object, sent: bool) -> &'o [Vec<String>] {
        match &object.alternatives {
            Some(alternatives) if sent && lowered.choice.is_none() => {
                if alternatives.sets.len() <= MOST_CONSTRUCTORS {
                    return &alternatives.sets;
                }
                let most = MOST_CONSTRUCTORS.to_string();
                let (code, at) = (Code::SetsTooMany, &alternatives.at);
                self.diagnostics.report(code, at, &[&most]);
                &[]
            }
            _ => &[],
        }
    }

    fn constructors(lowered: &mut Struct, sets: &[Vec<String>], sent: bool) {
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
            let mut docs = Docs::default();
            docs.paragraph(if always.is_empty() && lowered.choice.is_none() {
                "Creates a value without any member."
            } else {
                "Creates a value from its required fields."
            });
            lowered.constructors.push(Constructor {
                name: Name::new("new"),
                docs,
                fields: always,
                choice: lowered.choice.is_some(),
            });
            return;
        }
        lowered.default = false;
        let words: Vec<String> = sets
            .iter()
            .map(|set| format!("from_{}", set.join("_and_")))
            .collect();
        let names = assign(
            &mut Scope::reserving(surface::CONSTRUCTORS.iter().copied()),
            words.iter().map(String::as_str),
            snake,
        );
        let by_name = lowered.fields.iter().enumerate();
        let by_name: IndexMap<&str, usize> = by_name.map(|(i, f)| (f.wire.exact(), i)).collect();
        let mut made = Vec::new();
        for (set, Named { name, why }) in sets.iter().zip(names) {
            let own = set.iter().filter_map(|wire| by_name.get(wire.as_str()));
            let fields: BTreeSet<usize> = always.iter().chain(own).copied().collect();
            let fields = fields.into_iter().collect();
            let list: Vec<Line> = set.iter().map(|member| code(member)).collect();
            let mut docs = Docs::default();
            docs.paragraph(say(
                "Creates a value with {}.",
                &[&Line::join(&list, " and ")],
            ));
            obstacle::tell(&mut docs, why);
            made.push(Constructor {
                name,
                docs,
                fields,
                choice: false,
            });
        }
        lowered.constructors = made;
    }
}

/// How many sets of required members get a constructor each: it takes what is required besides, too.
const MOST_CONSTRUCTORS: usize = 100;

/// Whether exactly one of several members is to be there: each set is of one member, no two are the
/// same, and each is described.
fn is_choice(alternatives: &Alternatives, object: &Object) -> bool {
    let mut seen: IndexSet<&str> = IndexSet::new();
    alternatives.exclusive
        && alternatives.sets.len() > 1
        && alternatives.sets.iter().all(|set| match &set[..] {
            [member] if seen.insert(member) => object
                .properties
                .get(member)
                .is_some_and(|property| !property.required),
            _ => false,
        })
}
