//! Overlays with actions about places of the document.

use super::{Subject, place, pool};
use arbitrary::Result;
use serde_json::{Value, json};

/// Queries at the edges of the language and of its limits.
const QUERIES: &[&str] = &[
    "$",
    "$.*",
    "$..*",
    "$..*..*",
    "$..['$ref']",
    "$..[?@.type == 'string']",
    "$..[?@.description]",
    "$..*[?@..*]",
    "$..[?count(@.*) > 1]",
    "$..[?match(@.description, '(a|a)*b')]",
    "$..[?search(@, '[a-z]+')]",
    "$..[?length(@) > 3]",
    "$.paths[*][*]",
    "$.paths[*].get",
    "$..parameters[0]",
    "$..parameters[-1:]",
    "$..parameters[::-1]",
    "$..parameters[::2]",
    "$..parameters[?@.in == 'query' && !@.required]",
    "$..properties.*",
    "$..responses['200']",
    "$['paths', 'paths']",
    "$.paths[?@ == $.components]",
    "$[9007199254740991]",
    "$.x-none",
    "$.info.title",
    "$.servers[0].url",
    "$..",
    "$[",
    "info",
    "",
    "$['\\u202e']",
];

/// An overlay of a few actions. It changes the document when the files are read.
pub fn overlay(subject: &mut Subject<'_, '_, '_>) -> Result<()> {
    let number = subject.overlays.len();
    let name = format!("changes{number}.yaml");
    // 1.0 has no copy.
    let is_older = subject.bytes.ratio(1, 8)?;
    let version = if is_older { "1.0.0" } else { "1.1.0" };
    let count = subject.bytes.int_in_range(1..=4)?;
    let actions: Vec<Value> = (0..count).map(|_| action(subject)).collect::<Result<_>>()?;
    let overlay = json!({
        "overlay": version,
        "info": { "title": "Changes", "version": "1" },
        "actions": actions,
    });
    subject.overlays.push(name.clone());
    subject.others.insert(name, overlay);
    Ok(())
}

fn action(subject: &mut Subject<'_, '_, '_>) -> Result<Value> {
    let anything = |_: &Value| true;
    Ok(match subject.bytes.int_in_range(0..=7)? {
        0..=2 => json!({ "target": query(subject, anything)?, "remove": true }),
        3 | 4 => {
            let (target, copy) = (query(subject, Value::is_object)?, place(subject)?);
            json!({ "target": target, "copy": exact(&copy, subject.root()) })
        }
        5 | 6 => {
            let key = subject.bytes.choose(subject.seeds.keys())?.clone();
            let donors = subject.seeds.donors(&key);
            let value = if donors.is_empty() {
                json!({})
            } else {
                subject.bytes.choose(donors)?.clone()
            };
            json!({ "target": query(subject, Value::is_object)?, "update": { key: value } })
        }
        _ => {
            let mut values = pool::values();
            values.push(Value::String(subject.text()?));
            let value = values.swap_remove(subject.bytes.choose_index(values.len())?);
            json!({ "target": query(subject, anything)?, "update": value })
        }
    })
}

/// A place of an object.
fn place(subject: &mut Subject<'_, '_, '_>) -> Result<String> {
    let root = subject.root().clone();
    let at = place::choose(&root, Value::is_object, subject.bytes)?;
    Ok(at.unwrap_or_default())
}

/// A query that selects a value that `wanted` accepts, similar values, or any value.
fn query(subject: &mut Subject<'_, '_, '_>, wanted: fn(&Value) -> bool) -> Result<String> {
    if subject.bytes.ratio(1, 6)? {
        return Ok((*subject.bytes.choose(QUERIES)?).to_owned());
    }
    let root = subject.root().clone();
    let at = place::choose(&root, wanted, subject.bytes)?.unwrap_or_default();
    let mut steps = exact_steps(&at, &root);
    if subject.bytes.ratio(1, 3)? && !steps.is_empty() {
        let index = subject.bytes.choose_index(steps.len())?;
        let wider = *subject.bytes.choose(&["[*]", "..*", "[?@]", "..", ""])?;
        if wider == ".." {
            // The remaining steps, from any place.
            steps[index].insert_str(0, wider);
            steps.drain(..index);
        } else {
            wider.clone_into(&mut steps[index]);
        }
    }
    Ok(format!("${}", steps.concat()))
}

/// The query that selects the value at a place alone.
fn exact(at: &str, root: &Value) -> String {
    format!("${}", exact_steps(at, root).concat())
}

fn exact_steps(at: &str, root: &Value) -> Vec<String> {
    let mut value = Some(root);
    let steps = place::keys(at).map(|key| {
        let is_list = value.is_some_and(Value::is_array);
        let index = key.parse::<usize>().ok().filter(|_| is_list);
        value = value.and_then(|value| match index {
            Some(index) => value.get(index),
            None => value.get(&key),
        });
        index.map_or_else(|| format!("[{}]", json!(key)), |index| format!("[{index}]"))
    });
    steps.collect()
}
