//! Servers of the document, and of single paths and operations.

use super::Resolver;
use super::address::{Address, Unusable, address};
use super::method::Item;
use super::uses::SKIPPED;
use super::wish::rust_name;
use crate::api::{Place, Server, ServerVariable};
use crate::diagnostic::{Code, Pointer, Reason};
use crate::map::IndexSet;
use crate::openapi::view::{self, List};

impl<'a> Resolver<'a, '_> {
    /// The usable servers of the document.
    pub(super) fn servers(
        &mut self,
        servers: List<'a, view::Server<'a>>,
        at: &Pointer,
    ) -> Vec<Server> {
        let mut usable = Vec::new();
        for (i, server) in servers.iter().enumerate() {
            let at = at.index(i);
            match address(server) {
                Ok(address) => usable.push(self.server_at(server, address, at)),
                Err(fault) => _ = self.unusable(&fault, &at, "ignored"),
            }
        }
        self.tell_relative(&usable);
        usable
    }

    /// Reports relative URLs beside absolute ones: callers can't choose them, as the client doesn't know the document's
    /// address.
    fn tell_relative(&mut self, servers: &[Server]) {
        if servers.iter().all(|server| server.is_relative) {
            return;
        }
        for server in servers.iter().filter(|server| server.is_relative) {
            let fault = Unusable {
                url: server.written.clone(),
                why: "it is relative to the document's address, which the client doesn't know"
                    .into(),
            };
            self.unusable(&fault, &server.at, "ignored");
        }
    }

    fn server_at(&mut self, server: view::Server<'a>, address: Address<'a>, at: Pointer) -> Server {
        self.tell_variables(server, &address, &at);
        let variables = address.variables.into_iter().map(|variable| {
            let description = variable.described.and_then(view::Variable::description);
            ServerVariable {
                name: variable.name.to_owned(),
                values: variable.values.into_iter().map(str::to_owned).collect(),
                default: variable.default.map(str::to_owned),
                is_secret: variable.is_secret,
                room: variable.room,
                description: self.copies.maybe(description),
            }
        });
        let named = server.name().filter(|name| !name.trim().is_empty());
        Server {
            variables: variables.collect(),
            template: address.template,
            written: address.written.to_owned(),
            url: address.url,
            is_relative: address.is_relative,
            description: self.copies.maybe(server.description()),
            rust_name: self
                .wish(&at)
                .or_else(|| rust_name(server))
                .or_else(|| named.map(str::to_owned)),
            at,
        }
    }

    /// The first usable server of an operation, or else of its path, if it isn't the document's first; an error
    /// if none of them is usable.
    pub(super) fn server(
        &mut self,
        item: Item<'a, '_>,
        operation: view::Operation<'a>,
        at: &Pointer,
    ) -> Result<Option<usize>, Reason> {
        let (servers, at) = if operation.servers().is_empty() {
            let (view, at) = item.with("servers");
            (view.servers(), at)
        } else {
            (operation.servers(), at)
        };
        let at = at.child("servers");
        let mut faults = Vec::new();
        let mut usable = Vec::new();
        for (i, server) in servers.iter().enumerate() {
            let name = server.name().unwrap_or_default();
            self.uses.weigh(server.url().len() + name.len());
            match address(server) {
                Ok(address) => usable.push((server, address, at.index(i))),
                Err(fault) => faults.push((fault, at.index(i))),
            }
        }
        let found = (!usable.is_empty()).then(|| self.place(usable));
        let lost = found.as_ref().map_or(SKIPPED, |_| "ignored");
        let reasons = faults
            .iter()
            .map(|(fault, at)| self.unusable(fault, at, lost));
        let reason = reasons.collect::<Vec<_>>().into_iter().next();
        match (found, reason) {
            (None, Some(reason)) => Err(reason),
            (found, _) => Ok(found.flatten()),
        }
    }

    /// The index of servers in the list of operations' servers; none for the document's first. As many servers as the
    /// document has belong to these, one to each; of others, the first is used.
    fn place(
        &mut self,
        mut servers: Vec<(view::Server<'a>, Address<'a>, Pointer)>,
    ) -> Option<usize> {
        let usual = self.api.default_server();
        let (_, first, _) = servers.first()?;
        if usual.is_some_and(|usual| is_same(usual, first)) {
            self.tell_others(&servers, |usual, other| is_same(usual, other));
            return None;
        }
        if let Some(path) = path_on(usual, first) {
            self.tell_others(&servers, |usual, other| {
                path_on(Some(usual), other).as_ref() == Some(&path)
            });
            let (server, address, at) = servers.swap_remove(0);
            return Some(self.path_place(path, (server, address), at));
        }
        if servers.len() != self.api.servers.len() {
            self.tell_others(&servers, |_, _| false);
            servers.truncate(1);
        }
        let key = |(_, address, _): &(_, Address<'_>, _)| {
            format!("{} {:?}", address.template, address.url)
        };
        let key = servers.iter().map(key).collect::<Vec<_>>().join(" ");
        if let Some(known) = self.api.places.get_index_of(&key) {
            return Some(known);
        }
        let servers = servers.into_iter();
        let hosts = servers.map(|(server, address, at)| self.server_at(server, address, at));
        let place = Place::Host(hosts.collect());
        Some(self.api.places.insert_full(key, place).0)
    }

    /// Reports the servers after the first that no server of the document leads to.
    fn tell_others(
        &mut self,
        servers: &[(view::Server<'a>, Address<'a>, Pointer)],
        leads: impl Fn(&Server, &Address<'a>) -> bool,
    ) {
        for (_, address, at) in &servers[1..] {
            if self.api.servers.iter().any(|usual| leads(usual, address)) {
                continue;
            }
            let at = at.child("url");
            self.diagnostics
                .report(Code::ServerBeside, &at, &[address.written]);
        }
    }

    /// The index of a path on the client's server.
    fn path_place(
        &mut self,
        path: String,
        (server, address): (view::Server<'a>, Address<'a>),
        at: Pointer,
    ) -> usize {
        // The variables of a host are those of the client's server.
        let has_variables = address.is_relative && !address.variables.is_empty();
        let key = if has_variables {
            format!("{} {path}", address.template)
        } else {
            path.clone()
        };
        let known = self.api.places.get_index_of(&key);
        if known.is_some() || !has_variables {
            self.tell_variables(server, &address, &at);
        }
        if let Some(known) = known {
            return known;
        }
        let server = has_variables.then(|| Box::new(self.server_at(server, address, at)));
        let place = Place::Path(path, server);
        self.api.places.insert_full(key, place).0
    }

    fn tell_variables(&mut self, server: view::Server<'a>, address: &Address<'a>, at: &Pointer) {
        let places = at.child("variables");
        for variable in &address.variables {
            let (at, fault) = match variable.described {
                None => (at.child("url"), "is not described"),
                Some(described) if described.default().is_none() => {
                    (places.child(variable.name), "has no default")
                }
                Some(_) => continue,
            };
            let words = [variable.name, fault];
            self.diagnostics.report(Code::ServerVariables, &at, &words);
        }
        self.tell_values(address, &places);
        let used = address.variables.iter().map(|variable| variable.name);
        let used: IndexSet<&str> = used.collect();
        let described = server.variables().names();
        for name in described.filter(|name| !used.contains(name)) {
            let words = [name, address.written];
            let near = self.diagnostics.nearest(name, used.iter().copied());
            let (code, at) = (Code::ServerVariableUnused, places.child(name));
            self.diagnostics.report_near(code, &at, &words, near);
        }
        let variables = address.variables.iter();
        for (variable, default) in variables.filter_map(|it| Some((it, it.outside()?))) {
            let at = places.child(variable.name).child("default");
            self.diagnostics
                .report(Code::ServerDefault, &at, &[default, variable.name]);
        }
    }

    /// Reports the listed values of variables with which no request can be sent.
    fn tell_values(&mut self, address: &Address<'a>, places: &Pointer) {
        for (name, index, fault) in address.refused_values() {
            let at = places.child(name).child("enum").index(index);
            let words = [&*fault.url, &*fault.why, "the client refuses this value"];
            self.diagnostics.report(Code::ServerUnusable, &at, &words);
        }
    }

    fn unusable(&mut self, fault: &Unusable, at: &Pointer, lost: &str) -> Reason {
        let (code, at) = (Code::ServerUnusable, at.child("url"));
        self.diagnostics
            .because(code, &at, &[&fault.url, &fault.why, lost])
    }
}

/// Whether the server has this address.
fn is_same(server: &Server, address: &Address<'_>) -> bool {
    server.template == address.template && server.url == address.url
}

/// The path of a server with the default server's host, or with a relative URL: its requests go to the client's
/// server. None if variables matter.
fn path_on(usual: Option<&Server>, address: &Address<'_>) -> Option<String> {
    if address.is_relative {
        return address.url.clone();
    }
    let (origin, path) = address.split()?;
    let path_there = usual?.template.strip_prefix(origin)?;
    let is_there = path_there.is_empty() || path_there.starts_with('/');
    (is_there && !path_there.contains('{') && !path.contains('{')).then(|| path.to_owned())
}
