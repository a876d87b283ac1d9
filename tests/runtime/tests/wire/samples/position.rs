//! Tuples: one that is received, of any length, and one that is only sent.

use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, AsTuple, Maybe, Place, Presence, Tuple, View, Wire,
};
use serde_json::Value;

/// A received tuple: each item may be missing, and further items are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    pub name: Option<String>,
    pub height: Maybe<f64>,
    pub inner: Option<Box<Position>>,
    pub extra: Vec<Value>,
}

impl Tuple for Position {
    const ITEMS: &'static [Presence] =
        &[Presence::Optional, Presence::ThreeState, Presence::Optional];
    fn blank() -> Self {
        Self {
            name: Wire::blank(),
            height: Wire::blank(),
            inner: Wire::blank(),
            extra: Wire::blank(),
        }
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => self.name.place(),
            1 => self.height.place(),
            2 => self.inner.place(),
            _ => self.extra.place(),
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => self.name.view(),
            1 => self.height.view(),
            2 => self.inner.view(),
            _ => self.extra.view(),
        }
    }
}

impl Wire for Position {
    type As = AsTuple;
}

impl Wire for Box<Position> {
    type As = wire::AsBox;
}

/// A tuple that is only sent, with described items behind its places.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    pub verb: String,
    pub target: Option<i64>,
    pub force: Option<bool>,
    pub rest: Vec<String>,
}

impl Tuple for Command {
    const ITEMS: &'static [Presence] = &[
        Presence::Required,
        Presence::RequiredNullable,
        Presence::Optional,
    ];
    fn blank() -> Self {
        Self {
            verb: Wire::blank(),
            target: Wire::blank(),
            force: Wire::blank(),
            rest: Wire::blank(),
        }
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => self.verb.place(),
            1 => self.target.place(),
            2 => self.force.place(),
            _ => self.rest.place(),
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => self.verb.view(),
            1 => self.target.view(),
            2 => self.force.view(),
            _ => self.rest.view(),
        }
    }
}

impl Wire for Command {
    type As = AsTuple;
}

/// A tuple that is only sent, and has no other items.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    pub key: String,
    pub value: i64,
}

impl Tuple for Pair {
    const ITEMS: &'static [Presence] = &[Presence::Required, Presence::Required];
    fn blank() -> Self {
        Self {
            key: Wire::blank(),
            value: Wire::blank(),
        }
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => self.key.place(),
            1 => self.value.place(),
            _ => Place::Skip,
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => self.key.view(),
            1 => self.value.view(),
            _ => View::Absent,
        }
    }
}

impl Wire for Pair {
    type As = AsTuple;
}

standard_impls!(Position, Command, Pair);
