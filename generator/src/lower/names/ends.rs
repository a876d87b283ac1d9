//! A name that is true at all places of a type, from the names that these would have: the words with which all of them
//! end, and a row of words that all have before. `GetSessionResponse` and `RefreshSessionResponse` give
//! `SessionResponse`, and the active and the pending features of an account `AccountFeaturesItem`.

use crate::lower::names::camel;
use crate::lower::names::common::{are_same, is_around, split, tells, words};
use std::collections::BTreeSet;

/// The words at the end of a name for the kind of place.
const KINDS: &[&str] = &["default", "error", "item", "request", "response", "value"];

/// Words between a noun and what belongs to it.
const LINKS: &[&str] = &[
    "as", "at", "by", "for", "from", "in", "of", "on", "to", "using", "with",
];

/// The most words of a name beside `Or`.
const LONGEST: usize = 3;

/// The name of a type, if there is a true one.
pub fn of_places(names: &BTreeSet<String>) -> Option<String> {
    let names: Vec<Vec<String>> = names.iter().map(|name| split(name)).collect();
    let kinds: BTreeSet<&[String]> = names
        .iter()
        .map(|name| name.split_at(stem(name)).1)
        .collect();
    match (names.len(), kinds.len()) {
        (0 | 1, _) => None,
        (_, 1) => of_ends(&names),
        _ => of_stems(&names),
    }
}

/// The name of a type with two places that have only the first and the last words in common: the other words of both
/// stand between these.
pub fn of_two(names: &BTreeSet<String>) -> Option<String> {
    let names: Vec<Vec<String>> = names.iter().map(|name| split(name)).collect();
    let [first, second] = &names[..] else {
        return None;
    };
    let end = end(&names)?;
    let stems = [&first[..first.len() - end], &second[..second.len() - end]];
    let [one, other] = stems.map(after_methods);
    let begin = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let parts = [&one[begin..], &other[begin..]];
    let is_short = |part: &&[String]| (1..=LONGEST).contains(&part.len());
    parts.iter().all(is_short).then(|| {
        let end = &first[first.len() - end..];
        let or = ["or".to_owned()];
        camel(
            &[&one[..begin], parts[0], &or, parts[1], end]
                .concat()
                .join("_"),
        )
    })
}

/// Words without the first ones that no name begins with.
fn after_methods(words: &[String]) -> &[String] {
    let begin = words.iter().position(|word| !is_around(word));
    &words[begin.unwrap_or(words.len())..]
}

/// The number of words before those for the kind of place.
fn stem(name: &[String]) -> usize {
    let is_kind = |word: &String| {
        let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
        word.is_empty() || KINDS.contains(&word)
    };
    name.len() - name.iter().rev().take_while(|word| is_kind(word)).count()
}

/// The number of words with which all names end, if it isn't 0.
fn end(names: &[Vec<String>]) -> Option<usize> {
    let (first, others) = names.split_first()?;
    let is_end = |end: &usize| {
        let tail = &first[first.len() - end..];
        let mut others = others.iter();
        others.all(|name| end <= &name.len() && are_same(&name[name.len() - end..], tail))
    };
    (1..=first.len()).take_while(is_end).last()
}

/// The last words of all names, behind a row of words that all have before.
fn of_ends(names: &[Vec<String>]) -> Option<String> {
    let end = end(names)?;
    let first = &names[0];
    // The noun is the last word: a status and a kind of a user are no `User`.
    let last = clear(&first[first.len() - end..]);
    let stems: BTreeSet<String> = names
        .iter()
        .map(|name| name[..name.len() - end].join("_"))
        .collect();
    let begin = words(&stems.iter().map(String::as_str).collect(), |_| true);
    let begin = begin.map_or_else(Vec::new, |begin| split(&begin));
    let is_body = [["request"], ["response"]].iter().any(|kind| last == kind);
    if is_body && !begin.is_empty() && !stems.iter().any(|stem| is_noun(&begin, stem)) {
        return None;
    }
    // The license of a license is a license.
    let both = (1..=begin.len().min(last.len()))
        .rev()
        .find(|both| are_same(&begin[begin.len() - both..], &last[..*both]));
    let begin = &begin[..begin.len() - both.unwrap_or(0)];
    let is_true = begin.iter().chain(last).any(|word| tells(word));
    let name = [begin, last].concat();
    // An `id` in front is a parameter of a path.
    let start = name
        .iter()
        .take_while(|word| ["id", "ids"].contains(&word.as_str()));
    let name = camel(&name[start.count()..].join("_"));
    (is_true && !last.is_empty()).then_some(name)
}

/// Whether a row of words is the noun of a stem: the app in `get_app` and in `get_app_of_user`, but not in
/// `get_app_token`.
fn is_noun(row: &[String], stem: &str) -> bool {
    let words = split(stem);
    let mut starts = 0..(words.len() + 1).saturating_sub(row.len());
    starts.any(|start| {
        let (found, rest) = words[start..].split_at(row.len());
        let next = rest.first().map(String::as_str);
        let is_end = next.is_some_and(|word| LINKS.contains(&word))
            || rest.iter().all(|word| is_around(word));
        is_end && are_same(found, row)
    })
}

/// Words without those that no name begins or ends with.
fn clear(words: &[String]) -> &[String] {
    let words = after_methods(words);
    let end = words.iter().rposition(|word| !is_around(word));
    &words[..end.map_or(0, |end| end + 1)]
}

/// The noun of places of several kinds, such as the response of one operation and the items of another's.
fn of_stems(names: &[Vec<String>]) -> Option<String> {
    let stems: BTreeSet<String> = names
        .iter()
        .map(|name| name[..stem(name)].join("_"))
        .collect();
    let stems: BTreeSet<&str> = stems.iter().map(String::as_str).collect();
    let noun = words(&stems, tells)?;
    let last = split(&noun);
    // Posts and comments of a user are no `User`.
    let ends = stems.iter().filter(|name| {
        let name = split(name);
        are_same(&name[name.len().saturating_sub(last.len())..], &last)
    });
    (2 * ends.count() > stems.len()).then_some(noun)
}

#[cfg(test)]
mod tests {
    use super::{of_places, of_two};
    use std::collections::BTreeSet;

    #[test]
    fn the_words_at_both_ends() {
        for (names, expected) in [
            (
                &["GetSessionResponse", "RefreshSessionResponse"][..],
                Some("SessionResponse"),
            ),
            (
                &[
                    "AccountActiveFeaturesItem",
                    "AccountPendingFeaturesItem",
                    "AccountFeaturesItem",
                ],
                Some("AccountFeaturesItem"),
            ),
            (
                &["IssuesListForOrgSort", "IssuesListSort"],
                Some("IssuesSort"),
            ),
            (
                &["CreateKeyRequest", "UpdateKeyRequest"],
                Some("KeyRequest"),
            ),
            // Of several kinds: a noun, in the singular.
            (
                &[
                    "CreateMonitorResponse",
                    "ListMonitorsResponseItem",
                    "GetOrgMonitorDetailsResponse",
                ],
                Some("Monitor"),
            ),
            (&["UserPostsResponse", "UserCommentsResponseItem"], None),
            (
                &["CreateSubtaskForTaskResponse", "GetTaskResponse"],
                Some("TaskResponse"),
            ),
            (&["UserStatus", "UserKind"], None),
            (&["AppsDeleteTokenRequest", "AppsDeleteGrantRequest"], None),
            (
                &["LicenseAudioLicense", "LicenseImageLicense"],
                Some("License"),
            ),
            (&["PutByIdLabels", "PatchByIdLabels"], Some("Labels")),
            (&["CreateError", "UpdateError"], Some("Error")),
            (&["GetPetsResponse", "ListOwnersResponse"], None),
            (&["PetsDataItem", "OwnersDataItem"], None),
            (&["CreateAResponse", "A"], None),
        ] {
            let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(of_places(&names).as_deref(), expected, "{names:?}");
        }
    }
    #[test]
    fn the_words_of_two() {
        for (names, expected) in [
            (
                &["GetRatesFieldsItem", "GetMembersFieldsItem"][..],
                Some("MembersOrRatesFieldsItem"),
            ),
            (
                &["IssuesOpenedUser", "IssuesClosedUser"],
                Some("IssuesClosedOrOpenedUser"),
            ),
            (&["JobOtherStatus", "JobStatus"], None),
            (&["GetFieldsItem", "GetMembersFieldsItem"], None),
            (&["AStatus", "BStatus", "CStatus"], None),
            (&["OneTwoThreeFourStatus", "OtherStatus"], None),
            (&["UserStatus", "UserKind"], None),
        ] {
            let names: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(of_two(&names).as_deref(), expected, "{names:?}");
        }
    }
}
