//! Words of the document → Rust identifiers, unique in their scope.
//!
//! A name depends on its own word and, in a collision, on the words that collide, never on where a
//! neighbour stands: exact spellings come first, then the others in alphabetical order.

use super::obstacle;
use crate::ir::{Line, Name};
use heck::{ToSnakeCase, ToUpperCamelCase};
use indexmap::IndexMap;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_security::GeneralSecurityProfile;

/// `CamelCase`, for types and variants.
pub fn camel(word: &str) -> String {
    let (spoken, _) = speakable(word);
    let mut cased = String::with_capacity(spoken.len() + 1);
    for (i, part) in split_between_digits(&spoken).enumerate() {
        // heck would drop the `_` that tells `1.4` from `14`.
        cased.push_str(if i > 0 { "_" } else { "" });
        match lower_words(part) {
            Some(words) => words.for_each(|word| push_capitalised(&mut cased, word)),
            None => cased.push_str(&part.to_upper_camel_case()),
        }
    }
    let name = identifier(&cased, word, "V");
    if name == "Self" {
        "SelfValue".to_owned()
    } else {
        name
    }
}

fn push_capitalised(text: &mut String, word: &str) {
    let (first, rest) = word.split_at(1);
    text.push_str(&first.to_ascii_uppercase());
    text.push_str(rest);
}

/// The words of a text of ASCII that is in lower case. Most names are such, and heck takes long to find
/// that nothing is to be changed in them.
fn lower_words(text: &str) -> Option<impl Iterator<Item = &str>> {
    let is_lower = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || SEPARATORS.contains(&b);
    let words = || text.split(|c| u8::try_from(c).is_ok_and(|b| SEPARATORS.contains(&b)));
    let is_plain = text.bytes().all(is_lower);
    is_plain.then(|| words().filter(|word| !word.is_empty()))
}

/// Signs that only ever separate words, in a name that begins with a letter or digit.
const SEPARATORS: &[u8] = b"_- /";

/// The pieces of a word around each `_` that stands between digits.
fn split_between_digits(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let word = rest?;
        let bytes = word.as_bytes();
        let cut = (1..bytes.len().saturating_sub(1)).find(|&i| {
            bytes[i] == b'_' && bytes[i - 1].is_ascii_digit() && bytes[i + 1].is_ascii_digit()
        });
        let (head, tail) = cut.map_or((word, None), |i| (&word[..i], Some(&word[i + 1..])));
        rest = tail;
        Some(head)
    })
}

/// `snake_case`, for fields, methods and arguments.
pub fn snake(word: &str) -> String {
    let (spoken, _) = speakable(word);
    let cased = match lower_words(&spoken) {
        Some(words) => words.collect::<Vec<_>>().join("_"),
        None => spoken.to_snake_case(),
    };
    let name = identifier(&cased, word, "v");
    match name.as_str() {
        // The first four can't be written with `r#`; clippy takes the others for placeholders that
        // were forgotten.
        "self" | "super" | "crate" | "_" | "foo" | "baz" | "quux" => format!("{name}_"),
        _ => name,
    }
}

/// The word with its letters composed and without those that Unicode advises against in identifiers:
/// rustc takes names that differ only in how they are composed for one, and warns of the others
/// (Unicode Technical Standard 39, section 3.1, General Security Profile).
pub fn composed(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let is_letter = |c: &char| unicode_ident::is_xid_continue(*c);
    let letters = word
        .nfkc()
        .filter(|c| !is_letter(c) || c.identifier_allowed());
    Cow::Owned(letters.nfc().collect())
}

/// The word with its signs spelled out where nothing else would tell it from others, and whether one was.
pub fn speakable(word: &str) -> (Cow<'_, str>, bool) {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || SEPARATORS.contains(&b);
    if word.starts_with(|c: char| c.is_ascii_alphanumeric()) && word.bytes().all(is_plain) {
        return (Cow::Borrowed(word), false);
    }
    let composed: &str = &composed(word);
    let alphanumeric = composed.chars().any(char::is_alphanumeric);
    let mut out = String::with_capacity(composed.len());
    let mut previous = None;
    let mut has_signs = false;
    for (i, c) in composed.char_indices() {
        let next = composed[i + c.len_utf8()..].chars().next();
        let between_digits = previous.is_some_and(|p: char| p.is_ascii_digit())
            && next.is_some_and(|n: char| n.is_ascii_digit());
        let leading_sign =
            i == 0 && matches!(c, '+' | '-') && next.is_some_and(|n| n.is_ascii_digit());
        match sign(c) {
            _ if c == '.' && between_digits => out.push('_'),
            Some(spoken) if !alphanumeric || leading_sign || matches!(c, '<' | '>' | '=' | '!') => {
                has_signs = true;
                out.push(' ');
                out.push_str(spoken);
                out.push(' ');
            }
            _ if c == '\'' => {}
            _ => out.push(c),
        }
        previous = Some(c);
    }
    if word.is_empty() {
        out.push_str("empty");
    }
    (Cow::Owned(out), has_signs)
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '~' => "tilde",
        '&' => "and",
        '|' => "or",
        '%' => "percent",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '^' => "caret",
        '_' => "underscore",
        ' ' => "space",
        '(' | ')' => "paren",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        '"' | '\'' | '`' => "quote",
        _ => return None,
    })
}

/// Keeps what may stand in an identifier; `prefix` goes before what can't begin one. Of a word of
/// which nothing may, the numbers of its characters are taken.
fn identifier(cased: &str, word: &str, prefix: &str) -> String {
    let mut name = composed(cased).into_owned();
    name.retain(unicode_ident::is_xid_continue);
    if name.trim_matches('_').is_empty() {
        let (letter, gap) = if prefix == "v" { ("u", "_") } else { ("U", "") };
        let codes = word.chars().map(|c| format!("{letter}{:x}", u32::from(c)));
        name = codes.collect::<Vec<_>>().join(gap);
    }
    if !name.starts_with(unicode_ident::is_xid_start) {
        name.insert_str(0, prefix);
    }
    name
}

/// A name, and why it is not the one that its word gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: Name,
    /// A sentence, where it is another one.
    pub why: Option<Line>,
}

/// A set of names that must differ.
#[derive(Debug, Default)]
pub struct Scope {
    taken: IndexMap<String, Owner>,
}

/// What has a name.
#[derive(Debug)]
enum Owner {
    /// The emitted code.
    Reserved,
    /// A word of the document.
    Word(String),
    /// Something that is named after several words or none.
    Other,
}

impl Scope {
    /// A scope in which these are taken already.
    pub fn reserving(names: &[&str]) -> Self {
        let taken = names.iter().map(|&name| (name.to_owned(), Owner::Reserved));
        Self {
            taken: taken.collect(),
        }
    }

    /// Whether nothing has this name yet.
    pub fn is_free(&self, name: &str) -> bool {
        !self.taken.contains_key(name)
    }

    /// Takes `wish`, or the first of `wish2`, `wish3`, … that is free.
    pub fn take(&mut self, wish: &str) -> Name {
        self.take_as(wish, Owner::Other).name
    }

    /// Takes the name that a word gives.
    pub fn take_word(&mut self, word: &str, style: fn(&str) -> String) -> Named {
        self.take_wish(&style(word), word)
    }

    /// Takes `wish`, which is the name that a word gives.
    fn take_wish(&mut self, wish: &str, word: &str) -> Named {
        let Named { name, why } = self.take_as(wish, Owner::Word(word.to_owned()));
        Named {
            why: why.or_else(|| obstacle::of_word(word, wish)),
            name,
        }
    }

    /// Takes a name for a type, that of a component or another one: one of a reserved word gets `Model`
    /// behind it.
    pub fn take_type(&mut self, wish: &str, word: Option<&str>, reserved: &[&str]) -> Named {
        let owner = word.map_or(Owner::Other, |word| Owner::Word(word.to_owned()));
        if reserved.contains(&wish) {
            let Named { name, .. } = self.take_as(&format!("{wish}Model"), owner);
            let why = Some(obstacle::of_reserved(name.as_str(), wish));
            return Named { name, why };
        }
        let Named { name, why } = self.take_as(wish, owner);
        let of_word = || obstacle::of_word(word?, wish);
        Named {
            why: why.or_else(of_word),
            name,
        }
    }

    fn take_as(&mut self, wish: &str, owner: Owner) -> Named {
        let Some(first) = self.taken.get(wish) else {
            self.taken.insert(wish.to_owned(), owner);
            let name = Name::new(wish);
            return Named { name, why: None };
        };
        // `v1` and `v12` would be read as one family; `v1_2` is not.
        let gap = if wish.ends_with(|c: char| c.is_ascii_digit()) {
            "_"
        } else {
            ""
        };
        let mut n = 2;
        let mut name = format!("{wish}{gap}{n}");
        while self.taken.contains_key(&name) {
            n += 1;
            name = format!("{wish}{gap}{n}");
        }
        let why = match (first, &owner) {
            (Owner::Reserved, _) => obstacle::of_reserved(&name, wish),
            (Owner::Word(other), Owner::Word(word)) if word != other => {
                obstacle::of_two(&name, wish, word, other)
            }
            _ => obstacle::of_taken(&name, wish),
        };
        self.taken.insert(name.clone(), owner);
        Named {
            name: Name::new(&name),
            why: Some(why),
        }
    }
}

/// Names for all `words` of one scope, in their order.
pub fn assign<'a>(
    scope: &mut Scope,
    words: impl IntoIterator<Item = &'a str>,
    style: fn(&str) -> String,
) -> Vec<Named> {
    let words = words.into_iter().map(|word| (style(word), word));
    let mut order: Vec<(usize, (String, &str))> = words.enumerate().collect();
    order.sort_by(|(_, (a, word_a)), (_, (b, word_b))| {
        (a != word_a, word_a).cmp(&(b != word_b, word_b))
    });
    let mut taken: Vec<(usize, Named)> = order
        .into_iter()
        .map(|(i, (wish, word))| (i, scope.take_wish(&wish, word)))
        .collect();
    taken.sort_unstable_by_key(|(i, _)| *i);
    taken.into_iter().map(|(_, named)| named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_identifiers() {
        for (word, type_name, field_name) in [
            ("user_id", "UserId", "user_id"),
            ("userID", "UserId", "user_id"),
            ("X-Rate-Limit", "XRateLimit", "x_rate_limit"),
            (
                "repos/list-for-org",
                "ReposListForOrg",
                "repos_list_for_org",
            ),
            ("a__b c_", "ABC", "a_b_c"),
            ("v1_2-3", "V1_23", "v1_2_3"),
            ("type", "Type", "type"),
            ("self", "SelfValue", "self_"),
            ("crate", "Crate", "crate_"),
            ("foo", "Foo", "foo_"),
            ("", "Empty", "empty"),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            ("1.4", "V1_4", "v1_4"),
            ("14", "V14", "v14"),
            ("3d model", "V3dModel", "v3d_model"),
            ("*", "Star", "star"),
            (">=", "GreaterEqual", "greater_equal"),
            ("日本", "日本", "日本"),
            ("e\u{301}te\u{301}", "Été", "été"),
            ("ﬁx ℓ", "FixL", "fix_l"),
            ("Ettaphʿal", "Ettaphal", "ettaphal"),
            ("ʿ", "U2bf", "u2bf"),
            ("⬅\u{fe0f}", "U2b05Ufe0f", "u2b05_ufe0f"),
            ("ｓｅｌｆ", "SelfValue", "self_"),
            ("🦀", "U1f980", "u1f980"),
            ("$dollar", "Dollar", "dollar"),
        ] {
            assert_eq!(camel(word), type_name, "{word:?}");
            assert_eq!(snake(word), field_name, "{word:?}");
        }
    }

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
        assert_eq!(
            format!("{:?}", names[0].why),
            "Some(\"Named `a_b3` because `a-b` and `a_b` are both `a_b` in Rust.\")"
        );
        names.dedup_by_key(|named| named.name.clone());
        assert_eq!(names.len(), 3);
    }
}
