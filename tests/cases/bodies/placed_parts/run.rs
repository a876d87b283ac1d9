//! The parts of a body as they are sent: by place, in any order of the calls.

use case_bodies_placed_parts as client;

mod support;

use client::types::{AddAlbumRequestFirst, Row};
use client::{ErrorKind, FilePart};
use support::{accepting, now, sent};

#[test]
fn each_part_has_its_content_type_and_headers() {
    let (client, memory) = accepting();
    let photos = [
        FilePart::from("JPEG").content_type("image/jpeg").header("Content-ID", "<b>"),
        "?".into(),
    ];
    let call = client.add_album(&AddAlbumRequestFirst::new("Sea"), "PNG", "<a>");
    now(call.rest(photos).cover_x_size(8)).unwrap();
    let (content_type, body) = sent(&memory);
    assert_eq!(content_type, "multipart/mixed");
    assert_eq!(
        body,
        r#"--
Content-Type: application/json

{"title":"Sea"}
--
Content-Type: image/png
Content-ID: <a>
X-Size: 8

PNG
--
Content-Type: image/jpeg
Content-ID: <b>

JPEG
--
Content-Type: image/jpeg

?
----
"#
    );
}

#[test]
fn a_file_keeps_its_name() {
    let (client, memory) = accepting();
    let images = [
        FilePart::new("front \"A\".png", "PNG"),
        "?".into(),
        FilePart::new("b", "").header("Content-Disposition", "inline"),
    ];
    now(client.add_images(images)).unwrap();
    let (_, body) = sent(&memory);
    let png = "Content-Type: image/png\n";
    assert_eq!(
        body,
        format!(
            "--\nContent-Disposition: attachment; filename=\"front \\\"A\\\".png\"\n{png}\nPNG\n\
             --\n{png}\n?\n--\n{png}Content-Disposition: inline\n\n\n----\n"
        )
    );
    let (client, memory) = accepting();
    now(client.add_frames([FilePart::new("c é.png", "PNG")])).unwrap();
    let (_, body) = sent(&memory);
    let name = "; filename*=UTF-8''c%20%C3%A9.png\nContent-Type: image/png\n\nPNG";
    assert!(body.contains(name), "{body}");
}

#[test]
fn parts_are_sent_in_the_order_of_their_places() {
    let (client, memory) = accepting();
    now(client.add_related().notes("<n/>").second(vec![1, 2])).unwrap();
    let (content_type, body) = sent(&memory);
    assert_eq!(content_type, "multipart/related; type=\"text/plain\"");
    assert_eq!(
        body,
        "--\n\nstart\n--\nContent-Type: application/json\n\n[1,2]\n\
         --\nContent-Type: application/xml\n\n<n/>\n----\n"
    );
}

#[test]
fn a_missing_part_is_refused() {
    let (client, memory) = accepting();
    let error = now(client.add_related().notes("<n/>")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("part `2`"), "{error}");
    assert!(memory.requests().is_empty());
}

#[test]
fn each_item_is_a_part() {
    let (client, memory) = accepting();
    now(client.add_rows(vec![Row::new(1), Row::new(2)])).unwrap();
    let (_, body) = sent(&memory);
    let head = "--\nContent-Type: application/vnd.row+json\n\n";
    assert_eq!(body, format!("{head}{{\"id\":1}}\n{head}{{\"id\":2}}\n----\n"));
}

#[test]
fn a_null_keeps_its_place_and_no_parts_are_no_body() {
    let (client, memory) = accepting();
    now(client.add_texts().rest(vec![None, Some("b".to_owned())]).first("a")).unwrap();
    let (_, body) = sent(&memory);
    let json = "--\nContent-Type: application/json\n\n";
    assert_eq!(body, format!("--\nContent-Type: text/markdown\n\na\n{json}null\n{json}\"b\"\n----\n"));
    now(client.add_texts()).unwrap();
    let request = memory.requests().pop().unwrap();
    assert!(request.body().is_empty() && !request.headers().contains_key("content-type"));
}
