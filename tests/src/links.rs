//! The cases whose documentation is looked at. To document all of them would take longer than it tells: these have each
//! form of link that is emitted, and the odd texts of documents.

use golden::workspace::COPIED;
use openapi_client_generator::Output;
use std::collections::BTreeSet;

/// The groups in which texts of the document are odd.
const TEXTS: [&str; 2] = ["case-docs-", "case-text-"];

/// The words of a link that name no item of the document.
const FIXED: [&str; 6] = ["Self", "crate", "groups", "operations", "runtime", "types"];

/// The file or folder of a link, and the link with a sign for each name.
type Form<'a> = (&'a str, String);

/// The packages to document: those of odd texts, and then each time the one with most forms that are still missing.
pub fn documented(packages: &[(String, Output)]) -> Vec<&str> {
    let mut others: Vec<(&str, BTreeSet<Form<'_>>)> = packages
        .iter()
        .map(|(name, output)| (name.as_str(), forms(output)))
        .collect();
    let mut missing: BTreeSet<Form<'_>> = others.iter().flat_map(|it| it.1.clone()).collect();
    let mut documented = Vec::new();
    let is_odd = |name: &str| TEXTS.iter().any(|group| name.starts_with(group));
    while let Some(next) = (0..others.len()).max_by_key(|index| {
        let (name, forms) = &others[*index];
        let count = forms.intersection(&missing).count();
        // Of equal ones, the first.
        (is_odd(name), count, usize::MAX - index)
    }) {
        let (name, forms) = others.remove(next);
        if !is_odd(name) && forms.is_disjoint(&missing) {
            break;
        }
        missing.retain(|form| !forms.contains(form));
        documented.push(name);
    }
    documented
}

/// The forms of the links in a crate's own docs.
fn forms(output: &Output) -> BTreeSet<Form<'_>> {
    let files = output.files.iter();
    let files = files.filter(|(path, _)| !path.starts_with(COPIED));
    let files = files.filter_map(|(path, text)| Some((path.strip_prefix("src/")?, text)));
    let mut forms = BTreeSet::new();
    for (path, text) in files {
        let place = path.split(['/', '.']).next().unwrap_or_default();
        let docs = text.lines().map(str::trim_start);
        let docs = docs.filter(|line| line.starts_with("///") || line.starts_with("//!"));
        forms.extend(docs.flat_map(links).map(|link| (place, form(link))));
    }
    forms
}

/// The links of a line: a name in code, and the path of its item if that is given.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let starts = line.match_indices("[`").map(|(start, _)| &line[start..]);
    starts.filter_map(|link| {
        let name = link.find("`]")? + 2;
        let path = link[name..].starts_with('(').then(|| link.find(')'));
        Some(&link[..path.flatten().map_or(name, |end| end + 1)])
    })
}

/// A link with a sign for each name.
fn form(link: &str) -> String {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let mut form = String::new();
    let mut rest = link;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_letter(c) != is_letter(first));
        let (word, others) = rest.split_at(end.unwrap_or(rest.len()));
        rest = others;
        form += match word {
            // `r#` stays.
            "r" if rest.starts_with('#') => "r",
            _ if FIXED.contains(&word) || !is_letter(first) => word,
            _ if first.is_uppercase() => "T",
            _ => "f",
        };
    }
    form
}
