//! A server on loopback that follows a script, one step for each connection, and counts the requests
//! that it read to their end.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with a connection.
#[derive(Clone, Debug)]
pub enum Act {
    /// Reads the request and writes these bytes.
    Answer(Vec<u8>),
    /// Reads the request and writes nothing until the client is gone.
    Stall,
    /// Reads the request, writes these bytes, and nothing more until the client is gone.
    StallAfter(Vec<u8>),
    /// Resets the connection as soon as something of the request is there.
    ResetBefore,
    /// Reads the request, then resets the connection.
    ResetAfter,
    /// Nobody listens.
    Refuse,
}

impl Act {
    /// An answer with a body.
    pub fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let lines: String = headers
            .iter()
            .flat_map(|(name, value)| [name, ": ", value, "\r\n"])
            .collect();
        let head = format!("HTTP/1.1 {status} X\r\nconnection: close\r\n{lines}");
        Self::Answer(format!("{head}content-length: {}\r\n\r\n{body}", body.len()).into_bytes())
    }
}

/// The server, for as long as it is kept.
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    connections: usize,
    requests: Vec<String>,
}

impl Server {
    /// Follows `script`; the last step is repeated.
    pub async fn start(script: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::<Mutex<State>>::default();
        let shared = Arc::clone(&state);
        if !matches!(script[..], [Act::Refuse]) {
            tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let step = {
                        let mut state = shared.lock().unwrap();
                        state.connections += 1;
                        script[(state.connections - 1).min(script.len() - 1)].clone()
                    };
                    tokio::spawn(serve(stream, step, Arc::clone(&shared)));
                }
            });
        }
        Self { address, state }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.state.lock().unwrap().connections
    }

    /// The complete requests, head and body.
    pub fn requests(&self) -> Vec<String> {
        self.state.lock().unwrap().requests.clone()
    }
}

async fn serve(mut stream: TcpStream, act: Act, state: Arc<Mutex<State>>) {
    if matches!(act, Act::ResetBefore) {
        // Closing with something unread makes the kernel send a reset.
        stream.readable().await.ok();
        return;
    }
    let Some(request) = read(&mut stream).await else {
        return;
    };
    state.lock().unwrap().requests.push(request);
    match act {
        Act::Answer(bytes) => {
            stream.write_all(&bytes).await.ok();
            stream.shutdown().await.ok();
        }
        Act::ResetAfter => stream.set_zero_linger().unwrap(),
        Act::StallAfter(bytes) => {
            stream.write_all(&bytes).await.ok();
            wait(&mut stream).await;
        }
        Act::Stall => wait(&mut stream).await,
        Act::ResetBefore | Act::Refuse => {}
    }
}

async fn wait(stream: &mut TcpStream) {
    let patience = Duration::from_secs(10);
    tokio::time::timeout(patience, stream.read(&mut [0]))
        .await
        .ok();
}

/// A request as far as it says its length; `None` when it breaks off.
async fn read(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.trim().parse().ok())?
            });
            let is_chunked = head.contains("\r\ntransfer-encoding: chunked");
            if body.len() >= length.unwrap_or(0) && (!is_chunked || body.ends_with("0\r\n\r\n")) {
                return Some(text.into_owned());
            }
        }
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&chunk[..read]),
        }
    }
}
