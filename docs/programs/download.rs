//! Writes a file of any size to the disk while it comes.

use shop::Client;
use std::io::Write;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("SHOP_URL")?;
    let client = Client::builder().base_url(url).api_key("secret").build()?;
    let path = std::env::args().nth(1).ok_or("where to?")?;
    let mut file = std::fs::File::create(&path)?;
    let mut incoming = client.download_file("f_1").open().await?;
    while let Some(chunk) = incoming.chunk().await {
        file.write_all(&chunk?)?;
    }
    println!("{} bytes", file.metadata()?.len());
    Ok(())
}
