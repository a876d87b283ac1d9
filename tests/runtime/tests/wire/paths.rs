//! P3: the places of errors and of mismatches. Members that the document names are told; keys of maps
//! are data, so they are escaped, cut off, and left out below secrets.

use crate::samples::account::{Account, account_with};
use crate::samples::tree::{Node, Scores};
use openapi_client_runtime::runtime::wire::{
    self, Field, Place, Reading, Record, Table, View, Wire,
};
use std::collections::BTreeMap;

/// Passwords by name.
#[derive(Debug)]
struct Passwords {
    rest: BTreeMap<String, String>,
}

impl Record for Passwords {
    const TABLE: Table = Table {
        constants: &[],
        fields: &[],
        secret_rest: true,
    };
    fn blank() -> Self {
        let rest = Wire::blank();
        Self { rest }
    }
    fn place(&mut self, _: usize) -> Place<'_> {
        Wire::place(&mut self.rest)
    }
    fn view(&self, _: usize) -> View<'_> {
        Wire::view(&self.rest)
    }
}

/// Something that holds them.
#[derive(Debug)]
struct Vault {
    users: Passwords,
}

impl Record for Vault {
    const TABLE: Table = Table {
        constants: &[],
        fields: &[Field::required("users")],
        secret_rest: false,
    };
    fn blank() -> Self {
        let users = Record::blank();
        Self { users }
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => Wire::place(&mut self.users),
            _ => Place::Skip,
        }
    }
    fn view(&self, _: usize) -> View<'_> {
        Wire::view(&self.users)
    }
}

/// Where reading fails or, if it doesn't, where the first mismatch is.
fn place<T: Wire>(json: &str) -> String {
    let mut reading = Reading::default();
    match reading.json::<T>(json.as_bytes()) {
        Err(error) => error.path().to_owned(),
        Ok(_) => reading
            .mismatches()
            .iter()
            .next()
            .unwrap()
            .path()
            .to_owned(),
    }
}

/// A type, a text, and the place.
type Row = (fn(&str) -> String, String, String);

#[test]
fn keys_are_escaped_cut_off_and_left_out_below_secrets() {
    type Numbers = BTreeMap<String, i64>;
    let long = "k".repeat(1_000_000);
    let cut = format!("{}…", "k".repeat(40));
    let tokens = |json: &str| account_with("tokens", Some(serde_json::from_str(json).unwrap()));
    let rows: &[Row] = &[
        (place::<Numbers>, r#"{"a":""}"#.into(), "$.a".into()),
        (place::<Numbers>, r#"{"":""}"#.into(), r#"$[""]"#.into()),
        (
            place::<Numbers>,
            r#"{"a\u001b[0m\n\"\u202e":""}"#.into(),
            r#"$["a\u{1b}[0m\n\"\u{202e}"]"#.into(),
        ),
        (
            place::<Numbers>,
            format!(r#"{{"{long}":""}}"#),
            format!(r#"$["{cut}"]"#),
        ),
        (
            place::<Numbers>,
            format!(r#"{{"{long}":null}}"#),
            format!(r#"$["{cut}"]"#),
        ),
        (
            place::<Scores>,
            format!(r#"{{"unit":"","{long}":""}}"#),
            format!(r#"$["{cut}"]"#),
        ),
        (
            place::<Node>,
            format!(r#"{{"value":0,"children":[],"named":{{}},"{long}":"\ud800"}}"#),
            format!(r#"$["{cut}"]"#),
        ),
        (
            place::<Account>,
            tokens(r#"{"hush":""}"#),
            "$.tokens".into(),
        ),
        (
            place::<Account>,
            tokens(r#"{"hush":null}"#),
            "$.tokens".into(),
        ),
        (
            place::<Account>,
            tokens(r#"{"hush":{"hush":0}}"#),
            "$.tokens".into(),
        ),
        (
            place::<Vault>,
            r#"{"users":{"hush":5}}"#.into(),
            "$.users".into(),
        ),
        (
            place::<Vault>,
            r#"{"users":{"hush":null}}"#.into(),
            "$.users".into(),
        ),
        (place::<Passwords>, r#"{"hush":5}"#.into(), "$".into()),
    ];
    for (place, json, expected) in rows {
        assert_eq!(place(json), *expected);
    }
    assert_eq!(rows.len(), 13);
}

#[test]
fn a_path_is_never_long() {
    let key = "\u{7f}".repeat(50);
    let open = format!(r#"{{"value":0,"children":[],"named":{{"{key}":"#);
    let depth = 60;
    let json = format!("{}0{}", open.repeat(depth), "}}".repeat(depth));
    let error = wire::from_json::<Node>(json.as_bytes()).unwrap_err();
    let path = error.path();
    assert!((1000..=1030).contains(&path.len()), "{}", path.len());
    assert!(
        path.starts_with("$.named[") && path.ends_with("…\"]"),
        "{path}"
    );
    assert!(error.to_string().len() < 1200);
}
