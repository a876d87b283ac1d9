//! The docs of values without a member of their own: the items of a list, the values of a map, and whole bodies. A
//! type with a name has docs of its own, so the walk ends there.

use super::Texts;
use crate::api::{self, Additional, Kind, Limit, SchemaId, Text};
use crate::ir::Docs;
use crate::lower::facts::Facts;
use crate::resolve::limits::words as words_of;
use crate::text::media_type::essence;
use crate::text::{Line, say};

/// The most lists and maps within each other whose items and values are told: types have no more levels.
const DEEPEST: usize = 16;

/// The words for the parts of a value: those of the value of the docs, and those of another one, both at the beginning of
/// a sentence and within one.
type Parts = [&'static str; 4];

const ITEMS: Parts = [
    "Its items",
    "its items",
    "The items of {}",
    "the items of {}",
];

const VALUES: Parts = [
    "Its values",
    "its values",
    "The values of {}",
    "the values of {}",
];

/// The words for a value: at the beginning of a sentence, and within one.
pub struct Subject {
    begin: Line,
    within: Line,
}

impl Subject {
    pub fn new(begin: impl Into<Line>, within: impl Into<Line>) -> Self {
        let (begin, within) = (begin.into(), within.into());
        Self { begin, within }
    }

    /// The items of the value of the docs.
    pub fn items() -> Self {
        Self::part(ITEMS, None)
    }

    /// The items of another value.
    pub fn items_of(of: &Self) -> Self {
        Self::part(ITEMS, Some(of))
    }

    fn part([begin, within, begin_of, within_of]: Parts, of: Option<&Self>) -> Self {
        match of {
            None => Self::new(begin, within),
            Some(of) => Self::new(say(begin_of, &[&of.within]), say(within_of, &[&of.within])),
        }
    }
}

/// A value that is told, if not the one of the docs, and the description of it or of what holds it, which isn't repeated.
#[derive(Default)]
pub struct Told {
    pub subject: Option<Subject>,
    pub description: Option<Text>,
    /// The media type of a body, which its constraints don't repeat.
    pub media_type: Option<Text>,
}

/// Tells the items of a list, or the values of a map, that has no type of its own.
pub fn tell_parts(facts: &Facts, texts: &Texts, docs: &mut Docs, id: SchemaId) {
    let told = Told {
        description: own(facts, id).description,
        ..Told::default()
    };
    tell_below(facts, texts, docs, told, id);
}

/// Tells the items of a list that has a type of its own, in the docs of that type.
pub fn tell_items(facts: &Facts, texts: &Texts, docs: &mut Docs, id: SchemaId) {
    if let Kind::Array(items) = facts.api[id].kind {
        let told = Told {
            subject: Some(Subject::items()),
            description: facts.api[id].docs.description.clone(),
            media_type: None,
        };
        tell_whole(facts, texts, docs, told, items);
    }
}

/// Tells the members of other names than those of a struct, or the items behind those of a tuple.
pub fn tell_rest(facts: &Facts, texts: &Texts, docs: &mut Docs, id: SchemaId) {
    let (subject, rest) = match &facts.api[id].kind {
        Kind::Object(object) => (
            Subject::new("The other members", "the other members"),
            &object.additional,
        ),
        Kind::Tuple(tuple) => (
            Subject::new("The other items", "the other items"),
            &tuple.additional,
        ),
        _ => return,
    };
    if let Additional::Schema(rest) = *rest {
        let told = Told {
            subject: Some(subject),
            description: facts.api[id].docs.description.clone(),
            media_type: None,
        };
        tell_whole(facts, texts, docs, told, rest);
    }
}

/// Tells a value, and its items or values.
pub fn tell_whole(facts: &Facts, texts: &Texts, docs: &mut Docs, told: Told, id: SchemaId) {
    let told = tell(facts, texts, docs, told, id);
    tell_below(facts, texts, docs, told, id);
}

fn tell_below(facts: &Facts, texts: &Texts, docs: &mut Docs, mut told: Told, id: SchemaId) {
    let mut seen = Vec::new();
    let mut next = Some(id);
    while let Some(list) = next.and_then(|id| facts.api.meanings(id).last()) {
        if facts.types.contains_key(&list) || seen.contains(&list) || seen.len() == DEEPEST {
            return;
        }
        seen.push(list);
        next = parts(facts, list).map(|(words, id)| {
            let subject = Some(Subject::part(words, told.subject.as_ref()));
            let description = told.description.take();
            let part = Told {
                subject,
                description,
                media_type: None,
            };
            told = tell(facts, texts, docs, part, id);
            id
        });
    }
}

/// The schema of the items of a list or the values of a map, with the words for them.
fn parts(facts: &Facts, id: SchemaId) -> Option<(Parts, SchemaId)> {
    match &facts.api[id].kind {
        Kind::Array(items) => Some((ITEMS, *items)),
        Kind::Object(object) if object.properties.is_empty() => match object.additional {
            Additional::Schema(values) => Some((VALUES, values)),
            Additional::Any | Additional::Closed => None,
        },
        _ => None,
    }
}

/// Tells one value.
fn tell(facts: &Facts, texts: &Texts, docs: &mut Docs, told: Told, id: SchemaId) -> Told {
    let Told {
        subject,
        description,
        media_type,
    } = told;
    let mut own = own(facts, id);
    if let Some(media_type) = media_type {
        own.constraints = constraints_in(facts, id, &media_type);
    }
    let said = own.description.clone().or_else(|| description.clone());
    if own.description.is_some() && own.description == description {
        (own.title, own.description) = (None, None);
    }
    if let Some(Subject { begin, within }) = &subject {
        let constraints = own.constraints.take();
        docs.tell(begin, texts.docs(&own));
        if let Some(words) = constraints {
            let sentence = Text::from(&*format!("{}.", &*words));
            docs.tell(&say("Constraints of {}", &[within]), texts.text(&sentence));
        }
    } else {
        *docs = texts.docs_after(std::mem::take(docs), &own);
    }
    Told {
        subject,
        description: said,
        media_type: None,
    }
}

/// The constraints of the value of a body, without the media type of the body.
fn constraints_in(facts: &Facts, id: SchemaId, media_type: &str) -> Option<Text> {
    let chain = facts.api.meanings(id);
    let mut chain = chain.take_while(|id| !facts.types.contains_key(id));
    chain.find_map(|id| {
        let schema = &facts.api[id];
        let words = schema.docs.constraints.clone()?;
        let repeats = |limit: &Limit| match limit {
            Limit::Content(name) => essence(name) == essence(media_type),
            _ => false,
        };
        if schema.limits.iter().any(repeats) {
            let others = schema.limits.iter().filter(|limit| !repeats(limit));
            words_of(&others.cloned().collect::<Vec<_>>())
        } else {
            Some(words)
        }
    })
}

/// The texts of a schema, else of those that it refers to before a type with a name.
pub fn own(facts: &Facts, id: SchemaId) -> api::Docs {
    let chain = || {
        let chain = facts.api.meanings(id);
        let chain = chain.take_while(|id| !facts.types.contains_key(id));
        chain.map(|id| &facts.api[id].docs)
    };
    let told = chain().find(|docs| docs.has_text());
    api::Docs {
        link: chain().find_map(|docs| docs.link.clone()),
        constraints: chain().find_map(|docs| docs.constraints.clone()),
        ..told.cloned().unwrap_or_default()
    }
}
