//! Schemas that become newtypes with validation on construction, and the limits of each.
//!
//! client.toml selects them by place; a schema that can't be validated is reported. Such a type is the same in
//! both directions: reading doesn't validate.

use crate::api::{self, Api, Bound, IntegerFormat, Kind, Schema, SchemaId, StringFormat, Usage};
use crate::config::{BuiltinType, Config, MappedType};
use crate::diagnostic::{Code, Diagnostics};
use crate::ir::Limit;
use crate::lower::facts::Facts;
use crate::map::IndexMap;

/// The validated schemas, each with its chosen name.
pub type Checks = IndexMap<SchemaId, Option<String>>;

/// The schemas that client.toml selects for validation.
pub fn checks(
    api: &Api,
    config: &Config,
    usage: &[Usage],
    diagnostics: &mut Diagnostics,
) -> Checks {
    let mut checks = Checks::default();
    let all = || (0..api.schemas.len()).map(SchemaId);
    for (place, wish) in config.constraints.iter().filter(|(place, _)| *place != "*") {
        let here = all().filter(|id| api[*id].at.as_str() == place);
        let here: Vec<_> = here
            .map(|id| (id, hindrance(api, config, usage, id)))
            .collect();
        let able = here.iter().filter(|(_, hindrance)| hindrance.is_none());
        let able: Vec<SchemaId> = able.map(|(id, _)| *id).collect();
        if able.is_empty()
            && let Some(excerpt) = config.constraint_places.get(place)
        {
            let why = here.first().and_then(|(_, hindrance)| hindrance.as_deref());
            let why = why.unwrap_or("no schema stands at this place");
            let known = api.schemas.iter().map(|schema| schema.at.as_str());
            let near = if here.is_empty() {
                diagnostics.nearest_place(place, known)
            } else {
                None
            };
            let (code, excerpt) = (Code::NotChecked, excerpt.clone());
            diagnostics.report_excerpt_near(code, excerpt, &[why], near);
        }
        checks.extend(able.into_iter().map(|id| (id, wish.name().cloned())));
    }
    if config.constraints.contains_key("*") {
        let is_meant = |id: &SchemaId| {
            !usage[id.0].received
                && !matches!(api[*id].kind, Kind::Array(_))
                && hindrance(api, config, usage, *id).is_none()
        };
        for id in all().filter(is_meant) {
            checks.entry(id).or_default();
        }
    }
    checks
}

/// The reason why a schema can't be validated.
fn hindrance(api: &Api, config: &Config, usage: &[Usage], id: SchemaId) -> Option<String> {
    let schema = &api[id];
    let text = match &schema.kind {
        Kind::Alias(target) => {
            return Some(format!("it stands for `{}`", api[*target].at.as_str()));
        }
        Kind::Integer(IntegerFormat::UnixTime) => "instants are not checked",
        Kind::Decimal => "decimal numbers are not checked",
        Kind::Integer(IntegerFormat::Beyond { .. }) => "integers beyond 64 bits are not checked",
        Kind::String(format) if !is_text(format, config) => {
            "a string whose format has a type of its own is not checked"
        }
        Kind::String(_) | Kind::Integer(_) | Kind::Number | Kind::Array(_) => {
            match (usage[id.0].sent, &limits(schema)[..]) {
                (false, _) => "it is never sent",
                (true, []) if has_pattern(schema) => "of its limits there is only a pattern",
                (true, []) => "it has no limits",
                (true, _) => return None,
            }
        }
        _ => "it is no plain string, no number and no list",
    };
    Some(text.to_owned())
}

/// Whether a string of this format is a `String`.
fn is_text(format: &StringFormat, config: &Config) -> bool {
    let mapping = format.keyword().and_then(|word| config.types.get(word));
    match (mapping, format) {
        (Some(MappedType::Builtin(BuiltinType::String)), _) => true,
        (Some(MappedType::Path(_)), _)
        | (_, StringFormat::DateTime | StringFormat::Date | StringFormat::Byte) => false,
        (
            _,
            StringFormat::Plain
            | StringFormat::Password
            | StringFormat::Binary(_)
            | StringFormat::Other(_),
        ) => true,
    }
}

/// Whether a limit needs an engine for patterns.
pub fn has_pattern(schema: &Schema) -> bool {
    let is_pattern = |limit: &api::Limit| matches!(limit, api::Limit::Pattern(_));
    schema.limits.iter().any(is_pattern)
}

/// The limits of a schema that apply to its kind.
pub fn limits(schema: &Schema) -> Vec<Limit> {
    let limits = schema.limits.iter();
    limits
        .filter_map(|limit| of_kind(&schema.kind, limit))
        .collect()
}

fn of_kind(kind: &Kind, limit: &api::Limit) -> Option<Limit> {
    use api::Limit as From;
    Some(match (kind, limit) {
        (Kind::String(_), From::MinLength(min)) => Limit::MinLength(*min),
        (Kind::String(_), From::MaxLength(max)) => Limit::MaxLength(*max),
        (Kind::Array(_), From::MinItems(min)) => Limit::MinItems(*min),
        (Kind::Array(_), From::MaxItems(max)) => Limit::MaxItems(*max),
        (Kind::Array(_), From::UniqueItems) => Limit::UniqueItems,
        (Kind::Integer(_), From::Minimum(min)) => Limit::AtLeast(whole(min, f64::ceil)?),
        (Kind::Integer(_), From::Above(min)) => {
            Limit::AtLeast(whole(min, f64::floor)?.checked_add(1)?)
        }
        (Kind::Integer(_), From::Maximum(max)) => Limit::AtMost(whole(max, f64::floor)?),
        (Kind::Integer(_), From::Below(max)) => {
            Limit::AtMost(whole(max, f64::ceil)?.checked_sub(1)?)
        }
        (Kind::Integer(_), From::MultipleOf(of))
            if whole(of, f64::ceil) == whole(of, f64::floor) =>
        {
            Limit::MultipleOf(whole(of, f64::floor).filter(|of| *of > 0)?)
        }
        (Kind::Number, From::Minimum(min)) => Limit::Minimum(min.number.as_f64()?),
        (Kind::Number, From::Above(min)) => Limit::Above(min.number.as_f64()?),
        (Kind::Number, From::Maximum(max)) => Limit::Maximum(max.number.as_f64()?),
        (Kind::Number, From::Below(max)) => Limit::Below(max.number.as_f64()?),
        (Kind::Number, From::MultipleOf(of)) => {
            Limit::Step(of.number.as_f64().filter(|of| *of > 0.0)?)
        }
        _ => return None,
    })
}

/// A bound of whole numbers; none if it is out of range.
fn whole(bound: &Bound, round: fn(f64) -> f64) -> Option<i128> {
    let number = &bound.number;
    let rounded = || format!("{:.0}", round(number.as_f64()?)).parse().ok();
    number.as_i128().or_else(rounded)
}

/// Reports the patterns of validated schemas, which are not validated.
pub fn unchecked_patterns(facts: &Facts, diagnostics: &mut Diagnostics) {
    for (id, ty) in &facts.types {
        let schema = &facts.api[*id];
        if facts.checks.contains_key(id) && has_pattern(schema) {
            let at = schema.at.child("pattern");
            let name = facts.names[ty.0].name.as_str();
            diagnostics.report(Code::PatternUnchecked, &at, &[name]);
        }
    }
}
