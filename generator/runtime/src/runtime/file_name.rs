//! Names in the header `Content-Disposition` of a part.

use super::parameter::strict;

/// Escapes a name as browsers do (WHATWG HTML, "Multipart form data"); RFC 7578 leaves the form open.
pub(super) fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            other => out.push(other),
        }
    }
}

/// Writes the name of a file outside of a form: a quoted string (RFC 2183, section 2), or UTF-8 in percent encoding if a
/// character has no place in one (RFC 8187, section 3.2).
pub(super) fn attached(name: &str, out: &mut String) {
    if !name.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        out.push_str("filename*=UTF-8''");
        out.push_str(&strict(name));
        return;
    }
    out.push_str("filename=\"");
    for character in name.chars() {
        if matches!(character, '"' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out.push('"');
}
