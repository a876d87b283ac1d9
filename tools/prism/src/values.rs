//! Rust expressions of arguments: each is read from JSON at run time, as the type of the client's
//! parameter.

use openapi_client_generator::ir::{Crate, Given, Struct, Ty, TypeKind};
use serde_json::Value;

/// An identifier; the client writes a keyword as a raw identifier.
pub fn ident(name: &str) -> String {
    if is_keyword(name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// Whether the client must write a name as a raw identifier.
fn is_keyword(name: &str) -> bool {
    const KEYWORDS: &str = " abstract as async await become box break const continue do dyn else enum extern \
        false final fn for gen if impl in let loop macro match mod move mut override priv pub ref return \
        static struct trait true try type typeof unsafe unsized use virtual where while yield ";
    KEYWORDS.contains(&format!(" {name} "))
}

/// An argument of a type, in the form of its parameter.
pub fn argument(krate: &Crate, ty: &Ty, given: Given, json: &Value) -> String {
    match (given, ty) {
        (Given::File, _) => "CONTENT".to_owned(),
        (Given::Files, _) => "[FilePart::from(CONTENT)]".to_owned(),
        (Given::OwnFile, _) => "CONTENT.into()".to_owned(),
        (Given::OwnFiles, _) => "vec![FilePart::from(CONTENT)]".to_owned(),
        (Given::Parts, _) => "Multipart::new()".to_owned(),
        (Given::Lent | Given::Text, ty) => format!("&{}", value(krate, ty, json)),
        (_, ty) => value(krate, ty, json),
    }
}

/// The arguments of the constructor of an object: its members, then its choice.
pub fn members(krate: &Crate, object: &Struct, json: &Value) -> Option<Vec<String>> {
    let constructor = object.constructors.first()?;
    let mut arguments = Vec::new();
    for index in &constructor.fields {
        let field = &object.fields[*index];
        let json = json.get(field.wire.exact())?;
        arguments.push(argument(krate, &field.ty, field.given, json));
    }
    if constructor.choice
        && let Some(choice) = &object.choice
        && let TypeKind::Choice(arms) = &krate[choice.ty].kind
    {
        let mut arms = arms.arms.iter();
        let (arm, json) = arms.find_map(|arm| Some((arm, json.get(arm.wire.exact())?)))?;
        let content = value(krate, &arm.ty, json);
        arguments.push(format!(
            "types::{}::{}({content})",
            krate[choice.ty].name, arm.name
        ));
    }
    Some(arguments)
}

fn value(krate: &Crate, ty: &Ty, json: &Value) -> String {
    format!("value::<{}>({:?})?", spelled(krate, ty), json.to_string())
}

fn spelled(krate: &Crate, ty: &Ty) -> String {
    let inner = |inner: &Ty| spelled(krate, inner);
    match ty {
        Ty::Bool => "bool".to_owned(),
        Ty::I32 => "i32".to_owned(),
        Ty::I64 => "i64".to_owned(),
        Ty::U64 => "u64".to_owned(),
        Ty::F64 => "f64".to_owned(),
        // No format is mapped: the client has the default settings.
        Ty::String | Ty::Mapped(_) => "String".to_owned(),
        Ty::Decimal => "wire::Decimal".to_owned(),
        Ty::UnixTime => "wire::UnixTime".to_owned(),
        Ty::DateTime => "wire::DateTime".to_owned(),
        Ty::Date => "wire::Date".to_owned(),
        Ty::Bytes => "wire::Base64".to_owned(),
        Ty::Json => "serde_json::Value".to_owned(),
        Ty::Named(id) => format!("types::{}", krate[*id].name),
        Ty::Boxed(id) => format!("Box<types::{}>", krate[*id].name),
        Ty::List(item) => format!("Vec<{}>", inner(item)),
        Ty::Array(item, length) => format!("[{}; {length}]", inner(item)),
        Ty::Map(of) => format!("std::collections::BTreeMap<String, {}>", inner(of)),
        Ty::Nullable(of) => format!("Option<{}>", inner(of)),
        Ty::Loose(of) => format!("wire::Loose<{}>", inner(of)),
    }
}
