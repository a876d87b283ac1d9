//! Compares the types of a generated crate with those written by hand, over the same text. The first
//! argument is the folder for the figures. The program prints the size of the text and the number of turns.

mod types;

use criterion::{Criterion, black_box};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

/// How often the two take turns. A processor changes its speed within seconds: both sides of a comparison
/// have to be measured within less, and more than once.
const TURNS: usize = 12;

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let text = serde_json::to_string(&harbour::sample(40)).expect("JSON");
    println!("{} {TURNS}", text.len());
    let mut criterion = Criterion::default()
        .output_directory(Path::new(&folder))
        .without_plots()
        .sample_size(10)
        .nresamples(1_000)
        .warm_up_time(Duration::from_millis(30))
        .measurement_time(Duration::from_millis(150));
    let by_hand = Side::new("by-hand", &text, |value: &harbour::Schedule| {
        serde_json::to_vec(value).expect("JSON")
    });
    let generated = Side::new("generated", &text, types::send);
    for what in [What::Decode, What::Encode, What::Send] {
        for turn in 0..TURNS {
            by_hand.measure(&mut criterion, what, turn);
            generated.measure(&mut criterion, what, turn);
        }
    }
}

#[derive(Clone, Copy)]
enum What {
    Decode,
    Encode,
    Send,
}

/// One of the two that are compared.
struct Side<'a, T> {
    name: &'static str,
    text: &'a str,
    value: T,
    /// Makes JSON as a client does of the body that it sends.
    send: fn(&T) -> Vec<u8>,
}

impl<'a, T: Serialize + DeserializeOwned> Side<'a, T> {
    fn new(name: &'static str, text: &'a str, send: fn(&T) -> Vec<u8>) -> Self {
        // Both have to do the same work: neither loses anything.
        let value: T = serde_json::from_str(text).expect("it is read");
        let again = serde_json::to_value(&value).expect("it is written");
        let expected: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(again, expected, "{name} loses something");
        let sent: Value = serde_json::from_slice(&send(&value)).expect("JSON");
        assert_eq!(sent, expected, "{name} loses something that is sent");
        Self { name, text, value, send }
    }

    fn measure(&self, criterion: &mut Criterion, what: What, turn: usize) {
        let name = self.name;
        match what {
            What::Decode => criterion.bench_function(&format!("decode-{name}-{turn}"), |bencher| {
                let text = self.text.as_bytes();
                bencher.iter(|| serde_json::from_slice::<T>(black_box(text)).expect("it is read"));
            }),
            What::Encode => criterion.bench_function(&format!("encode-{name}-{turn}"), |bencher| {
                bencher.iter(|| serde_json::to_vec(black_box(&self.value)).expect("it is written"));
            }),
            What::Send => criterion.bench_function(&format!("send-{name}-{turn}"), |bencher| {
                bencher.iter(|| (self.send)(black_box(&self.value)));
            }),
        };
    }
}
