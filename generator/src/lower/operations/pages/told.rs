//! The descriptions of parameters about pages: they tell a number of items, the number of a page, and a mark from each
//! other.

use crate::text::subject;

/// The beginnings of descriptions of the number of a page.
const PAGE_NUMBERS: [&str; 4] = [
    "page number",
    "page index",
    "number of the page",
    "index of the page",
];

/// The articles before them.
const ARTICLES: [&str; 2] = ["a", "the"];

/// The words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| !word.is_empty())
}

/// Whether a description begins with the number of a page: "Page number of pets to return".
pub fn is_page_number(text: &str) -> bool {
    let words = words(text).map(str::to_ascii_lowercase);
    let words = words.skip_while(|word| ARTICLES.contains(&&**word));
    let beginning: Vec<String> = words.take(4).collect();
    let beginning = beginning.join(" ");
    PAGE_NUMBERS.iter().any(|said| beginning.starts_with(said))
}

/// Words for a value that stands for a place between items, and counts nothing.
const MARKS: [&str; 14] = [
    "byte",
    "cursor",
    "date",
    "datetime",
    "guid",
    "id",
    "identifier",
    "marker",
    "time",
    "timestamp",
    "timezone",
    "token",
    "uid",
    "uuid",
];

/// Words for a number, also beside those for marks: `cursor position`.
const COUNTS: [&str; 9] = [
    "amount", "based", "count", "how", "index", "many", "number", "position", "zero",
];

/// Words in front of the place of a mark: `after this id`.
const ORDERS: [&str; 6] = ["after", "before", "from", "since", "than", "until"];

/// Words that compare a mark of items with the value: `an id greater than this`.
const COMPARED: [&str; 10] = [
    "bigger", "earlier", "greater", "higher", "larger", "later", "less", "lower", "newer", "older",
];

/// The word of a description for a value that is a mark, such as the id of an item or a time: "Identifier of the
/// first update", "Start after this timestamp". A description that begins with a number describes no mark.
pub fn mark(text: &str) -> Option<String> {
    let is_mark = |word: &&String| is(word, &MARKS);
    let subject = subject(text);
    if subject.iter().any(|word| is(word, &COUNTS)) {
        return None;
    }
    if let Some(mark) = subject.iter().find(is_mark) {
        return Some(mark.clone());
    }
    let sentence = text.split(['.', '\n']).next().unwrap_or_default();
    let words = words(sentence).map(str::to_ascii_lowercase);
    let words: Vec<String> = words.filter(|word| !is(word, &ARTICLES)).collect();
    let mut threes = words.windows(3);
    let said = threes.find_map(|three| match three {
        [order, this, mark] if is(order, &ORDERS) && is(this, &["this", "given"]) => Some(mark),
        [mark, compared, than] if is(compared, &COMPARED) && than == "than" => Some(mark),
        _ => None,
    });
    said.filter(is_mark).cloned()
}

/// The word of a description for a value that is a mark, and not the number of a page. The id of a page is its number.
pub fn mark_of_page(text: &str) -> Option<String> {
    let is_of_page = || words(text).any(|word| word.eq_ignore_ascii_case("page"));
    mark(text).filter(|mark| !is(mark, &["id", "identifier"]) || !is_of_page())
}

fn is(word: &str, known: &[&str]) -> bool {
    known.contains(&word)
}

/// The number of the first page, if a text has one such number: "zero-based", "e.g. page=1".
pub fn first_told(text: &str) -> Option<u64> {
    let has = |known: &[&str]| {
        words(text).any(|word| known.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    match (has(&["0", "zero"]), has(&["1", "one"])) {
        (true, false) => Some(0),
        (false, true) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{mark, mark_of_page};

    #[test]
    fn a_mark_is_told_from_a_number_of_items() {
        for text in [
            "Identifier of the first update to be returned. Must be greater by one.",
            "The ID of the last item",
            "Unique identifier",
            "Opaque pagination cursor from the last response",
            "Offset token.\nAn offset to the next page",
            "Timestamp offset, used for pagination",
            "The byte offset to start reading data from.",
            "Only return pets after this id",
            "Starts from the given timestamp.",
            "Pets with an id greater than this are returned",
        ] {
            assert!(mark(text).is_some(), "{text}");
        }
        for text in [
            "",
            "Offset of the first item",
            "The number of items to skip",
            "Number of IDs to skip.",
            "The offset of the item at which to begin the response.",
            "Offset for pagination; use `cursor` instead",
            "The index of the first token",
            "Cursor position in results",
            "The initial index from which to return the results.",
            "Skip this many pets. Each has an id.",
            "By default, the pets of this id begin with the first.",
        ] {
            assert_eq!(mark(text), None, "{text}");
        }
    }

    #[test]
    fn the_id_of_a_page_is_its_number() {
        assert!(mark_of_page("Page token").is_some());
        assert!(mark_of_page("The id of the first pet").is_some());
        assert_eq!(
            mark_of_page("The identifier of the first page to return."),
            None
        );
        assert_eq!(mark_of_page("Page number"), None);
    }
}
