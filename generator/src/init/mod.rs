//! A client.toml for a document: its settings, with the comments of the reference. A setting that the document
//! leaves open is a line after `#`: to use the setting, remove the `#`.

mod facts;
mod template;

use std::fmt::Write as _;

use toml::Value;

use crate::diagnostic::{Diagnostics, Pointer};
use crate::ir::Crate;
use crate::text::{Section, toml_key};
use facts::Facts;
use template::Template;

/// The most places of one kind in the file.
const MAX_PLACES: usize = 12;

const HEAD: &str = "\
# Settings of the generated crate: `--config client.toml` of the commands reads them.
# A line that begins with `#` and no space is a setting that is off; remove the `#` to turn it on.
";

/// Makes the text for a document with the tree `root`, whose `diagnostics` come from a run without settings.
#[must_use]
pub fn init(krate: &Crate, root: &serde_json::Value, diagnostics: &Diagnostics) -> String {
    let facts = Facts::of(krate, root, diagnostics);
    let mut file = File {
        template: Template::read(),
        out: HEAD.to_owned(),
    };
    file.credentials(krate);
    file.document(krate);
    file.allow(&facts);
    file.package(krate);
    file.names(&facts);
    file.types(&facts);
    file.pages(&facts);
    file.keys(&facts);
    file.client(&facts);
    file.tests(&facts);
    file.out
}

struct File {
    template: Template,
    out: String,
}

impl File {
    /// Adds the comment of the reference, after an empty line.
    fn comment(&mut self, table: &str, key: &str) {
        self.out.push('\n');
        self.more(table, key);
    }

    /// Adds the comment of the reference.
    fn more(&mut self, table: &str, key: &str) {
        for line in self.template.comment(table, key) {
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    /// Begins a table, with its comment.
    fn table(&mut self, table: &str) {
        self.comment(table, "");
        let _ = writeln!(self.out, "[{table}]");
    }

    /// Adds a setting that is off.
    fn off(&mut self, key: &str, value: impl Into<Value>) {
        self.out.push('#');
        self.on(key, value);
    }

    fn on(&mut self, key: &str, value: impl Into<Value>) {
        let mut section = Section::default();
        section.set(key, value.into());
        section.spell(&mut self.out);
    }

    /// Adds a setting of the reference, off.
    fn example(&mut self, table: &str, key: &str) {
        if let Some(line) = self.template.line(table, key) {
            let _ = writeln!(self.out, "#{line}");
        }
    }

    /// Adds settings for places, and the number of omitted ones.
    fn places(&mut self, places: &[(Pointer, String)]) {
        for (place, name) in places.iter().take(MAX_PLACES) {
            self.off(place.as_str(), name.as_str());
        }
        if let Some(more) = places.len().checked_sub(MAX_PLACES + 1) {
            let _ = writeln!(self.out, "# … and {} more", more + 1);
        }
    }

    /// Credentials aren't settings: callers of the crate have them.
    fn credentials(&mut self, krate: &Crate) {
        let setters = krate.schemes.iter().filter_map(|it| it.setter.as_ref());
        let setters: Vec<String> = setters.map(|setter| format!("`{setter}`")).collect();
        if !setters.is_empty() {
            let all = setters.join(", ");
            let _ = write!(
                self.out,
                "\n# No credentials stand here: `Client::builder()` of the crate takes them, by {all}.\n"
            );
        }
    }

    fn document(&mut self, krate: &Crate) {
        if !krate.contradicting.is_empty() {
            self.comment("", "strict");
            self.off("strict", true);
        }
        self.comment("", "overlays");
        self.off("overlays", vec!["corrections.yaml"]);
        self.example("", "unmatched");
    }

    /// The reported warnings, most frequent codes first.
    fn allow(&mut self, facts: &Facts) {
        if facts.warnings.is_empty() {
            return;
        }
        self.table("allow");
        let mut warnings: Vec<_> = facts.warnings.iter().collect();
        warnings.sort_by_key(|(_, (_, count))| std::cmp::Reverse(*count));
        for (id, (code, count)) in warnings {
            let title = code.entry().title;
            let _ = writeln!(self.out, "#{id} = true  # {count}: {title}");
        }
    }

    fn package(&mut self, krate: &Crate) {
        self.table("package");
        self.on("name", krate.package.name.as_str());
        for key in ["version", "license", "repository"] {
            self.example("package", key);
        }
    }

    fn names(&mut self, facts: &Facts) {
        if facts.unnamed.is_empty() && facts.servers.is_empty() {
            return;
        }
        self.table("names");
        self.places(&facts.unnamed);
        self.places(&facts.servers);
    }

    fn types(&mut self, facts: &Facts) {
        let known = |format: &&String| self.template.line("types", format).is_some();
        let formats: Vec<&String> = facts.formats.iter().filter(known).collect();
        if !formats.is_empty() {
            self.table("types");
            for format in formats {
                self.example("types", format);
            }
        }
        if facts.has_limits {
            self.table("constraints");
            self.example("constraints", "*");
        }
    }

    fn pages(&mut self, facts: &Facts) {
        if facts.pages.is_empty() {
            return;
        }
        self.comment("operations", "pages");
        for (place, pages) in facts.pages.iter().take(MAX_PLACES) {
            let place = toml_key(place.as_str());
            let _ = writeln!(self.out, "#[operations.{place}]");
            let mut rule = toml::Table::new();
            rule.insert(pages.key.to_owned(), pages.parameter.as_str().into());
            let items = pages.items.as_deref();
            rule.extend(items.map(|items| ("items".to_owned(), items.into())));
            self.off("pages", rule);
        }
    }

    fn keys(&mut self, facts: &Facts) {
        if facts.may_have_keys {
            self.table("idempotency");
            self.off("*", "Idempotency-Key");
        }
    }

    fn client(&mut self, facts: &Facts) {
        if facts.headers.is_empty() && facts.tags < 2 {
            return;
        }
        self.table("client");
        if !facts.headers.is_empty() {
            self.more("client", "headers");
            self.off("headers", facts.headers.clone());
        }
        if facts.tags > 1 {
            for key in ["groups", "features"] {
                self.more("client", key);
                self.example("client", key);
            }
        }
    }

    fn tests(&mut self, facts: &Facts) {
        if facts.has_examples {
            self.table("tests");
            self.example("tests", "examples");
        }
    }
}
