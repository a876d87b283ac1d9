//! Functions for JavaScript. Each makes a call and returns its result as text.

use shop::types::Question;
use shop::{Client, ClientCredentials, FilePart, RetryPolicy, SendBody};
use std::fmt::Display;
use std::time::Duration;
use wasm_bindgen::prelude::*;

type Result<T> = std::result::Result<T, JsValue>;

fn text(error: impl Display) -> JsValue {
    JsValue::from_str(&error.to_string())
}

fn client(url: &str) -> Result<Client> {
    let client = Client::builder().base_url(url).api_key("secret");
    client.retry(RetryPolicy::none()).build().map_err(text)
}

#[wasm_bindgen]
pub async fn json(url: String) -> Result<String> {
    let answer = client(&url)?
        .create_chat(&Question::new("How are you?"))
        .await;
    Ok(answer.map_err(text)?.text)
}

#[wasm_bindgen]
pub async fn events(url: String) -> Result<String> {
    let question = Question::new("How are you?");
    let mut words = client(&url)?
        .create_chat_stream(&question)
        .await
        .map_err(text)?;
    let mut all = String::new();
    while let Some(word) = words.next().await {
        all.push_str(&word.map_err(text)?.text);
    }
    Ok(all)
}

#[wasm_bindgen]
pub async fn upload(url: String) -> Result<String> {
    let file = FilePart::new("a.bin", SendBody::from(vec![1_u8; 100_000]));
    let kept = client(&url)?.upload_file(file).note("né").await;
    Ok(kept.map_err(text)?.id)
}

#[wasm_bindgen]
pub async fn download(url: String) -> Result<String> {
    let mut incoming = client(&url)?
        .download_file("whole")
        .open()
        .await
        .map_err(text)?;
    let mut length = 0;
    while let Some(chunk) = incoming.chunk().await {
        length += chunk.map_err(text)?.len();
    }
    Ok(length.to_string())
}

#[wasm_bindgen]
pub async fn pages(url: String) -> Result<String> {
    let mut payments = client(&url)?.list_payments().limit(2).items();
    let mut ids = Vec::new();
    while let Some(payment) = payments.next().await {
        ids.push(payment.map_err(text)?.id);
    }
    Ok(ids.join(" "))
}

#[wasm_bindgen]
pub async fn token(url: String) -> Result<String> {
    let tokens = ClientCredentials::new(format!("{url}/token"), "my-id", "my-secret");
    let client = Client::builder().base_url(url).bearer_auth_source(tokens);
    let page = client.build().map_err(text)?.list_payments().await;
    Ok(page.map_err(text)?.data.len().to_string())
}

#[wasm_bindgen]
pub async fn retried(url: String) -> Result<String> {
    let call = client(&url)?
        .download_file("busy")
        .retry(RetryPolicy::default());
    Ok(call.await.map_err(text)?.len().to_string())
}

/// The kind of the error of a download, within a fifth of a second.
#[wasm_bindgen]
pub async fn failure(url: String, file: String) -> Result<String> {
    let call = client(&url)?.download_file(&file);
    let failed = call.attempt_timeout(Duration::from_millis(200)).await.err();
    let failed = failed.ok_or("there is no error")?;
    Ok(format!("{:?}", failed.kind()))
}

/// Reads the begin of a response without an end, and drops the rest.
#[wasm_bindgen]
pub async fn begin(url: String) -> Result<String> {
    let mut incoming = client(&url)?
        .download_file("endless")
        .open()
        .await
        .map_err(text)?;
    let chunk = incoming
        .chunk()
        .await
        .ok_or("there is no chunk")?
        .map_err(text)?;
    Ok(String::from_utf8_lossy(&chunk).into_owned())
}
