//! Invisible characters, and characters that change the reading of others.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character must not be in the output: it is invisible, changes the direction or the line of the
/// following text, or is a noncharacter. All kinds of output use this table.
///
/// These are the categories Cc, Zl and Zp; the characters of Cf (format) without a form of their own; the
/// fillers and joiners in Unicode's `Default_Ignorable_Code_Point`, with tags and the supplementary variation
/// selectors; and the noncharacters. The sixteen variation selectors of the first plane belong to a visible
/// character, as in an emoji, and stay.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    matches!(c,
        '\u{80}'..='\u{9f}'
        | '\u{ad}' // soft hyphen
        | '\u{34f}' // combining grapheme joiner
        | '\u{61c}' // Arabic letter mark
        | '\u{115f}' | '\u{1160}' // Hangul fillers
        | '\u{17b4}' | '\u{17b5}' // Khmer inherent vowels
        | '\u{180b}'..='\u{180f}' // Mongolian selectors and vowel separator
        | '\u{200b}'..='\u{200f}' // zero width space, joiners, direction marks
        | '\u{2028}'..='\u{202e}' // separators of lines and paragraphs, embeddings and overrides
        | '\u{2060}'..='\u{206f}' // word joiner, invisible operators, isolates, deprecated controls
        | '\u{3164}' | '\u{ffa0}' // Hangul fillers
        | '\u{fdd0}'..='\u{fdef}' // noncharacters
        | '\u{feff}' // byte order mark
        | '\u{fff0}'..='\u{fffb}' // unassigned, interlinear annotation
        | '\u{13430}'..='\u{1343f}' // controls of hieroglyphs
        | '\u{1bca0}'..='\u{1bca3}' // controls of shorthand
        | '\u{1d173}'..='\u{1d17a}' // controls of musical notation
        | '\u{e0000}'..='\u{e0fff}' // tags, variation selectors
    ) || u32::from(c) & 0xfffe == 0xfffe
}

/// A text on one line, with each hidden character replaced by its number, even line breaks.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, is_hidden)
}

/// A text of several lines for a terminal: it can't move the cursor, set a colour or make a link.
#[must_use]
pub fn terminal(text: &str) -> Cow<'_, str> {
    shown(text, |c| is_hidden(c) && c != '\n' && c != '\t')
}

/// Replaces the characters for which `is_shown` is true by their numbers.
pub(super) fn shown(text: &str, is_shown: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_plain = |byte: u8| (b' '..=b'~').contains(&byte);
    if text.bytes().all(is_plain) || !text.contains(&is_shown) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_shown(c) {
            let _ = write!(out, "U+{:04X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{is_hidden, terminal, visible};

    #[test]
    fn the_whole_of_bidi_control_is_hidden() {
        // PropList.txt of Unicode 16.
        let bidi = "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
        assert!(bidi.chars().all(is_hidden));
    }

    #[test]
    fn what_is_seen_is_not() {
        let seen = "a ~ é e\u{301} ü 日本 🦀 ❤\u{fe0f} \u{a0} \u{3000} \u{600} … \u{e000}";
        assert_eq!(seen.chars().filter(|c| is_hidden(*c)).count(), 0);
    }

    #[test]
    fn hidden_characters_are_shown_by_their_numbers() {
        assert_eq!(
            visible("a\0b\n\u{202e}\u{e0041}"),
            "aU+0000bU+000AU+202EU+E0041"
        );
        assert_eq!(terminal("a\u{1b}[0m\n\tb\r"), "aU+001B[0m\n\tbU+000D");
    }
}
