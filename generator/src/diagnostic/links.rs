//! Places in rendered messages as links, in the escape sequence that terminals have for them (OSC 8).

use super::Excerpt;
use super::render::spot;

/// The address of the file with a name, if it has one.
pub type Link<'l> = &'l dyn Fn(&str) -> Option<String>;

/// The signs before the place of a message, and before a further one.
const SIGNS: [&str; 2] = ["--> ", "::: "];

/// The message with links at the lines that show these places. An address with other than visible ASCII could end the
/// sequence, and is left out.
pub fn linked(message: &str, places: &[&Excerpt], link: Link<'_>) -> String {
    let lines = message.split('\n').map(|line| {
        let (before, shown, after) = parts(line)?;
        let place = places.iter().find(|place| spot(place) == shown)?;
        let address = link(&place.name)?;
        let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic());
        is_plain.then(|| format!("{before}\x1b]8;;{address}\x1b\\{shown}\x1b]8;;\x1b\\{after}"))
    });
    let lines = message
        .split('\n')
        .zip(lines)
        .map(|(line, linked)| linked.unwrap_or_else(|| line.to_owned()));
    lines.collect::<Vec<_>>().join("\n")
}

/// The parts of a line with a place: up to it, itself, and the sequence of colours behind it. Before the sign is only
/// space, unlike in a line of a file that contains the sign.
fn parts(line: &str) -> Option<(&str, &str, &str)> {
    let mut signs = SIGNS.into_iter();
    let (at, sign) = signs.find_map(|sign| Some((line.find(sign)?, sign)))?;
    let is_margin = plain(&line[..at]).trim().is_empty();
    let rest = at + sign.len();
    let start = rest + colours(&line[rest..]);
    let end = line[start..]
        .find('\x1b')
        .map_or(line.len(), |end| start + end);
    is_margin.then(|| (&line[..start], &line[start..end], &line[end..]))
}

/// The bytes of the sequences of colours at the start of a text.
fn colours(text: &str) -> usize {
    let mut start = 0;
    while text[start..].starts_with("\x1b[")
        && let Some(end) = text[start..].find('m')
    {
        start += end + 1;
    }
    start
}

/// A text without its sequences of colours.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\x1b[") {
        plain += before;
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::{linked, parts};
    use crate::diagnostic::{Excerpt, Lines};

    #[test]
    fn lines_with_a_place() {
        for (line, expect) in [
            (" --> a.yaml:1:2", Some((" --> ", "a.yaml:1:2", ""))),
            (
                "\x1b[1m\x1b[94m--> \x1b[0ma.yaml:1:2\x1b[0m",
                Some(("\x1b[1m\x1b[94m--> \x1b[0m", "a.yaml:1:2", "\x1b[0m")),
            ),
            ("  ::: a b:1:2", Some(("  ::: ", "a b:1:2", ""))),
            ("3 |  --> a.yaml:1:2", None),
            ("warning: --> a", None),
        ] {
            assert_eq!(parts(line), expect, "{line:?}");
        }
    }

    #[test]
    fn an_address_cannot_end_the_sequence() {
        let excerpt = |name| -> Excerpt { Lines::new(name, "a: b").excerpt(&(0..1)) };
        let place = excerpt("a.yaml");
        let message = "warning: no\n --> a.yaml:1:1\n --> b.yaml:1:1";
        let with = |address: &str| {
            let link = |_: &str| Some(address.to_owned());
            linked(message, &[&place], &link)
        };
        let expect =
            "warning: no\n --> \x1b]8;;file:///a\x1b\\a.yaml:1:1\x1b]8;;\x1b\\\n --> b.yaml:1:1";
        assert_eq!(with("file:///a"), expect);
        for address in [
            "file:///a\x07b",
            "file:///a\x1b\\b",
            "file:///a b",
            "file:///é",
        ] {
            assert_eq!(with(address), message, "{address:?}");
        }
    }
}
