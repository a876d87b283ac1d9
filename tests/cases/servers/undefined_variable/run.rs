//! Variables without a default are arguments of the client.

use case_servers_undefined_variable as client;

use client::{Client, Server, Stage};

#[test]
fn both_are_arguments() {
    // Without a transport it can't be built.
    let _ = Client::new("eu", Stage::Live);
    let server = Server::region_example_com_stage("eu", Stage::Beta);
    assert_eq!(server.url(), "https://eu.example.com/beta");
}
