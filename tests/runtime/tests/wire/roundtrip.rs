//! Decoding and encoding loses nothing: random values of a schema, with members that nobody
//! described, in random order.

use crate::samples::account::Account;
use crate::samples::message::Message;
use crate::samples::tree::Node;
use crate::samples::unions::{AnyKind, Event, Expr, Payment, Pet};
use crate::{survives, tree};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// A small generator of random numbers (xorshift), the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn text(&mut self) -> String {
        let alphabet = [
            "a", "Z", "\"", "\\", "\n", "ß", "🦀", "\u{0}", "/", " ", "9", "type",
        ];
        (0..self.below(8))
            .map(|_| alphabet[self.below(alphabet.len())])
            .collect()
    }

    fn integer(&mut self) -> i64 {
        let shift = self.below(64);
        self.next().cast_signed() >> shift
    }

    /// A number that is no integer, and which every parser of floats gets right.
    fn fraction(&mut self) -> f64 {
        f64::from(i32::try_from(self.integer() >> 32).unwrap()) + 0.5
    }

    fn any(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 5 } else { 7 }) {
            0 => Value::Null,
            1 => json!(self.one_in(2)),
            2 => json!(self.integer()),
            3 => json!(self.fraction()),
            4 => json!(self.text()),
            5 => (0..self.below(4)).map(|_| self.any(depth - 1)).collect(),
            _ => (0..self.below(4))
                .map(|_| (self.text(), self.any(depth - 1)))
                .collect(),
        }
    }

    /// An object of the members given, and of some that no type knows.
    fn object<const N: usize>(&mut self, members: [(&str, Value); N]) -> Value {
        let members = members.map(|(name, value)| (name.to_owned(), value));
        let mut object = Map::from_iter(members);
        for index in 0..self.below(3) {
            object.insert(format!("{} {index}", self.text()), self.any(2));
        }
        Value::Object(object)
    }

    /// The text of a value, its members in random order.
    fn shuffled(&mut self, value: &Value) -> String {
        match value {
            Value::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| self.shuffled(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Object(members) => {
                let mut members: Vec<_> = members
                    .iter()
                    .map(|(name, value)| format!("{}:{}", json!(name), self.shuffled(value)))
                    .collect();
                for index in (1..members.len()).rev() {
                    let other = self.below(index + 1);
                    members.swap(index, other);
                }
                format!("{{{}}}", members.join(","))
            }
            value => value.to_string(),
        }
    }
}

fn maybe(random: &mut Random, value: &mut Value, name: &str, content: Value) {
    if random.one_in(2)
        && let Value::Object(members) = value
    {
        members.insert(name.to_owned(), content);
    }
}

fn address(random: &mut Random) -> Value {
    let city = json!(random.text());
    let mut address = random.object([("city", city)]);
    let (lat, lon) = (random.fraction(), random.fraction());
    let geo = random.object([("lat", json!(lat)), ("lon", json!(lon))]);
    maybe(random, &mut address, "geo", geo);
    address
}

fn account(random: &mut Random) -> Value {
    let mut account = random.object([]);
    let tags: Value = (0..random.below(3)).map(|_| json!(random.text())).collect();
    let labels: Value = (0..random.below(3))
        .map(|_| (random.text(), json!(random.integer())))
        .collect();
    let required = [
        (
            "object",
            if random.one_in(5) {
                random.any(1)
            } else {
                json!("account")
            },
        ),
        ("version", json!(2)),
        ("live", json!(true)),
        ("flag", json!(random.one_in(2))),
        ("small", json!(random.integer() >> 32)),
        ("large", json!(random.integer())),
        ("unsigned", json!(random.next())),
        ("ratio", json!(random.fraction())),
        ("display name", json!(random.text())),
        ("any", random.any(3)),
        ("kind", json!(random.text())),
        (
            "parent",
            if random.one_in(2) {
                Value::Null
            } else {
                json!(random.text())
            },
        ),
        ("password", json!(random.text())),
        ("tags", tags),
        ("labels", labels),
        ("address", address(random)),
    ];
    for (name, value) in required {
        account[name] = value;
    }
    let nickname = if random.one_in(2) {
        Value::Null
    } else {
        json!(random.text())
    };
    let (born, picture, note) = (random.text(), random.text(), random.text());
    maybe(random, &mut account, "nickname", nickname);
    maybe(random, &mut account, "note", json!(note));
    maybe(random, &mut account, "born", json!(born));
    maybe(
        random,
        &mut account,
        "seen_at",
        json!("2018-10-18T19:01:40.250+02:00"),
    );
    maybe(random, &mut account, "picture", json!(picture));
    let old = json!([address(random), address(random)]);
    maybe(random, &mut account, "old_addresses", old);
    account
}

fn message(random: &mut Random) -> Value {
    let time = match random.below(3) {
        0 => json!(random.integer()),
        1 => json!(random.text()),
        _ => json!(random.fraction()),
    };
    let (id, kind) = (json!(random.text()), json!(random.text()));
    random.object([
        ("type", json!("user_message")),
        ("id", id),
        ("created_at", time),
        ("message_type", kind),
    ])
}

fn node(random: &mut Random, depth: usize) -> Value {
    let count = if depth == 0 { 0 } else { random.below(3) };
    let children: Value = (0..count).map(|_| node(random, depth - 1)).collect();
    let named: Value = (0..count)
        .map(|_| (random.text(), node(random, depth - 1)))
        .collect();
    let value = json!(random.integer());
    let mut object = random.object([("value", value), ("children", children), ("named", named)]);
    if count > 0 {
        object["next"] = node(random, depth - 1);
    }
    object
}

fn pet(random: &mut Random, depth: usize) -> Value {
    let integer = json!(random.integer());
    match random.below(5) {
        0 if depth > 0 => {
            // An optional member that is null is read as one that is missing.
            let friend = match pet(random, depth - 1) {
                Value::Null => json!([]),
                friend => friend,
            };
            random.object([
                ("species", json!("cat")),
                ("lives", integer),
                ("friend", friend),
            ])
        }
        0 | 1 => random.object([("species", json!("puppy"))]),
        2 => json!({"species": "zoo", "lions": integer}),
        3 => random.object([("species", json!("parrot")), ("says", json!("hi"))]),
        _ => random.any(3),
    }
}

fn expr(random: &mut Random, depth: usize) -> Value {
    if depth == 0 {
        return if random.one_in(4) {
            random.any(2)
        } else {
            json!(random.integer())
        };
    }
    let (of, and) = (expr(random, depth - 1), expr(random, depth - 1));
    match random.below(3) {
        0 => random.object([("of", of)]),
        1 => random.object([("of", of), ("exact", json!(true))]),
        _ => random.object([("of", of), ("and", and)]),
    }
}

/// What a value is after decoding and encoding is the value itself.
#[test]
fn random_values_survive() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..400 {
        let account = account(&mut random);
        survives::<Account>(&random.shuffled(&account));
        // The same from a buffered value.
        let direct = Account::deserialize(&account).unwrap();
        assert_eq!(serde_json::to_value(&direct).unwrap(), account);

        let message = message(&mut random);
        survives::<Message>(&random.shuffled(&message));
        let node = node(&mut random, 3);
        survives::<Node>(&random.shuffled(&node));
        let mut event = pet(&mut random, 3);
        survives::<Pet>(&random.shuffled(&event));
        if event.is_object() {
            event["topic"] = json!("pet");
        }
        survives::<Event>(&random.shuffled(&event));
        let expr = expr(&mut random, 4);
        survives::<Expr>(&random.shuffled(&expr));
        let any = random.any(4);
        survives::<AnyKind>(&random.shuffled(&any));
        survives::<Payment>(&random.shuffled(&any));
    }
}

/// The shuffling itself changes nothing but the order.
#[test]
fn shuffling_keeps_the_value() {
    let mut random = Random(7);
    for _ in 0..50 {
        let value = account(&mut random);
        assert_eq!(tree(&random.shuffled(&value)), value);
    }
}
