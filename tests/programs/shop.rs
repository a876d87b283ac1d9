//! Runs each program against a server, and looks at what it prints.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};

type Requests = Arc<Mutex<Vec<String>>>;

/// A server that gives what `answer` makes of the requests so far, of which the last one is to be answered.
fn serve(answer: fn(&[String]) -> (u16, &'static str, String)) -> (String, Requests) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Requests::default();
    let seen = Arc::clone(&requests);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut seen = seen.lock().unwrap();
            seen.push(read(&mut stream));
            let (status, kind, body) = answer(&seen);
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n"
            );
            stream.write_all((head + &body).as_bytes()).unwrap();
        }
    });
    (url, requests)
}

fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text.into_owned();
            }
        }
        let mut chunk = [0; 4096];
        let count = stream.read(&mut chunk).unwrap();
        assert!(count > 0, "the request breaks off");
        bytes.extend_from_slice(&chunk[..count]);
    }
}

/// What a program prints.
fn run(program: &str, url: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).env("SHOP_URL", url).output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{program}: {errors}");
    String::from_utf8(output.stdout).unwrap() + &errors
}

fn json(body: &str) -> (u16, &'static str, String) {
    (200, "application/json", body.to_owned())
}

#[test]
fn chat() {
    let (url, requests) = serve(|_| {
        let events = "data: {\"text\": \"Fine\"}\n\ndata: {\"text\": \", thanks\"}\n\ndata: [DONE]\n\n";
        (200, "text/event-stream", events.to_owned())
    });
    assert_eq!(run(env!("CARGO_BIN_EXE_chat"), &url, &[]), "Fine, thanks\n");
    let requests = requests.lock().unwrap();
    assert!(requests[0].contains("\r\nx-key: secret\r\n"), "{requests:?}");
    assert!(requests[0].ends_with(r#"{"stream":true,"text":"How are you?"}"#), "{requests:?}");
}

#[test]
fn upload() {
    let (url, requests) = serve(|_| json(r#"{"id": "f_1"}"#));
    let path = std::env::temp_dir().join(format!("shop-upload-{}", std::process::id()));
    std::fs::write(&path, "a report").unwrap();
    let said = run(env!("CARGO_BIN_EXE_upload"), &url, &[path.to_str().unwrap()]);
    std::fs::remove_file(path).unwrap();
    assert_eq!(said, "kept as f_1\n8 of 8 bytes\n");
    let requests = requests.lock().unwrap();
    let file = "name=\"file\"; filename=\"report.pdf\"\r\nContent-Type: application/pdf\r\n\r\na report\r\n";
    assert!(requests[0].contains(file), "{requests:?}");
}

#[test]
fn download() {
    let (url, _) = serve(|_| (200, "application/octet-stream", "x".repeat(100_000)));
    let path = std::env::temp_dir().join(format!("shop-download-{}", std::process::id()));
    let said = run(env!("CARGO_BIN_EXE_download"), &url, &[path.to_str().unwrap()]);
    assert_eq!(said, "100000 bytes\n");
    assert_eq!(std::fs::read(&path).unwrap(), vec![b'x'; 100_000]);
    std::fs::remove_file(path).unwrap();
}

#[test]
fn pages() {
    let (url, requests) = serve(|requests| {
        json(match requests.len() {
            1 => r#"{"data": [{"id": "a"}, {"id": "b"}], "next_cursor": "n"}"#,
            _ => r#"{"data": [{"id": "c"}], "next_cursor": null}"#,
        })
    });
    assert_eq!(run(env!("CARGO_BIN_EXE_pages"), &url, &[]), "a\nb\nc\n");
    let requests = requests.lock().unwrap();
    let mut paths = String::new();
    for request in requests.iter() {
        writeln!(paths, "{}", request.lines().next().unwrap()).unwrap();
    }
    let expected = "GET /payments?limit=2 HTTP/1.1\nGET /payments?limit=2&cursor=n HTTP/1.1\n";
    assert_eq!(paths, expected);
}

#[test]
fn tokens() {
    let (url, requests) = serve(|requests| {
        let last = requests.last().unwrap();
        let tokens = requests.iter().filter(|request| request.starts_with("POST /token")).count();
        if last.starts_with("POST /token") {
            let token = format!(r#"{{"access_token": "t{tokens}", "token_type": "Bearer", "expires_in": 3600}}"#);
            json(&token)
        } else if requests.len() == 3 {
            (401, "application/json", "{}".to_owned())
        } else {
            json(r#"{"data": [{"id": "a"}]}"#)
        }
    });
    assert_eq!(run(env!("CARGO_BIN_EXE_tokens"), &url, &[]), "1 payments\n1 payments\n");
    let requests = requests.lock().unwrap();
    let token = |request: &String| {
        let line = request.lines().find(|line| line.starts_with("authorization: "));
        line.unwrap()["authorization: ".len()..].to_owned()
    };
    let sent: Vec<String> = requests.iter().map(token).collect();
    let basic = "Basic bXktaWQ6bXktc2VjcmV0";
    assert_eq!(sent, [basic, "Bearer t1", "Bearer t1", basic, "Bearer t2"]);
}

#[test]
fn plain_http() {
    let (url, requests) = serve(|_| json(r#"{"data": [{"id": "a"}, {"id": "b"}]}"#));
    assert_eq!(run(env!("CARGO_BIN_EXE_plain_http"), &url, &[]), "2 payments\n");
    // The same server by an address that isn't called loopback, as one in a network.
    let url = url.replace("127.0.0.1", "0.0.0.0");
    let refused = "the client can't be built: credentials are not sent without TLS: use https or a loopback address, or \
        call `ClientBuilder::allow_plain_http`";
    let expected = format!("{refused}\n2 payments\n");
    assert_eq!(run(env!("CARGO_BIN_EXE_plain_http"), &url, &[]), expected);
    let requests = requests.lock().unwrap();
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| request.contains("\r\nx-key: secret\r\n")), "{requests:?}");
}
