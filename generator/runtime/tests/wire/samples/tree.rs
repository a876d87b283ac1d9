//! Recursive types, and an object with members of any name.

use super::account::object;
use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, Constant, Extra, Field, Literal, Map, Place, Table, View, Wire,
};
use std::collections::BTreeMap;

object!(Node, NODE, [], {
    0 value: i64 = Field::required("value");
    1 next: Option<Box<Node>> = Field::optional("next");
    2 children: Vec<Node> = Field::required("children");
    3 named: BTreeMap<String, Node> = Field::required("named");
});

/// Members of any name are integers.
#[derive(Clone)]
pub struct Scores {
    pub unit: String,
    pub rest: BTreeMap<String, i64>,
}

static SCORES: Table = Table {
    name: "Scores",
    constants: &[Constant {
        name: "kind",
        value: Literal::Str("scores"),
    }],
    fields: &[Field::required("unit")],
};

impl wire::Object for Scores {
    fn blank() -> Self {
        Self {
            unit: Wire::blank(),
            rest: Wire::blank(),
        }
    }
    fn table(&self) -> &'static Table {
        &SCORES
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => Wire::place(&mut self.unit),
            _ => Place::Skip,
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => Wire::view(&self.unit),
            _ => View::Absent,
        }
    }
    fn rest(&self) -> Option<&dyn Map> {
        Some(&self.rest)
    }
    fn rest_mut(&mut self) -> Option<&mut dyn Map> {
        Some(&mut self.rest)
    }
}

standard_impls!(Scores);
