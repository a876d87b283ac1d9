//! The media types of parts as they are sent.

use case_bodies_part_types as client;

mod support;

use client::types::Pet;
use client::{Client, FilePart, Memory};
use support::{Stopped, now, sent};

#[test]
fn a_value_is_written_under_the_first_type_that_allows_it() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().transport(memory.clone());
    let client = builder.clock(Stopped).build().unwrap();
    let pet = Pet::new("Ada");
    let call = client.send_named(&pet, 1).patch(&pet).range(&pet).any_range(&pet);
    let call = call.text(FilePart::from("<a/>").content_type("application/xml"));
    // A value that the caller writes is a file for servers only if the caller names one.
    let call = call.lines([FilePart::from("a,b"), FilePart::new("l.csv", "c,d")]).either("word");
    let call = call.numbers(vec![2]).flag(true).word("w").words(vec!["v".to_owned()]);
    let call = call.scan(FilePart::from("PNG").content_type("image/png"));
    let call = call.pets(vec![pet.clone(), pet]).rows(vec![vec![1, 2], vec![]]);
    let call = call.form(&Pet::new("A&B c"));
    let call = call.table("a,b").undescribed("bytes");
    now(call).unwrap();
    let (_, body) = sent(&memory);
    assert_eq!(body, BODY);
}

#[test]
fn a_list_with_a_style_is_one_part() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().transport(memory.clone());
    let client = builder.clock(Stopped).build().unwrap();
    let texts = || vec!["a b".to_owned(), "c".to_owned()];
    let call = client.send_joined().commas(texts()).spaces(vec![1, 2]).each(texts());
    now(call.pipes(vec![true, false]).pipes_x_count(2)).unwrap();
    let (_, body) = sent(&memory);
    assert_eq!(body, JOINED);
}

const JOINED: &str = r#"--
Content-Disposition: form-data; name="commas"

a b,c
--
Content-Disposition: form-data; name="spaces"

1 2
--
Content-Disposition: form-data; name="each"

a b
--
Content-Disposition: form-data; name="each"

c
--
Content-Disposition: form-data; name="pipes"
X-Count: 2

true|false
----
"#;

const BODY: &str = r#"--
Content-Disposition: form-data; name="json"
Content-Type: application/json; charset=utf-8

{"name":"Ada"}
--
Content-Disposition: form-data; name="number"
Content-Type: text/plain; charset=utf-8

1
--
Content-Disposition: form-data; name="patch"
Content-Type: application/merge-patch+json

{"name":"Ada"}
--
Content-Disposition: form-data; name="range"
Content-Type: application/json

{"name":"Ada"}
--
Content-Disposition: form-data; name="any_range"
Content-Type: application/json

{"name":"Ada"}
--
Content-Disposition: form-data; name="text"
Content-Type: application/xml

<a/>
--
Content-Disposition: form-data; name="lines"
Content-Type: text/csv

a,b
--
Content-Disposition: form-data; name="lines"; filename="l.csv"
Content-Type: text/csv

c,d
--
Content-Disposition: form-data; name="either"
Content-Type: text/plain

word
--
Content-Disposition: form-data; name="numbers"
Content-Type: text/plain

2
--
Content-Disposition: form-data; name="flag"
Content-Type: text/plain

true
--
Content-Disposition: form-data; name="word"
Content-Type: text/markdown

w
--
Content-Disposition: form-data; name="words"
Content-Type: text/plain

v
--
Content-Disposition: form-data; name="scan"; filename="scan"
Content-Type: image/png

PNG
--
Content-Disposition: form-data; name="pets"
Content-Type: application/json

{"name":"Ada"}
--
Content-Disposition: form-data; name="pets"
Content-Type: application/json

{"name":"Ada"}
--
Content-Disposition: form-data; name="rows"
Content-Type: application/json

[1,2]
--
Content-Disposition: form-data; name="rows"
Content-Type: application/json

[]
--
Content-Disposition: form-data; name="form"
Content-Type: application/x-www-form-urlencoded

name=A%26B%20c
--
Content-Disposition: form-data; name="table"
Content-Type: text/csv

a,b
--
Content-Disposition: form-data; name="undescribed"; filename="undescribed"
Content-Type: application/octet-stream

bytes
----
"#;
