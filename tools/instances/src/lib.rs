//! Made-up values of a document's schemas. They come from the words of JSON Schema and from nothing of the
//! generator's, and a validator of another project judges them: so a value that the generated types can't
//! hold shows a fault of the generator.

mod family;
mod flat;
mod json;
mod make;
mod numbers;
mod texts;
mod translate;

pub use json::{Json, is_beyond_64_bits, same_number};

use jsonschema::{Draft, Registry, Validator};
use make::{Maker, Mode};
use serde_json::{Value, json};
use translate::Translation;

/// The number of values of a schema. A union has two for each of its branches, where that is more.
const MOST: usize = 12;

/// The largest number of values of a union.
const MOST_OF_UNION: usize = 40;

/// The URI of the translated schemas.
const URI: &str = "json-schema:///document";

/// The values of a schema.
#[derive(Debug, Default)]
pub struct Made {
    /// Those that the schema allows.
    pub valid: Vec<Json>,
    /// The number of others.
    pub rejected: usize,
    /// The reason why none can be made or judged.
    pub unchecked: Option<String>,
}

/// The values of the schema at each of `places`, which are JSON Pointers with `#`.
#[must_use]
pub fn make(root: &Value, places: &[&str]) -> Vec<Made> {
    let mut translation = Translation::new(root);
    let schemas: Vec<_> = places
        .iter()
        .map(|place| translation.place(place))
        .collect();
    let document = translation.finish();
    let registry = Registry::new()
        .add(URI, &document.value)
        .and_then(jsonschema::RegistryBuilder::prepare);
    let registry = match registry {
        Ok(registry) => registry,
        Err(error) => {
            let unchecked = Some(error.to_string());
            let none = |_| Made {
                unchecked: unchecked.clone(),
                ..Made::default()
            };
            return places.iter().map(none).collect();
        }
    };
    let each = schemas.into_iter().map(|schema| {
        let checked = schema.ok_or_else(|| "no such schema".to_owned());
        let checked = checked.and_then(|id| document.soundness(id).map(|()| id));
        match checked.and_then(|id| Ok((id, validator(&registry, id)?))) {
            Ok((id, validator)) => of_schema(&document.value, id, &validator),
            Err(reason) => Made {
                unchecked: Some(reason),
                ..Made::default()
            },
        }
    });
    each.collect()
}

fn validator(registry: &Registry<'_>, id: usize) -> Result<Validator, String> {
    let options = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .with_registry(registry)
        .should_validate_formats(true);
    let schema = json!({"$ref": format!("{URI}#/$defs/{id}")});
    options.build(&schema).map_err(|error| error.to_string())
}

fn of_schema(document: &Value, id: usize, validator: &Validator) -> Made {
    let schema = &document["$defs"][id.to_string()];
    let mut maker = Maker::new(document);
    let branches = maker.branches(schema);
    let most = (2 * branches).clamp(MOST, MOST_OF_UNION);
    let plain = std::iter::repeat_n(
        [Mode::Least, Mode::All],
        branches.clamp(1, MOST_OF_UNION / 2),
    );
    let plain = plain.flatten().chain([Mode::Nulls]);
    let modes = plain.chain(std::iter::repeat_n(Mode::Odd, 2 * most));
    let mut made = Made::default();
    for mode in modes {
        if made.valid.len() == most {
            break;
        }
        let Some(value) = maker.value(schema, mode) else {
            continue;
        };
        if made.valid.contains(&value) {
            continue;
        }
        let judged = serde_json::from_str(&value.to_string());
        if judged.is_ok_and(|judged| validator.is_valid(&judged)) {
            made.valid.push(value);
        } else {
            made.rejected += 1;
        }
    }
    made
}

#[cfg(test)]
mod tests;
