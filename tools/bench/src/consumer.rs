//! A crate that calls operations of a generated crate, as an application would. Each call has all
//! arguments and setters, and is driven to its end, so that the code for its response is compiled
//! as well.
#![expect(clippy::disallowed_methods, reason = "generated crates are read")]

use super::calls::{self, Operation};
use super::generator::Generator;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

/// The common text of all consumers. `any` returns a value that is unknown to the optimiser, so
/// that no code behind it is unreachable.
const HEAD: &str = "use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Waker};

#[inline(never)]
fn any<T>() -> T {
    black_box(None).unwrap()
}

fn drive<F: Future>(future: F) {
    let mut context = Context::from_waker(Waker::noop());
    let _ = black_box(pin!(future).poll(&mut context));
}
";

/// The operations of a generated crate with their modules, by a form of their names that all
/// generators share.
pub type Operations = BTreeMap<String, (String, Operation)>;

/// Finds the operations of the crate `library` in the folder `out`.
pub fn find(out: &Path, library: &str) -> io::Result<Operations> {
    let mut found = Operations::new();
    super::lines::each(&out.join("src"), &mut |path| {
        if path.extension().is_none_or(|extension| extension != "rs") {
            return Ok(());
        }
        let text = fs::read_to_string(path)?;
        if !text.contains("pub async fn ") && !text.contains(" Call<") {
            return Ok(());
        }
        // The compiler reports text that doesn't parse.
        let operations = calls::find(&text, library).unwrap_or_default();
        let module = module(path.strip_prefix(out.join("src")).unwrap_or(path));
        if module.starts_with("runtime") {
            return Ok(());
        }
        for operation in operations {
            let name = operation.name.trim_start_matches("r#").replace('_', "");
            found.insert(name, (module.clone(), operation));
        }
        Ok(())
    })?;
    Ok(found)
}

/// `client/ships.rs` to `client::ships`.
fn module(path: &Path) -> String {
    let path = path.with_extension("");
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    let names = match names.as_slice() {
        [folder @ .., last] if last == "mod" || last == "lib" => folder,
        names => names,
    };
    names.join("::")
}

/// The names of `number` operations that all of `generated` have, or of fewer if there are fewer,
/// chosen evenly.
pub fn choose(generated: &[&Operations], number: usize) -> Vec<String> {
    let Some((first, others)) = generated.split_first() else {
        return Vec::new();
    };
    let shared = first
        .keys()
        .filter(|name| others.iter().all(|other| other.contains_key(*name)));
    let shared: Vec<&String> = shared.collect();
    let step = (shared.len() / number.max(1)).max(1);
    let chosen = shared.into_iter().skip(step / 2).step_by(step);
    chosen.take(number).cloned().collect()
}

/// The operations of these names, by module.
fn modules<'a>(all: &'a Operations, names: &[String]) -> BTreeMap<&'a str, Vec<&'a Operation>> {
    let mut modules: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for (module, operation) in names.iter().filter_map(|name| all.get(name)) {
        modules.entry(module).or_default().push(operation);
    }
    modules
}

/// A consumer as a program, which calls the operations of these names.
pub fn program(generator: &Generator, library: &str, all: &Operations, names: &[String]) -> String {
    text(generator, library, all, names) + &main(all, names)
}

/// A `main` that calls the functions for operations of these names.
fn main(all: &Operations, names: &[String]) -> String {
    let mut text = "\nfn main() {\n".to_owned();
    for (index, operations) in modules(all, names).into_values().enumerate() {
        for operation in operations {
            let name = operation.name.trim_start_matches("r#");
            let _ = writeln!(text, "    calls_{index}::call_{name}(any());");
        }
    }
    text + "}\n"
}

/// The text of a consumer that calls the operations of these names.
pub fn text(generator: &Generator, library: &str, all: &Operations, names: &[String]) -> String {
    let mut text = format!("#![allow(unused_imports, deprecated, ambiguous_glob_imports)]\n{HEAD}");
    for (index, (module, operations)) in modules(all, names).into_iter().enumerate() {
        let imports = generator.imports(library, module);
        let client = generator.client();
        let _ = write!(
            text,
            "\npub mod calls_{index} {{\nuse super::{{any, drive}};\n{imports}"
        );
        for operation in operations {
            let (name, future) = (&operation.name, operation.future());
            let name = name.trim_start_matches("r#");
            let _ = writeln!(
                text,
                "\npub fn call_{name}(client: &{client}) {{\n    drive({future});\n}}"
            );
        }
        text.push_str("}\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Operations, choose, main, module};
    use crate::calls;
    use std::path::Path;

    fn operations(names: &[&str]) -> Operations {
        let found = names.iter().map(|name| {
            let text = format!("impl Client {{\n    pub async fn {name}(&self) {{}}\n}}");
            let operation = calls::find(&text, "shop").unwrap().remove(0);
            ((*name).to_owned(), (String::new(), operation))
        });
        found.collect()
    }

    #[test]
    fn what_all_have_is_chosen_evenly() {
        let ours = operations(&["a", "b", "c", "d", "e", "f"]);
        let theirs = operations(&["a", "b", "c", "d", "f", "g"]);
        assert_eq!(choose(&[&ours, &theirs], 2), ["b", "d"]);
        assert_eq!(choose(&[&ours, &theirs], 50).len(), 5);
        assert_eq!(choose(&[&ours], 1), ["d"]);
        assert!(choose(&[], 1).is_empty());
    }

    #[test]
    fn a_program_calls_each_operation() {
        let names = ["sail", "land"];
        let mut all = operations(&names);
        "ships".clone_into(&mut all.get_mut("sail").unwrap().0);
        assert_eq!(
            main(&all, &names.map(str::to_owned)),
            "\nfn main() {\n    calls_0::call_land(any());\n    calls_1::call_sail(any());\n}\n"
        );
    }

    #[test]
    fn a_file_is_a_module() {
        assert_eq!(module(Path::new("client/ships.rs")), "client::ships");
        assert_eq!(module(Path::new("client/mod.rs")), "client");
    }
}
