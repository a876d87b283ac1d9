//! No file over 500 lines, no function over 100.

use super::File;

const FILE: usize = 500;
const FUNCTION: usize = 100;

/// The length of an item, and its name.
type Size = (usize, String);

/// Prints the `longest` files and functions; returns those that are too long.
pub fn check(files: &[File], longest: usize) -> Vec<String> {
    let lengths = files
        .iter()
        .map(|file| (file.text.lines().count(), file.path.clone()));
    let mut faults = report("files", lengths.collect(), FILE, longest);
    let functions = files.iter().flat_map(functions).collect();
    faults.extend(report("functions", functions, FUNCTION, longest));
    faults
}

fn report(what: &str, mut sizes: Vec<Size>, limit: usize, longest: usize) -> Vec<String> {
    sizes.sort_by(|a, b| b.cmp(a));
    println!("longest of {} {what}:", sizes.len());
    for (lines, name) in sizes.iter().take(longest) {
        println!("{lines:>5}  {name}");
    }
    let long = sizes.into_iter().filter(|(lines, _)| *lines > limit);
    long.map(|(lines, name)| format!("{name} has {lines} lines; {limit} are allowed"))
        .collect()
}

/// The functions of a file, found by the layout of rustfmt: a function ends at the first closing
/// brace with the indentation of its first line.
fn functions(file: &File) -> Vec<Size> {
    let lines: Vec<&str> = file.text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else {
            continue;
        };
        if line.ends_with('}') || line.ends_with(';') {
            continue;
        }
        let indentation = &line[..line.len() - line.trim_start().len()];
        // A function without a body ends at the end of its signature.
        let ends = |line: &&str| {
            line.strip_prefix(indentation)
                .is_some_and(|rest| rest == "}" || (rest.starts_with(')') && rest.ends_with(';')))
        };
        let length = lines[start + 1..].iter().position(ends);
        if let Some(length) = length {
            found.push((length + 2, format!("{}:{} {name}", file.path, start + 1)));
        }
    }
    found
}

/// The name of the function that begins on this line.
fn function_name(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    let modifiers = [
        "pub",
        "const",
        "async",
        "extern",
        "pub(crate)",
        "pub(super)",
    ];
    let word = words.find(|word| !modifiers.contains(word))?;
    if word != "fn" {
        return None;
    }
    words.next()?.split(['(', '<']).next()
}
