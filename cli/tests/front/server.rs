//! A server on the loopback, so that no test needs a network.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The answer to a request.
#[derive(Clone)]
pub enum Answer {
    /// A file.
    File(String),
    /// A redirect to this URL; without one, if it is empty.
    Redirect(String),
    /// The head of a file, and then a byte every now and then.
    Drip,
    /// The head of a file, and then bytes without an end.
    Flood,
    /// Nothing.
    Silence,
}

/// A server until it is dropped, and its log.
pub struct Server {
    port: u16,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    answers: BTreeMap<String, Answer>,
    /// The first lines of requests, and their headers.
    requests: Vec<Vec<String>>,
    is_over: bool,
}

impl Server {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.lock().unwrap().is_over {
                    return;
                }
                let (stream, shared) = (stream.unwrap(), Arc::clone(&shared));
                thread::spawn(move || answer(&stream, &shared));
            }
        });
        Self { port, state }
    }

    /// Its origin.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Gives an answer to requests for a path; `ORIGIN` in a file stands for its own.
    pub fn add(&self, path: &str, answer: Answer) {
        let answer = match answer {
            Answer::File(text) => Answer::File(text.replace("ORIGIN", &self.origin())),
            other => other,
        };
        let mut state = self.state.lock().unwrap();
        state.answers.insert(path.to_owned(), answer);
    }

    pub fn file(&self, path: &str, text: &str) {
        self.add(path, Answer::File(text.to_owned()));
    }

    /// The paths that were asked for.
    pub fn paths(&self) -> Vec<String> {
        let state = self.state.lock().unwrap();
        let path = |request: &Vec<String>| request[0].split(' ').nth(1).unwrap().to_owned();
        state.requests.iter().map(path).collect()
    }

    /// All lines of all requests.
    pub fn lines(&self) -> Vec<String> {
        self.state.lock().unwrap().requests.concat()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.lock().unwrap().is_over = true;
        // The next connection ends the loop, and closes the port.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        thread::sleep(Duration::from_millis(20));
    }
}

fn answer(mut stream: &TcpStream, state: &Mutex<State>) {
    let lines = BufReader::new(stream).lines();
    let lines: Vec<String> = lines
        .map_while(|line| line.ok().filter(|line| !line.is_empty()))
        .collect();
    if lines.is_empty() {
        return;
    }
    let path = lines[0].split(' ').nth(1).unwrap().to_owned();
    let answer = {
        let mut state = state.lock().unwrap();
        state.requests.push(lines);
        state.answers.get(&path).cloned()
    };
    let head =
        |status: &str, more: &str| format!("HTTP/1.1 {status}\r\nConnection: close\r\n{more}\r\n");
    // A client that gave up is no fault.
    let _ = match answer {
        Some(Answer::File(text)) => {
            let length = format!("Content-Length: {}\r\n", text.len());
            stream.write_all((head("200 OK", &length) + &text).as_bytes())
        }
        Some(Answer::Redirect(to)) => {
            let location = match to.as_str() {
                "" => String::new(),
                to => format!("Location: {to}\r\n"),
            };
            let location = format!("{location}Content-Length: 0\r\nSet-Cookie: a=b\r\n");
            stream.write_all(head("302 Found", &location).as_bytes())
        }
        Some(Answer::Drip) => {
            let mut sent = stream.write_all(head("200 OK", "").as_bytes());
            while sent.is_ok() {
                thread::sleep(Duration::from_millis(30));
                sent = stream.write_all(b"#");
            }
            sent
        }
        Some(Answer::Flood) => {
            let mut sent = stream.write_all(head("200 OK", "").as_bytes());
            while sent.is_ok() {
                sent = stream.write_all(&[b'#'; 1 << 12]);
            }
            sent
        }
        Some(Answer::Silence) => {
            while !state.lock().unwrap().is_over {
                thread::sleep(Duration::from_millis(30));
            }
            Ok(())
        }
        None => stream.write_all(head("404 Not Found", "Content-Length: 0\r\n").as_bytes()),
    };
}
