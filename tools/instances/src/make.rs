//! Values of schemas, by modes. Counters for each place choose branches and scalars, so that each value of a
//! schema has others than the one before.

use super::flat::{Flat, key, kind};
use super::json::Json;
use super::{numbers, texts};
use fastrand::Rng;
use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

/// The parts of a value that are made.
#[derive(Clone, Copy, PartialEq)]
pub enum Mode {
    /// Required members alone, and the shortest lists.
    Least,
    /// All members, with plain values.
    All,
    /// All members, null where it is allowed.
    Nulls,
    /// Some members, with odd values.
    Odd,
}

/// The depth below which only required parts are made.
const DEPTH: usize = 5;

/// The largest depth.
const MOST: usize = 40;

/// The number of values within a value, below which only required parts are made.
const SIZE: usize = 300;

/// The most values within a value.
const LARGEST: usize = 3000;

/// Makes values.
pub struct Maker<'a> {
    document: &'a Value,
    visits: IndexMap<usize, usize>,
    rng: Rng,
    mode: Mode,
    made: usize,
}

impl<'a> Maker<'a> {
    /// A maker for a translated document.
    pub fn new(document: &'a Value) -> Self {
        Self {
            document,
            visits: IndexMap::new(),
            rng: Rng::with_seed(7),
            mode: Mode::Least,
            made: 0,
        }
    }

    /// The number of branches of a schema: one if it has no union.
    pub fn branches(&self, schema: &'a Value) -> usize {
        let mut most = 1;
        Flat::new(self.document, &[schema], &mut |_, branches| {
            most = most.max(branches.len());
            0
        });
        most
    }

    /// A value of a schema; `None` if this attempt leads to none.
    pub fn value(&mut self, schema: &'a Value, mode: Mode) -> Option<Json> {
        self.mode = mode;
        self.made = 0;
        self.make(&[schema], 0)
    }

    /// The number of earlier visits of a place.
    fn visit(&mut self, place: usize) -> usize {
        let count = self.visits.entry(place).or_default();
        *count += 1;
        *count - 1
    }

    fn mode(&self, depth: usize) -> Mode {
        if depth > DEPTH || self.made > SIZE {
            Mode::Least
        } else {
            self.mode
        }
    }

    fn make(&mut self, schemas: &[&'a Value], depth: usize) -> Option<Json> {
        self.made += 1;
        if depth > MOST || self.made > LARGEST {
            return None;
        }
        let document = self.document;
        let flat = Flat::new(document, schemas, &mut |schema, branches| {
            if depth > DEPTH {
                // The way out of a circle.
                let is_plain = |branch: &Value| branch.get("$ref").is_none();
                return branches
                    .iter()
                    .position(is_plain)
                    .unwrap_or(self.rng.usize(..branches.len().max(1)));
            }
            self.visit(key(schema)) % branches.len().max(1)
        });
        if flat.is_never {
            return None;
        }
        if let Some(values) = &flat.values {
            return self.listed(&flat, values);
        }
        match self.kind(&flat, depth) {
            kind::NULL => Some(Json::Null),
            kind::BOOL => Some(Json::Bool(self.visit(flat.key).is_multiple_of(2))),
            number @ (kind::INTEGER | kind::NUMBER) => {
                let candidates = numbers::candidates(&flat, number);
                self.pick(&flat, depth, candidates).map(Json::Number)
            }
            kind::TEXT => {
                let candidates = texts::candidates(&flat);
                self.pick(&flat, depth, candidates).map(Json::Text)
            }
            kind::LIST => self.list(&flat, depth),
            kind::MAP => self.object(&flat, depth),
            _ => Some(self.anything(&flat)),
        }
    }

    /// The kind of the next value; 0 for any.
    fn kind(&mut self, flat: &Flat<'a>, depth: usize) -> u8 {
        let kinds = flat.kinds();
        let others = kinds & !kind::NULL;
        if kinds == 0 || others == 0 {
            return kinds;
        }
        if kinds != others {
            let wants_null = match self.mode(depth) {
                Mode::Nulls => depth > 0,
                Mode::Odd => self.rng.u8(..4) == 0,
                Mode::Least | Mode::All => false,
            };
            if wants_null {
                return kind::NULL;
            }
        }
        let all: Vec<_> = kind::ALL
            .into_iter()
            .filter(|kind| others & kind > 0)
            .collect();
        let visit = if all.len() > 1 {
            self.visit(flat.key ^ 1)
        } else {
            0
        };
        all[visit % all.len()]
    }

    /// One of the listed values, of the right kind.
    fn listed(&mut self, flat: &Flat<'a>, values: &[&'a Value]) -> Option<Json> {
        let fits = |value: &&&Value| {
            let kind = match value {
                Value::Null => kind::NULL,
                Value::Bool(_) => kind::BOOL,
                Value::Number(_) => kind::INTEGER | kind::NUMBER,
                Value::String(_) => kind::TEXT,
                Value::Array(_) => kind::LIST,
                Value::Object(_) => kind::MAP,
            };
            flat.kinds.is_none_or(|kinds| kinds & kind > 0)
        };
        let values: Vec<_> = values.iter().filter(fits).collect();
        let visit = self.visit(flat.key);
        let value = values.get(visit % values.len().max(1))?;
        Json::parse(&value.to_string()).ok()
    }

    /// The plainest of the candidates, or the next one.
    fn pick(&mut self, flat: &Flat<'a>, depth: usize, candidates: Vec<String>) -> Option<String> {
        let index = match self.mode(depth) {
            Mode::Odd => self.visit(flat.key) % candidates.len().max(1),
            _ => 0,
        };
        candidates.into_iter().nth(index)
    }

    /// A value of a schema without keywords.
    fn anything(&mut self, flat: &Flat<'a>) -> Json {
        const ANY: [&str; 10] = [
            "\"text\"",
            "1",
            "{\"a\":[null,1.5,{\"\":{}}]}",
            "true",
            "[]",
            "18446744073709551615",
            "1e300",
            "\"\\u0000\"",
            "{}",
            "-9223372036854775808",
        ];
        let text = match self.mode {
            Mode::Odd => ANY[self.visit(flat.key) % ANY.len()],
            _ => ANY[0],
        };
        Json::parse(text).unwrap_or(Json::Null)
    }

    fn list(&mut self, flat: &Flat<'a>, depth: usize) -> Option<Json> {
        let least = flat.least("minItems");
        let most = flat.most("maxItems");
        let wanted = match self.mode(depth) {
            Mode::Least => 0,
            Mode::All | Mode::Nulls if !flat.places.is_empty() => flat.places.len(),
            Mode::All | Mode::Nulls => 2,
            Mode::Odd => self.rng.usize(..4.max(flat.places.len() + 3)),
        };
        let wanted = if flat.is_full {
            wanted.min(flat.places.len())
        } else {
            wanted
        };
        let mut items = Vec::new();
        for contained in flat.contains.iter().filter(|_| flat.places.is_empty()) {
            let mut both = flat.items.clone();
            both.push(contained);
            for _ in 0..flat.least("minContains").clamp(1, 50) {
                items.push(self.make(&both, depth + 1)?);
            }
        }
        let mut misses = 0;
        while items.len() < wanted.max(least).min(most).min(1000) {
            let schemas = flat.places.get(items.len()).unwrap_or(&flat.items);
            let item = match self.make(schemas, depth + 1) {
                Some(item) => item,
                None if items.len() >= least => break,
                None => return None,
            };
            if flat.is_unique && items.contains(&item) {
                misses += 1;
                if misses > 40 {
                    break;
                }
                continue;
            }
            items.push(item);
        }
        Some(Json::List(items))
    }

    fn object(&mut self, flat: &Flat<'a>, depth: usize) -> Option<Json> {
        let mut names: IndexSet<&str> = flat.required.clone();
        let mode = self.mode(depth);
        for name in flat.properties.keys() {
            let is_wanted = match mode {
                Mode::Least => false,
                Mode::All | Mode::Nulls => true,
                Mode::Odd => self.rng.u8(..5) < 3,
            };
            if is_wanted && names.len() < flat.most("maxProperties") {
                names.insert(name);
            }
        }
        for _ in 0..=flat.depending.len() {
            for (name, needed) in &flat.depending {
                if names.contains(name) {
                    names.extend(needed);
                }
            }
        }
        let order = |name: &&str| flat.properties.get_index_of(*name).unwrap_or(usize::MAX);
        names.sort_by_key(order);
        let mut members = IndexMap::new();
        for name in names {
            let schemas = flat.properties.get(name).cloned();
            let schemas = schemas.unwrap_or_else(|| flat.others.clone());
            match self.make(&schemas, depth + 1) {
                Some(value) => {
                    members.insert(name.to_owned(), value);
                }
                None if flat.required.contains(name) => return None,
                None => {}
            }
        }
        self.undescribed(flat, depth, &mut members)?;
        Some(Json::Map(members))
    }

    /// Adds members that the schema allows without their names.
    fn undescribed(
        &mut self,
        flat: &Flat<'a>,
        depth: usize,
        members: &mut IndexMap<String, Json>,
    ) -> Option<()> {
        let wanted = match self.mode(depth) {
            Mode::Least => 0,
            Mode::All | Mode::Nulls => 1,
            Mode::Odd => self.rng.usize(..4),
        };
        let free = flat.most("maxProperties").saturating_sub(members.len());
        let needed = flat.least("minProperties").saturating_sub(members.len());
        for (pattern, schema) in &flat.patterns {
            if let Some(name) = tools::pattern::matching(pattern)
                && wanted.min(free) > 0
                && !members.contains_key(&name)
                && let Some(value) = self.make(&[schema], depth + 1)
            {
                members.insert(name, value);
            }
        }
        if flat.is_closed || !flat.is_open && needed == 0 {
            return Some(());
        }
        for _ in 0..wanted.min(free).max(needed).min(50) {
            let name = if flat.names.is_empty() {
                let visit = if self.mode == Mode::Odd {
                    self.visit(flat.key ^ 2)
                } else {
                    0
                };
                let plain = texts::name(visit).to_owned();
                if members.contains_key(&plain) {
                    format!("{plain}{}", members.len())
                } else {
                    plain
                }
            } else {
                match self.make(&flat.names, depth + 1) {
                    Some(Json::Text(name)) => name,
                    _ => continue,
                }
            };
            if flat.properties.contains_key(name.as_str()) {
                continue;
            }
            match self.make(&flat.others, depth + 1) {
                Some(value) => {
                    members.insert(name, value);
                }
                None if needed > 0 => return None,
                None => break,
            }
        }
        Some(())
    }
}
