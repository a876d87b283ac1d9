//! Responses → the types of successes and errors.

use crate::api::{self, Method, Status, form_words};
use crate::ir::{Docs, Name, Raw, Reply, ReplyTy, ReplyVariant, Ty, TypeId, TypeKind, Usage, When};
use crate::lower::facts::Facts;
use crate::lower::names::{Named, Scope, assign, camel, status_word};
use crate::lower::operations::Operations;
use crate::lower::operations::body::choose;
use crate::lower::operations::error_forms::at_once;
use crate::lower::operations::failures::{Body, Failure, failures};
use crate::lower::operations::forms::Form;
use crate::lower::operations::outcomes::{is_counted, is_left_out, is_outcome, is_redirect};
use crate::lower::types::New;
use crate::map::{IndexMap, IndexSet};
use crate::steps::step;
use crate::text::media_type::ANY;
use crate::text::{Line, code, say};
use std::collections::BTreeMap;

pub const RECEIVED: Usage = Usage {
    sent: false,
    received: true,
};

/// The enums of the responses of operations, by route, with the parts of each: the forms of an operation have the
/// same ones.
pub type Replies = BTreeMap<(String, Method), IndexMap<Parts, ReplyTy>>;

/// What tells the responses of one operation apart, with their types.
type Parts = (Option<Status>, Vec<(When, ReplyTy)>);

/// A response that becomes a variant.
struct Case<'a> {
    /// The word for its variant.
    word: String,
    docs: Docs,
    when: When,
    ty: &'a ReplyTy,
    is_secret: bool,
}

impl Operations<'_, '_> {
    /// The type of each documented response.
    pub fn responses(
        &mut self,
        marker: &Name,
        operation: &api::Operation,
    ) -> Vec<(Status, ReplyTy)> {
        let is_left_out = is_left_out(self.facts, operation);
        let mut responses = Vec::new();
        for response in &operation.responses {
            let mut forms = self.facts.used_forms(operation, response);
            let ty = if forms.len() > 1 && !is_outcome(response.status) {
                self.error_by_type(marker, operation, response, &forms)
            } else if forms.len() > 1 {
                self.by_type(marker, operation, response, &forms)
            } else if forms.is_empty() && is_left_out && is_counted(self.facts, operation, response)
            {
                ReplyTy::Bytes
            } else if forms.is_empty() {
                none(response)
            } else if is_outcome(response.status) {
                forms.swap_remove(0).ty
            } else {
                at_once(forms.swap_remove(0).ty)
            };
            responses.push((response.status, ty));
        }
        responses
    }

    /// The type of a success.
    pub fn output(
        &mut self,
        marker: &Name,
        operation: &api::Operation,
        responses: &[(Status, ReplyTy)],
    ) -> ReplyTy {
        let facts = self.facts;
        let outcomes = responses.iter().zip(&operation.responses);
        let outcomes = outcomes.filter(|(_, response)| is_counted(facts, operation, response));
        let outcomes: Vec<&(Status, ReplyTy)> = outcomes.map(|(outcome, _)| outcome).collect();
        // A stream can't be a variant beside values.
        let mut types = outcomes.iter().map(|(_, ty)| ty);
        if let Some(stream) = types.find(|ty| ty.is_stream()) {
            return stream.clone();
        }
        let parts = outcomes.iter();
        let parts = parts.map(|(status, ty)| (When::Status(*status), ty.clone()));
        let parts = (None, parts.collect());
        if let Some(known) = self.known(operation, &parts) {
            return known;
        }
        let about = say("The responses of {}.", &[&request(operation)]);
        let cases: Vec<Case> = outcomes
            .iter()
            .map(|(status, ty)| self.case(operation, *status, ty))
            .collect();
        let reply = self.by_status(&format!("{marker}Reply"), about, cases, true);
        let reply = reply.unwrap_or(if is_left_out(self.facts, operation) {
            ReplyTy::Bytes
        } else {
            ReplyTy::Empty
        });
        self.keep(operation, parts, &reply);
        reply
    }

    /// The type of these responses in another form of the operation.
    fn known(&self, operation: &api::Operation, parts: &Parts) -> Option<ReplyTy> {
        let known = self.replies.get(&route(operation))?;
        known.get(parts).cloned()
    }

    /// Keeps an enum for the other forms of the operation.
    fn keep(&mut self, operation: &api::Operation, parts: Parts, reply: &ReplyTy) {
        if let ReplyTy::ByStatus(_) | ReplyTy::ByType(_) = reply {
            let known = self.replies.entry(route(operation)).or_default();
            known.insert(parts, reply.clone());
        }
    }

    /// The type of an error: any JSON value if the document doesn't describe errors. Operations with the same
    /// errors have the same type.
    pub fn failure(&mut self, marker: &Name, operation: &api::Operation) -> ReplyTy {
        let failures = failures(self.facts, operation);
        let shared = self.failures.get(&failures);
        if let Some(id) = shared.and_then(|shared| shared.ty) {
            return ReplyTy::ByStatus(id);
        }
        let wish = shared.filter(|shared| shared.count > 1);
        let wish = wish.map(|shared| shared.wish.clone());
        let types: Vec<ReplyTy> = { failures.iter() }
            .map(|failure| self.error_ty(marker, operation, failure))
            .collect();
        let cases: Vec<Case> = { failures.iter().zip(&types) }
            .map(|(failure, ty)| {
                let case = self.case(operation, failure.status, ty);
                let docs = if wish.is_some() {
                    let mut docs = Docs::default();
                    docs.paragraph(say("Status {}.", &[&failure.status]));
                    docs
                } else {
                    case.docs
                };
                Case {
                    docs,
                    is_secret: failure.is_secret,
                    ..case
                }
            })
            .collect();
        let request = request(operation);
        let (wish, about) = if let Some(wish) = wish {
            let about = say("The errors of {} and other operations.", &[&request]);
            (wish, about)
        } else {
            let about = say("The errors of {}.", &[&request]);
            (format!("{marker}Failure"), about)
        };
        let reply = self.by_status(&wish, about, cases, false);
        if let (Some(ReplyTy::ByStatus(id)), Some(shared)) =
            (&reply, self.failures.get_mut(&failures))
        {
            shared.ty = Some(*id);
        }
        reply.unwrap_or(ReplyTy::Json(Ty::Json))
    }

    /// The type of an error's body.
    fn error_ty(
        &mut self,
        marker: &Name,
        operation: &api::Operation,
        failure: &Failure,
    ) -> ReplyTy {
        if let Body::One(ty) = &failure.body {
            return ty.clone();
        }
        let mut responses = operation.responses.iter();
        let response = responses.find(|it| it.status == failure.status);
        let forms = response.map(|it| (it, self.facts.error_forms(it)));
        forms.map_or(ReplyTy::Bytes, |(response, forms)| {
            self.error_by_type(marker, operation, response, &forms)
        })
    }

    /// The variant of a status.
    fn case<'t>(&self, operation: &api::Operation, status: Status, ty: &'t ReplyTy) -> Case<'t> {
        let response = operation.responses.iter().find(|r| r.status == status);
        let mut docs = response
            .map(|response| self.sink.texts.docs(&response.docs))
            .unwrap_or_default();
        if docs.is_empty() {
            docs.paragraph(say("Status {}.", &[&status]));
        } else {
            docs.paragraph(say("Status: {}.", &[&status]));
        }
        Case {
            word: status_word(status),
            docs,
            when: When::Status(status),
            ty,
            is_secret: response.is_some_and(|response| is_secret(self.facts, response)),
        }
    }

    /// The type of the only case, or an enum of several.
    fn by_status(
        &mut self,
        wish: &str,
        about: Line,
        cases: Vec<Case>,
        is_success: bool,
    ) -> Option<ReplyTy> {
        let first = cases.first()?.ty;
        if cases.iter().all(|case| case.ty == first) {
            return Some(first.clone());
        }
        let mut scope = Scope::default();
        let words = cases.iter().map(|case| case.word.as_str());
        let names = assign(&mut scope, words, camel);
        let unknown = Some(scope.take("Other"));
        let blank = cases.iter().zip(&names);
        let blank = blank
            .filter(|(case, _)| is_success && *case.ty == ReplyTy::Empty)
            .find(|(case, _)| matches!(case.when, When::Status(Status::Code(204 | 205))))
            .map(|(_, named)| named.name.clone());
        let id = self.reply(wish, about, cases, names, (unknown, blank));
        Some(ReplyTy::ByStatus(id))
    }

    /// An enum of the forms of a response.
    fn by_type(
        &mut self,
        marker: &Name,
        operation: &api::Operation,
        response: &api::Response,
        forms: &[Form],
    ) -> ReplyTy {
        let parts = forms.iter().map(|form| (form.when(), form.ty.clone()));
        let parts = (Some(response.status), parts.collect());
        if let Some(known) = self.known(operation, &parts) {
            return known;
        }
        let about = say(
            "The forms of the response of {} with status {}, by media type.",
            &[&request(operation), &response.status],
        );
        let wish = format!("{marker}{}", camel(&status_word(response.status)));
        let reply = self.over_forms(&wish, about, forms);
        self.keep(operation, parts, &reply);
        reply
    }

    /// An enum of the forms of a body.
    pub fn over_forms(&mut self, wish: &str, about: Line, forms: &[Form]) -> ReplyTy {
        let preferred = forms.iter().map(|form| {
            let name = form.media_types.first().copied().unwrap_or_default();
            // A range of a described value is read as JSON.
            let is_value = matches!(form.ty, ReplyTy::Json(_)) && name.contains('*');
            if is_value { "application/json" } else { name }
        });
        let words = form_words(&preferred.collect::<Vec<_>>());
        let cases: Vec<Case> = forms
            .iter()
            .zip(words)
            .map(|(form, word)| {
                let mut docs = Docs::default();
                let names: Vec<Line> = form.media_types.iter().map(|name| code(name)).collect();
                docs.paragraph(say("{}.", &[&Line::join(&names, ", ")]));
                Case {
                    word,
                    docs,
                    when: form.when(),
                    ty: &form.ty,
                    is_secret: form.schema.is_some_and(|id| self.facts.secret(id)),
                }
            })
            .collect();
        let words = cases.iter().map(|case| case.word.as_str());
        let names = assign(&mut Scope::default(), words, camel);
        ReplyTy::ByType(self.reply(wish, about, cases, names, (None, None)))
    }

    fn reply(
        &mut self,
        wish: &str,
        about: Line,
        cases: Vec<Case>,
        names: Vec<Named>,
        (unknown, blank): (Option<Name>, Option<Name>),
    ) -> TypeId {
        let bare = bare(&cases);
        let mut secrets = Vec::new();
        let mut variants = Vec::new();
        for (case, Named { name, .. }) in cases.into_iter().zip(names) {
            if case.is_secret {
                secrets.push(name.clone());
            }
            variants.push(ReplyVariant {
                name,
                or_other: unknown.is_some() && is_read_redirect(&case),
                docs: case.docs,
                when: case.when,
                ty: case.ty.clone(),
            });
        }
        self.types.add(New {
            wish: wish.to_owned(),
            about,
            at: Vec::new(),
            usage: RECEIVED,
            hidden: secrets,
            kind: TypeKind::Reply(Reply {
                variants,
                unknown,
                bare: if blank.is_none() { bare } else { Vec::new() },
                blank,
            }),
        })
    }
}

/// The statuses without content (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5) that only a range with content
/// describes.
fn bare(cases: &[Case]) -> Vec<u16> {
    let is_read = |case: &&Case| matches!(case.ty, ReplyTy::Json(_) | ReplyTy::ByType(_));
    let of_range = |code: u16| {
        let mut cases = cases.iter().filter(is_read);
        cases.any(
            |case| matches!(case.when, When::Status(Status::Range(class)) if class == code / 100),
        )
    };
    let is_described = |code: u16| {
        let mut cases = cases.iter();
        cases.any(|case| case.when == When::Status(Status::Code(code)))
    };
    let all = [204, 205, 304].into_iter();
    all.filter(|code| of_range(*code) && !is_described(*code))
        .collect()
}

/// Whether it is a redirect whose body is read as a value. It is an outcome by its status, and servers send a page for
/// people whatever the document says.
fn is_read_redirect(case: &Case) -> bool {
    let is_read = matches!(case.ty, ReplyTy::Json(_) | ReplyTy::ByType(_));
    is_read && matches!(case.when, When::Status(status) if is_redirect(status))
}

/// The type of a response without a readable form.
pub fn none(response: &api::Response) -> ReplyTy {
    if response.content.is_empty() {
        ReplyTy::Empty
    } else {
        ReplyTy::Bytes
    }
}

pub fn is_secret(facts: &Facts, response: &api::Response) -> bool {
    let content = choose(facts.api, &response.content);
    let schema = content.and_then(|content| content.schema);
    schema.is_some_and(|id| facts.secret(id))
}

fn route(operation: &api::Operation) -> (String, Method) {
    (operation.path.clone(), operation.method.clone())
}

/// The method and the path, as code.
pub fn request(operation: &api::Operation) -> Line {
    Raw::from(&operation.path).code_after(&operation.method.text())
}

/// Whether the output can have this media type. A method that reads a stream fails on a value that comes at once.
fn is_read(media_type: &str, output: &ReplyTy) -> bool {
    match output {
        ReplyTy::Events(_) => api::Media::of(media_type) == api::Media::Events,
        ReplyTy::Lines(_) => api::Media::of(media_type) == api::Media::Lines,
        _ => true,
    }
}

/// The `Accept` header: the media types of all documented responses, and any for a body that is left out. A server chooses
/// the form of a success by it, so a type that only other responses have, such as HTML for errors, comes last, with a lower
/// weight (RFC 9110, section 12.4.2): without it, a strict server would not describe its errors. Within a range of a
/// success it has no weight of its own, which would hold for the success, too. The same holds for a value beside a
/// stream that the method reads.
pub fn accept(facts: &Facts, operation: &api::Operation, output: &ReplyTy) -> String {
    let mut wanted: IndexSet<&str> = IndexSet::default();
    let mut others: IndexSet<&str> = IndexSet::default();
    for response in &operation.responses {
        let forms = facts.used_forms(operation, response);
        // The page of a redirect is for people.
        let is_success = is_counted(facts, operation, response) && !is_redirect(response.status);
        for media_type in forms.iter().flat_map(|form| &form.media_types) {
            if is_success && is_read(media_type, output) {
                wanted.insert(media_type);
            } else {
                others.insert(media_type);
            }
        }
    }
    if wanted.is_empty() {
        if !others.is_empty() && is_left_out(facts, operation) {
            others.insert(ANY);
        }
        return others.into_iter().collect::<Vec<_>>().join(", ");
    }
    let ranges: IndexSet<&str> = { wanted.iter() }
        .filter_map(|known| {
            if *known == ANY {
                Some("")
            } else {
                known.strip_suffix('*')
            }
        })
        .collect();
    others.retain(|other| !wanted.contains(other) && !is_within(&ranges, other));
    let others = others.iter().map(|other| {
        let weight = if has_weight(other) { "" } else { ";q=0.5" };
        format!("{other}{weight}")
    });
    let wanted = wanted.iter().map(|&known| known.to_owned());
    wanted.chain(others).collect::<Vec<_>>().join(", ")
}

/// Whether a media type of the document has a weight already.
fn has_weight(media_type: &str) -> bool {
    let mut parameters = media_type.split(';').skip(1).map(str::trim_start);
    parameters.any(|parameter| parameter.starts_with(['q', 'Q']) && parameter[1..].starts_with('='))
}

/// Whether a media type is in one of the ranges, which are the beginnings of the media types in them.
fn is_within(ranges: &IndexSet<&str>, media_type: &str) -> bool {
    step();
    let mut ends = media_type.char_indices().map(|(at, _)| at);
    let is_range = |end| ranges.contains(&media_type[..end]);
    !ranges.is_empty() && (ends.any(is_range) || ranges.contains(media_type))
}

/// The redirections that are an outcome.
pub fn redirects(operation: &api::Operation) -> Vec<u16> {
    let responses = operation.responses.iter();
    let redirects = responses.filter(|response| is_redirect(response.status));
    redirects
        .filter_map(|response| match response.status {
            Status::Code(status) | Status::Range(status) => Some(status),
            Status::Default => None,
        })
        .collect()
}

/// The media types of a success in bytes or text: only they distinguish it from an error page of a proxy. Those of
/// redirects don't count, as a redirect may have any body.
pub fn media_types(facts: &Facts, operation: &api::Operation) -> Vec<Raw> {
    let responses = operation.responses.iter();
    let successes = responses.filter(|response| response.status.is_success());
    let forms: Vec<_> = successes
        .flat_map(|response| facts.forms(&response.content))
        .collect();
    let is_opaque = |form: &Form| matches!(form.ty, ReplyTy::Bytes | ReplyTy::Text);
    let names: IndexSet<&str> = forms
        .iter()
        .flat_map(|form| form.media_types.clone())
        .collect();
    let is_open = |name: &&str| *name == ANY;
    if !forms.iter().any(is_opaque) || names.iter().any(is_open) {
        return Vec::new();
    }
    names.into_iter().map(Raw::from).collect()
}
