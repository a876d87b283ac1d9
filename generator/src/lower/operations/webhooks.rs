//! Webhooks and callbacks → an enum for the webhooks, and an enum for the callbacks of each operation. A
//! variant holds the body of a request; the headers are types of their own.

use crate::api::{self, Api, Kind, Media, OperationId, SchemaId};
use crate::ir::{
    Docs, FormField, HeaderField, Name, Raw, Reply, ReplyTy, ReplyVariant, Route, Ty, TypeId,
    TypeKind, Webhooks, When,
};
use crate::lower::docs::content::Subject;
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
pub struct WebhookNames {
    /// The variant.
    pub variant: Named,
    /// The unique first word of its types' names.
    pub stem: String,
}

/// Names the variants of each enum: by client.toml or the author's name, else by the key.
pub fn names(api: &Api, operations: &[OperationNames]) -> Vec<WebhookNames> {
    let mut names = Vec::with_capacity(api.webhooks.len());
    for group in groups(&api.webhooks) {
        let stem = group[0]
            .of
            .map_or("", |of| operations[of.0].marker.as_str());
        let words: Vec<String> = group
            .iter()
            .enumerate()
            .map(|(index, webhook)| word(webhook, is_further(group, index)))
            .collect();
        let words = words.iter().map(String::as_str);
        let variants = assign(&mut Scope::default(), words, camel);
        names.extend(variants.into_iter().map(|variant| WebhookNames {
            stem: format!("{stem}{}", variant.name),
            variant,
        }));
    }
    names
}

/// The webhooks, and the callbacks of each operation.
fn groups(webhooks: &[api::Webhook]) -> impl Iterator<Item = &[api::Webhook]> {
    webhooks.chunk_by(|one, other| one.of == other.of)
}

/// Whether an earlier webhook is the same request with another method.
fn is_further(group: &[api::Webhook], index: usize) -> bool {
    let path = |webhook: &api::Webhook| (webhook.name.clone(), webhook.expression.clone());
    index > 0 && path(&group[index - 1]) == path(&group[index])
}

/// The word for a request: the word of a further method includes the method, so that the first keeps its name.
fn word(webhook: &api::Webhook, is_further: bool) -> String {
    if let Some(name) = &webhook.rust_name {
        return name.clone();
    }
    let mut word = webhook.name.clone();
    if let Some(expression) = &webhook.expression {
        word = format!("{word} {expression}");
    }
    if is_further {
        word = format!("{word} {}", webhook.method.text().exact().to_lowercase());
    }
    word
}

/// The name of a request on the wire, without its method.
fn wire(webhook: &api::Webhook) -> String {
    match &webhook.expression {
        Some(expression) => format!("{} {expression}", webhook.name),
        None => webhook.name.clone(),
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
    pub fn webhooks(&mut self) -> Vec<Webhooks> {
        let facts = self.facts;
        let headers = self.webhook_headers();
        let mut made = Vec::new();
        let mut start = 0;
        for group in groups(&facts.api.webhooks) {
            let end = start + group.len();
            let of = group[0].of;
            let is_idle = of.is_some_and(|of| facts.api.operations[of.0].lacks.is_some());
            if is_idle || group.iter().all(|webhook| webhook.lacks.is_some()) {
                // Nobody can ask for them without a method of the operation.
                start = end;
                continue;
            }
            let ty = self.webhooks_of(of, start, &headers[start..end]);
            let of = of.map(|of| facts.operations[of.0].marker.clone());
            if let Some(marker) = &of {
                self.callbacks.insert(marker.clone(), ty);
            }
            made.push(Webhooks { ty, of });
            start = end;
        }
        made
    }

    /// The types for the headers of each request. Requests with the same headers share a type.
    fn webhook_headers(&mut self) -> Vec<Option<TypeId>> {
        let facts = self.facts;
        let webhooks = facts.api.webhooks.iter().zip(&facts.webhooks);
        let mut same: IndexMap<Vec<HeaderField>, (Vec<Name>, Vec<usize>)> = IndexMap::default();
        for (index, (webhook, _)) in webhooks.enumerate() {
            if webhook.lacks.is_some() {
                continue;
            }
            // The order of headers has no meaning.
            let mut headers = webhook.headers.clone();
            headers.sort_by_key(|header| header.name.to_ascii_lowercase());
            let (fields, secrets) = self.header_fields(&headers);
            let (_, webhooks) = same.entry(fields).or_insert((secrets, Vec::new()));
            webhooks.push(index);
        }
        let mut types = vec![None; facts.api.webhooks.len()];
        for (fields, (hidden, webhooks)) in same {
            let Some(&first) = webhooks.first().filter(|_| !fields.is_empty()) else {
                continue;
            };
            let at = webhooks.iter().map(|index| &facts.api.webhooks[*index].at);
            let at = at.map(|at| at.child("parameters")).collect();
            let (wish, about) = if webhooks.len() == 1 {
                let name = code(&wire(&facts.api.webhooks[first]));
                let wish = format!("{}Headers", facts.webhooks[first].stem);
                (wish, say("The headers of {}.", &[&name]))
            } else {
                let about = Line::from("The headers of several requests of the server.");
                (self.shared_headers(&webhooks), about)
            };
            let ty = self.types.add(New {
                wish,
                about,
                at,
                usage: RECEIVED,
                hidden,
                kind: TypeKind::Headers(fields),
            });
            for index in webhooks {
                types[index] = Some(ty);
            }
        }
        types
    }

    /// The name of a type for the headers of several requests.
    fn shared_headers(&self, webhooks: &[usize]) -> String {
        let of = |index: &usize| self.facts.api.webhooks[*index].of;
        let first = webhooks.first().and_then(of);
        match first {
            _ if webhooks.iter().any(|webhook| of(webhook) != first) => {
                "CallbackHeaders".to_owned()
            }
            None => "WebhookHeaders".to_owned(),
            Some(of) => format!("{}CallbackHeaders", self.facts.operations[of.0].marker),
        }
    }

    /// The enum for a group that begins at `start`, with these types for its headers.
    fn webhooks_of(
        &mut self,
        of: Option<OperationId>,
        start: usize,
        headers: &[Option<TypeId>],
    ) -> TypeId {
        let facts = self.facts;
        let webhooks = &facts.api.webhooks[start..start + headers.len()];
        let mut secrets = Vec::new();
        let mut variants = Vec::with_capacity(webhooks.len());
        let whole = webhooks.iter().enumerate();
        for (index, webhook) in whole.filter(|(_, webhook)| webhook.lacks.is_none()) {
            let WebhookNames { variant, stem } = &facts.webhooks[start + index];
            let payload = self.payload(stem, webhook);
            if payload.is_secret {
                secrets.push(variant.name.clone());
            }
            variants.push(ReplyVariant {
                name: variant.name.clone(),
                docs: self.webhook_docs(
                    webhook,
                    is_further(webhooks, index),
                    variant,
                    headers[index],
                ),
                when: When::Route(Route {
                    method: webhook.method.clone(),
                    wire: wire(webhook).into(),
                    media_type: payload.media_type,
                    required: webhook.required,
                    form: payload.form,
                }),
                ty: payload.ty,
                or_other: false,
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
            kind: TypeKind::Webhooks(Reply {
                variants,
                unknown,
                blank: None,
                bare: Vec::new(),
            }),
        })
    }

    fn webhook_docs(
        &self,
        webhook: &api::Webhook,
        is_further: bool,
        variant: &Named,
        headers: Option<TypeId>,
    ) -> Docs {
        let mut docs = self.sink.texts.docs(&webhook.docs);
        let name = if is_further {
            Raw::from(wire(webhook)).code_after(&webhook.method.text())
        } else {
            code(&wire(webhook))
        };
        docs.paragraph(say("Name: {}.", &[&name]));
        if let Some(headers) = headers {
            let name = &self.types.made[headers.0].name;
            docs.paragraph(say("Headers: {}.", &[&type_link(name)]));
        }
        let content = webhook.content.first();
        if let Some(schema) = content.and_then(|content| content.schema) {
            let subject = Subject::new("Its body", "its body");
            let media_type = content.map(|content| &*content.media_type);
            self.tell_schema(
                &mut docs,
                Some(subject),
                &webhook.docs,
                (schema, media_type),
            );
        }
        let mut expected = Vec::new();
        for id in &webhook.acknowledgements {
            let ty = self.facts.ty(*id).named();
            let line = ty.map(|ty| type_link(&self.types.made[ty.0].name));
            expected.extend(line.filter(|line| !expected.contains(line)));
        }
        if !expected.is_empty() {
            let list = Line::join(&expected, ", ");
            docs.paragraph(say("The server expects {} in response.", &[&list]));
        }
        if webhook.docs.deprecated {
            docs.paragraph("Deprecated.");
        }
        rename_reason::tell(&mut docs, variant.why.clone());
        docs
    }

    /// The form of a request's body. JSON and a form of the same type count as one.
    fn payload(&mut self, stem: &str, webhook: &api::Webhook) -> Payload {
        let mut forms: Vec<Form> = Vec::new();
        let mut form = None;
        for content in &webhook.content {
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
            0 if webhook.content.is_empty() => ReplyTy::Empty,
            0 => ReplyTy::Bytes,
            1 => forms.swap_remove(0).ty,
            _ => {
                let about = say(
                    "The forms of the body of {}, by media type.",
                    &[&code(&wire(webhook))],
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
            Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number
            | Kind::Decimal
            | Kind::IntegerEnum(_) => FormField::Literal,
            _ => return None,
        };
        Some((Raw::from(name), field))
    });
    fields.collect()
}
