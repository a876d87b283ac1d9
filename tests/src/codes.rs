//! Every diagnostic that can be shown is shown by some case.

use golden::case::Case;
use openapi_client_generator::diagnostic::Code;
use std::collections::BTreeSet;

/// Diagnostics about files, not about their contents: the harness gives the generator text. The
/// stage that reports one has a test for it. And one that no document can bring about as far as we
/// know: output that does not parse. And those that take thousands of files or schemas, or hundreds of
/// kilobytes, which `generator/tests/cost` makes. Servers answer the tests of the command alone.
const ELSEWHERE: [&str; 10] = [
    "E0102", "E0103", "E0113", "E0114", "E0115", "E0116", "E0117", "W0319", "W0321", "E0601",
];

/// Fails when there is a diagnostic without a case, or two have one identifier.
pub fn check(cases: &[Case]) -> Result<(), String> {
    let mut known = BTreeSet::new();
    let mut ids = Code::ALL.iter().map(|code| code.entry().id);
    if let Some(id) = ids.find(|id| !known.insert(*id)) {
        return Err(format!("two diagnostics are {id}"));
    }
    let mut shown: Vec<Code> = Vec::new();
    for case in cases {
        shown.extend(case.try_generate()?.codes);
    }
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !shown.contains(code))
        .map(|code| code.entry().id)
        .filter(|id| !ELSEWHERE.contains(id))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("no case shows {}", missing.join(", ")))
    }
}
