//! The same calls as they are written by hand, with reqwest and the derives of serde.

use super::{CALLS, Chunks, FILE, Result, TOKEN};
use reqwest::multipart::{Form, Part};
use reqwest::{Body, Client, Response};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Booking {
    ship: String,
    berth: String,
    from: i64,
    draught: f64,
    pilots: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Deserialize)]
struct KeptBooking {
    #[expect(dead_code, reason = "read as the generated client reads it")]
    id: String,
    #[expect(dead_code, reason = "read as the generated client reads it")]
    state: State,
    booking: Booking,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Requested,
    Confirmed,
    Cancelled,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "read as the generated client reads it")]
struct Position {
    ship: String,
    at: i64,
    latitude: f64,
    longitude: f64,
    course: i32,
    speed: f64,
    state: Movement,
    destination: Option<String>,
    tags: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Movement {
    Moored,
    Anchored,
    UnderWay,
}

#[derive(Deserialize)]
struct Kept {
    bytes: u64,
}

pub async fn small(url: &str) -> Result<u64> {
    let client = Client::new();
    let mut confirmed = 0;
    for call in 0..CALLS {
        let booking = Booking {
            ship: "Emma".to_owned(),
            berth: "North 4".to_owned(),
            from: call as i64,
            draught: 7.25,
            pilots: vec!["Ines".to_owned(), "Tomasz".to_owned()],
            note: None,
        };
        let request = client
            .post(format!("{url}/ports/rotterdam/bookings"))
            .query(&[("notify", true)])
            .header("x-trace", "a-trace")
            .bearer_auth(TOKEN)
            .json(&booking);
        let kept: KeptBooking = request.send().await?.error_for_status()?.json().await?;
        confirmed += u64::from(kept.booking.from == call as i64);
    }
    Ok(confirmed)
}

async fn get(url: String) -> Result<Response> {
    let response = Client::new().get(url).bearer_auth(TOKEN).send().await?;
    Ok(response.error_for_status()?)
}

pub async fn stream(url: &str) -> Result<u64> {
    let mut response = get(format!("{url}/positions")).await?;
    let (mut kept, mut count) = (Vec::new(), 0);
    while let Some(chunk) = response.chunk().await? {
        kept.extend_from_slice(&chunk);
        let mut begin = 0;
        while let Some(end) = memchr::memchr(b'\n', &kept[begin..]) {
            let position: Position = serde_json::from_slice(&kept[begin..begin + end])?;
            count += u64::from(position.course < 360);
            begin += end + 1;
        }
        kept.drain(..begin);
    }
    Ok(count)
}

pub async fn upload(url: &str) -> Result<u64> {
    let file = Part::stream_with_length(Body::wrap_stream(Chunks::new()), FILE);
    let form = Form::new().text("ship", "Emma").part("file", file.file_name("manifest.bin"));
    let request = Client::new().post(format!("{url}/manifests")).bearer_auth(TOKEN);
    let response = request.multipart(form).send().await?.error_for_status()?;
    let kept: Kept = response.json().await?;
    Ok(kept.bytes)
}

pub async fn download(url: &str) -> Result<u64> {
    let mut response = get(format!("{url}/manifests/latest")).await?;
    let mut bytes = 0;
    while let Some(chunk) = response.chunk().await? {
        bytes += chunk.len() as u64;
    }
    Ok(bytes)
}
