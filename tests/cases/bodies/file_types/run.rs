//! The media types of files as they are sent.

use case_bodies_file_types as client;

mod support;

use client::{FilePart, Multipart};
use support::{accepting, now, sent};

fn files<const N: usize>(names: [&str; N]) -> [FilePart; N] {
    names.map(|name| FilePart::new(name, "x"))
}

/// The media types of the parts, a line for each.
fn types(body: &str) -> Vec<&str> {
    body.lines().filter_map(|line| line.strip_prefix("Content-Type: ")).collect()
}

const ANY: &str = "application/octet-stream";

#[test]
fn a_type_of_the_part_is_chosen_by_the_extension() {
    let (client, memory) = accepting();
    let call = client.send_files();
    now(call.icons(files(["i.png", "a.b.JPG", "i.gif", "png", "i."]))).unwrap();
    let body = sent(&memory).1;
    assert_eq!(types(&body), ["image/png", "image/jpeg", ANY, "image/png", "image/png"]);

    let (client, memory) = accepting();
    let call = client.send_files().image(files(["i.svg", "i.pdf"]));
    now(call.sound(files(["s.wav", "s.m4a", "s.mp4", "s.mp3"]))).unwrap();
    let body = sent(&memory).1;
    let sounds = ["Audio/X-WAV", "audio/mp4", "audio/mp4", ANY];
    assert_eq!(types(&body), [&["image/svg+xml", ANY][..], &sounds[..]].concat());

    let (client, memory) = accepting();
    now(client.send_files().table(files(["t.csv", "t.txt"]))).unwrap();
    let body = sent(&memory).1;
    assert_eq!(types(&body), ["text/csv; header=present", "text/plain"]);
}

#[test]
fn without_an_extension_the_first_type_that_is_no_range_is_taken() {
    let (client, memory) = accepting();
    let call = client.send_files().icons([FilePart::from("x")]).image([FilePart::from("x")]);
    now(call.either([FilePart::from("x")])).unwrap();
    assert_eq!(types(&sent(&memory).1), ["image/png", ANY, "text/csv"]);
}

#[test]
fn the_only_type_of_a_part_is_that_of_each_file() {
    let (client, memory) = accepting();
    now(client.send_files().sheet(FilePart::new("t.pdf", "x"))).unwrap();
    assert_eq!(types(&sent(&memory).1), ["text/csv"]);
}

#[test]
fn without_a_list_the_extension_tells() {
    let (client, memory) = accepting();
    let call = client.send_files().anything(FilePart::new("a.pdf", "x"));
    now(call.plain(files(["a.tar.gz", "a.unknown"]))).unwrap();
    assert_eq!(types(&sent(&memory).1), ["application/pdf", "application/gzip", ANY]);

    let (client, memory) = accepting();
    let parts = Multipart::new().file("a", FilePart::new("a.jsonl", "{}"));
    now(client.send_mixed(parts.file("b.png", "x"))).unwrap();
    assert_eq!(types(&sent(&memory).1), ["application/jsonl", ANY]);
}

#[test]
fn the_type_of_the_caller_comes_first() {
    let (client, memory) = accepting();
    let given = FilePart::new("i.png", "x").content_type("image/webp");
    let header = FilePart::new("i.png", "x").header("content-type", "image/avif");
    now(client.send_files().icons([given, header])).unwrap();
    let body = sent(&memory).1.replace("content-type", "Content-Type");
    assert_eq!(types(&body), ["image/webp", "image/avif"]);
}
