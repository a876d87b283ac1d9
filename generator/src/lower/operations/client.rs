//! The settings of all calls: the package, servers, credentials, headers.

use crate::api::{self, Location};
use crate::config::Features;
use crate::diagnostic::{Code, Pointer};
use crate::ir::{
    ClientHeader, ClientNew, Docs, Envelope, Group, Name, Package, PackageName, Raw, Scheme,
    Servers, Ty,
};
use crate::lower::docs::content::tell_parts;
use crate::lower::docs::members::value_docs;
use crate::lower::facts::Facts;
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, snake};
use crate::lower::operations::parameters::is_deprecated;
use crate::lower::operations::servers::servers;
use crate::lower::operations::{headers, keys, security};
use crate::lower::sink::Sink;
use crate::lower::types::given;
use crate::surface;
use crate::text::{Line, code, say};
use std::collections::BTreeSet;

/// The settings of all calls.
pub struct Client {
    /// The contents of Cargo.toml.
    pub package: Package,
    /// The docs of the API.
    pub docs: Docs,
    /// The mark of an error with a status of 2xx.
    pub envelope: Option<Envelope>,
    /// The servers.
    pub servers: Servers,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// Header parameters that are settings of the client.
    pub headers: Vec<ClientHeader>,
    /// The parameters of `Client::new`.
    pub new: ClientNew,
    /// The groups of operations.
    pub groups: Vec<Group>,
}

/// Decides the settings.
pub fn client(facts: &Facts, sink: &mut Sink) -> Client {
    let package = package(facts, sink);
    let docs = sink.texts.docs(&api::Docs {
        title: Some(facts.api.title.as_str().into()),
        description: facts.api.description.clone(),
        link: facts.api.link.clone(),
        ..api::Docs::default()
    });
    let envelope = facts.config.errors.envelope.as_ref();
    let envelope = envelope.map(|envelope| Envelope {
        member: (&envelope.member).into(),
        value: (&envelope.value).into(),
    });
    idle_segments(facts, sink);
    idle_operations(facts, sink);
    let groups = groups(facts, sink);
    keys::idle(facts, sink);
    let mut scope = Scope::reserving(surface::BUILDER.iter().copied());
    let servers = servers(facts, &sink.texts, &mut scope);
    let (schemes, taken) = security::schemes(facts.api, sink, &mut scope);
    let headers = headers(facts, sink, &mut scope);
    let new = new(facts, &servers, (&schemes, taken), &headers);
    Client {
        package,
        docs,
        envelope,
        servers,
        schemes,
        headers,
        new,
        groups,
    }
}

fn package(facts: &Facts, sink: &mut Sink) -> Package {
    let wish = &facts.config.package;
    let name = wish.name.clone();
    let name = name.unwrap_or_else(|| {
        let name = package_name(&facts.api.title);
        if facts.config.depends_on(&name) {
            client_of(&name)
        } else {
            name
        }
    });
    let is_taken = || {
        let is_taken = facts.config.depends_on(&name);
        is_taken.then_some(PackageName::DEPENDENCY)
    };
    let fault = PackageName::fault(&name).or_else(is_taken);
    if let Some(fault) = fault {
        let words = format!("`{name}`: {fault}");
        sink.report(Code::PackageName, &Pointer::root(), &[&words]);
    }
    let checked = PackageName::new(&name).filter(|_| fault.is_none());
    let description = wish.description.clone();
    let description =
        description.unwrap_or_else(|| format!("Client for {}", facts.api.title.trim()));
    Package {
        name: checked.unwrap_or_default(),
        version: Raw::from(wish.version.as_deref().unwrap_or("0.1.0")),
        description: Some(description.into()),
        license: wish.license.as_ref().map(Raw::from),
        repository: wish.repository.as_ref().map(Raw::from),
        extra: wish.extra.clone(),
        dependencies: facts.config.dependencies.clone(),
        dev_dependencies: facts.config.dev_dependencies.clone(),
    }
}

/// Reports the entries of client.toml without an operation.
fn idle_operations(facts: &Facts, sink: &mut Sink) {
    let operations = facts.api.operations.iter();
    let places: BTreeSet<&str> = operations.map(|it| it.at.as_str()).collect();
    for (at, said) in &facts.config.operations {
        let mut near = None;
        let (why, place) = if !places.contains(&**at) {
            let places = places.iter().copied();
            near = sink.diagnostics.nearest_place(at, places);
            ("the document has no operation at this place", &said.place)
        } else if let Some(place) = &said.optional_body
            && !facts.api.made_optional.contains(at)
        {
            ("no required member makes this body required", place)
        } else {
            continue;
        };
        let code = Code::NotUsed;
        sink.diagnostics
            .report_excerpt_near(code, place.clone(), &[why], near);
    }
}

/// The groups of operations, with the texts of their tags.
fn groups(facts: &Facts, sink: &mut Sink) -> Vec<Group> {
    let groups = facts.groups.iter().map(|names| {
        let tag = facts.api.tags.get(&names.word);
        let mut docs = tag.map_or_else(Docs::default, |tag| sink.texts.docs(&tag.docs));
        if docs.is_empty() {
            docs.paragraph(say("Operations of {}.", &[&code(&names.word)]));
        }
        if let Some(parent) = tag.and_then(|tag| tag.parent.as_ref()) {
            docs.paragraph(say("Part of {}.", &[&group(facts, parent)]));
        }
        rename_reason::tell(&mut docs, names.method.why.clone());
        Group {
            method: names.method.name.clone(),
            ty: names.ty.clone(),
            docs,
            gate: Vec::new(),
        }
    });
    groups.collect()
}

/// The group of a tag: a link to its type, if it has operations.
fn group(facts: &Facts, tag: &str) -> Line {
    let mut groups = facts.groups.iter();
    match groups.find(|group| group.word == tag) {
        // The link would be broken while the feature of the tag is off.
        Some(group) if facts.config.client.features == Features::Tags => {
            say("`groups::{}`", &[&group.ty])
        }
        Some(group) => say("[`groups::{}`](crate::groups::{})", &[&group.ty, &group.ty]),
        None => code(tag),
    }
}

/// Reports the names of path parameters in client.toml without a parameter.
fn idle_segments(facts: &Facts, sink: &mut Sink) {
    for (name, place) in &facts.config.client.segments {
        let mut names = names_of(facts, Location::Path);
        if !names.any(|known| known == name) {
            let why = format!("no path parameter of an operation is called `{name}`");
            let (code, near) = (Code::NotUsed, names_of(facts, Location::Path));
            let near = sink.diagnostics.nearest(name, near);
            sink.diagnostics
                .report_excerpt_near(code, place.clone(), &[&why], near);
        }
    }
}

/// The names of all parameters in a location.
fn names_of<'a>(facts: &Facts<'a>, location: Location) -> impl Iterator<Item = &'a str> {
    let operations = facts.api.operations.iter();
    let parameters = operations.flat_map(|operation| &operation.parameters);
    let parameters = parameters.filter(move |parameter| parameter.location == location);
    parameters.map(|parameter| &*parameter.name)
}

fn headers(facts: &Facts, sink: &mut Sink, scope: &mut Scope) -> Vec<ClientHeader> {
    let api = facts.api;
    let mut headers = Vec::new();
    for wish in &facts.client_headers {
        let operations = api.operations.iter();
        let parameters = operations.flat_map(|operation| &operation.parameters);
        let mut parameters = parameters.filter(|parameter| wish.is(api, parameter));
        let Some(parameter) = parameters.next() else {
            let name = wish.name;
            if let Some(place) = facts.config.header_places.get(name) {
                let why = format!("no header parameter of an operation is called `{name}`");
                let (code, near) = (Code::NotUsed, names_of(facts, Location::Header));
                let near = sink.diagnostics.nearest(name, near);
                sink.diagnostics
                    .report_excerpt_near(code, place.clone(), &[&why], near);
            }
            continue;
        };
        let (said, schema) = (&parameter.docs, parameter.schema);
        let mut text = value_docs(facts, &sink.texts, said, schema);
        if text.is_empty() {
            text.paragraph(say("The header {}.", &[&code(&parameter.name)]));
        }
        tell_parts(facts, &sink.texts, &mut text, schema);
        if is_deprecated(api, parameter) {
            text.note(&"Deprecated.".into());
        }
        let default = headers::default(api, parameter, sink);
        let is_required = parameter.required || parameters.any(|parameter| parameter.required);
        note_default(&mut text, default.as_deref(), is_required);
        let Named { name: setter, why } = scope.take_word(&parameter.name, snake);
        rename_reason::tell(&mut text, why);
        let ty = facts.ty(parameter.schema);
        let header = ClientHeader {
            setter,
            wire: (&parameter.name).into(),
            given: given::sent(facts, &ty),
            ty,
            default: default.map(Raw::from),
            docs: text,
        };
        headers.push(header);
    }
    headers
}

/// The arguments of `Client::new`. `taken` are the schemes whose credentials it takes.
fn new(
    facts: &Facts,
    servers: &Servers,
    (schemes, taken): (&[Scheme], Vec<usize>),
    headers: &[ClientHeader],
) -> ClientNew {
    let template = servers.all.first().and_then(|it| it.template.as_ref());
    let variables = template.iter().flat_map(|it| &it.variables);
    let variables: Vec<&str> = variables.map(|it| it.name.as_str()).collect();
    let mut others = variables.clone();
    for scheme in &taken {
        others.extend(surface::credential_parts(&schemes[*scheme].kind));
    }
    let mut scope = Scope::reserving(others);
    let is_only = taken.len() == 1;
    let name = |scheme: usize| {
        let setter = schemes[scheme].setter.as_ref();
        let setter = setter.filter(|_| !is_only && schemes[scheme].kind.is_token());
        (scheme, setter.map(|setter| scope.take(setter.as_str())))
    };
    let credentials: Vec<(usize, Option<Name>)> = taken.into_iter().map(name).collect();
    let names = credentials.iter().filter_map(|(_, name)| name.as_ref());
    let taken = names.map(Name::as_str).chain(variables);
    ClientNew {
        address: servers.all.is_empty(),
        variables: servers.all.first().is_some_and(|first| first.url.is_none()),
        headers: new_headers(facts, headers, taken),
        credentials,
        choice: Vec::new(),
    }
}

/// The arguments of `Client::new` for headers: the ones that nearly all operations require, and that have no
/// default. Lists and maps stay with the builder. `taken` are the names of the other arguments.
fn new_headers<'a>(
    facts: &Facts,
    headers: &[ClientHeader],
    taken: impl Iterator<Item = &'a str>,
) -> Vec<(usize, Name)> {
    let usual = surface::CREDENTIAL_ARGUMENTS.iter().copied();
    let mut scope = Scope::reserving(usual.chain(taken));
    let operations = &facts.api.operations;
    let requires = |operation: &api::Operation, header: &ClientHeader| {
        let name = header.wire.exact();
        let mut required = headers::of(operation).filter(|it| it.required);
        required.any(|it| it.name.eq_ignore_ascii_case(name))
    };
    let mut arguments = Vec::new();
    for (index, header) in headers.iter().enumerate() {
        let count = operations.iter().filter(|it| requires(it, header)).count();
        if header.default.is_none()
            && is_single(&header.ty)
            && api::is_common(count, operations.len())
        {
            arguments.push((index, scope.take(header.setter.as_str())));
        }
    }
    arguments
}

fn is_single(ty: &Ty) -> bool {
    !matches!(
        ty,
        Ty::List(_) | Ty::Array(..) | Ty::Map(_) | Ty::Json | Ty::Mapped(_)
    )
}

fn note_default(text: &mut Docs, default: Option<&str>, is_required: bool) {
    match default {
        Some(default) => {
            text.paragraph(say("Defaults to {}.", &[&code(default)]));
        }
        None if is_required => text.paragraph("Without it, a call that needs it fails unsent."),
        None => text.paragraph("Not sent unless set."),
    }
}

/// The name of a package for an API with this title. A word among others is a proper name, whose capitals
/// separate nothing: `PetHub API`. A single word can be an identifier: `ApiManagementClient`.
fn package_name(title: &str) -> String {
    let words = if title.trim().contains(char::is_whitespace) {
        snake(&title.to_lowercase())
    } else {
        snake(title)
    };
    let words = words.split('_').map(|word| {
        let plain = word.chars().filter(char::is_ascii_alphanumeric);
        plain.collect::<String>()
    });
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    let is_digit = |word: &String| !word.starts_with(|first: char| first.is_ascii_alphabetic());
    let prefix = words.next_if(is_digit).map(|word| format!("api-{word}"));
    let mut name = String::new();
    for word in prefix.into_iter().chain(words) {
        let gap = usize::from(!name.is_empty());
        if name.len() + gap + word.len() > PackageName::LONGEST {
            break;
        }
        name.push_str(&"-"[..gap]);
        name.push_str(&word);
    }
    if name.is_empty() {
        return "api-client".to_owned();
    }
    match PackageName::new(&name) {
        Some(_) => name,
        None => client_of(&name),
    }
}

/// The name with a word behind it that makes it another one.
fn client_of(name: &str) -> String {
    let suffix = "-client";
    let room = PackageName::LONGEST - suffix.len();
    let name = name.get(..room).unwrap_or(name);
    name.trim_end_matches('-').to_owned() + suffix
}
