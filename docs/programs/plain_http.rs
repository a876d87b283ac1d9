//! Calls a server of one's own in a private network, which speaks http.

use shop::{Client, ErrorKind};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("SHOP_URL")?;
    let strict = Client::builder().base_url(&url).api_key("secret").build()?;
    if let Err(error) = strict.list_payments().await {
        assert_eq!(error.kind(), ErrorKind::Request);
        println!("{error}");
    }
    let client = Client::builder().base_url(url).api_key("secret");
    let client = client.allow_plain_http().build()?;
    let page = client.list_payments().await?;
    println!("{} payments", page.data.len());
    Ok(())
}
