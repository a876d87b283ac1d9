//! The path of a relative server can be set.

use case_servers_relative_variables as client;

mod support;

use client::{Client, ClientBuilder, DocsLangVersionPath, Memory, ServerPath, Version};
use support::{Stopped, now};

const HOST: &str = "https://own.example.com/gate";

fn called(builder: ClientBuilder) -> [String; 2] {
    let memory = Memory::new(|_| Memory::json(204, ""));
    let client = builder.transport(memory.clone()).clock(Stopped).build().unwrap();
    now(client.ping()).unwrap();
    now(client.get_beta()).unwrap();
    let requests = memory.requests();
    [0, 1].map(|index| requests[index].uri().to_string())
}

#[test]
fn the_variables_have_their_defaults() {
    let urls = called(Client::builder().base_url(HOST));
    assert_eq!(urls, [format!("{HOST}/api/v1/main/ping"), format!("{HOST}/beta/beta")]);
}

#[test]
fn a_path_takes_the_place_of_the_template() {
    for path in ["/api/v2", "api/v2/"] {
        for base in [HOST.to_owned(), format!("{HOST}/api/v2")] {
            let urls = called(Client::builder().base_url(base).server_path(path));
            assert_eq!(urls, [format!("{HOST}/api/v2/ping"), format!("{HOST}/beta/beta")]);
        }
    }
}

#[test]
fn the_variables_have_other_values() {
    let mut path = ServerPath::api_version_tenant();
    assert_eq!(path.path(), "/api/v1/main");
    if let ServerPath::ApiVersionTenant { version, tenant } = &mut path {
        *version = Version::V2;
        "a b/c?d".clone_into(tenant);
    }
    let urls = called(Client::builder().base_url(HOST).server_path(path.clone()));
    assert_eq!(urls, [format!("{HOST}/api/v2/a%20b/c%3Fd/ping"), format!("{HOST}/beta/beta")]);
    // The caller's base URL can have the path already.
    let base = format!("{HOST}/api/v2/a%20b/c%3Fd");
    let urls = called(Client::builder().base_url(base).server_path(path));
    assert_eq!(urls, [format!("{HOST}/api/v2/a%20b/c%3Fd/ping"), format!("{HOST}/beta/beta")]);
}

#[test]
fn there_are_other_paths() {
    for (path, expected) in [
        (ServerPath::public(), "/v1/public"),
        (ServerPath::Public { version: Version::V2 }, "/v2/public"),
        (ServerPath::Status, "/status"),
    ] {
        assert_eq!(path.path(), expected);
        let urls = called(Client::builder().base_url(HOST).server_path(path));
        assert_eq!(urls, [format!("{HOST}{expected}/ping"), format!("{HOST}/beta/beta")]);
    }
}

#[test]
fn the_path_of_an_operation_has_variables() {
    let own = DocsLangVersionPath::OfDocument { lang: "a b".to_owned(), version: Version::V2 };
    let (builder, docs) = (Client::builder, |of: ClientBuilder| {
        let memory = Memory::new(|_| Memory::json(204, ""));
        let client = of.base_url(HOST).transport(memory.clone()).clock(Stopped).build().unwrap();
        now(client.get_docs()).unwrap();
        memory.requests()[0].uri().to_string()
    });
    assert_eq!(docs(builder()), format!("{HOST}/docs/fr/v1/docs"));
    let set = builder().docs_lang_version_path(own);
    assert_eq!(docs(set.server_path("/other")), format!("{HOST}/docs/a%20b/v2/docs"));
    assert_eq!(docs(builder().docs_lang_version_path("own/")), format!("{HOST}/own/docs"));
    // No value leaves its segment.
    let own = DocsLangVersionPath::OfDocument { lang: "..".to_owned(), version: Version::V1 };
    let refused = builder().base_url(HOST).docs_lang_version_path(own);
    assert!(refused.clock(Stopped).build().is_err());
}

#[test]
fn behind_a_proxy_there_may_be_no_path() {
    for path in ["", "/"] {
        let urls = called(Client::builder().base_url(HOST).server_path(path));
        assert_eq!(urls, [format!("{HOST}/ping"), format!("{HOST}/beta/beta")]);
    }
}
