//! A string of the document reaches the output by one of the functions of `text` only, and becomes a name in
//! one room only.

use super::File;

/// The code that writes. `text` itself is where the functions are.
const WRITERS: [&str; 6] = [
    "generator/src/emit/",
    "generator/src/report/",
    "generator/src/format.rs",
    "generator/src/write.rs",
    "generator/src/write/",
    "generator/src/diagnostic/",
];

/// What gives a string as it is, and the only files that may call it.
const EXITS: [(&str, &[&str]); 2] = [
    (".exact()", &[]),
    // Values of JSON are escaped where they are written.
    (".of_json()", &["generator/src/report/map.rs"]),
];

/// What makes an identifier, and where alone it is called.
const MAKER: (&str, [&str; 2]) = (
    "Name::new(",
    ["generator/src/lower/names/", "generator/src/text/"],
);

/// Gives every line that would write a string as it is, or make a name out of place.
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
            // `PackageName::new` is another one.
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
