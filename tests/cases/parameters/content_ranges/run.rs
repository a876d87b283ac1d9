//! Parameters under ranges of media types, as they are sent.

use case_parameters_content_ranges as client;

mod support;

use client::types::{GetThingEither, GetThingKind, GetThingMixed, GetThingObject};
use support::{accepting, now};

#[test]
fn a_scalar_is_plain_and_the_rest_is_json() {
    let (client, memory) = accepting();
    let call = client.get_thing("k").id2("u-1").count(7).either(GetThingEither::string("e")).kind(GetThingKind::AB);
    let call = call.list(vec!["l".to_owned()]).object(&GetThingObject::new().with_a("o"));
    let call = call.mixed(GetThingMixed::string("m")).any(&"v".into()).json("j").x_word("w").word("c");
    now(call).unwrap();
    let request = memory.requests().remove(0);
    let expected = "/things/k?fixed=one&id2=u-1&count=7&either=e&kind=a%20b&list=%5B%22l%22%5D\
        &object=%7B%22a%22%3A%22o%22%7D&mixed=%22m%22&any=%22v%22&json=%22j%22";
    assert_eq!(request.uri().path_and_query().unwrap().as_str(), expected);
    assert_eq!(request.headers()["x-word"], "w");
    assert_eq!(request.headers()["cookie"], "word=c");
}
