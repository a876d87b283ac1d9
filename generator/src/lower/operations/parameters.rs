//! Parameters → arguments and setters of a call.

use super::defaults::default;
use super::form_styles::encodings;
use super::keys::IdempotencyKey;
use super::{Operations, told};
use crate::api::{self, Api, Kind, Limit, Location, PartKind};
use crate::ir::{ConstantParameter, ConstantValue, Docs, Given, Parameter, Part, Raw};
use crate::lower::docs::content::tell_parts;
use crate::lower::docs::members::{note_default, tell_default, value_docs};
use crate::lower::facts::Facts;
use crate::lower::names::{Named, Scope, assign, rename_reason, snake};
use crate::lower::types::given;
use crate::map::{IndexMap, IndexSet};
use crate::surface;
use crate::text::{Line, code, code_alone, say};

/// The role of each parameter in a call of its operation.
#[derive(Default)]
pub struct Roles<'a> {
    /// Required parameters with a single value, or a default, which the call sends.
    pub constants: Vec<ConstantParameter>,
    /// Other required parameters.
    pub arguments: Vec<&'a api::Parameter>,
    /// Optional parameters, those with a default, and the headers that the client sends unless a call sets them.
    pub setters: Vec<&'a api::Parameter>,
    /// The names of these headers.
    pub client_headers: Vec<Raw>,
    /// The names of those that the operation requires.
    pub required_headers: Vec<Raw>,
}

impl<'a> Roles<'a> {
    /// The roles. An idempotency key has none: the call generates it.
    pub fn of(
        facts: &Facts,
        operation: &'a api::Operation,
        key: Option<&IdempotencyKey<'_>>,
    ) -> Self {
        let key = key.and_then(|key| key.parameter);
        let mut roles = Self::default();
        let mut of_client = Vec::new();
        for parameter in &operation.parameters {
            let is_of_client = is_of_client(facts, parameter);
            if is_of_client {
                roles.client_headers.push(Raw::from(&parameter.name));
            }
            if key.is_some_and(|key| std::ptr::eq(key, parameter)) {
                continue;
            }
            if is_of_client {
                if parameter.required {
                    roles.required_headers.push(Raw::from(&parameter.name));
                }
                of_client.push(parameter);
            } else if !parameter.required {
                roles.setters.push(parameter);
            } else if let Some(value) = only_value(facts.api, parameter) {
                roles.constants.push(constant(facts, parameter, value));
            } else if let Some(value) = default(facts, parameter) {
                roles.constants.push(constant(facts, parameter, value));
                roles.setters.push(parameter);
            } else {
                roles.arguments.push(parameter);
            }
        }
        roles.setters.append(&mut of_client);
        let places = places(&operation.path);
        let place = |it: &&api::Parameter| match it.location {
            Location::Path => places.get(it.name.as_str()).copied(),
            _ => None,
        };
        roles
            .arguments
            .sort_by_key(|it| place(it).unwrap_or(usize::MAX));
        roles
    }
}

/// The places of a path's parameters, by name. Callers read a path from left to right, and two texts in another order
/// would be swapped unseen.
fn places(path: &str) -> IndexMap<&str, usize> {
    let pieces = path.split('{').skip(1);
    let names = pieces.filter_map(|piece| piece.split('}').next());
    names.zip(0..).collect()
}

/// Whether a header parameter is a setting of the client.
fn is_of_client(facts: &Facts, parameter: &api::Parameter) -> bool {
    let mut headers = facts.client_headers.iter();
    headers.any(|header| header.is(facts.api, parameter))
}

/// The single value of a parameter. A file is no value, as its notation isn't written here; nor are parts without
/// names.
fn only_value(api: &Api, parameter: &api::Parameter) -> Option<ConstantValue> {
    let kind = parameter.part.as_ref().map(|part| &part.kind);
    if let Some(PartKind::File | PartKind::Files | PartKind::Others) = kind {
        return None;
    }
    Some(match api::only_value(api, parameter.schema)? {
        api::Constant::String(text) => ConstantValue::Text(text.into()),
        api::Constant::Integer(number) => ConstantValue::Integer(number),
        api::Constant::Number(number) => match number.as_u64() {
            Some(number) => ConstantValue::Unsigned(number),
            None => ConstantValue::Number(number.as_f64()?),
        },
        api::Constant::Bool(value) => ConstantValue::Bool(value),
        // A path has no place for it.
        api::Constant::Null if parameter.location == Location::Path => return None,
        api::Constant::Null => ConstantValue::Null,
    })
}

/// A parameter with a known value.
fn constant(
    facts: &Facts<'_>,
    parameter: &api::Parameter,
    value: ConstantValue,
) -> ConstantParameter {
    ConstantParameter {
        wire: (&parameter.name).into(),
        location: parameter.location,
        style: parameter.style,
        part: part(facts, parameter),
        value,
    }
}

/// The part of the body that a parameter is, or the members of a form outside of it.
fn part(facts: &Facts<'_>, parameter: &api::Parameter) -> Option<Part> {
    if let (Some(encoding), Some(api::Style::Form { .. })) =
        (&parameter.whole_query, parameter.style)
    {
        return Some(Part::Query(encodings(facts, parameter.schema, encoding)));
    }
    if let Some(encoding) = &parameter.as_form {
        return Some(Part::FormText(encodings(facts, parameter.schema, encoding)));
    }
    let part = parameter.part.as_ref()?;
    let content_type = part.content_type.as_ref().or(part.choice.as_ref());
    let content_type = content_type.map(String::as_str).unwrap_or_default().into();
    Some(match &part.kind {
        PartKind::Value => Part::Value(content_type),
        PartKind::Values => Part::Values(content_type),
        PartKind::Form => Part::Form(content_type),
        PartKind::Joined(separator) => Part::Joined(*separator),
        PartKind::File | PartKind::Files if part.is_text => Part::Text(content_type),
        PartKind::File | PartKind::Files => Part::File(content_type),
        PartKind::Others => Part::Others,
        PartKind::Header(name, form) => Part::Header(name.into(), *form),
    })
}

impl Operations<'_, '_> {
    /// The parameters, with names that are unique in the scope.
    pub(super) fn parameters(
        &mut self,
        others: &[api::Parameter],
        parameters: &[&api::Parameter],
        scope: &mut Scope,
    ) -> Vec<Parameter> {
        let of_path = others.iter().filter(|it| it.location == Location::Path);
        let of_path: IndexSet<&str> = of_path.map(|it| it.name.as_str()).collect();
        let words: Vec<String> = parameters
            .iter()
            .map(|it| parameter_word(it, &of_path))
            .collect();
        let names = assign(scope, words.iter().map(String::as_str), snake);
        parameters
            .iter()
            .zip(names)
            .map(|(parameter, Named { name, why })| {
                let ty = self.facts.ty(parameter.schema);
                Parameter {
                    docs: self.parameter_docs(parameter, why),
                    deprecated: is_deprecated(self.facts.api, parameter),
                    name,
                    wire: (&parameter.name).into(),
                    location: parameter.location,
                    style: self.style(parameter),
                    part: part(self.facts, parameter),
                    given: match parameter.part.as_ref().map(|part| &part.kind) {
                        Some(PartKind::File) => Given::File,
                        Some(PartKind::Files) => Given::Files,
                        Some(PartKind::Others) => Given::Parts,
                        _ => given::sent(self.facts, &ty),
                    },
                    secret: self.facts.secret_parameter(parameter),
                    ty,
                }
            })
            .collect()
    }

    /// The style of a parameter: a path parameter in client.toml's `segments` is several segments.
    fn style(&self, parameter: &api::Parameter) -> Option<api::Style> {
        let segments = &self.facts.config.client.segments;
        let is_divided =
            parameter.location == Location::Path && segments.contains_key(&parameter.name);
        match parameter.style {
            Some(api::Style::ReservedSegments) => parameter.style,
            _ if is_divided => Some(api::Style::Segments),
            style => style,
        }
    }

    fn parameter_docs(&self, parameter: &api::Parameter, why: Option<Line>) -> Docs {
        let (docs, schema) = (&parameter.docs, parameter.schema);
        let mut out = value_docs(self.facts, &self.sink.texts, docs, schema);
        if let Some(notation) = &parameter.notation {
            let media_type = code(&notation.media_type);
            out.paragraph(say(
                "The text must be of the media type {}.",
                &[&media_type],
            ));
        }
        if out.is_empty() {
            out = usual_docs(parameter);
        }
        tell_parts(self.facts, &self.sink.texts, &mut out, schema);
        let part = parameter.part.as_ref();
        if let Some(choice) = part.and_then(|part| part.choice.as_ref()) {
            out.paragraph(say("Media types of the file: {}.", &[&code(choice)]));
        }
        if part.is_some_and(|part| part.or_value) {
            out.paragraph(
                "A value instead of a file is a [`FilePart::value`](crate::FilePart::value).",
            );
        }
        let headers = part.iter().flat_map(|part| &part.headers);
        let headers: Vec<Line> = headers.map(|name| code(name)).collect();
        if !headers.is_empty() {
            let list = Line::join(&headers, ", ");
            out.paragraph(say("Headers of each file: {}.", &[&list]));
        }
        let (facts, texts) = (self.facts, &self.sink.texts);
        if parameter.required
            && !is_of_client(facts, parameter)
            && default(facts, parameter).is_some()
        {
            note_default(facts, texts, &mut out, schema, "Sends {} unless set.");
        } else {
            tell_default(facts, texts, &mut out, schema);
        }
        if let Some(api::Style::Segments | api::Style::ReservedSegments) = self.style(parameter) {
            out.paragraph("Slashes divide it into segments of the path.");
        }
        if let Some(list) = deep_list(facts.api, parameter) {
            let said = "A list in it is sent as {}: the specification leaves the form open.";
            out.paragraph(say(said, &[&code(&list)]));
        }
        if is_undefined_if_empty(facts.api, parameter) {
            out.paragraph("Not sent if empty.");
        }
        rename_reason::tell(&mut out, why);
        out
    }
}

/// Whether a parameter or its value is deprecated.
pub(super) fn is_deprecated(api: &Api, parameter: &api::Parameter) -> bool {
    parameter.docs.deprecated || api[parameter.schema].docs.deprecated
}

/// The most members of a parameter that are examined for a list, as operations share parameters.
const MOST_MEMBERS: usize = 64;

/// The form of the first list among the members of an object of the style `deepObject`, as the runtime writes it: OpenAPI
/// describes objects of scalars alone ("Style Values"). None for a list whose items may be of several kinds.
fn deep_list(api: &Api, parameter: &api::Parameter) -> Option<String> {
    let kind = |id| &api[api.behind_aliases(id).0].kind;
    let (Some(api::Style::DeepObject), Kind::Object(object)) =
        (parameter.style, kind(parameter.schema))
    else {
        return None;
    };
    let mut members = object.properties.iter().take(MOST_MEMBERS);
    let list = members.find_map(|(name, member)| match kind(member.schema) {
        Kind::Array(items) => Some((name, kind(*items))),
        _ => None,
    });
    let (name, items) = list?;
    let index = match items {
        Kind::Object(_) => "[0][…]",
        Kind::Array(_) | Kind::Tuple(_) => "[0][]",
        Kind::Any | Kind::Unknown(_) | Kind::Loose(_) | Kind::Union(_) => return None,
        _ => "[]",
    };
    Some(format!("{}[{name}]{index}=…", parameter.name))
}

/// Whether a required parameter is a list that can be empty, which no style writes (RFC 6570, 2.3). A path without it is
/// refused.
fn is_undefined_if_empty(api: &Api, parameter: &api::Parameter) -> bool {
    let (list, _) = api.behind_aliases(parameter.schema);
    let has_least = |limit: &Limit| matches!(limit, Limit::MinItems(1..));
    parameter.required
        && parameter.style.is_some()
        && !matches!(parameter.location, Location::Path | Location::Part)
        && matches!(api[list].kind, Kind::Array(_))
        && !api[list].limits.iter().any(has_least)
}

/// The docs of a parameter without a text.
pub(super) fn usual_docs(parameter: &api::Parameter) -> Docs {
    let name = code(&parameter.name);
    told(match &parameter.part {
        Some(part) => match &part.kind {
            PartKind::Header(header, _) if part.placed => {
                say("The header {} of part {}.", &[&code(header), &name])
            }
            PartKind::Header(header, _) => say("The header {} of {}.", &[&code(header), &name]),
            PartKind::Others => "Parts whose names the document doesn't list.".into(),
            PartKind::Values | PartKind::Files if part.placed => {
                say("The parts from {} on.", &[&name])
            }
            _ if part.placed => say("Part {}.", &[&name]),
            _ => code_alone(&parameter.name),
        },
        None => code_alone(&parameter.name),
    })
}

/// The word for a parameter: with its location if a method of every call, or a parameter of the path, has the
/// name.
fn parameter_word(parameter: &api::Parameter, of_path: &IndexSet<&str>) -> String {
    let word = parameter.rust_name.as_ref().unwrap_or(&parameter.name);
    let is_of_other = parameter.location != Location::Path && of_path.contains(&*parameter.name);
    let is_taken = surface::CALL_METHODS.contains(&snake(word).as_str());
    if parameter.rust_name.is_some() || !is_taken && !is_of_other {
        return word.clone();
    }
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::Part => "part",
    };
    format!("{location} {word}")
}
