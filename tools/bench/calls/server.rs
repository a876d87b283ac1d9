//! The server: as little HTTP/1.1 as the clients need, with a thread for each connection.

use super::{FILE, Result, STREAM};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// The lines that are sent again and again.
const LINE: &str = "{\"ship\":\"Emma Maersk\",\"at\":1764230400,\"latitude\":51.9475,\"longitude\":4.1427,\
    \"course\":271,\"speed\":12.4,\"state\":\"under_way\",\"destination\":\"Rotterdam\",\"tags\":[\"deep\",\"pilot\"]}\n";

/// The number of lines of a stream.
pub fn lines() -> u64 {
    STREAM.div_ceil(LINE.len() as u64)
}

/// Serves until the process is ended. The first line that it prints is its URL.
pub fn serve() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        // A client that is gone is no fault of the server.
        thread::spawn(move || connection(stream).ok());
    }
    Ok(())
}

fn connection(stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::with_capacity(256 << 10, stream);
    while let Some(request) = head(&mut reader)? {
        answer(&request, &mut reader, &mut writer)?;
    }
    Ok(())
}

struct Request {
    line: String,
    length: u64,
    boundary: u64,
}

/// The head of the next request; `None` at the end.
fn head(reader: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut request = Request { line: String::new(), length: 0, boundary: 0 };
    if reader.read_line(&mut request.line)? == 0 {
        return Ok(None);
    }
    let mut line = String::new();
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            return Ok(Some(request));
        };
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-length") {
            request.length = value.parse().map_err(io::Error::other)?;
        } else if let Some((_, boundary)) = value.split_once("boundary=") {
            request.boundary = boundary.trim_matches('"').len() as u64;
        }
    }
}

fn answer(request: &Request, reader: &mut impl BufRead, writer: &mut TcpStream) -> io::Result<()> {
    let mut words = request.line.split(' ');
    match (words.next(), words.next()) {
        (Some("POST"), Some("/manifests")) => {
            let bytes = file(reader, request)?;
            json(writer, 200, &format!("{{\"bytes\":{bytes}}}"))
        }
        (Some("POST"), _) => {
            let mut booking = String::new();
            reader.take(request.length).read_to_string(&mut booking)?;
            let kept = format!("{{\"id\":\"b-17\",\"state\":\"confirmed\",\"booking\":{booking}}}");
            json(writer, 201, &kept)
        }
        (_, Some("/positions")) => {
            let pieces = LINE.repeat(300);
            let total = lines() * LINE.len() as u64;
            repeat(writer, "application/x-ndjson", total, pieces.as_bytes())
        }
        _ => repeat(writer, "application/octet-stream", FILE, &vec![b'x'; 64 << 10]),
    }
}

fn json(writer: &mut impl Write, status: u16, body: &str) -> io::Result<()> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n");
    writer.write_all((head + body).as_bytes())
}

fn repeat(writer: &mut impl Write, kind: &str, length: u64, piece: &[u8]) -> io::Result<()> {
    let head = format!("HTTP/1.1 200 X\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n");
    writer.write_all(head.as_bytes())?;
    let mut left = length;
    while left > 0 {
        let end = left.min(piece.len() as u64);
        writer.write_all(&piece[..end as usize])?;
        left -= end;
    }
    Ok(())
}

/// Reads a form, and gives the length of its last part.
fn file(reader: &mut impl BufRead, request: &Request) -> io::Result<u64> {
    let mut left = request.length;
    let mut line = Vec::new();
    let mut is_file = false;
    loop {
        line.clear();
        left -= reader.by_ref().take(left).read_until(b'\n', &mut line)? as u64;
        let text = String::from_utf8_lossy(&line).to_lowercase();
        is_file |= text.starts_with("content-disposition") && text.contains("name=\"file\"");
        if line.is_empty() || is_file && line == b"\r\n" {
            break;
        }
    }
    // The boundary behind the file, between `\r\n--` and `--\r\n`.
    let bytes = left.saturating_sub(request.boundary + 8);
    io::copy(&mut reader.take(left), &mut io::sink())?;
    Ok(bytes)
}
