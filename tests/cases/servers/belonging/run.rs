//! The servers of operations follow the document's server.

use case_servers_belonging as client;

mod support;

use client::{
    Client, ClientBuilder, MediaExampleComServer, Memory, Region, RegionUploadExampleComServer, Server,
};
use support::{Stopped, now};

fn called(builder: ClientBuilder) -> Vec<String> {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = builder.transport(memory.clone()).clock(Stopped);
    let client = builder.bearer_auth("t").build().unwrap();
    now(client.list_things()).unwrap();
    now(client.list_uploads()).unwrap();
    now(client.list_archive()).unwrap();
    now(client.list_media()).unwrap();
    now(client.list_next()).unwrap();
    let requests = memory.requests();
    requests.iter().map(|request| request.uri().to_string()).collect()
}

#[test]
fn the_default_server_has_the_defaults() {
    let urls = called(Client::builder());
    let expected = [
        "https://eu.example.com/v1/things",
        "https://eu.upload.example.com/uploads",
        "https://eu.archive.example.com/archive",
        "https://media.example.com/v1/media",
        "https://eu.example.com/v2/next",
    ];
    assert_eq!(urls, expected);
}

#[test]
fn variables_of_the_same_name_have_the_same_value() {
    let server = Server::RegionExampleComVersion { region: Region::Us, version: "v3".into() };
    let expected = [
        "https://us.example.com/v3/things",
        "https://us.upload.example.com/uploads",
        "https://eu.archive.example.com/archive",
        "https://media.example.com/v3/media",
        "https://us.example.com/v2/next",
    ];
    assert_eq!(called(Client::builder().server(server.clone())), expected);
    let builder = Client::builder().region_upload_example_com_url("https://own.example.com");
    assert_eq!(called(builder.server(server.clone()))[1], "https://own.example.com/uploads");
    // Another value for these operations alone.
    let own = RegionUploadExampleComServer::OfDocument { region: Region::Eu };
    let builder = Client::builder().region_upload_example_com_url(own);
    let builder = builder.media_example_com_url(MediaExampleComServer::SandboxMediaExampleCom);
    let urls = called(builder.server(server));
    assert_eq!(urls[0], expected[0]);
    assert_eq!(urls[1], "https://eu.upload.example.com/uploads");
    assert_eq!(urls[3], "https://sandbox-media.example.com/media");
}

#[test]
fn each_server_has_its_own() {
    let expected = [
        "https://sandbox.example.com/v1/things",
        "https://eu.upload.example.com/uploads",
        "https://eu.archive.example.com/archive",
        "https://sandbox-media.example.com/media",
        "https://sandbox.example.com/v2/next",
    ];
    let server = Server::SandboxExampleComV1;
    assert_eq!(called(Client::builder().server(server)), expected);
    let url = "https://sandbox.example.com/v1";
    assert_eq!(called(Client::builder().base_url(url))[3], expected[3]);
}

#[test]
fn a_base_url_with_listed_values_is_the_document_s() {
    let expected = [
        "https://us.example.com/v1/things",
        "https://us.upload.example.com/uploads",
        "https://eu.archive.example.com/archive",
        "https://media.example.com/v1/media",
        "https://us.example.com/v2/next",
    ];
    for url in ["https://us.example.com/v1", "https://US.example.com:443/v1/"] {
        assert_eq!(called(Client::builder().base_url(url)), expected);
    }
    // The document has this version and no other.
    let urls = called(Client::builder().base_url("https://us.example.com/v9"));
    assert!(urls.iter().all(|url| url.starts_with("https://us.example.com/v9/")), "{urls:?}");
}

#[test]
fn another_base_url_moves_all() {
    let urls = called(Client::builder().base_url("https://proxy.test"));
    assert!(urls.iter().all(|url| url.starts_with("https://proxy.test/")), "{urls:?}");
}
