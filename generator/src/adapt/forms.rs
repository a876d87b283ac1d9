//! Operations with several forms: one for each body, and one for each kind of response.
//!
//! The JSON and the parts of an operation can carry different values, and so can a value and streams of
//! values. So each form becomes an operation with one body and one kind of response. The first form keeps the
//! name.

use super::copies::{self, Copies};
use super::fields::{with_parameter_texts, with_texts};
use super::parts::with_parts;
use super::streams::responses;
use crate::api::{
    Api, Body, Content, Form, Kind, Media, Object, Operation, OperationId, Owner, SchemaId,
    form_words, is_patch,
};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostics};
use crate::map::IndexMap;
use crate::text::media_type::{ANY, has_separators, is_file, notation};

/// Gives each form of an operation an operation of its own, after all others.
pub fn unfold(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let operations = std::mem::take(&mut api.operations);
    let mut copies = Copies::of(api);
    let needless = without_members(api);
    let mut firsts = Vec::with_capacity(operations.len());
    let mut others = Vec::new();
    for mut operation in operations {
        let wish = config.operations.get(operation.at.as_str());
        if needs_body(&operation, &needless) {
            if wish.is_some_and(|wish| wish.optional_body.is_some()) {
                api.made_optional.insert(operation.at.as_str().to_owned());
            } else if let Some(body) = &mut operation.body {
                body.required = true;
            }
        }
        with_parameter_texts(api, &mut operation, &mut copies, diagnostics);
        let bodies = bodies(api, &mut operation, &mut copies, diagnostics);
        let by_body = bodies.into_iter();
        let by_body: Vec<Operation> = by_body
            .map(|(word, content)| with_body(&operation, word, content))
            .collect();
        let mut forms = Vec::new();
        for form in std::iter::once(operation).chain(by_body) {
            forms.extend(responses(api, form, &mut copies, diagnostics));
        }
        for form in &mut forms {
            with_texts(api, form, &mut copies, diagnostics);
        }
        let mut forms = forms
            .into_iter()
            .map(|form| with_parts(api, form, &mut copies, diagnostics));
        firsts.extend(forms.next());
        others.extend(forms);
    }
    for (index, form) in others.iter().enumerate() {
        own_body(api, form, OperationId(firsts.len() + index), &firsts);
    }
    firsts.append(&mut others);
    api.operations = firsts;
}

/// Gives the inline schema in the body of a form to the operation of that form, so that its name has the word for it.
/// The form that comes first has it, if several read the responses of one body, or have one schema.
fn own_body(api: &mut Api, form: &Operation, id: OperationId, firsts: &[Operation]) {
    let is_own = form.form.as_ref().is_some_and(|form| form.body.is_some());
    for schema in bodies_of(form).filter(|_| is_own) {
        if let Owner::Request(owner) = &mut api.schemas[schema.0].owner
            && let Some(first) = firsts.get(owner.0)
            && !bodies_of(first).any(|own| own == schema)
        {
            *owner = id;
        }
    }
}

/// The schemas of an operation's body.
fn bodies_of(operation: &Operation) -> impl Iterator<Item = SchemaId> {
    let content = operation.body.iter().flat_map(|body| &body.content);
    content.filter_map(|content| content.schema)
}

/// Whether an optional body has required members: many documents forget `required`, and servers would refuse a
/// request without the body. `needless` are the schemas with values that need no member.
fn needs_body(operation: &Operation, needless: &[bool]) -> bool {
    let Some(body) = &operation.body else {
        return false;
    };
    // A body of lines is a list of values, which can be empty.
    let is_value = |content: &Content| Media::of(&content.media_type) != Media::Lines;
    let has_required = |content: &Content| content.schema.is_some_and(|schema| !needless[schema.0]);
    !body.required
        && !body.content.is_empty()
        && body
            .content
            .iter()
            .all(|it| is_value(it) && has_required(it))
}

/// Whether each schema has a value without members, such as null, text, or an object that requires none of them.
fn without_members(api: &Api) -> Vec<bool> {
    let needless = api.all_that(|schema| match &schema.kind {
        Kind::Object(object) => !requires_members(api, object),
        // Their targets and branches decide.
        Kind::Alias(_) | Kind::Union(_) => false,
        _ => true,
    });
    let all = needless.into_iter().zip(api.nullable());
    all.map(|(is_needless, nullable)| is_needless || nullable)
        .collect()
}

/// Whether an object has a required member that is sent, or sets of members of which one is required.
fn requires_members(api: &Api, object: &Object) -> bool {
    let mut sets = object.alternatives.iter().map(|all| &all.sets);
    let mut members = object.properties.values();
    members.any(|member| member.required && !api.is_unsent(member))
        || sets.any(|sets| sets.iter().all(|set| !set.is_empty()))
}

/// Keeps the first form of the body in the operation, and returns the others with their words.
fn bodies(
    api: &Api,
    operation: &mut Operation,
    copies: &mut Copies,
    diagnostics: &mut Diagnostics,
) -> Vec<(String, Content)> {
    let weight = copies::operation(names(operation));
    let Some(body) = &mut operation.body else {
        return Vec::new();
    };
    let mut contents = std::mem::take(&mut body.content);
    contents.sort_by_key(|content| rank(api, content));
    let mut forms: Vec<Content> = Vec::new();
    let mut known: IndexMap<FormKey, usize> = IndexMap::default();
    for content in with_files_as_one(api, contents) {
        let place = content.at.clone();
        let key = key(api, &content);
        if let Some(known) = known.get(&key) {
            let known: &Content = &forms[*known];
            let reason = content.unused_beside(&known.media_type, diagnostics);
            operation.unused.push((place, reason));
        } else if !forms.is_empty() && copies.take(weight).is_err() {
            let lost = ["this form of the body is left out"];
            let reason = diagnostics.because(Code::UsedTooOften, &place, &lost);
            operation.unused.push((place, Some(reason)));
        } else {
            known.insert(key, forms.len());
            forms.push(content);
        }
    }
    let media_types = forms.iter().map(|content| &*content.media_type);
    let words = form_words(&media_types.collect::<Vec<_>>());
    let mut forms = words.into_iter().zip(forms);
    body.content = forms.next().into_iter().map(|(_, first)| first).collect();
    forms.collect()
}

/// What forms of a body have in common that are one: a value of one schema. Each format that the caller writes is a form of
/// its own, and so is each of a patch.
#[derive(PartialEq, Eq, Hash)]
struct FormKey {
    /// The form, if the client writes it.
    kind: Option<Media>,
    /// The format that the caller writes, or that of a patch.
    format: Option<String>,
    schema: Option<(SchemaId, bool)>,
}

fn key(api: &Api, content: &Content) -> FormKey {
    let (kind, name) = (api.media(content), &content.media_type);
    let is_written = !matches!(kind, Media::Text | Media::Bytes);
    let format = if is_written {
        // A text sequence has other bytes than lines of the same values.
        let is_own = is_patch(name) || kind == Media::Lines && has_separators(name);
        is_own.then(|| name.clone())
    } else {
        Some(notation(name))
    };
    FormKey {
        kind: is_written.then_some(kind),
        format,
        schema: content.schema.map(|id| api.behind_aliases(id)),
    }
}

/// The contents, in which files of several media types are one form: the caller gives the media type with the bytes.
fn with_files_as_one(api: &Api, contents: Vec<Content>) -> Vec<Content> {
    let is_some_file = |content: &Content| {
        is_file(&content.media_type) && is_bytes(api, content) && !content.media_type.contains('*')
    };
    let mut made: Vec<Content> = Vec::with_capacity(contents.len());
    let mut files = None;
    for content in contents {
        let is_file = is_some_file(&content);
        if let (true, Some(index)) = (is_file, files) {
            let first: &mut Content = &mut made[index];
            if first.one_of.is_empty() {
                first.one_of.push(first.media_type.clone());
                first.schema = None;
            }
            first.one_of.push(content.media_type);
        } else {
            files = is_file.then_some(made.len()).or(files);
            made.push(content);
        }
    }
    if files.is_none_or(|index| made[index].one_of.is_empty()) {
        return made;
    }
    // A range beside them allows further media types.
    let is_range = |content: &Content| content.media_type.contains('*') && is_bytes(api, content);
    let (ranges, mut made): (Vec<Content>, Vec<Content>) = made.into_iter().partition(is_range);
    let first = made.iter_mut().find(|content| !content.one_of.is_empty());
    if let Some(first) = first {
        first
            .one_of
            .extend(ranges.into_iter().map(|it| it.media_type));
        first.media_type = range(&first.one_of);
    }
    made
}

/// The range of some media types.
fn range(media_types: &[String]) -> String {
    let kind = |media_type: &String| media_type.split('/').next().map(str::to_owned);
    let mut kinds = media_types.iter().map(kind);
    let first = kinds.next().flatten();
    let common = first.filter(|first| kinds.all(|kind| kind.as_ref() == Some(first)));
    common.map_or(ANY.to_owned(), |kind| format!("{kind}/*"))
}

/// The names in the copy of an operation for a form.
pub(super) fn names(operation: &Operation) -> impl Iterator<Item = &str> {
    let parameters = operation.parameters.iter();
    let responses = operation.responses.iter();
    let headers = responses.clone().flat_map(|response| &response.headers);
    let content = responses.flat_map(|response| &response.content);
    let operation = std::iter::once(operation.path.as_str());
    operation
        .chain(parameters.map(|parameter| parameter.name.as_str()))
        .chain(headers.map(|header| header.name.as_str()))
        .chain(content.map(|content| content.media_type.as_str()))
}

/// The rank of a form of a body; the first form is the one that most callers want.
fn rank(api: &Api, content: &Content) -> (Media, bool) {
    let media = match api.media(content) {
        Media::Lines if api.sent_item(content).is_none() => Media::Bytes,
        media => media,
    };
    (media, content.media_type != "application/json")
}

/// Whether a body in an unsupported format is bytes, and not a structure.
fn is_bytes(api: &Api, content: &Content) -> bool {
    content.schema.is_none_or(|id| {
        let (target, _) = api.behind_aliases(id);
        matches!(
            api[target].kind,
            Kind::String(_) | Kind::Any | Kind::Unknown(_)
        )
    })
}

fn with_body(first: &Operation, word: String, content: Content) -> Operation {
    let body = first.body.as_ref().map(|body| Body {
        at: body.at.clone(),
        docs: body.docs.clone(),
        required: body.required,
        content: vec![content],
    });
    Operation {
        form: Some(Form {
            body: Some(word),
            stream: None,
        }),
        rust_name: None,
        unused: Vec::new(),
        body,
        ..first.clone()
    }
}
