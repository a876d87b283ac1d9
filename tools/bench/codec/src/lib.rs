//! The types of `tools/bench/codec/openapi.yaml` as someone would write them by hand, with plain derives of
//! serde, and a text to read and write. `cargo xtask bench` compares generated types with them.
//!
//! `tools/bench/codec/program.rs` is the program that does so. It needs a generated crate beside it, so it is no
//! part of this package.
#![allow(missing_docs, reason = "the document says what they are")]

mod sample;

pub use sample::sample;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    pub port: Port,
    pub visits: Vec<Visit>,
    pub total: i64,
    pub updated: String,
    pub next: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Port {
    pub code: String,
    pub name: String,
    pub position: Position,
    pub berths: Vec<Berth>,
    pub facilities: BTreeMap<String, bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Position {
    pub latitude: f64,
    pub longitude: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Berth {
    pub id: i64,
    pub name: String,
    pub kind: BerthKind,
    pub depth: f64,
    pub occupied: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupant: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BerthKind {
    Quay,
    Dolphin,
    Buoy,
    DryDock,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    pub id: String,
    pub ship: Ship,
    pub berth: i64,
    pub status: VisitStatus,
    pub arrival: String,
    pub departure: Option<String>,
    pub services: Vec<Service>,
    pub cargo: Vec<Cargo>,
    pub draughts: Vec<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<Person>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remarks: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitStatus {
    Announced,
    Arrived,
    Moored,
    Departed,
    Cancelled,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ship {
    pub imo: i64,
    pub name: String,
    pub flag: String,
    pub kind: ShipKind,
    pub length: f64,
    pub beam: f64,
    pub gross_tonnage: i64,
    pub built: i64,
    pub call_sign: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Person>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShipKind {
    BulkCarrier,
    ContainerShip,
    Tanker,
    Ferry,
    Trawler,
    Tug,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    pub phones: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Address {
    pub lines: Vec<String>,
    pub city: String,
    pub postcode: String,
    pub country: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cargo {
    pub commodity: String,
    pub tonnes: f64,
    pub hazard: Option<i64>,
    pub containers: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperatures: Option<BTreeMap<String, f64>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Service {
    Fuel(Fuel),
    Pilot(Pilot),
    Repair(Repair),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fuel {
    pub grade: FuelGrade,
    pub tonnes: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FuelGrade {
    Heavy,
    Diesel,
    Gas,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pilot {
    pub pilot: Person,
    pub boarding: String,
    pub outward: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Repair {
    pub description: String,
    pub hours: f64,
    pub parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    pub number: String,
    pub name: String,
    pub quantity: i64,
    pub weight: f64,
}
