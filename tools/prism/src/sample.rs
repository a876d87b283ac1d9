//! Values that a document allows: its own examples of parts, and made-up values for the other
//! parts.

use openapi_client_generator::api::{
    Additional, Api, Bound, IntegerFormat, Kind, Limit, Object, Schema, SchemaId, StringFormat,
    Union,
};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use tools::pattern;

/// The depth to which optional members are set.
const DEPTH: usize = 4;

/// The largest depth of a value.
const MOST: usize = 24;

/// Makes values of schemas.
pub struct Sampler<'a> {
    api: &'a Api,
    shown: RefCell<Vec<Value>>,
}

impl<'a> Sampler<'a> {
    /// A sampler for a document, with the types of requests.
    pub fn new(api: &'a Api) -> Self {
        Self {
            api,
            shown: RefCell::default(),
        }
    }

    /// The values that are the document's own examples or defaults.
    pub fn shown(self) -> Vec<Value> {
        self.shown.into_inner()
    }

    /// A value of a schema; `None` if it would have no end.
    pub fn value(&self, id: SchemaId) -> Option<Value> {
        self.at(id, 0)
    }

    fn at(&self, id: SchemaId, depth: usize) -> Option<Value> {
        if depth > MOST {
            return None;
        }
        let schema = &self.api[id];
        if let Some(example) = shown(self.api, schema) {
            self.shown.borrow_mut().push(example.clone());
            return Some(example);
        }
        let deeper = |id| self.at(id, depth + 1);
        match &schema.kind {
            Kind::Any | Kind::Unknown(_) => Some(json!("any")),
            Kind::Alias(target) | Kind::Loose(target) => deeper(*target),
            Kind::Boolean => Some(json!(true)),
            Kind::BooleanConstant(value) => Some(json!(value)),
            Kind::NumberConstant(value) => Some(json!(value)),
            Kind::Integer(format) => Some(integer(*format, &schema.limits)),
            Kind::Number | Kind::Decimal => Some(number(&schema.limits)),
            Kind::String(format) => Some(json!(text(format, &schema.limits))),
            Kind::StringEnum(values) | Kind::OpenEnum(values) => Some(json!(values.first()?)),
            Kind::IntegerEnum(values) => Some(json!(values.first()?)),
            Kind::Array(items) => self.list(*items, &schema.limits, depth),
            Kind::Tuple(tuple) => {
                let places = tuple.places.iter().map(|place| deeper(place.schema));
                places.collect::<Option<Vec<_>>>().map(Value::Array)
            }
            Kind::Object(object) => self.object(object, &schema.limits, depth),
            Kind::Union(union) => self.union(union, depth),
        }
    }

    fn list(&self, items: SchemaId, limits: &[Limit], depth: usize) -> Option<Value> {
        let least = limits.iter().find_map(|limit| match limit {
            Limit::MinItems(least) => Some(*least),
            _ => None,
        });
        let wanted = match least {
            Some(least) if least > 0 => least,
            _ if depth >= DEPTH => 0,
            _ if limits.contains(&Limit::MaxItems(0)) => 0,
            _ => 1,
        };
        match self.at(items, depth + 1) {
            Some(item) if wanted < 1000 => Some(Value::Array(vec![item; wanted])),
            _ => (least.unwrap_or_default() == 0).then(|| json!([])),
        }
    }

    fn object(&self, object: &Object, limits: &[Limit], depth: usize) -> Option<Value> {
        let alternatives = object.alternatives.as_ref();
        let chosen = alternatives.and_then(|alternatives| alternatives.sets.first());
        let is_chosen = |name: &String| chosen.is_some_and(|set| set.contains(name));
        let is_left = |name: &String| {
            let mut others = alternatives
                .iter()
                .flat_map(|alternatives| &alternatives.sets);
            !is_chosen(name) && others.any(|set| set.contains(name))
        };
        let mut members = Map::new();
        for (name, property) in &object.properties {
            let schema = &self.api[property.schema];
            let is_needed = property.required || is_chosen(name);
            let is_wanted = depth < DEPTH && !is_left(name) && !schema.docs.deprecated;
            if !is_needed && !is_wanted || schema.read_only {
                continue;
            }
            match self.at(property.schema, depth + 1) {
                Some(value) => members.insert(name.clone(), value),
                None if is_needed => return None,
                None => None,
            };
        }
        let wants_any = limits
            .iter()
            .any(|limit| matches!(limit, Limit::MinProperties(1..)));
        if let Additional::Schema(values) = object.additional
            && (wants_any || depth < DEPTH)
            && members.is_empty()
            && let Some(value) = self.at(values, depth + 1)
        {
            members.insert("key".to_owned(), value);
        }
        Some(Value::Object(members))
    }

    fn union(&self, union: &Union, depth: usize) -> Option<Value> {
        union.branches.iter().find_map(|branch| {
            let mut value = self.at(*branch, depth + 1)?;
            if let (Some(discriminator), Value::Object(members)) =
                (&union.discriminator, &mut value)
            {
                let mut tags = discriminator.tags.iter();
                let (tag, _) = tags.find(|(_, of)| of == branch)?;
                members.insert(discriminator.property.clone(), json!(tag));
            }
            Some(value)
        })
    }
}

/// The document's example or default of a scalar.
fn shown(api: &Api, schema: &Schema) -> Option<Value> {
    let foreign = |place: &str| {
        api.foreign
            .iter()
            .chain(&api.contradicting)
            .any(|at| at.as_str() == place)
    };
    let example = schema.example.as_deref().filter(|_| {
        let at = schema.at.as_str();
        !foreign(at) && !foreign(&format!("{at}/example")) && !foreign(&format!("{at}/examples/0"))
    });
    let default = schema.default.as_ref();
    let shown = example.or(default.map(|default| &*default.value))?;
    let fits = match schema.kind {
        Kind::Boolean => shown.is_boolean(),
        Kind::Integer(_) => shown.is_i64() || shown.is_u64(),
        Kind::Number | Kind::Decimal => shown.is_number(),
        Kind::String(_) => shown.as_str().is_some_and(|text| !text.is_empty()),
        _ => false,
    };
    fits.then(|| shown.clone())
}

fn integer(format: IntegerFormat, limits: &[Limit]) -> Value {
    let mut value: i64 = if format == IntegerFormat::UnixTime {
        1_500_000_000
    } else {
        1
    };
    for limit in limits {
        let whole = |bound: &Bound| bound.number.as_i64();
        value = match limit {
            Limit::Minimum(least) => whole(least).map_or(value, |least| value.max(least)),
            Limit::Above(least) => {
                whole(least).map_or(value, |least| value.max(least.saturating_add(1)))
            }
            Limit::Maximum(most) => whole(most).map_or(value, |most| value.min(most)),
            Limit::Below(most) => {
                whole(most).map_or(value, |most| value.min(most.saturating_sub(1)))
            }
            Limit::MultipleOf(step) => whole(step).map_or(value, |step| value.max(step)),
            _ => value,
        };
    }
    json!(value)
}

fn number(limits: &[Limit]) -> Value {
    let mut value: f64 = 1.5;
    for limit in limits {
        let plain = |bound: &Bound| bound.number.as_f64();
        value = match limit {
            Limit::Minimum(least) => plain(least).map_or(value, |least| value.max(least)),
            Limit::Above(least) => plain(least).map_or(value, |least| value.max(least + 0.5)),
            Limit::Maximum(most) => plain(most).map_or(value, |most| value.min(most)),
            Limit::Below(most) => plain(most).map_or(value, |most| value.min(most - 0.5)),
            Limit::MultipleOf(step) => {
                plain(step).map_or(value, |step| (value / step).ceil() * step)
            }
            _ => value,
        };
    }
    json!(value)
}

fn text(format: &StringFormat, limits: &[Limit]) -> String {
    let (mut least, mut most, mut pattern) = (0, usize::MAX, None);
    for limit in limits {
        match limit {
            Limit::MinLength(length) => least = least.max(*length),
            Limit::MaxLength(length) => most = most.min(*length),
            Limit::Pattern(text) => pattern = Some(text),
            _ => {}
        }
    }
    if let Some(text) = pattern.and_then(|pattern| pattern::matching(pattern))
        && (least..=most).contains(&text.chars().count())
    {
        return text;
    }
    let mut text = of_format(format.keyword().unwrap_or_default()).to_owned();
    if text == PLAIN {
        while text.len() < least.min(5000) {
            text.push('a');
        }
        text = text.chars().take(most).collect();
    }
    text
}

/// A text without a format. Letters alone would hide faults in the escapes of other characters.
const PLAIN: &str = "a b&c";

/// A text of a format.
fn of_format(format: &str) -> &'static str {
    match format {
        "date-time" => "2017-07-21T17:32:28Z",
        "date" => "2017-07-21",
        "time" => "17:32:28Z",
        "byte" => "aGV5",
        "uuid" => "123e4567-e89b-12d3-a456-426614174000",
        "uri" | "url" | "uri-reference" | "iri" => "https://example.com/a",
        "email" | "idn-email" => "ada@example.com",
        "hostname" => "example.com",
        "ipv4" | "ip" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "duration" => "P1D",
        "int64" | "int32" | "uint64" | "snowflake" => "1",
        "decimal" | "double" | "float" | "number" => "1.5",
        _ => PLAIN,
    }
}

#[cfg(test)]
mod tests {
    use super::{integer, number, text};
    use openapi_client_generator::api::{Bound, IntegerFormat, Limit, StringFormat};
    use serde_json::json;

    fn bound(number: i32) -> Bound {
        Bound {
            number: number.into(),
            digits: None,
        }
    }

    #[test]
    fn a_number_keeps_to_its_limits() {
        let limits = [Limit::Above(bound(9)), Limit::Maximum(bound(20))];
        assert_eq!(integer(IntegerFormat::Int64, &limits), json!(10));
        assert_eq!(number(&limits), json!(9.5));
        let step = [Limit::MultipleOf(bound(5))];
        assert_eq!(integer(IntegerFormat::Int32, &step), json!(5));
    }

    #[test]
    fn a_text_keeps_to_its_limits() {
        let plain = |limits: &[Limit]| text(&StringFormat::Plain, limits);
        assert_eq!(plain(&[]), "a b&c");
        assert_eq!(plain(&[Limit::MinLength(7)]), "a b&caa");
        assert_eq!(plain(&[Limit::MaxLength(2)]), "a ");
        assert_eq!(plain(&[Limit::Pattern("^[A-Z]{2}$".into())]), "AA");
        assert_eq!(text(&StringFormat::Date, &[]), "2017-07-21");
    }
}
