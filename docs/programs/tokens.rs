//! Fetches a token, and another one when the first is no longer accepted.

use shop::{Client, ClientCredentials};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("SHOP_URL")?;
    let tokens = ClientCredentials::new(format!("{url}/token"), "my-id", "my-secret");
    let client = Client::builder().base_url(url).bearer_auth_source(tokens);
    let client = client.build()?;
    for _ in 0..2 {
        let page = client.list_payments().await?;
        println!("{} payments", page.data.len());
    }
    Ok(())
}
