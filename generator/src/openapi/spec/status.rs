//! The keys of responses: statuses, and ranges of them.

/// `200`, `4XX` and `4xx`.
pub fn is_status(key: &str) -> bool {
    let [first, rest @ ..] = key.as_bytes() else {
        return false;
    };
    matches!(first, b'1'..=b'9')
        && rest.len() == 2
        && (rest.iter().all(u8::is_ascii_digit) || rest.eq_ignore_ascii_case(b"XX"))
}

/// Guesses the status that a misspelt key means, such as `20x`, `2_X` and `2*`.
pub fn meant_status(key: &str) -> Option<String> {
    let signs = key.chars().filter(|sign| !"_-. ".contains(*sign));
    let signs = signs.map(|sign| if sign == '*' { 'X' } else { sign });
    let status = signs.collect::<String>().to_ascii_uppercase();
    let (first, rest) = status.split_at_checked(1)?;
    let is_range = (1..=3).contains(&rest.len())
        && rest.contains('X')
        && rest
            .bytes()
            .all(|sign| sign == b'X' || sign.is_ascii_digit());
    let meant = if is_range {
        format!("{first}XX")
    } else {
        status
    };
    (is_status(&meant) && matches!(meant.as_bytes()[0], b'1'..=b'5')).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::meant_status;

    #[test]
    fn the_status_that_is_meant() {
        for (key, meant) in [
            ("20x", Some("2XX")),
            ("2_X", Some("2XX")),
            ("4X", Some("4XX")),
            ("5-xx", Some("5XX")),
            ("3*", Some("3XX")),
            ("2XXX", Some("2XX")),
            ("2_00", Some("200")),
            ("20", None),
            ("0200", None),
            ("X00", None),
            ("7x", None),
            ("2xyz", None),
            ("é", None),
            ("ok", None),
            ("", None),
        ] {
            assert_eq!(meant_status(key).as_deref(), meant, "{key}");
        }
    }
}
