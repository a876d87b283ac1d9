//! The forms of a response: one for each type of a body, with its media types.

use crate::api::{self, Api, Kind, Media, Outline, SchemaId, children};
use crate::ir::{Raw, ReplyTy, Ty, When};
use crate::lower::facts::Facts;
use crate::lower::operations::body::choose;
use crate::lower::operations::outcomes::{is_counted, is_outcome};
use crate::map::{IndexMap, IndexSet};
use crate::steps::step;
use crate::text::media_type::{is_file, notation};

/// The schemas that are compared within two forms of a response.
const MAX_COMPARED: usize = 100;

/// A form of a response.
pub struct Form<'a> {
    /// The type of its body.
    pub ty: ReplyTy,
    /// Its media types; the first is the preferred one.
    pub media_types: Vec<&'a str>,
    /// Its value.
    pub schema: Option<SchemaId>,
}

impl Form<'_> {
    /// The media types that tell the form from others.
    pub fn when(&self) -> When {
        let names = self.media_types.iter();
        When::Type(names.map(|name| Raw::from(*name)).collect())
    }
}

impl Facts<'_> {
    /// The forms of a response, the preferred one first. Another notation of the same value, such as XML beside
    /// JSON, is not a form: the client asks for the preferred one.
    pub fn forms<'c>(&self, content: &'c [api::Content]) -> Vec<Form<'c>> {
        self.own_forms(content, |other, best| self.is_own(other, best))
    }

    /// The preferred form, and the others for which `is_own` of them and the preferred one.
    pub fn own_forms<'c>(
        &self,
        content: &'c [api::Content],
        is_own: impl Fn(&api::Content, &api::Content) -> bool,
    ) -> Vec<Form<'c>> {
        let Some(best) = choose(self.api, content) else {
            return Vec::new();
        };
        let mut forms = vec![self.form(best)];
        let mut places = IndexMap::default();
        places.insert(forms[0].ty.clone(), 0);
        for other in content {
            step();
            if other.media_type == best.media_type {
                continue;
            }
            let form = self.form(other);
            let is_own = is_own(other, best);
            match places.get(&form.ty).copied() {
                Some(known) if is_own || known == 0 => {
                    forms[known].media_types.extend(form.media_types);
                }
                None if is_own => {
                    places.insert(form.ty.clone(), forms.len());
                    forms.push(form);
                }
                _ => {}
            }
        }
        forms
    }

    /// The forms of a response that the client reads. Of a `default` that is an outcome and a stream, which is read at
    /// once, it is only the preferred one.
    pub fn used_forms<'c>(
        &self,
        operation: &api::Operation,
        response: &'c api::Response,
    ) -> Vec<Form<'c>> {
        if !is_outcome(response.status) && !is_counted(self, operation, response) {
            return self.error_forms(response);
        }
        let mut forms = self.forms(&response.content);
        let has_stream = forms.iter().any(|form| form.ty.is_stream());
        if has_stream && !is_outcome(response.status) {
            forms.truncate(1);
        }
        forms
    }

    /// The forms of a response that the client doesn't ask for, with the media type of the preferred one, and whether
    /// theirs is another value.
    pub fn left_out<'c>(
        &self,
        operation: &api::Operation,
        response: &'c api::Response,
    ) -> Vec<(&'c api::Content, &'c str, bool)> {
        let is_asked = is_counted(self, operation, response);
        let best = choose(self.api, &response.content);
        let all = self.forms(&response.content).into_iter();
        let own: IndexSet<&str> = all.skip(1).flat_map(|form| form.media_types).collect();
        let used = self.used_forms(operation, response).into_iter();
        let used: IndexSet<&str> = used.flat_map(|form| form.media_types).collect();
        let others = response.content.iter().filter_map(move |other| {
            let best = best?;
            let name = other.media_type.as_str();
            let is_told =
                |schema| own.contains(name) || is_asked && self.api.says_more_than_text(schema);
            let is_other = other
                .schema
                .zip(best.schema)
                .is_some_and(|(schema, best)| is_told(schema) && !is_alike(self.api, schema, best));
            (!used.contains(name)).then_some((other, best.media_type.as_str(), is_other))
        });
        others.collect()
    }

    fn form<'c>(&self, content: &'c api::Content) -> Form<'c> {
        Form {
            ty: self.reply_ty(content),
            media_types: vec![&content.media_type],
            schema: content.schema,
        }
    }

    fn reply_ty(&self, content: &api::Content) -> ReplyTy {
        let item = |otherwise: ReplyTy| match self.api.item(content) {
            Some(item) => ReplyTy::Json(self.nullable_ty(item)),
            None => otherwise,
        };
        match (self.api.media(content), content.schema) {
            (Media::Json, Some(schema)) => ReplyTy::Json(self.nullable_ty(schema)),
            (Media::Json, None) => ReplyTy::Json(Ty::Json),
            (Media::Text, _) => ReplyTy::Text,
            (Media::Events, _) => ReplyTy::Events(Box::new(item(ReplyTy::Text))),
            (Media::Lines, _) => ReplyTy::Lines(Box::new(item(ReplyTy::Json(Ty::Json)))),
            _ => ReplyTy::Bytes,
        }
    }

    /// Whether a form is more than the preferred one in another notation. What isn't read as JSON is bytes or text, whatever
    /// its schema says.
    fn is_own(&self, content: &api::Content, preferred: &api::Content) -> bool {
        let is_text = |id: SchemaId| {
            let (target, _) = self.api.behind_aliases(id);
            let kind = &self.api[target].kind;
            matches!(kind, Kind::String(_)) || kind.is_any()
        };
        let is_same = content.schema.is_some() && content.schema == preferred.schema;
        let is_value = || self.api.media(preferred) == Media::Json;
        match self.api.media(content) {
            Media::Json => true,
            _ if is_file(&content.media_type) => true,
            Media::Text | Media::Bytes => {
                let is_other = !is_same && content.schema.is_none_or(is_text);
                (is_other || !is_value()) && !is_notation(&content.media_type)
            }
            Media::Form | Media::Multipart | Media::Events | Media::Lines => false,
        }
    }
}

/// Whether two schemas say the same, as far as some of their parts.
pub fn is_alike(api: &Api, a: SchemaId, b: SchemaId) -> bool {
    let mut known = IndexSet::default();
    let mut waiting = vec![(a, b)];
    while let Some((a, b)) = waiting.pop() {
        step();
        let (a, b) = (api.behind_aliases(a).0, api.behind_aliases(b).0);
        if a == b || !known.insert((a, b)) {
            continue;
        }
        if Outline::of(api, a) != Outline::of(api, b) {
            return false;
        }
        if known.len() > MAX_COMPARED {
            return true;
        }
        waiting.extend(children(api, a).into_iter().zip(children(api, b)));
    }
    true
}

/// Whether a media type is a notation of values, like JSON.
fn is_notation(media_type: &str) -> bool {
    matches!(
        notation(media_type).as_str(),
        "xml" | "yaml" | "yml" | "msgpack" | "cbor" | "protobuf" | "html" | "javascript"
    )
}
