//! Texts that differ only in case or marks.

/// A value without the case of letters and the marks between them. Marks at the ends and before digits
/// distinguish values: `-name` sorts in the other direction than `name`, and `v1.1` isn't `v11`. A value with
/// other marks resembles none.
pub fn letters(value: &str) -> Option<String> {
    let mut letters = String::with_capacity(value.len());
    let mut marks = String::new();
    for c in value.chars() {
        if matches!(c, '-' | '_' | ' ' | '.') {
            marks.push(c);
        } else if c.is_alphanumeric() {
            if letters.is_empty() || c.is_numeric() {
                letters.push_str(&marks);
            }
            marks.clear();
            letters.extend(c.to_lowercase());
        } else {
            return None;
        }
    }
    Some(letters + &marks)
}

/// The text that is a name: exactly, or else but for case and marks.
pub fn find<'a>(texts: impl Iterator<Item = &'a str> + Clone, name: &str) -> Option<&'a str> {
    let letters_of_name = letters(name);
    let is_alike = |text: &&str| letters_of_name.is_some() && letters(text) == letters_of_name;
    let same = texts.clone().find(|text| *text == name);
    same.or_else(|| texts.into_iter().find(is_alike))
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn which_values_are_alike() {
        for (one, other, expect) in [
            ("foo-bar", "foo_bar", true),
            ("FooBar", "foo bar", true),
            ("name", "-name", false),
            ("v1.1", "v11", false),
            ("v1.1", "V1_1", false),
            ("us-east-1", "US_EAST-1", true),
            ("gmt0", "gmt-0", false),
            ("any", "any_", false),
        ] {
            assert_eq!(letters(one) == letters(other), expect, "{one} {other}");
        }
        assert_eq!(letters("c++"), None);
    }
}
