//! The reason why a name differs from its word, in a sentence for its docs.
//!
//! Another case, and `_` or nothing for the characters between words, makes no different name.

use crate::ir::{Docs, Name};
use crate::lower::names::{composed, speakable};
use crate::text::{self, Line, say};
use unicode_normalization::UnicodeNormalization;

/// The most characters of a word in a sentence: many names can share a long word.
const SHOWN: usize = 100;

/// A word in a sentence, or the beginning of a long one.
fn code(word: &str) -> Line {
    match word.char_indices().nth(SHOWN) {
        None => text::code(word),
        Some((end, _)) => text::code(&format!("{}…", &word[..end])),
    }
}

/// Appends the reason for another name to `docs`, if there is one.
pub fn tell(docs: &mut Docs, why: Option<Line>) {
    if let Some(why) = why {
        docs.paragraph(why);
    }
}

/// The reason why `word` itself can't be a name, and became `name`.
pub fn of_word(word: &str, name: &str) -> Option<Line> {
    let plain = composed(word);
    let letters = || plain.chars().filter(|c| c.is_alphanumeric());
    let is_any = |others: &[&str]| {
        let is = |other: &&str| letters().flat_map(char::to_lowercase).eq(other.chars());
        let length = || letters().map(char::len_utf8).sum::<usize>();
        others.iter().any(is) && name.trim_start_matches('_').len() > length()
    };
    let why = if word.is_empty() {
        "it is empty in the document".into()
    } else if is_any(&["self", "super", "crate"]) {
        say("{} is a keyword", &[&code(word)])
    } else if is_any(&["foo", "baz", "quux"]) {
        say(
            "{} stands for names that are still to be found",
            &[&code(word)],
        )
    } else {
        let (spoken, has_signs) = speakable(word);
        let mut letters = spoken
            .chars()
            .filter(|c| unicode_ident::is_xid_continue(*c) && *c != '_');
        match letters.next() {
            _ if has_signs => say("the signs in {} can't stand in a Rust name", &[&code(word)]),
            Some(first) if unicode_ident::is_xid_start(first) && is_allowed(word, &plain) => {
                return None;
            }
            Some(first) if unicode_ident::is_xid_start(first) => say(
                "Unicode advises against letters of {} in names",
                &[&code(word)],
            ),
            Some(_) => say("a Rust name can't begin as {} does", &[&code(word)]),
            None => say("nothing of {} can stand in a Rust name", &[&code(word)]),
        }
    };
    Some(sentence(name, &why))
}

/// Whether composition keeps all letters of a word.
fn is_allowed(word: &str, composed: &str) -> bool {
    word.is_ascii() || word.nfc().eq(composed.chars())
}

/// The reason why `name` is not `plain`: another word is `plain`, too.
pub fn of_two(name: &str, plain: &str, word: &str, other: &str) -> Line {
    let why = say(
        "{} and {} are both `{}` in Rust",
        &[&code(word), &code(other), &Name::new(plain)],
    );
    sentence(name, &why)
}

/// The reason why `name` is not `plain`: something else is `plain`.
pub fn of_taken(name: &str, plain: &str) -> Line {
    sentence(name, &say("there is another `{}`", &[&Name::new(plain)]))
}

/// The reason why `name` is not `plain`: several operations are.
pub fn of_several(name: &str, plain: &str) -> Line {
    let why = say("several operations are `{}` in Rust", &[&Name::new(plain)]);
    sentence(name, &why)
}

/// The reason why `name` comes from the route of an operation with the id `word`.
pub fn of_key(name: &str, word: &str) -> Line {
    sentence(name, &say("{} is a key", &[&code(word)]))
}

/// The reason why `name` is not `plain`: the emitted code uses `plain`.
pub fn of_reserved(name: &str, plain: &str) -> Line {
    let why = say("`{}` is already taken", &[&Name::new(plain)]);
    sentence(name, &why)
}

fn sentence(name: &str, why: &Line) -> Line {
    say("Named `{}` because {}.", &[&Name::new(name), why])
}
