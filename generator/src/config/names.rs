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
        pointer(
            reader,
            key,
            "a name is given to a pointer that begins with `#/`",
        );
        let Some(name) = reader.text(value) else {
            continue;
        };
        reader.check(value.span(), rules::name(name));
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
        if !is_all {
            let message = "a constraint is given to a pointer that begins with `#/`, or to `*`";
            pointer(reader, key, message);
        }
        let wish = match value.get_ref() {
            DeValue::Boolean(true) => Override::Derived,
            DeValue::String(_) if is_all => {
                let message = "`*` is for many types, which can't have one name: set it to `true`";
                reader.fault(value.span(), message);
                continue;
            }
            DeValue::String(name) => {
                reader.check(value.span(), rules::name(name));
                Override::Named(name.to_string())
            }
            _ => {
                reader.mistyped(value, "`true` or the name of a type");
                continue;
            }
        };
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
        if key.get_ref() != "*" {
            let message = "a key is given to a pointer that begins with `#/`, or to `*`";
            pointer(reader, key, message);
        }
        let Some(name) = reader.text(value) else {
            continue;
        };
        reader.check(value.span(), rules::header(name));
        let header = IdempotencyHeader {
            header: name.to_owned(),
            place: reader.place(&key.span()),
        };
        config.idempotency.insert(key.get_ref().to_string(), header);
    }
}

fn pointer(reader: &mut Reader<'_>, key: &Key<'_>, message: &str) {
    if !key.get_ref().starts_with("#/") {
        reader.fault(key.span(), message);
    }
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
                reader.check(span, rules::feature(feature));
                features.push(feature.to_owned());
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
        reader.check(value.span(), fault);
        *field = Some(text.to_owned());
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
