//! JSON to a value tree. The levels are counted here, as `serde_json` has one fewer than YAML; a key that stands
//! twice is accepted.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value, error::Category, map::Entry};

use super::{
    Fault, IN_PLACES, MAX_DEPTH, MAX_WEIGHT, Note, Places, Remarks, Tree, most_in_places, weight,
};
use crate::diagnostic::{Code, Pointer};
use std::collections::VecDeque;
use std::iter;

/// Reads one JSON document.
pub fn parse(text: &str) -> Result<Tree, Fault> {
    let mut reader = Reader::new(text);
    match reader.root(text) {
        Ok(root) => Ok(reader.tree(root)),
        Err(error) if error.to_string().starts_with("number out of range") => {
            let (text, foreign) = in_range(text);
            let mut reader = Reader {
                foreign,
                ..Reader::new(&text)
            };
            match reader.root(&text) {
                Ok(root) => Ok(reader.tree(root)),
                Err(error) => Err(reader.fault(&text, &error)),
            }
        }
        Err(error) => Err(reader.fault(text, &error)),
    }
}

/// The text with `null` in the place of numbers that no float can hold, and those numbers, each with its count
/// among all nulls.
fn in_range(text: &str) -> (String, VecDeque<(usize, String)>) {
    let (mut out, mut foreign) = (String::with_capacity(text.len()), VecDeque::new());
    let (mut rest, mut nulls) = (text, 0);
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E');
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '-' | '0'..='9' => rest.find(|c| !is_number(c)).unwrap_or(rest.len()),
            'a'..='z' => rest
                .find(|c: char| !c.is_ascii_lowercase())
                .unwrap_or(rest.len()),
            other => other.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        let is_foreign = token.parse().is_ok_and(f64::is_infinite);
        if is_foreign {
            foreign.push_back((nulls, token.to_owned()));
            // Not by a width of `format!`: one of more than 65,535 panics.
            out.push_str("null");
            out.extend(iter::repeat_n(' ', length.saturating_sub("null".len())));
        } else {
            out.push_str(token);
        }
        nulls += usize::from(is_foreign || token == "null");
        rest = after;
    }
    (out, foreign)
}

/// The bytes of the string that a text begins with.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |end| end + 2)
}

/// Reads a text as another parser gives it, up to a weight.
pub fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    text: &str,
    most: usize,
) -> Result<(Value, Vec<Note>), D::Error> {
    let mut reader = Reader::new(text);
    reader.most = reader.most.min(most);
    let root = (&mut reader).deserialize(deserializer)?;
    Ok((root, reader.remarks.all()))
}

struct Reader {
    path: Vec<Step>,
    /// The members that were read of the objects on the path: an object is made once it is known how many it has.
    members: Vec<(String, Value)>,
    remarks: Remarks,
    weight: usize,
    /// The most that the document may weigh.
    most: usize,
    /// The bytes of the place that is being read, and of all so far.
    place: usize,
    places: usize,
    most_in_places: usize,
    /// Whether the document has too many levels.
    is_too_deep: bool,
    /// The nulls so far.
    nulls: usize,
    /// The nulls that stand for numbers, by their counts.
    foreign: VecDeque<(usize, String)>,
}

/// The way from a container to one of its values.
enum Step {
    Key(String),
    Item(usize),
}

impl Step {
    /// About how many bytes it has in a place.
    fn length(&self) -> usize {
        match self {
            Self::Key(key) => 1 + key.len(),
            Self::Item(_) => 4,
        }
    }
}

/// The container that is being read.
fn here(path: &[Step]) -> Pointer {
    path.iter().fold(Pointer::root(), |at, step| match step {
        Step::Key(key) => at.child(key),
        Step::Item(index) => at.index(*index),
    })
}

impl Reader {
    fn new(text: &str) -> Self {
        Self {
            path: Vec::new(),
            members: Vec::new(),
            remarks: Remarks::new(text),
            weight: 0,
            most: MAX_WEIGHT,
            place: 0,
            places: 0,
            most_in_places: most_in_places(text),
            is_too_deep: false,
            nulls: 0,
            foreign: VecDeque::new(),
        }
    }

    /// The value of a text.
    fn root(&mut self, text: &str) -> Result<Value, serde_json::Error> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.disable_recursion_limit();
        let root = self.deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(root)
    }

    /// The tree with the remarks on it.
    fn tree(self, root: Value) -> Tree {
        Tree {
            root,
            notes: self.remarks.all(),
            places: Places::Json,
        }
    }

    /// Begins a container.
    fn open<E: Error>(&mut self) -> Result<(), E> {
        self.is_too_deep |= self.path.len() >= MAX_DEPTH;
        if self.is_too_deep {
            return Err(E::custom("too deep"));
        }
        Ok(())
    }

    /// Goes into a container, by a key of some bytes.
    fn enter<E: Error>(&mut self, step: Step) -> Result<(), E> {
        self.place += step.length();
        self.places += self.place;
        self.path.push(step);
        if self.places > self.most_in_places {
            return Err(E::custom("too long keys"));
        }
        Ok(())
    }

    /// Goes back to the container.
    fn leave(&mut self) -> Option<Step> {
        let step = self.path.pop();
        self.place -= step.as_ref().map_or(0, Step::length);
        step
    }

    fn weigh<E: Error>(&mut self, weight: usize) -> Result<(), E> {
        self.weight += weight;
        if self.weight > self.most {
            return Err(E::custom("too many values"));
        }
        Ok(())
    }

    fn fault(&self, text: &str, error: &serde_json::Error) -> Fault {
        let at = offset(text, error.line(), error.column());
        let span = at..at + 1;
        let message = error.to_string();
        if self.weight > MAX_WEIGHT {
            return Fault::new(Code::TooLarge, span, &["values", &MAX_WEIGHT.to_string()]);
        }
        if self.places > self.most_in_places {
            let most = self.most_in_places.to_string();
            return Fault::new(Code::TooLarge, span, &[IN_PLACES, &most]);
        }
        if self.is_too_deep {
            return Fault::new(Code::TooDeep, span, &[&MAX_DEPTH.to_string()]);
        }
        let message = match error.classify() {
            Category::Eof => "it ends too early",
            _ => message.split(" at line ").next().unwrap_or_default(),
        };
        Fault::new(Code::NotYaml, span, &[message])
    }
}

/// `serde_json` counts lines from 1, and bytes of the line up to and with the culprit.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (start + column.saturating_sub(1)).min(text.len())
}

impl<'de> DeserializeSeed<'de> for &mut Reader {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Reader {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        let count = self.nulls;
        if self.foreign.front().is_some_and(|(at, _)| *at == count)
            && let Some((_, number)) = self.foreign.pop_front()
        {
            let path = &self.path;
            self.remarks.add(Code::NotJson, || here(path), &number);
        }
        self.nulls += 1;
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.weigh(weight(value))?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.weigh(weight(&value))?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.open()?;
        let mut list = Vec::new();
        loop {
            self.enter(Step::Item(list.len()))?;
            let item = items.next_element_seed(&mut *self)?;
            self.leave();
            let Some(item) = item else { break };
            self.weigh(1)?;
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.open()?;
        let first = self.members.len();
        while let Some(key) = members.next_key::<String>()? {
            self.weigh(1 + weight(&key))?;
            self.enter(Step::Key(key))?;
            let value = members.next_value_seed(&mut *self)?;
            if let Some(Step::Key(key)) = self.leave() {
                self.members.push((key, value));
            }
        }
        let members = self.members.drain(first..);
        let mut map = Map::with_capacity(members.len());
        for (key, value) in members {
            match map.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    let (path, key) = (&self.path, entry.key());
                    let at = || here(path).child(key);
                    self.remarks.add(Code::DuplicateKey, at, key);
                    entry.insert(value);
                }
            }
        }
        Ok(Value::Object(map))
    }
}
