//! Compares the types of a generated crate with those written by hand, over the same text. The first
//! argument is the folder that the figures go to; what is printed is the size of the text.

mod types;

use criterion::{Criterion, black_box};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let text = serde_json::to_string(&harbour::sample(40)).expect("JSON");
    println!("{}", text.len());
    let mut criterion = Criterion::default()
        .output_directory(Path::new(&folder))
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    compare(&mut criterion, "by-hand", &text, |value: &harbour::Schedule| {
        serde_json::to_vec(value).expect("JSON")
    });
    compare(&mut criterion, "generated", &text, types::send);
}

/// `send` makes JSON as a client does of the body that it sends.
fn compare<T: Serialize + DeserializeOwned>(
    criterion: &mut Criterion,
    name: &str,
    text: &str,
    send: fn(&T) -> Vec<u8>,
) {
    // Both have to do the same work: neither loses anything.
    let value: T = serde_json::from_str(text).expect("it is read");
    let again = serde_json::to_value(&value).expect("it is written");
    let expected: Value = serde_json::from_str(text).expect("JSON");
    assert_eq!(again, expected, "{name} loses something");
    let sent: Value = serde_json::from_slice(&send(&value)).expect("JSON");
    assert_eq!(sent, expected, "{name} loses something that is sent");

    criterion.bench_function(&format!("decode-{name}"), |bencher| {
        bencher.iter(|| serde_json::from_slice::<T>(black_box(text.as_bytes())).expect("it is read"));
    });
    criterion.bench_function(&format!("encode-{name}"), |bencher| {
        bencher.iter(|| serde_json::to_vec(black_box(&value)).expect("it is written"));
    });
    criterion.bench_function(&format!("send-{name}"), |bencher| {
        bencher.iter(|| send(black_box(&value)));
    });
}
