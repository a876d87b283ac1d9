//! Decimal numbers keep their digits.

use case_scalars_decimals as client;

mod support;

use client::runtime::wire::Decimal;
use client::types::{GetPriceOkHeaders, Price, PriceEither};
use client::{Client, Memory};
use support::{Stopped, now};

const DIGITS: &str = "12345678901234567890.123456789";
const JSON: &str = r#"{"amount":12345678901234567890.123456789,"rate":0.10,"steps":[1.10,100000000000000000000],"by_place":{"a":12345678901234567890.123456789},"either":12345678901234567890.123456789,"composed":19.90,"limited":0.10000000000000000001,"double":0.1,"fixed":1.50,"narrowed":2.50}"#;

#[test]
fn they_keep_their_digits() {
    let memory = Memory::new(|_| Memory::json(200, JSON));
    let client = Client::builder().transport(memory.clone()).base_url("https://api.example.com");
    let client = client.clock(Stopped).build().unwrap();
    let digits: Decimal = DIGITS.parse().unwrap();
    let response = now(client.get_price().above(digits.clone()).send_with_response()).unwrap();
    assert!(response.mismatches().is_empty());
    let price = response.into_inner();
    assert_eq!(price.amount, digits);
    assert!(matches!(&price.either, Some(PriceEither::Number(number)) if *number == digits));
    now(client.put_price(&price)).unwrap();
    now(client.put_price(&Price::new(19.5).with_steps(vec![7.into(), digits]))).unwrap();
    let requests = memory.requests();
    assert_eq!(requests[0].uri().query(), Some("above=12345678901234567890.123456789"));
    let sent = |index: usize| String::from_utf8(requests[index].clone().into_inner().body().to_vec()).unwrap();
    assert_eq!(sent(1), JSON);
    assert_eq!(sent(2), format!(r#"{{"amount":19.5,"steps":[7,{DIGITS}]}}"#));
}

#[test]
fn in_headers_too() {
    let memory = Memory::new(|_| {
        let mut response = Memory::json(200, JSON)?;
        for (name, value) in [("x-rate", DIGITS), ("x-steps", "1.10, 100000000000000000000"), ("x-price", JSON)] {
            response.headers_mut().insert(name, value.parse().unwrap());
        }
        Ok(response)
    });
    let client = Client::builder().transport(memory).base_url("https://api.example.com");
    let client = client.clock(Stopped).build().unwrap();
    let response = now(client.get_price().send_with_response()).unwrap();
    let headers = GetPriceOkHeaders::from(&response.headers);
    assert!(headers.mismatches.is_empty());
    let digits = |text: &str| text.parse::<Decimal>().unwrap();
    assert_eq!(headers.x_rate, Some(digits(DIGITS)));
    assert_eq!(headers.x_steps, Some(vec![digits("1.10"), digits("100000000000000000000")]));
    assert_eq!(headers.x_price.as_ref(), Some(&response.value));
}
