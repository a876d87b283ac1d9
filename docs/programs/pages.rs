//! Walks through a list, whose pages are asked for one by one.

use shop::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("SHOP_URL")?;
    let client = Client::builder().base_url(url).api_key("secret").build()?;
    let mut payments = client.list_payments().limit(2).items();
    while let Some(payment) = payments.next().await {
        println!("{}", payment?.id);
    }
    Ok(())
}
