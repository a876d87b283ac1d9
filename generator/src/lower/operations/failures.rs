//! The names of the types for the errors of several operations: their statuses. Of several types with the same
//! statuses in their names, that of the most operations has the plain name, and each other adds what tells it apart.

use crate::api::{self, Status};
use crate::ir::{Name, ReplyTy, Ty, TypeId};
use crate::lower::facts::Facts;
use crate::lower::names::{camel, common, status_word};
use crate::lower::operations::error_forms::{ErrorForm, FormTypes};
use crate::lower::operations::outcomes::is_below_400;
use crate::lower::operations::responses::{is_secret, none};
use crate::map::{IndexMap, IndexSet};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The most parts of a name.
const MOST_PARTS: usize = 3;

/// The errors of an operation.
pub type Failures = Vec<Failure>;

/// An error.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Failure {
    /// Its status.
    pub status: Status,
    /// Its body.
    pub body: Body,
    /// Whether the body is a secret.
    pub is_secret: bool,
}

/// The body of an error.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Body {
    /// One form, whatever its media type.
    One(ReplyTy),
    /// Several forms.
    Forms(Vec<ErrorForm>),
}

impl Body {
    fn types(&self) -> Vec<&ReplyTy> {
        match self {
            Self::One(ty) => vec![ty],
            Self::Forms(forms) => forms.iter().map(|form| &form.ty).collect(),
        }
    }
}

/// The number of operations with the same errors, and the type for them.
#[derive(Default)]
pub struct Shared {
    /// The number of operations.
    pub count: usize,
    /// The name of the type.
    pub wish: String,
    /// The type, once an operation has it.
    pub ty: Option<TypeId>,
}

/// The types of an operation's errors, by status.
pub fn failures(facts: &Facts, operation: &api::Operation) -> Failures {
    let responses = operation.responses.iter();
    // A redirection or an informational response is not an error of the API.
    let errors = responses.filter(|response| !is_below_400(response.status));
    let failures = errors.map(|response| {
        let mut forms = facts.error_forms(response);
        let body = match forms.len() {
            0 => Body::One(none(response)),
            1 => Body::One(forms.swap_remove(0).ty),
            _ => Body::Forms(facts.error_form_keys(&forms)),
        };
        Failure {
            status: response.status,
            body,
            is_secret: is_secret(facts, response),
        }
    });
    let is_empty = |failure: &Failure| failure.body == Body::One(ReplyTy::Empty);
    failures.filter(|failure| !is_empty(failure)).collect()
}

/// The errors with several forms, and their users.
pub fn form_types(facts: &Facts) -> FormTypes {
    let mut types = FormTypes::default();
    for operation in &facts.api.operations {
        for failure in failures(facts, operation) {
            if let Body::Forms(forms) = failure.body {
                let ty = types.entry(forms).or_default();
                ty.used_by(&operation.at, failure.status);
            }
        }
    }
    types
}

/// The errors of all operations, with the names of those that several operations share.
pub fn shared(facts: &Facts, is_free: impl Fn(&str) -> bool) -> IndexMap<Failures, Shared> {
    let mut shared: IndexMap<Failures, Shared> = IndexMap::default();
    let mut users: IndexMap<Failures, BTreeSet<&str>> = IndexMap::default();
    for (operation, names) in facts.api.operations.iter().zip(&facts.operations) {
        let failures = failures(facts, operation);
        shared.entry(failures.clone()).or_default().count += 1;
        users
            .entry(failures)
            .or_default()
            .insert(names.marker.as_str());
    }
    // Errors with one type have none of their own.
    let differ = |failures: &Failures| failures.iter().any(|it| it.body != failures[0].body);
    let mut order: Vec<(Failures, usize)> = shared
        .iter()
        .filter(|(failures, shared)| shared.count > 1 && differ(failures))
        .map(|(failures, shared)| (failures.clone(), shared.count))
        .collect();
    order.sort_by_key(|(_, count)| Reverse(*count));
    let mut taken: IndexSet<String> = IndexSet::default();
    for (failures, _) in order {
        let plain = statuses(&failures);
        let names = users.get(&failures);
        let of_operations = names.and_then(common::of_operations);
        let wishes = [
            Some(plain.clone()),
            of_operations.map(|words| format!("{words}{plain}")),
            bodies(facts, &failures).map(|bodies| format!("{plain}{bodies}")),
        ];
        let wishes = wishes.into_iter().flatten();
        let mut wishes = wishes.map(|wish| format!("{wish}Failure"));
        let wish = wishes.find(|wish| is_free(wish) && !taken.contains(wish));
        let wish = wish.unwrap_or_else(|| format!("{plain}Failure"));
        taken.insert(wish.clone());
        if let Some(shared) = shared.get_mut(&failures) {
            shared.wish = wish;
        }
    }
    shared
}

/// The statuses of errors, or of many statuses the first and the last.
fn statuses(failures: &Failures) -> String {
    let word = |status: &Status| camel(&status_word(*status));
    let words: Vec<String> = failures.iter().map(|it| word(&it.status)).collect();
    match words.as_slice() {
        [first, .., last] if words.len() > MOST_PARTS => format!("{first}To{last}"),
        words => words.join("Or"),
    }
}

fn bodies(facts: &Facts, failures: &Failures) -> Option<String> {
    body_words(facts, failures.iter().flat_map(|it| it.body.types()))
}

/// The few types of bodies: `ProblemOrText`.
pub fn body_words<'t>(facts: &Facts, types: impl Iterator<Item = &'t ReplyTy>) -> Option<String> {
    let named = |ty: &Ty| -> Option<&Name> { Some(&facts.names[ty.named()?.0].name) };
    let word = |ty: &ReplyTy| match ty {
        ReplyTy::Json(ty) => Some(named(ty).map_or("Json", Name::as_str)),
        ReplyTy::Text => Some("Text"),
        ReplyTy::Bytes => Some("Bytes"),
        _ => None,
    };
    let words: Option<IndexSet<&str>> = types.map(word).collect();
    let words: Vec<&str> = words?.into_iter().collect();
    (words.len() <= MOST_PARTS).then(|| words.join("Or"))
}
