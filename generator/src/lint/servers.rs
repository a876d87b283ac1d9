//! The servers that operations are sent to: their own, else those of their path, else those of the document (`OpenAPI`
//! 3.1.1, "Operation Object", `servers`).

use crate::map::IndexMap;
use crate::openapi::view::{List, Server, View};
use crate::steps::steps;
use std::rc::Rc;
use url::Url;

/// The numbers of servers, in order: operations without servers of their own share those of the document.
pub type Numbers = Rc<[usize]>;

/// The servers of a document, each with a number.
#[derive(Default)]
pub struct Servers {
    known: IndexMap<String, usize>,
}

impl Servers {
    /// The servers of a list; those `beside` it if it is empty.
    pub fn of(&mut self, list: List<'_, Server<'_>>, beside: &Numbers) -> Numbers {
        if list.is_empty() {
            return beside.clone();
        }
        steps(list.iter().len());
        let mut numbers: Vec<usize> = list.iter().map(|server| self.number(server)).collect();
        numbers.sort_unstable();
        numbers.into()
    }

    /// The document's servers; without any, `/` is one.
    pub fn usual(&mut self, list: List<'_, Server<'_>>) -> Numbers {
        let own = self.number_of(String::new());
        self.of(list, &Rc::from([own]))
    }

    /// Two servers with one URL are one, unless its variables differ.
    fn number(&mut self, server: Server<'_>) -> usize {
        let url = server.url();
        // The case of a host and the default port make no other server (RFC 3986, sections 6.2.2.1 and 6.2.3).
        let plain = Url::parse(url).ok().filter(|_| !url.contains('{'));
        let url = plain
            .as_ref()
            .map_or(url, Url::as_str)
            .trim_end_matches('/');
        let variables = server.object().value("variables");
        let variables = variables.map(ToString::to_string).unwrap_or_default();
        self.number_of(format!("{url}{variables}"))
    }

    fn number_of(&mut self, key: String) -> usize {
        let next = self.known.len();
        *self.known.entry(key).or_insert(next)
    }
}

/// Whether two lists share a server.
pub fn meet(one: &Numbers, other: &Numbers) -> bool {
    Rc::ptr_eq(one, other) || one.iter().any(|number| other.binary_search(number).is_ok())
}
