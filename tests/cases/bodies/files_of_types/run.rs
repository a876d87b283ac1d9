//! The media type of a file is the caller's.

use case_bodies_files_of_types as client;

mod support;

use client::{Client, Memory};
use support::{Stopped, now};

#[test]
fn a_file_has_the_type_that_the_caller_gives() {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let api = Client::builder().transport(memory.clone()).clock(Stopped).build().unwrap();
    now(api.put_picture("image/jpeg", "jpg")).unwrap();
    now(api.add_media(&client::types::AddMediaRequest::new("https://b.example.com"))).unwrap();
    now(api.add_media_csv("a,b")).unwrap();
    now(api.add_media_bytes("audio/mpeg", "mp3")).unwrap();
    now(api.add_scan("image/webp", "webp")).unwrap();
    let requests = memory.requests();
    let sent: Vec<_> = requests.iter().map(|it| it.headers()["content-type"].to_str().unwrap()).collect();
    assert_eq!(sent, ["image/jpeg", "application/json", "text/csv", "audio/mpeg", "image/webp"]);
    let error = now(api.put_picture("image/jpg", "jpg")).unwrap_err();
    assert!(error.to_string().ends_with("it is not `image/png` or `image/jpeg`"), "{error}");
    let error = now(api.add_scan("text/html", "<p>")).unwrap_err();
    assert!(error.to_string().ends_with("it is not `image/png`, `application/pdf` or `image/*`"), "{error}");
    assert_eq!(memory.requests().len(), 5);
}
