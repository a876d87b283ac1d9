//! Words of the document → Rust identifiers.

use crate::api::Status;
use crate::ir::Name;
use heck::{ToSnakeCase, ToUpperCamelCase};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_security::GeneralSecurityProfile;

/// `CamelCase`, for types and variants.
pub fn camel(word: &str) -> String {
    let spoken = with_plurals(speakable(word).0);
    let mut cased = String::with_capacity(spoken.len() + 1);
    for (i, part) in split_between_digits(&spoken).enumerate() {
        // heck would drop the mark that distinguishes `1.4` from `14`.
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

/// The words of an ASCII text in lower case. Most names are such texts, and heck is slow to find that nothing
/// changes.
fn lower_words(text: &str) -> Option<impl Iterator<Item = &str>> {
    let is_lower = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || SEPARATORS.contains(&b);
    let words = || text.split(|c| u8::try_from(c).is_ok_and(|b| SEPARATORS.contains(&b)));
    let is_plain = text.bytes().all(is_lower);
    is_plain.then(|| words().filter(|word| !word.is_empty()))
}

/// Characters that always separate words, in a name that begins with a letter or digit.
const SEPARATORS: &[u8] = b"_- /";

/// The word with plurals of acronyms as one word each: heck would split `URLs` into `ur` and `ls`.
fn with_plurals(word: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = word.as_bytes();
    let is_plural = |end: &usize| {
        let after = bytes.get(end + 1);
        bytes[*end] == b's'
            && bytes[end - 2..*end].iter().all(u8::is_ascii_uppercase)
            && after
                .is_none_or(|b| b.is_ascii_uppercase() || b.is_ascii_punctuation() || *b == b' ')
    };
    let mut ends = (2..bytes.len()).filter(is_plural).peekable();
    if ends.peek().is_none() {
        return word;
    }
    let mut text = word.to_string();
    for end in ends {
        let acronym = bytes[..end].iter().rev();
        let length = acronym.take_while(|b| b.is_ascii_uppercase()).count();
        text[end - length + 1..end].make_ascii_lowercase();
    }
    Cow::Owned(text)
}

/// The pieces of a word around each mark between digits.
fn split_between_digits(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let word = rest?;
        let bytes = word.as_bytes();
        let cut = (1..bytes.len().saturating_sub(1)).find(|&i| {
            let is_mark = bytes[i].is_ascii_punctuation() || bytes[i] == b' ';
            is_mark && bytes[i - 1].is_ascii_digit() && bytes[i + 1].is_ascii_digit()
        });
        let (head, tail) = cut.map_or((word, None), |i| (&word[..i], Some(&word[i + 1..])));
        rest = tail;
        Some(head)
    })
}

/// `snake_case`, for fields, methods and arguments.
pub fn snake(word: &str) -> String {
    let spoken = with_plurals(speakable(word).0);
    let cased = match lower_words(&spoken) {
        Some(words) => words.collect::<Vec<_>>().join("_"),
        None => spoken.to_snake_case(),
    };
    let name = identifier(&cased, word, "v");
    match name.as_str() {
        // `r#` doesn't work for the first four; clippy reports the others as forgotten placeholders.
        "self" | "super" | "crate" | "_" | "foo" | "baz" | "quux" => format!("{name}_"),
        _ => name,
    }
}

/// The name of a status: from the registry of RFC 9110, section 16.2, else its number.
pub fn status_word(status: Status) -> String {
    match status {
        Status::Code(code) => http::StatusCode::from_u16(code)
            .ok()
            .and_then(|code| code.canonical_reason())
            .map_or_else(
                || format!("Status{code}"),
                |reason| reason.replace('\'', ""),
            ),
        Status::Range(1) => "Informational".to_owned(),
        Status::Range(2) => "Success".to_owned(),
        Status::Range(3) => "Redirection".to_owned(),
        Status::Range(4) => "ClientError".to_owned(),
        Status::Range(5) => "ServerError".to_owned(),
        Status::Range(class) => format!("Status{class}xx"),
        Status::Default => "Default".to_owned(),
    }
}

/// The setter of a field.
pub fn setter(field: &Name) -> Name {
    Name::new(&format!("with_{}", field.as_str().trim_start_matches('_')))
}

/// A name of the generator, unique in its scope.
pub fn fixed(name: &'static str) -> Name {
    Name::new(name)
}

/// The segments of a path of Rust; `config` has checked that they are identifiers.
pub fn path(path: &str) -> Vec<Name> {
    let segments = path.split("::");
    segments.map(|segment| Name::new(segment.trim())).collect()
}

/// The word with composed letters, without letters that Unicode advises against in identifiers: rustc treats
/// names that differ only in composition as equal, and warns about such letters (Unicode Technical Standard 39,
/// section 3.1, General Security Profile).
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

/// The word with the signs spelled out that distinguish it from others, and whether it has such signs.
pub fn speakable(word: &str) -> (Cow<'_, str>, bool) {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || SEPARATORS.contains(&b);
    if word.starts_with(|c: char| c.is_ascii_alphanumeric()) && word.bytes().all(is_plain) {
        return (Cow::Borrowed(word), false);
    }
    let composed: &str = &composed(word);
    let alphanumeric = composed.chars().any(char::is_alphanumeric);
    let mut out = String::with_capacity(composed.len());
    let mut has_signs = false;
    for (i, c) in composed.char_indices() {
        let next = composed[i + c.len_utf8()..].chars().next();
        // `-created` sorts in the other direction than `created`.
        let leading_sign =
            i == 0 && matches!(c, '+' | '-') && next.is_some_and(char::is_alphanumeric);
        match sign(c) {
            Some(spoken) if !alphanumeric || leading_sign || matches!(c, '<' | '>' | '=' | '!') => {
                has_signs = true;
                out.push(' ');
                out.push_str(spoken);
                out.push(' ');
            }
            _ if c == '\'' => {}
            _ => out.push(c),
        }
    }
    if word.is_empty() {
        out.push_str("empty");
    }
    (Cow::Owned(out), has_signs)
}

/// The word with each of its signs spelled out, and with a word for capitals: this distinguishes it from words
/// with the same name in Rust.
pub fn spelled(word: &str) -> String {
    let mut out = String::from(if is_upper(word) { "upper " } else { "" });
    for c in composed(&word.replace("[]", " brackets ")).chars() {
        match sign(c) {
            Some(_) if c == '-' && !out.is_empty() => out.push_str(" dash "),
            Some(spoken) if !matches!(c, '_' | ' ') => {
                out.push(' ');
                out.push_str(spoken);
                out.push(' ');
            }
            _ => out.push(c),
        }
    }
    out
}

/// The word spelled out, with a word for the case of the first letter that another word has otherwise, and for
/// underscores around it.
pub fn told_apart(word: &str, other: &str) -> String {
    let sign = |has: bool, had: bool| if has && !had { " underscore " } else { "" };
    let before = sign(word.starts_with('_'), other.starts_with('_'));
    let after = sign(word.ends_with('_'), other.ends_with('_'));
    match by_case(word, other) {
        Some((0, case)) => format!("{case} {before}{}{after}", spelled(word)),
        Some((start, case)) => {
            let (first, rest) = word.split_at(start);
            format!(
                "{before}{}{after}",
                spelled(&format!("{first} {case} {rest}"))
            )
        }
        None => format!("{before}{}{after}", spelled(word)),
    }
}

/// The start of the part with the first letter that another word has in another case, and the word for this case.
fn by_case(word: &str, other: &str) -> Option<(usize, &'static str)> {
    let is_letter = |c: &char| c.is_alphanumeric();
    let places = word.char_indices().filter(|(_, c)| is_letter(c));
    let mut pairs = places.zip(other.chars().filter(is_letter));
    let ((place, letter), other) = pairs.find(|((_, a), b)| a != b)?;
    if !letter.to_lowercase().eq(other.to_lowercase()) {
        return None;
    }
    let is_first = !word[..place].contains(char::is_alphabetic);
    let case = match (letter.is_uppercase(), letter.is_lowercase()) {
        (true, _) => "capital",
        (_, true) => "lower",
        _ => return None,
    };
    let mut start = if is_first { 0 } else { place };
    let before = word[..start].char_indices().rev();
    let mut next = letter;
    for (at, c) in before {
        if !c.is_alphanumeric() || c.is_lowercase() && next.is_uppercase() {
            break;
        }
        (start, next) = (at, c);
    }
    Some((start, case))
}

/// Whether a word begins with a capital, as those of the least usual spelling do.
pub fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word is in capitals.
pub fn is_upper(word: &str) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
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

/// The characters of a word that an identifier allows; `prefix` goes before one that can't come first. A word
/// without any such character gives the codes of its characters.
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
    bounded(name)
}

/// The most bytes of a name. rustdoc writes a file for each item, whose name may have 255 bytes, and a name is
/// repeated at every use.
const LONGEST: usize = 200;

/// A name that is short enough: a longer name becomes its beginning and a hash.
pub fn bounded(mut name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    // A name without capitals is in snake case, or in another alphabet.
    let gap = if name.contains(char::is_uppercase) {
        ""
    } else {
        "_"
    };
    let number = format!("{gap}{:020}", hash(&name));
    let end = (0..=LONGEST - number.len()).rev();
    let end = end.into_iter().find(|end| name.is_char_boundary(*end));
    name.truncate(end.unwrap_or(0));
    let kept = name.trim_end_matches('_').len();
    name.truncate(kept);
    name.push_str(&number);
    name
}

/// FNV-1a: the same on each machine and in each version of the compiler.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_and_stays_one_of_its_own() {
        let long = |end: &str| format!("{}{end}", "long name ".repeat(1000));
        for style in [camel, snake] {
            let names = [style(&long("a")), style(&long("b"))];
            assert_ne!(names[0], names[1]);
            assert_eq!(names.each_ref().map(String::len), [LONGEST; 2]);
        }
        assert!(camel(&long("a")).starts_with("LongNameLongName"));
        assert_eq!(snake(&long("a")), snake(&long("a")));
        // An alphabet with three bytes a letter and no capitals.
        assert!(camel(&"日本".repeat(100)).len() <= LONGEST);
        let name = "x".repeat(LONGEST);
        assert_eq!(snake(&name), name);
    }

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
            ("v1_2-3", "V1_2_3", "v1_2_3"),
            ("gpt-2-2026-04-21", "Gpt2_2026_04_21", "gpt_2_2026_04_21"),
            ("10:30", "V10_30", "v10_30"),
            ("IDs", "Ids", "ids"),
            ("userIDs", "UserIds", "user_ids"),
            ("OAuthURLsByID", "OAuthUrlsById", "o_auth_urls_by_id"),
            ("APIs v2", "ApisV2", "apis_v2"),
            ("GetPDFsize", "GetPdFsize", "get_pd_fsize"),
            ("type", "Type", "type"),
            ("self", "SelfValue", "self_"),
            ("crate", "Crate", "crate_"),
            ("foo", "Foo", "foo_"),
            ("", "Empty", "empty"),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            ("-created", "MinusCreated", "minus_created"),
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
}
