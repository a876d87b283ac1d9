//! Schemas that refer to each other, through every keyword that the tables have.

use crate::{linear, linear_decisions, made, object, schemas, survives, to};
use openapi_client_generator::diagnostic::Code;
use openapi_client_generator::ir::{Ty, TypeKind};
use openapi_client_generator::openapi::spec::ways::{Form, Way, ways};
use serde_json::{Map, Value, json};

/// The keywords by which a schema refers to others.
fn keywords() -> Vec<Way> {
    let of_schemas = ways().into_iter();
    let of_schemas = of_schemas.filter(|way| way.from == "a schema" && way.to == "a schema");
    let keywords: Vec<Way> = of_schemas.collect();
    assert!(keywords.len() >= 7, "{keywords:?}");
    keywords
}

fn name(number: usize) -> String {
    format!("S{number:05}")
}

/// A schema that refers to others by a keyword: by each in a member of its own where only one can stand there.
fn link(way: Way, targets: &[usize]) -> Value {
    let mut targets = targets.iter().map(|target| to("schemas", &name(*target)));
    let numbered = |targets: &mut dyn Iterator<Item = Value>| -> Map<String, Value> {
        let numbered = targets.enumerate();
        numbered
            .map(|(i, target)| (format!("m{i}"), target))
            .collect()
    };
    match (way.form, targets.len()) {
        (Form::One, 1) => json!({ way.keyword: targets.next() }),
        (Form::One, _) => {
            let mut members = targets.map(|target| json!({ way.keyword: target }));
            json!({ "type": "object", "properties": numbered(&mut members) })
        }
        (Form::List, _) => json!({ way.keyword: targets.collect::<Vec<_>>() }),
        (Form::Map, _) => json!({ "type": "object", way.keyword: numbered(&mut targets) }),
    }
}

/// The same with something of its own beside: a member, or for a list a further branch.
fn link_with_own(way: Way, targets: &[usize], number: usize) -> Value {
    let mut schema = link(way, targets);
    let own = json!({ "type": "object", "required": [format!("own{number}")],
        "properties": { format!("own{number}"): { "type": "string" } } });
    match &mut schema[way.keyword] {
        Value::Array(parts) => parts.push(own),
        _ => schema["description"] = json!(format!("Number {number}.")),
    }
    schema
}

/// The shapes, each as the targets of a schema among so many; the last one may be a leaf.
type Targets = fn(usize, usize) -> Vec<usize>;

/// Those of them that are as deep as a document is large.
const DEEP: [&str; 3] = ["chain", "diamond", "cycle"];

const SHAPES: [(&str, Targets); 5] = [
    ("chain", |number, count| {
        (number + 1 < count)
            .then_some(number + 1)
            .into_iter()
            .collect()
    }),
    ("diamond", |number, count| {
        let next = (number + 1 < count).then_some(number + 1);
        next.into_iter().chain(next).collect()
    }),
    ("cycle", |number, count| vec![(number + 1) % count]),
    ("self-loop", |number, _| vec![number]),
    ("star", |number, count| {
        (number + 1 < count)
            .then_some(count - 1)
            .into_iter()
            .collect()
    }),
];

fn graph(count: usize, targets: Targets, link: impl Fn(&[usize], usize) -> Value) -> String {
    schemas((0..count).map(|number| {
        let schema = match &targets(number, count)[..] {
            [] => object("leaf"),
            targets => link(targets, number),
        };
        (name(number), schema)
    }))
}

#[test]
fn every_keyword_in_every_shape_is_linear() {
    for way in keywords() {
        for (shape, targets) in SHAPES {
            let title = format!("{shape} by {}", way.keyword);
            linear_decisions(&title, |count| graph(count, targets, |to, _| link(way, to)));
            let title = format!("{title} with something of its own");
            linear_decisions(&title, |count| {
                graph(count, targets, |to, number| link_with_own(way, to, number))
            });
        }
    }
}

#[test]
fn every_keyword_needs_little_stack() {
    for way in keywords() {
        for (shape, targets) in SHAPES.into_iter().filter(|(shape, _)| DEEP.contains(shape)) {
            let title = format!("{shape} by {}", way.keyword);
            survives(&title, |count| {
                graph(count, targets, |to, number| link_with_own(way, to, number))
            });
        }
    }
}

/// One that refers to all others.
#[test]
fn a_hub_is_linear() {
    for way in keywords().into_iter().filter(|way| way.form != Form::One) {
        linear(&format!("hub by {}", way.keyword), |count| {
            let others: Vec<usize> = (1..count).collect();
            graph(
                count,
                |number, _| vec![number; usize::from(number == 0)],
                |_, _| link(way, &others),
            )
        });
    }
}

#[test]
fn schemas_nested_by_the_thousand_are_cut_off() {
    let chain = |count| {
        let links = (0..count).map(|number| {
            let next = to("schemas", &name((number + 1).min(count - 1)));
            (
                name(number),
                json!({ "type": "object", "properties": { "next": next } }),
            )
        });
        schemas(links)
    };
    let codes = survives("nested", chain);
    assert!(codes.contains(&Code::NestedTooDeep), "{codes:?}");
}

/// Levels of `allOf` in pairs, with a member at each.
#[test]
fn diamonds_of_members_are_merged_once() {
    linear("diamonds, each 30 high", |count| {
        let all = (0..count).map(|number| {
            let next = to("schemas", &name(number + 1));
            let own = object(&format!("m{}", number % 30));
            let schema = if number % 30 == 29 {
                own
            } else {
                json!({ "allOf": [next, next, own] })
            };
            (name(number), schema)
        });
        schemas(all.chain([(name(count), object("leaf"))]))
    });
}

fn family(count: usize, base: impl Fn(&mut Value)) -> String {
    let mut parent = json!({ "type": "object", "discriminator": { "propertyName": "kind" },
        "required": ["kind"], "properties": { "kind": { "type": "string" } } });
    base(&mut parent);
    let children = (0..count).map(|number| {
        let schema = json!({ "allOf": [to("schemas", "Base"), object(&format!("m{number}"))] });
        (name(number), schema)
    });
    schemas(children.chain([("Base".to_owned(), parent)]))
}

#[test]
fn families_are_linear() {
    linear("a family", |count| family(count, |_| {}));
    linear("a family that its base lists", |count| {
        family(count, |base| {
            base["oneOf"] = (0..count)
                .map(|number| to("schemas", &name(number)))
                .collect();
        })
    });
    linear("a family with a mapping", |count| {
        family(count, |base| {
            let mapping = (0..count).map(|number| {
                let target = format!("#/components/schemas/{}", name(number));
                (format!("tag{number}"), json!(target))
            });
            base["discriminator"]["mapping"] = Value::Object(mapping.collect());
        })
    });
    linear("keys of a mapping that the branch denies", |count| {
        let [first, second] = ["A", "B"].map(|name| to("schemas", name));
        let keys = (0..count).map(|number| (format!("k{number}"), first["$ref"].clone()));
        let values = (0..count).map(|number| format!("v{number}"));
        let branch = |values: Vec<String>| {
            json!({ "type": "object", "required": ["kind"],
                "properties": { "kind": { "type": "string", "enum": values } } })
        };
        let mapping: Map<String, Value> = keys.collect();
        let union = json!({ "oneOf": [first, second],
            "discriminator": { "propertyName": "kind", "mapping": mapping } });
        schemas([
            ("A".to_owned(), branch(values.collect())),
            ("B".to_owned(), branch(vec!["b".to_owned()])),
            ("Union".to_owned(), union),
        ])
    });
}

/// Each inherits from the one before by `allOf`, and stands for those after it.
#[test]
fn families_within_families_are_linear() {
    let chain = |count: usize| {
        schemas((0..count).map(|number| {
            let mut schema = object("kind");
            schema["discriminator"] = json!({ "propertyName": "kind" });
            if let Some(base) = number.checked_sub(1) {
                schema["allOf"] = json!([to("schemas", &name(base))]);
            }
            (name(number), schema)
        }))
    };
    survives("families within families", chain);
    let mutual = |count: usize| {
        schemas((0..count).flat_map(|number| {
            let base = format!("B{number:05}");
            let next = to("schemas", &format!("B{:05}", (number + 1) % count));
            let mut schema = object(&format!("m{number}"));
            schema["oneOf"] = json!([to("schemas", &name(number)), next]);
            let derived = json!({ "allOf": [to("schemas", &base), object(&format!("d{number}"))] });
            [(base, schema), (name(number), derived)]
        }))
    };
    linear("bases that list each other", mutual);
    survives("bases that list each other", mutual);
}

/// Types that hold types are kept in place, however large those of real documents are, until they would be
/// beyond all measure: each level takes twice as much as the one below.
#[test]
fn types_that_hold_two_of_another() {
    let strings = (0..16).map(|i| (format!("s{i}"), json!({ "type": "string" })));
    let strings: Map<String, Value> = strings.collect();
    let first = json!({ "type": "object", "properties": strings });
    let level = |below: usize| {
        let below = to("schemas", &format!("L{below}"));
        json!({ "type": "object", "required": ["a", "b"], "properties": { "a": below, "b": below } })
    };
    let levels = (1..12).map(|i| (format!("L{i}"), level(i - 1)));
    let document = schemas(levels.chain([("L0".to_owned(), first)]));
    let (ir, _) = made(document);
    let mut boxed = Vec::new();
    for def in &ir.types {
        let TypeKind::Struct(object) = &def.kind else {
            panic!("{def:?}");
        };
        if object
            .fields
            .iter()
            .any(|field| matches!(field.ty, Ty::Boxed(_)))
        {
            boxed.push(def.name.as_str());
        }
    }
    // 16 strings are 400 bytes with what is unknown; 7 levels above, 51,200; 8 levels above, 102,400.
    assert_eq!(boxed, ["L9"]);
}

#[test]
fn named_members_with_patterns_are_linear() {
    let names = |count: usize| -> Map<String, Value> {
        let names = (0..count).map(|number| (format!("m{number}"), json!({})));
        names.collect()
    };
    let patterns = |count: usize| -> Map<String, Value> {
        let patterns = (0..count).map(|number| {
            let schema = json!({ "type": "string", "minLength": number });
            (format!("^m{number}$"), schema)
        });
        patterns.collect()
    };
    linear("many names and patterns", |count| {
        let one = json!({ "type": "object", "properties": names(count), "patternProperties": patterns(count) });
        schemas([(name(0), one)])
    });
    linear("many schemas with a pattern", |count| {
        schemas((0..count).map(|number| {
            let pattern = format!("^m{{1,50}}{number}[a-z]*");
            let one = json!({ "type": "object", "properties": names(2),
                "patternProperties": { pattern: { "type": "string" } } });
            (name(number), one)
        }))
    });
}

/// Whether a member is forbidden is looked up in each part of its schema once.
#[test]
fn members_of_unions_within_unions() {
    for keyword in ["oneOf", "anyOf", "allOf"] {
        survives("a member of unions within unions", |_| {
            let member = (0..50).fold(
                json!({ "type": "string" }),
                |inner, _| json!({ keyword: [inner, { "type": "string" }] }),
            );
            schemas([(
                name(0),
                json!({ "type": "object", "properties": { "m": member } }),
            )])
        });
    }
}

/// The members of a branch are compared with those of others a limited number of times, whatever number of unions has it.
#[test]
fn unions_with_one_large_branch() {
    for read_only in [false, true] {
        linear_decisions("unions with one large branch", |count| {
            let of =
                |members: Map<String, Value>| json!({ "type": "object", "properties": members });
            let listed =
                |value: String| json!({ "type": "string", "enum": [value], "readOnly": read_only });
            let large = of((0..10 * count)
                .map(|i| (format!("m{i}"), listed("v".to_owned())))
                .collect());
            let unions = (0..count).flat_map(|i| {
                let own = of(Map::from_iter([(
                    "own".to_owned(),
                    listed(format!("v{i}")),
                )]));
                let branches = json!({ "oneOf": [to("schemas", "Large"), own] });
                [(name(i), branches)]
            });
            schemas([("Large".to_owned(), large)].into_iter().chain(unions))
        });
    }
}

/// The rule for the variants of a union is followed once, and not for each of them.
#[test]
fn a_union_of_many_branches() {
    for values in [1, 2] {
        linear_decisions("a union of many branches", |count| {
            let branch = |i: usize| {
                let texts: Vec<String> = (0..values).map(|j| format!("v{i}-{j}")).collect();
                json!({ "type": "object", "properties": { "tag": { "type": "string", "enum": texts } } })
            };
            let branches: Vec<Value> = (0..4 * count).map(branch).collect();
            schemas([(name(0), json!({ "oneOf": branches }))])
        });
    }
}
