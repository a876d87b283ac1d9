//! Walks the value tree along the table: upgrades each object, reads what is nearly right as what
//! is meant, and takes out what is wrong, with a warning at its place.

use serde_json::{Map, Number, Value, json};

use super::shape::{Dialect, Kind, Missing, Shape};
use super::table::SCHEMA;
use super::targets::Reference;
use crate::diagnostic::{Code, Diagnostics, Pointer};

/// Leaves in the `value` at `at` only what openapiv3 can read. Gives the references that are left.
pub fn check(
    at: &Pointer,
    value: &mut Value,
    shape: &Shape,
    dialect: Dialect,
    diagnostics: &mut Diagnostics,
) -> Vec<Reference> {
    let mut walk = Walk {
        dialect,
        root: at,
        path: Vec::new(),
        references: Vec::new(),
        diagnostics,
    };
    walk.value(value, shape);
    walk.references
}

struct Walk<'a> {
    dialect: Dialect,
    /// Where the walk began.
    root: &'a Pointer,
    path: Vec<Step>,
    references: Vec<Reference>,
    diagnostics: &'a mut Diagnostics,
}

/// The way from a container to one of its values.
enum Step {
    Key(String),
    Item(usize),
}

impl Walk<'_> {
    /// Whether `value`, as far as it is mended, may stay.
    fn value(&mut self, value: &mut Value, shape: &Shape) -> bool {
        match (shape, &mut *value) {
            (Shape::Any, _)
            | (Shape::Text, Value::String(_))
            | (Shape::Flag | Shape::FlagOr(_), Value::Bool(_))
            | (Shape::Number, Value::Number(_)) => true,
            (Shape::Ignored | Shape::Unsupported, _) => false,
            (Shape::Word(words), Value::String(text)) if words.contains(&text.as_str()) => true,
            (Shape::Count, Value::Number(number)) if number.is_u64() => true,
            (Shape::List(item), Value::Array(items)) => {
                let mut index = 0;
                items.retain_mut(|value| {
                    let keep = self.step(Step::Item(index), value, item);
                    index += 1;
                    keep
                });
                true
            }
            (Shape::Map(item), Value::Object(members)) => {
                members.retain(|key, value| self.step(Step::Key(key.clone()), value, item));
                true
            }
            (Shape::Object(kind), Value::Object(members)) => self.object(members, kind),
            (Shape::Ref(kind) | Shape::FlagOr(kind), Value::Object(members)) => {
                self.reference(members, kind)
            }
            (Shape::Ref(kind), Value::Bool(anything)) if std::ptr::eq(*kind, &raw const SCHEMA) => {
                *value = if *anything {
                    json!({})
                } else {
                    json!({ "not": {} })
                };
                true
            }
            _ => self.mend(value, shape),
        }
    }

    fn step(&mut self, step: Step, value: &mut Value, shape: &Shape) -> bool {
        self.path.push(step);
        let keep = self.value(value, shape);
        self.path.pop();
        keep
    }

    fn reference(&mut self, members: &mut Map<String, Value>, kind: &'static Kind) -> bool {
        if std::ptr::eq(kind, &raw const SCHEMA) {
            self.upgrade(members, kind);
        }
        let Some(Value::String(reference)) = members.get("$ref") else {
            return self.object(members, kind);
        };
        if let Some(to) = Pointer::parse(reference) {
            self.references.push(Reference { to, kind });
        }
        members.retain(|key, _| {
            // A description may stand beside, since 3.1; what it describes has its own.
            if !matches!(key.as_str(), "$ref" | "summary" | "description") && !key.starts_with("x-")
            {
                self.report_at(
                    Code::Upgraded,
                    key,
                    &[key, "stands beside `$ref` and is ignored there"],
                );
            }
            key == "$ref"
        });
        true
    }

    fn object(&mut self, members: &mut Map<String, Value>, kind: &'static Kind) -> bool {
        if !std::ptr::eq(kind, &raw const SCHEMA) {
            self.upgrade(members, kind);
        }
        if let Some(Value::String(reference)) = members.get("$ref")
            && !kind.keywords.iter().any(|(name, _)| *name == "$ref")
        {
            // Without what it leads to, the rest would be read as something that nobody meant.
            self.report_at(Code::RefMisplaced, "$ref", &[kind.noun, reference]);
            return false;
        }
        let variant = kind.variants.as_ref().and_then(|variants| {
            let tag = members.get(variants.tag)?.as_str()?;
            let (_, kind) = variants.kinds.iter().find(|(value, _)| *value == tag)?;
            Some(*kind)
        });
        let kinds = [Some(kind), variant];
        members.retain(|key, value| {
            if key.starts_with("x-") {
                return true;
            }
            let mut keywords = kinds.iter().flatten().flat_map(|kind| kind.keywords);
            let known = keywords
                .find(|(name, _)| name == key)
                .map(|(_, shape)| shape);
            let shape = known.or_else(|| {
                let patterned = kind.patterned.as_ref()?;
                (patterned.matches)(key).then_some(&patterned.shape)
            });
            match shape {
                // `description:` with nothing after it.
                Some(shape) if value.is_null() && !matches!(shape, Shape::Any) => false,
                Some(Shape::Unsupported) => {
                    self.report_at(Code::NotSupportedKeyword, key, &[key, kind.noun]);
                    false
                }
                Some(shape) => self.step(Step::Key(key.clone()), value, shape),
                None => {
                    self.report_at(Code::UnknownKeyword, key, &[key, kind.noun]);
                    false
                }
            }
        });
        kinds
            .into_iter()
            .flatten()
            .all(|part| self.complete(members, part, kind.noun))
    }

    /// Fills in what is missing of `kind`; whether the object is of use.
    fn complete(&mut self, members: &mut Map<String, Value>, kind: &Kind, noun: &str) -> bool {
        for (keyword, missing) in kind.required {
            if members.contains_key(*keyword) {
                continue;
            }
            let (here, args) = (self.here(), [noun, *keyword]);
            let make = match missing {
                Missing::Drop => {
                    self.diagnostics.report(Code::Incomplete, &here, &args);
                    return false;
                }
                Missing::Fill(make) => make,
                Missing::Warn(make) => {
                    self.diagnostics.report(Code::FilledIn, &here, &args);
                    make
                }
            };
            let mut value = make();
            let shape = kind.keywords.iter().find(|(name, _)| name == keyword);
            if let Some((_, shape)) = shape {
                // It may have to be filled in itself.
                self.step(Step::Key((*keyword).to_owned()), &mut value, shape);
            }
            members.insert((*keyword).to_owned(), value);
        }
        true
    }

    fn upgrade(&mut self, members: &mut Map<String, Value>, kind: &'static Kind) {
        for pass in kind.passes {
            for remark in pass(members, self.dialect) {
                let keyword = &remark.keyword;
                self.report_at(Code::Upgraded, keyword, &[keyword, remark.fate]);
            }
        }
    }

    /// Reads a scalar as what is meant where that is plain, and says so; else gives it up.
    fn mend(&mut self, value: &mut Value, shape: &Shape) -> bool {
        let meant = match (shape, &*value) {
            (Shape::Text, Value::Number(number)) => Some(Value::String(number.to_string())),
            (Shape::Text, Value::Bool(flag)) => Some(Value::String(flag.to_string())),
            (Shape::List(_), Value::Null) => Some(json!([])),
            (Shape::Map(_) | Shape::Object(_) | Shape::Ref(_), Value::Null) => Some(json!({})),
            (Shape::Flag, Value::String(text)) => text.parse().ok().map(Value::Bool),
            (Shape::Number, Value::String(text)) => text.parse().ok().map(Value::Number),
            (Shape::Count, Value::String(text)) => text.parse::<u64>().ok().map(Value::from),
            (Shape::Count, Value::Number(number)) => {
                if let Some(count) = whole(number) {
                    *value = Value::from(count);
                    return true;
                }
                None
            }
            _ => None,
        };
        let name = match self.path.last() {
            Some(Step::Key(key)) => format!("`{key}`"),
            Some(Step::Item(index)) => format!("item {index}"),
            None => "the document".to_owned(),
        };
        let (noun, found, here) = (shape.noun(), describe(value), self.here());
        if let Some(meant) = meant {
            let read = describe(&meant);
            self.diagnostics
                .report(Code::Mended, &here, &[&name, &noun, &found, &read]);
            *value = meant;
            return value.is_string() || self.value(value, shape);
        }
        self.diagnostics
            .report(Code::WrongShape, &here, &[&name, &noun, &found]);
        false
    }

    fn report_at(&mut self, code: Code, key: &str, args: &[&str]) {
        let at = self.here().child(key);
        self.diagnostics.report(code, &at, args);
    }

    fn here(&self) -> Pointer {
        let steps = self.path.iter();
        steps.fold(self.root.clone(), |at, step| match step {
            Step::Key(key) => at.child(key),
            Step::Item(index) => at.index(*index),
        })
    }
}

/// A count that was written as `10.0` or `1e3`.
fn whole(number: &Number) -> Option<u64> {
    let float = number.as_f64()?;
    let exact = float >= 0.0 && float.fract() == 0.0 && float < 1e15;
    exact.then(|| format!("{float:.0}").parse().ok())?
}

fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => format!("`{flag}`"),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.chars().count() <= 40 => format!("the string {text:?}"),
        Value::String(_) => "a string".to_owned(),
        Value::Array(items) if items.is_empty() => "an empty list".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
