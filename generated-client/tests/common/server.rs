//! A server on loopback that answers by a script and counts the requests that arrived whole.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What is done with one connection.
#[derive(Clone)]
pub enum Act {
    /// Reads the request, and writes this.
    Answer(String),
    /// Reads the request, and closes.
    Close,
    /// Closes before anything is read.
    CloseAtOnce,
    /// Reads the request, and says nothing.
    Stall,
}

/// A server that follows a script; the last act is repeated.
pub struct Server {
    /// Where it listens.
    pub url: String,
    requests: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Starts it.
    pub async fn start(script: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let server = Self {
            url,
            requests: Arc::default(),
            connections: Arc::default(),
        };
        let (requests, connections) = (
            Arc::clone(&server.requests),
            Arc::clone(&server.connections),
        );
        tokio::spawn(follow(listener, script, requests, connections));
        server
    }

    /// The requests that arrived whole: head and body.
    pub fn requests(&self) -> Vec<String> {
        self.requests
            .lock()
            .expect("no test panics while it holds this")
            .clone()
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// How many requests arrived whole.
    pub fn count(&self) -> usize {
        self.requests().len()
    }
}

async fn follow(
    listener: TcpListener,
    script: Vec<Act>,
    requests: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
) {
    let mut acts = script.iter().chain(script.last().into_iter().cycle());
    while let (Ok((stream, _)), Some(act)) = (listener.accept().await, acts.next()) {
        connections.fetch_add(1, Ordering::SeqCst);
        tokio::spawn(perform(stream, act.clone(), Arc::clone(&requests)));
    }
}

async fn perform(mut stream: TcpStream, act: Act, requests: Arc<Mutex<Vec<String>>>) {
    if matches!(act, Act::CloseAtOnce) {
        return;
    }
    let Some(request) = read(&mut stream).await else {
        return;
    };
    requests
        .lock()
        .expect("no test panics while it holds this")
        .push(request);
    match act {
        Act::Answer(text) => {
            // The client may have gone; that is what some tests are about.
            let _ = stream.write_all(text.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
        Act::Stall => tokio::time::sleep(Duration::from_secs(30)).await,
        Act::Close | Act::CloseAtOnce => {}
    }
}

/// One request, if it arrives whole.
async fn read(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .and_then(|(_, value)| value.trim().parse().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return Some(text.into_owned());
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

/// A whole answer with a JSON body.
pub fn json(status: u16, headers: &str, body: &str) -> Act {
    answer(
        status,
        &format!("content-type: application/json\r\n{headers}"),
        body,
    )
}

/// A whole answer. Each of `headers` ends with a line break.
pub fn answer(status: u16, headers: &str, body: &str) -> Act {
    let length = body.len();
    Act::Answer(format!(
        "HTTP/1.1 {status} Scripted\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    ))
}
