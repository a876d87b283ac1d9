//! Calls as a caller would write them, for the docs of operations and of the crate.

use super::spell::{self, ident};
use crate::ir::{Crate, Example, Operation, SchemeKind};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

/// The example in an operation's docs, as doc attributes. It is compiled as a test of the output.
pub fn call(krate: &Crate, operation: &Operation) -> Option<TokenStream> {
    let lines = lines(krate, operation)?;
    let library = krate.package.library();
    let types = lines.iter().any(|line| line.contains("types::"));
    let wire = lines.iter().any(|line| line.contains("wire::"));
    let mut text = vec![
        String::new(),
        " # Example".to_owned(),
        " ```no_run".to_owned(),
        format!(" # use {library}::Client;"),
    ];
    if types {
        text.push(format!(" use {library}::types;"));
    }
    if wire {
        text.push(format!(" use {library}::runtime::wire;"));
    }
    if operation.deprecated {
        text.push(" # #[allow(deprecated)]".to_owned());
    }
    text.push(
        " # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {"
            .to_owned(),
    );
    text.extend(lines.iter().map(|line| format!(" {line}")));
    text.extend([" # Ok(())".to_owned(), " # }".to_owned(), " ```".to_owned()]);
    Some(quote!(#(#[doc = #text])*))
}

/// The statements that make the call, or nothing where an argument can't be shown.
pub fn lines(krate: &Crate, operation: &Operation) -> Option<Vec<String>> {
    let method = ident(&operation.name);
    let arguments = operation
        .example
        .as_ref()?
        .iter()
        .map(|example| argument(krate, example));
    let tokens = quote! {
        fn example() { let answer = client.#method(#(#arguments),*).await?; }
    };
    let file = syn::parse2(tokens).ok()?;
    let printed = prettyplease::unparse(&file);
    let body = printed.lines().skip(1).take_while(|line| *line != "}");
    Some(
        body.map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned())
            .collect(),
    )
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
    let lines = lines(krate, operation)?;
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
    let types = if lines.iter().any(|line| line.contains("types::")) {
        ", types"
    } else {
        ""
    };
    let wire = if lines.iter().any(|line| line.contains("wire::")) {
        ", runtime::wire"
    } else {
        ""
    };
    let names = if types.is_empty() && wire.is_empty() {
        "Client".to_owned()
    } else {
        format!("{{Client{wire}{types}}}")
    };
    let parameters: Vec<String> = arguments
        .iter()
        .filter(|argument| !argument.starts_with('"'))
        .map(|argument| format!("{argument}: &str"))
        .collect();
    let body: String = lines.iter().map(|line| format!("    {line}\n")).collect();
    Some(format!(
        "use {library}::{names};\n\nasync fn example({}) -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let client = Client::new({})?;\n{body}    println!(\"{{answer:?}}\");\n    Ok(())\n}}",
        parameters.join(", "),
        arguments.join(", "),
    ))
}

/// An argument: a string goes as it is to whatever it is turned into.
fn argument(krate: &Crate, example: &Example) -> TokenStream {
    match example {
        Example::Text(text) | Example::Str(text) => quote!(#text),
        other => expression(krate, other),
    }
}

fn expression(krate: &Crate, example: &Example) -> TokenStream {
    match example {
        Example::Text(text) => quote!(#text.into()),
        Example::Str(text) => quote!(#text),
        Example::Bool(value) => quote!(#value),
        Example::Integer(number) => spell::integer(*number),
        Example::Number(number) if number.is_finite() => {
            let number = Literal::f64_unsuffixed(number.abs());
            let sign = matches!(example, Example::Number(n) if *n < 0.0).then(|| quote!(-));
            quote!(#sign #number)
        }
        Example::Number(_) => quote!(0.0),
        Example::UnixTime(seconds) => {
            let seconds = spell::integer(*seconds);
            quote!(wire::UnixTime::from_seconds(#seconds))
        }
        Example::List(items) => {
            let items = items.iter().map(|item| expression(krate, item));
            quote!(vec![#(#items),*])
        }
        Example::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = expression(krate, value);
                quote!((#key.into(), #value))
            });
            quote!([#(#entries),*].into())
        }
        Example::Variant(id, name) => {
            let (ty, name) = (ident(&krate[*id].name), ident(name));
            quote!(types::#ty::#name)
        }
        Example::Tuple(id, name, content) => {
            let (ty, name) = (ident(&krate[*id].name), ident(name));
            let content = expression(krate, content);
            quote!(types::#ty::#name(#content))
        }
        Example::Call(id, function, arguments, setters) => {
            let (ty, function) = (ident(&krate[*id].name), ident(function));
            let arguments = arguments.iter().map(|example| argument(krate, example));
            let setters = setters.iter().map(|(name, value)| {
                let name = format_ident!("{}", name.as_str());
                let value = argument(krate, value);
                quote!(.#name(#value))
            });
            quote!(types::#ty::#function(#(#arguments),*) #(#setters)*)
        }
    }
}
