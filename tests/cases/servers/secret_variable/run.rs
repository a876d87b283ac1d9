//! A credential within a server's URL is given, and only the request shows it.

use case_servers_secret_variable as client;

mod support;

use client::{Client, ClientBuilder, FilesExampleComServer, Memory, Region, Secret, Server};
use support::{SECRET, Stopped, hides, now};

fn built(builder: ClientBuilder) -> (Client, Memory) {
    let text = format!(r#"{{"message": "no such bot: 123:{SECRET}, 123%3A{SECRET}"}}"#);
    let memory = Memory::new(move |_| Memory::json(404, &text));
    let client = builder.transport(memory.clone()).clock(Stopped).build().unwrap();
    (client, memory)
}

fn called(client: &Client, memory: &Memory) -> [String; 2] {
    let errors = [
        hides("the error", &now(client.get_me()).unwrap_err()),
        now(client.get_me()).unwrap_err().to_string(),
        hides("the client", client),
    ];
    assert!(errors.iter().all(|error| !error.contains(SECRET)), "{errors:?}");
    [memory.requests()[0].uri().to_string(), errors[1].clone()]
}

#[test]
fn a_secret_is_an_argument() {
    let token = format!("123:{SECRET}");
    let server = Server::bots(token.as_str());
    hides("the server", &server);
    let (client, memory) = built(Client::builder().server(server));
    let [url, error] = called(&client, &memory);
    assert_eq!(url, format!("https://api.example.com/bot{token}/getMe"));
    assert!(error.contains("no such bot: …, …"), "{error}");
    now(client.get_file()).unwrap_err();
    let last = memory.requests().pop().unwrap();
    assert_eq!(last.uri().to_string(), format!("https://files.example.com/bot{token}/files"));
    assert!(hides("the client", &client).contains("https://api.example.com/…"));
    // It is an argument of the constructor, too.
    let error = Client::new(Secret::from(token)).unwrap_err();
    hides("the error", &error);
}

#[test]
fn a_secret_in_a_host_hides_the_host() {
    let server = Server::ByKey {
        api_key: SECRET.to_uppercase().into(),
        region: Region::Us,
        port: "443".to_owned(),
    };
    let (client, memory) = built(Client::builder().server(server));
    assert_eq!(called(&client, &memory)[0], format!("https://{SECRET}.us.example.com/getMe"));
}

#[test]
fn a_description_tells_a_secret() {
    let server = Server::described(SECRET, "a.b.c");
    hides("the server", &server);
    let (client, memory) = built(Client::builder().server(server));
    let url = format!("https://eu.example.com/{SECRET}/a.b.c/getMe");
    assert_eq!(called(&client, &memory)[0], url);
    assert_eq!(Server::plain().url(), "https://api.example.com/z1/main");
}

#[test]
fn a_base_url_of_the_caller_may_hold_the_secret() {
    let url = format!("http://127.0.0.1:8081/123:{SECRET}");
    let (client, memory) = built(Client::builder().base_url(&url));
    let [_, error] = called(&client, &memory);
    assert!(error.contains("no such bot: …, …"), "{error}");
    let builder = || Client::builder().transport(Memory::new(|_| Memory::json(204, "")));
    let builder = || builder().clock(Stopped);
    assert!(builder().base_url("http://bots.example.com/bot1").build().is_err());
    // So may its host.
    let (client, memory) = built(Client::builder().base_url(format!("https://{SECRET}.example.com")));
    let [_, error] = called(&client, &memory);
    assert!(error.starts_with("GET https://…/getMe: 404"), "{error}");
    let text = hides("the server", &Server::from(url));
    assert_eq!(text, "Custom(…)");
    assert_eq!(format!("{:?}", Server::Status), "Status");
    // Without a secret, TLS isn't asked for, and the URL is shown.
    let client = builder().server(Server::Status).build().unwrap();
    assert!(format!("{client:?}").contains("https://status.example.com/"));
}

#[test]
fn an_own_server_of_the_caller_may_hold_the_secret() {
    let url = format!("{}/{SECRET}", "http://own.example.com");
    for refused in [
        Client::builder().server(Server::Status).media_example_com_url(&url),
        Client::builder().server(Server::Status).files_example_com_url(&url),
    ] {
        let error = refused.build().unwrap_err();
        assert!(hides("the error", &error).contains("without TLS"), "{error}");
    }
    let builder = Client::builder().server(Server::Status).allow_plain_http();
    let (client, memory) = built(builder.media_example_com_url(&url));
    let error = now(client.get_media()).unwrap_err();
    hides("the error", &error);
    assert!(!error.to_string().contains(SECRET), "{error}");
    assert_eq!(memory.requests()[0].uri().to_string(), format!("{url}/media"));
}

#[test]
fn an_own_server_of_the_document_takes_its_secret() {
    let token = format!("123:{SECRET}");
    let server = FilesExampleComServer::of_document(token.as_str());
    hides("the server", &server);
    let builder = || Client::builder().server(Server::Status);
    let (client, memory) = built(builder().files_example_com_url(server));
    let error = now(client.get_file()).unwrap_err();
    hides("the error", &error);
    // The server repeats the secret, which is a part of a segment.
    let error = error.to_string();
    assert!(error.contains("no such bot: …, …"), "{error}");
    assert_eq!(memory.requests()[0].uri().to_string(), format!("https://files.example.com/bot{token}/files"));
    let empty = builder().files_example_com_url(FilesExampleComServer::of_document(""));
    let error = empty.transport(memory).clock(Stopped).build().unwrap_err();
    assert!(error.to_string().contains("the variable `token`"), "{error}");
}

#[test]
fn a_secret_keeps_to_its_place() {
    let (client, memory) = built(Client::builder().server(Server::bots("x/../admin?a#b\\c")));
    for error in [now(client.get_me()).unwrap_err().to_string(), now(client.get_file()).unwrap_err().to_string()] {
        assert!(!error.contains("admin"), "{error}");
    }
    let requests = memory.requests();
    let urls = requests.iter().map(|request| request.uri().to_string());
    let token = "x%2F..%2Fadmin%3Fa%23b%5Cc";
    let expected = ["api", "files"].map(|host| format!("https://{host}.example.com/bot{token}"));
    let [me, file] = expected;
    assert_eq!(urls.collect::<Vec<_>>(), [me + "/getMe", file + "/files"]);
}

#[test]
fn there_is_no_default() {
    let builder = Client::builder().transport(Memory::new(|_| Memory::json(204, "")));
    let error = builder.clock(Stopped).build().unwrap_err().to_string();
    assert!(error.contains("`ClientBuilder::server`"), "{error}");
    // Nor is an empty text a value.
    let error = Client::new("").unwrap_err().to_string();
    assert!(error.contains("the variable `token`"), "{error}");
    let server = Server::listed().url();
    assert_eq!(server, "https://vault.example.com");
}
