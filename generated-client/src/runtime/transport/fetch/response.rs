//! The response of `fetch`, whose body is read in chunks.

use super::super::{Body, BoxFuture, Sent, TransportError};
use super::{Abort, lost};
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Array, Reflect, Uint8Array, try_iter};
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Headers, ReadableStreamDefaultReader, Response, ResponseType};

const REDIRECTED: &str = "the server redirects, and a browser does not tell where to";
const STRANGE: &str = "`fetch` gives something else than a response";

/// The head of a response; dropping its body ends it.
pub(super) fn open(response: JsValue, abort: Abort) -> Sent {
    let response: Response = response.dyn_into().map_err(|_| strange())?;
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(TransportError::runtime_lost(REDIRECTED));
    }
    let reader = response.body().map(|body| body.get_reader());
    let reader = reader.map(|reader| reader.dyn_into().map_err(|_| strange()));
    let body = Chunks {
        reader: reader.transpose()?,
        reading: None,
        _abort: abort,
    };
    let mut answer = http::Response::new(Box::new(body) as Box<dyn Body>);
    *answer.status_mut() = StatusCode::from_u16(response.status()).map_err(|_| strange())?;
    *answer.headers_mut() = headers(&response.headers())?;
    Ok(answer)
}

/// The headers. In a compressed response, some are about the bytes before decompression.
fn headers(headers: &Headers) -> Result<HeaderMap, TransportError> {
    let mut read = HeaderMap::new();
    let pairs = try_iter(headers).ok().flatten().ok_or_else(strange)?;
    for pair in pairs {
        let pair: Array = pair
            .ok()
            .and_then(|pair| pair.dyn_into().ok())
            .ok_or_else(strange)?;
        let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) else {
            return Err(strange());
        };
        // Each character is a byte.
        let value: Option<Vec<u8>> = value.chars().map(|byte| u8::try_from(byte).ok()).collect();
        let value = value.and_then(|value| HeaderValue::from_bytes(&value).ok());
        let name = HeaderName::from_bytes(name.as_bytes()).ok();
        let (name, value) = name.zip(value).ok_or_else(strange)?;
        read.append(name, value);
    }
    if read.remove(CONTENT_ENCODING).is_some() {
        read.remove(CONTENT_LENGTH);
    }
    Ok(read)
}

struct Chunks {
    /// `None` if the response has no body, and at the end.
    reader: Option<ReadableStreamDefaultReader>,
    /// The chunk that is being read, kept so that it survives the future.
    reading: Option<JsFuture>,
    _abort: Abort,
}

impl Body for Chunks {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            let Some(reader) = &self.reader else {
                return Ok(None);
            };
            let reading = &mut self.reading;
            let reading = reading.get_or_insert_with(|| JsFuture::from(reader.read()));
            let read = reading.await;
            self.reading = None;
            let read = read.map_err(|error| lost(&error))?;
            let member = |name| Reflect::get(&read, &JsValue::from_str(name)).ok();
            if member("done").is_some_and(|done| done.is_truthy()) {
                self.reader = None;
                return Ok(None);
            }
            let chunk = member("value").and_then(|value| value.dyn_into::<Uint8Array>().ok());
            Ok(Some(chunk.ok_or_else(strange)?.to_vec().into()))
        })
    }
}

fn strange() -> TransportError {
    TransportError::lost(STRANGE)
}
