//! Texts of formats, plain and odd ones.

use super::flat::Flat;
use tools::pattern;

/// Texts without a format, the plainest first.
const PLAIN: [&str; 17] = [
    "text",
    "x",
    "",
    "a b&c",
    "ünïcødé ☃",
    "😀👩‍🚀",
    "\u{0}",
    "\"\\/\u{8}\u{c}\n\r\t",
    "null",
    "12",
    "1.0",
    " blank ",
    "\u{202E}\u{FEFF}\u{2028}",
    "true",
    "{\"a\": 1}",
    "\u{FFFF}",
    "2017-07-21T17:32:28Z",
];

/// Names of members, the plainest first.
const NAMES: [&str; 10] = [
    "key",
    "",
    "a/b~c",
    "ключ",
    "$ref",
    "type",
    "\u{0}digits",
    "$serde_json::private::Number",
    "__proto__",
    "r#type",
];

/// The texts of a format, the plainest first.
fn of_format(format: &str) -> &'static [&'static str] {
    match format {
        "date-time" => &[
            "2017-07-21T17:32:28Z",
            "2017-07-21t17:32:28.5z",
            "1985-04-12T23:20:50.520000001+05:30",
            "1990-12-31T23:59:60Z",
            "0000-01-01T00:00:00-00:00",
            "9999-12-31T23:59:59.999999999-23:59",
            "2024-02-29T00:00:00.0Z",
        ],
        "date" => &["2017-07-21", "2024-02-29", "0000-01-01", "9999-12-31"],
        "time" => &[
            "17:32:28Z",
            "23:59:60Z",
            "00:00:00.123456789+14:00",
            "17:32:28z",
        ],
        "byte" => &["aGV5", "", "/+8=", "AA=="],
        "uuid" => &[
            "123e4567-e89b-12d3-a456-426614174000",
            "F47AC10B-58CC-4372-A567-0E02B2C3D479",
            "00000000-0000-0000-0000-000000000000",
        ],
        "uri" | "url" | "iri" => &[
            "https://example.com/a",
            "urn:a:b",
            "http://[::1]:80/?q=%20#f",
        ],
        "uri-reference" | "iri-reference" => &["/a", "", "https://example.com/a"],
        "email" | "idn-email" => &["ada@example.com", "\"a b\"@example.com"],
        "hostname" | "idn-hostname" => &["example.com", "xn--nxasmq6b"],
        "ipv4" | "ip" => &["192.0.2.1", "0.0.0.0"],
        "ipv6" => &["2001:db8::1", "::", "::ffff:192.0.2.1"],
        "duration" => &["P1D", "PT36H", "P1Y2M3DT4H5M6S", "P2W"],
        "decimal" => &[
            "1.5",
            "-0.10",
            "12345678901234567890.123456789012345678901234567890",
            "1e3",
        ],
        "json-pointer" => &["/a/0", ""],
        "regex" => &["^a+$"],
        "int64" | "int32" | "uint64" | "snowflake" => &["1", "-1"],
        "double" | "float" | "number" => &["1.5"],
        _ => &PLAIN,
    }
}

/// The texts that a schema may allow, the plainest first.
pub fn candidates(flat: &Flat<'_>) -> Vec<String> {
    if let Some(text) = flat.pattern.and_then(pattern::matching) {
        return vec![text];
    }
    let pool = match flat.formats.first() {
        Some(format) => of_format(format),
        None if flat.is_base64 => of_format("byte"),
        None => &PLAIN,
    };
    let (least, most) = (flat.least("minLength"), flat.most("maxLength"));
    let fits = |text: &String| (least..=most).contains(&text.chars().count());
    let mut texts: Vec<_> = pool
        .iter()
        .map(|&text| text.to_owned())
        .filter(fits)
        .collect();
    if pool == PLAIN {
        texts.push("x".repeat(least.clamp(5000, 100_000).min(most)));
        texts.retain(fits);
    }
    texts
}

/// The name of an undescribed member.
pub fn name(index: usize) -> &'static str {
    NAMES[index % NAMES.len()]
}

#[cfg(test)]
mod tests {
    use super::{Flat, candidates};
    use serde_json::json;

    #[test]
    fn limits_and_patterns_are_kept() {
        let check = |schema: serde_json::Value, first: &str| {
            let flat = Flat::new(&schema, &[&schema], &mut |_, _| 0);
            assert_eq!(
                candidates(&flat).first().map(String::as_str),
                Some(first),
                "{schema}"
            );
        };
        check(json!({}), "text");
        check(json!({"maxLength": 2}), "x");
        check(json!({"minLength": 5, "maxLength": 6}), "a b&c");
        check(json!({"pattern": "^[A-Z]{3}$"}), "AAA");
        check(json!({"format": "date"}), "2017-07-21");
        check(json!({"contentEncoding": "base64"}), "aGV5");
    }
}
