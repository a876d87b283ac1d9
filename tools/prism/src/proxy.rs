//! What stands between the client and Prism: it notes each request and its response by the operation.

use crate::messages::Message;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// The header by which the driver says whose request it is. Prism doesn't see it.
pub const HEADER: &str = "x-operation";

/// A request and its response.
#[derive(Debug)]
pub struct Exchange {
    /// As Prism got it.
    pub request: Message,
    /// As Prism sent it.
    pub response: Message,
}

/// The first exchange of each operation, by its number.
pub type Exchanges = BTreeMap<usize, Exchange>;

/// A proxy that runs as long as the program.
pub struct Proxy {
    /// Where it listens.
    pub port: u16,
    exchanges: Arc<Mutex<Exchanges>>,
}

impl Proxy {
    /// What it has noted until now.
    pub fn exchanges(self) -> Result<Exchanges, String> {
        let mut exchanges = self.exchanges.lock().map_err(|error| error.to_string())?;
        Ok(std::mem::take(&mut exchanges))
    }
}

/// Starts a proxy to `server`, for operations with these path templates.
pub fn start(server: u16, templates: Vec<String>) -> Result<Proxy, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let exchanges = Arc::new(Mutex::new(Exchanges::new()));
    let noted = Arc::clone(&exchanges);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // The client says that its call failed, and there is no exchange of it.
            if let Ok((number, exchange)) = pass_on(stream, server, &templates)
                && let Ok(mut noted) = noted.lock()
            {
                noted.entry(number).or_insert(exchange);
            }
        }
    });
    Ok(Proxy {
        port: address.port(),
        exchanges,
    })
}

/// Passes on one request, and closes the connection.
fn pass_on(
    mut client: TcpStream,
    server: u16,
    templates: &[String],
) -> io::Result<(usize, Exchange)> {
    let mut request = Message::read(&mut client, false)?;
    let number = request
        .header(HEADER)
        .and_then(|number| number.parse().ok());
    let number: usize = number.ok_or(io::ErrorKind::InvalidData)?;
    let template = templates.get(number).ok_or(io::ErrorKind::InvalidData)?;
    request.start = below(&request.start, template);
    request
        .headers
        .retain(|(name, _)| !matches!(name.as_str(), HEADER | "connection" | "host"));
    request
        .headers
        .push(("host".to_owned(), format!("127.0.0.1:{server}")));
    request
        .headers
        .push(("connection".to_owned(), "close".to_owned()));
    let mut prism = TcpStream::connect(("127.0.0.1", server))?;
    prism.write_all(&request.bytes())?;
    let response = Message::read(&mut prism, true)?;
    client.write_all(&response.bytes())?;
    Ok((number, Exchange { request, response }))
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
