//! Values of a call: the method of its parts that takes each.

use crate::api::{HeaderForm, Location, Style};
use crate::emit::rust::tree::{self, known};
use crate::ir::{Parameter, Part, Raw};
use crate::surface::{
    Associated, MARK_SECRET, SET_AS_FORM, SET_COOKIE, SET_COOKIE_AS, SET_COOKIE_JSON, SET_HEADER,
    SET_HEADER_AS, SET_HEADER_IN, SET_HEADER_JSON, SET_OTHER_PARTS, SET_PART, SET_PART_FILE,
    SET_PART_FORM, SET_PART_HEADER, SET_PART_HEADER_EXPLODED, SET_PART_HEADER_JSON,
    SET_PART_JOINED, SET_PART_TEXT, SET_PARTS, SET_PATH, SET_PATH_AS, SET_PATH_JSON, SET_QUERY,
    SET_QUERY_JSON, SET_QUERY_STRING_FORM, SET_QUERY_STRING_JSON, STYLE,
};
use syn::{Expr, parse_quote};

/// Where a value is sent, how it is written there, and how as a part of the body.
pub type Placing<'a> = (Location, Option<Style>, Option<&'a Part>);

/// Fills in an argument.
pub fn fill_in(parts: Expr, parameter: &Parameter, view: Expr) -> Expr {
    let part = parameter.part.as_ref();
    let placing = (parameter.location, parameter.style, part);
    fill(
        marked(parts, parameter.secret),
        &parameter.wire,
        placing,
        view,
    )
}

/// The parts, marked if the next value can hold a secret.
pub fn marked(parts: Expr, is_secret: bool) -> Expr {
    if is_secret {
        tree::method(parts, MARK_SECRET.ident(), [])
    } else {
        parts
    }
}

/// Fills in a value.
pub fn fill(parts: Expr, wire: &Raw, placing: Placing<'_>, view: Expr) -> Expr {
    let (method, how) = match placing {
        (_, _, Some(part)) => {
            let (method, text) = match part {
                Part::Value(content_type) => (SET_PART, content_type),
                Part::Values(content_type) => (SET_PARTS, content_type),
                Part::Form(content_type) => (SET_PART_FORM, content_type),
                Part::File(content_type) => (SET_PART_FILE, content_type),
                Part::Text(content_type) => (SET_PART_TEXT, content_type),
                Part::Header(name, None) => (SET_PART_HEADER, name),
                Part::Header(name, Some(HeaderForm::Exploded)) => (SET_PART_HEADER_EXPLODED, name),
                Part::Header(name, Some(HeaderForm::Json)) => (SET_PART_HEADER_JSON, name),
                Part::Joined(separator) => {
                    let arguments = [tree::text(wire.literal()), parse_quote!(#separator), view];
                    return tree::method(parts, SET_PART_JOINED.ident(), arguments);
                }
                Part::Others => return tree::method(parts, SET_OTHER_PARTS.ident(), [view]),
                Part::Query(encodings) => {
                    let arguments = [tree::text(wire.literal()), encoding(encodings), view];
                    return tree::method(parts, SET_QUERY_STRING_FORM.ident(), arguments);
                }
                Part::FormText(encodings) => {
                    let (location, style, _) = placing;
                    let inner = (location, style, None);
                    let set = fill(parse_quote!(parts), wire, inner, parse_quote!(text));
                    let set = parse_quote!(|parts, text| #set);
                    let arguments = [tree::text(wire.literal()), encoding(encodings), view, set];
                    return tree::method(parts, SET_AS_FORM.ident(), arguments);
                }
            };
            (method, Some(tree::text(text.literal())))
        }
        (location, style, None) => outside(location, style),
    };
    let arguments = [Some(tree::text(wire.literal())), how, Some(view)];
    tree::method(parts, method.ident(), arguments.into_iter().flatten())
}

/// The method for a value outside the body.
fn outside(location: Location, style: Option<Style>) -> (Associated, Option<Expr>) {
    match (location, style) {
        (Location::Path, None) => (SET_PATH_JSON, None),
        (Location::Query, None) => (SET_QUERY_JSON, None),
        (Location::Query, Some(Style::Whole)) => (SET_QUERY_STRING_JSON, None),
        (Location::Header, None) => (SET_HEADER_JSON, None),
        (Location::Cookie | Location::Part, None) => (SET_COOKIE_JSON, None),
        (Location::Path, Some(Style::Simple { explode: false })) => (SET_PATH, None),
        (Location::Path, Some(style)) => (SET_PATH_AS, Some(self::style(style))),
        (Location::Query, Some(style)) => (SET_QUERY, Some(self::style(style))),
        (Location::Header, Some(Style::Simple { explode: true })) => {
            (SET_HEADER_AS, Some(tree::truth(true)))
        }
        (Location::Header, Some(style @ Style::Separated(_))) => {
            (SET_HEADER_IN, Some(self::style(style)))
        }
        (Location::Header, Some(_)) => (SET_HEADER, None),
        (Location::Cookie | Location::Part, Some(Style::Form { explode: true, .. })) => {
            (SET_COOKIE, None)
        }
        (Location::Cookie | Location::Part, Some(style)) => {
            (SET_COOKIE_AS, Some(self::style(style)))
        }
    }
}

/// The table of members with an unusual style.
pub fn encoding(encodings: &[(Raw, Option<Style>)]) -> Expr {
    let rows = encodings.iter().map(|(name, style)| -> Expr {
        let name = name.literal();
        match style {
            Some(style) => {
                let style = self::style(*style);
                parse_quote!((#name, Some(#style)))
            }
            None => parse_quote!((#name, None)),
        }
    });
    tree::table(rows)
}

/// A style, as the runtime has it.
pub fn style(style: Style) -> Expr {
    let (name, explode) = match style {
        Style::Simple { explode } => ("Simple", Some(explode)),
        Style::Label { explode } => ("Label", Some(explode)),
        Style::Separated(separator) => {
            let separator = tree::field(known("separator"), parse_quote!(#separator));
            let name = [STYLE.ident(), known("Separated")];
            return tree::filled(tree::path(name), [separator]);
        }
        Style::Matrix { explode } => ("Matrix", Some(explode)),
        Style::Form {
            explode,
            allow_reserved: false,
        } => ("Form", Some(explode)),
        Style::Form {
            explode,
            allow_reserved: true,
        } => ("Reserved", Some(explode)),
        Style::SpaceDelimited => ("SpaceDelimited", None),
        Style::PipeDelimited => ("PipeDelimited", None),
        Style::TabDelimited => ("TabDelimited", None),
        Style::DeepObject => ("DeepObject", None),
        Style::Segments => ("Segments", None),
        Style::ReservedSegments => ("ReservedSegments", None),
        Style::Cookie { explode } => ("Cookie", Some(explode)),
        // The whole query has a method of its own.
        Style::Whole => ("Form", Some(true)),
    };
    let name = [STYLE.ident(), known(name)];
    match explode {
        None => tree::named(name),
        Some(explode) => {
            let explode = tree::field(known("explode"), tree::truth(explode));
            tree::filled(tree::path(name), [explode])
        }
    }
}
