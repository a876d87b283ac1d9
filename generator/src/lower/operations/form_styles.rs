//! The styles of a form's members.

use crate::api::{self, Api, Kind, Media, Object, SchemaId, Style};
use crate::diagnostic::{Code, Diagnostics};
use crate::ir::Raw;
use crate::lower::facts::Facts;
use crate::lower::operations::body::is_skipped;
use crate::map::IndexSet;

/// The unusual styles of a form's members; none for JSON. Without a style, an object is JSON, so its usual one is listed.
pub fn encodings(
    facts: &Facts<'_>,
    form: SchemaId,
    all: &[api::Encoding],
) -> Vec<(Raw, Option<Style>)> {
    let usual = Some(Style::Form {
        explode: true,
        allow_reserved: false,
    });
    let encodings = all.iter().filter_map(|encoding| {
        let content_type = encoding.content_type.as_deref();
        let is_json = content_type.is_some_and(|given| Media::of(given) == Media::Json);
        let style = match encoding.style {
            None if is_json => None,
            None => return None,
            style => style,
        };
        let is_listed = style != usual || is_flat(facts, form, &encoding.name);
        is_listed.then(|| (Raw::from(&encoding.name), style))
    });
    let mut encodings: Vec<_> = encodings.collect();
    encodings.sort_by(|(a, _), (b, _)| a.cmp(b));
    encodings
}

/// Reports the usual style of a member that stays JSON, because it isn't an object of scalars.
pub fn unstyled(facts: &Facts<'_>, diagnostics: &mut Diagnostics) {
    let api = facts.api;
    let mut seen = IndexSet::default();
    let operations = api.operations.iter().filter(|it| !is_skipped(it));
    for (form, encodings) in operations.flat_map(|operation| forms(api, operation)) {
        for encoding in encodings {
            let is_listed =
                !self::encodings(facts, form, std::slice::from_ref(encoding)).is_empty();
            let content_type = encoding.content_type.as_deref();
            let is_json = content_type.is_some_and(|given| Media::of(given) == Media::Json);
            if encoding.style.is_none() || is_listed || is_json || !seen.insert(&encoding.at) {
                continue;
            }
            if let Some(what) = nested(api, form, &encoding.name) {
                let at = encoding.at.child(encoding.styled_by);
                let words = [encoding.styled_by, what];
                diagnostics.report(Code::NotSupportedKeyword, &at, &words);
            }
        }
    }
}

/// The forms of an operation, in its body and its parameters, with the encodings of their members.
fn forms<'a>(
    api: &'a Api,
    operation: &'a api::Operation,
) -> impl Iterator<Item = (SchemaId, &'a [api::Encoding])> {
    let content = operation
        .body
        .iter()
        .filter_map(|body| body.content.first());
    let content = content.filter(|content| api.media(content) == Media::Form);
    let bodies = content.filter_map(|content| Some((content.schema?, &content.encoding[..])));
    let queries = operation.parameters.iter().filter_map(|parameter| {
        let encodings = parameter.whole_query.as_ref();
        let encodings = encodings.or(parameter.as_form.as_ref())?;
        Some((parameter.schema, &encodings[..]))
    });
    bodies.chain(queries)
}

/// The encoding of a member of an object that has values within values.
fn nested(api: &Api, form: SchemaId, name: &str) -> Option<&'static str> {
    let kind = |id: SchemaId| &api[api.behind_aliases(id).0].kind;
    let Kind::Object(form) = kind(form) else {
        return None;
    };
    match kind(form.properties.get(name)?.schema) {
        Kind::Object(_) => Some("the encoding of an object with other members than scalars"),
        Kind::Array(items) => matches!(kind(*items), Kind::Object(_) | Kind::Array(_))
            .then_some("the encoding of a list with other items than scalars"),
        _ => None,
    }
}

/// Whether a member of a form has a form by RFC 6570 other than JSON.
fn is_flat(facts: &Facts<'_>, form: SchemaId, name: &str) -> bool {
    let (form, _) = facts.api.behind_aliases(form);
    let Kind::Object(object) = &facts.api[form].kind else {
        return false;
    };
    let member = object.properties.get(name);
    member.is_some_and(|member| facts.flat[member.schema.0])
}

/// Whether each schema is an object of scalars, or can be one beside scalars: RFC 6570 has no form for others. All
/// schemas are looked at together, as many members can share a large union.
pub fn flat(api: &Api) -> Vec<bool> {
    let is_deep = api.all_that(|schema| !is_scalar(&schema.kind));
    let is_flat = |object: &Object| {
        let values = object.properties.values().map(|member| member.schema);
        let mut values = values.chain(object.additional.schema()).peekable();
        values.peek().is_some() && values.all(|id| !is_deep[id.0])
    };
    let is_object = api.all_that(|schema| matches!(schema.kind, Kind::Object(_)));
    let has_other = api.all_that(|schema| match &schema.kind {
        Kind::Object(object) => !is_flat(object),
        kind => !is_scalar(kind),
    });
    let both = is_object.into_iter().zip(has_other);
    both.map(|(is_object, has_other)| is_object && !has_other)
        .collect()
}

/// Whether a value is a scalar, as far as its kind tells without another schema.
fn is_scalar(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::Any
            | Kind::Unknown(_)
            | Kind::Loose(_)
            | Kind::Array(_)
            | Kind::Tuple(_)
            | Kind::Object(_)
    )
}
