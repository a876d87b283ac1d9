//! Groups by the beginnings of names, for things that are too many for one file.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Groups things by the first letters in which their names, in snake case, differ, with enough letters to keep
/// every group small. A group is called by all words that its names begin with and the initial of the next: by more
/// letters of it only where an initial is too frequent. A thing stays in its group when others are added, until that
/// group is too large; each group keeps the order.
pub fn by_letters<T>(
    things: Vec<T>,
    name: impl Fn(&T) -> String,
    is_large: impl Fn(&[T]) -> bool,
) -> BTreeMap<String, Vec<T>> {
    let mut done = BTreeMap::new();
    // Each word ends with `_`, the last one too, so that no name is the beginning of another.
    let names = things.iter().map(|thing| name(thing) + "_").collect();
    let mut waiting = vec![(names, things)];
    while let Some((names, things)) = waiting.pop() {
        let groups = by_letter(names, things);
        // Names that differ only in signs, which are `_` in a file's name, stay together.
        let is_split = groups.len() > 1;
        for (letters, group) in groups {
            if is_split && is_large(&group.things) {
                waiting.push((group.names, group.things));
            } else {
                done.entry(word(&letters, &group.shared))
                    .or_insert_with(Vec::new)
                    .extend(group.things);
            }
        }
    }
    done
}

struct Group<T> {
    /// The common beginning of the names.
    shared: String,
    names: Vec<String>,
    things: Vec<T>,
}

/// Groups things by their names up to the first letter in which they differ.
fn by_letter<T>(names: Vec<String>, things: Vec<T>) -> BTreeMap<String, Group<T>> {
    let common = names.iter().map(String::as_str);
    let common = common.reduce(common_start).unwrap_or_default().to_owned();
    let mut groups: BTreeMap<String, Group<T>> = BTreeMap::new();
    for (name, thing) in names.into_iter().zip(things) {
        let next = name[common.len()..].chars().next();
        match groups.entry(common.chars().chain(next).collect()) {
            Entry::Vacant(entry) => {
                entry.insert(Group {
                    shared: name.clone(),
                    names: vec![name],
                    things: vec![thing],
                });
            }
            Entry::Occupied(mut entry) => {
                let group = entry.get_mut();
                let end = common_start(&group.shared, &name).len();
                group.shared.truncate(end);
                group.names.push(name);
                group.things.push(thing);
            }
        }
    }
    groups
}

/// The word for a group: its letters, or the whole word that they begin if all its names, whose common beginning
/// is `shared`, have that word.
fn word(letters: &str, shared: &str) -> String {
    let is_initial = letters.chars().rev().nth(1).is_none_or(|c| c == '_');
    let rest = shared[letters.len()..].find('_').filter(|_| !is_initial);
    let word = match rest {
        Some(rest) if !letters.ends_with('_') => &shared[..letters.len() + rest],
        _ => letters,
    };
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let plain: String = word.chars().map(plain).collect();
    match plain.trim_end_matches('_') {
        "" => plain,
        word => word.to_owned(),
    }
}

/// The common beginning of two words.
fn common_start<'a>(a: &'a str, b: &str) -> &'a str {
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
        check(&["one"], &[("one", &["one"])]);
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
                ("acd", &["acd"]),
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
                ("list", &["list"]),
                ("look", &["look"]),
                ("lurk", &["lurk"]),
                stay,
            ],
        );
    }

    #[test]
    fn one_name_begins_another() {
        check(
            &["get", "getall", "getone"],
            &[
                ("get", &["get"]),
                ("getall", &["getall"]),
                ("getone", &["getone"]),
            ],
        );
    }

    #[test]
    fn words_are_cut_only_where_a_group_has_several() {
        check(
            &[
                "pay_out",
                "pay_slip",
                "payment",
                "payment_list",
                "payment_method",
                "payment_order",
                "payment_order_item",
                "payout",
                "plan",
                "planet",
            ],
            &[
                ("pay", &["pay_out", "pay_slip"]),
                ("payment", &["payment"]),
                ("payment_l", &["payment_list"]),
                ("payment_m", &["payment_method"]),
                ("payment_o", &["payment_order", "payment_order_item"]),
                ("payout", &["payout"]),
                ("pl", &["plan", "planet"]),
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
