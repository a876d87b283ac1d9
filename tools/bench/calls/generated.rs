//! The calls with the generated client.

use super::{CALLS, Chunks, FILE, Result, TOKEN};
use pilots::types::Booking;
use pilots::{Client, FilePart, SendBody};

fn client(url: &str) -> Result<Client> {
    Ok(Client::builder().base_url(url).bearer_auth(TOKEN).build()?)
}

pub async fn small(url: &str) -> Result<u64> {
    let client = client(url)?;
    let mut confirmed = 0;
    for call in 0..CALLS {
        let pilots = vec!["Ines".to_owned(), "Tomasz".to_owned()];
        let booking = Booking::new("Emma", "North 4", call as i64, 7.25, pilots);
        let kept = client.book("rotterdam", &booking).notify(true).x_trace("a-trace").await?;
        confirmed += u64::from(kept.booking.from == call as i64);
    }
    Ok(confirmed)
}

pub async fn stream(url: &str) -> Result<u64> {
    let mut positions = client(url)?.positions().await?;
    let mut count = 0;
    while let Some(position) = positions.next().await {
        count += u64::from(position?.course < 360);
    }
    Ok(count)
}

pub async fn upload(url: &str) -> Result<u64> {
    let file = FilePart::new("manifest.bin", SendBody::stream(Chunks::new(), FILE));
    let kept = client(url)?.upload_manifest("Emma", file).await?;
    Ok(kept.bytes as u64)
}

pub async fn download(url: &str) -> Result<u64> {
    let mut incoming = client(url)?.download_manifest().open().await?;
    let mut bytes = 0;
    while let Some(chunk) = incoming.chunk().await {
        bytes += chunk?.len() as u64;
    }
    Ok(bytes)
}
