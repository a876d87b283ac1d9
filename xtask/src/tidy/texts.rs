//! A string of the document reaches the output only through a function of `text`, and becomes a name in
//! `lower::names` only.

use super::File;

/// The code that writes. `text` itself has the functions.
const WRITERS: [&str; 6] = [
    "generator/src/emit/",
    "generator/src/report/",
    "generator/src/format.rs",
    "generator/src/write.rs",
    "generator/src/write/",
    "generator/src/diagnostic/",
];

/// The functions that return a string unchanged, and the only files that may call them.
const EXITS: [(&str, &[&str]); 2] = [
    (".exact()", &[]),
    // Values of JSON are escaped when they are written.
    (".of_json()", &["generator/src/report/map.rs"]),
];

/// The function that makes an identifier, and the only places that may call it.
const MAKER: (&str, [&str; 2]) = (
    "Name::new(",
    ["generator/src/lower/names/", "generator/src/text/"],
);

/// Returns every line that would write a string unchanged, or make a name elsewhere.
pub fn check(files: &[File]) -> Vec<String> {
    let mut faults = written(files);
    let (maker, allowed) = MAKER;
    let is_source = |file: &&File| file.path.starts_with("generator/src/");
    let is_allowed = |file: &File| allowed.iter().any(|room| file.path.starts_with(room));
    for file in files
        .iter()
        .filter(is_source)
        .filter(|file| !is_allowed(file))
    {
        for (index, line) in file.text.lines().enumerate() {
            // `PackageName::new` is another function.
            if line
                .match_indices(maker)
                .any(|(at, _)| !line[..at].ends_with("Package"))
            {
                let line = index + 1;
                faults.push(format!(
                    "{}:{line} makes a name; `lower::names` has a function for it",
                    file.path
                ));
            }
        }
    }
    faults
}

fn written(files: &[File]) -> Vec<String> {
    let writers = |file: &&File| WRITERS.iter().any(|path| file.path.starts_with(path));
    let mut faults = Vec::new();
    for file in files.iter().filter(writers) {
        for (exit, allowed) in EXITS {
            if allowed.contains(&file.path.as_str()) {
                continue;
            }
            for (index, line) in file.text.lines().enumerate() {
                if line.contains(exit) {
                    let line = index + 1;
                    faults.push(format!(
                        "{}:{line} calls `{exit}`; use a function of `text`",
                        file.path
                    ));
                }
            }
        }
    }
    faults
}
