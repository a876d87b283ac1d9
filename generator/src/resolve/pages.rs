//! The pages of lists: links of a response to its own operation, and keywords of other generators.

use super::Resolver;
use crate::config::{NextPage, Pages, way};
use crate::diagnostic::Pointer;
use crate::openapi::view::{self, View};
use crate::steps::step;
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The links of a response to the next page, by the `operationId` of their target.
pub type Links = BTreeMap<String, NextPage>;

impl<'a> Resolver<'a, '_> {
    /// The document's description of the pages of an operation's list.
    pub(super) fn pages(&mut self, operation: view::Operation<'a>, at: &Pointer) -> Option<Pages> {
        let said = |word: &str| operation.extension(word);
        let hint = said("x-speakeasy-pagination").and_then(speakeasy);
        let hint = hint.or_else(|| said("x-fern-pagination").and_then(fern));
        let hint = hint.or_else(|| said("x-ms-pageable").and_then(autorest));
        let link = self.link(operation, at);
        hint.or(link)
    }

    /// A link of a success to the operation itself, with one parameter from the response (OpenAPI 3.1.1, section
    /// 4.8.20, "Link Object").
    fn link(&mut self, operation: view::Operation<'a>, at: &Pointer) -> Option<Pages> {
        let at = at.child("responses");
        let mut found = None;
        for (status, response) in operation.responses() {
            let Some((response, at, _)) = self.follow(response, &at.child(status)) else {
                continue;
            };
            let links = self.links(response, at);
            let own = operation.id().and_then(|id| links.get(id));
            if found.is_none() && status.starts_with('2') {
                found = own.cloned();
            }
        }
        found.map(|next| Pages::new(next, None))
    }

    /// The links of a response by the operations that they lead to, the first for each. The links of a shared
    /// response are followed once, so that a fault in them is reported once.
    fn links(&mut self, response: view::Response<'a>, at: Pointer) -> Rc<Links> {
        if let Some(known) = self.links.get(&at) {
            return known.clone();
        }
        let place = at.child("links");
        let mut links = Links::new();
        for (name, link) in response.links().iter() {
            step();
            let Some((link, ..)) = self.follow(link, &place.child(name)) else {
                continue;
            };
            if let Some(id) = link.operation_id()
                && let Some(next) = link.parameters().and_then(from_response)
            {
                links.entry(id.to_owned()).or_insert(next);
            }
        }
        let links = Rc::new(links);
        self.links.insert(at, links.clone());
        links
    }
}

/// The only parameter, if its value is a member of the body or a header: `$response.body#/meta/next`,
/// `$response.header.X-Next`.
fn from_response(parameters: &Value) -> Option<NextPage> {
    let mut parameters = parameters.as_object()?.iter();
    let (Some((name, value)), None) = (parameters.next(), parameters.next()) else {
        return None;
    };
    let parameter = name.strip_prefix("query.").unwrap_or(name).to_owned();
    let value = value.as_str()?.strip_prefix("$response.")?;
    if let Some(header) = value.strip_prefix("header.") {
        return Some(NextPage::Header {
            parameter: Some(parameter),
            header: header.to_owned(),
        });
    }
    Some(NextPage::Cursor {
        parameter,
        member: way(value.strip_prefix("body#")?),
    })
}

fn text<'v>(of: &'v Value, key: &str) -> Option<&'v str> {
    of.get(key)?.as_str()
}

/// `{type: cursor, inputs: [{name, in, type}], outputs: {results, nextCursor}}`
fn speakeasy(said: &Value) -> Option<Pages> {
    let outputs = said.get("outputs");
    let output = |key: &str| outputs.and_then(|outputs| text(outputs, key)).map(way);
    let inputs = said.get("inputs").and_then(Value::as_array);
    let input = |kind: &str| {
        let mut inputs = inputs.into_iter().flatten();
        let input = inputs.find(|input| text(input, "type") == Some(kind))?;
        text(input, "name").map(str::to_owned)
    };
    let next = match text(said, "type")? {
        "cursor" => NextPage::Cursor {
            parameter: input("cursor")?,
            member: output("nextCursor")?,
        },
        "url" => NextPage::Url(output("nextUrl")?),
        "offsetLimit" => match input("page") {
            Some(parameter) => NextPage::Number {
                parameter,
                header: None,
            },
            None => NextPage::Offset(input("offset")?),
        },
        _ => return None,
    };
    let items = output("results");
    Some(Pages::new(next, items))
}

/// `{cursor: $request.cursor, next_cursor: $response.next, results: $response.data}`
fn fern(said: &Value) -> Option<Pages> {
    let input = |key: &str| {
        text(said, key)?
            .strip_prefix("$request.")
            .map(str::to_owned)
    };
    let output = |key: &str| text(said, key)?.strip_prefix("$response.").map(way);
    let next = if let Some(parameter) = input("cursor") {
        let member = output("next_cursor")?;
        NextPage::Cursor { parameter, member }
    } else if let Some(parameter) = input("offset") {
        // An offset with a step counts items; without a step it counts pages.
        match said.get("step") {
            Some(_) => NextPage::Offset(parameter),
            None => NextPage::Number {
                parameter,
                header: None,
            },
        }
    } else {
        NextPage::Url(output("next_uri")?)
    };
    let items = output("results");
    Some(Pages::new(next, items))
}

/// `{nextLinkName: nextLink, itemName: value}`
fn autorest(said: &Value) -> Option<Pages> {
    let next = NextPage::Url(vec![text(said, "nextLinkName")?.to_owned()]);
    let items = text(said, "itemName").unwrap_or("value");
    let items = Some(vec![items.to_owned()]);
    Some(Pages::new(next, items))
}
