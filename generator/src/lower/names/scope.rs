//! Names that are unique in their scope.
//!
//! A name depends on its own word and, in a collision, on the colliding words, never on a neighbour's position:
//! exact spellings come first, then the others in alphabetical order: words in lower case before those with a capital,
//! those before words in capitals, and words with spaces around them last.

use crate::ir::{Line, Name};
use crate::lower::names::{
    bounded, camel, is_capital, is_upper, rename_reason, spelled, told_apart,
};
use crate::map::IndexMap;
use crate::surface::{self, Room};

/// A name, with the reason if it differs from its word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: Name,
    /// The reason in a sentence, if the name differs.
    pub why: Option<Line>,
}

/// Names that must differ from each other.
#[derive(Debug, Default)]
pub struct Scope {
    taken: IndexMap<String, Owner>,
    /// The next number for each name that several words gave: all lower numbers are taken.
    numbers: IndexMap<String, usize>,
}

/// The owner of a name.
#[derive(Debug)]
enum Owner {
    /// The emitted code.
    Reserved,
    /// A word of the document.
    Word(String),
    /// A thing with a name from several words, or from none.
    Other,
}

impl Scope {
    /// A scope in which these names are taken.
    pub fn reserving<T: Into<String>>(names: impl IntoIterator<Item = T>) -> Self {
        let names = names.into_iter().map(|name| (name.into(), Owner::Reserved));
        Self {
            taken: names.collect(),
            numbers: IndexMap::default(),
        }
    }

    /// Whether the name is free.
    pub fn is_free(&self, name: &str) -> bool {
        !self.taken.contains_key(name)
    }

    /// Takes `wish`, or the first free name of `wish2`, `wish3`, …
    pub fn take(&mut self, wish: &str) -> Name {
        self.take_as(wish, Owner::Other).name
    }

    /// Takes the name of a word.
    pub fn take_word(&mut self, word: &str, style: fn(&str) -> String) -> Named {
        self.take_wish(&style(word), word, style)
    }

    /// Takes `wish`, the name of a word, or else the name of the word with its signs spelled out, or with what else
    /// tells it from the other word.
    fn take_wish(&mut self, wish: &str, word: &str, style: fn(&str) -> String) -> Named {
        if let Some(named) = self.take_apart(wish, word, style, |_| true) {
            return named;
        }
        let Named { name, why } = self.take_as(wish, Owner::Word(word.to_owned()));
        Named {
            why: why.or_else(|| rename_reason::of_word(word, wish)),
            name,
        }
    }

    /// Takes a name that says what tells the word from the word that has `wish`.
    fn take_apart(
        &mut self,
        wish: &str,
        word: &str,
        style: fn(&str) -> String,
        is_allowed: fn(&str) -> bool,
    ) -> Option<Named> {
        let Some(Owner::Word(other)) = self.taken.get(&bounded(wish.to_owned())) else {
            return None;
        };
        if other == word {
            return None;
        }
        let names = [spelled(word), told_apart(word, other)].map(|word| style(&word));
        let mut names = names.into_iter();
        let name = names.find(|name| self.is_free(name) && is_allowed(name))?;
        let why = rename_reason::of_two(&name, wish, word, other);
        self.taken
            .insert(name.clone(), Owner::Word(word.to_owned()));
        Some(Named {
            name: Name::new(&name),
            why: Some(why),
        })
    }

    /// Takes the name of a type, of a component or not: a reserved name gets the suffix `Model`.
    pub fn take_type(&mut self, wish: &str, word: Option<&str>) -> Named {
        let owner = word.map_or(Owner::Other, |word| Owner::Word(word.to_owned()));
        if surface::is_taken(Room::Types, wish) {
            let Named { name, .. } = self.take_as(&format!("{wish}Model"), owner);
            let why = Some(rename_reason::of_reserved(name.as_str(), wish));
            return Named { name, why };
        }
        let is_allowed = |name: &str| !surface::is_taken(Room::Types, name);
        if let Some(named) = word.and_then(|word| self.take_apart(wish, word, camel, is_allowed)) {
            return named;
        }
        let Named { name, why } = self.take_as(wish, owner);
        let of_word = || rename_reason::of_word(word?, wish);
        Named {
            why: why.or_else(of_word),
            name,
        }
    }

    fn take_as(&mut self, wish: &str, owner: Owner) -> Named {
        let wish = &bounded(wish.to_owned());
        let Some(first) = self.taken.get(wish) else {
            self.taken.insert(wish.clone(), owner);
            let name = Name::new(wish);
            return Named { name, why: None };
        };
        // `v1` and `v12` would look like one family; `v1_2` doesn't.
        let gap = if wish.ends_with(|c: char| c.is_ascii_digit()) {
            "_"
        } else {
            ""
        };
        let number = self.numbers.entry(wish.clone()).or_insert(2);
        let mut name = format!("{wish}{gap}{number}");
        while self.taken.contains_key(&name) {
            *number += 1;
            name = format!("{wish}{gap}{number}");
        }
        *number += 1;
        let why = match (first, &owner) {
            (Owner::Reserved, _) => rename_reason::of_reserved(&name, wish),
            (Owner::Word(other), Owner::Word(word)) if word != other => {
                rename_reason::of_two(&name, wish, word, other)
            }
            _ => rename_reason::of_taken(&name, wish),
        };
        self.taken.insert(name.clone(), owner);
        Named {
            name: Name::new(&name),
            why: Some(why),
        }
    }
}

/// Names for all `words` of a scope, in their order.
pub fn assign<'a>(
    scope: &mut Scope,
    words: impl IntoIterator<Item = &'a str>,
    style: fn(&str) -> String,
) -> Vec<Named> {
    let words = words.into_iter().map(|word| (style(word), word));
    let mut order: Vec<(usize, (String, &str))> = words.enumerate().collect();
    order.sort_by_cached_key(|(_, (name, word))| {
        let has_margin = word.trim() != *word;
        let is_exact = name == word;
        (
            !is_exact,
            has_margin,
            is_upper(word),
            is_capital(word),
            *word,
        )
    });
    let mut taken: Vec<(usize, Named)> = order
        .into_iter()
        .map(|(i, (wish, word))| (i, scope.take_wish(&wish, word, style)))
        .collect();
    taken.sort_unstable_by_key(|(i, _)| *i);
    taken.into_iter().map(|(_, named)| named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::names::{camel, snake};

    #[test]
    fn a_collision_does_not_depend_on_the_order() {
        let words = ["a-b", "a_b", "A B"];
        let mut reversed = words;
        reversed.reverse();
        let mut names = assign(&mut Scope::default(), words, snake);
        let mut other = assign(&mut Scope::default(), reversed, snake);
        other.reverse();
        assert_eq!(names, other);
        assert_eq!(names[1].name.as_str(), "a_b");
        assert_eq!(names[1].why, None);
        assert_eq!(names[0].name.as_str(), "a_dash_b");
        assert_eq!(
            format!("{:?}", names[0].why),
            "Some(\"Named `a_dash_b` because `a-b` and `a_b` are both `a_b` in Rust.\")"
        );
        names.dedup_by_key(|named| named.name.clone());
        assert_eq!(names.len(), 3);
    }

    #[test]
    fn words_that_differ_by_a_capital_or_an_underscore_are_told_apart() {
        let check = |words: &[&str], style: fn(&str) -> String, expected: &[&str]| {
            let names = assign(&mut Scope::default(), words.iter().copied(), style);
            let names: Vec<&str> = names.iter().map(|named| named.name.as_str()).collect();
            assert_eq!(names, expected);
        };
        let pages = ["NextToken", "nextToken"];
        check(&pages, snake, &["capital_next_token", "next_token"]);
        check(
            &["id", "_id", "Id"],
            snake,
            &["id", "underscore_id", "capital_id"],
        );
        check(&["id", "id_"], snake, &["id", "id_underscore"]);
        check(
            &["Asc", "asc", "ASC"],
            camel,
            &["Asc", "LowerAsc", "UpperAsc"],
        );
        check(
            &["nextToken", "next_token"],
            snake,
            &["next_capital_token", "next_token"],
        );
        check(
            &["nextToken", "next_token"],
            camel,
            &["NextToken", "NextLowerToken"],
        );
        check(&["foo", "Foo", " foo"], camel, &["LowerFoo", "Foo", "Foo2"]);
        check(&[" foo", "foo"], camel, &["Foo2", "Foo"]);
        check(&["userId", "userID"], snake, &["user_lower_id", "user_id"]);
    }

    #[test]
    fn a_number_that_is_taken_is_passed_over() {
        let mut scope = Scope::reserving(["a4"]);
        let wishes = ["a2", "a", "a", "a", "a", "a2", "a2", "v"];
        let names = wishes.map(|wish| scope.take(wish));
        let names = names.each_ref().map(Name::as_str);
        assert_eq!(names, ["a2", "a", "a3", "a5", "a6", "a2_2", "a2_3", "v"]);
    }

    #[test]
    fn one_long_word_is_not_repeated_by_all_that_collide_with_it() {
        let long = format!("a{}", ".".repeat(100_000));
        let words = [long.as_str(), "a:", "a;"];
        let names = assign(&mut Scope::default(), words, snake);
        let said = names.iter().filter_map(|named| named.why.as_ref());
        assert!(said.map(|line| format!("{line:?}").len()).sum::<usize>() < 1000);
    }
}
