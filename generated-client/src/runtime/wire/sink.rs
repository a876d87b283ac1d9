//! The targets of writing: any serializer or, with less work, JSON text.

use super::View;
use super::encode::write;
use serde::ser::{self, Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Error, Value};
use std::convert::Infallible;

/// The target of one value.
pub(super) trait Sink: Sized {
    type Ok;
    type Error: ser::Error;
    type List: ListSink<Ok = Self::Ok, Error = Self::Error>;
    type Map: MapSink<Ok = Self::Ok, Error = Self::Error>;
    fn null(self) -> Result<Self::Ok, Self::Error>;
    fn bool(self, value: bool) -> Result<Self::Ok, Self::Error>;
    fn i64(self, value: i64) -> Result<Self::Ok, Self::Error>;
    fn u64(self, value: u64) -> Result<Self::Ok, Self::Error>;
    fn f64(self, value: f64) -> Result<Self::Ok, Self::Error>;
    fn str(self, value: &str) -> Result<Self::Ok, Self::Error>;
    fn json(self, value: &Value) -> Result<Self::Ok, Self::Error>;
    fn list(self, len: usize) -> Result<Self::List, Self::Error>;
    fn map(self) -> Result<Self::Map, Self::Error>;
}

/// The target of the items of an array.
pub(super) trait ListSink {
    type Ok;
    type Error;
    fn item(&mut self, view: &View<'_>) -> Result<(), Self::Error>;
    fn end(self) -> Result<Self::Ok, Self::Error>;
}

/// The target of the members of an object.
pub(super) trait MapSink {
    type Ok;
    type Error;
    fn member(&mut self, name: Name<'_>, view: &View<'_>) -> Result<(), Self::Error>;
    fn end(self) -> Result<Self::Ok, Self::Error>;
}

/// A member's name, and whether it is known to need no escapes.
pub(super) struct Name<'a> {
    pub(super) text: &'a str,
    pub(super) plain: bool,
}

impl<'a> From<&'a str> for Name<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, plain: false }
    }
}

impl<S: Serializer> Sink for S {
    type Ok = S::Ok;
    type Error = S::Error;
    type List = S::SerializeSeq;
    type Map = S::SerializeMap;
    #[inline]
    fn null(self) -> Result<S::Ok, S::Error> {
        self.serialize_none()
    }
    #[inline]
    fn bool(self, value: bool) -> Result<S::Ok, S::Error> {
        self.serialize_bool(value)
    }
    #[inline]
    fn i64(self, value: i64) -> Result<S::Ok, S::Error> {
        self.serialize_i64(value)
    }
    #[inline]
    fn u64(self, value: u64) -> Result<S::Ok, S::Error> {
        self.serialize_u64(value)
    }
    #[inline]
    fn f64(self, value: f64) -> Result<S::Ok, S::Error> {
        self.serialize_f64(value)
    }
    #[inline]
    fn str(self, value: &str) -> Result<S::Ok, S::Error> {
        self.serialize_str(value)
    }
    #[inline]
    fn json(self, value: &Value) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }
    #[inline]
    fn list(self, len: usize) -> Result<S::SerializeSeq, S::Error> {
        self.serialize_seq(Some(len))
    }
    #[inline]
    fn map(self) -> Result<S::SerializeMap, S::Error> {
        self.serialize_map(None)
    }
}

impl<S: SerializeSeq> ListSink for S {
    type Ok = S::Ok;
    type Error = S::Error;
    #[inline]
    fn item(&mut self, view: &View<'_>) -> Result<(), S::Error> {
        self.serialize_element(view)
    }
    #[inline]
    fn end(self) -> Result<S::Ok, S::Error> {
        SerializeSeq::end(self)
    }
}

impl<S: SerializeMap> MapSink for S {
    type Ok = S::Ok;
    type Error = S::Error;
    #[inline]
    fn member(&mut self, name: Name<'_>, view: &View<'_>) -> Result<(), S::Error> {
        self.serialize_entry(name.text, view)
    }
    #[inline]
    fn end(self) -> Result<S::Ok, S::Error> {
        SerializeMap::end(self)
    }
}

/// JSON text to which a value is appended.
pub(super) struct Json<'a>(pub(super) &'a mut Vec<u8>);

/// JSON text to which items or members are appended, each followed by a comma until the end.
pub(super) struct Open<'a> {
    json: &'a mut Vec<u8>,
    close: u8,
}

impl Json<'_> {
    fn write(self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        serde_json::to_writer(self.0, value)
    }
}

impl<'a> Sink for Json<'a> {
    type Ok = ();
    type Error = Error;
    type List = Open<'a>;
    type Map = Open<'a>;
    #[inline]
    fn null(self) -> Result<(), Error> {
        self.0.extend_from_slice(b"null");
        Ok(())
    }
    #[inline]
    fn bool(self, value: bool) -> Result<(), Error> {
        let text = if value { "true" } else { "false" };
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
    fn i64(self, value: i64) -> Result<(), Error> {
        self.write(&value)
    }
    fn u64(self, value: u64) -> Result<(), Error> {
        self.write(&value)
    }
    fn f64(self, value: f64) -> Result<(), Error> {
        self.write(&value)
    }
    #[inline]
    fn str(self, value: &str) -> Result<(), Error> {
        write_str(self.0, value)
    }
    fn json(self, value: &Value) -> Result<(), Error> {
        self.write(value)
    }
    #[inline]
    fn list(self, _: usize) -> Result<Open<'a>, Error> {
        self.0.push(b'[');
        Ok(Open {
            json: self.0,
            close: b']',
        })
    }
    #[inline]
    fn map(self) -> Result<Open<'a>, Error> {
        self.0.push(b'{');
        Ok(Open {
            json: self.0,
            close: b'}',
        })
    }
}

impl Open<'_> {
    #[inline]
    fn finish(self) {
        // The last byte is a comma only if it is a separator.
        match self.json.last_mut() {
            Some(last) if *last == b',' => *last = self.close,
            _ => self.json.push(self.close),
        }
    }
}

impl ListSink for Open<'_> {
    type Ok = ();
    type Error = Error;
    #[inline]
    fn item(&mut self, view: &View<'_>) -> Result<(), Error> {
        write(view, None, Json(self.json))?;
        self.json.push(b',');
        Ok(())
    }
    #[inline]
    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

impl MapSink for Open<'_> {
    type Ok = ();
    type Error = Error;
    #[inline]
    fn member(&mut self, name: Name<'_>, view: &View<'_>) -> Result<(), Error> {
        if name.plain {
            quote(self.json, name.text);
        } else {
            write_str(self.json, name.text)?;
        }
        self.json.push(b':');
        write(view, None, Json(self.json))?;
        self.json.push(b',');
        Ok(())
    }
    #[inline]
    fn end(self) -> Result<(), Error> {
        self.finish();
        Ok(())
    }
}

/// A function that is called with each member.
pub(super) struct Each<'a>(pub(super) &'a mut dyn FnMut(&str, &View<'_>));

impl MapSink for Each<'_> {
    type Ok = ();
    type Error = Infallible;
    fn member(&mut self, name: Name<'_>, view: &View<'_>) -> Result<(), Infallible> {
        (self.0)(name.text, view);
        Ok(())
    }
    fn end(self) -> Result<(), Infallible> {
        Ok(())
    }
}

/// Most strings need no escapes: they are copied.
fn write_str(json: &mut Vec<u8>, text: &str) -> Result<(), Error> {
    if is_plain(text) {
        quote(json, text);
        Ok(())
    } else {
        serde_json::to_writer(json, text)
    }
}

#[inline]
fn quote(json: &mut Vec<u8>, text: &str) {
    json.reserve(text.len() + 3);
    json.push(b'"');
    json.extend_from_slice(text.as_bytes());
    json.push(b'"');
}

/// Whether a string is written without escapes.
pub(super) const fn is_plain(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let [byte, others @ ..] = rest {
        if ESCAPED[*byte as usize] {
            return false;
        }
        rest = others;
    }
    true
}

/// The bytes that JSON text must escape.
static ESCAPED: [bool; 256] = {
    let mut escaped = [false; 256];
    let mut control = 0;
    while control < 0x20 {
        escaped[control] = true;
        control += 1;
    }
    escaped[b'"' as usize] = true;
    escaped[b'\\' as usize] = true;
    escaped
};
