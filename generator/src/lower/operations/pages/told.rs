//! The descriptions of parameters about pages: they tell the number of a page from an offset.

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
