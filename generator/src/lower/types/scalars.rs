//! The rules for the variant of a number or a boolean: by the value itself where branches list values, and else the first
//! that takes it.

use crate::api::{Api, Kind};
use crate::ir::{Only, Pick, Raw};
use crate::lower::types::plan::Candidate;
use crate::map::IndexMap;

/// The values that branches list, and the variants that they lead to.
type Listed = IndexMap<Only, usize>;

/// The variant of a whole number.
pub fn integer(
    api: &Api,
    candidates: &[Candidate],
    last: Pick,
    may_list: impl FnOnce(usize) -> bool,
) -> Pick {
    let is_whole =
        |it: &&Candidate| matches!(api[it.schema].kind, Kind::Integer(_) | Kind::IntegerEnum(_));
    pick(api, candidates, last, is_whole, may_list)
}

/// The variant of a boolean or another number.
pub fn other(
    api: &Api,
    candidates: &[Candidate],
    last: Pick,
    may_list: impl FnOnce(usize) -> bool,
) -> Pick {
    pick(api, candidates, last, |_| true, may_list)
}

/// A value that a branch lists is of that branch, and any other of the first branch that lists none, best of one for which
/// `is_best`.
fn pick(
    api: &Api,
    candidates: &[Candidate],
    last: Pick,
    is_best: impl Fn(&&Candidate) -> bool,
    may_list: impl FnOnce(usize) -> bool,
) -> Pick {
    let best = |of: &[Candidate]| {
        let best = of.iter().find(&is_best).or(of.first());
        best.map(|candidate| Pick::One(candidate.variant))
    };
    let mut listed = Listed::default();
    let mut open = Vec::new();
    for candidate in candidates {
        match values(&api[candidate.schema].kind) {
            Some(values) => {
                for value in values {
                    listed.entry(value).or_insert(candidate.variant);
                }
            }
            None => open.push(*candidate),
        }
    }
    // An enum has a variant for other values.
    if candidates.len() < 2 || !may_list(listed.len()) {
        return best(candidates).unwrap_or(last);
    }
    // The type of another constant takes all numbers.
    open.sort_by_key(|it| matches!(api[it.schema].kind, Kind::NumberConstant(_)));
    let otherwise = best(&open).unwrap_or(last);
    if listed.is_empty() {
        return otherwise;
    }
    Pick::Part(
        Raw::default(),
        listed.into_iter().collect(),
        Box::new(otherwise),
    )
}

/// The values of a branch that lists them.
fn values(kind: &Kind) -> Option<Vec<Only>> {
    match kind {
        Kind::IntegerEnum(values) => Some(values.iter().copied().map(Only::Integer).collect()),
        Kind::NumberConstant(number) => Some(vec![Only::Integer(number.as_i64()?)]),
        Kind::BooleanConstant(flag) => Some(vec![Only::Bool(*flag)]),
        _ => None,
    }
}
