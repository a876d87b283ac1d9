//! docs/limits.md has each limit of the code, with its number and its diagnostic.
#![expect(
    clippy::disallowed_methods,
    reason = "our own documentation is what is looked at"
)]

use super::File;
use openapi_client_generator::diagnostic::Code;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const DOCUMENT: &str = "docs/limits.md";

/// The folders whose limits are about documents.
const FOLDERS: [&str; 9] = [
    "generator/src/source/",
    "generator/src/openapi/",
    "generator/src/overlay/",
    "generator/src/resolve/",
    "generator/src/adapt/",
    "generator/src/lint/",
    "generator/src/lower/",
    "generator/src/diagnostic/",
    "cli/src/remote",
];

/// The words in the names of limits.
const WORDS: [&str; 11] = [
    "MAX", "MOST", "LONGEST", "DEEPEST", "LARGEST", "ALWAYS", "EACH", "BESIDES", "LEVELS",
    "NESTED", "COPIES",
];

/// Constants with such names that shape the output, and don't limit documents.
const SHAPES: [(&str, &str); 5] = [
    ("generator/src/adapt/part_form.rs", "LEVELS"),
    ("generator/src/lower/names/share.rs", "MOST_NAMES"),
    ("generator/src/lower/operations/body.rs", "MOST_ARGUMENTS"),
    ("generator/src/resolve/path.rs", "MAX_NAME"),
    ("generator/src/source/mod.rs", "MAX_BYTES"),
];

/// Returns rows with a wrong number or code, and limits without a row.
pub fn check(root: &Path, files: &[File]) -> Vec<String> {
    let text = fs::read_to_string(root.join(DOCUMENT)).unwrap_or_default();
    let mut faults = Vec::new();
    let mut listed: BTreeSet<(&str, &str)> = SHAPES.into_iter().collect();
    for (index, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.split('|').collect();
        let [_, _, numbers, outcome, constants, _] = cells[..] else {
            continue;
        };
        let mut fault = |message: String| {
            faults.push(format!("{DOCUMENT}:{}: {message}", index + 1));
        };
        let codes = outcome.split([' ', ',']).filter(|word| is_code(word));
        for code in codes.filter(|code| Code::parse(code).is_none()) {
            fault(format!("there is no code {code}"));
        }
        let numbers: Vec<&str> = numbers.split(';').map(str::trim).collect();
        let mut file = "";
        for name in constants.split('`').skip(1).step_by(2) {
            if name.contains('/') {
                file = name;
                continue;
            }
            listed.insert((file, name));
            let source = files.iter().find(|source| source.path == file);
            let value = source.and_then(|source| value(&source.text, name));
            match value.map(spelled) {
                None => fault(format!("`{name}` has no number in {file}")),
                Some(ways)
                    if !numbers
                        .iter()
                        .any(|number| ways.iter().any(|way| way == number)) =>
                {
                    fault(format!("`{name}` is {}", ways.join(" or ")));
                }
                Some(_) => {}
            }
        }
    }
    for file in files {
        let names =
            constants(&file.text).filter(|name| name.split('_').any(|word| WORDS.contains(&word)));
        let is_here = FOLDERS.iter().any(|folder| file.path.starts_with(folder));
        for name in names.filter(|_| is_here) {
            if !listed.contains(&(file.path.as_str(), name)) {
                faults.push(format!("{DOCUMENT} has no row for {name} of {}", file.path));
            }
        }
    }
    faults
}

fn is_code(word: &str) -> bool {
    let digits = word.strip_prefix(['E', 'W']).unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The names of a file's constants.
fn constants(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim_start);
    let names = lines.filter_map(|line| line.trim_start_matches("pub ").strip_prefix("const "));
    names.filter_map(|rest| Some(rest.split_once(':')?.0))
}

/// The number of a constant, or of a field that is set.
fn value(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| {
        let (before, rest) = line.split_once(&format!("{name}:"))?;
        let is_name = before.trim().is_empty() || before.ends_with("const ");
        let rest = rest.split_once('=').map_or(rest, |(_, rest)| rest);
        number(rest.trim().trim_end_matches([';', ','])).filter(|_| is_name)
    })
}

/// The number of an expression: one number, a product or a shift.
fn number(text: &str) -> Option<u64> {
    let text = text.trim();
    if let Some((number_of, bits)) = text.split_once("<<") {
        return Some(number(number_of)? << number(bits)?);
    }
    if let Some((one, other)) = text.split_once('*') {
        return Some(number(one)? * number(other)?);
    }
    let seconds = text.strip_prefix("Duration::from_secs(");
    let digits = seconds.map_or(text, |text| text.trim_end_matches(')'));
    digits.replace('_', "").parse().ok()
}

/// The forms of a number in the document.
fn spelled(number: u64) -> Vec<String> {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let units = [(1 << 20, "MiB"), (1 << 10, "KiB")].into_iter();
    let whole = units.filter(|(size, _)| number.is_multiple_of(*size));
    let units = whole.map(|(size, unit)| format!("{} {unit}", number / size));
    std::iter::once(grouped).chain(units).collect()
}
