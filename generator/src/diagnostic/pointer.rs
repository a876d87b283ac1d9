//! Places in the document, as JSON Pointers (RFC 6901).

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// The characters of ASCII that no fragment of a URI has (RFC 3986, section 3.5), and `%`.
const OUTSIDE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A JSON Pointer in URI fragment form without percent-encoding: `#/paths/~1messages/post`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document: `#`.
    #[must_use]
    pub fn root() -> Self {
        Self("#".to_owned())
    }

    /// The place in the same document that a reference leads to.
    #[must_use]
    pub fn parse(reference: &str) -> Option<Self> {
        let fragment = reference.strip_prefix('#')?;
        if !fragment.contains(['%', '~']) {
            let is_pointer = fragment.is_empty() || fragment.starts_with('/');
            return is_pointer.then(|| Self(reference.to_owned()));
        }
        let fragment = percent_decode(fragment);
        match fragment.strip_prefix('/') {
            // A place has one spelling: the reference's may be percent-encoded.
            Some(keys) => Some(Self::of_keys(keys)),
            None => fragment.is_empty().then(Self::root),
        }
    }

    /// The place that messages show as this text: `%` is itself, unlike in a reference.
    #[must_use]
    pub fn shown(text: &str) -> Option<Self> {
        let keys = text.strip_prefix('#')?;
        match keys.strip_prefix('/') {
            Some(keys) => Some(Self::of_keys(keys)),
            None => keys.is_empty().then(Self::root),
        }
    }

    /// The place of keys with slashes in between.
    fn of_keys(keys: &str) -> Self {
        let mut place = Self::root();
        keys.split('/').for_each(|key| place.push(&unescape(key)));
        place
    }

    /// The place of a way without its `#`: `/components/schemas/Pet`, or without the `/` as well.
    #[must_use]
    pub fn parse_without_sign(way: &str) -> Option<Self> {
        let keys = way.strip_prefix('/').unwrap_or(way);
        let is_way = keys.contains('/') && !keys.contains(['#', ':']);
        is_way.then(|| Self::parse(&format!("#/{keys}"))).flatten()
    }

    /// The place of the member `key`.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + key.len());
        text.push_str(&self.0);
        let mut child = Self(text);
        child.push(key);
        child
    }

    /// Appends the key `key`.
    fn push(&mut self, key: &str) {
        self.0.push('/');
        if key.contains(['~', '/']) {
            self.0.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            self.0.push_str(key);
        }
    }

    /// The place of the parent; the root is its own parent.
    #[must_use]
    pub fn parent(&self) -> Self {
        let parent = self.0.rsplit_once('/').map_or("#", |(parent, _)| parent);
        Self(parent.to_owned())
    }

    /// The place of the item `index`.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The pointer as text, in the form of a document.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A reference to the place in its document: `%`, and characters that no URI has, are percent-encoded
    /// (RFC 6901, section 6).
    #[must_use]
    pub fn reference(&self) -> String {
        let fragment = self.0.strip_prefix('#').unwrap_or_default();
        format!("#{}", utf8_percent_encode(fragment, OUTSIDE))
    }

    /// Whether `place` is this place or a part of it. `User` contains `User/items`, not `UserList`.
    #[must_use]
    pub fn contains(&self, place: &Self) -> bool {
        // A `/` within a key is escaped, so each `/` begins a segment.
        let rest = place.0.strip_prefix(&self.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The member of this place in which `place` is.
    #[must_use]
    pub fn member(&self, place: &Self) -> Option<Self> {
        let rest = place.0.strip_prefix(&self.0)?.strip_prefix('/')?;
        let name = rest.split_once('/').map_or(rest, |(name, _)| name);
        let end = place.0.len() - rest.len() + name.len();
        Some(Self(place.0[..end].to_owned()))
    }

    /// The name of the component at this place, if it is a component of the section.
    #[must_use]
    pub fn component(&self, section: &str) -> Option<Cow<'_, str>> {
        let (there, name) = self.shared()?;
        (there == section).then(|| unescape(name))
    }

    /// Whether a component stands at this place.
    #[must_use]
    pub fn is_component(&self) -> bool {
        self.shared()
            .is_some_and(|(section, _)| !section.starts_with("x-"))
    }

    /// The section and the name, as they are written here, if this is a member of a member of `components`.
    fn shared(&self) -> Option<(&str, &str)> {
        let (section, name) = self.0.strip_prefix("#/components/")?.split_once('/')?;
        (!name.contains('/')).then_some((section, name))
    }

    /// The value at this place of a tree.
    #[must_use]
    pub fn of<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        self.segments().try_fold(root, |value, key| match value {
            Value::Object(members) => members.get(&*key),
            Value::Array(items) => items.get(index(&key)?),
            _ => None,
        })
    }

    /// The value at this place of a tree, for changes.
    pub fn of_mut<'v>(&self, root: &'v mut Value) -> Option<&'v mut Value> {
        self.segments().try_fold(root, |value, key| match value {
            Value::Object(members) => members.get_mut(&*key),
            Value::Array(items) => items.get_mut(index(&key)?),
            _ => None,
        })
    }

    /// This place after a move of `from` to `to`; `None` if `from` is neither this place nor around it.
    #[must_use]
    pub fn moved(&self, from: &Self, to: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(&from.0)?;
        from.contains(self).then(|| Self(format!("{}{rest}", to.0)))
    }

    /// This place and the places around it, from the inside out.
    pub fn around(&self) -> impl Iterator<Item = Self> + '_ {
        let ends = self.0.rmatch_indices('/').map(|(end, _)| end);
        let ends = std::iter::once(self.0.len()).chain(ends);
        ends.map(|end| Self(self.0[..end].to_owned()))
    }

    /// The keys and indices from the root, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(unescape)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The index that a key of a place means in a list: digits without a sign and leading zeros (RFC 6901, section 4).
pub fn index(key: &str) -> Option<usize> {
    let is_index = key == "0" || key.starts_with(|first: char| matches!(first, '1'..='9'));
    is_index.then(|| key.parse().ok())?
}

fn unescape(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        segment.replace("~1", "/").replace("~0", "~").into()
    } else {
        segment.into()
    }
}

/// Decodes the percent-encoding of a URI (RFC 3986, section 2.1).
pub fn percent_decode(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.unwrap_or(Cow::Borrowed(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn a_place_contains_what_is_below_it_and_no_longer_word() {
        let at = |text| Pointer::parse(text).unwrap();
        for (whole, place, expect) in [
            ("#", "#/a", true),
            ("#/a", "#/a", true),
            ("#/a", "#/a/b/0", true),
            ("#/a", "#/ab", false),
            ("#/a/b", "#/a", false),
            ("#/a", "#/a~1b", false),
            ("#/a~1b", "#/a~1b/c", true),
        ] {
            assert_eq!(at(whole).contains(&at(place)), expect, "{whole} {place}");
        }
    }

    #[test]
    fn an_index_has_one_spelling() {
        let root = serde_json::json!({"a": ["x", "y"]});
        let of = |at| Pointer::parse(at).unwrap().of(&root).is_some();
        let found = [
            "#/a/0", "#/a/1", "#/a/01", "#/a/00", "#/a/+1", "#/a/-", "#/a/2",
        ]
        .map(of);
        assert_eq!(found, [true, true, false, false, false, false, false]);
    }

    #[test]
    fn a_reference_leads_to_its_place() {
        for (name, expect) in [
            ("pet", "#/pet"),
            ("a b", "#/a%20b"),
            ("a%20b", "#/a%2520b"),
            ("100%", "#/100%25"),
            ("~#/{id}", "#/~0%23~1%7Bid%7D"),
            ("größe", "#/gr%C3%B6%C3%9Fe"),
        ] {
            let place = Pointer::root().child(name);
            assert_eq!(place.reference(), expect);
            assert_eq!(Pointer::shown(place.as_str()), Some(place.clone()));
            assert_eq!(Pointer::parse(expect), Some(place), "{name}");
        }
    }

    #[test]
    fn a_component_is_a_member_of_a_section() {
        for (place, expect) in [
            ("#/components/schemas/A", Some("A")),
            ("#/components/schemas/a~1b", Some("a/b")),
            ("#/components/schemas/", Some("")),
            ("#/components/schemas", None),
            ("#/components/schemas/A/items", None),
            ("#/components/schemasOf/A", None),
            ("#/definitions/schemas/A", None),
        ] {
            let place = Pointer::parse(place).unwrap();
            assert_eq!(place.component("schemas").as_deref(), expect, "{place}");
        }
        let is_component = |text| Pointer::parse(text).unwrap().is_component();
        assert!(is_component("#/components/schemas/A"));
        assert!(!is_component("#/components/x-own/A"));
        assert!(!is_component("#/components/schemas/A/items"));
    }

    #[test]
    fn a_member_contains_the_place() {
        let at = |text| Pointer::parse(text).unwrap();
        for (whole, place, expect) in [
            ("#/a", "#/a/b", Some("#/a/b")),
            ("#/a", "#/a/b~1c/0/d", Some("#/a/b~1c")),
            ("#/a", "#/a/", Some("#/a/")),
            ("#/a", "#/a", None),
            ("#/a", "#/ab/c", None),
        ] {
            let member = at(whole).member(&at(place));
            assert_eq!(member, expect.map(at), "{whole} {place}");
        }
    }
}
