//! Words in a row, as messages name them.

/// The most words of a series; a message counts the others.
const NAMED: usize = 8;

/// The words as a person lists them: "a, b and c". The first few of many, and the number of the others.
pub fn series(words: impl ExactSizeIterator<Item = String>) -> String {
    let count = words.len();
    let mut words: Vec<String> = words.take(NAMED).collect();
    let last = match count - words.len() {
        0 => words.pop().unwrap_or_default(),
        more => format!("{more} more"),
    };
    if words.is_empty() {
        last
    } else {
        format!("{} and {last}", words.join(", "))
    }
}
