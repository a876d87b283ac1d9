//! `schemes`, `host` and `basePath` → `servers`.

use serde_json::{Value, json};

use super::{Object, Upgrade, text};
use crate::diagnostic::Pointer;

impl Upgrade<'_, '_> {
    /// The servers of the document; none if it names neither a host nor a path.
    pub(super) fn servers(&mut self) -> Option<Value> {
        let root = Pointer::root();
        if let Some(path) = text(self.document, "basePath")
            && !path.is_empty()
            && !path.starts_with('/')
        {
            self.tell(
                &root,
                "basePath",
                "has to begin with `/`; read as if it did",
            );
        }
        if text(self.document, "host").is_some_and(|host| host.contains("://")) {
            self.tell(&root, "host", "holds a scheme, which is used");
        }
        self.servers_of(self.document, &root)
    }

    /// The servers of an operation that has schemes of its own.
    pub(super) fn own_servers(&mut self, operation: &Object, at: &Pointer) -> Option<Value> {
        let own = operation.get("schemes")?;
        let is_other = self.document.get("schemes") != Some(own);
        if text(self.document, "host").is_none() {
            self.tell(at, "schemes", "needs a `host`; ignored");
            return None;
        }
        let schemes = own.as_array().map_or(0, Vec::len);
        let words = ["host", "basePath"].map(|word| text(self.document, word).map_or(0, str::len));
        let copied = schemes * (words[0] + words[1]);
        if is_other && !self.budget.take(copied) {
            self.tell_copied(
                &Pointer::root().child("host"),
                "further operations have the usual schemes",
            );
            return None;
        }
        is_other.then(|| self.servers_of(operation, at))?
    }

    /// A server for each scheme of an object at `at`; TLS first, as their order says nothing.
    fn servers_of(&mut self, object: &Object, at: &Pointer) -> Option<Value> {
        let (root, to) = (Pointer::root(), at.child("servers"));
        let path = text(self.document, "basePath").unwrap_or_default();
        let path = path.trim_end_matches('/');
        let slash = if path.is_empty() || path.starts_with('/') {
            ""
        } else {
            "/"
        };
        let host = text(self.document, "host").filter(|host| !host.is_empty());
        let Some(host) = host else {
            // Relative to where the document was found. A scheme says nothing then.
            self.moves.show(to, root.child("basePath"));
            return (!path.is_empty()).then(|| json!([{ "url": format!("{slash}{path}") }]));
        };
        let host = host.trim_end_matches('/');
        let schemes = object.get("schemes").and_then(Value::as_array);
        let mut schemes: Vec<(usize, &str)> = schemes
            .into_iter()
            .flatten()
            .enumerate()
            .filter_map(|(index, scheme)| Some((index, scheme.as_str()?)))
            .collect();
        schemes.sort_by_key(|(_, scheme)| !scheme.ends_with('s'));
        let mut urls: Vec<(String, Pointer)> = schemes
            .into_iter()
            .map(|(index, scheme)| {
                let url = format!("{scheme}://{host}{slash}{path}");
                (url, at.child("schemes").index(index))
            })
            .collect();
        if host.contains("://") || urls.is_empty() {
            let start = if host.contains("://") { "" } else { "//" };
            urls = vec![(format!("{start}{host}{slash}{path}"), root.child("host"))];
        }
        let mut servers = Vec::new();
        for (index, (url, from)) in urls.into_iter().enumerate() {
            let to = to.index(index);
            self.moves.show(to.child("url"), from.clone());
            self.moves.show(to, from);
            servers.push(json!({ "url": url }));
        }
        Some(servers.into())
    }
}
