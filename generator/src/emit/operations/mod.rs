//! Operations: a method of the client, a marker type, and the constants of the operation.

pub mod examples;
mod fill;
mod pages;
mod params;
mod spec;

use crate::emit::File;
use crate::emit::operations::fill::{fill, fill_in, marked};
use crate::emit::rust::patterns::{Function, Marker, Patterns};
use crate::emit::rust::spell::{self, From, ident};
use crate::emit::rust::tree::{self, known};
use crate::emit::types::replies::{output_ty, reply_ty};
use crate::emit::types::unions::forwarded;
use crate::ir::{
    Asks, BodyTy, ConstantParameter, ConstantValue, Crate, Given, Group, Operation, Parameter,
    RequestBody, Ty, TypeKind,
};
use crate::surface::{
    ASK, ASK_IN_FORM, ASK_IN_PARTS, CALL, CLIENT, FILE_PART, MULTIPART, Room, SEND_BODY,
    SEND_LINES, SET_BODY, SET_BODY_OF, SET_FORM, SET_JSON, SET_JSON_AS, SET_LINES, SET_MULTIPART,
    SET_RECORDS, TYPES, VIEW, WIRE_TRAIT,
};
use crate::text::{Line, line_above, say};
use proc_macro2::{Ident, TokenStream};
use std::collections::BTreeSet;
use std::rc::Rc;
use syn::{Expr, FnArg, ImplItem, Item, Stmt, Type, parse_quote};

/// The operations of one module.
pub fn operations<'a>(
    krate: &'a Crate,
    indices: &'a [usize],
    patterns: &Rc<Patterns>,
    head: TokenStream,
) -> File<'a> {
    let operations = || indices.iter().map(|index| &krate.operations[*index]);
    let of_client = Rc::clone(patterns);
    let groups: BTreeSet<Option<usize>> = operations().map(|it| it.group_of).collect();
    let blocks = groups.into_iter().map(move |group| {
        let methods = operations().filter(|operation| operation.group_of == group);
        let methods = methods.map(|operation| method(&of_client, krate, operation));
        let owner = owner(krate, group);
        Ok(vec![of_client.block(owner, methods.collect())].into())
    });
    let patterns = Rc::clone(patterns);
    let markers = operations().map(move |operation| Ok(marker(&patterns, krate, operation).into()));
    File {
        head,
        room: Room::Operations,
        library: known("crate"),
        airy: true,
        pieces: Box::new(blocks.chain(markers)),
    }
}

/// The type with the methods of a group.
fn owner(krate: &Crate, group: Option<usize>) -> Type {
    match group {
        Some(group) => {
            let ty = ident(&krate.groups[group].ty);
            parse_quote!(crate::groups::#ty<'_>)
        }
        None => tree::ty(tree::path([CLIENT.ident()])),
    }
}

fn method(patterns: &Patterns, krate: &Crate, operation: &Operation) -> ImplItem {
    let marker = ident(&operation.marker);
    let spec = tree::named([marker.clone(), known("SPEC")]);
    let this = tree::named([known("self")]);
    let client = match operation.group_of {
        Some(_) => parse_quote!(self.client),
        None => this,
    };
    let start = tree::method(client, known("start"), [spec]);
    let Inputs {
        mut arguments,
        before,
        fills,
    } = inputs(krate, operation);
    let mut body: Vec<Stmt> = Vec::new();
    if let Some(of) = &operation.params {
        let (argument, taken) = params::argument(of, &arguments);
        arguments = vec![argument];
        body.push(taken);
    }
    body.extend(before);
    let parts = if fills.is_empty() {
        start
    } else {
        body.push(tree::bound(true, known("parts"), start));
        tree::named([known("parts")])
    };
    body.extend(fills.into_iter().map(tree::statement));
    let call = tree::named([CALL.ident(), known("new")]);
    body.push(tree::given(tree::call(call, [parts])));
    let above = [
        spell::docs(&operation.docs),
        spell::docs(&examples::examples(krate, operation)),
        spell::deprecated(operation.deprecated),
    ];
    let method = Function {
        attributes: above.into_iter().flatten().collect(),
        name: ident(&operation.name),
        arguments,
        body,
    };
    patterns.method(method, call_of(marker))
}

/// `Call<Marker>`.
fn call_of(marker: Ident) -> Type {
    let marker = tree::ty(tree::path([marker]));
    tree::ty(tree::generic(tree::path([CALL.ident()]), [marker]))
}

/// The parameters of a method, and their places in the request.
#[derive(Default)]
struct Inputs {
    arguments: Vec<FnArg>,
    /// The statement before the fills.
    before: Option<Stmt>,
    fills: Vec<Expr>,
}

fn inputs(krate: &Crate, operation: &Operation) -> Inputs {
    let mut inputs = Inputs::default();
    let parts = || tree::named([known("parts")]);
    if let RequestBody::Parts {
        placed,
        begun: Some(media_type),
    } = &operation.body
    {
        let media_type = tree::text(media_type.literal());
        let new = known(if *placed { "placed" } else { "new" });
        let none = tree::call(tree::named([MULTIPART.ident(), new]), []);
        let begin = tree::method(parts(), SET_MULTIPART.ident(), [media_type, none]);
        inputs.fills.push(begin);
    }
    let digits = |tokens: TokenStream| -> Expr { parse_quote!(#tokens) };
    for constant in &operation.constants {
        let ConstantParameter {
            wire,
            location,
            style,
            part,
            value,
        } = constant;
        let (variant, value) = match value {
            ConstantValue::Text(text) => ("Str", Some(tree::text(text.literal()))),
            ConstantValue::Integer(number) => ("I64", Some(digits(spell::integer(*number)))),
            ConstantValue::Unsigned(number) => ("U64", Some(digits(spell::integer(*number)))),
            ConstantValue::Number(number) => ("F64", Some(digits(spell::number(*number)))),
            ConstantValue::Bool(value) => ("Bool", Some(tree::truth(*value))),
            ConstantValue::Null => ("Null", None),
        };
        let variant = tree::named([VIEW.ident(), known(variant)]);
        let view = match value {
            Some(value) => tree::call(variant, [value]),
            None => variant,
        };
        let placing = (*location, *style, part.as_ref());
        inputs.fills.push(fill(parts(), wire, placing, view));
    }
    for argument in &operation.arguments {
        let name = ident(&argument.name);
        let (ty, view) = sent(krate, &name, &argument.ty, argument.given);
        inputs.arguments.push(tree::argument(name, ty));
        inputs.fills.push(fill_in(parts(), argument, view));
    }
    match &operation.body {
        RequestBody::Members(id) => {
            if let TypeKind::Struct(body) = &krate[*id].kind
                && let Some(new) = body.constructors.first()
            {
                let (own, arguments) = forwarded(krate, body, new, From::Elsewhere);
                let new = [TYPES.ident(), ident(&krate[*id].name), known("new")];
                let body = tree::call(tree::named(new), arguments);
                let view = viewed(tree::lent(false, tree::named([known("body")])));
                inputs.arguments.extend(own);
                inputs.before = Some(tree::bound(false, known("body"), body));
                let parts = marked(parts(), operation.secret_body);
                let fill = tree::method(parts, SET_JSON.ident(), [view]);
                inputs.fills.push(fill);
            }
        }
        RequestBody::Value { required: true, .. } => {
            let parts = marked(parts(), operation.secret_body);
            let (arguments, fill) = body(krate, &operation.body, parts);
            inputs.arguments.extend(arguments);
            inputs.fills.extend(fill);
        }
        RequestBody::Value { .. } | RequestBody::Parts { .. } | RequestBody::None => {}
    }
    if let Some(asks) = &operation.asks {
        let (name, function) = match asks {
            Asks::Member(name) => (name, ASK),
            Asks::Field(name) => (name, ASK_IN_FORM),
            Asks::Part(name) => (name, ASK_IN_PARTS),
        };
        let name = tree::text(name.literal());
        inputs
            .fills
            .push(tree::method(parts(), function.ident(), [name]));
    }
    inputs
}

/// The type of an argument that is only read, and its view.
pub fn sent(krate: &Crate, name: &Ident, ty: &Ty, given: Given) -> (Type, Expr) {
    // Names that are spelled are imported.
    let spelled = || spell::ty(krate, ty, From::Elsewhere);
    let argument = tree::named([name.clone()]);
    match given {
        Given::Text => {
            let text = tree::reference(tree::ty(tree::path([known("str")])));
            let view = tree::named([VIEW.ident(), known("Str")]);
            (text, tree::call(view, [argument]))
        }
        Given::Copied | Given::Moved | Given::Nullable => {
            (spelled(), viewed(tree::lent(false, argument)))
        }
        Given::Converted => {
            let made = tree::method(argument, known("into"), []);
            (tree::into(spelled()), viewed(tree::lent(false, made)))
        }
        Given::Lent => (tree::reference(spelled()), viewed(argument)),
        Given::File => {
            let file = tree::ty(tree::path([FILE_PART.ident()]));
            let made = tree::method(argument, known("into"), []);
            (tree::into(file), parse_quote!([#made]))
        }
        Given::Files => {
            let file = FILE_PART.ident();
            (parse_quote!(impl IntoIterator<Item = #file>), argument)
        }
        Given::OwnFile => {
            let file = tree::ty(tree::path([FILE_PART.ident()]));
            (file, parse_quote!([#argument]))
        }
        Given::OwnFiles => {
            let file = tree::ty(tree::path([FILE_PART.ident()]));
            (
                tree::ty(tree::generic(tree::path([known("Vec")]), [file])),
                argument,
            )
        }
        Given::Parts => (tree::ty(tree::path([MULTIPART.ident()])), argument),
    }
}

/// `Wire::view(lent)`.
fn viewed(lent: Expr) -> Expr {
    tree::call(tree::named([WIRE_TRAIT.ident(), known("view")]), [lent])
}

/// The arguments of a body that is a single value, and the expression that sends it.
fn body(krate: &Crate, body: &RequestBody, parts: Expr) -> (Vec<FnArg>, Option<Expr>) {
    let RequestBody::Value {
        name,
        ty,
        given,
        media_type,
        content_type,
        ..
    } = body
    else {
        return (Vec::new(), None);
    };
    let name = ident(name);
    let media_type = || tree::text(media_type.literal());
    let (argument, method, values) = match ty {
        BodyTy::Bytes | BodyTy::Ranged(_) => {
            let body = tree::ty(tree::path([SEND_BODY.ident()]));
            let value = tree::named([name.clone()]);
            let body = match given {
                Given::Converted => tree::into(body),
                _ => body,
            };
            match (ty, content_type) {
                (BodyTy::Ranged(allowed), Some(argument)) => {
                    let allowed = allowed.iter().map(|it| tree::text(it.literal()));
                    let given = tree::named([ident(argument)]);
                    (body, SET_BODY_OF, vec![tree::table(allowed), given, value])
                }
                _ => (body, SET_BODY, vec![media_type(), value]),
            }
        }
        BodyTy::Lines(item) | BodyTy::Records(item) => {
            let item = spell::ty(krate, item, From::Elsewhere);
            let lines = tree::ty(tree::generic(tree::path([SEND_LINES.ident()]), [item]));
            let lines = match given {
                Given::Converted => tree::into(lines),
                _ => lines,
            };
            let method = match ty {
                BodyTy::Records(_) => SET_RECORDS,
                _ => SET_LINES,
            };
            let value = tree::named([name.clone()]);
            (lines, method, vec![media_type(), value])
        }
        BodyTy::Parts => {
            let parts = tree::ty(tree::path([MULTIPART.ident()]));
            let value = tree::named([name.clone()]);
            (parts, SET_MULTIPART, vec![media_type(), value])
        }
        BodyTy::Form(ty, encodings) => {
            let (ty, view) = sent(krate, &name, ty, *given);
            (ty, SET_FORM, vec![fill::encoding(encodings), view])
        }
        BodyTy::Json(of) => {
            let (ty, view) = sent(krate, &name, of, *given);
            if body.is_plain_json() {
                (ty, SET_JSON, vec![view])
            } else {
                (ty, SET_JSON_AS, vec![media_type(), view])
            }
        }
    };
    let content_type = content_type.iter().map(|argument| {
        let text = tree::reference(tree::ty(tree::path([known("str")])));
        tree::argument(ident(argument), text)
    });
    let arguments = content_type.chain([tree::argument(name, argument)]);
    let fill = tree::method(parts, method.ident(), values);
    (arguments.collect(), Some(fill))
}

fn marker(patterns: &Patterns, krate: &Crate, operation: &Operation) -> Vec<Item> {
    let name = ident(&operation.marker);
    let request = operation.path.code_after(&operation.method.text());
    let docs = say("{}: {}.", &[&link(krate, operation), &request]);
    let params = operation.params.as_ref();
    let params = params.map(|of| params::structure(krate, operation, of));
    let marker = patterns.operation(Marker {
        docs: line_above(docs),
        name: name.clone(),
        output: output_ty(krate, &operation.output, &operation.error),
        error: reply_ty(krate, &operation.error, From::Elsewhere),
        spec: spec::spec(krate, operation),
    });
    let setters = operation.setters.iter();
    let setters: Vec<ImplItem> = setters
        .map(|parameter| setter(patterns, krate, parameter))
        .chain(body_setter(patterns, krate, operation))
        .collect();
    let setters = (!setters.is_empty()).then(|| patterns.block(call_of(name), setters));
    let paged = pages::paged(krate, operation);
    let own = marker.into_iter().chain(paged).chain(setters);
    own.chain(params).collect()
}

/// The link of docs to the method of an operation.
fn link(krate: &Crate, operation: &Operation) -> Line {
    let method = &operation.name;
    match krate.group_of(operation) {
        Some(Group { ty, .. }) => say(
            "[`{}::{}`](crate::groups::{}::{})",
            &[ty, method, ty, method],
        ),
        None => say("[`Client::{}`]", &[method]),
    }
}

/// `self.parts_mut()`.
fn parts_mut() -> Expr {
    tree::method(tree::named([known("self")]), known("parts_mut"), [])
}

fn setter(patterns: &Patterns, krate: &Crate, parameter: &Parameter) -> ImplItem {
    // A short name for the argument, so that most setters fit on a line.
    let value = known("value");
    let (ty, view) = sent(krate, &value, &parameter.ty, parameter.given);
    let above = [
        spell::docs(&parameter.docs),
        spell::deprecated(parameter.deprecated),
        spell::inline(!parameter.given.is_generic()),
        spell::like_operator(&parameter.name),
    ];
    patterns.setter(Function {
        attributes: above.into_iter().flatten().collect(),
        name: ident(&parameter.name),
        arguments: vec![tree::argument(value, ty)],
        body: vec![tree::statement(fill_in(parts_mut(), parameter, view))],
    })
}

fn body_setter(patterns: &Patterns, krate: &Crate, operation: &Operation) -> Option<ImplItem> {
    let RequestBody::Value {
        name,
        docs,
        required: false,
        given,
        ..
    } = &operation.body
    else {
        return None;
    };
    let operator = spell::like_operator(name);
    let inline = spell::inline(!given.is_generic());
    let parts = marked(parts_mut(), operation.secret_body);
    let (arguments, fill) = body(krate, &operation.body, parts);
    let above = [spell::docs(docs), inline, operator];
    Some(patterns.setter(Function {
        attributes: above.into_iter().flatten().collect(),
        name: ident(name),
        arguments,
        body: fill.into_iter().map(tree::statement).collect(),
    }))
}
