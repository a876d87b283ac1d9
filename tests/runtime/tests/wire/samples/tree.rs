//! Recursive types, and an object with members of any name.

use super::account::object;
use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, Constant, Extra, Field, Literal, Place, Record, Table, View, Wire,
};
use std::collections::BTreeMap;

object!(Node, [], {
    0 value: i64 = Field::required("value");
    1 next: Option<Box<Node>> = Field::optional("next");
    2 children: Vec<Node> = Field::required("children");
    3 named: BTreeMap<String, Node> = Field::required("named");
});

/// Members of any name are integers.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    pub unit: String,
    pub rest: BTreeMap<String, i64>,
}

impl Record for Scores {
    const TABLE: Table = Table {
        secret_rest: false,
        constants: &[Constant::new("kind", Literal::Str("scores"))],
        fields: &[Field::required("unit")],
    };
    fn blank() -> Self {
        Self {
            unit: Wire::blank(),
            rest: Wire::blank(),
        }
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => Wire::place(&mut self.unit),
            _ => Wire::place(&mut self.rest),
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => Wire::view(&self.unit),
            _ => Wire::view(&self.rest),
        }
    }
}

standard_impls!(Scores);
