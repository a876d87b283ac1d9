//! Webhooks and callbacks → an enum for the webhooks, and an enum for the callbacks of each operation. A
//! variant holds the body of a request; the headers are types of their own.

use crate::api::{self, Api, Kind, Media, OperationId, SchemaId};
use crate::ir::{
    Docs, FormField, HeaderField, Hooks, Name, Raw, Reply, ReplyTy, ReplyVariant, Route, Ty,
    TypeId, TypeKind, When,
};
use crate::lower::docs::type_link;
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, assign, camel};
use crate::lower::operations::forms::Form;
use crate::lower::operations::responses::RECEIVED;
use crate::lower::operations::{OperationNames, Operations};
use crate::lower::types::New;
use crate::map::IndexMap;
use crate::text::{Line, code, say};

/// The names of a request of the server.
pub struct HookNames {
    /// The variant.
    pub variant: Named,
    /// The unique first word of its types' names.
    pub stem: String,
}

/// Names the variants of each enum: by client.toml or the author's name, else by the key.
pub fn names(api: &Api, operations: &[OperationNames]) -> Vec<HookNames> {
    let mut names = Vec::with_capacity(api.hooks.len());
    for group in groups(&api.hooks) {
        let stem = group[0]
            .of
            .map_or("", |of| operations[of.0].marker.as_str());
        let words: Vec<String> = group
            .iter()
            .enumerate()
            .map(|(index, hook)| word(hook, is_further(group, index)))
            .collect();
        let words = words.iter().map(String::as_str);
        let variants = assign(&mut Scope::default(), words, camel);
        names.extend(variants.into_iter().map(|variant| HookNames {
            stem: format!("{stem}{}", variant.name),
            variant,
        }));
    }
    names
}

/// The webhooks, and the callbacks of each operation.
fn groups(hooks: &[api::Hook]) -> impl Iterator<Item = &[api::Hook]> {
    hooks.chunk_by(|one, other| one.of == other.of)
}

/// Whether an earlier hook is the same request with another method.
fn is_further(group: &[api::Hook], index: usize) -> bool {
    let path = |hook: &api::Hook| (hook.name.clone(), hook.expression.clone());
    index > 0 && path(&group[index - 1]) == path(&group[index])
}

/// The word for a request: the word of a further method includes the method, so that the first keeps its name.
fn word(hook: &api::Hook, is_further: bool) -> String {
    if let Some(name) = &hook.rust_name {
        return name.clone();
    }
    let mut word = hook.name.clone();
    if let Some(expression) = &hook.expression {
        word = format!("{word} {expression}");
    }
    if is_further {
        word = format!("{word} {}", hook.method.text().exact().to_lowercase());
    }
    word
}

/// The name of a request on the wire, without its method.
fn wire(hook: &api::Hook) -> String {
    match &hook.expression {
        Some(expression) => format!("{} {expression}", hook.name),
        None => hook.name.clone(),
    }
}

/// The body of a request.
struct Payload {
    ty: ReplyTy,
    media_type: Raw,
    is_secret: bool,
    /// The members of a form that aren't text, if a form is read as JSON.
    form: Option<Vec<(Raw, FormField)>>,
}

impl Operations<'_, '_> {
    /// The enums over the requests of the server.
    pub fn hooks(&mut self) -> Vec<Hooks> {
        let facts = self.facts;
        let headers = self.hook_headers();
        let mut made = Vec::new();
        let mut start = 0;
        for group in groups(&facts.api.hooks) {
            let end = start + group.len();
            let of = group[0].of;
            let is_idle = of.is_some_and(|of| facts.api.operations[of.0].lacks.is_some());
            if is_idle || group.iter().all(|hook| hook.lacks.is_some()) {
                // Nobody can ask for them without a method of the operation.
                start = end;
                continue;
            }
            let ty = self.hooks_of(of, start, &headers[start..end]);
            let of = of.map(|of| facts.operations[of.0].marker.clone());
            if let Some(marker) = &of {
                self.callbacks.insert(marker.clone(), ty);
            }
            made.push(Hooks { ty, of });
            start = end;
        }
        made
    }

    /// The types for the headers of each request. Requests with the same headers share a type.
    fn hook_headers(&mut self) -> Vec<Option<TypeId>> {
        let facts = self.facts;
        let hooks = facts.api.hooks.iter().zip(&facts.hooks);
        let mut same: IndexMap<Vec<HeaderField>, (Vec<Name>, Vec<usize>)> = IndexMap::default();
        for (index, (hook, _)) in hooks.enumerate() {
            if hook.lacks.is_some() {
                continue;
            }
            // The order of headers has no meaning.
            let mut headers = hook.headers.clone();
            headers.sort_by_key(|header| header.name.to_ascii_lowercase());
            let (fields, secrets) = self.header_fields(&headers);
            let (_, hooks) = same.entry(fields).or_insert((secrets, Vec::new()));
            hooks.push(index);
        }
        let mut types = vec![None; facts.api.hooks.len()];
        for (fields, (hidden, hooks)) in same {
            let Some(&first) = hooks.first().filter(|_| !fields.is_empty()) else {
                continue;
            };
            let at = hooks.iter().map(|index| &facts.api.hooks[*index].at);
            let at = at.map(|at| at.child("parameters")).collect();
            let (wish, about) = if hooks.len() == 1 {
                let name = code(&wire(&facts.api.hooks[first]));
                let wish = format!("{}Headers", facts.hooks[first].stem);
                (wish, say("The headers of {}.", &[&name]))
            } else {
                let about = Line::from("The headers of several requests of the server.");
                (self.shared_headers(&hooks), about)
            };
            let ty = self.types.add(New {
                wish,
                about,
                at,
                usage: RECEIVED,
                hidden,
                kind: TypeKind::Headers(fields),
            });
            for index in hooks {
                types[index] = Some(ty);
            }
        }
        types
    }

    /// The name of a type for the headers of several requests.
    fn shared_headers(&self, hooks: &[usize]) -> String {
        let of = |index: &usize| self.facts.api.hooks[*index].of;
        let first = hooks.first().and_then(of);
        match first {
            _ if hooks.iter().any(|hook| of(hook) != first) => "CallbackHeaders".to_owned(),
            None => "WebhookHeaders".to_owned(),
            Some(of) => format!("{}CallbackHeaders", self.facts.operations[of.0].marker),
        }
    }

    /// The enum for a group that begins at `start`, with these types for its headers.
    fn hooks_of(
        &mut self,
        of: Option<OperationId>,
        start: usize,
        headers: &[Option<TypeId>],
    ) -> TypeId {
        let facts = self.facts;
        let hooks = &facts.api.hooks[start..start + headers.len()];
        let mut secrets = Vec::new();
        let mut variants = Vec::with_capacity(hooks.len());
        let whole = hooks.iter().enumerate();
        for (index, hook) in whole.filter(|(_, hook)| hook.lacks.is_none()) {
            let HookNames { variant, stem } = &facts.hooks[start + index];
            let payload = self.payload(stem, hook);
            if payload.is_secret {
                secrets.push(variant.name.clone());
            }
            variants.push(ReplyVariant {
                name: variant.name.clone(),
                docs: self.hook_docs(hook, is_further(hooks, index), variant, headers[index]),
                when: When::Route(Route {
                    method: hook.method.clone(),
                    wire: wire(hook).into(),
                    media_type: payload.media_type,
                    required: hook.required,
                    form: payload.form,
                }),
                ty: payload.ty,
            });
        }
        let names = variants.iter().map(|variant| variant.name.as_str());
        let unknown = Some(Scope::reserving(names).take("Unknown"));
        let (wish, about, at) = match of {
            None => {
                let about = "The webhooks: requests that the server makes by itself.";
                let at = crate::diagnostic::Pointer::root().child("webhooks");
                ("WebhookEvent".to_owned(), Line::from(about), at)
            }
            Some(of) => {
                let operation = &facts.api.operations[of.0];
                let request = super::responses::request(operation);
                let about = say("The callbacks of {}.", &[&request]);
                let wish = format!("{}Callback", facts.operations[of.0].marker);
                (wish, about, operation.at.child("callbacks"))
            }
        };
        self.types.add(New {
            wish,
            about,
            at: vec![at],
            usage: RECEIVED,
            hidden: secrets,
            kind: TypeKind::Hooks(Reply {
                variants,
                unknown,
                blank: None,
            }),
        })
    }

    fn hook_docs(
        &self,
        hook: &api::Hook,
        is_further: bool,
        variant: &Named,
        headers: Option<TypeId>,
    ) -> Docs {
        let mut docs = self.sink.texts.docs(&hook.docs);
        let name = if is_further {
            Raw::from(wire(hook)).code_after(&hook.method.text())
        } else {
            code(&wire(hook))
        };
        docs.paragraph(say("Name: {}.", &[&name]));
        if let Some(headers) = headers {
            let name = &self.types.made[headers.0].name;
            docs.paragraph(say("Headers: {}.", &[&type_link(name)]));
        }
        let mut expected = Vec::new();
        for id in &hook.acknowledgements {
            let ty = self.facts.ty(*id).named();
            let line = ty.map(|ty| type_link(&self.types.made[ty.0].name));
            expected.extend(line.filter(|line| !expected.contains(line)));
        }
        if !expected.is_empty() {
            let list = Line::join(&expected, ", ");
            docs.paragraph(say("The server expects {} in response.", &[&list]));
        }
        if hook.docs.deprecated {
            docs.paragraph("Deprecated.");
        }
        rename_reason::tell(&mut docs, variant.why.clone());
        docs
    }

    /// The form of a request's body. JSON and a form of the same type count as one.
    fn payload(&mut self, stem: &str, hook: &api::Hook) -> Payload {
        let mut forms: Vec<Form> = Vec::new();
        let mut form = None;
        for content in &hook.content {
            let ty = self.payload_ty(content);
            if Media::of(&content.media_type) == Media::Form {
                let fields = content.schema.map(|id| form_fields(self.facts.api, id));
                form = Some(fields.unwrap_or_default());
            }
            match forms.iter_mut().find(|known| known.ty == ty) {
                Some(known) => known.media_types.push(&content.media_type),
                None => forms.push(Form {
                    ty,
                    media_types: vec![&content.media_type],
                    schema: content.schema,
                }),
            }
        }
        // A body without a media type is most likely JSON.
        forms.sort_by_key(|form| form.ty.json().is_none());
        let is_secret = forms
            .iter()
            .any(|form| form.schema.is_some_and(|id| self.facts.secret(id)));
        let first = forms.first().and_then(|form| form.media_types.first());
        let media_type = first.copied().filter(|name| !name.contains('*'));
        let media_type = media_type.unwrap_or_default().into();
        let ty = match forms.len() {
            0 if hook.content.is_empty() => ReplyTy::Empty,
            0 => ReplyTy::Bytes,
            1 => forms.swap_remove(0).ty,
            _ => {
                let about = say(
                    "The forms of the body of {}, by media type.",
                    &[&code(&wire(hook))],
                );
                self.over_forms(&format!("{stem}Payload"), about, &forms)
            }
        };
        if ty.json().is_some() {
            form.get_or_insert_default();
        }
        Payload {
            ty,
            media_type,
            is_secret,
            form,
        }
    }

    fn payload_ty(&self, content: &api::Content) -> ReplyTy {
        let facts = self.facts;
        match (facts.api.media(content), content.schema) {
            (Media::Json | Media::Form, Some(id)) => ReplyTy::Json(facts.nullable_ty(id)),
            (Media::Json | Media::Form, None) => ReplyTy::Json(Ty::Json),
            (Media::Text, _) => ReplyTy::Text,
            _ => ReplyTy::Bytes,
        }
    }
}

/// The members of a form that aren't text.
fn form_fields(api: &Api, id: SchemaId) -> Vec<(Raw, FormField)> {
    let (target, _) = api.behind_aliases(id);
    let Kind::Object(object) = &api[target].kind else {
        return Vec::new();
    };
    let fields = object.properties.iter().filter_map(|(name, property)| {
        let (target, _) = api.behind_aliases(property.schema);
        let field = match &api[target].kind {
            Kind::Array(_) | Kind::Tuple(_) => FormField::List,
            Kind::Object(_) => FormField::Json,
            _ => return None,
        };
        Some((Raw::from(name), field))
    });
    fields.collect()
}
