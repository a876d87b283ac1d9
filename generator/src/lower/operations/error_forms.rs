//! The forms of errors: a body is read by its media type. All errors with the same forms have one type, whatever their
//! status.

use crate::api::{self, Media, Status};
use crate::diagnostic::Pointer;
use crate::ir::{Name, Raw, ReplyTy, TypeId};
use crate::lower::facts::Facts;
use crate::lower::names::{camel, status_word};
use crate::lower::operations::Operations;
use crate::lower::operations::failures::body_words;
use crate::lower::operations::forms::{Form, is_alike};
use crate::lower::operations::responses::request;
use crate::map::IndexMap;
use crate::steps::step;
use crate::text::media_type::is_file;
use crate::text::say;
use indexmap::map::Entry;
use std::cell::Cell;
use std::collections::BTreeSet;

/// The name of a type for more kinds of bodies than a name can tell.
const MANY: &str = "ErrorForms";

/// The most forms of an error that are compared with the preferred one.
const MOST_COMPARED: usize = 32;

/// A form of an error.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ErrorForm {
    /// Its media types.
    pub media_types: Vec<Raw>,
    /// The type of its body.
    pub ty: ReplyTy,
    /// Whether its body is a secret.
    pub is_secret: bool,
}

/// The types for the forms of errors.
pub type FormTypes = IndexMap<Vec<ErrorForm>, FormType>;

/// The type for the forms of some errors.
#[derive(Default)]
pub struct FormType {
    /// The places of the operations, which the forms of an operation share, and their statuses.
    users: BTreeSet<(Pointer, Status)>,
    ty: Option<TypeId>,
}

impl FormType {
    /// Adds an error of the operation at this place.
    pub fn used_by(&mut self, at: &Pointer, status: Status) {
        self.users.insert((at.clone(), status));
    }
}

impl Facts<'_> {
    /// The forms of an error, whose body is never read as a stream. The client chooses among the forms of a success by
    /// `Accept`, and a server that fails is free to send another one (RFC 9110, section 12.5.1): so each form with
    /// another value than the preferred one is read, as text or bytes.
    pub fn error_forms<'c>(&self, response: &'c api::Response) -> Vec<Form<'c>> {
        let mut forms: IndexMap<ReplyTy, Form> = IndexMap::default();
        let left = Cell::new(MOST_COMPARED);
        let is_own = |other: &api::Content, best: &api::Content| self.is_other(other, best, &left);
        for form in self.own_forms(&response.content, is_own) {
            step();
            let ty = at_once(form.ty);
            match forms.entry(ty) {
                Entry::Occupied(mut known) => known.get_mut().media_types.extend(form.media_types),
                Entry::Vacant(new) => {
                    let ty = new.key().clone();
                    new.insert(Form { ty, ..form });
                }
            }
        }
        forms.into_values().collect()
    }

    /// Whether the form of an error is more than the preferred one in another notation.
    /// Of many forms, the last ones are.
    fn is_other(
        &self,
        content: &api::Content,
        preferred: &api::Content,
        left: &Cell<usize>,
    ) -> bool {
        let is_value = self.api.media(preferred) == Media::Json;
        let is_json = self.api.media(content) == Media::Json;
        if is_json || !is_value || is_file(&content.media_type) {
            return true;
        }
        let (Some(one), Some(other)) = (content.schema, preferred.schema) else {
            return true;
        };
        let rest = left.get().checked_sub(1);
        left.set(rest.unwrap_or_default());
        rest.is_none() || !is_alike(self.api, one, other)
    }

    /// The forms, to be compared with those of other errors.
    pub fn error_form_keys(&self, forms: &[Form]) -> Vec<ErrorForm> {
        let keys = forms.iter().map(|form| ErrorForm {
            media_types: form.media_types.iter().map(|it| Raw::from(*it)).collect(),
            ty: form.ty.clone(),
            is_secret: form.schema.is_some_and(|id| self.secret(id)),
        });
        keys.collect()
    }
}

impl Operations<'_, '_> {
    /// The enum of the forms of an error.
    pub fn error_by_type(
        &mut self,
        marker: &Name,
        operation: &api::Operation,
        response: &api::Response,
        forms: &[Form],
    ) -> ReplyTy {
        let key = self.facts.error_form_keys(forms);
        let known = self.error_forms.get(&key);
        if let Some(id) = known.and_then(|known| known.ty) {
            return ReplyTy::ByType(id);
        }
        let (wish, about) = if known.is_some_and(|known| known.users.len() > 1) {
            let words = body_words(self.facts, key.iter().map(|form| &form.ty));
            let wish = words.map_or(MANY.to_owned(), |words| format!("{words}Failure"));
            (wish, "The forms of errors, by media type.".into())
        } else {
            let about = say(
                "The forms of the response of {} with status {}, by media type.",
                &[&request(operation), &response.status],
            );
            let word = camel(&status_word(response.status));
            (format!("{marker}{word}"), about)
        };
        let ty = self.over_forms(&wish, about, forms);
        self.error_forms.entry(key).or_default().ty = ty.named();
        ty
    }
}

/// The type of an error's body, which is never read as a stream.
pub fn at_once(ty: ReplyTy) -> ReplyTy {
    match ty {
        ReplyTy::Events(_) => ReplyTy::Text,
        ReplyTy::Lines(_) => ReplyTy::Bytes,
        ty => ty,
    }
}
