//! Operations.

use serde_json::Value;

use super::parameters::{Found, Parameters};
use super::{Object, Upgrade, rest, text};
use crate::diagnostic::{Code, Pointer, Related};

/// The keywords of an operation that have another form in 3.x.
const OTHERS: &[&str] = &["parameters", "consumes", "produces", "responses", "schemes"];

impl<'a> Upgrade<'a, '_> {
    /// An operation, with the parameters that the path item has for all of them.
    pub(super) fn operation(
        &mut self,
        operation: &'a Object,
        inherited: &Parameters<'a>,
        at: &Pointer,
    ) -> Object {
        let mut upgraded = rest(operation, OTHERS);
        let own = self.parameters(operation, at);
        if operation.contains_key("parameters") {
            upgraded.insert("parameters".to_owned(), own.kept.clone().into());
        }
        let consumes = self.consumes(Some((operation, at)));
        let to = at.child("requestBody");
        self.tell_replaced(&own, inherited);
        let form = form(&own, inherited);
        let inherited = inherited.body.clone().filter(|_| form.is_empty());
        let body = match own.body.or(inherited) {
            Some(body) => Some(self.body(&body, &consumes, &to)),
            None if form.is_empty() => None,
            None => Some(self.form(&form, &consumes, &to)),
        };
        if let Some(body) = body {
            upgraded.insert("requestBody".to_owned(), body);
        }
        if let Some(Value::Object(responses)) = operation.get("responses") {
            let produces = self.produces(Some((operation, at)));
            let at = at.child("responses");
            let responses = self.responses_of(responses, &produces, &at, &at);
            upgraded.insert("responses".to_owned(), responses.into());
        }
        if let Some(servers) = self.own_servers(operation, at) {
            upgraded.insert("servers".to_owned(), servers);
        }
        upgraded
    }

    /// Reports the body or form of a path that an operation has another one instead of.
    fn tell_replaced(&mut self, own: &Parameters<'a>, inherited: &Parameters<'a>) {
        let is_other = |of_path: &&Found<'a>| own.body.as_ref().map(name) != Some(name(of_path));
        let of_path = inherited.body.as_ref().filter(is_other);
        let form = inherited.form.first();
        let (met, of_path, fate) = match (&own.body, own.form.first(), of_path, form) {
            (Some(met), _, Some(body), _) => (
                met,
                body,
                "is `body` in a parameter of the path, too; that one is ignored",
            ),
            (Some(met), _, None, Some(form)) => (
                met,
                form,
                "is `formData` in a parameter of the path; that form is ignored",
            ),
            (None, Some(met), Some(body), _) => (
                met,
                body,
                "is `body` in a parameter of the path; that body is ignored",
            ),
            _ => return,
        };
        if met.is_shared {
            self.tell_place(of_path, met, fate);
        } else {
            self.tell_place(met, of_path, fate);
        }
    }

    /// Reports the place of a body or form beside another one.
    pub(super) fn tell_place(&mut self, told: &Found<'a>, other: &Found<'a>, fate: &str) {
        let other = Related::at("the other parameter", &other.at.child("in"));
        let (code, at) = (Code::Upgraded, told.at.child("in"));
        self.diagnostics
            .report_related(code, &at, &["in", fate], vec![other]);
    }
}

/// The members of an operation's form: its own, and those of its path that it doesn't replace.
fn form<'a>(own: &Parameters<'a>, inherited: &Parameters<'a>) -> Vec<Found<'a>> {
    if own.body.is_some() {
        return Vec::new();
    }
    let names: std::collections::BTreeSet<_> = own.form.iter().map(name).collect();
    let of_path = inherited.form.iter();
    let of_path = of_path.filter(|found| !names.contains(&name(found)));
    of_path.chain(&own.form).cloned().collect()
}

fn name<'a>(found: &Found<'a>) -> Option<&'a str> {
    text(found.parameter, "name")
}
