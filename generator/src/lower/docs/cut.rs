//! Texts that the docs don't show as Markdown, or not in full.

use super::Texts;
use crate::api::{self, Api, Place, Response};
use crate::diagnostic::{Code, Diagnostics, Pointer};

/// Reports the texts that the docs don't show as Markdown, or not in full. The walk for their places happens
/// only if there are any, which is rare.
pub fn cut_texts(api: &Api, texts: &Texts, diagnostics: &mut Diagnostics) {
    for (at, words) in texts.notes.borrow().iter() {
        diagnostics.report(Code::TextCut, at, &[words]);
    }
    if !texts.has_cut.get() {
        return;
    }
    let mut tell = |docs: &api::Docs, at: &Pointer| {
        texts.tell(docs.title.as_ref(), at, diagnostics);
        texts.tell(
            docs.description.as_ref(),
            &at.child("description"),
            diagnostics,
        );
    };
    for schema in &api.schemas {
        tell(&schema.docs, &schema.at);
        schema
            .annotations
            .values()
            .for_each(|said| tell(&said.docs, &schema.at));
    }
    for operation in &api.operations {
        tell(&operation.docs, &operation.at);
        for parameter in &operation.parameters {
            tell(&parameter.docs, &parameter.at);
        }
        for Response {
            at, docs, headers, ..
        } in &operation.responses
        {
            tell(docs, at);
            let at = at.child("headers");
            for header in headers {
                tell(&header.docs, &at.child(&header.name));
            }
        }
    }
    let root = Pointer::root();
    texts.tell(
        Some(&api.title.as_str().into()),
        &root.child("info").child("title"),
        diagnostics,
    );
    let info = root.child("info").child("description");
    texts.tell(api.description.as_ref(), &info, diagnostics);
    let own = api.places.values().flat_map(Place::servers);
    for server in api.servers.iter().chain(own) {
        let at = server.at.child("description");
        texts.tell(server.description.as_ref(), &at, diagnostics);
        for variable in &server.variables {
            let at = server.at.child("variables").child(&variable.name);
            let text = variable.description.as_ref();
            texts.tell(text, &at.child("description"), diagnostics);
        }
    }
    let schemes = root.child("components").child("securitySchemes");
    for (name, scheme) in &api.schemes {
        let at = schemes.child(name).child("description");
        texts.tell(scheme.description.as_ref(), &at, diagnostics);
    }
}
