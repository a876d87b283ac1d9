//! A program for a document: it reads each example as its type, writes it again, and prints the
//! result.
#![expect(clippy::disallowed_methods, reason = "a program is written")]

use super::collect::Example;
use super::made::Made;
use indexmap::IndexSet;
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

/// The common text of all programs; the table of types follows.
const MAIN: &str = r#"#![allow(deprecated, reason = "what a document advises against has examples, too")]

use LIBRARY::runtime::wire::{Reading, Wire};
use serde::{Serialize, de::DeserializeOwned};

fn round<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, serde_json::Error> {
    serde_json::to_string(&serde_json::from_str::<T>(text)?)
}

/// The value as it is written again, the first mismatch, and the outcome by serde alone if that is another.
fn read<T: Serialize + DeserializeOwned + Wire>(text: &str) -> String {
    let mut reading = Reading::default();
    let written = match reading.json::<T>(text.as_bytes()) {
        Ok(value) => serde_json::to_string(&value),
        Err(error) => return format!("!{error}").replace('\n', " "),
    };
    let first = reading.mismatches().iter().next().map(ToString::to_string);
    let written = match written {
        Ok(written) => written,
        Err(error) => return format!("!it can't be written: {error}").replace('\n', " "),
    };
    let other = match round::<T>(text) {
        // Of Rust's own types, the reading is more generous than serde.
        _ if !std::any::type_name::<T>().contains("::types::") => String::new(),
        Ok(other) if other == written => String::new(),
        Ok(other) => other,
        Err(error) => error.to_string(),
    };
    format!("{written}\t{}\t{other}", first.unwrap_or_default()).replace('\n', " ")
}

fn main() {
    for line in include_str!("../examples.txt").lines() {
        let (ty, text) = line.split_once('\t').unwrap();
        match TYPES[ty.parse::<usize>().unwrap()].0(text) {
            Ok(text) => println!("{text}"),
            Err(error) => println!("!{}", error.to_string().replace('\n', " ")),
        }
    }
    for line in include_str!("../made.txt").lines() {
        let (ty, text) = line.split_once('\t').unwrap();
        println!("{}", TYPES[ty.parse::<usize>().unwrap()].1(text));
    }
}
"#;

/// The name of a package's program.
pub fn name(package: &str) -> String {
    format!("{package}-examples")
}

/// Writes the program of `package`, or removes it if there are no values.
pub fn write(
    workspace: &Path,
    package: &str,
    examples: &[Example],
    made: &[Made],
) -> io::Result<()> {
    let name = name(package);
    let folder = workspace.join(&name);
    if examples.is_empty() && made.is_empty() {
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
    let (mut made_at, mut values) = (String::new(), String::new());
    for value in made {
        let (index, _) = types.insert_full(value.ty.as_str());
        let _ = writeln!(values, "{index}\t{}", value.value);
        let _ = writeln!(made_at, "{}", value.at);
    }
    let library = package.replace('-', "_");
    let mut main = MAIN.replace("LIBRARY", &library);
    main.push_str(
        "\ntype Round = (fn(&str) -> Result<String, serde_json::Error>, fn(&str) -> String);\n",
    );
    let _ = writeln!(main, "static TYPES: [Round; {}] = [", types.len());
    for ty in &types {
        let _ = writeln!(main, "    (round::<{ty}>, read::<{ty}>),");
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
        ("made.txt", values),
        ("made_at.txt", made_at),
    ] {
        let path = folder.join(path);
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            fs::write(path, text)?;
        }
    }
    Ok(())
}
