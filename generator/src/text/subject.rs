//! The first words of a description, which name the described value: `your secret API key` of "Your secret API key for
//! this region".

/// The most words: a longer name is a sentence.
const MOST: usize = 8;

/// Words before the name.
const BEFORE: &[&str] = &[
    "a", "an", "be", "enter", "here", "is", "it", "its", "must", "optional", "our", "provide",
    "put", "required", "the", "their", "this", "use", "your",
];

/// Words that end the name: what follows tells more of it.
const AFTER: &[&str] = &[
    "a", "about", "after", "an", "and", "are", "as", "at", "be", "before", "by", "can", "for",
    "from", "given", "has", "have", "here", "if", "in", "into", "is", "its", "match", "matches",
    "must", "of", "on", "or", "our", "returned", "should", "since", "that", "the", "their", "this",
    "to", "until", "used", "was", "when", "where", "which", "who", "whose", "will", "with",
    "within", "without", "you", "your",
];

/// The words of the name, in lower case; none if the description begins with none.
#[must_use]
pub fn subject(description: &str) -> Vec<String> {
    let mut name: Vec<String> = Vec::new();
    for word in description.split_inclusive(|c: char| !c.is_alphanumeric() && c != '_') {
        let (word, end) = match word.char_indices().next_back() {
            Some((at, c)) if !c.is_alphanumeric() && c != '_' => (&word[..at], c),
            _ => (word, ' '),
        };
        let word = word.to_lowercase();
        let is_next = if name.is_empty() {
            !BEFORE.contains(&&*word)
        } else if ends(&word) {
            break;
        } else {
            true
        };
        if is_next && !word.is_empty() {
            name.push(word);
        }
        let is_end = ['.', ',', ';', ':', '!', '?', '(', '\n'].contains(&end);
        if !name.is_empty() && is_end || name.len() == MOST {
            break;
        }
    }
    name
}

/// Whether a word ends the name before it. One such as `issuing` begins a clause.
fn ends(word: &str) -> bool {
    AFTER.contains(&word) || word.ends_with("ing")
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[test]
    fn the_name_ends_before_the_words_that_tell_more_of_it() {
        for (description, name) in [
            ("Your secret API key", "secret api key"),
            ("The token of the bot, keep it secret", "token"),
            ("region of your API key", "region"),
            ("Region matching the token", "region"),
            ("Optional. Identifier of the first update", "identifier"),
            ("**Zero-based** offset (an id)", "zero based offset"),
            ("The bot's token.", "bot s token"),
            ("", ""),
            ("The", ""),
        ] {
            assert_eq!(subject(description).join(" "), name, "{description}");
        }
    }
}
