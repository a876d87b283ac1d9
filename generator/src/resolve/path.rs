//! The path of an operation: the parameters that only its text names, and the paths that the client would
//! refuse whatever the values are. The runtime's own code judges them, so that both agree.

#[path = "../../runtime/src/runtime/path.rs"]
mod runtime;

use super::Resolver;
use crate::api::{Docs, Kind, Location, OperationId, Owner, Parameter, StringFormat, Style};
use crate::diagnostic::{Code, Pointer, Reason};
use crate::steps::{step, steps};
use crate::text::encoded_template;
use indexmap::IndexMap;

impl Resolver<'_, '_> {
    /// Adds the parameters that the path names and none describes: without them no call could be made. An
    /// error if no call could be made with them either.
    pub(super) fn complete_path(
        &mut self,
        id: OperationId,
        path: &str,
        at: &Pointer,
        parameters: &mut Vec<Parameter>,
    ) -> Result<(), Reason> {
        let in_path = parameters.iter().filter(|p| p.location == Location::Path);
        let mut values: IndexMap<String, &str> = in_path
            .map(|parameter| (parameter.name.clone(), harmless(parameter.style)))
            .collect();
        let mut rest = path;
        while let Some((before, name, after)) = runtime::placeholder(rest) {
            step();
            let is_closed = before.len() + name.len() + after.len() + 2 == rest.len();
            rest = after;
            if values.contains_key(name) {
                continue;
            }
            if !is_closed {
                return Err(self.impossible(path, at, "its last `{` is not closed"));
            }
            if name.contains('{') {
                return Err(self.impossible(path, at, "a `{` stands within braces"));
            }
            let parameter = self.undescribed(id, path, at, name);
            values.insert(name.to_owned(), harmless(parameter.style));
            parameters.push(parameter);
        }

        let template = encoded_template(path);
        steps(template.len() / 64);
        match runtime::path(&template, &|name| values.get(name).copied()) {
            Err(_) => Err(self.impossible(path, at, "a `.` or `..` in it leads to another path")),
            Ok(path) if is_too_long(&path) => {
                Err(self.impossible(&path, at, "no URL can be as long"))
            }
            Ok(_) => Ok(()),
        }
    }

    fn impossible(&mut self, path: &str, at: &Pointer, why: &str) -> Reason {
        let code = Code::PathImpossible;
        self.diagnostics.because(code, at, &[path, why])
    }

    /// A parameter that only the path names.
    fn undescribed(&mut self, id: OperationId, path: &str, at: &Pointer, name: &str) -> Parameter {
        self.diagnostics
            .report(Code::PathParameter, at, &[name, path]);
        let place = at.child("parameters").child(name);
        let schema = self.reserve(place.clone(), Owner::Parameter(id, name.to_owned()));
        self.api.schemas[schema.0].kind = Kind::String(StringFormat::Plain);
        Parameter {
            rust_name: self.wish(&place),
            at: place,
            name: name.to_owned(),
            docs: Docs::default(),
            location: Location::Path,
            style: Some(Style::Simple { explode: false }),
            required: true,
            schema,
        }
    }
}

/// A value as its style writes it. A letter that is no hexadecimal digit completes neither an escape nor a
/// `..`: where the client refuses this value, it refuses all.
fn harmless(style: Option<Style>) -> &'static str {
    match style {
        Some(Style::Label { .. }) => ".z",
        Some(Style::Matrix { .. }) => ";z",
        _ => "z",
    }
}

/// Whether no request can have the path, even with the shortest of servers.
fn is_too_long(path: &str) -> bool {
    format!("http://a{path}").parse::<http::Uri>().is_err()
}

#[cfg(test)]
mod tests {
    use crate::{Config, File, run};

    #[test]
    fn a_path_longer_than_any_url_is_impossible() {
        let messages = |count: usize| {
            let path = "/é".repeat(count);
            let text = format!(
                "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{'{path}': {{get: {{responses: {{'204': {{description: d}}}}}}}}}}"
            );
            let name = "openapi.yaml";
            run(File { name, text: &text }, &Config::default()).messages()
        };
        // Each letter is two bytes, and each of these three characters.
        assert_eq!(messages(9_000), "");
        assert!(messages(9_500).contains("no URL can be as long; the operation is skipped"));
    }
}
