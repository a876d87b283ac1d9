//! The parts of the branch that the caller means are sent.

use case_bodies_parts_of_unions as client;

mod support;

use client::types::ImportVideoRequestQuality as Quality;
use client::{Client, FilePart, Memory};
use support::{Stopped, now};

fn sent(call: impl FnOnce(&Client) -> client::Call<client::operations::ImportVideo>) -> String {
    let memory = Memory::new(|_| Ok(http::Response::builder().status(204).body("".into()).unwrap()));
    let client = Client::builder().transport(memory.clone()).clock(Stopped).build().unwrap();
    now(call(&client)).unwrap();
    String::from_utf8(memory.requests()[0].body().to_vec()).unwrap()
}

#[test]
fn each_branch_has_its_parts() {
    let by_url = sent(|client| client.import_video("a").url("https://x.example/v"));
    assert!(by_url.contains("name=\"name\"\r\n\r\na\r\n") && by_url.contains("name=\"url\""));
    let by_file = sent(|client| {
        let call = client.import_video("a").file(FilePart::new("v.mp4", "bytes"));
        call.quality(Quality::string("best"))
    });
    assert!(by_file.contains("name=\"quality\"\r\n\r\nbest\r\n"), "{by_file}");
    assert!(by_file.contains("name=\"file\"; filename=\"v.mp4\"\r\nContent-Type: video/mp4"));
}
