//! The document's examples → calls in a caller's Rust.

use crate::adapt::streams::STREAM;
use crate::api::{self, Api, Media};
use crate::ir::{
    BodyTy, CallExample, Constructor, Example, Given, Name, Operation, Presence, RequestBody,
    Struct, Ty, TypeDef, TypeId, TypeKind,
};
use crate::lower::docs::Texts;
use crate::lower::examples::lines;
use crate::lower::examples::pick::pick;
use crate::lower::facts::Facts;
use crate::map::IndexSet;
use crate::number::whole_value;
use crate::surface;
use serde_json::Value;
use std::cell::Cell;

/// The most examples that are shown of a body.
pub const MOST: usize = 8;

/// The most examples that are compiled as tests of the docs. Each is a program of its own: hundreds of them
/// would take minutes of a user's `cargo test`.
const MOST_COMPILED: usize = 100;

/// The most levels of an example: deeper ones are no help.
const DEPTH: usize = 8;

/// The most values and bytes of text in a call: a longer call is left out. A placeholder for a type with many
/// required members, each of such a type, could be endless, and many operations can share an example.
const MOST_VALUES: usize = 300;
const MOST_TEXT: usize = 6_000;

/// The room that is left in a call.
#[derive(Clone, Copy)]
struct Room<'r> {
    depth: usize,
    /// Whether the call reads a stream.
    is_stream: bool,
    values: &'r Cell<usize>,
    text: &'r Cell<usize>,
}

impl Room<'_> {
    /// The room one level deeper, for one more value.
    fn deeper(self) -> Option<Self> {
        let depth = self.depth.checked_sub(1)?;
        self.values.set(self.values.get().checked_sub(1)?);
        Some(Self { depth, ..self })
    }

    /// A text, if there is room.
    fn text(self, text: &str) -> Option<String> {
        self.text.set(self.text.get().checked_sub(text.len())?);
        Some(text.to_owned())
    }
}

/// Whether all examples are shown and compiled, because the document has few. Otherwise, only examples that add
/// to the signature are shown.
pub fn are_compiled(api: &Api) -> bool {
    let of = |content: &api::Content| content.examples.len();
    let operations = api.operations.iter();
    let examples = operations.map(|operation| {
        let sent = operation.body.iter().flat_map(|body| &body.content);
        let answers = operation.responses.iter();
        let answers = answers.flat_map(|response| &response.content);
        1 + sent.chain(answers).map(of).sum::<usize>()
    });
    examples.sum::<usize>() <= MOST_COMPILED
}

/// Makes examples of the made types.
pub struct Shower<'a> {
    /// The facts about the API.
    pub facts: &'a Facts<'a>,
    /// The types of schemas.
    pub types: &'a [TypeDef],
    /// The texts of the document as docs.
    pub texts: &'a Texts,
}

impl Shower<'_> {
    /// Calls with the document's examples of the body, else with a placeholder. Calls with a value that Rust
    /// can't show are left out.
    pub fn call_examples(
        &self,
        operation: &api::Operation,
        lowered: &Operation,
    ) -> Vec<CallExample> {
        let body = operation.body.iter().flat_map(|body| &body.content);
        let shown = body
            .filter(|it| is_json(it) || self.facts.api.sent_item(it).is_some())
            .flat_map(|content| &content.examples);
        let mut calls: Vec<CallExample> = Vec::new();
        for example in shown.take(MOST) {
            if let Some(call) = self.call(lowered, example)
                && !calls
                    .iter()
                    .any(|other| (&other.arguments, &other.body) == (&call.arguments, &call.body))
            {
                calls.push(call);
            }
        }
        if calls.is_empty() && self.facts.compiles_examples {
            calls.extend(self.placeholder_call(lowered));
        }
        for call in &mut calls {
            call.qualified = self.hides_usual(lowered, call);
        }
        calls
    }

    /// Gives an operation a call with placeholders if none has an example: the docs of the crate show a program.
    pub fn show_one(&self, operations: &mut [Operation]) {
        if operations.iter().any(|it| !it.examples.is_empty()) {
            return;
        }
        let usual = |it: &Operation| !it.deprecated && !it.output.is_stream();
        let all = operations.iter().enumerate().filter(|(_, it)| usual(it));
        let calls = all.filter_map(|(index, it)| Some((index, self.placeholder_call(it)?)));
        let mut best = None;
        for (index, call) in calls {
            let has_arguments = !call.arguments.is_empty();
            if has_arguments || best.is_none() {
                best = Some((index, call));
            }
            if has_arguments {
                break;
            }
        }
        if let Some((index, mut call)) = best {
            call.qualified = self.hides_usual(&operations[index], &call);
            operations[index].examples.push(call);
        }
    }

    /// A call with placeholders for its required arguments.
    fn placeholder_call(&self, lowered: &Operation) -> Option<CallExample> {
        let (values, text) = (Cell::new(MOST_VALUES), Cell::new(MOST_TEXT));
        let room = Room {
            depth: DEPTH,
            is_stream: lowered.output.is_stream(),
            values: &values,
            text: &text,
        };
        Some(CallExample {
            title: None,
            arguments: self.arguments(lowered, None, room)?,
            body: None,
            qualified: false,
        })
    }

    fn call(&self, lowered: &Operation, example: &api::Example) -> Option<CallExample> {
        let (values, text) = (Cell::new(MOST_VALUES), Cell::new(MOST_TEXT));
        let room = Room {
            depth: DEPTH,
            is_stream: lowered.output.is_stream(),
            values: &values,
            text: &text,
        };
        let body = match &lowered.body {
            RequestBody::Value {
                required: false,
                ty: BodyTy::Json(ty) | BodyTy::Form(ty, _),
                ..
            } => Some(self.of_json(ty, &example.value, room)?),
            RequestBody::Value {
                required: false,
                ty: BodyTy::Lines(item) | BodyTy::Records(item),
                ..
            } => Some(self.lines(item, Some(&example.value), room)?),
            _ => None,
        };
        Some(CallExample {
            title: self.title(example),
            arguments: self.arguments(lowered, Some(&example.value), room)?,
            body,
            qualified: false,
        })
    }

    /// Whether a type in a call would hide a name that examples use in another meaning.
    fn hides_usual(&self, lowered: &Operation, call: &CallExample) -> bool {
        let params = lowered.params.as_ref().map(|params| params.name.as_str());
        let types = call.mentions().types;
        let mut names = types.iter().map(|id| self.types[id.0].name.as_str());
        names.any(|name| surface::IN_EXAMPLES.contains(&name) || params == Some(name))
    }

    /// The arguments of a call with this body.
    fn arguments(
        &self,
        lowered: &Operation,
        example: Option<&Value>,
        room: Room<'_>,
    ) -> Option<Vec<Example>> {
        let mut arguments = Vec::new();
        for argument in &lowered.arguments {
            arguments.push(match argument.given {
                Given::File => Example::Str("…".into()),
                Given::Files => Example::Array(Vec::new()),
                Given::OwnFile => Example::Text("…".into()),
                Given::OwnFiles => Example::List(Vec::new()),
                Given::Parts => return None,
                // A method for a value fails on a stream.
                _ if argument.ty == Ty::Bool && argument.wire == STREAM => {
                    Example::Bool(room.is_stream)
                }
                _ => self.placeholder(&argument.ty, room)?,
            });
        }
        match &lowered.body {
            RequestBody::Members(id) => {
                let TypeKind::Struct(body) = &self.types[id.0].kind else {
                    return None;
                };
                let constructor = body.constructors.first()?;
                let members = example.and_then(Value::as_object);
                arguments.extend(self.constructor_arguments(body, constructor, members, room)?);
            }
            RequestBody::Value {
                required: true,
                ty: BodyTy::Json(ty) | BodyTy::Form(ty, _),
                ..
            } => {
                arguments.push(self.shown(ty, example, room)?);
            }
            RequestBody::Value {
                required: true,
                ty: BodyTy::Lines(item) | BodyTy::Records(item),
                ..
            } => arguments.push(self.lines(item, example, room)?),
            RequestBody::Value {
                required: true,
                ty: BodyTy::Bytes,
                ..
            } => arguments.push(match lowered.params {
                Some(_) => Example::Text("…".into()),
                None => Example::Str("…".into()),
            }),
            RequestBody::Value {
                required: true,
                ty: BodyTy::Ranged(_) | BodyTy::Parts,
                ..
            } => return None,
            RequestBody::Value { .. } | RequestBody::Parts { .. } | RequestBody::None => {}
        }
        Some(arguments)
    }

    fn shown(&self, ty: &Ty, json: Option<&Value>, room: Room<'_>) -> Option<Example> {
        match json {
            Some(json) => self.of_json(ty, json, room),
            None => self.placeholder(ty, room),
        }
    }

    /// The items of a body that is sent line by line.
    fn lines(&self, item: &Ty, example: Option<&Value>, room: Room<'_>) -> Option<Example> {
        let items = match example {
            Some(example) => {
                let items = lines::items(example)?;
                let items = items.iter().map(|json| self.of_json(item, json, room));
                items.collect::<Option<_>>()?
            }
            None => self.placeholder(item, room).into_iter().collect(),
        };
        Some(Example::Lines(items))
    }

    /// A value of the document's example.
    fn of_json(&self, ty: &Ty, json: &Value, room: Room<'_>) -> Option<Example> {
        let room = room.deeper()?;
        match ty {
            Ty::Bool => json.as_bool().map(Example::Bool),
            Ty::I32 => whole_value(json)
                .filter(|n| i32::try_from(*n).is_ok())
                .map(Example::Integer),
            Ty::I64 => whole_value(json).map(Example::Integer),
            Ty::F64 => json.as_f64().map(Example::Number),
            Ty::Decimal => json.as_f64().map(Example::Decimal),
            Ty::UnixTime => whole_value(json).map(Example::UnixTime),
            Ty::String => Some(Example::Text(room.text(json.as_str()?)?.into())),
            Ty::List(item) | Ty::Array(item, _) => {
                let items = json
                    .as_array()?
                    .iter()
                    .map(|json| self.of_json(item, json, room));
                let items: Vec<Example> = items.collect::<Option<_>>()?;
                match ty {
                    Ty::Array(_, length) if *length == items.len() => Some(Example::Array(items)),
                    Ty::Array(..) => None,
                    _ => Some(Example::List(items)),
                }
            }
            Ty::Map(value) if **value != Ty::Json => {
                let entries = json.as_object()?.iter();
                let entries = entries
                    .map(|(k, v)| Some((room.text(k)?.into(), self.of_json(value, v, room)?)));
                Some(Example::Map(entries.collect::<Option<_>>()?))
            }
            Ty::Named(id) => self.named(*id, Some(json), room),
            _ => None,
        }
    }

    /// A value for a type without an example.
    fn placeholder(&self, ty: &Ty, room: Room<'_>) -> Option<Example> {
        let room = room.deeper()?;
        match ty {
            Ty::Bool => Some(Example::Bool(true)),
            Ty::I32 | Ty::I64 | Ty::U64 => Some(Example::Integer(1)),
            Ty::F64 => Some(Example::Number(1.5)),
            Ty::Decimal => Some(Example::Decimal(1.5)),
            Ty::UnixTime => Some(Example::UnixTime(1_500_000_000)),
            Ty::String => Some(Example::Text("…".into())),
            Ty::List(_) => Some(Example::List(Vec::new())),
            Ty::Array(item, length) => {
                let item = self.placeholder(item, room)?;
                Some(Example::Array(vec![item; *length]))
            }
            Ty::Map(_) => Some(Example::Map(Vec::new())),
            Ty::Named(id) => self.named(*id, None, room),
            _ => None,
        }
    }

    fn named(&self, id: TypeId, json: Option<&Value>, room: Room<'_>) -> Option<Example> {
        match &self.types[id.0].kind {
            TypeKind::Enum(lowered) => {
                let wire = json.map_or(
                    lowered.values.first().map(|v| v.wire.exact()),
                    Value::as_str,
                )?;
                let known = lowered.values.iter().find(|value| value.wire == wire);
                Some(match known {
                    Some(value) => Example::Variant(id, value.name.clone()),
                    None => Example::Text(room.text(wire)?.into()),
                })
            }
            TypeKind::IntegerEnum(lowered) => {
                let first = lowered.values.first().map(|value| value.wire);
                let wire = json.map_or(first, whole_value)?;
                let known = lowered.values.iter().find(|value| value.wire == wire)?;
                Some(Example::Variant(id, known.name.clone()))
            }
            TypeKind::Struct(lowered) => self.structure(id, lowered, json, room),
            TypeKind::Union(union) => {
                let variant = match json {
                    Some(json) => pick(union, json)?,
                    None => 0,
                };
                let variant = union.variants.get(variant)?;
                let content = self.shown(&variant.ty, json, room)?;
                Some(made(
                    id,
                    &variant.name,
                    variant.constructor.as_ref(),
                    content,
                ))
            }
            TypeKind::Choice(choice) => {
                let members = json.and_then(Value::as_object);
                let arm = match members {
                    Some(members) => choice
                        .arms
                        .iter()
                        .find(|arm| members.contains_key(arm.wire.exact()))?,
                    None => choice.arms.first()?,
                };
                let json = members.and_then(|members| members.get(arm.wire.exact()));
                let content = self.shown(&arm.ty, json, room)?;
                Some(made(id, &arm.name, arm.constructor.as_ref(), content))
            }
            TypeKind::Checked(checked) => {
                let content = self.shown(&checked.of, json, room)?;
                Some(Example::Checked(id, Box::new(content)))
            }
            TypeKind::Reply(_) | TypeKind::Webhooks(_) | TypeKind::Headers(_) => None,
        }
    }

    fn structure(
        &self,
        id: TypeId,
        lowered: &Struct,
        json: Option<&Value>,
        room: Room<'_>,
    ) -> Option<Example> {
        let places = json.filter(|_| lowered.is_tuple).and_then(by_place);
        let members = match places.as_ref().or(json) {
            Some(json) => Some(json.as_object()?),
            None => None,
        };
        let constructor = constructor(lowered, members)?;
        let arguments = self.constructor_arguments(lowered, constructor, members, room)?;
        let given: IndexSet<usize> = constructor.fields.iter().copied().collect();
        let mut setters = Vec::new();
        for (index, field) in lowered.fields.iter().enumerate() {
            if !given.contains(&index)
                && let Some(setter) = &field.setter
                && let Some(json) = members.and_then(|members| members.get(field.wire.exact()))
                && !json.is_null()
                // Members that Rust can't show are optional: the example omits them.
                && let Some(value) = self.of_json(&field.ty, json, room)
            {
                setters.push((setter.clone(), value));
            }
        }
        Some(Example::Call(
            id,
            constructor.name.clone(),
            arguments,
            setters,
        ))
    }

    fn constructor_arguments(
        &self,
        lowered: &Struct,
        constructor: &Constructor,
        members: Option<&serde_json::Map<String, Value>>,
        room: Room<'_>,
    ) -> Option<Vec<Example>> {
        let mut arguments = Vec::new();
        for &index in &constructor.fields {
            let field = &lowered.fields[index];
            let json = members.and_then(|members| members.get(field.wire.exact()));
            arguments.push(if field.presence == Presence::RequiredNullable {
                let value = match json {
                    Some(Value::Null) => None,
                    json => Some(Box::new(self.shown(&field.ty, json, room)?)),
                };
                Example::Nullable(value)
            } else if json.is_none() && field.ty == Ty::Bool && field.wire == STREAM {
                // A method for a value fails on a stream.
                Example::Bool(room.is_stream)
            } else {
                self.shown(&field.ty, json, room)?
            });
        }
        if constructor.choice
            && let Some(choice) = &lowered.choice
        {
            let json = members.map(|members| Value::Object(members.clone()));
            arguments.push(self.named(choice.ty, json.as_ref(), room)?);
        }
        Some(arguments)
    }
}

/// A variant with content. Its function takes text, or the arguments of a struct; a struct with setters is
/// passed whole, because setters are its methods.
fn made(id: TypeId, variant: &Name, function: Option<&Name>, content: Example) -> Example {
    match (content, function) {
        (text @ Example::Text(_), Some(function)) => {
            Example::Call(id, function.clone(), vec![text], Vec::new())
        }
        (Example::Call(_, _, arguments, setters), Some(function)) if setters.is_empty() => {
            Example::Call(id, function.clone(), arguments, setters)
        }
        (content, _) => Example::Tuple(id, variant.clone(), Box::new(content)),
    }
}

/// The items of a list as members whose names are their indices, like the fields of a tuple.
fn by_place(json: &Value) -> Option<Value> {
    let items = json.as_array()?.iter().enumerate();
    let items = items.map(|(index, item)| (index.to_string(), item.clone()));
    Some(Value::Object(items.collect()))
}

pub fn is_json(content: &api::Content) -> bool {
    Media::of(&content.media_type) == Media::Json
}

/// The constructor for an example: of several, the first that takes nothing but its members.
fn constructor<'s>(
    lowered: &'s Struct,
    members: Option<&serde_json::Map<String, Value>>,
) -> Option<&'s Constructor> {
    let fits = |constructor: &&Constructor| {
        let mut fields = constructor
            .fields
            .iter()
            .map(|index| &lowered.fields[*index]);
        fields.all(|field| members.is_some_and(|it| it.contains_key(field.wire.exact())))
    };
    let mut constructors = lowered.constructors.iter();
    let fitting = constructors.find(|it| !it.fields.is_empty() && fits(it));
    fitting.or(lowered.constructors.first())
}
