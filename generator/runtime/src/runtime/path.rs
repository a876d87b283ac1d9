//! The path of a request: the template with its values, and the rule that no value leads to another
//! path. The rule checks whole segments, because a segment can hold several values.
//!
//! The generator compiles this file too: it skips operations whose template no value can complete.

/// The first placeholder of a template: the text before it, its name, and the text after it.
pub(crate) fn placeholder(template: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = template.split_once('{')?;
    let (name, after) = after.split_once('}').unwrap_or((after, ""));
    Some((before, name, after))
}

/// Fills in the template. A value is written in its style, percent-encoded. The error has the names of
/// the placeholders without a value, or of the placeholders in a segment that leads to another path.
pub(crate) fn path<'t, 'v>(
    template: &'t str,
    value: &dyn Fn(&str) -> Option<&'v str>,
) -> Result<String, Vec<&'t str>> {
    let mut path = String::with_capacity(template.len() + 32);
    let mut places = Vec::new();
    let mut rest = template;
    while let Some((before, name, after)) = placeholder(rest) {
        let value = value(name).ok_or_else(|| vec![name])?;
        path.push_str(before);
        let start = path.len();
        path.push_str(value);
        places.push((start, path.len(), name));
        rest = after;
    }
    path.push_str(rest);

    // A path without a dot, plain or encoded, has no `.` or `..`.
    if !path.bytes().any(|byte| matches!(byte, b'.' | b'%')) {
        return Ok(path);
    }
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let mut from = 0;
    for segment in path[..end].split('/') {
        let to = from + segment.len();
        if moves(segment) {
            let here = |(start, end, _): &&(usize, usize, _)| *start < to && *end > from;
            return Err(places.iter().filter(here).map(|place| place.2).collect());
        }
        from = to + 1;
    }
    Ok(path)
}

/// Whether a server could treat a part of `segment` as `.` or `..`, however often it decodes the
/// segment. Some servers treat a backslash as a slash, and some drop the text after a semicolon.
fn moves(segment: &str) -> bool {
    decoded(segment)
        .split(|byte| matches!(byte, b'/' | b'\\'))
        .filter_map(|part| part.split(|byte| *byte == b';').next())
        .any(|part| matches!(part, b"." | b".."))
}

/// The text after decoding until nothing can be decoded any more: `%252e` is `.`. One pass is enough,
/// because a decoded byte can only complete an escape that ends with it or after it.
fn decoded(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        out.push(byte);
        while let [.., b'%', high, low] = out[..]
            && let (Some(high), Some(low)) = (digit(high), digit(low))
        {
            out.truncate(out.len() - 3);
            out.push(high << 4 | low);
        }
    }
    out
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}
