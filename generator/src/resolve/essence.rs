//! A short schema in words, for the docs of keywords that contain one: "3 or more", "`kind` is `a`". Of a schema that
//! takes more than a line there are none.

use super::limits;
use crate::api::Limit;
use crate::diagnostic::Pointer;
use crate::openapi::Document;
use crate::openapi::view::{Keywords, RefOr, Schema, Shared, View};
use serde_json::Value;

/// The most clauses, listed values, and bytes of the words.
const MOST_CLAUSES: usize = 4;
const MOST_VALUES: usize = 4;
const MOST_BYTES: usize = 160;

/// The keywords without effect on the values.
const SAYINGS: &[&str] = &[
    "title",
    "description",
    "$comment",
    "examples",
    "deprecated",
    "externalDocs",
];

/// The keywords that the words tell.
const TOLD: &[&str] = &[
    "type",
    "const",
    "enum",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "required",
    "properties",
];

/// The essence of a schema.
#[derive(Default)]
pub struct Essence {
    /// The predicates of the value itself.
    own: Vec<Predicate>,
    /// The members that it must have.
    required: Vec<String>,
    /// The predicates of its members.
    members: Vec<String>,
}

/// A predicate of a value: that it is, has or matches something.
struct Predicate {
    verb: Verb,
    words: String,
}

#[derive(Clone, Copy)]
enum Verb {
    Be,
    Have,
    Match,
}

impl Verb {
    fn word(self, is_plural: bool) -> &'static str {
        match (self, is_plural) {
            (Self::Be, false) => "is",
            (Self::Be, true) => "are",
            (Self::Have, false) => "has",
            (Self::Have, true) => "have",
            (Self::Match, false) => "matches",
            (Self::Match, true) => "match",
        }
    }
}

impl Essence {
    /// The essence of the schema at a place, if it is short.
    pub fn of(schema: RefOr<'_, Schema<'_>>, document: &Document, at: &Pointer) -> Option<Self> {
        let essence = match schema {
            RefOr::Reference(reference) => Self {
                own: vec![shared(reference, document)?],
                ..Self::default()
            },
            RefOr::Item(schema) => Self {
                own: own(schema, document, at)?,
                required: required(&schema.keywords())?,
                members: members(schema, document, at)?,
            },
        };
        let own = essence.own.iter().map(|it| &it.words);
        let words = own.chain(&essence.required).chain(&essence.members);
        let bytes: usize = words.clone().map(String::len).sum();
        let is_short = (1..=MOST_CLAUSES).contains(&words.count()) && bytes <= MOST_BYTES;
        is_short.then_some(essence)
    }

    /// The words for one value or several, behind their noun: "is 3 or more", "where `kind` is `a`".
    pub fn of_noun(&self, is_plural: bool) -> String {
        let itself = self.itself(is_plural);
        let members = self.members.join(" and ");
        match (itself.is_empty(), members.is_empty()) {
            (false, true) => itself,
            (true, _) => format!("where {members}"),
            (false, false) => format!("that {itself} and where {members}"),
        }
    }

    /// The same, if it says something of the noun itself alone.
    pub fn of_noun_itself(&self, is_plural: bool) -> Option<String> {
        self.members.is_empty().then(|| self.itself(is_plural))
    }

    /// The words for one value, if the schema says nothing of members.
    pub fn of_value(&self) -> Option<String> {
        let says_more = !self.required.is_empty() || !self.members.is_empty();
        (!says_more).then(|| self.itself(false))
    }

    /// A condition: "`kind` is `a`", "it has `x`".
    pub fn condition(&self) -> String {
        let itself = self.itself(false);
        let itself = (!itself.is_empty()).then(|| format!("it {itself}"));
        let members = self.members.iter().cloned();
        itself
            .into_iter()
            .chain(members)
            .collect::<Vec<_>>()
            .join(" and ")
    }

    /// A rule that follows from a condition: "`x` is required".
    pub fn consequence(&self) -> String {
        let own = with_verbs(&self.own, false);
        let own = (!own.is_empty()).then(|| format!("it {own}"));
        let required = match &self.required[..] {
            [] => None,
            [only] => Some(format!("{only} is required")),
            several => Some(format!("{} are required", several.join(" and "))),
        };
        let parts = own.into_iter().chain(self.members.iter().cloned());
        parts.chain(required).collect::<Vec<_>>().join(" and ")
    }

    /// The opposite: "not 3 or more", "not where `kind` is `a`".
    pub fn excluded(&self) -> Option<String> {
        match (&self.own[..], &self.required[..], &self.members[..]) {
            ([only], [], []) => Some(match only.verb {
                Verb::Be => format!("not {}", only.words),
                Verb::Have | Verb::Match => {
                    format!("doesn't {} {}", only.verb.word(true), only.words)
                }
            }),
            ([], [], members @ [_, ..]) => Some(format!("not where {}", members.join(" and "))),
            _ => None,
        }
    }

    /// The predicates of a value, and the members that it has.
    fn itself(&self, is_plural: bool) -> String {
        let own = with_verbs(&self.own, is_plural);
        let have = Verb::Have.word(is_plural);
        let required = self.required.join(" and ");
        match (own.is_empty(), required.is_empty()) {
            (_, true) => own,
            (true, false) => format!("{have} {required}"),
            (false, false) => format!("{own} and {have} {required}"),
        }
    }
}

/// The predicates of a value, with each verb where it changes: "is more than 3 and 5 or less".
fn with_verbs(predicates: &[Predicate], is_plural: bool) -> String {
    let mut last = None;
    let words = predicates.iter().map(|it| {
        let verb = it.verb.word(is_plural);
        if last.replace(verb) == Some(verb) {
            it.words.clone()
        } else {
            format!("{verb} {}", it.words)
        }
    });
    words.collect::<Vec<_>>().join(" and ")
}

/// A value of a shared schema that exists.
fn shared(reference: &str, document: &Document) -> Option<Predicate> {
    let at = Pointer::parse(reference)?;
    let name = at.component(Schema::SECTION)?;
    document.target::<Schema<'_>>(&at)?;
    Some(be(format!("a {}", quoted(&name)?)))
}

/// A text of the document as code, if it stands in one line: these words are Markdown, and become docs.
fn quoted(text: &str) -> Option<String> {
    let is_plain = !text.contains(|c: char| c == '`' || c.is_control());
    (is_plain && !text.trim().is_empty()).then(|| format!("`{text}`"))
}

fn be(words: String) -> Predicate {
    Predicate {
        verb: Verb::Be,
        words,
    }
}

/// The predicates of a value by the keywords of its schema; none if these say more than the words do.
fn own(schema: Schema<'_>, document: &Document, at: &Pointer) -> Option<Vec<Predicate>> {
    let mut names = schema.object().iter().map(|(keyword, _)| keyword);
    if !names.all(|it| TOLD.contains(&it) || SAYINGS.contains(&it)) {
        return None;
    }
    let keywords = schema.keywords();
    if schema.object().value("type").is_some_and(Value::is_array) {
        return None;
    }
    if !keywords.values.is_empty() {
        let values = keywords.values.iter().map(|value| match value {
            Value::String(text) => quoted(text),
            value => quoted(&value.to_string()),
        });
        let values: Vec<String> = values.collect::<Option<_>>()?;
        let is_short = values.len() <= MOST_VALUES;
        return is_short.then(|| vec![be(values.join(" or "))]);
    }
    // Rules are about members, which have clauses of their own.
    let limits = limits::of(&keywords, document, at);
    let limits = limits
        .iter()
        .filter(|limit| !matches!(limit, Limit::Rule(_)));
    let mut own = limits.map(predicate).collect::<Option<Vec<_>>>()?;
    let is_said =
        !own.is_empty() || !keywords.required.is_empty() || !keywords.properties.is_empty();
    let ty = keywords.ty.filter(|_| !is_said);
    own.extend(ty.map(|ty| be(format!("of type `{ty}`"))));
    Some(own)
}

fn predicate(limit: &Limit) -> Option<Predicate> {
    let (verb, words) = match limit {
        Limit::Minimum(bound) => (Verb::Be, format!("{} or more", limits::spelled(bound))),
        Limit::Maximum(bound) => (Verb::Be, format!("{} or less", limits::spelled(bound))),
        Limit::Above(bound) => (Verb::Be, format!("more than {}", limits::spelled(bound))),
        Limit::Below(bound) => (Verb::Be, format!("less than {}", limits::spelled(bound))),
        Limit::MultipleOf(bound) => (
            Verb::Be,
            format!("a multiple of {}", limits::spelled(bound)),
        ),
        Limit::MinLength(_)
        | Limit::MaxLength(_)
        | Limit::MinItems(_)
        | Limit::MaxItems(_)
        | Limit::MinProperties(_)
        | Limit::MaxProperties(_) => {
            let words = limits::words(std::slice::from_ref(limit))?;
            (Verb::Have, words.to_string())
        }
        Limit::Pattern(pattern) => (Verb::Match, quoted(pattern)?),
        Limit::UniqueItems | Limit::Content(_) | Limit::Rule(_) => return None,
    };
    Some(Predicate { verb, words })
}

/// The members that are required. A member that is a certain value is there.
fn required(keywords: &Keywords<'_>) -> Option<Vec<String>> {
    let has_values = |name: &str| {
        let member = keywords.properties.get(name).and_then(RefOr::into_item);
        member.is_some_and(|member| !member.keywords().values.is_empty())
    };
    let required = keywords.required.iter().filter(|name| !has_values(name));
    let required = required.take(MOST_CLAUSES + 1);
    required.map(quoted).collect()
}

/// The words for the members; none if their schemas aren't short.
fn members(schema: Schema<'_>, document: &Document, at: &Pointer) -> Option<Vec<String>> {
    let at = at.child("properties");
    let members = schema.keywords().properties.iter().take(MOST_CLAUSES + 1);
    let mut told = Vec::new();
    for (name, member) in members {
        let own = match member {
            RefOr::Reference(reference) => vec![shared(reference, document)?],
            RefOr::Item(schema) if schema.forbids_all() => vec![be("forbidden".to_owned())],
            RefOr::Item(schema) => {
                let keywords = schema.keywords();
                if !keywords.properties.is_empty() || !keywords.required.is_empty() {
                    return None;
                }
                own(schema, document, &at.child(name))?
            }
        };
        if !own.is_empty() {
            told.push(format!("{} {}", quoted(name)?, with_verbs(&own, false)));
        }
    }
    Some(told)
}
