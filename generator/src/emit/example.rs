//! Calls as a caller would write them, for the docs of operations and of the crate.

use super::spell::{self, ident};
use crate::ir::{Crate, Example, Name, Operation, SchemeKind, Ty, TypeId, TypeKind};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// Names that an example uses in their usual meaning.
const USUAL: &[&str] = &["Box", "Client", "Ok", "Result"];

/// The statements of an example, and what they need.
struct Shown {
    lines: Vec<String>,
    uses: Vec<String>,
}

/// The example in an operation's docs, as doc attributes. It is compiled as a test of the output.
pub fn call(krate: &Crate, operation: &Operation) -> Option<TokenStream> {
    let shown = shown(krate, operation)?;
    let library = krate.package.library();
    let head = ["", " # Example", " ```no_run"]
        .into_iter()
        .map(str::to_owned);
    let uses = shown
        .uses
        .iter()
        .map(|path| format!(" use {library}::{path};"));
    let allow = operation
        .deprecated
        .then(|| " # #[allow(deprecated)]".to_owned());
    let open = [
        format!(" # use {library}::Client;"),
        " # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {"
            .to_owned(),
    ];
    let lines = shown.lines.iter().map(|line| format!(" {line}"));
    let close = [" # Ok(())", " # }", " ```"].into_iter().map(str::to_owned);
    let [import, function] = open;
    let text: Vec<String> = head
        .chain([import])
        .chain(uses)
        .chain(allow)
        .chain([function])
        .chain(lines)
        .chain(close)
        .collect();
    Some(quote!(#(#[doc = #text])*))
}

/// The statements that make the call, or nothing where an argument can't be shown.
fn shown(krate: &Crate, operation: &Operation) -> Option<Shown> {
    let method = ident(&operation.name);
    let examples = operation.example.as_ref()?;
    let mut ids = BTreeSet::new();
    let mut wire = false;
    for example in examples {
        mentioned(example, &mut ids, &mut wire);
    }
    let names: BTreeSet<&str> = ids.iter().map(|id| krate[*id].name.as_str()).collect();
    let qualified = names.iter().any(|name| USUAL.contains(name));
    let speller = Speller { krate, qualified };
    let arguments = examples.iter().map(|example| speller.argument(example));
    let tokens = quote! {
        fn example() { let answer = client.#method(#(#arguments),*).await?; }
    };
    let file = syn::parse2(tokens).ok()?;
    let printed = prettyplease::unparse(&file);
    let body = printed.lines().skip(1).take_while(|line| *line != "}");
    let lines = body
        .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned())
        .collect();
    let names: Vec<&str> = names.into_iter().collect();
    let types = match (&names[..], qualified) {
        ([], _) => None,
        (_, true) => Some("types".to_owned()),
        ([only], false) => Some(format!("types::{only}")),
        (several, false) => Some(format!("types::{{{}}}", several.join(", "))),
    };
    let uses = wire
        .then(|| "runtime::wire".to_owned())
        .into_iter()
        .chain(types)
        .collect();
    Some(Shown { lines, uses })
}

/// The types that an example names, and whether it names one of the runtime.
fn mentioned(example: &Example, ids: &mut BTreeSet<TypeId>, wire: &mut bool) {
    match example {
        Example::UnixTime(_) => *wire = true,
        Example::Variant(id, _) => {
            ids.insert(*id);
        }
        Example::Tuple(id, _, content) => {
            ids.insert(*id);
            mentioned(content, ids, wire);
        }
        Example::Call(id, _, arguments, setters) => {
            ids.insert(*id);
            let setters = setters.iter().map(|(_, value)| value);
            arguments
                .iter()
                .chain(setters)
                .for_each(|value| mentioned(value, ids, wire));
        }
        Example::List(items) => items.iter().for_each(|item| mentioned(item, ids, wire)),
        Example::Map(entries) => {
            for (_, value) in entries {
                mentioned(value, ids, wire);
            }
        }
        Example::Text(_)
        | Example::Str(_)
        | Example::Bool(_)
        | Example::Integer(_)
        | Example::Number(_) => {}
    }
}

/// A whole program, for the README and the root of the crate.
pub fn program(krate: &Crate) -> Option<String> {
    let operation = krate.operations.iter().find(|operation| {
        operation
            .example
            .as_ref()
            .is_some_and(|arguments| !arguments.is_empty())
    });
    let operation = operation.or_else(|| krate.operations.iter().find(|o| o.example.is_some()))?;
    let shown = shown(krate, operation)?;
    let library = krate.package.library();
    let mut arguments = Vec::new();
    if krate.servers.is_empty() {
        arguments.push("\"https://api.example.com\"");
    }
    if let [only] = &krate.schemes[..] {
        match only.kind {
            SchemeKind::Basic => arguments.extend(["user", "password"]),
            _ => arguments.push("token"),
        }
    }
    let mut uses = vec!["Client".to_owned()];
    uses.extend(shown.uses);
    let names = match &uses[..] {
        [only] => only.clone(),
        several => format!("{{{}}}", several.join(", ")),
    };
    let parameters: Vec<String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with('"'))
        .map(|argument| format!("{argument}: &str"))
        .collect();
    let body: Vec<String> = shown
        .lines
        .iter()
        .map(|line| format!("    {line}"))
        .collect();
    let body = body.join(
        "
",
    );
    Some(format!(
        "use {library}::{names};\n\nasync fn example({}) -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let client = Client::new({})?;\n{body}\n    println!(\"{{answer:?}}\");\n    Ok(())\n}}",
        parameters.join(", "),
        arguments.join(", "),
    ))
}

/// Spells values; `qualified` where the name of a type would be taken for another.
struct Speller<'a> {
    krate: &'a Crate,
    qualified: bool,
}

impl Speller<'_> {
    /// An argument: a string goes as it is to whatever it is turned into.
    fn argument(&self, example: &Example) -> TokenStream {
        match example {
            Example::Text(text) | Example::Str(text) => quote!(#text),
            other => self.expression(other),
        }
    }

    fn ty(&self, id: TypeId) -> TokenStream {
        let name = ident(&self.krate[id].name);
        if self.qualified {
            quote!(types::#name)
        } else {
            quote!(#name)
        }
    }

    /// What the variant holds.
    fn content(&self, id: TypeId, name: &Name) -> Option<&Ty> {
        match &self.krate[id].kind {
            TypeKind::Union(union) => {
                let mut variants = union.variants.iter();
                variants.find(|v| v.name == *name).map(|v| &v.ty)
            }
            TypeKind::Choice(choice) => {
                let mut arms = choice.arms.iter();
                arms.find(|arm| arm.name == *name).map(|arm| &arm.ty)
            }
            _ => None,
        }
    }

    fn expression(&self, example: &Example) -> TokenStream {
        match example {
            Example::Text(text) => quote!(#text.into()),
            Example::Str(text) => quote!(#text),
            Example::Bool(value) => quote!(#value),
            Example::Integer(number) => spell::integer(*number),
            Example::Number(number) if number.is_finite() => {
                let sign = (*number < 0.0).then(|| quote!(-));
                let number = Literal::f64_unsuffixed(number.abs());
                quote!(#sign #number)
            }
            Example::Number(_) => quote!(0.0),
            Example::UnixTime(seconds) => {
                let seconds = spell::integer(*seconds);
                quote!(wire::UnixTime::from_seconds(#seconds))
            }
            Example::List(items) => {
                let items = items.iter().map(|item| self.expression(item));
                quote!(vec![#(#items),*])
            }
            Example::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| {
                    let value = self.expression(value);
                    quote!((#key.into(), #value))
                });
                quote!([#(#entries),*].into())
            }
            Example::Variant(id, name) => {
                let (ty, name) = (self.ty(*id), ident(name));
                quote!(#ty::#name)
            }
            Example::Tuple(id, name, content) => {
                let content = self.expression(content);
                let content = match self.content(*id, name) {
                    Some(ty) => spell::boxed(ty, content),
                    None => content,
                };
                let (ty, name) = (self.ty(*id), ident(name));
                quote!(#ty::#name(#content))
            }
            Example::Call(id, function, arguments, setters) => {
                let (ty, function) = (self.ty(*id), ident(function));
                let arguments = arguments.iter().map(|example| self.argument(example));
                let setters = setters.iter().map(|(name, value)| {
                    let (name, value) = (ident(name), self.argument(value));
                    quote!(.#name(#value))
                });
                quote!(#ty::#function(#(#arguments),*) #(#setters)*)
            }
        }
    }
}
