//! The output of `Debug` for people: a block that fits is one line, and a field with an empty value is left
//! out. A type has only one form of an empty value (`None`, `false`, `[]`, `{}`), so no information is
//! lost.

mod print;
mod read;

use read::read;
use std::fmt::Debug;

/// Empty values of a field.
const DEFAULTS: [&str; 6] = ["None", "false", "[]", "{}", "Docs([])", "Docs {}"];

/// The `Debug` output of `value`, without the fields with empty values and the fields in `without`.
#[must_use]
pub fn outline(value: &dyn Debug, without: &[&str]) -> String {
    pruned(value, without).text()
}

/// The smallest blocks of `value` that have `name`, in quotes or without.
#[must_use]
pub fn named(value: &dyn Debug, name: &str) -> String {
    let mut blocks = String::new();
    pruned(value, &[]).find(&[name, &format!("{name:?}")], &mut blocks);
    blocks
}

fn pruned(value: &dyn Debug, without: &[&str]) -> Node {
    let mut node = read(&format!("{value:?}"));
    node.prune(without);
    node
}

/// A word, a block, or a block with a word before it: `Name { … }`, `Some(…)`, `[…]`.
#[derive(Default)]
struct Node {
    head: String,
    block: Option<Block>,
}

struct Block {
    open: char,
    close: char,
    items: Vec<Item>,
}

/// A value, after its name or key if it has one.
struct Item {
    key: Option<Node>,
    value: Node,
}

impl Node {
    /// Drops fields. Keys of maps stay with any value.
    fn prune(&mut self, without: &[&str]) {
        let Some(block) = &mut self.block else { return };
        for item in &mut block.items {
            item.value.prune(without);
        }
        if block.has_fields(&self.head) {
            let is_wanted = |key: &Node| !without.contains(&key.head.as_str());
            let items = &mut block.items;
            items
                .retain(|item| item.key.as_ref().is_none_or(is_wanted) && !item.value.is_default());
        }
    }

    fn is_default(&self) -> bool {
        let is_short = self.flat_len().is_some_and(|len| len <= 16);
        is_short && DEFAULTS.contains(&self.flat().as_str())
    }

    /// Adds the smallest blocks with one of the words as a direct field, key or item.
    fn find(&self, words: &[&str], found: &mut String) {
        let Some(block) = &self.block else { return };
        let is_word = |node: &Node| node.is_one_of(words);
        let says = |item: &Item| item.key.iter().chain([&item.value]).any(is_word);
        let names_it = block.has_fields(&self.head) && block.items.iter().any(says);
        if names_it {
            found.push_str(&self.text());
            return;
        }
        for item in &block.items {
            if item.key.as_ref().is_some_and(is_word) {
                item.print(0, found);
                found.push('\n');
            } else {
                item.value.find(words, found);
            }
        }
    }

    /// Whether the node is one of the words, also within parentheses: `Some("Name")`.
    fn is_one_of(&self, words: &[&str]) -> bool {
        match &self.block {
            None => words.contains(&self.head.as_str()),
            Some(block) if block.open == '(' => {
                let mut items = block.items.iter();
                items.any(|item| item.value.is_one_of(words))
            }
            Some(_) => false,
        }
    }
}

impl Block {
    /// Whether the block has fields; `Debug` puts spaces around them.
    fn has_fields(&self, head: &str) -> bool {
        self.open == '{' && !head.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{named, outline};
    use std::collections::BTreeMap;

    #[derive(Debug, Default, Clone)]
    #[expect(dead_code, reason = "`Debug` reads it")]
    struct Thing {
        name: &'static str,
        is_odd: bool,
        parts: Vec<Thing>,
        by_key: BTreeMap<char, Option<u8>>,
        inner: Option<Box<Thing>>,
    }

    fn thing(name: &'static str) -> Thing {
        Thing {
            name,
            ..Thing::default()
        }
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        assert_eq!(outline(&thing("a"), &[]), "Thing { name: \"a\" }\n");
    }

    #[test]
    fn what_looks_like_nothing_is_kept_where_it_says_something() {
        let mut odd = thing("");
        odd.by_key = [(',', None), ('\'', Some(0))].into();
        assert_eq!(
            outline(&odd, &[]),
            "Thing { name: \"\", by_key: {'\\'': Some(0), ',': None} }\n"
        );
        assert_eq!(outline(&[None::<u8>], &[]), "[None]\n");
    }

    #[test]
    fn fields_can_be_left_out() {
        let with_name = Thing {
            is_odd: true,
            ..thing("a")
        };
        assert_eq!(outline(&with_name, &["name"]), "Thing { is_odd: true }\n");
    }

    #[test]
    fn short_values_fill_lines() {
        let text = outline(&[Some(1_000_000); 12], &[]);
        assert_eq!(text.lines().count(), 4, "{text}");
    }

    #[test]
    fn texts_may_hold_brackets() {
        let odd = thing("a: \"{[(\\");
        assert_eq!(
            outline(&odd, &[]),
            format!("Thing {{ name: {:?} }}\n", odd.name)
        );
    }

    #[test]
    fn what_does_not_fit_is_broken_once() {
        let mut outer = thing("outer");
        outer.inner = Some(Box::new(Thing {
            parts: vec![thing("the first of the parts"); 3],
            ..thing("inner")
        }));
        let part = "            Thing { name: \"the first of the parts\" },\n";
        let expected = format!(
            "Thing {{\n    name: \"outer\",\n    inner: Some(Thing {{\n        name: \"inner\",\n        \
             parts: [\n{part}{part}{part}        ],\n    }}),\n}}\n"
        );
        assert_eq!(outline(&outer, &[]), expected);
    }

    #[test]
    fn a_name_finds_the_block_that_has_it() {
        let mut outer = thing("outer");
        outer.parts = vec![thing("a"), thing("b")];
        assert_eq!(named(&outer, "b"), "Thing { name: \"b\" }\n");
        let keys: BTreeMap<&str, u8> = [("a", 1), ("b", 2)].into();
        assert_eq!(named(&keys, "b"), "\"b\": 2\n");
    }
}
