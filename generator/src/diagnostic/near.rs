//! Suggestions for misspelled words: the nearest known word.

use crate::steps::step;

/// The most comparisons of a run: a document can have as many unknown words as known ones, and a hundred
/// thousand of both.
const MOST: usize = 100_000;

/// The most characters of a compared word: the cost grows with the square.
const LONGEST: usize = 64;

/// Finds known words for misspelled ones, at a limited cost.
#[derive(Debug)]
pub struct Near {
    /// The comparisons that are left.
    left: usize,
}

impl Default for Near {
    fn default() -> Self {
        Self { left: MOST }
    }
}

impl Near {
    /// The known word that is nearest to `word`, if it is near enough.
    pub fn word<'k>(
        &mut self,
        word: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<&'k str> {
        let known = known.into_iter().take_while(|_| self.take());
        let near = known.filter_map(|known| Some((distance(word, known)?, known)));
        near.min().map(|(_, known)| known)
    }

    /// The known place that differs from `place` in one key, if the key is near enough.
    pub fn place<'k>(
        &mut self,
        place: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) -> Option<&'k str> {
        let known = known.into_iter().take_while(|_| self.take());
        let near = known.filter_map(|known| Some((distance_of_places(place, known)?, known)));
        near.min().map(|(_, known)| known)
    }

    fn take(&mut self) -> bool {
        step();
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }
}

/// The known words that are near enough, the nearest first. The cost is not limited: the words must not come
/// from the document.
pub fn words<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Vec<&'k str> {
    let known = known.into_iter();
    let near = known.filter_map(|known| Some((distance(word, known)?, known)));
    let mut near: Vec<_> = near.collect();
    near.sort_unstable();
    near.into_iter().map(|(_, known)| known).collect()
}

/// The number of different letters, if it is at most a third. Case doesn't count.
fn distance(word: &str, known: &str) -> Option<usize> {
    let (long, short) = (word.len().max(known.len()), word.len().min(known.len()));
    // A character has up to four bytes.
    if long > 4 * LONGEST || short == 0 || long > 4 * short || word == known {
        return None;
    }
    if word.eq_ignore_ascii_case(known) {
        return Some(0);
    }
    let length = word.chars().count();
    let most = length / 3;
    if length > LONGEST || known.chars().count().abs_diff(length) > most {
        return None;
    }
    let distance = strsim::osa_distance(word, known);
    (distance <= most).then_some(distance)
}

fn distance_of_places(place: &str, known: &str) -> Option<usize> {
    let (mut keys, mut others) = (place.split('/'), known.split('/'));
    let mut differing = None;
    loop {
        match (keys.next(), others.next()) {
            (None, None) => break,
            (Some(key), Some(other)) if key == other => {}
            (Some(key), Some(other)) if differing.is_none() => differing = Some((key, other)),
            _ => return None,
        }
    }
    let (key, other) = differing?;
    distance(key, other)
}

#[cfg(test)]
mod tests {
    use super::{MOST, Near, words};

    #[test]
    fn the_nearest_word_is_found() {
        let known = ["description", "required", "properties", "items", "in"];
        for (word, near) in [
            ("descripton", Some("description")),
            ("Items", Some("items")),
            ("requierd", Some("required")),
            ("property", None),
            ("im", None),
            ("IN", Some("in")),
            ("", None),
            ("nothing", None),
        ] {
            assert_eq!(Near::default().word(word, known), near, "{word}");
        }
    }

    #[test]
    fn a_place_may_differ_in_one_key() {
        let known = ["#/paths/~1pets/get", "#/components/schemas/Pet"];
        let nearest = |place| Near::default().place(place, known);
        assert_eq!(nearest("#/paths/~1pet/get"), Some(known[0]));
        assert_eq!(nearest("#/components/schemas/pet"), Some(known[1]));
        assert_eq!(nearest("#/components/schema/pet"), None);
        assert_eq!(nearest("#/components/schemas"), None);
    }

    #[test]
    fn codes_are_near_by_one_character() {
        let near = words("W0205", ["W0206", "E0205", "W0101"]);
        assert_eq!(near, ["E0205", "W0206"]);
    }

    #[test]
    fn comparisons_are_limited() {
        let mut near = Near::default();
        let many = std::iter::repeat_n("other", MOST);
        assert_eq!(near.word("word", many), None);
        assert_eq!(near.word("wort", ["word"]), None);
    }
}
