//! Keywords that no type enforces, in words for the docs.

use super::additional::matches_every_name;
use super::all_of::ONLY_NULL;
use super::essence::Essence;
use super::keywords::unwrapped;
use super::limits;
use super::required::forbidden_names;
use super::sets;
use crate::api::{Limit, Text};
use crate::diagnostic::Pointer;
use crate::map::{IndexMap, IndexSet};
use crate::openapi::Document;
use crate::openapi::view::{Additional, Branches, Keywords, RefOr, Rules, Schema};
use crate::text::media_type::ANY_BYTES;
use serde_json::Value;

/// The rules of the schema at a place besides its type and its limits.
pub fn of(keywords: &Keywords<'_>, document: &Document, at: &Pointer) -> Vec<Limit> {
    let Rules {
        not,
        names,
        required_with,
        described_with,
        condition,
        contains,
        alternatives,
        other_members,
        other_items,
        ..
    } = keywords.rules;
    let mut rules = Vec::new();
    rules.extend(listed(keywords, document, at));
    rules.extend(patterns(keywords));
    let forbidden: Vec<String> = forbidden_names(keywords).map(matching).collect();
    rules.extend(
        (!forbidden.is_empty()).then(|| format!("no names that {}", forbidden.join(" or "))),
    );
    rules.extend(forbidden_members(keywords));
    rules.extend(names.map(|names| {
        let at = at.child("propertyNames");
        format!("names {}", value(names, document, &at))
    }));
    for (member, others) in required_with.iter() {
        let others: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
        rules.push(format!("{} with `{member}`", others.join(" and ")));
    }
    for (member, schema) in described_with.iter() {
        let at = at.child("dependentSchemas").child(member);
        rules.push(match Essence::of(schema, document, &at) {
            Some(essence) => format!("with `{member}`, {}", essence.consequence()),
            None => format!("{} with `{member}`", further(keywords, &[schema])),
        });
    }
    rules.extend(condition.map(|condition| conditional(condition, keywords, document, at)));
    for union in alternatives {
        rules.extend(either(union, keywords.ty, document, at));
    }
    rules.extend(sets::words(keywords, document, at));
    rules.extend(contains.map(|item| contained(item, &keywords.rules, document, at)));
    rules.extend(other_members.and_then(|other| {
        let at = at.child("unevaluatedProperties");
        undescribed("members", other, document, &at)
    }));
    rules.extend(other_items.and_then(|other| {
        let at = at.child("unevaluatedItems");
        undescribed("items", other, document, &at)
    }));
    // A `not` that excludes no value is no rule.
    let not = not.filter(|not| !not.into_item().is_some_and(Schema::forbids_all));
    rules.extend(not.map(|not| excluded(not, document, &at.child("not"))));
    let rules = rules.iter();
    let rules = rules.map(|rule| Limit::Rule(Text::from(&**rule)));
    rules.chain(content(keywords, document, at)).collect()
}

/// The members whose schema allows no value. An object without further members says so already.
fn forbidden_members(keywords: &Keywords<'_>) -> Option<String> {
    if matches!(keywords.additional, Some(Additional::Any(false))) {
        return None;
    }
    let members = keywords.properties.iter();
    let never = members.filter(|(_, schema)| schema.into_item().is_some_and(Schema::forbids_all));
    let names: Vec<&str> = never.map(|(name, _)| name).collect();
    let shown = names.iter().filter(|name| name.len() <= limits::LONGEST);
    let shown = shown.take(MOST_NAMES).map(|name| format!("`{name}`"));
    let shown: Vec<String> = shown.collect();
    match (names.len() - shown.len(), &shown[..]) {
        (0, []) => None,
        (0, shown) => Some(format!("no member {}", shown.join(" or "))),
        (others, []) => Some(format!("{others} members are forbidden")),
        (others, shown) => Some(format!("no member {} or {others} others", shown.join(", "))),
    }
}

/// The most members or values that the words list.
const MOST_NAMES: usize = 8;

/// The further members in the schemas for some values, else the phrase for other rules.
fn further(keywords: &Keywords<'_>, schemas: &[RefOr<'_, Schema<'_>>]) -> String {
    let schemas = schemas.iter().filter_map(|schema| schema.into_item());
    let names = schemas.flat_map(|schema| schema.keywords().properties.names());
    let known = |name: &str| keywords.properties.get(name).is_some();
    let names: IndexSet<&str> = names.filter(|name| !known(name)).collect();
    let shown = names.iter().filter(|name| name.len() <= limits::LONGEST);
    let shown: Vec<String> = shown
        .take(MOST_NAMES)
        .map(|name| format!("`{name}`"))
        .collect();
    match (names.len() - shown.len(), &shown[..]) {
        (0, []) => "further rules".to_owned(),
        (0, shown) => format!("further members, {},", shown.join(" and ")),
        (others, []) => format!("{others} further members"),
        (others, shown) => format!("further members, {} and {others} others,", shown.join(", ")),
    }
}

/// The values of a list that is no enum: null alone, one boolean, or numbers with fractions or beyond signed 64 bits.
fn listed(keywords: &Keywords<'_>, document: &Document, at: &Pointer) -> Option<String> {
    let given = keywords.values.iter().enumerate();
    let given = given.filter(|(_, value)| !value.is_null());
    let all = |test: fn(&Value) -> bool| given.clone().all(|(_, value)| test(value));
    let is_enum = keywords.ty != Some("number") && all(Value::is_i64);
    if !all(Value::is_boolean) && (is_enum || !all(Value::is_number)) {
        return None;
    }
    let values: IndexMap<&Value, usize> = given.map(|(index, value)| (value, index)).collect();
    match values.first() {
        None => return (!keywords.values.is_empty()).then(|| ONLY_NULL.to_owned()),
        Some((Value::Bool(_), _)) if values.len() > 1 => return None,
        Some(_) => {}
    }
    let shown = values.iter().take(MOST_NAMES);
    let shown = shown.map(|(value, index)| spelled(value, *index, document, at));
    let shown: Vec<String> = shown.collect();
    Some(match values.len() - shown.len() {
        0 => shown.join(" or "),
        others => format!("{} or {others} others", shown.join(", ")),
    })
}

/// The value of `const`, or the one at `index` of `enum`, with the document's digits.
fn spelled(value: &Value, index: usize, document: &Document, at: &Pointer) -> String {
    let places = [at.child("const"), at.child("enum").index(index)];
    let exact = places.iter().find_map(|at| document.exact(value, at));
    format!("`{}`", exact.unwrap_or_else(|| value.to_string()))
}

/// The rules for names of members that the schema doesn't list.
fn patterns(keywords: &Keywords<'_>) -> Option<String> {
    let patterns = keywords.patterns.iter().filter(|(pattern, schema)| {
        !matches_every_name(pattern) && !schema.into_item().is_some_and(Schema::forbids_all)
    });
    let patterns: Vec<String> = patterns.map(|(pattern, _)| matching(pattern)).collect();
    let patterns = (!patterns.is_empty()).then(|| patterns.join(" or "))?;
    Some(match keywords.additional {
        Some(Additional::Any(false)) => format!("undescribed names {patterns}"),
        _ => format!("names that {patterns} have a schema of their own"),
    })
}

fn matching(pattern: &str) -> String {
    if pattern.len() > limits::LONGEST {
        format!("match a pattern of {} bytes", pattern.len())
    } else {
        format!("match `{pattern}`")
    }
}

/// The rules for a value.
fn value(schema: RefOr<'_, Schema<'_>>, document: &Document, at: &Pointer) -> String {
    let Some(keywords) = schema.into_item().map(Schema::keywords) else {
        return "keep to a schema of their own".to_owned();
    };
    if let Some(pattern) = keywords.pattern {
        return matching(pattern);
    }
    let values = keywords.values.iter().filter_map(Value::as_str);
    let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
    if !values.is_empty() {
        return format!("are {}", values.join(" or "));
    }
    match limits::words(&limits::of(&keywords, document, at)) {
        Some(words) => format!("have {}", &*words),
        None => "keep to a schema of their own".to_owned(),
    }
}

/// The rules for further members or items that no other schema describes.
fn undescribed(
    what: &str,
    other: Additional<'_>,
    document: &Document,
    at: &Pointer,
) -> Option<String> {
    let schema = match other {
        Additional::Any(true) => return None,
        Additional::Any(false) => return Some(format!("no undescribed {what}")),
        Additional::Schema(schema) => schema,
    };
    let essence = Essence::of(schema, document, at).and_then(|it| it.of_noun_itself(true));
    let words = essence.unwrap_or_else(|| "have a schema of their own".to_owned());
    Some(format!("undescribed {what} {words}"))
}

/// The rules for some values, with the condition if all is short.
fn conditional(
    condition: RefOr<'_, Schema<'_>>,
    keywords: &Keywords<'_>,
    document: &Document,
    at: &Pointer,
) -> String {
    let essence = |schema, keyword: &str| Essence::of(schema, document, &at.child(keyword));
    let [then, otherwise] = keywords.rules.conditional;
    let short = |schema: Option<_>, keyword| match schema {
        None => Some(None),
        Some(schema) => essence(schema, keyword).map(|it| Some(it.consequence())),
    };
    let told = || {
        let condition = essence(condition, "if")?.condition();
        match (short(then, "then")?, short(otherwise, "else")?) {
            (Some(then), None) => Some(format!("if {condition}, {then}")),
            (Some(then), Some(other)) => Some(format!("if {condition}, {then}, else {other}")),
            (None, Some(other)) => Some(format!("unless {condition}, {other}")),
            (None, None) => None,
        }
    };
    told().unwrap_or_else(|| {
        let schemas: Vec<_> = keywords.rules.conditional.into_iter().flatten().collect();
        format!("{} for some values", further(keywords, &schemas))
    })
}

/// The excluded values.
fn excluded(schema: RefOr<'_, Schema<'_>>, document: &Document, at: &Pointer) -> String {
    let keywords = schema.into_item().map(Schema::keywords).unwrap_or_default();
    let values = keywords.values.iter().enumerate();
    let values = values.map(|(index, value)| spelled(value, index, document, at));
    let values: Vec<String> = values.collect();
    let members = keywords.required.iter().map(|member| format!("`{member}`"));
    let members: Vec<String> = members.collect();
    match (keywords.pattern, &values[..], &members[..]) {
        (Some(pattern), ..) => format!("doesn't {}", matching(pattern)),
        (None, [_, ..], _) => format!("not {}", values.join(" or ")),
        (None, [], [_, ..]) => format!("not with {}", members.join(" and ")),
        (None, [], []) => {
            let essence = Essence::of(schema, document, at).and_then(|it| it.excluded());
            essence.unwrap_or_else(|| "some values are excluded".to_owned())
        }
    }
}

/// The limits of the branches of a union; none if one of the branches has none.
fn either(
    union: Branches<'_>,
    ty: Option<&str>,
    document: &Document,
    at: &Pointer,
) -> Option<String> {
    let at = at.child(union.keyword());
    let branches = union.iter().map(|(index, branch)| {
        let keywords = unwrapped(branch.into_item()?);
        let keywords = Keywords { ty, ..keywords };
        let words = limits::words(&limits::of(&keywords, document, &at.index(index)))?;
        Some(words.to_string())
    });
    let branches: IndexSet<String> = branches.collect::<Option<_>>()?;
    let mut shown: Vec<String> = branches.iter().take(MOST_NAMES).cloned().collect();
    let others = branches.len() - shown.len();
    shown.extend(match others {
        0 => None,
        1 => Some("one other".to_owned()),
        _ => Some(format!("{others} others")),
    });
    (!shown.is_empty()).then(|| shown.join(", or "))
}

/// The number of items of a kind in a list.
fn contained(
    item: RefOr<'_, Schema<'_>>,
    rules: &Rules<'_>,
    document: &Document,
    at: &Pointer,
) -> String {
    let (least, most) = (rules.least.unwrap_or(1), rules.most);
    let number = |count: u64| match count {
        1 => "one".to_owned(),
        count => count.to_string(),
    };
    let (count, end) = match (least, most) {
        (least, None) => (format!("at least {}", number(least)), least),
        (0, Some(most)) => (format!("at most {}", number(most)), most),
        (least, Some(most)) if least == most => (format!("exactly {}", number(least)), least),
        (least, Some(most)) => (format!("{least} to {most}"), most),
    };
    let is_plural = end != 1;
    let noun = if is_plural { "items" } else { "item" };
    let essence = Essence::of(item, document, &at.child("contains"));
    match essence {
        Some(essence) => format!("{count} {noun} {}", essence.of_noun(is_plural)),
        None => match item.into_item().map(Schema::keywords).and_then(|it| it.ty) {
            Some(ty) => format!("{count} of its items of type `{ty}`"),
            None => format!("{count} of its items of one kind"),
        },
    }
}

/// The content of a string, if the type doesn't imply it.
fn content(keywords: &Keywords<'_>, document: &Document, at: &Pointer) -> Option<Limit> {
    let format = keywords.format;
    let encoding = format
        .encoding
        .filter(|_| !format.is_base64() && !format.is_binary());
    let media_type = format
        .media_type
        .filter(|name| *name != ANY_BYTES || !format.is_binary());
    let words = match (media_type, encoding) {
        (Some(media_type), Some(encoding)) => format!("`{media_type}` encoded as `{encoding}`"),
        (Some(media_type), None) if keywords.content.is_none() => {
            return Some(Limit::Content(Text::from(media_type)));
        }
        (Some(media_type), None) => format!("content of type `{media_type}`"),
        (None, Some(encoding)) => format!("encoded as `{encoding}`"),
        (None, None) if keywords.content.is_some() => "content".to_owned(),
        (None, None) => return None,
    };
    let Some(schema) = keywords.content else {
        return Some(Limit::Rule(Text::from(&*words)));
    };
    // The docs lead to the type of an object or a shared schema.
    let inline = schema.into_item().map(RefOr::Item);
    let essence = inline.and_then(|it| Essence::of(it, document, &at.child("contentSchema")));
    let words = match essence.and_then(|it| it.of_value()) {
        Some(essence) => format!("{words} that {essence}"),
        None => format!("{words} with a schema of its own"),
    };
    Some(Limit::Rule(Text::from(&*words)))
}
