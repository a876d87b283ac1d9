//! The proxy between the client and Prism: it notes each request and its response by the operation.

use crate::messages::Message;
use crate::server::Server;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The header with the number of the operation, set by the driver. Prism doesn't receive it.
pub const HEADER: &str = "x-operation";

/// The time limit for Prism to read a request and to make up a response.
const LIMIT: Duration = Duration::from_secs(60);

/// A request and its response.
#[derive(Debug)]
pub struct Exchange {
    /// The request that Prism received.
    pub request: Message,
    /// The response of Prism; empty if there was none.
    pub response: Message,
}

/// The first exchange of each operation, by its number.
pub type Exchanges = BTreeMap<usize, Exchange>;

/// A proxy for a server, which ends with the server.
pub struct Proxy {
    /// The port on which it listens.
    pub port: u16,
    server: Arc<Mutex<Server>>,
    exchanges: Arc<Mutex<Exchanges>>,
}

impl Proxy {
    /// Starts a proxy for operations with these path templates.
    pub fn start(server: Server, templates: Vec<String>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let proxy = Self {
            port: listener.local_addr()?.port(),
            server: Arc::new(Mutex::new(server)),
            exchanges: Arc::default(),
        };
        let (server, exchanges) = (Arc::clone(&proxy.server), Arc::clone(&proxy.exchanges));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // The client reports the failed call, and the exchange is missing.
                let _ = exchange(client, &server, &templates, &exchanges);
            }
        });
        Ok(proxy)
    }

    /// The exchanges so far.
    pub fn exchanges(&self) -> Exchanges {
        std::mem::take(&mut locked(&self.exchanges))
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // The thread keeps the server while the program runs.
        locked(&self.server).stop();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Passes on one request, and closes the connection.
fn exchange(
    mut client: TcpStream,
    server: &Mutex<Server>,
    templates: &[String],
    exchanges: &Mutex<Exchanges>,
) -> io::Result<()> {
    let mut request = Message::read(&mut client, false)?;
    let number = request
        .header(HEADER)
        .and_then(|number| number.parse().ok());
    let number: usize = number.ok_or(io::ErrorKind::InvalidData)?;
    let template = templates.get(number).ok_or(io::ErrorKind::InvalidData)?;
    let mut server = locked(server);
    request.start = below(&request.start, template);
    let is_ours = |name: &str| matches!(name, HEADER | "connection" | "host");
    request.headers.retain(|(name, _)| !is_ours(name));
    let host = format!("127.0.0.1:{}", server.port());
    for (name, value) in [("host", host), ("connection", "close".to_owned())] {
        request.headers.push((name.to_owned(), value));
    }
    // Some requests end Prism, or keep it busy for good: then there is no response.
    let response = asked(&request, server.port()).unwrap_or_default();
    if response.start.is_empty() {
        server.restart().map_err(io::Error::other)?;
    }
    let bytes = response.bytes();
    locked(exchanges)
        .entry(number)
        .or_insert(Exchange { request, response });
    client.write_all(&bytes)
}

/// The response of a server.
fn asked(request: &Message, port: u16) -> io::Result<Message> {
    let mut server = TcpStream::connect(("127.0.0.1", port))?;
    server.set_read_timeout(Some(LIMIT))?;
    server.write_all(&request.bytes())?;
    Message::read(&mut server, true)
}

/// The first line without the path of a server: Prism serves all paths from the root.
fn below(start: &str, template: &str) -> String {
    let mut words = start.split(' ');
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let (path, query) = target
        .split_once('?')
        .map_or((target, None), |(path, query)| (path, Some(query)));
    let count = template
        .split('?')
        .next()
        .unwrap_or_default()
        .matches('/')
        .count();
    let segments: Vec<&str> = path.split('/').collect();
    let kept = segments[segments.len().saturating_sub(count)..].join("/");
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{method} /{kept}{query} HTTP/1.1")
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn the_path_of_a_server_is_cut() {
        let check = |target: &str, template: &str, expected: &str| {
            let start = format!("GET {target} HTTP/1.1");
            assert_eq!(below(&start, template), format!("GET {expected} HTTP/1.1"));
        };
        check("/api/pets/1?a=b", "/pets/{id}", "/pets/1?a=b");
        check("/pets/1", "/pets/{id}", "/pets/1");
        check("/v1/pets/", "/pets/", "/pets/");
        check("/v1/", "/", "/");
    }
}
