//! Sends a file of any size without holding it in memory, and says how far it is.

use shop::{Client, FilePart, SendBody};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("SHOP_URL")?;
    let client = Client::builder().base_url(url).api_key("secret").build()?;
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let body = SendBody::file(&path)?;
    let size = body.length().unwrap_or_default();
    let body = body.on_progress(move |sent| eprintln!("{sent} of {size} bytes"));
    let file = FilePart::new("report.pdf", body).content_type("application/pdf");
    let kept = client.upload_file(file).note("from the shop").await?;
    println!("kept as {}", kept.id);
    Ok(())
}
