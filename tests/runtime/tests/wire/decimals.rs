//! Decimal numbers: their digits are read and written as they came, wherever they stand.

use crate::{error, read, write};
use openapi_client_runtime::runtime::wire::{Decimal, Loose, NotADecimal, Reading};
use std::collections::BTreeMap;

const NUMBERS: [&str; 12] = [
    "0",
    "-0",
    "12",
    "1.10",
    "19.90",
    "-0.10000000000000000001",
    "12345678901234567890.123456789",
    "18446744073709551616",
    "123456789012345678901234567890123456789012345678901234567890",
    "1E5",
    "1.0e+400",
    "1e-400",
];

#[test]
fn the_digits_are_kept() {
    for json in NUMBERS {
        let number: Decimal = read(json);
        assert_eq!(number.digits(), Some(json));
        assert_eq!(write(&number), json);
        assert_eq!(number.to_string(), json);
        assert_eq!(format!("{number:?}"), format!("Decimal({json})"));
        assert_eq!(json.parse(), Ok(number));
    }
}

#[test]
fn the_digits_are_kept_within_others() {
    for number in NUMBERS {
        let json = format!("[{number},{number}]");
        assert_eq!(write(&read::<Vec<Decimal>>(&json)), json);
        assert_eq!(write(&read::<Vec<Option<Decimal>>>(&json)), json);
        assert_eq!(write(&read::<[Decimal; 2]>(&json)), json);
        // A union reads its variants from a value that is built first.
        assert_eq!(write(&read::<Vec<Loose<Decimal>>>(&json)), json);
        let json = format!(r#"{{"a":{number}}}"#);
        assert_eq!(write(&read::<BTreeMap<String, Decimal>>(&json)), json);
    }
    // A double is its value alone.
    assert_eq!(write(&read::<Vec<f64>>("[1.10]")), "[1.1]");
}

#[test]
fn other_values_are_kept_and_noted() {
    for (json, digits, note) in [
        (r#""12.50""#, Some("12.50"), "found a string; converted"),
        (r#""12,50""#, None, "found a string; kept"),
        ("true", None, "found a boolean; kept"),
        ("[1.0]", None, "found an array; kept"),
    ] {
        let mut reading = Reading::within(1000);
        let number: Decimal = reading.json(json.as_bytes()).unwrap();
        assert_eq!((number.digits(), write(&number)), (digits, json.to_owned()));
        let notes: Vec<String> = reading
            .mismatches()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(
            notes.len() == 1 && notes[0].ends_with(note),
            "{json}: {notes:?}"
        );
    }
    let null = error::<Decimal>("null");
    assert_eq!(null.message(), "expected a number, found null");
}

#[test]
fn they_are_made_of_numbers_and_texts() {
    assert_eq!(Decimal::from(19.9).digits(), Some("19.9"));
    assert_eq!(Decimal::from(-3).digits(), Some("-3"));
    assert_eq!(
        Decimal::from(u64::MAX).digits(),
        Some("18446744073709551615")
    );
    assert_eq!(write(&Decimal::from(f64::NAN)), "null");
    assert_eq!(Decimal::from(19.9).to_f64(), Some(19.9));
    for text in [
        "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "NaN", "0x1", "1 ", "1_000",
    ] {
        assert_eq!(text.parse::<Decimal>(), Err(NotADecimal), "{text}");
    }
}

#[test]
fn serde_reads_as_many_digits_as_its_numbers_have() {
    let number: Decimal = serde_json::from_str("1.5").unwrap();
    assert_eq!(number.digits(), Some("1.5"));
    let large: Decimal = "12345678901234567890.123456789".parse().unwrap();
    let json = serde_json::to_string(&large).unwrap();
    assert_eq!(json, "12345678901234567890.123456789");
}
