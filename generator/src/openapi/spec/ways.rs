//! Which keywords lead from one kind of object to another, as the tables have it: tests of all
//! kinds are made from these.

use super::{DOCUMENT, Kind, Shape};
use crate::map::IndexSet;

/// A keyword under which something stands that can be a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// The kind of object that has the keyword, such as `a schema`.
    pub from: &'static str,
    /// The keyword; `*` is any key of a certain form, such as a path.
    pub keyword: &'static str,
    /// How many stand there.
    pub form: Form,
    /// The kind of object that stands there or is referred to.
    pub to: &'static str,
}

/// How many objects stand under a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One.
    One,
    /// A list of them.
    List,
    /// A map of them.
    Map,
}

/// All ways, in the order in which a walk along the tables comes by them.
#[must_use]
pub fn ways() -> Vec<Way> {
    let mut ways = Vec::new();
    let mut seen: IndexSet<*const Kind> = IndexSet::default();
    let mut waiting: Vec<&'static Kind> = vec![&DOCUMENT];
    while let Some(kind) = waiting.pop() {
        if !seen.insert(std::ptr::from_ref(kind)) {
            continue;
        }
        let patterned = kind.patterned.iter().map(|keys| ("*", &keys.shape));
        let keywords = kind.keywords.iter().map(|known| (known.name, &known.shape));
        for (keyword, shape) in keywords.chain(patterned) {
            let (form, shape) = match shape {
                Shape::List(item) | Shape::Tuple(item) => (Form::List, *item),
                Shape::Map(item) => (Form::Map, *item),
                shape => (Form::One, shape),
            };
            match shape {
                Shape::Ref(to) | Shape::FlagOr(to) => {
                    let (from, to_noun) = (kind.noun, to.noun);
                    ways.push(Way {
                        from,
                        keyword,
                        form,
                        to: to_noun,
                    });
                    waiting.push(to);
                }
                Shape::Object(to) => waiting.push(to),
                _ => {}
            }
        }
    }
    ways
}
