//! The servers of the document.

use super::own_servers;
use crate::api::{self, Api, ServerVariable};
use crate::ir::{
    Docs, Listed, Name, Raw, Server, ServerType, Servers, Template, Variable, VariableEnum,
};
use crate::lower::docs::Texts;
use crate::lower::facts::Facts;
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, assign, camel, snake};
use crate::map::{IndexMap, IndexSet};
use crate::surface::{self, Room};
use crate::text::{code, say};

/// The type of the paths of relative servers.
const SERVER_PATH: &str = "ServerPath";

/// Decides on the servers; `scope` has the methods of the builder.
pub fn servers(facts: &Facts, texts: &Texts, scope: &mut Scope) -> Servers {
    let api = facts.api;
    let default = api.default_server();
    let path = default.map(api::Server::path).unwrap_or_default();
    let mut enums = Enums::default();
    let choices: Vec<&api::Server> = choices(api).map(|(_, server)| server).collect();
    let paths = paths(api);
    Servers {
        path_docs: default.and_then(|default| path_docs(default, paths.len())),
        all: listed(api, &choices, "", (texts, &mut enums)),
        path_choice: path_choice(api, &paths, texts, &mut enums),
        places: own_servers::places(facts, texts, scope, &mut enums),
        enums: enums.made,
        listed: known(api, &choices),
        path: path.into(),
        is_relative: default.is_none_or(|server| server.is_relative),
        secret_hosts: own_servers::all(api).any(api::Server::has_secret_host)
            || choices.iter().any(|server| server.has_secret_host()),
    }
}

/// The servers that a base URL can be with listed values of their variables. That matters where operations have another
/// host, or a URL has a secret.
fn known(api: &Api, choices: &[&api::Server]) -> Vec<Listed> {
    let has_secret = choices.iter().any(|server| server.has_secret());
    if !has_secret && own_servers::all(api).next().is_none() {
        return Vec::new();
    }
    let values = |variable: &ServerVariable| {
        let all = match &variable.values[..] {
            [] => vec![variable.default.as_ref()?.into()],
            values => values.iter().map(Raw::from).collect(),
        };
        Some((Raw::from(&variable.name), all))
    };
    let servers = choices.iter().enumerate();
    let servers = servers.filter(|(_, server)| {
        let mut variables = server.variables.iter();
        variables.any(|variable| !variable.values.is_empty())
    });
    let listed = servers.filter_map(|(number, server)| {
        Some(Listed {
            number,
            url: server.marked().into(),
            variables: server.variables.iter().map(values).collect::<Option<_>>()?,
        })
    });
    listed.collect()
}

/// The type of the paths that callers choose from; none for a single one without variables.
fn path_choice(
    api: &Api,
    paths: &[&api::Server],
    texts: &Texts,
    enums: &mut Enums,
) -> Option<ServerType> {
    if paths.len() < 2 && paths.iter().all(|path| path.variables.is_empty()) {
        return None;
    }
    let mut docs = Docs::default();
    docs.paragraph("The path of the API on the host of the base URL.");
    Some(ServerType {
        name: Scope::default().take(SERVER_PATH),
        docs,
        all: listed(api, paths, "", (texts, enums)),
    })
}

/// The words of an operation's only own server, whose type has the words of its host.
const OF_DOCUMENT: &str = "of document";

/// Servers that callers choose from; `host` has the words of an operation's own servers.
pub(super) fn listed(
    api: &Api,
    servers: &[&api::Server],
    host: &str,
    (texts, enums): (&Texts, &mut Enums),
) -> Vec<Server> {
    let is_only = servers.len() == 1 && !host.is_empty();
    let words = if is_only {
        vec![OF_DOCUMENT.to_owned()]
    } else {
        words(servers)
    };
    let mut variants = Scope::reserving(surface::SERVER.iter().copied());
    let names = assign(&mut variants, words.iter().map(String::as_str), camel);
    let functions = surface::SERVER_METHODS.iter().chain(surface::CONSTRUCTORS);
    // Where each variable has a type of its own value, a constructor can be without an argument.
    let functions = functions.copied().chain(["default"]);
    let mut functions = Scope::reserving(functions);
    let taken = if api.schemes.is_empty() {
        &[]
    } else {
        surface::CREDENTIAL_ARGUMENTS
    };
    let mut made = Vec::new();
    for ((server, word), Named { name, why }) in servers.iter().zip(&words).zip(names) {
        let mut docs = described(server, texts);
        rename_reason::tell(&mut docs, why);
        let has_variables = !server.variables.is_empty();
        made.push(Server {
            name,
            url: server.url.as_ref().map(Raw::from),
            docs,
            template: has_variables.then(|| {
                let constructor = functions.take_word(word, snake).name;
                let owner = if is_only { host } else { word };
                template(server, owner, constructor, (texts, enums, taken))
            }),
        });
    }
    made
}

/// The servers with an absolute URL, each once, and their numbers in the document. Those with a relative URL are no
/// choices beside them, because the client doesn't know the document's address.
pub(super) fn choices(api: &Api) -> impl Iterator<Item = (usize, &api::Server)> {
    let mut known = IndexSet::default();
    let servers = api.servers.iter().enumerate();
    let servers = servers.filter(|(_, server)| !server.is_relative);
    servers.filter(move |(_, server)| known.insert((&server.template, &server.url)))
}

/// The servers of a document whose URLs are all relative, each once: paths on the host of the base URL.
fn paths(api: &Api) -> Vec<&api::Server> {
    if api.servers.iter().any(|server| !server.is_relative) {
        return Vec::new();
    }
    let mut known = IndexSet::default();
    let servers = api.servers.iter();
    servers
        .filter(|server| known.insert((&server.template, &server.url)))
        .collect()
}

/// The docs of the setter of a path, whose default is that of a relative server.
fn path_docs(server: &api::Server, paths: usize) -> Option<Docs> {
    let path = server.path();
    if !server.is_relative || path.is_empty() && paths < 2 {
        return None;
    }
    let path = if path.is_empty() { "/" } else { path };
    let mut docs = Docs::default();
    docs.paragraph("Sets the path of the API on the host of the base URL.");
    let written = code(&server.written);
    docs.paragraph(
        if server.written.is_empty() || server.written.starts_with('/') {
            say("Defaults to {}.", &[&code(path)])
        } else {
            say("Defaults to {}, from {}.", &[&code(path), &written])
        },
    );
    Some(docs)
}

/// The document's description of a server, and its URL.
pub(super) fn described(server: &api::Server, texts: &Texts) -> Docs {
    let text = server.description.as_ref();
    let mut docs = text.map(|text| texts.text(text)).unwrap_or_default();
    docs.paragraph(code(match &*server.template {
        "" => "/",
        template => template,
    }));
    docs
}

fn template(
    server: &api::Server,
    word: &str,
    constructor: Name,
    (texts, enums, taken): (&Texts, &mut Enums, &[&str]),
) -> Template {
    let mut distinct: IndexMap<&str, &ServerVariable> = IndexMap::default();
    for variable in &server.variables {
        distinct.entry(&variable.name).or_insert(variable);
    }
    // The variables of the first server are arguments beside a credential.
    let mut scope = Scope::reserving(taken.iter().copied());
    let names = assign(&mut scope, distinct.keys().copied(), snake);
    let variables = distinct.values().zip(names);
    let variables = variables.map(|(variable, Named { name, why })| {
        let text = variable.description.as_ref();
        let mut docs = text.map(|text| texts.text(text)).unwrap_or_default();
        if docs.is_empty() {
            docs.paragraph(say("The variable {}.", &[&code(&variable.name)]));
        }
        if let Some(default) = &variable.default {
            docs.paragraph(say("Defaults to {}.", &[&code(default)]));
        }
        rename_reason::tell(&mut docs, why);
        Variable {
            name,
            wire: (&variable.name).into(),
            docs,
            default: variable.default.as_ref().map(Raw::from),
            is_secret: variable.is_secret,
            one_of: enums.of(variable, word).map(|one_of| {
                let mut values = variable.values.iter();
                let default = values.position(|value| variable.default.as_ref() == Some(value));
                (one_of, default.unwrap_or_default())
            }),
        }
    });
    let variables = variables.collect();
    let holes = server.variables.iter();
    let holes = holes.filter_map(|variable| distinct.get_index_of(variable.name.as_str()));
    Template {
        constructor,
        url: server.marked().into(),
        variables,
        holes: holes.collect(),
    }
}

/// The types of variables with listed values, and the names of all types of servers.
#[derive(Default)]
pub(super) struct Enums {
    /// The known types by name and values: servers share them.
    known: IndexSet<(String, Vec<String>)>,
    scope: Scope,
    made: Vec<VariableEnum>,
}

impl Enums {
    /// The type of a variable of the server with the description `server`; none if it allows any value.
    fn of(&mut self, variable: &ServerVariable, server: &str) -> Option<usize> {
        if variable.values.is_empty() {
            return None;
        }
        let key = (variable.name.clone(), variable.values.clone());
        let (index, is_new) = self.known.insert_full(key);
        if is_new {
            let made = self.made(variable, server);
            self.made.push(made);
        }
        Some(index)
    }

    /// The name of the type of an operation's own servers or paths.
    pub fn own(&mut self, word: &str, what: &str) -> Named {
        let wish = match camel(word) {
            name if name.ends_with(&camel(what)) => name,
            _ => format!("{word} {what}"),
        };
        // A description without words leaves the second one to a type of the runtime.
        let last = format!("operation {what}");
        let words = [wish, format!("{word} own {what}")].into_iter();
        let free = words
            .chain([last.clone()])
            .find(|it| !self.is_taken(&camel(it)));
        self.scope.take_word(&free.unwrap_or(last), camel)
    }

    fn is_taken(&self, wish: &str) -> bool {
        surface::is_taken(Room::Client, wish)
            || surface::is_exported(wish)
            || ["Server", SERVER_PATH].contains(&wish)
            || !self.scope.is_free(wish)
    }

    fn made(&mut self, variable: &ServerVariable, server: &str) -> VariableEnum {
        let wish = camel(&variable.name);
        let word = if self.is_taken(&wish) {
            format!("{server} {}", variable.name)
        } else {
            variable.name.clone()
        };
        let Named { name, why } = self.scope.take_word(&word, camel);
        let mut docs = Docs::default();
        docs.paragraph(say("A value of the variable {}.", &[&code(&variable.name)]));
        rename_reason::tell(&mut docs, why);
        let values = variable.values.iter();
        let names = assign(
            &mut Scope::default(),
            values.clone().map(String::as_str),
            camel,
        );
        let names = names.into_iter().map(|named| named.name);
        VariableEnum {
            name,
            docs,
            values: names.zip(values.map(Raw::from)).collect(),
        }
    }
}

/// The name of a server: its own, a short description, else its host and path. The path `/` has no word.
fn word(server: &api::Server) -> String {
    let address = || match server.address() {
        "" => "root".to_owned(),
        address => spaced(address),
    };
    short_name(server).unwrap_or_else(address)
}

/// The words of some servers. Of several with the same one, all but the first add what tells them apart: the address,
/// or the scheme of one without TLS. So a server behind the others renames none of them.
fn words(servers: &[&api::Server]) -> Vec<String> {
    let mut words: Vec<String> = servers.iter().map(|server| word(server)).collect();
    let address = |server: &api::Server| Some(spaced(server.address()));
    let scheme = |server: &api::Server| {
        let (scheme, _) = server.template.split_once("://")?;
        (scheme != "https").then(|| scheme.to_owned())
    };
    distinguish(&mut words, servers, address);
    distinguish(&mut words, servers, scheme);
    words
}

/// Adds a mark to the words that servers with different marks have. The word alone stays with those that have no mark, or
/// else with the mark of the first.
fn distinguish(
    words: &mut [String],
    servers: &[&api::Server],
    mark: impl Fn(&api::Server) -> Option<String>,
) {
    let mut marks: IndexMap<String, IndexSet<Option<String>>> = IndexMap::default();
    for (word, server) in words.iter().zip(servers) {
        marks.entry(word.clone()).or_default().insert(mark(server));
    }
    for (word, server) in words.iter_mut().zip(servers) {
        let Some(marks) = marks.get(word) else {
            continue;
        };
        let first = marks.first().filter(|_| !marks.contains(&None));
        let mark = mark(server).filter(|mark| first.and_then(Option::as_ref) != Some(mark));
        if let Some(mark) = mark.filter(|_| marks.len() > 1) {
            *word = format!("{word} {mark}");
        }
    }
}

/// The words of some servers with the host alone. What tells those with the same one apart is the path, or the address
/// behind a description.
pub(super) fn short_words(servers: &[&api::Server]) -> Vec<String> {
    let split = |server: &api::Server| {
        if server.is_relative {
            return (spaced(server.address()), String::new());
        }
        let (host, path) = server
            .address()
            .split_once('/')
            .unwrap_or((server.address(), ""));
        (spaced(host), spaced(path))
    };
    let words = servers.iter();
    let words = words.map(|server| short_name(server).unwrap_or_else(|| split(server).0));
    let mut words: Vec<String> = words.collect();
    distinguish(&mut words, servers, |server| match short_name(server) {
        Some(_) => Some(spaced(server.address())),
        None => Some(split(server).1).filter(|path| !path.is_empty()),
    });
    words
}

fn short_name(server: &api::Server) -> Option<String> {
    let short =
        |text: &&str| !text.is_empty() && text.len() <= 32 && text.split_whitespace().count() <= 3;
    let text = server.description.as_deref().map(str::trim).filter(short);
    server.rust_name.clone().or_else(|| text.map(str::to_owned))
}

fn spaced(address: &str) -> String {
    address.replace(['.', '/', ':', '{', '}'], " ")
}
