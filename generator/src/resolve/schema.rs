//! A schema of the document → a schema of the API.

use super::format::is_decimal;
use super::list::ListPart;
use super::patterned::says_nothing;
use super::reading::Unread;
use super::wish::{discriminator_value, member_name, own_name, rust_name};
use super::{Resolver, SCHEMAS, enum_annotations, limits};
use crate::api::{
    DefaultValue, Discriminator, Docs, IntegerFormat, Kind, Object, Owner, Property, Schema,
    SchemaId, Text, Union,
};
use crate::diagnostic::{Code, Pointer};
use crate::map::IndexSet;
use crate::null::Null;
use crate::openapi::is_large;
use crate::openapi::view::{self, Branches, Keywords, RefOr, Shared as _};
use crate::steps::step;
use serde_json::{Number, Value};
use std::collections::BTreeMap;

impl<'a> Resolver<'a, '_> {
    /// The schema at `at`, inline or by reference.
    pub(super) fn schema(
        &mut self,
        schema: RefOr<'a, view::Schema<'a>>,
        at: Pointer,
        owner: Owner,
    ) -> SchemaId {
        match schema {
            RefOr::Item(schema) => self.inline(schema, &at, owner),
            RefOr::Reference(reference) => self.reference(reference).unwrap_or_else(|| {
                let reason =
                    self.not_found::<view::Schema<'a>>(&at, reference, view::Schema::UNFOUND);
                let id = self.reserve(at, owner);
                self.api.schemas[id.0].kind = Kind::Unknown(reason);
                id
            }),
        }
    }

    /// The schema under `components.schemas` of this name.
    pub(super) fn component(&mut self, name: &str) -> Option<SchemaId> {
        self.schema_at(SCHEMAS.child(name))
    }

    /// A schema at `at` that allows anything, until its kind is known.
    pub(super) fn reserve(&mut self, at: Pointer, owner: Owner) -> SchemaId {
        let id = SchemaId(self.api.schemas.len());
        self.api.schemas.push(Schema {
            at: at.clone(),
            also_at: Vec::new(),
            owner,
            rust_name: None,
            tag: None,
            docs: Docs::default(),
            limits: Vec::new(),
            null: Null::Unsaid,
            read_only: false,
            write_only: false,
            password: false,
            may_be_fraction: false,
            default: None,
            example: None,
            example_at: None,
            content: None,
            sent_form_of: None,
            annotations: BTreeMap::new(),
            kind: Kind::Any,
        });
        self.places.insert(at, id);
        id
    }

    pub(super) fn inline(
        &mut self,
        schema: view::Schema<'a>,
        at: &Pointer,
        owner: Owner,
    ) -> SchemaId {
        if let Some(id) = self.places.get(at).copied() {
            if self.adopted.swap_remove(&id) {
                self.api.schemas[id.0].owner = owner;
            }
            return id;
        }
        let id = self.reserve(at.clone(), owner);
        let keywords = schema.keywords();
        self.describe(id, &keywords);
        if keywords.has_parts() {
            self.note(id, Unread::Whole(schema));
        } else {
            self.api.schemas[id.0].kind = self.kind(id, &keywords, at);
        }
        id
    }

    /// Copies the texts and annotations of a schema, and of the inline parts of its `allOf`. A default or an
    /// example of a part counts only if it is the only part.
    pub(super) fn describe(&mut self, id: SchemaId, keywords: &Keywords<'a>) {
        let Some(schema) = keywords.schema else {
            return;
        };
        for (key, length) in enum_annotations::uneven(keywords) {
            let count = keywords.values.len().to_string();
            let at = self.api[id].at.child(key);
            let words = [key, &length.to_string(), &count];
            self.diagnostics.report(Code::UnevenNames, &at, &words);
        }
        let own = self.api[id].at.clone();
        let mut parts = Vec::new();
        inline_parts(keywords, &own, true, &mut parts);
        let all = || std::iter::once(keywords).chain(parts.iter().map(|part| &part.keywords));
        let only = parts.iter().filter(|part| part.is_only);
        let texts = all().find(|part| part.title.is_some() || part.description.is_some());
        let texts = texts.unwrap_or(keywords);
        let limits = limits::of(keywords, self.document, &own);
        let docs = Docs {
            title: self.copies.maybe(texts.title),
            description: self.copies.maybe(texts.description),
            link: self.copies.link(all().find_map(|part| part.external_docs)),
            deprecated: all().any(|part| part.deprecated),
            constraints: limits::words(&limits),
        };
        let only = only.map(|part| (&part.keywords, &part.at));
        let only = || std::iter::once((keywords, &own)).chain(only.clone());
        let default = only().find_map(|(part, at)| {
            let value = part.default?;
            let exact = self.document.exact(value, &at.child("default"));
            Some((value, exact.map(|json| Text::from(&*json))))
        });
        let example = only().find_map(|(part, at)| Some((part.example?, at)));
        let example_at = example.filter(|(_, at)| **at != own);
        let example_at = example_at.map(|(_, at)| at.child("examples").index(0));
        let described = &mut self.api.schemas[id.0];
        described.docs = docs;
        described.default = default.map(|(value, exact)| DefaultValue {
            value: self.copies.value(value),
            exact,
        });
        described.example_at = example_at;
        described.example = example.map(|(value, _)| self.copies.value(value));
        described.limits = limits;
        described.annotations = enum_annotations::read(keywords);
        described.null = keywords.null;
        described.read_only = all().any(|part| part.read_only);
        described.write_only = all().any(|part| part.write_only);
        described.password |= all().any(|part| part.format.name == Some(PASSWORD));
        described.tag = discriminator_value(schema).map(str::to_owned);
        described.rust_name = match described.owner {
            Owner::Property(..) => own_name(schema),
            _ => rust_name(schema),
        };
        self.note_content(id, keywords, &own);
        for part in &parts {
            self.note_content(id, &part.keywords, &part.at);
        }
        self.name_values(id, keywords.values);
    }

    /// Gives the values of an enum their names in client.toml.
    fn name_values(&mut self, id: SchemaId, values: &[Value]) {
        if self.names.is_empty() {
            return;
        }
        let at = self.api[id].at.child("enum");
        for (i, value) in values.iter().enumerate() {
            if let Some(text) = enum_annotations::text(value)
                && let Some(name) = self.wish(&at.child(&i.to_string()))
            {
                let listed = &mut self.api.schemas[id.0].annotations;
                listed.entry(text).or_default().name = Some(name);
            }
        }
    }

    /// The shape of a schema.
    pub(super) fn kind(&mut self, id: SchemaId, keywords: &Keywords<'a>, at: &Pointer) -> Kind {
        if keywords.never {
            let words = ["it allows none"];
            return Kind::Unknown(self.diagnostics.because(Code::AllOfMixed, at, &words));
        }
        if let Some(family) = self.family(id, keywords, at) {
            return family;
        }
        let kind =
            if !keywords.all_of.is_empty() || (keywords.is_union() && keywords.values.is_empty()) {
                self.compose(id, keywords, at)
            } else {
                self.single(id, keywords, at)
            };
        self.check_discriminators(keywords, &kind, at);
        kind
    }

    /// The shape of a schema that is not composed of others.
    pub(super) fn single(&mut self, id: SchemaId, keywords: &Keywords<'a>, at: &Pointer) -> Kind {
        let format = keywords.format.name;
        self.api.schemas[id.0].password |= format == Some(PASSWORD);
        if !keywords.values.is_empty() {
            let kind = self.enumeration(keywords.values.iter(), keywords.ty, at);
            return match kind {
                Kind::Number if is_decimal(keywords.ty, format) => Kind::Decimal,
                Kind::Number => {
                    self.check_large(keywords, at);
                    Kind::Number
                }
                kind => kind,
            };
        }
        if keywords.is_object() {
            let object = self.object(id, keywords, at);
            self.check_own_required(&object, keywords, at);
            return Kind::Object(object);
        }
        match keywords.ty {
            Some("string") => Kind::String(self.string_format(keywords.format, at)),
            Some("integer") => {
                let described = &mut self.api.schemas[id.0];
                if keywords.may_be_fraction && described.shows_fraction() {
                    return Kind::Number;
                }
                described.may_be_fraction = keywords.may_be_fraction;
                Kind::Integer(self.integer_format(keywords, &std::iter::once(at)))
            }
            Some("number") if format == Some("unix-time") => Kind::Integer(IntegerFormat::UnixTime),
            Some("number") if is_decimal(keywords.ty, format) => Kind::Decimal,
            Some("number") => Kind::Number,
            Some("boolean") => Kind::Boolean,
            Some("array") => self.array(id, &[ListPart::new(id, keywords, at)]),
            None if keywords.is_list() => self.array(id, &[ListPart::new(id, keywords, at)]),
            None if keywords.format.is_binary() => {
                Kind::String(self.string_format(keywords.format, at))
            }
            // `openapi` reports unknown types.
            _ => Kind::Any,
        }
    }

    /// Reports a value that a double doesn't hold: a whole number beyond 64 bits.
    fn check_large(&mut self, keywords: &Keywords<'a>, at: &Pointer) {
        for (index, value) in keywords.values.iter().enumerate() {
            let Some(double) = value.as_f64().filter(|_| value.is_f64()) else {
                continue;
            };
            for at in [at.child("const"), at.child("enum").index(index)] {
                let digits = self.document.digits(&at);
                if let Some(digits) = digits.filter(|digits| **digits != format!("{double:.0}")) {
                    let words = [digits, &format!("{double:?}")];
                    self.diagnostics.report(Code::ValueLarge, &at, &words);
                }
            }
        }
    }

    pub(super) fn enumeration<'v>(
        &mut self,
        values: impl Iterator<Item = &'v Value>,
        ty: Option<&str>,
        at: &Pointer,
    ) -> Kind {
        let values: Vec<&Value> = values.filter(|value| !value.is_null()).collect();
        let all = |test: fn(&Value) -> bool| !values.is_empty() && values.iter().all(|v| test(v));
        if all(Value::is_string) {
            let texts = values.iter().filter_map(|value| value.as_str());
            let texts: IndexSet<&str> = texts.collect();
            return Kind::StringEnum(texts.into_iter().map(str::to_owned).collect());
        }
        if all(|value| value.as_i64().is_some()) && ty != Some("number") {
            let numbers = values.iter().filter_map(|value| value.as_i64());
            let numbers: IndexSet<i64> = numbers.collect();
            return Kind::IntegerEnum(numbers.into_iter().collect());
        }
        if let Some(number) = only_number(&values) {
            return Kind::NumberConstant(number.clone());
        }
        if all(Value::is_u64) && ty != Some("number") {
            return Kind::Integer(IntegerFormat::Uint64);
        }
        if all(Value::is_boolean) {
            return match values
                .iter()
                .filter_map(|value| value.as_bool())
                .collect::<Vec<_>>()[..]
            {
                [value] => Kind::BooleanConstant(value),
                _ => Kind::Boolean,
            };
        }
        if ty != Some("number")
            && let Some(format) = beyond(&values)
        {
            return Kind::Integer(format);
        }
        if all(Value::is_number) {
            return Kind::Number;
        }
        if values.is_empty() {
            return Kind::Any;
        }
        let is_inner = |value: &Value| value.is_object() || value.is_array();
        let what = match &values[..] {
            [only] if is_inner(only) => "the only value of this schema is an object or a list",
            _ if all(is_inner) => "the values of this enum are objects or lists",
            _ => "the values of this enum are of several kinds",
        };
        let at = at.child("enum");
        Kind::Unknown(self.diagnostics.because(Code::MixedEnum, &at, &[what]))
    }

    /// The members of this schema itself.
    pub(super) fn object(&mut self, id: SchemaId, keywords: &Keywords<'a>, at: &Pointer) -> Object {
        let mut object = Object {
            additional: self.additional(id, keywords, at),
            ..Object::default()
        };
        let required: IndexSet<&str> = keywords.required.iter().collect();
        let properties = at.child("properties");
        let forbidden = self.forbidden(std::iter::once((keywords, at)));
        for (name, property) in keywords.properties.iter() {
            step();
            if forbidden.contains_key(name) {
                continue;
            }
            let wish = self.wish(&properties.child(name));
            let schema = self.member((id, keywords, at), name, property);
            let own = property.into_item();
            let property = Property {
                schema,
                required: required.contains(name),
                rust_name: wish.or_else(|| own_name(own?)),
                hint: own.and_then(member_name),
                is_tag: false,
            };
            object.properties.insert(name.to_owned(), property);
        }
        object.alternatives = self.alternatives(keywords, at);
        object
    }

    pub(super) fn union(
        &mut self,
        id: SchemaId,
        branches: Branches<'a>,
        discriminator: Option<view::Discriminator<'a>>,
        at: &Pointer,
    ) -> Kind {
        let branches: Vec<SchemaId> = branches
            .iter()
            .map(|(i, branch)| self.schema(branch, at.index(i), Owner::Variant(id, i)))
            .collect();
        let own = at.parent().child("discriminator");
        let discriminator = discriminator.map(|it| self.discriminator(id, (it, &own), |id| id));
        if let ([only], None) = (&branches[..], &discriminator) {
            return Kind::Alias(*only);
        }
        Kind::Union(Union {
            branches,
            discriminator,
            events: None,
        })
    }

    /// The shared schema of this name, or the target of a reference.
    fn named(&mut self, target: &str) -> Option<SchemaId> {
        self.component(target).or_else(|| self.reference(target))
    }

    /// The discriminator of a union, whose schemas `moved` replaces, with its place. It names them by a reference or
    /// by the name of a shared schema (`OpenAPI` 3.0.3, "Discriminator Object").
    pub(super) fn discriminator(
        &mut self,
        union: SchemaId,
        (discriminator, at): (view::Discriminator<'_>, &Pointer),
        moved: impl Fn(SchemaId) -> SchemaId,
    ) -> Discriminator {
        if !discriminator.mapping().is_empty() {
            self.mappings.insert(union, at.child("mapping"));
        }
        let mut find = |target, at: Pointer| {
            let found = self.named(target);
            if found.is_none() {
                self.leads_nowhere::<view::Schema<'a>>(&at, target, "ignored");
            }
            found.map(&moved)
        };
        let mapping = at.child("mapping");
        let tags = discriminator.mapping().iter();
        let default = discriminator.default_mapping();
        Discriminator {
            property: discriminator.property().to_owned(),
            tags: tags
                .filter_map(|(tag, target)| {
                    Some((tag.to_owned(), find(target, mapping.child(tag))?))
                })
                .collect(),
            names: Vec::new(),
            default: default.and_then(|target| find(target, at.child("defaultMapping"))),
        }
    }
}

/// An inline part of a schema.
struct InlinePart<'a> {
    keywords: Keywords<'a>,
    at: Pointer,
    /// Whether it and the schemas around it are the only parts that say something, or the only ones at all.
    is_only: bool,
}

/// Collects the inline parts of a schema, and theirs. Recursive: inline schemas are no deeper than the document.
fn inline_parts<'a>(
    keywords: &Keywords<'a>,
    at: &Pointer,
    is_only: bool,
    found: &mut Vec<InlinePart<'a>>,
) {
    let parts = || keywords.all_of.iter();
    let is_alone = keywords.all_of.len() == 1;
    let telling: Vec<bool> = parts().map(|part| is_alone || tells(part)).collect();
    let is_only_telling = telling.iter().filter(|tells| **tells).count() == 1;
    for (index, (part, tells)) in parts().zip(telling).enumerate() {
        if let RefOr::Item(schema) = part {
            let at = keywords.all_of.place(at, index);
            let keywords = schema.keywords();
            let is_only = is_only && tells && is_only_telling;
            found.push(InlinePart {
                keywords,
                at: at.clone(),
                is_only,
            });
            inline_parts(&keywords, &at, is_only, found);
        }
    }
}

/// Whether a part says something, itself or in the only part that it has in turn. Not recursive: it follows one part,
/// no deeper than the document.
fn tells(part: RefOr<'_, view::Schema<'_>>) -> bool {
    let mut part = Some(part);
    while let Some(RefOr::Item(schema)) = part {
        if says_nothing(RefOr::Item(schema)) {
            return false;
        }
        part = schema.keywords().only_part();
    }
    true
}

/// The format of values that are never printed.
pub(super) const PASSWORD: &str = "password";

/// The only one of some values, if it is a number that 64 bits hold.
fn only_number<'v>(values: &[&'v Value]) -> Option<&'v Number> {
    let (first, others) = values.split_first()?;
    let number = first.as_number().filter(|number| !is_large(number))?;
    others.iter().all(|other| other == first).then_some(number)
}

/// The format of whole numbers of which some exceed 64 bits, or only those with a sign while others have one: they keep
/// their digits.
fn beyond(values: &[&Value]) -> Option<IntegerFormat> {
    let numbers: Option<Vec<&Number>> = values.iter().map(|value| value.as_number()).collect();
    let numbers = numbers.filter(|numbers| !numbers.is_empty())?;
    // A double of that size has no fraction.
    let are_whole = numbers.iter().all(|it| !it.is_f64() || is_large(it));
    let is_unsigned = || numbers.iter().all(|it| it.as_f64() >= Some(0.0));
    are_whole.then(|| IntegerFormat::Beyond {
        is_unsigned: is_unsigned(),
    })
}
