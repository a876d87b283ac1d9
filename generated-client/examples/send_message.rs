//! Sends one message as a user and prints the outcome.
//!
//! ```text
//! INTERCOM_TOKEN=… cargo run --example send_message -- --user-id 25 "Hey"
//! cargo run --example send_message -- --token test --base-url http://127.0.0.1:8080 --email ada@example.com "Hey"
//! ```

use intercom_messages::types::{Sender, UserIdentifier};
use intercom_messages::{Client, ClientBuilder};
use std::env;
use std::process::ExitCode;

const USAGE: &str = "usage: send_message [--token TOKEN] [--base-url URL] \
                     (--id ID | --user-id ID | --email ADDRESS) TEXT
The token is taken from INTERCOM_TOKEN when it isn't given.";

#[tokio::main]
async fn main() -> ExitCode {
    let Some(arguments) = Arguments::parse(env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let client = match arguments.client().build() {
        Ok(client) => client,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    send(&client, arguments).await
}

async fn send(client: &Client, arguments: Arguments) -> ExitCode {
    let sender = Sender::user(arguments.sender);
    match client.create_message(sender, arguments.text).await {
        Ok(message) => {
            println!("{} at {}", message.id, message.created_at);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            for detail in error.api_error().iter().flat_map(|list| &list.errors) {
                let code = detail.code.as_ref().map_or("no code", |code| code.as_str());
                let message = detail.message.as_deref().unwrap_or_default();
                eprintln!("  {code}: {message}");
            }
            if let Some(id) = error.request_id() {
                eprintln!("to be quoted to support: {id}");
            }
            eprintln!(
                "{}",
                if error.may_have_been_processed() {
                    "the message may have been sent; check before sending it again"
                } else {
                    "the message was not sent"
                }
            );
            ExitCode::FAILURE
        }
    }
}

struct Arguments {
    token: String,
    base_url: Option<String>,
    sender: UserIdentifier,
    text: String,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> Option<Self> {
        let mut token = env::var("INTERCOM_TOKEN").ok();
        let (mut base_url, mut sender, mut text) = (None, None, None);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--token" => token = Some(words.next()?),
                "--base-url" => base_url = Some(words.next()?),
                "--id" => sender = Some(UserIdentifier::Id(words.next()?)),
                "--user-id" => sender = Some(UserIdentifier::UserId(words.next()?)),
                "--email" => sender = Some(UserIdentifier::Email(words.next()?)),
                option if option.starts_with("--") => return None,
                _ => text = Some(word),
            }
        }
        Some(Self {
            token: token?,
            base_url,
            sender: sender?,
            text: text?,
        })
    }

    fn client(&self) -> ClientBuilder {
        let builder = Client::builder().bearer_auth(self.token.as_str());
        match &self.base_url {
            Some(url) => builder.base_url(url),
            None => builder,
        }
    }
}
