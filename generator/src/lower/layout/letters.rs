//! Groups by the first letters of names, for things that are too many for one file.

use std::collections::BTreeMap;

/// Groups things by the first letters in which their names differ, with enough letters to keep every group
/// small. A thing stays in its group when others are added, until that group is too large; each group
/// keeps the order.
pub fn by_letters<T>(
    things: Vec<T>,
    name: impl Fn(&T) -> String,
    is_large: impl Fn(&[T]) -> bool,
) -> BTreeMap<String, Vec<T>> {
    let mut done = BTreeMap::new();
    let mut waiting = vec![things];
    while let Some(things) = waiting.pop() {
        let common = things
            .iter()
            .map(&name)
            .reduce(|a, b| common(&a, &b).to_owned())
            .unwrap_or_default();
        let mut groups: BTreeMap<String, Vec<T>> = BTreeMap::new();
        for thing in things {
            let name = name(&thing);
            let next = name[common.len()..].chars().next().unwrap_or('_');
            let letters = common.chars().chain([next]);
            let plain = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
            groups.entry(plain.collect()).or_default().push(thing);
        }
        // Names that differ only in signs, which are `_` in a file's name, stay together.
        let is_split = groups.len() > 1;
        for (letters, things) in groups {
            if is_split && is_large(&things) {
                waiting.push(things);
            } else {
                done.entry(letters).or_insert_with(Vec::new).extend(things);
            }
        }
    }
    done
}

/// The common beginning of two words.
fn common<'a>(a: &'a str, b: &str) -> &'a str {
    let same = a.char_indices().zip(b.chars());
    let end = same.into_iter().find(|((_, a), b)| a != b);
    let end = end.map_or(a.len().min(b.len()), |((at, _), _)| at);
    &a[..end]
}

#[cfg(test)]
mod tests {
    use super::by_letters;

    /// The groups of names, for a limit of two names in a group.
    #[track_caller]
    fn check(names: &[&str], expect: &[(&str, &[&str])]) {
        let groups = by_letters(
            names.to_vec(),
            |name| (*name).to_owned(),
            |all| all.len() > 2,
        );
        let groups: Vec<_> = groups
            .iter()
            .map(|(letters, names)| (letters.as_str(), &names[..]))
            .collect();
        assert_eq!(groups, expect);
    }

    #[test]
    fn the_letter_in_which_they_differ_counts() {
        check(&[], &[]);
        check(&["one"], &[("one_", &["one"])]);
        check(
            &["list", "make", "lose"],
            &[("l", &["list", "lose"]), ("m", &["make"])],
        );
        // All names begin alike.
        check(
            &["get_b", "get_a", "get_c", "get_b2"],
            &[
                ("get_a", &["get_a"]),
                ("get_b", &["get_b", "get_b2"]),
                ("get_c", &["get_c"]),
            ],
        );
    }

    #[test]
    fn a_large_group_goes_by_more_letters() {
        check(
            &["aba", "abb", "abc", "abcd", "acd", "b"],
            &[
                ("aba", &["aba"]),
                ("abb", &["abb"]),
                ("abc", &["abc", "abcd"]),
                ("ac", &["acd"]),
                ("b", &["b"]),
            ],
        );
    }

    #[test]
    fn a_neighbour_moves_nothing_until_the_group_is_large() {
        let stay: (&str, &[&str]) = ("m", &["make", "move"]);
        check(&["list", "make", "move"], &[("l", &["list"]), stay]);
        check(
            &["list", "look", "make", "move"],
            &[("l", &["list", "look"]), stay],
        );
        check(
            &["list", "look", "lurk", "make", "move"],
            &[
                ("li", &["list"]),
                ("lo", &["look"]),
                ("lu", &["lurk"]),
                stay,
            ],
        );
    }

    #[test]
    fn one_name_begins_another() {
        check(
            &["get", "getall", "getone"],
            &[
                ("get_", &["get"]),
                ("geta", &["getall"]),
                ("geto", &["getone"]),
            ],
        );
    }

    #[test]
    fn what_no_file_is_named_after_stays_together() {
        check(&["ä", "ö", "ü"], &[("_", &["ä", "ö", "ü"])]);
        check(
            &["a", "é1", "é2", "é3"],
            &[
                ("_1", &["é1"]),
                ("_2", &["é2"]),
                ("_3", &["é3"]),
                ("a", &["a"]),
            ],
        );
    }
}
