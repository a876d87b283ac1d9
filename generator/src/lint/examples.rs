//! Examples and defaults that break rules of their schemas that no type enforces: an unlisted value, a number out of
//! range, a text that is too long or doesn't match a pattern, and a default without a required member. A value of another
//! JSON kind is evidence, which the stage `adapt` reports for bodies of JSON; this lint reports it for scalars of
//! schemas, for forms, and for parameters and headers.

use super::breaks::{Typed, own, repeated};
use super::follow::follow;
use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::map::IndexSet;
use crate::openapi::Document;
use crate::openapi::view::{
    Additional, Example, Keywords, Object, Parameter, Read, RefOr, Schema, View,
};
use crate::patterns::Compiled;
use crate::steps::steps;
use crate::text::media_type::Media;
use serde_json::Value;

/// The steps of all comparisons for each byte of the document, and further ones for every document.
const EACH: usize = 1;
const BESIDES: usize = 10_000;

/// The most levels of values, and of schemas within schemas.
const LEVELS: usize = 40;

/// Compares examples with their schemas.
pub struct Examples<'a> {
    document: &'a Document,
    /// The steps that are left.
    left: usize,
    /// The patterns of texts.
    compiled: Compiled<'a>,
    /// The values that were compared with targets of references, by the places of the targets.
    compared: IndexSet<(Pointer, *const Value)>,
    /// The media types of parameters and headers.
    of_values: IndexSet<*const Value>,
}

/// A value in a comparison.
#[derive(Clone, Copy)]
struct Compared<'a, 'p> {
    value: &'a Value,
    place: Place<'p>,
    level: usize,
    typed: Typed,
}

/// A fault of a value: the place below the example, and the words for it.
type Fault = (Pointer, String);

impl<'a> Examples<'a> {
    pub fn of(document: &'a Document) -> Self {
        Self {
            document,
            left: BESIDES + EACH * document.size,
            compiled: Compiled::default(),
            compared: IndexSet::default(),
            of_values: IndexSet::default(),
        }
    }

    /// Compares the examples and the default of a schema.
    pub fn of_schema(
        &mut self,
        value: &'a Value,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let object = Object::read(value);
        let typed = match place {
            Place::Item(Place::Key(_, "allOf"), _) => Typed::Everything,
            _ => Typed::Scalar,
        };
        let default = object
            .value("default")
            .map(|it| ("default", it, Place::Key(place, "default")));
        let list = Place::Key(place, "examples");
        let examples = object.list::<&Value>("examples").iter().enumerate();
        let examples = examples.map(|(index, it)| ("example", it, Place::Item(&list, index)));
        for (noun, example, place) in examples.chain(default) {
            // A default is no evidence.
            let typed = match noun {
                "default" => Typed::Everything,
                _ => typed,
            };
            self.compare(
                noun,
                (value, typed),
                (example, &|| place.pointer()),
                diagnostics,
            );
        }
    }

    /// Compares the examples of a parameter or header.
    pub fn of_value(&mut self, value: &'a Value, place: &Place<'_>, diagnostics: &mut Diagnostics) {
        let content = Object::read(value).map::<&Value>("content").iter();
        let content = content.map(|(_, media)| std::ptr::from_ref(media));
        self.of_values.extend(content);
        self.beside(value, Typed::Sent, place, diagnostics);
    }

    /// Compares the examples of content, whose media type is the last key of its place. No other stage sees those of
    /// forms, parameters and headers.
    pub fn of_content(
        &mut self,
        value: &'a Value,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let is_of_value = self.of_values.contains(&std::ptr::from_ref(value));
        let typed = match place.key().map(Media::of) {
            Some(Media::Form | Media::Multipart) => Typed::Texts,
            Some(Media::Json) if is_of_value => Typed::Json,
            _ => Typed::Nothing,
        };
        self.beside(value, typed, place, diagnostics);
    }

    /// Compares the examples beside a schema.
    fn beside(
        &mut self,
        value: &'a Value,
        typed: Typed,
        place: &Place<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let object = Object::read(value);
        let Some(schema) = object.value("schema") else {
            return;
        };
        let schema = (schema, typed);
        let is_sent = |example: &Value| typed == Typed::Sent && is_sent(Read::read(value), example);
        if let Some(example) = object.value("example").filter(|it| !is_sent(it)) {
            let at = || place.pointer().child("example");
            self.compare("example", schema, (example, &at), diagnostics);
        }
        for (name, example) in object.map::<RefOr<'a, Example<'a>>>("examples").iter() {
            let found = follow(self.document, example, Pointer::root());
            if let Some((example, shared)) = found
                && let Some((keyword, value)) = example.value()
                && !is_sent(value)
            {
                let own = || place.pointer().child("examples").child(name);
                let is_own = shared == Pointer::root();
                let at = || if is_own { own() } else { shared.clone() }.child(keyword);
                self.compare("example", schema, (value, &at), diagnostics);
            }
        }
    }

    /// The place of the value becomes a pointer only for a diagnostic.
    fn compare(
        &mut self,
        noun: &str,
        (schema, typed): (&'a Value, Typed),
        (value, at): (&'a Value, &dyn Fn() -> Pointer),
        diagnostics: &mut Diagnostics,
    ) {
        if self.left == 0 {
            return;
        }
        let compared = Compared {
            value,
            place: Place::Root,
            level: 0,
            typed,
        };
        if let Some((way, words)) = self.fault_of(Read::read(schema), compared) {
            let at = way.segments().fold(at(), |at, key| at.child(&key));
            diagnostics.report(Code::ExampleBreaks, &at, &[noun, &words]);
        }
        if self.left == 0 {
            diagnostics.report(Code::ExamplesTooLarge, &at(), &[]);
        }
    }

    /// The first fault of a value.
    fn fault_of(
        &mut self,
        schema: RefOr<'a, Schema<'a>>,
        compared: Compared<'a, '_>,
    ) -> Option<Fault> {
        if compared.value.is_null() || compared.level >= LEVELS || !self.spend(1) {
            return None;
        }
        let (schema, at) = follow(self.document, schema, Pointer::root())?;
        let is_shared = at != Pointer::root();
        if is_shared
            && !self
                .compared
                .insert((at, std::ptr::from_ref(compared.value)))
        {
            return None;
        }
        if !self.spend(schema.object().len()) {
            return None;
        }
        let keywords = schema.keywords();
        let is_counted = keywords.min_length.or(keywords.max_length).is_some();
        let is_read = is_counted || keywords.pattern.is_some();
        let text = compared.value.as_str().filter(|_| is_read);
        if !self.spend(keywords.values.len() + text.map_or(0, str::len)) {
            return None;
        }
        let inner = Compared {
            level: compared.level + 1,
            ..compared
        };
        // The text of an example stands for the bytes, and isn't them.
        if keywords.format.is_binary() {
            return None;
        }
        let meant = compared.typed.meant(&keywords, compared.value);
        let fault = meant.and_then(|value| {
            own(&keywords, &value, compared.typed).or_else(|| self.mismatch(&keywords, &value))
        });
        if let Some(words) = fault {
            return Some((compared.place.pointer(), words));
        }
        let mut parts = keywords.all_of.iter();
        parts
            .find_map(|part| self.fault_of(part, inner))
            .or_else(|| self.fault_inside(&keywords, inner))
    }

    /// The pattern of a text that it doesn't match, or two items that are equal and mustn't be.
    fn mismatch(&mut self, keywords: &Keywords<'a>, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => {
                let pattern = keywords.pattern?;
                let is_other = self.compiled.known(pattern, text) == Some(false);
                is_other.then(|| format!("it doesn't match `{pattern}`"))
            }
            Value::Array(items) if keywords.unique_items => {
                let index = repeated(items, |count| self.spend(count))?;
                Some(format!("its item {} repeats an earlier one", index + 1))
            }
            _ => None,
        }
    }

    /// The first fault of a value within the value.
    fn fault_inside(
        &mut self,
        keywords: &Keywords<'a>,
        compared: Compared<'a, '_>,
    ) -> Option<Fault> {
        let inner = |value, place| Compared {
            value,
            place,
            typed: compared.typed.inside(),
            ..compared
        };
        match compared.value {
            Value::Object(members) => members.iter().find_map(|(key, value)| {
                let schema = keywords.properties.get(key)?;
                let place = Place::Key(&compared.place, key);
                self.fault_of(schema, inner(value, place))
            }),
            Value::Array(items) => {
                let Some(Additional::Schema(schema)) = keywords.items else {
                    return None;
                };
                let mut items = items.iter().enumerate().skip(keywords.prefix_items.len());
                items.find_map(|(index, value)| {
                    let place = Place::Item(&compared.place, index);
                    self.fault_of(schema, inner(value, place))
                })
            }
            _ => None,
        }
    }

    /// Takes steps from the budget; `false` if it had fewer.
    fn spend(&mut self, count: usize) -> bool {
        let count = count.min(self.left);
        steps(count);
        self.left -= count;
        self.left > 0
    }
}

/// Whether an example shows a parameter as it is sent, which breaks no rule for its value: with the name, as in
/// `name=a`, in the style `label`, or empty where that is allowed.
fn is_sent(parameter: Parameter<'_>, example: &Value) -> bool {
    let Some(text) = example.as_str() else {
        return false;
    };
    let (name, named) = (parameter.name(), text.trim_start_matches([';', '?', '&']));
    let is_named = !name.is_empty()
        && named
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(['=', '[']));
    let is_label = parameter.style() == Some("label") && text.starts_with('.');
    let is_empty = text.is_empty() && parameter.allow_empty_value();
    is_named || is_label || is_empty
}
