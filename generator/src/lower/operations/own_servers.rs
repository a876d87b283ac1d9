//! The servers of operations with one of their own, and which of them belongs to a server of the document.

use super::servers::{Enums, choices, described, listed, short_words};
use crate::api::{self, Api, ServerVariable};
use crate::ir::{Docs, OwnPath, OwnUrl, Place, Raw, ServerType};
use crate::lower::docs::{Texts, few};
use crate::lower::facts::Facts;
use crate::lower::names::{Named, Scope, rename_reason, snake};
use crate::map::{IndexMap, IndexSet};
use crate::text::{Line, code, say};

/// The servers of operations; `scope` has the methods of the builder.
pub fn places<'a>(
    facts: &Facts<'a>,
    texts: &Texts,
    scope: &mut Scope,
    enums: &mut Enums,
) -> Vec<Place> {
    let first = |place: &'a api::Place| place.servers().first();
    let named: Vec<&api::Server> = facts.api.places.values().filter_map(first).collect();
    let mut words = short_words(&named).into_iter();
    let mut users = vec![Vec::new(); facts.api.places.len()];
    for (index, operation) in facts.api.operations.iter().enumerate() {
        if let Some(place) = operation.server {
            users[place].push(index);
        }
    }
    let chosen = Chosen::of(facts.api);
    let places = facts.api.places.values().zip(users);
    let places = places.filter_map(|(place, users)| {
        Some(match place {
            api::Place::Path(path, server) => {
                let server = server
                    .as_deref()
                    .zip(first(place).and_then(|_| words.next()));
                let own = server.and_then(|(server, word)| {
                    own_path(facts, (server, &users), &word, (texts, scope, enums))
                });
                Place::Path(path.into(), own)
            }
            api::Place::Host(servers) => {
                let word = first(place).and_then(|_| words.next())?;
                let Named { name, why } = scope.take_word(&format!("{word} url"), snake);
                let url = url(facts.api, &chosen, servers);
                let mut docs = docs(facts, texts, servers, (&users, &url));
                rename_reason::tell(&mut docs, why);
                Place::Host {
                    setter: name,
                    url,
                    choice: choice(facts, (servers, &users), [&word, "server"], (texts, enums)),
                    is_secret: servers.iter().any(api::Server::has_secret),
                    docs,
                }
            }
        })
    });
    places.collect()
}

/// The type of an operation's own servers, by the words of their host; none if they have no variables.
fn choice(
    facts: &Facts,
    (servers, users): (&[api::Server], &[usize]),
    [word, what]: [&str; 2],
    (texts, enums): (&Texts, &mut Enums),
) -> Option<ServerType> {
    if servers.iter().all(|server| server.variables.is_empty()) {
        return None;
    }
    let Named { name, why } = enums.own(word, what);
    let mut docs = Docs::default();
    let names = names_of(facts, users);
    docs.paragraph(match what {
        "path" => say("A path of {}.", &[&names]),
        _ => say("A server of {}.", &[&names]),
    });
    rename_reason::tell(&mut docs, why);
    let servers: Vec<&api::Server> = servers.iter().collect();
    Some(ServerType {
        name,
        docs,
        all: listed(facts.api, &servers, word, (texts, enums)),
    })
}

/// The setter of a path with variables.
fn own_path(
    facts: &Facts,
    (server, users): (&api::Server, &[usize]),
    word: &str,
    (texts, scope, enums): (&Texts, &mut Scope, &mut Enums),
) -> Option<OwnPath> {
    let servers = std::slice::from_ref(server);
    let choice = choice(facts, (servers, users), [word, "path"], (texts, enums))?;
    let Named { name, why } = scope.take_word(&format!("{word} path"), snake);
    let mut docs = Docs::default();
    let names = names_of(facts, users);
    docs.paragraph(say(
        "Sets the path of {} on the host of the base URL.",
        &[&names],
    ));
    docs.append(described(server, texts));
    docs.paragraph(say("Defaults to {}.", &[&code(server.path())]));
    rename_reason::tell(&mut docs, why);
    Some(OwnPath {
        setter: name,
        choice,
        docs,
    })
}

/// The servers of operations on other hosts.
pub fn all(api: &Api) -> impl Iterator<Item = &api::Server> {
    let hosts = api.places.values().filter_map(|place| match place {
        api::Place::Host(servers) => Some(servers),
        api::Place::Path(..) => None,
    });
    hosts.flatten()
}

/// The docs of a setter.
fn docs(
    facts: &Facts,
    texts: &Texts,
    servers: &[api::Server],
    (users, url): (&[usize], &Result<Raw, Vec<OwnUrl>>),
) -> Docs {
    let mut docs = Docs::default();
    docs.paragraph(used_by(facts, users));
    for server in servers {
        docs.append(described(server, texts));
    }
    let has_default = servers.iter().all(|server| server.url.is_some());
    docs.paragraph(match servers {
        [_] if has_default && facts.api.has_base() => {
            "Defaults to this URL, or to the base URL where that is not a server of the document."
        }
        [_] if has_default => "Defaults to this URL.",
        [_] => "It has no default.",
        _ => {
            "Defaults to the URL that belongs to the client's server, or to the base URL where that is not a server of \
             the document."
        }
    });
    let variables = url.as_ref().err().into_iter().flatten();
    let variables = variables.flat_map(|url| &url.variables);
    let names = variables.map(|(name, _)| name.exact());
    let names: IndexSet<&str> = names.filter(|name| !name.is_empty()).collect();
    if !names.is_empty() {
        let names: Vec<Line> = names.into_iter().map(code).collect();
        let names = Line::join(&names, ", ");
        docs.paragraph(say(
            "Has the values of {} from the client's server.",
            &[&names],
        ));
    }
    docs
}

/// The URL of servers; or the URLs that the document's server says: of as many servers as the document has, and of those
/// with a variable of the same name.
fn url(api: &Api, chosen: &Chosen<'_>, servers: &[api::Server]) -> Result<Raw, Vec<OwnUrl>> {
    let said = |server: &api::Server| OwnUrl {
        url: server.marked().into(),
        variables: server
            .variables
            .iter()
            .map(|own| chosen.said(own))
            .collect(),
    };
    if let [only] = servers {
        let url = said(only);
        return if url
            .variables
            .iter()
            .all(|(name, _)| name.exact().is_empty())
        {
            Ok(only.url.as_deref().unwrap_or_default().into())
        } else {
            Err(vec![url])
        };
    }
    let numbers = choices(api).map(|(number, _)| number);
    Err(numbers
        .filter_map(|number| servers.get(number))
        .map(said)
        .collect())
}

/// The variables of the document's servers, by name.
struct Chosen<'a>(IndexMap<&'a str, IndexSet<&'a [String]>>);

impl<'a> Chosen<'a> {
    fn of(api: &'a Api) -> Self {
        let mut chosen: IndexMap<&str, IndexSet<&[String]>> = IndexMap::default();
        for variable in choices(api).flat_map(|(_, server)| &server.variables) {
            let values = chosen.entry(&variable.name).or_default();
            values.insert(&variable.values);
        }
        Self(chosen)
    }

    /// The name and the default of a variable; without the name if a server of the document can have a value for it that
    /// isn't allowed.
    fn said(&self, own: &ServerVariable) -> (Raw, Option<Raw>) {
        let allows = |values: &&[String]| {
            own.values.is_empty()
                || !values.is_empty() && values.iter().all(|value| own.values.contains(value))
        };
        let known = self.0.get(own.name.as_str());
        let is_shared = known.is_some_and(|values| values.iter().all(allows));
        let name = if is_shared { own.name.as_str() } else { "" };
        (name.into(), own.default.as_ref().map(Raw::from))
    }
}

/// The operations on a server of their own.
fn used_by(facts: &Facts, operations: &[usize]) -> Line {
    say("Sets the base URL of {}.", &[&names_of(facts, operations)])
}

fn names_of(facts: &Facts, operations: &[usize]) -> Line {
    let names = operations.iter().map(|index| {
        let names = &facts.operations[*index];
        say("`{}`", &[&facts.method(names)])
    });
    let count = operations.len();
    few(names, count)
}
