//! A variable behind the host begins the path, and no value of it changes the host.

use case_servers_behind_host as client;

mod support;

use client::{AuthExampleComBaseServer, Client, Domain, Memory, Protocol, Server, Version};
use support::{Stopped, now};

/// The URL of an operation on a server, or the error.
fn url(server: Server) -> String {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let builder = Client::builder().server(server).transport(memory.clone());
    match builder.clock(Stopped).build() {
        Ok(client) => {
            now(client.plain()).unwrap();
            memory.requests()[0].uri().to_string()
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_document_s_values_are_its_paths() {
    let server = Server::hostname_base_path("h.example.com");
    assert_eq!(url(server), "https://h.example.com/v1/plain");
    for (version, path) in [(Version::V1, "/v1"), (Version::V2, "/v2"), (Version::Empty, "")] {
        let expected = format!("https://api.example.com{path}/plain");
        assert_eq!(url(Server::Versions { version }), expected);
    }
    assert_eq!(url(Server::prefixed()), "https://plain.example.com/v1/plain");
    assert_eq!(url(Server::open("")), "https://open.example.com/plain");
    assert_eq!(url(Server::Domains { domain: Domain::De }), "https://example.de/v1/plain");
    assert_eq!(url(Server::whole("b.example.com/base")), "https://b.example.com/base/v1/plain");
    assert_eq!(AuthExampleComBaseServer::of_document().url(), "https://auth.example.com/o");
}

#[test]
fn no_path_changes_the_host() {
    for path in ["p", ".evil.com", "@evil", ":80", "/@evil", "//evil"] {
        let servers = [
            Server::HostnameBasePath {
                protocol: Protocol::Https,
                hostname: "x.example.com".into(),
                base_path: path.into(),
            },
            Server::Prefixed { prefix: path.into() },
            Server::open(path),
        ];
        for (server, host) in servers.into_iter().zip(["x", "plain", "open"]) {
            let url = url(server);
            assert!(url.starts_with(&format!("https://{host}.example.com/")), "{url}");
        }
    }
}

#[test]
fn the_error_names_the_variable() {
    let error = Client::new("https://drs.example.com").unwrap_err().to_string();
    assert!(error.contains("variable `hostname`") && error.contains("scheme"), "{error}");
    assert!(!error.contains("drs"), "{error}");
    let error = url(Server::whole("https://drs.example.com"));
    assert!(error.contains("variable `serverUrl`"), "{error}");
}
