//! Lists that come page by page, by the shapes of their requests and responses.
//!
//! Documents rarely say how the next page is asked for, but nearly all of them name its parts alike. An operation
//! that fits no rule for sure has no pages.

use crate::api::{self, Limit, Location, Method};
use crate::ir::{PageItems, PageRule, Paging, Presence, Raw, ReplyTy, Struct, Ty, TypeKind};
use crate::lower::facts::Facts;
use crate::lower::types::Types;

/// Query parameters that take a cursor.
const CURSORS: [&str; 9] = [
    "cursor",
    "pagetoken",
    "nexttoken",
    "continuationtoken",
    "paginationtoken",
    "nextcursor",
    "continue",
    "marker",
    "after",
];

/// Members that hold the next cursor.
const NEXT_CURSORS: [&str; 11] = [
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextpage",
    "nextmarker",
    "continuationtoken",
    "continue",
    "endcursor",
    "cursor",
    "pagetoken",
    "after",
];

/// Members that hold the URL of the next page.
const NEXT_URLS: [&str; 6] = [
    "next",
    "nexturl",
    "nextpageuri",
    "nextpageurl",
    "nextlink",
    "odatanextlink",
];

/// Members of a response that tell of its page.
const ABOUT: [&str; 10] = [
    "meta",
    "metadata",
    "pagination",
    "pageinfo",
    "paging",
    "responsemetadata",
    "links",
    "pages",
    "page",
    "cursors",
];

/// Members that list the items, if several members are lists.
const LISTS: [&str; 9] = [
    "data",
    "items",
    "results",
    "values",
    "records",
    "entries",
    "objects",
    "list",
    "resources",
];

/// How the pages of an operation's list are walked, if its response is a page of one.
pub fn paging(
    facts: &Facts,
    types: &Types,
    operation: &api::Operation,
    output: &ReplyTy,
) -> Option<Paging> {
    let ReplyTy::Json(ty) = output else {
        return None;
    };
    if operation.method != Method::Get {
        return None;
    }
    let page = match ty {
        Ty::List(item) => Page {
            of: None,
            items: PageItems::Whole,
            item: (**item).clone(),
        },
        Ty::Named(id) => {
            let TypeKind::Struct(of) = &types.made[id.0].kind else {
                return None;
            };
            listed(of, &operation.path)?
        }
        _ => return None,
    };
    let finder = Finder {
        facts,
        types,
        operation,
    };
    let rule = finder.rule(&page)?;
    let (items, item) = (page.items, page.item);
    Some(Paging { rule, items, item })
}

/// The response of one page.
struct Page<'a> {
    /// The object, if it is one.
    of: Option<&'a Struct>,
    items: PageItems,
    item: Ty,
}

/// The member of a page that lists its items.
fn listed<'a>(of: &'a Struct, path: &str) -> Option<Page<'a>> {
    let lists = of.fields.iter().filter_map(|field| match &field.ty {
        Ty::List(item) if field.presence != Presence::ThreeState => Some((field, item)),
        _ => None,
    });
    let lists: Vec<_> = lists.collect();
    let word = path.rsplit('/').find(|word| !word.starts_with('{'));
    let word = plain(word.unwrap_or_default());
    let is_usual = |name: &str| LISTS.contains(&name) || name == word;
    let (field, item) = match &lists[..] {
        [only] => *only,
        several => {
            let mut usual = several
                .iter()
                .filter(|(field, _)| is_usual(&plain(field.wire.exact())));
            match (usual.next(), usual.next()) {
                (Some(only), None) => *only,
                _ => return None,
            }
        }
    };
    Some(Page {
        of: Some(of),
        items: PageItems::Member {
            name: field.name.clone(),
            wire: field.wire.clone(),
            required: field.presence == Presence::Required,
        },
        item: (**item).clone(),
    })
}

struct Finder<'a> {
    facts: &'a Facts<'a>,
    types: &'a Types,
    operation: &'a api::Operation,
}

impl Finder<'_> {
    fn rule(&self, page: &Page<'_>) -> Option<PageRule> {
        let cursor = self.parameter(&CURSORS, |ty| {
            matches!(ty, Ty::String | Ty::Named(_) | Ty::Json)
        });
        let member = |names: &[&str]| page.of.and_then(|of| self.member(of, names, &[], 1));
        let number = self.parameter(&["page", "pagenumber"], is_integer);
        if let (Some(parameter), Some(member)) = (cursor.or(number), member(&NEXT_CURSORS)) {
            let parameter = Some((&parameter.name).into());
            return Some(PageRule::Cursor { parameter, member });
        }
        if let Some(member) = member(&NEXT_URLS) {
            return Some(PageRule::Cursor {
                parameter: cursor.map(|parameter| (&parameter.name).into()),
                member,
            });
        }
        if let Some(rule) = self.last_id(page) {
            return Some(rule);
        }
        if self.has_link() && number.is_none() {
            return Some(PageRule::Link);
        }
        if let Some(parameter) = self.parameter(&["offset", "skip"], is_integer) {
            let parameter = (&parameter.name).into();
            return Some(PageRule::Offset { parameter });
        }
        number.map(|parameter| PageRule::Number {
            first: self.first(parameter),
            parameter: (&parameter.name).into(),
        })
    }

    /// The query parameter of one of these names, the first ones first.
    fn parameter(&self, names: &[&str], is: fn(&Ty) -> bool) -> Option<&api::Parameter> {
        let of_query = || {
            let all = self.operation.parameters.iter();
            all.filter(|it| it.location == Location::Query && it.style.is_some())
        };
        names.iter().find_map(|name| {
            of_query().find(|it| plain(&it.name) == *name && is(&self.facts.ty(it.schema)))
        })
    }

    /// The way to the member of one of these names, in an object or in a part of it that tells of its page.
    fn member(&self, of: &Struct, names: &[&str], way: &[Raw], levels: usize) -> Option<Vec<Raw>> {
        let to = |wire: &Raw| way.iter().chain([wire]).cloned().collect::<Vec<Raw>>();
        let is_scalar =
            |ty: &Ty| matches!(ty, Ty::String | Ty::I64 | Ty::U64 | Ty::Json | Ty::Loose(_));
        for name in names {
            for field in &of.fields {
                if plain(field.wire.exact()) != *name {
                    continue;
                }
                if is_scalar(&field.ty) {
                    return Some(to(&field.wire));
                }
                // `next: {href: …}`.
                if let Some(inner) = self.structure(&field.ty)
                    && let Some(url) = inner.fields.iter().find(|it| it.wire == "href")
                {
                    return Some(
                        to(&field.wire)
                            .into_iter()
                            .chain([url.wire.clone()])
                            .collect(),
                    );
                }
            }
        }
        let levels = levels.checked_sub(1)?;
        let about = of
            .fields
            .iter()
            .filter(|field| ABOUT.contains(&&*plain(field.wire.exact())));
        let mut inner =
            about.filter_map(|field| Some((self.structure(&field.ty)?, to(&field.wire))));
        inner.find_map(|(inner, way)| self.member(inner, names, &way, levels))
    }

    fn structure(&self, ty: &Ty) -> Option<&Struct> {
        let (Ty::Named(id) | Ty::Boxed(id)) = ty else {
            return None;
        };
        match &self.types.made[id.0].kind {
            TypeKind::Struct(of) => Some(of),
            _ => None,
        }
    }

    /// `starting_after`, the id of the last item, and `has_more`.
    fn last_id(&self, page: &Page<'_>) -> Option<PageRule> {
        let parameter = self.parameter(&["startingafter"], |ty| *ty == Ty::String)?;
        let more = page
            .of?
            .fields
            .iter()
            .find(|field| plain(field.wire.exact()) == "hasmore" && field.ty == Ty::Bool)?;
        let item = self.structure(&page.item)?;
        let id = item
            .fields
            .iter()
            .find(|field| field.wire == "id" && field.ty == Ty::String)?;
        Some(PageRule::LastId {
            parameter: (&parameter.name).into(),
            items: match &page.items {
                PageItems::Whole => Vec::new(),
                PageItems::Member { wire, .. } => vec![wire.clone()],
            },
            id: id.wire.clone(),
            more: vec![more.wire.clone()],
        })
    }

    /// Whether a response is said to have a header `Link`.
    fn has_link(&self) -> bool {
        let successes = self.operation.responses.iter();
        let successes = successes.filter(|response| response.status.is_success());
        let mut headers = successes.flat_map(|response| &response.headers);
        headers.any(|header| header.name.eq_ignore_ascii_case("link"))
    }

    /// The number of the first page.
    fn first(&self, parameter: &api::Parameter) -> u64 {
        let schemas = || {
            self.facts
                .api
                .aliases(parameter.schema)
                .map(|id| &self.facts.api[id])
        };
        let default = schemas().find_map(|schema| schema.default.as_ref()?.as_u64());
        let limits = || schemas().flat_map(|schema| &schema.limits);
        let least = limits().find_map(|limit| match limit {
            Limit::Minimum(least) => least.as_u64(),
            _ => None,
        });
        default.or(least).unwrap_or(1)
    }
}

fn is_integer(ty: &Ty) -> bool {
    matches!(ty, Ty::I32 | Ty::I64 | Ty::U64 | Ty::F64 | Ty::Named(_))
}

/// A name without its case and marks.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}
