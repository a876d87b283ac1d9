//! Why a name is not the one that its word gives, in a sentence for its docs.
//!
//! Another case, and `_` or nothing for what stands between words, is no other name.

use super::names::{composed, speakable};
use crate::ir::{Docs, Name};
use crate::text::{self, Line, say};
use unicode_normalization::UnicodeNormalization;

/// How much of a word is repeated in a sentence. Many words can share one that is long.
const SHOWN: usize = 100;

/// A word in a sentence, or the beginning of a long one.
fn code(word: &str) -> Line {
    match word.char_indices().nth(SHOWN) {
        None => text::code(word),
        Some((end, _)) => text::code(&format!("{}…", &word[..end])),
    }
}

/// Says at the end of `docs` why something has another name, if it has.
pub fn tell(docs: &mut Docs, why: Option<Line>) {
    if let Some(why) = why {
        docs.paragraph(why);
    }
}

/// Why `word` can't be a name as it stands, so that it became `name`.
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

/// Whether the letters of a word are those that it is left with when it is composed.
fn is_allowed(word: &str, composed: &str) -> bool {
    word.is_ascii() || word.nfc().eq(composed.chars())
}

/// Why `name` is not `plain`: another word is that too.
pub fn of_two(name: &str, plain: &str, word: &str, other: &str) -> Line {
    let why = say(
        "{} and {} are both `{}` in Rust",
        &[&code(word), &code(other), &Name::new(plain)],
    );
    sentence(name, &why)
}

/// Why `name` is not `plain`: something else is.
pub fn of_taken(name: &str, plain: &str) -> Line {
    sentence(name, &say("there is another `{}`", &[&Name::new(plain)]))
}

/// Why `name` is not `plain`: what is emitted gives that another meaning.
pub fn of_reserved(name: &str, plain: &str) -> Line {
    let why = say("`{}` is already taken", &[&Name::new(plain)]);
    sentence(name, &why)
}

fn sentence(name: &str, why: &Line) -> Line {
    say("Named `{}` because {}.", &[&Name::new(name), why])
}
