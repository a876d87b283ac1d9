//! The path of an operation: its undescribed parameters, and paths that the client would refuse with any
//! values. The runtime's own code judges them, so that both agree.

#[path = "../../runtime/src/runtime/path.rs"]
mod runtime;

use super::Resolver;
use super::uses::SKIPPED;
use crate::api::{Docs, Kind, Location, OperationId, Owner, Parameter, StringFormat, Style};
use crate::diagnostic::{Code, Pointer, Reason, series};
use crate::map::{IndexMap, IndexSet};
use crate::steps::{step, steps};
use crate::text::encoded_template;
use std::collections::BTreeSet;

/// The most characters of a parameter's name in a message.
const MAX_NAME: usize = 30;

impl Resolver<'_, '_> {
    /// The path without the marks in its placeholders, such as `{+name}` (RFC 6570, section 3.2.3), and without
    /// the patterns of `{name:pattern}`, unless a parameter has that name. The value of a marked parameter is
    /// several segments. `key` is the place of the path.
    pub(super) fn unmarked(
        &mut self,
        path: &str,
        key: &Pointer,
        parameters: &mut [Parameter],
    ) -> String {
        let mut plain = String::with_capacity(path.len());
        let mut rest = path;
        let mut in_path: IndexMap<String, &mut Parameter> = parameters
            .iter_mut()
            .filter(|parameter| parameter.location == Location::Path)
            .map(|parameter| (parameter.name.clone(), parameter))
            .collect();
        while let Some((before, name, after)) = runtime::placeholder(rest) {
            step();
            plain.push_str(before);
            if let Some((name, placeholder, after)) = patterned(&rest[before.len()..])
                && in_path.contains_key(name)
                && !in_path.contains_key(&placeholder[1..placeholder.len() - 1])
            {
                let read = format!("{{{name}}}");
                plain.push_str(&read);
                let words = [placeholder, &read];
                self.diagnostics.report(Code::PathPattern, key, &words);
                rest = after;
                continue;
            }
            let marked = (!in_path.contains_key(name)).then(|| without_mark(name));
            let marked = marked.flatten().and_then(|name| in_path.get_mut(name));
            let is_closed = before.len() + name.len() + after.len() + 2 == rest.len();
            plain.push('{');
            match marked {
                Some(parameter) => {
                    parameter.style = Some(Style::ReservedSegments);
                    plain.push_str(&parameter.name);
                }
                None => plain.push_str(name),
            }
            if is_closed {
                plain.push('}');
            }
            rest = after;
        }
        plain.push_str(rest);
        plain
    }

    /// Adds the parameters that are only in the path, because no call could be made without them, and removes
    /// those that aren't in it (OpenAPI 3.1.1, "Parameter Object"); two of nearly the same name are one. An error if no call could be made with them
    /// either, or if there are too many. The path is the `key` of the item; the operation stands at `at`.
    pub(super) fn complete_path(
        &mut self,
        id: OperationId,
        path: &str,
        (key, at): (&Pointer, &Pointer),
        parameters: &mut Vec<Parameter>,
    ) -> Result<(), Reason> {
        self.check_repeated(path, key);
        let in_path = parameters.iter().filter(|p| p.location == Location::Path);
        let described: IndexMap<&str, &str> = in_path
            .map(|parameter| (parameter.name.as_str(), harmless(parameter.style)))
            .collect();
        let mut undescribed =
            undescribed(path, &described).map_err(|why| self.impossible(path, key, why))?;

        let value = |name: &str| {
            let is_undescribed = || undescribed.contains(name).then_some(harmless(None));
            described.get(name).copied().or_else(is_undescribed)
        };
        let template = encoded_template(path);
        steps(template.len() / 64);
        match runtime::path(&template, &value) {
            Err(_) => {
                return Err(self.impossible(
                    path,
                    key,
                    "a `.` or `..` in it leads to another path",
                ));
            }
            Ok(path) if is_too_long(&path) => {
                return Err(self.impossible(&path, key, "no URL can be as long"));
            }
            Ok(_) => {}
        }
        self.rename_or_remove(path, &mut undescribed, parameters);
        self.add_undescribed(id, path, at, &undescribed, parameters)
    }

    /// Gives path parameters that the path doesn't have the nearest name that is only in the path, or removes them.
    fn rename_or_remove(
        &mut self,
        path: &str,
        undescribed: &mut IndexSet<&str>,
        parameters: &mut Vec<Parameter>,
    ) {
        let mut names = BTreeSet::new();
        let mut rest = path;
        while let Some((_, name, after)) = runtime::placeholder(rest) {
            step();
            names.insert(name);
            rest = after;
        }
        parameters.retain_mut(|parameter| {
            let name = parameter.name.as_str();
            if parameter.location != Location::Path || names.contains(name) {
                return true;
            }
            let near = self.diagnostics.nearest(name, undescribed.iter().copied());
            let treated = near.as_ref().map(|near| format!("treated as `{near}`"));
            let words = [name, path, treated.as_deref().unwrap_or("ignored")];
            let code = Code::PathParameterUnused;
            self.diagnostics.report(code, &parameter.at, &words);
            let Some(near) = near else {
                return false;
            };
            undescribed.shift_remove(near.as_str());
            parameter.name = near;
            true
        });
    }

    /// Reports names that the path has twice (OpenAPI 3.2.0, "Path Templating").
    fn check_repeated(&mut self, path: &str, key: &Pointer) {
        let mut names = IndexSet::default();
        let mut repeated = IndexSet::default();
        let mut rest = path;
        while let Some((_, name, after)) = runtime::placeholder(rest) {
            step();
            if !names.insert(name) {
                repeated.insert(name);
            }
            rest = after;
        }
        if !repeated.is_empty() {
            let words = [path, &listed(&repeated)];
            self.diagnostics.report(Code::PathNameTwice, key, &words);
        }
    }

    fn impossible(&mut self, path: &str, key: &Pointer, why: &str) -> Reason {
        let code = Code::PathImpossible;
        self.diagnostics.because(code, key, &[path, why])
    }

    /// Adds parameters of these names, which are only in the path. They have no node in the document, so they
    /// are weighed like copies: the place of each is as long as the path.
    fn add_undescribed(
        &mut self,
        id: OperationId,
        path: &str,
        at: &Pointer,
        names: &IndexSet<&str>,
        parameters: &mut Vec<Parameter>,
    ) -> Result<(), Reason> {
        if names.is_empty() {
            return Ok(());
        }
        let place = at.child("parameters");
        if self.uses.make(names, place.as_str().len()).is_err() {
            let code = Code::UsedTooOften;
            return Err(self.diagnostics.because(code, at, &[SKIPPED]));
        }
        let treated = if names.len() == 1 {
            "a string"
        } else {
            "strings"
        };
        let words = [&listed(names), path, treated];
        self.diagnostics.report(Code::PathParameter, at, &words);
        for name in names {
            let parameter = self.undescribed(id, place.child(name), name);
            parameters.push(parameter);
        }
        Ok(())
    }

    /// A parameter that is only in the path.
    fn undescribed(&mut self, id: OperationId, place: Pointer, name: &str) -> Parameter {
        let schema = self.reserve(place.clone(), Owner::Parameter(id, name.to_owned()));
        self.api.schemas[schema.0].kind = Kind::String(StringFormat::Plain);
        Parameter {
            part: None,
            rust_name: self.wish(&place),
            at: place,
            name: name.to_owned(),
            docs: Docs::default(),
            location: Location::Path,
            whole_query: None,
            as_form: None,
            style: Some(Style::Simple { explode: false }),
            required: true,
            as_text: None,
            notation: None,
            allows_empty: false,
            schema,
        }
    }
}

/// The name of a placeholder with a mark for several segments: `{+name}`, `{name+}`, `{name*}` and `{name=**}`.
fn without_mark(name: &str) -> Option<&str> {
    let pattern = name.split_once('=').map(|(name, _)| name);
    let first = || name.strip_prefix('+');
    let last = || name.strip_suffix(['+', '*']);
    pattern.or_else(first).or_else(last)
}

/// A placeholder with a pattern at the start of a text, such as `{id:[0-9]{4}}`: its name, the whole of it, and
/// the text after it. Braces within the pattern are those of a number of repetitions, so no scan goes far.
fn patterned(text: &str) -> Option<(&str, &str, &str)> {
    let mut depth = 0_usize;
    let end = text.find(|c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0 || depth > 2
    })?;
    if depth > 0 {
        return None;
    }
    let (placeholder, after) = text.split_at(end + 1);
    let (name, _) = placeholder[1..end].split_once(':')?;
    Some((name, placeholder, after))
}

/// The names in a path without a description; or the reason why no request can have the path.
fn undescribed<'p>(
    path: &'p str,
    described: &IndexMap<&str, &str>,
) -> Result<IndexSet<&'p str>, &'static str> {
    let mut names = IndexSet::default();
    let mut rest = path;
    while let Some((before, name, after)) = runtime::placeholder(rest) {
        step();
        let is_closed = before.len() + name.len() + after.len() + 2 == rest.len();
        rest = after;
        if described.contains_key(name) || names.contains(name) {
            continue;
        }
        if !is_closed {
            return Err("its last `{` is not closed");
        }
        if name.contains('{') {
            return Err("a `{` stands within braces");
        }
        names.insert(name);
    }
    Ok(names)
}

/// The first of these names, and the number of the others.
fn listed(names: &IndexSet<&str>) -> String {
    let quoted = |name: &&str| match name.char_indices().nth(MAX_NAME) {
        Some((end, _)) => format!("`{}…`", &name[..end]),
        None => format!("`{name}`"),
    };
    series(names.iter().map(quoted))
}

/// A value in its style. A letter that isn't a hexadecimal digit completes neither an escape nor a `..`: a path
/// that the client refuses with this value, it refuses with any value.
fn harmless(style: Option<Style>) -> &'static str {
    match style {
        Some(Style::Label { .. }) => ".z",
        Some(Style::Matrix { .. }) => ";z",
        _ => "z",
    }
}

/// Whether the path is too long for a request, even with the shortest server.
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
        // Each letter is two bytes, and each byte becomes three characters.
        assert_eq!(messages(9_000), "");
        assert!(messages(9_500).contains("no URL can be as long; the operation is skipped"));
    }
}
