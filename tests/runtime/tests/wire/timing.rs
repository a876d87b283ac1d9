//! How long decoding and encoding take beside serde's derive. Run by hand, optimised:
//! `cargo test --release -p openapi-client-runtime --test wire timing -- --ignored --nocapture`

use crate::samples::account::Account;
use crate::samples::message::{CreateMessage, Message};
use crate::samples::wide::{WIDTH, Wide};
use openapi_client_runtime::runtime::wire::{self, Wire};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

mod derived {
    use super::{BTreeMap, Deserialize, Serialize, Value};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    pub struct Account {
        object: String,
        version: i64,
        live: bool,
        flag: bool,
        small: i32,
        large: i64,
        unsigned: u64,
        ratio: f64,
        #[serde(rename = "display name")]
        name: String,
        any: Value,
        kind: Kind,
        parent: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        nickname: Option<String>,
        password: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        tokens: Option<BTreeMap<String, i64>>,
        tags: Vec<String>,
        labels: BTreeMap<String, i64>,
        address: Address,
        #[serde(skip_serializing_if = "Option::is_none")]
        old_addresses: Option<Vec<Address>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        born: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        seen_at: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        picture: Option<String>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Inapp,
        Email,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Address {
        city: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        street: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        geo: Option<Geo>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Geo {
        lat: f64,
        lon: f64,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[expect(clippy::struct_field_names, reason = "as the API names them")]
    pub struct Message {
        #[serde(rename = "type")]
        ty: String,
        id: String,
        created_at: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        body: Option<String>,
        message_type: Kind,
        #[serde(skip_serializing_if = "Option::is_none")]
        conversation_id: Option<String>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    pub struct CreateMessage {
        from: Sender,
        body: String,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "type", rename_all = "lowercase")]
    enum Sender {
        User(User),
        Contact(User),
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[expect(clippy::struct_field_names, reason = "as the API names them")]
    struct User {
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        user_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        email: Option<String>,
    }
}

const ACCOUNT: &str = r#"{"object":"account","version":2,"live":true,"flag":true,"small":-7,"large":9007199254740993,"unsigned":18446744073709551615,"ratio":0.5,"display name":"Ada Lovelace","any":null,"kind":"inapp","parent":null,"note":"a note of some length","nickname":"Countess","password":"hunter2","tags":["one","two","three"],"labels":{"alpha":1,"beta":2},"address":{"city":"Paris","street":"Rue de Rivoli","geo":{"lat":48.86,"lon":2.34}},"old_addresses":[{"city":"London"},{"city":"Turin","geo":{"lat":45.07,"lon":7.69}}],"born":"1815-12-10","seen_at":"2018-10-18T19:01:40Z"}"#;
const MESSAGE: &str = r#"{"type":"user_message","id":"403918349","created_at":1539889300,"body":"Hello, world","message_type":"inapp"}"#;
const REQUEST: &str =
    r#"{"from":{"type":"user","user_id":"536e564f316c83104c000020"},"body":"Hello, world"}"#;

/// The best of several rounds, for each of the two in turn, so that both meet the same noise.
fn compare<A, B>(name: &str, ours: impl Fn() -> A, derived: impl Fn() -> B) {
    let mut best = [Duration::MAX; 2];
    for _ in 0..100 {
        let start = Instant::now();
        for _ in 0..20 {
            black_box(ours());
        }
        best[0] = best[0].min(start.elapsed());
        let start = Instant::now();
        for _ in 0..20 {
            black_box(derived());
        }
        best[1] = best[1].min(start.elapsed());
    }
    let [ours, derived] = best.map(|time| time.as_secs_f64() * 1e9 / 20.0);
    let ratio = ours / derived;
    println!("{name}: {ours:.0} ns, derived {derived:.0} ns, ratio {ratio:.2}");
}

fn types<T: Wire, D: Serialize + for<'de> Deserialize<'de>>(name: &str, json: &str) {
    let json = format!("[{}]", vec![json; 20].join(","));
    let bytes = json.as_bytes();
    compare(
        &format!("decode {name}"),
        || wire::from_json::<Vec<T>>(black_box(bytes)).unwrap(),
        || serde_json::from_slice::<Vec<D>>(black_box(bytes)).unwrap(),
    );
    let ours: Vec<T> = wire::from_json(bytes).unwrap();
    let derived: Vec<D> = serde_json::from_slice(bytes).unwrap();
    compare(
        &format!("encode {name}"),
        || wire::to_json(black_box(&ours).view()).unwrap(),
        || serde_json::to_vec(black_box(&derived)).unwrap(),
    );
}

#[test]
#[ignore = "a measurement; it is of use only when optimised and by itself"]
fn timing() {
    types::<Account, derived::Account>("account", ACCOUNT);
    types::<Message, derived::Message>("message", MESSAGE);
    types::<CreateMessage, derived::CreateMessage>("request", REQUEST);

    let wide = |factor: usize| {
        let members = (0..WIDTH).map(|i| format!("\"member_{}\":{i}", i * factor % WIDTH));
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    };
    let (ordered, shuffled) = (wide(1), wide(7919));
    compare(
        "300 members, shuffled against in order",
        || wire::from_json::<Wide>(shuffled.as_bytes()).unwrap(),
        || wire::from_json::<Wide>(ordered.as_bytes()).unwrap(),
    );
}
