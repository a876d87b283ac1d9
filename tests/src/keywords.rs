//! No keyword is dropped in silence: each one of the tables, taken out of a case that has it, changes the files or the
//! diagnostics. A required one does so wherever it is taken out.

use golden::case::{self, Case, Generated};
use openapi_client_generator::diagnostic::{Code, Diagnostics, Pointer};
use openapi_client_generator::openapi::spec::{self, DOCUMENT, Kind, Missing, Shape};
use openapi_client_generator::source;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Keywords of a kind of object that have no effect, with the reason.
const IDLE: &[(&str, &[&str], &str)] = &[
    (
        "a contact",
        &["email", "name", "url"],
        "about the publisher",
    ),
    ("a header", &["allowEmptyValue"], "any text can be received"),
    ("a header", &["allowReserved", "style"], "one style"),
    ("a header", &["example", "examples"], "received as it comes"),
    ("a license", &["identifier", "url"], "about the publisher"),
    (
        "a link",
        &["description", "operationRef", "requestBody"],
        "links tell pages",
    ),
    (
        "a parameter",
        &["example", "examples"],
        "the caller's choice",
    ),
    ("an example", &["description"], "values are shown"),
    (
        "an info object",
        &["contact", "license", "termsOfService"],
        "about the publisher",
    ),
];

/// The places that are tried for a keyword, those in the own documents and in short ones first, and those of one
/// document: in some, another keyword has the same meaning.
const TRIES: usize = 12;
const EACH: usize = 4;

/// A keyword, by the kind of object that has it.
type Key = (&'static str, &'static str);

/// Where a keyword stands.
#[derive(Clone)]
struct Found {
    case: usize,
    at: Pointer,
    /// Whether the object has a fault without it, in any version of the specification.
    is_required: bool,
}

/// Fails when a keyword that isn't listed has no effect, or one that is listed has one.
pub fn check(cases: &[Case]) -> Result<(), String> {
    let own = case::keywords();
    // Lints are no sign of an effect.
    let cases = cases.iter().filter(|case| !case.name.starts_with("lints/"));
    let cases: Vec<&Case> = own.iter().chain(cases).collect();
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by_key(|case| (*case >= own.len(), cases[*case].text.len()));
    let mut search = Search::default();
    for case in order {
        let Some(root) = tree(cases[case]) else {
            continue;
        };
        let is_old = root.get("swagger").is_some();
        let document = if is_old {
            &spec::v2::DOCUMENT
        } else {
            &DOCUMENT
        };
        search.case = case;
        search.visit(&root, &Shape::Object(document), &Pointer::root());
    }
    let mut runs = Runs {
        cases: &cases,
        known: BTreeMap::new(),
    };
    let mut faults = Vec::new();
    for ((kind, keyword), places) in &search.found {
        let is_idle = is_idle(kind, keyword);
        let has_effect = places.iter().any(|found| runs.differs(found));
        if has_effect == is_idle {
            let effect = if has_effect { "an effect" } else { "no effect" };
            let names: BTreeSet<&str> = places.iter().map(|it| &*cases[it.case].name).collect();
            faults.push(format!("`{keyword}` of {kind} has {effect} in {names:?}"));
        }
        for found in places.iter().filter(|found| found.is_required) {
            if runs.gives_files(found.case) && !runs.differs(found) {
                let (case, at) = (&cases[found.case].name, &found.at);
                faults.push(format!(
                    "{kind} without the required `{keyword}` is not told of in {case}, at {at:?}"
                ));
            }
        }
    }
    let missing = { search.known.iter() }.filter(|key| !search.found.contains_key(*key));
    faults.extend(missing.map(|(kind, keyword)| format!("no case has `{keyword}` of {kind}")));
    let listed = IDLE.iter();
    let listed = listed.flat_map(|(kind, keywords, _)| keywords.iter().map(|it| (*kind, *it)));
    let unknown = listed.filter(|key| !search.known.contains(key));
    faults.extend(unknown.map(|(kind, keyword)| format!("no table has `{keyword}` of {kind}")));
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

/// Whether objects of these kinds have a fault without a keyword, in any version of the specification.
fn is_required(kinds: &[&'static Kind], keyword: &str) -> bool {
    let mut required = kinds.iter().flat_map(|kind| kind.required);
    required.any(|(name, missing)| match missing {
        Missing::Drop | Missing::Warn(_) => *name == keyword,
        // Others do as well, or the newest version doesn't ask for it.
        Missing::WarnWithout(..) | Missing::WarnBefore(..) => false,
    })
}

fn is_idle(kind: &str, keyword: &str) -> bool {
    let mut idle = IDLE.iter();
    idle.any(|(of, keywords, _)| *of == kind && keywords.contains(&keyword))
}

/// The document of a case as values.
fn tree(case: &Case) -> Option<Value> {
    let text = case.text.clone();
    let source = source::text(case.document, text, &mut Diagnostics::default())?;
    Some(source.root)
}

/// The search for keywords.
#[derive(Default)]
struct Search {
    case: usize,
    /// The keywords of all kinds that were met.
    known: BTreeSet<Key>,
    /// The first places of each.
    found: BTreeMap<Key, Vec<Found>>,
}

impl Search {
    fn visit(&mut self, value: &Value, shape: &Shape, at: &Pointer) {
        match (shape, value) {
            (Shape::List(item) | Shape::Tuple(item), Value::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.visit(value, item, &at.index(index));
                }
            }
            (Shape::Map(item), Value::Object(members)) => {
                for (key, value) in members {
                    self.visit(value, item, &at.child(key));
                }
            }
            (
                Shape::Object(kind) | Shape::Ref(kind) | Shape::FlagOr(kind),
                Value::Object(members),
            ) => {
                let variant = kind.variants.as_ref().and_then(|variants| {
                    let tag = members.get(variants.tag)?.as_str()?;
                    let (_, kind) = variants.kinds.iter().find(|(value, _)| *value == tag)?;
                    Some(*kind)
                });
                let kinds: Vec<&'static Kind> = std::iter::once(*kind).chain(variant).collect();
                for known in kinds.iter().flat_map(|kind| kind.keywords) {
                    self.known.insert((kind.noun, known.name));
                }
                for (key, value) in members {
                    self.member(&kinds, key, value, at);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, kinds: &[&'static Kind], key: &str, value: &Value, at: &Pointer) {
        let at = at.child(key);
        let mut keywords = kinds.iter().flat_map(|kind| kind.keywords);
        let known = keywords.find(|known| known.name == key);
        if let Some(known) = known.filter(|_| !value.is_null()) {
            let places = self.found.entry((kinds[0].noun, known.name)).or_default();
            let here = places
                .iter()
                .filter(|place| place.case == self.case)
                .count();
            if here < EACH && places.len() < TRIES {
                let case = self.case;
                places.push(Found {
                    case,
                    at: at.clone(),
                    is_required: is_required(kinds, key),
                });
            }
        }
        let patterned = || {
            let patterned = kinds[0].patterned.as_ref()?;
            (!key.starts_with("x-") && (patterned.matches)(key)).then_some(&patterned.shape)
        };
        if let Some(shape) = known.map(|known| &known.shape).or_else(patterned) {
            self.visit(value, shape, &at);
        }
    }
}

/// The files of a crate, and the codes of its diagnostics.
type Outcome = (Option<BTreeMap<String, String>>, Vec<Code>);

/// Runs of cases.
struct Runs<'a> {
    cases: &'a [&'a Case],
    /// Those of cases as they are.
    known: BTreeMap<usize, (Value, Outcome)>,
}

impl Runs<'_> {
    fn whole(&mut self, case: usize) -> &(Value, Outcome) {
        let of = self.cases[case];
        self.known.entry(case).or_insert_with(|| {
            let root = tree(of).unwrap_or_default();
            let outcome = outcome(of, &root);
            (root, outcome)
        })
    }

    /// Whether a case gives files as it is: after an error, not all is told.
    fn gives_files(&mut self, case: usize) -> bool {
        let (_, (files, _)) = self.whole(case);
        files.is_some()
    }

    /// Whether a case gives something else without a keyword.
    fn differs(&mut self, found: &Found) -> bool {
        let case = self.cases[found.case];
        let (root, whole) = self.whole(found.case);
        let mut root = root.clone();
        let key = found.at.segments().last();
        let parent = found.at.parent().of_mut(&mut root);
        if let (Some(Value::Object(members)), Some(key)) = (parent, key) {
            members.shift_remove(&*key);
        }
        outcome(case, &root) != *whole
    }
}

fn outcome(case: &Case, root: &Value) -> Outcome {
    let Generated { codes, output, .. } = case.generate_from(&root.to_string());
    let mut codes = codes;
    codes.sort_unstable();
    (output.map(|output| output.files), codes)
}
