//! Calls a server of one's own in a private network, which speaks http. A client with a credential can't be built for it
//! unless the builder allows that; a server on the same machine needs no permission.

use shop::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("SHOP_URL")?;
    let builder = || Client::builder().base_url(&url).api_key("secret");
    let client = match builder().build() {
        Ok(client) => client,
        Err(refused) => {
            println!("{refused}");
            builder().allow_plain_http().build()?
        }
    };
    let page = client.list_payments().await?;
    println!("{} payments", page.data.len());
    Ok(())
}
