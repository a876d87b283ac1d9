//! The text that the parser reads. The parser refuses a tab as the only space between `:` and a plain value, which YAML
//! 1.2 allows (section 6.2, "Separation Spaces"); here, a tab counts as a space there.

use saphyr_parser::input::SkipTabs;
use saphyr_parser::{Input, StrInput};

/// A text with tabs between tokens.
pub struct Tabbed<'t>(StrInput<'t>);

impl<'t> Tabbed<'t> {
    pub fn new(text: &'t str) -> Self {
        Self(StrInput::new(text))
    }
}

/// Methods that are those of the text. The trait has its own bodies for most, which are slower.
macro_rules! forward {
    (ref $(fn $look:ident($($at:ident: $place:ty),*) -> $found:ty;)*
     mut $(fn $take:ident($($arg:ident: $ty:ty),*) -> $out:ty;)*) => {
        $(#[inline] fn $look(&self $(, $at: $place)*) -> $found { self.0.$look($($at),*) })*
        $(#[inline] fn $take(&mut self $(, $arg: $ty)*) -> $out { self.0.$take($($arg),*) })*
    };
}

impl Input for Tabbed<'_> {
    forward! {
        ref
        fn buflen() -> usize;
        fn bufmaxlen() -> usize;
        fn buf_is_empty() -> bool;
        fn peek() -> char;
        fn peek_nth(n: usize) -> char;
        fn peek_opt() -> Option<char>;
        fn next_char_is(c: char) -> bool;
        fn nth_char_is(n: usize, c: char) -> bool;
        fn next_2_are(first: char, second: char) -> bool;
        fn next_3_are(first: char, second: char, third: char) -> bool;
        fn next_is_document_indicator() -> bool;
        fn next_is_document_start() -> bool;
        fn next_is_document_end() -> bool;
        fn next_can_be_plain_scalar(in_flow: bool) -> bool;
        fn next_is_blank_or_break() -> bool;
        fn next_is_blank_or_breakz() -> bool;
        fn next_is_blank() -> bool;
        fn next_is_break() -> bool;
        fn next_is_breakz() -> bool;
        fn next_is_z() -> bool;
        fn next_is_flow() -> bool;
        fn next_is_digit() -> bool;
        fn next_is_alpha() -> bool;
        mut
        fn lookahead(count: usize) -> ();
        fn raw_read_ch() -> char;
        fn raw_read_non_breakz_ch() -> Option<char>;
        fn skip() -> ();
        fn skip_n(count: usize) -> ();
        fn look_ch() -> char;
        fn skip_while_non_breakz() -> usize;
        fn skip_while_blank() -> usize;
        fn fetch_while_is_alpha(out: &mut String) -> usize;
        fn fetch_while_is_yaml_non_space(out: &mut String) -> usize;
    }

    fn skip_ws_to_eol(&mut self, tabs: SkipTabs) -> (usize, Result<SkipTabs, &'static str>) {
        let (count, found) = self.0.skip_ws_to_eol(tabs);
        let found = found.map(|found| match found {
            SkipTabs::Result(has_tab, has_space) => SkipTabs::Result(has_tab, has_tab || has_space),
            other => other,
        });
        (count, found)
    }
}
