//! Timestamps, dates, bytes and parsed values: what they understand, and that they lose nothing.

use crate::{error, read, survives, write};
use openapi_client_runtime::runtime::wire::{
    Base64, Date, DateTime, NotAnInstant, Parsed, UnixTime,
};
use std::net::Ipv4Addr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[test]
fn timestamps_are_the_instants_that_they_say() {
    let cases = [
        ("1970-01-01T00:00:00Z", 0),
        ("2018-10-18T19:01:40Z", 1_539_889_300),
        ("2018-10-18t19:01:40.999999999999z", 1_539_889_300),
        ("2018-10-18 21:01:40+02:00", 1_539_889_300),
        ("2018-10-18T15:31:40.5-03:30", 1_539_889_300),
        ("2000-02-29T00:00:00Z", 951_782_400),
        ("2016-12-31T23:59:60Z", 1_483_228_800),
        ("1969-12-31T23:59:59Z", -1),
        ("1600-02-29T12:00:00Z", -11_670_955_200),
        ("0000-01-01T00:00:00Z", -62_167_219_200),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ];
    for (text, seconds) in cases {
        let time = DateTime::from(text);
        assert_eq!(time.unix_seconds(), Some(seconds), "{text}");
    }
}

#[test]
fn a_text_that_is_no_timestamp_is_kept() {
    for text in [
        "",
        "now",
        "2018-10-18",
        "2018-10-18T19:01:40",
        "2018-10-18T24:00:00Z",
        "2018-10-18T19:60:00Z",
        "2018-10-18T19:01:61Z",
        "2018-13-01T00:00:00Z",
        "2018-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2018-10-18T19:01:40+0200",
        "2018-10-18T19:01:40.Z",
        "2018-10-18T19:01:40.5",
        "2018-10-18T19:01:40+24:00",
        "+018-10-18T19:01:40Z",
        "2018-10-18T19-01-40Z",
        "２０１８-10-18T19:01:40Z",
        "2018-10-18T19:01:4🦀",
        "2018-10-1🦀T19:01:40Z",
    ] {
        let time: DateTime = survives(&serde_json::to_string(text).unwrap());
        assert_eq!(time.as_str(), text);
        assert_eq!(
            (time.unix_seconds(), time.to_system_time()),
            (None, None),
            "{text}"
        );
    }
    assert_eq!(
        error::<DateTime>("[]").message(),
        "expected a string, found an array"
    );
}

#[test]
fn the_clock_of_the_system_is_written_in_rfc_3339() {
    let second = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
    let cases = [
        (second(1_539_889_300), "2018-10-18T19:01:40Z"),
        (
            second(0) + Duration::from_millis(120),
            "1970-01-01T00:00:00.12Z",
        ),
        (
            second(0) + Duration::from_nanos(1),
            "1970-01-01T00:00:00.000000001Z",
        ),
        (
            second(0) - Duration::from_nanos(1),
            "1969-12-31T23:59:59.999999999Z",
        ),
        (second(0) - Duration::from_secs(1), "1969-12-31T23:59:59Z"),
    ];
    for (time, text) in cases {
        let written = DateTime::from(time);
        assert_eq!(written.to_string(), text);
        assert_eq!(written.to_system_time(), Some(time));
    }
    let now = SystemTime::now();
    assert_eq!(DateTime::from(now).to_system_time(), Some(now));
}

/// Every day of eight centuries, against a count that knows nothing but the leap years.
#[test]
fn the_calendar_agrees_with_counting() {
    let mut days = -135_140_i64; // 1600-01-01
    for year in 1600..2400_u16 {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for month in 1..=12_u8 {
            let length = match month {
                2 if is_leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            for day in 1..=length {
                let text = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
                assert_eq!(DateTime::from_unix_seconds(days * 86_400).as_str(), text);
                assert_eq!(DateTime::from(text).unix_seconds(), Some(days * 86_400));
                days += 1;
            }
            assert_eq!(Date::new(year, month, length + 1), None);
        }
    }
    assert_eq!(days, 157_054); // 2400-01-01
}

#[test]
fn any_number_of_seconds_is_written() {
    for seconds in [i64::MIN, i64::MAX, -62_167_219_201] {
        let text = DateTime::from_unix_seconds(seconds).to_string();
        assert!(text.ends_with('Z'), "{text}");
    }
    assert_eq!(
        UnixTime::from_seconds(i64::MAX).to_string(),
        "292277026596-12-04T15:30:07Z"
    );
}

#[test]
fn timestamps_are_ordered_by_instant() {
    let mut times = [
        "zzz",
        "2018-10-18T20:00:00Z",
        "2018-10-18T21:00:00+02:00",
        "",
        "2018-10-18T19:00:00.1Z",
        "2018-10-18T19:00:00Z",
    ]
    .map(DateTime::from);
    times.sort();
    assert_eq!(
        times.each_ref().map(DateTime::as_str),
        [
            "2018-10-18T19:00:00Z",
            "2018-10-18T21:00:00+02:00",
            "2018-10-18T19:00:00.1Z",
            "2018-10-18T20:00:00Z",
            "",
            "zzz",
        ]
    );
}

#[test]
fn dates_have_parts_and_keep_their_text() {
    let date = Date::new(2024, 2, 29).unwrap();
    assert_eq!(date.to_string(), "2024-02-29");
    assert_eq!(
        (date.year(), date.month(), date.day()),
        (Some(2024), Some(2), Some(29))
    );
    assert!(date > Date::new(2023, 12, 31).unwrap());
    for (year, month, day) in [
        (2023, 2, 29),
        (2023, 0, 1),
        (2023, 13, 1),
        (2023, 1, 0),
        (10_000, 1, 1),
    ] {
        assert_eq!(Date::new(year, month, day), None);
    }
    let odd: Date = survives(r#""18.10.2018""#);
    assert_eq!((odd.as_str(), odd.year()), ("18.10.2018", None));
    assert_eq!(survives::<Date>(r#""2018-10-18""#).day(), Some(18));
}

#[test]
fn unix_times_are_understood_and_written_back_as_they_came() {
    for (json, seconds) in [
        ("1539889300", Some(1_539_889_300)),
        ("-1", Some(-1)),
        ("1.0e9", Some(1_000_000_000)),
        (r#""1539889300""#, Some(1_539_889_300)),
        ("1539889300.5", None),
        ("9223372036854775808", None),
        (r#""soon""#, None),
        ("true", None),
        ("[1]", None),
        (r#"{"at":1}"#, None),
    ] {
        let time: UnixTime = survives(json);
        assert_eq!(time.seconds(), seconds, "{json}");
    }
    assert_eq!(
        error::<UnixTime>("null").message(),
        "expected an integer of seconds, found null"
    );
    assert_eq!(write(&UnixTime::from_seconds(5)), "5");
}

#[test]
fn unix_times_convert_print_and_compare() {
    let time = UnixTime::from_seconds(1_539_889_300);
    assert_eq!(time.to_string(), "2018-10-18T19:01:40Z");
    assert_eq!(format!("{time:?}"), "UnixTime(2018-10-18T19:01:40Z)");
    let system: SystemTime = time.clone().try_into().unwrap();
    assert_eq!(UnixTime::from(system), time);
    assert_eq!(
        UnixTime::from(UNIX_EPOCH - Duration::from_millis(1)).seconds(),
        Some(-1)
    );
    let odd: UnixTime = read(r#""soon""#);
    assert_eq!(odd.to_string(), r#""soon""#);
    assert_eq!(SystemTime::try_from(odd.clone()), Err(NotAnInstant));
    assert!(time < odd && UnixTime::from_seconds(-5) < time);
}

#[test]
fn base64_is_decoded_and_written_back_as_it_came() {
    // RFC 4648, section 10; then other spellings.
    let cases: [(&str, &[u8]); 13] = [
        ("", b""),
        ("Zg==", b"f"),
        ("Zm8=", b"fo"),
        ("Zm9v", b"foo"),
        ("Zm9vYg==", b"foob"),
        ("Zm9vYmE=", b"fooba"),
        ("Zm9vYmFy", b"foobar"),
        ("Zm9vYg", b"foob"),
        ("Zh==", b"f"),
        ("+/+/", &[0xFB, 0xFF, 0xBF]),
        ("-_-_", &[0xFB, 0xFF, 0xBF]),
        ("Zm9v\r\nYmFy", b"foobar"),
        ("//79/A==", &[0xFF, 0xFE, 0xFD, 0xFC]),
    ];
    for (text, bytes) in cases {
        let value: Base64 = survives(&serde_json::to_string(text).unwrap());
        assert_eq!(value.bytes().as_deref(), Some(bytes), "{text:?}");
        assert_eq!(value.into_bytes().as_deref(), Some(bytes), "{text:?}");
    }
    for text in ["Z", "Zm9vY", "=", "====", "Zg===", "Z=g=", "Zm9v!", "日本"] {
        let value: Base64 = survives(&serde_json::to_string(text).unwrap());
        assert_eq!(value.bytes(), None, "{text:?}");
        assert_eq!(value.to_string(), text);
    }
}

#[test]
fn base64_of_every_length_and_byte_survives() {
    let bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
    for length in [0, 1, 2, 3, 255, 256, 257, 1000] {
        let value = Base64::from(&bytes[..length]);
        let back: Base64 = read(&write(&value));
        assert_eq!(back, value);
        assert_eq!(back.into_bytes().unwrap(), bytes[..length]);
    }
}

#[test]
fn a_parsed_value_keeps_its_text() {
    let address: Parsed<Ipv4Addr> = survives(r#""127.0.0.1""#);
    assert_eq!(address.value(), Some(&Ipv4Addr::LOCALHOST));
    assert_eq!(address, Parsed::from(Ipv4Addr::LOCALHOST));
    let number: Parsed<f64> = survives(r#""1.50""#);
    assert_eq!((number.text(), number.value()), ("1.50", Some(&1.5)));
    let odd: Parsed<Ipv4Addr> = survives(r#""localhost""#);
    assert_eq!((odd.text(), odd.value()), ("localhost", None));
    assert_eq!(write(&Parsed::from(2.5)), r#""2.5""#);
}

#[test]
fn odd_values_survive_inside_of_collections() {
    survives::<Vec<Option<DateTime>>>(r#"["x",null,"2018-10-18T19:01:40+02:00"]"#);
    survives::<Vec<UnixTime>>(r#"[1,"2",3.5,false]"#);
}
