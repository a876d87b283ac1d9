//! The constants of an operation.

use crate::emit::rust::spell;
use crate::emit::rust::tree::{self, known};
use crate::ir::{Crate, Operation};
use crate::surface::{AT_NAMED, METHOD, OPERATION_SPEC, SET_IDEMPOTENCY_KEY, SET_SECRET_ERRORS};
use proc_macro2::Literal;
use syn::{Expr, parse_quote};

/// The constants of an operation; defaults are omitted.
pub fn spec(krate: &Crate, operation: &Operation) -> Expr {
    let new = tree::named([OPERATION_SPEC.ident(), known("new")]);
    let (at, method) = match operation.method.constant() {
        Some(constant) => (known("at"), tree::named([METHOD.ident(), known(constant)])),
        None => (
            AT_NAMED.ident(),
            tree::text(operation.method.text().literal()),
        ),
    };
    let mut spec = tree::call(
        new,
        [tree::text(Literal::string(&krate.full_name(operation)))],
    );
    spec = tree::method(spec, at, [method, tree::text(operation.path.template())]);
    if operation.accept != "application/json" {
        spec = tree::method(
            spec,
            known("accept"),
            [tree::text(operation.accept.literal())],
        );
    }
    if !operation.redirects.is_empty() {
        let statuses = operation.redirects.iter();
        let statuses = statuses.map(|status| tree::text(Literal::u16_unsuffixed(*status)));
        spec = tree::method(spec, known("redirects"), [tree::table(statuses)]);
    }
    if !operation.media_types.is_empty() {
        let answers = operation.media_types.iter();
        let answers = tree::table(answers.map(|name| tree::text(name.literal())));
        spec = tree::method(spec, known("answers"), [answers]);
    }
    let usual = krate.security.as_ref();
    if usual.is_some_and(|usual| *usual != operation.security) {
        let security = spell::security(&operation.security);
        spec = tree::method(spec, known("security"), [parse_quote!(#security)]);
    }
    if let Some(server) = operation.server {
        let server = tree::text(Literal::usize_unsuffixed(server));
        spec = tree::method(spec, known("server"), [server]);
    }
    if let Some(header) = &operation.idempotency_key {
        let header = tree::text(header.literal());
        spec = tree::method(spec, SET_IDEMPOTENCY_KEY.ident(), [header]);
    }
    if !operation.client_headers.is_empty() {
        let headers = operation.client_headers.iter();
        let headers = tree::table(headers.map(|name| tree::text(name.literal())));
        spec = tree::method(spec, known("client_headers"), [headers]);
    }
    if !operation.required_headers.is_empty() {
        let headers = operation.required_headers.iter();
        let headers = headers.filter_map(|name| {
            let setter = Literal::string(krate.client_header(name)?.setter.as_str());
            let name = name.literal();
            Some(parse_quote!((#name, #setter)))
        });
        spec = tree::method(spec, known("required_headers"), [tree::table(headers)]);
    }
    if !operation.secrets.is_empty() {
        let names = operation.secrets.iter();
        let names = tree::table(names.map(|name| tree::text(name.literal())));
        spec = tree::method(spec, known("secrets"), [names]);
    }
    if operation.secret_reply {
        spec = tree::method(spec, known("secret_reply"), []);
    }
    if !operation.secret_errors.is_empty() {
        let rows = operation.secret_errors.iter().map(|(status, is_secret)| {
            let status = Literal::u16_unsuffixed(*status);
            parse_quote!((#status, #is_secret))
        });
        spec = tree::method(spec, SET_SECRET_ERRORS.ident(), [tree::table(rows)]);
    }
    if operation.error_events {
        spec = tree::method(spec, known("error_events"), []);
    }
    spec
}
