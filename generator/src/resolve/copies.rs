//! Texts and values of the document, which are copied once, for any number of references.

use crate::api::Text;
use crate::map::IndexMap;
use crate::openapi::view::ExternalDocs;
use serde_json::Value;
use std::rc::Rc;

/// The copies of a document's texts and values, by their address: the address is unique while the document is
/// borrowed.
#[derive(Default)]
pub struct Copies<'a> {
    texts: IndexMap<*const str, Text>,
    /// By the address of the URL.
    links: IndexMap<*const str, Text>,
    values: IndexMap<*const Value, Rc<Value>>,
    lent: std::marker::PhantomData<&'a Value>,
}

impl<'a> Copies<'a> {
    /// The copy of a text.
    pub fn text(&mut self, text: &'a str) -> Text {
        let known = self.texts.entry(std::ptr::from_ref(text));
        known.or_insert_with(|| Text::from(text)).clone()
    }

    /// The copy of a text, if there is one.
    pub fn maybe(&mut self, text: Option<&'a str>) -> Option<Text> {
        text.map(|text| self.text(text))
    }

    /// A link to documentation elsewhere, as Markdown.
    pub fn link(&mut self, link: Option<ExternalDocs<'a>>) -> Option<Text> {
        let link = link?;
        // All empty texts share an address.
        let url = link.url().filter(|url| !url.is_empty())?;
        let known = self.links.entry(std::ptr::from_ref(url));
        let text = known.or_insert_with(|| {
            let words = link.description().unwrap_or_default().trim();
            let words = words.trim_end_matches(['.', ':']);
            let words = if words.is_empty() { "See" } else { words };
            let is_plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '`');
            let target = if !url.chars().all(is_plain) {
                url.to_owned()
            } else if url.starts_with("http") {
                format!("<{url}>")
            } else {
                // The address of the document is unknown.
                format!("`{url}`")
            };
            Text::from(&*format!("{words}: {target}"))
        });
        Some(text.clone())
    }

    /// The copy of a value.
    pub fn value(&mut self, value: &'a Value) -> Rc<Value> {
        let known = self.values.entry(std::ptr::from_ref(value));
        Rc::clone(known.or_insert_with(|| Rc::new(value.clone())))
    }
}
