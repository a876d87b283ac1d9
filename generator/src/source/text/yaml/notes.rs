//! The events of a document, noted for the tree that they make: checked against the limits, and with the
//! range that each anchor stands for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, ScalarStyle, Tag};
use serde_json::Value;

use super::super::{MAX_DEPTH, MAX_WEIGHT, weight};
use super::{Refusal, Scalar};

/// The meaning of an event; one for each step of the trace.
pub enum Item {
    Scalar(Value),
    /// A scalar that is no value of JSON.
    Foreign(String),
    Key(String),
    /// The key `<<`.
    Merge,
    List,
    Map,
    End,
    /// The items at these places once more.
    Alias(Range<usize>),
}

/// The notes so far.
pub struct Notes {
    pub items: Vec<Item>,
    stack: Vec<Open>,
    anchors: BTreeMap<usize, Anchored>,
    weight: usize,
    /// The weight of the repetitions by aliases.
    repeated: usize,
    /// The bytes of the places of all values.
    places: usize,
    most: Most,
    /// Whether the text begins as JSON does.
    is_json: bool,
    scalar: Scalar,
}

/// The limits of the weight that aliases repeat, and of the bytes of all values' places.
pub struct Most {
    pub repeated: usize,
    pub in_places: usize,
}

/// A container that is being read.
struct Open {
    anchor: usize,
    /// Where it begins.
    item: usize,
    /// The weight of the document before it.
    weight: usize,
    /// Levels of containers within it so far.
    height: usize,
    /// Whether a key has to come next; a list has none.
    awaits: Option<bool>,
    /// The bytes of its place, and of the step to the current value.
    place: usize,
    step: usize,
    /// The bytes of all places before it.
    places: usize,
}

/// A finished value that aliases may repeat.
struct Anchored {
    items: Range<usize>,
    weight: usize,
    height: usize,
    /// The bytes of the places in it, seen from itself.
    places: usize,
}

impl Notes {
    pub fn new(most: Most, is_json: bool, scalar: Scalar) -> Self {
        Self {
            items: Vec::new(),
            stack: Vec::new(),
            anchors: BTreeMap::new(),
            weight: 0,
            repeated: 0,
            places: 0,
            most,
            is_json,
            scalar,
        }
    }

    /// Whether a value has been read, down to its end.
    pub fn is_complete(&self) -> bool {
        self.stack.is_empty() && !self.items.is_empty()
    }

    /// Whether a key has to come next.
    pub fn awaits_key(&self) -> bool {
        self.stack
            .last()
            .is_some_and(|open| open.awaits == Some(true))
    }

    pub fn take(&mut self, event: Event) -> Result<(), Refusal> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(text, style, anchor, tag.as_deref())
            }
            Event::SequenceStart(anchor, _) => self.open(anchor, Item::List, None),
            Event::MappingStart(anchor, _) => self.open(anchor, Item::Map, Some(true)),
            Event::SequenceEnd | Event::MappingEnd => {
                self.close();
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor),
            _ => Ok(()),
        }
    }

    fn weigh(&mut self, weight: usize) -> Result<(), Refusal> {
        self.weight += weight;
        if self.weight > MAX_WEIGHT {
            return Err(Refusal::Heavy);
        }
        Ok(())
    }

    /// The bytes of the place of the value that is being read.
    fn place(&self) -> usize {
        self.stack.last().map_or(0, |open| open.place + open.step)
    }

    /// Counts the bytes of the places of values.
    fn add_places(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.places += bytes;
        if self.places > self.most.in_places {
            return Err(Refusal::Places(self.most.in_places));
        }
        Ok(())
    }

    /// Goes from a key to its value, or from a value to the next key.
    fn step(&mut self) {
        if let Some(awaits) = self.stack.last_mut().and_then(|open| open.awaits.as_mut()) {
            *awaits = !*awaits;
        }
    }

    fn scalar(
        &mut self,
        text: Cow<str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
    ) -> Result<(), Refusal> {
        let before = self.weight;
        self.weigh(1 + weight(&text))?;
        let item = if self.awaits_key() {
            if let Some(open) = self.stack.last_mut() {
                open.step = 1 + text.len();
            }
            let merges = style == ScalarStyle::Plain && text == "<<";
            if merges {
                Item::Merge
            } else {
                Item::Key(text.into_owned())
            }
        } else {
            self.add_places(self.place())?;
            self.value(text, style, tag)
        };
        self.items.push(item);
        self.remember(anchor, self.items.len() - 1, before, 0, 0);
        self.step();
        Ok(())
    }

    /// A scalar that is no key.
    fn value(&self, text: Cow<str>, style: ScalarStyle, tag: Option<&Tag>) -> Item {
        let is_text = match tag {
            Some(tag) if tag.is_yaml_core_schema() => {
                !matches!(tag.suffix.as_str(), "int" | "float" | "bool" | "null")
            }
            Some(tag) if format!("{}{}", tag.handle, tag.suffix) == "!" => true,
            _ => style != ScalarStyle::Plain,
        };
        if is_text {
            return Item::Scalar(Value::String(text.into_owned()));
        }
        // Text in YAML; many a program writes such numbers to JSON.
        if self.is_json && matches!(&*text, "NaN" | "Infinity" | "-Infinity") {
            return Item::Foreign(text.into_owned());
        }
        match (self.scalar)(&text) {
            Some(value) => Item::Scalar(value),
            None => Item::Foreign(text.into_owned()),
        }
    }

    fn open(&mut self, anchor: usize, item: Item, awaits: Option<bool>) -> Result<(), Refusal> {
        if self.awaits_key() {
            return Err(Refusal::Syntax("a key can't be a list or a mapping"));
        }
        if self.stack.len() >= MAX_DEPTH {
            return Err(Refusal::Deep);
        }
        let place = self.place();
        self.add_places(place)?;
        self.stack.push(Open {
            anchor,
            item: self.items.len(),
            weight: self.weight,
            height: 0,
            awaits,
            place,
            // About the length of an index.
            step: 4,
            places: self.places,
        });
        self.items.push(item);
        self.weigh(1)
    }

    fn close(&mut self) {
        let Some(open) = self.stack.pop() else { return };
        self.items.push(Item::End);
        let height = open.height + 1;
        // Each place within it has its own place before it.
        let weight = self.weight - open.weight;
        let places = (self.places - open.places).saturating_sub(open.place * weight);
        self.remember(open.anchor, open.item, open.weight, height, places);
        self.holds(height);
        self.step();
    }

    /// The container that is being read has a value of this height.
    fn holds(&mut self, height: usize) {
        if let Some(parent) = self.stack.last_mut() {
            parent.height = parent.height.max(height);
        }
    }

    fn remember(
        &mut self,
        anchor: usize,
        first: usize,
        weight_before: usize,
        height: usize,
        places: usize,
    ) {
        if anchor > 0 {
            let anchored = Anchored {
                items: first..self.items.len(),
                weight: self.weight - weight_before,
                height,
                places,
            };
            self.anchors.insert(anchor, anchored);
        }
    }

    fn alias(&mut self, anchor: usize) -> Result<(), Refusal> {
        let Some(anchored) = self.anchors.get(&anchor) else {
            return Err(Refusal::Syntax("this alias stands inside its own anchor"));
        };
        let (items, weight, height) = (anchored.items.clone(), anchored.weight, anchored.height);
        let places = anchored.places;
        if self.stack.len() + height > MAX_DEPTH {
            return Err(Refusal::Deep);
        }
        self.weigh(weight)?;
        self.repeated += weight;
        if self.repeated > self.most.repeated {
            return Err(Refusal::Repeated(self.most.repeated));
        }
        self.add_places(places + weight * self.place())?;
        let item = if self.awaits_key() {
            match self.items.get(items.start) {
                Some(Item::Scalar(Value::String(text)) | Item::Key(text)) => {
                    Item::Key(text.clone())
                }
                Some(Item::Merge) => Item::Key("<<".to_owned()),
                _ => return Err(Refusal::Syntax("only text can be repeated as a key")),
            }
        } else {
            self.holds(height);
            Item::Alias(items)
        };
        self.items.push(item);
        self.step();
        Ok(())
    }
}
