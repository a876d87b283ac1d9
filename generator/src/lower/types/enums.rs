//! The values of enums and their names.

use crate::api::{Annotation, Docs};
use crate::ir::{Enum, IntegerEnum, Value};
use crate::lower::docs::Texts;
use crate::lower::names::rename_reason;
use crate::lower::names::{Named, Scope, assign, camel};
use crate::text::{Line, code, code_alone};
use std::collections::BTreeMap;

/// The document's annotations of enum values, and their conversion to docs.
pub struct EnumDocs<'a> {
    pub annotations: &'a BTreeMap<String, Annotation>,
    pub texts: &'a Texts,
}

impl EnumDocs<'_> {
    /// An enum of strings.
    pub fn strings(&self, values: &[String]) -> Enum {
        let words = values.iter().map(|value| self.name(value).unwrap_or(value));
        let mut scope = Scope::default();
        let names = assign(&mut scope, words, camel);
        let unknown = scope.take("Unknown");
        let values = values.iter().zip(names);
        Enum {
            values: values
                .map(|(wire, Named { name, why })| Value {
                    name,
                    docs: self.docs(wire, why),
                    deprecated: self.is_deprecated(wire),
                    wire: wire.into(),
                })
                .collect(),
            unknown,
        }
    }

    /// An enum of integers.
    pub fn integers(&self, values: &[i64]) -> IntegerEnum {
        let wires: Vec<String> = values.iter().map(i64::to_string).collect();
        let words: Vec<String> = values
            .iter()
            .zip(&wires)
            .map(|(value, wire)| match (self.name(wire), value) {
                (Some(name), _) => name.to_owned(),
                (None, 0..) => format!("value {value}"),
                (None, _) => format!("minus {}", value.unsigned_abs()),
            })
            .collect();
        let mut scope = Scope::default();
        let names = assign(&mut scope, words.iter().map(String::as_str), camel);
        let unknown = scope.take("Unknown");
        let values = values.iter().zip(&wires).zip(names);
        IntegerEnum {
            values: values
                .map(|((value, wire), Named { name, why })| Value {
                    name,
                    // A number needs no reason for its name, unless the document names it.
                    docs: self.docs(wire, why.filter(|_| self.name(wire).is_some())),
                    deprecated: self.is_deprecated(wire),
                    wire: *value,
                })
                .collect(),
            unknown,
        }
    }

    fn name(&self, value: &str) -> Option<&str> {
        self.annotations.get(value)?.name.as_deref()
    }

    fn is_deprecated(&self, value: &str) -> bool {
        let said = self.annotations.get(value);
        said.is_some_and(|said| said.docs.deprecated)
    }

    /// The value as code, with the document's texts.
    fn docs(&self, wire: &str, why: Option<Line>) -> crate::ir::Docs {
        let nothing = Docs::default();
        let said = self
            .annotations
            .get(wire)
            .map_or(&nothing, |said| &said.docs);
        let text = self.texts.docs(said);
        let mut out = crate::ir::Docs::default();
        out.paragraph(match wire {
            _ if text.is_empty() || wire.is_empty() => code_alone(wire),
            _ => code(wire),
        });
        out.append(text);
        rename_reason::tell(&mut out, why);
        out
    }
}
