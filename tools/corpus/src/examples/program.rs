//! A program for a document: it reads each example as its type, writes it again, and prints the
//! result.
#![expect(clippy::disallowed_methods, reason = "a program is written")]

use super::collect::Example;
use indexmap::IndexSet;
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

/// The common text of all programs; the table of types follows.
const MAIN: &str = r#"#![allow(deprecated, reason = "what a document advises against has examples, too")]

use serde::{Serialize, de::DeserializeOwned};

fn round<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, serde_json::Error> {
    serde_json::to_string(&serde_json::from_str::<T>(text)?)
}

fn main() {
    for line in include_str!("../examples.txt").lines() {
        let (ty, text) = line.split_once('\t').unwrap();
        match TYPES[ty.parse::<usize>().unwrap()](text) {
            Ok(text) => println!("{text}"),
            Err(error) => println!("!{}", error.to_string().replace('\n', " ")),
        }
    }
}
"#;

/// The name of a package's program.
pub fn name(package: &str) -> String {
    format!("{package}-examples")
}

/// Writes the program of `package`, or removes it if there are no examples.
pub fn write(workspace: &Path, package: &str, examples: &[Example]) -> io::Result<()> {
    let name = name(package);
    let folder = workspace.join(&name);
    if examples.is_empty() {
        return match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let mut types = IndexSet::new();
    let mut lines = String::new();
    let mut places = String::new();
    for example in examples {
        let (index, _) = types.insert_full(example.ty.as_str());
        let _ = writeln!(lines, "{index}\t{}", example.value);
        let valid = if example.valid { "v" } else { "" };
        let received = if example.received { "r" } else { "" };
        let _ = writeln!(places, "{valid}{received}\t{}", example.at);
    }
    let mut main = MAIN.to_owned();
    main.push_str("\ntype Round = fn(&str) -> Result<String, serde_json::Error>;\n");
    let _ = writeln!(main, "static TYPES: [Round; {}] = [", types.len());
    for ty in &types {
        let _ = writeln!(main, "    round::<{ty}>,");
    }
    main.push_str("];\n");
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nserde = \"1\"\nserde_json = \"1\"\n\
         {package} = {{ path = \"../{package}\", default-features = false }}\n"
    );
    fs::create_dir_all(folder.join("src"))?;
    for (path, text) in [
        ("Cargo.toml", manifest),
        ("src/main.rs", main),
        ("examples.txt", lines),
        ("places.txt", places),
    ] {
        let path = folder.join(path);
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            fs::write(path, text)?;
        }
    }
    Ok(())
}
