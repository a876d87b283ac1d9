//! `[names]`, `[constraints]`, `[types]` and `[idempotency]`: keys are places or formats of the document, values are
//! names in Rust or of headers.

use super::read::{Key, Reader, Value};
use super::{BuiltinType, Config, IdempotencyHeader, MappedType, Override, PathType, rules};
use toml::de::DeValue;

/// `[names]`
pub fn names(reader: &mut Reader<'_>, value: &Value<'_>, config: &mut Config) {
    let Some(table) = reader.table(value) else {
        return;
    };
    for (key, value) in table {
        let message = "a name is given to a pointer that begins with `#/`";
        let is_pointer = pointer(reader, key, message);
        let Some(name) = reader.text(value) else {
            continue;
        };
        if !reader.check(value.span(), rules::name(name)) || !is_pointer {
            continue;
        }
        let (key, place) = (key.get_ref(), reader.place(&key.span()));
        config.names.insert(key.to_string(), name.to_owned());
        config.name_places.insert(key.to_string(), place);
    }
}

/// `[constraints]`
pub fn constraints(reader: &mut Reader<'_>, value: &Value<'_>, config: &mut Config) {
    let Some(table) = reader.table(value) else {
        return;
    };
    for (key, value) in table {
        let is_all = key.get_ref() == "*";
        let message = "a constraint is given to a pointer that begins with `#/`, or to `*`";
        let is_key = is_all || pointer(reader, key, message);
        let wish = match value.get_ref() {
            DeValue::Boolean(true) => Override::Derived,
            DeValue::String(_) if is_all => {
                let message = "`*` is for many types, which can't have one name: set it to `true`";
                reader.fault(value.span(), message);
                continue;
            }
            DeValue::String(name) if reader.check(value.span(), rules::name(name)) => {
                Override::Named(name.to_string())
            }
            DeValue::String(_) => continue,
            _ => {
                reader.mistyped(value, "`true` or the name of a type");
                continue;
            }
        };
        if !is_key {
            continue;
        }
        let (key, place) = (key.get_ref(), reader.place(&key.span()));
        config.constraints.insert(key.to_string(), wish);
        config.constraint_places.insert(key.to_string(), place);
    }
}

/// `[idempotency]`
pub fn idempotency(reader: &mut Reader<'_>, value: &Value<'_>, config: &mut Config) {
    let Some(table) = reader.table(value) else {
        return;
    };
    for (key, value) in table {
        let message = "a key is given to a pointer that begins with `#/`, or to `*`";
        let is_key = key.get_ref() == "*" || pointer(reader, key, message);
        let Some(name) = reader.text(value) else {
            continue;
        };
        if !reader.check(value.span(), rules::header(name)) || !is_key {
            continue;
        }
        let header = IdempotencyHeader {
            header: name.to_owned(),
            place: reader.place(&key.span()),
        };
        config.idempotency.insert(key.get_ref().to_string(), header);
    }
}

/// Whether a key is a pointer; reports any other.
pub fn pointer(reader: &mut Reader<'_>, key: &Key<'_>, message: &str) -> bool {
    let fault = (!key.get_ref().starts_with("#/")).then(|| message.to_owned());
    reader.check(key.span(), fault)
}

/// `[types]`
pub fn types(reader: &mut Reader<'_>, value: &Value<'_>, config: &mut Config) {
    let Some(table) = reader.table(value) else {
        return;
    };
    for (key, value) in table {
        let mapped = match value.get_ref() {
            DeValue::String(name) if name == "string" => {
                Some(MappedType::Builtin(BuiltinType::String))
            }
            DeValue::String(name) if name == "default" => {
                Some(MappedType::Builtin(BuiltinType::Default))
            }
            DeValue::Table(_) => path_type(reader, value).map(MappedType::Path),
            _ => {
                let forms = "`\"string\"`, `\"default\"`, or a table with `type`, `dependency` and `version`";
                reader.mistyped(value, forms);
                None
            }
        };
        if let Some(mapped) = mapped {
            let (key, place) = (key.get_ref(), reader.place(&key.span()));
            config.types.insert(key.to_string(), mapped);
            config.type_places.insert(key.to_string(), place);
        }
    }
}

fn path_type(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<PathType> {
    const KEYS: &[&str] = &["type", "dependency", "version", "features"];
    let table = reader.table(value)?;
    let [mut path, mut dependency, mut version] = [None, None, None];
    let mut features = Vec::new();
    reader.entries(table, KEYS, |reader, key, value| {
        if key == "features" {
            for (feature, span) in reader.texts(value) {
                if reader.check(span, rules::feature(feature)) {
                    features.push(feature.to_owned());
                }
            }
            return;
        }
        let Some(text) = reader.text(value) else {
            return;
        };
        let (field, fault) = match key {
            "type" => (&mut path, path_fault(text)),
            "dependency" => (&mut dependency, rules::dependency_name(text)),
            _ => (&mut version, rules::requirement(text)),
        };
        *field = reader.check(value.span(), fault).then(|| text.to_owned());
    });
    reader.required(table, value, KEYS, 3);
    Some(PathType {
        path: path?,
        dependency: dependency?,
        version: version?,
        features,
    })
}

fn path_fault(path: &str) -> Option<String> {
    (!rules::is_path(path)).then(|| {
        format!(
            "`{path}` is not the path of a type without generic arguments, such as `uuid::Uuid`"
        )
    })
}
