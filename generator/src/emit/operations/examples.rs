//! Calls in a caller's Rust, for the docs of operations and of the crate.

use crate::emit::operations::sent;
use crate::emit::package::server_types;
use crate::emit::rust::spell::{self, ident};
use crate::emit::rust::tree::known;
use crate::ir::{
    AnswerExample, CallExample, Crate, Docs, Example, Feature, Given, Line, Name, Operation,
    Program, RequestBody, SchemeKind, Ty, TypeId, TypeKind,
};
use crate::surface::{self, CLIENT, DECIMAL, TYPES, UNIX_TIME};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;
use syn::parse_quote;

/// The statements of an example, and their imports.
struct Shown {
    lines: Vec<String>,
    uses: Vec<String>,
}

/// The examples in an operation's docs.
pub fn examples(krate: &Crate, operation: &Operation) -> Docs {
    let calls = operation.examples.iter();
    let calls: Vec<Part<'_>> = calls
        .filter_map(|example| Some((&example.title, call(krate, operation, example)?)))
        .collect();
    let answers = |success: bool| -> Vec<Part<'_>> {
        let shown = operation.answers.iter();
        shown
            .filter(|answer| answer.success == success)
            .map(|answer| (&answer.title, self::answer(krate, answer)))
            .collect()
    };
    let mut docs = Docs::default();
    let heading = if calls.len() > 1 {
        "# Examples"
    } else {
        "# Example"
    };
    section(&mut docs, heading, calls);
    section(&mut docs, "# Responses", answers(true));
    section(&mut docs, "# Errors", answers(false));
    docs
}

/// A block of code in a language, with its title.
type Part<'a> = (&'a Option<Line>, Block);
type Block = (&'static str, Vec<String>);

/// The parts below a heading. The title of a single part is omitted: it repeats the heading.
fn section(docs: &mut Docs, heading: &'static str, parts: Vec<Part<'_>>) {
    let several = parts.len() > 1;
    for (i, (title, (language, lines))) in parts.into_iter().enumerate() {
        // An empty line between the parts: otherwise, the title would belong to the block of code above.
        if i == 0 {
            docs.heading(heading);
        } else {
            docs.apart();
        }
        if let (true, Some(title)) = (several, title) {
            docs.line(title);
            docs.apart();
        }
        docs.block(language, &lines);
    }
}

fn call(krate: &Crate, operation: &Operation, example: &CallExample) -> Option<Block> {
    // The example is a program of its own, so the file doesn't need its imports.
    let (shown, _) = surface::imports_of(|| shown(krate, operation, example));
    let shown = shown?;
    let library = krate.package.name.library();
    let uses = shown.uses.iter();
    let uses = uses.map(|path| format!("use {library}::{path};"));
    let mut lines: Vec<String> = uses.collect();
    if operation.deprecated {
        lines.push("# #[allow(deprecated)]".to_owned());
    }
    lines.push(format!(
        "# async fn example(client: {library}::Client) -> Result<(), Box<dyn std::error::Error>> {{"
    ));
    lines.extend(shown.lines);
    lines.push("# Ok(()) }".to_owned());
    Some(("no_run", lines))
}

/// The code that reads an example response: its JSON, and its type.
fn answer(krate: &Crate, example: &AnswerExample) -> Block {
    if !example.compiled {
        return ("json", example.json.as_lines().to_vec());
    }
    let library = krate.package.name.library();
    let (name, json) = (ident(&krate[example.ty].name), example.json.literal());
    let statement =
        format!("let answer: {library}::types::{name} = serde_json::from_str({json})?;");
    let hidden = "# Ok::<(), serde_json::Error>(())";
    let lines = statement.lines().chain([hidden]);
    ("no_run", lines.map(str::to_owned).collect())
}

/// The statements of the call; none if an argument can't be shown.
fn shown(krate: &Crate, operation: &Operation, example: &CallExample) -> Option<Shown> {
    let group = krate.group_of(operation).map(|group| {
        let group = ident(&group.method);
        quote!(.#group())
    });
    let method = ident(&operation.name);
    let qualified = example.qualified;
    let mentions = example.mentions();
    let ids = mentions.types.iter();
    let names: BTreeSet<&str> = ids.map(|id| krate[*id].name.as_str()).collect();
    let speller = Speller { krate, qualified };
    let arguments = speller.arguments(operation, &example.arguments);
    let setter = match (&operation.body, &example.body) {
        (RequestBody::Value { name, given, .. }, Some(body)) => {
            let (name, body) = (ident(name), speller.given(body, *given));
            Some(quote!(.#name(#body)))
        }
        _ => None,
    };
    let call = quote!(client #group.#method(#(#arguments),*) #setter .await?);
    let statements = if operation.output.is_stream() {
        quote! {
            let mut items = #call;
            while let Some(item) = items.next().await {
                let item = item?;
                println!("{item:?}");
            }
        }
    } else {
        quote!(let answer = #call;)
    };
    let lines = printed(&statements)?;
    let names: Vec<&str> = names.into_iter().collect();
    let types = match (&names[..], qualified) {
        ([], _) => None,
        (_, true) => Some("types".to_owned()),
        ([only], false) => Some(format!("types::{only}")),
        (several, false) => Some(format!("types::{{{}}}", several.join(", "))),
    };
    let wire = mentions.wire.then(|| "runtime::wire".to_owned());
    let params = operation.params.as_ref();
    let params = params.map(|params| format!("operations::{}", params.name));
    let uses = params.into_iter().chain(wire).chain(types).collect();
    Some(Shown { lines, uses })
}

/// The lines of statements.
fn printed(statements: &TokenStream) -> Option<Vec<String>> {
    let file = syn::parse2(quote!(fn example() { #statements })).ok()?;
    let printed = prettyplease::unparse(&file);
    let body = printed.lines().skip(1).take_while(|line| *line != "}");
    let lines = body.map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned());
    Some(lines.collect())
}

/// A whole program for the README and the root of the crate, and the feature that it needs.
pub fn program(krate: &Crate) -> Option<(String, Option<&Feature>)> {
    let Program {
        operation,
        credentials,
    } = krate.program.as_ref()?;
    let operation = &krate.operations[*operation];
    let shown = shown(krate, operation, operation.examples.first()?)?;
    let library = krate.package.name.library();
    let NewShown {
        parameters,
        lines,
        uses,
    } = new(krate, credentials)?;
    let uses: BTreeSet<String> = uses.into_iter().chain(shown.uses).collect();
    let uses: Vec<String> = uses.into_iter().collect();
    let names = match &uses[..] {
        [only] => only.clone(),
        several => format!("{{{}}}", several.join(", ")),
    };
    let parameters = parameters.join(", ");
    let lines = lines.iter().chain(&shown.lines);
    let body: Vec<String> = lines.map(|line| format!("    {line}")).collect();
    let body = body.join("\n");
    // The items of a stream are printed as they arrive.
    let print = if operation.output.is_stream() {
        ""
    } else {
        "    println!(\"{answer:?}\");\n"
    };
    let program = format!(
        "use {library}::{names};\n\nasync fn example({parameters}) -> Result<(), Box<dyn std::error::Error>> {{\n\
         {body}\n{print}    Ok(())\n}}",
    );
    Some((program, operation.feature.as_ref()))
}

/// The lines that make a client, the parameters of the function around them, and the imports.
#[derive(Default)]
struct NewShown {
    parameters: Vec<String>,
    lines: Vec<String>,
    uses: Vec<String>,
}

impl NewShown {
    /// The name of a new parameter for a text, or a placeholder if another parameter has the name.
    fn text(&mut self, name: &Ident) -> TokenStream {
        let parameter = format!("{name}: ");
        if self.parameters.iter().any(|it| it.starts_with(&parameter)) {
            return quote!("…");
        }
        self.parameters.push(format!("{parameter}&str"));
        quote!(#name)
    }

    fn credential(&mut self, kind: &SchemeKind, name: &Ident) -> Vec<TokenStream> {
        let names = match kind {
            SchemeKind::Basic => vec![known("user"), known("password")],
            SchemeKind::Certificate => vec![known("certificate"), known("key")],
            _ => vec![name.clone()],
        };
        names.iter().map(|name| self.text(name)).collect()
    }
}

/// A call of `Client::new`, or of the builder where the program sets credentials of its own.
fn new(krate: &Crate, credentials: &[usize]) -> Option<NewShown> {
    let mut shown = NewShown::default();
    let mut arguments: Vec<TokenStream> = Vec::new();
    let mut setters: Vec<TokenStream> = Vec::new();
    shown.uses.push("Client".to_owned());
    if krate.new.address {
        arguments.push(quote!("https://api.example.com"));
        setters.push(quote!(.base_url("https://api.example.com")));
    }
    let first = krate.servers.all.first();
    let first = first.filter(|_| krate.new.variables);
    let template = first.and_then(|first| first.template.as_ref());
    if let Some(template) = template {
        let given = template.variables.iter().filter(|it| it.default.is_none());
        let given = given.map(|variable| {
            let Some(one_of) = variable.one_of else {
                return shown.text(&ident(&variable.name));
            };
            let listed = krate.servers.enums.get(one_of.0);
            let name = listed.map(|listed| listed.name.as_str().to_owned());
            shown.uses.extend(name);
            server_types::default_of(&krate.servers, one_of)
        });
        let given: Vec<TokenStream> = given.collect();
        let constructor = ident(&template.constructor);
        setters.push(quote!(.server(Server::#constructor(#(#given),*))));
        arguments.extend(given);
    }
    // The builder takes the credentials that the operation needs, and no others.
    let of_new = krate.new.credentials.iter();
    for (index, name) in of_new.filter(|_| credentials.is_empty()) {
        let token = name.as_ref().map_or_else(|| known("token"), ident);
        arguments.extend(shown.credential(&krate.schemes[*index].kind, &token));
    }
    for (index, name) in &krate.new.headers {
        let (header, name) = (&krate.client_headers[*index], ident(name));
        let ((ty, _), _) = surface::imports_of(|| sent(krate, &name, &header.ty, header.given));
        let parameter = format!("{name}: {}", printed_type(&ty));
        shown.parameters.push(parameter);
        let setter = ident(&header.setter);
        setters.push(quote!(.#setter(#name)));
        arguments.push(quote!(#name));
        shown.uses.extend(module(&header.ty).map(str::to_owned));
    }
    for index in credentials {
        let scheme = &krate.schemes[*index];
        let setter = ident(scheme.setter.as_ref()?);
        let name = match credentials.len() {
            1 => known("token"),
            _ => setter.clone(),
        };
        let given = shown.credential(&scheme.kind, &name);
        setters.push(quote!(.#setter(#(#given),*)));
    }
    if !credentials.is_empty() {
        shown.uses.extend(template.map(|_| "Server".to_owned()));
    }
    let (statement, _) = surface::imports_of(|| {
        if credentials.is_empty() {
            quote!(let client = #CLIENT::new(#(#arguments),*)?;)
        } else {
            quote!(let client = #CLIENT::builder() #(#setters)* .build()?;)
        }
    });
    shown.lines = printed(&statement)?;
    Some(shown)
}

fn double(number: f64) -> TokenStream {
    if !number.is_finite() {
        return quote!(0.0);
    }
    let sign = (number < 0.0).then(|| quote!(-));
    let number = Literal::f64_unsuffixed(number.abs());
    quote!(#sign #number)
}

/// The module with a type's name.
fn module(ty: &Ty) -> Option<&'static str> {
    match ty {
        Ty::Named(_) | Ty::Boxed(_) => Some("types"),
        Ty::Decimal | Ty::UnixTime | Ty::DateTime | Ty::Date | Ty::Bytes => Some("runtime::wire"),
        Ty::Nullable(inner) | Ty::Loose(inner) => module(inner),
        _ => None,
    }
}

fn printed_type(ty: &syn::Type) -> String {
    let alias = prettyplease::unparse(&parse_quote!(
        fn f(_: #ty) {}
    ));
    let printed = alias.trim_start_matches("fn f(_: ");
    printed.trim_end_matches(") {}\n").to_owned()
}

/// Spells values; `qualified` if the name of a type would mean another one.
struct Speller<'a> {
    krate: &'a Crate,
    qualified: bool,
}

impl Speller<'_> {
    /// The arguments of a call, or the struct of them.
    fn arguments(&self, operation: &Operation, examples: &[Example]) -> Vec<TokenStream> {
        let body = match operation.body {
            RequestBody::Value {
                required: true,
                given,
                ..
            } => Some(given),
            _ => None,
        };
        // The arguments after these are the members of a body, which are moved.
        let given = operation.arguments.iter().map(|argument| argument.given);
        let given = given.chain(body).chain(std::iter::repeat(Given::Moved));
        let arguments = examples.iter().zip(given);
        let Some(params) = &operation.params else {
            let arguments = arguments.map(|(example, given)| self.given(example, given));
            return arguments.collect();
        };
        let fields = operation.argument_names().zip(arguments);
        let fields = fields.map(|(name, (example, given))| {
            let name = ident(name);
            // Only an argument converts a text.
            let value = match given {
                Given::Text | Given::Lent => self.given(example, given),
                _ => self.expression(example),
            };
            quote!(#name: #value)
        });
        let ty = ident(&params.name);
        vec![quote!(#ty { #(#fields),* })]
    }

    /// An argument in its form.
    fn given(&self, example: &Example, given: Given) -> TokenStream {
        let reference = (given == Given::Lent).then(|| quote!(&));
        let argument = self.argument(example);
        quote!(#reference #argument)
    }

    /// An argument: a string or a body of lines is passed unconverted, because the parameter converts it.
    fn argument(&self, example: &Example) -> TokenStream {
        match example {
            Example::Text(text) | Example::Str(text) => quote!(#text),
            Example::Lines(items) => self.array(items),
            other => self.expression(other),
        }
    }

    fn array(&self, items: &[Example]) -> TokenStream {
        let items = items.iter().map(|item| self.expression(item));
        quote!([#(#items),*])
    }

    fn ty(&self, id: TypeId) -> TokenStream {
        let name = ident(&self.krate[id].name);
        if self.qualified {
            quote!(#TYPES::#name)
        } else {
            quote!(#name)
        }
    }

    /// The content of the variant.
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
            Example::Number(number) => double(*number),
            Example::Decimal(number) => {
                let number = double(*number);
                quote!(#DECIMAL::from(#number))
            }
            Example::UnixTime(seconds) => {
                let seconds = spell::integer(*seconds);
                quote!(#UNIX_TIME::from_seconds(#seconds))
            }
            Example::Nullable(None) => quote!(None),
            Example::Nullable(Some(value)) => {
                let value = self.expression(value);
                quote!(Some(#value))
            }
            Example::List(items) => {
                let items = items.iter().map(|item| self.expression(item));
                quote!(vec![#(#items),*])
            }
            Example::Array(items) => self.array(items),
            Example::Lines(items) => {
                let items = self.array(items);
                quote!(#items.into())
            }
            Example::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| {
                    let value = self.expression(value);
                    quote!((#key.into(), #value))
                });
                quote!([#(#entries),*].into())
            }
            Example::Checked(id, content) => {
                let (ty, content) = (self.ty(*id), self.argument(content));
                quote!(#ty::new(#content)?)
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
