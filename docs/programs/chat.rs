//! Prints an answer word by word while it comes.

use shop::Client;
use shop::types::Question;
use std::io::Write;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("SHOP_URL")?;
    let client = Client::builder().base_url(url).api_key("secret").build()?;
    let question = Question::new("How are you?");
    let mut words = client.create_chat_stream(&question).await?;
    while let Some(word) = words.next().await {
        print!("{}", word?.text);
        std::io::stdout().flush()?;
    }
    println!();
    Ok(())
}
