//! The pages of lists: the rules of client.toml or the document, else rules from their shapes. An operation
//! without a certain rule has no pages.

mod flags;
mod headers;
mod lists;
mod members;
mod offsets;
mod said;
mod shape;
mod told;
mod values;
mod words;

use crate::api::{self, Media, Method};
use crate::config::PagesWish;
use crate::diagnostic::{Code, Reason};
use crate::ir::{
    Field, Name, PageItems, PageStep, Paging, Raw, ReplyTy, ReplyVariant, Ty, TypeId, TypeKind,
    When,
};
use crate::lower::facts::Facts;
use crate::lower::sink::Sink;
use crate::lower::types::Types;
pub use members::Known;
use members::Part;
pub use words::next;

/// The response with a page.
struct Page<'a> {
    /// The object, if it is one.
    of: Option<Part<'a>>,
    /// The fields that lead to the items.
    way: Vec<PageStep>,
    item: Ty,
}

impl<'a> Page<'a> {
    /// A page with its items at the end of a path of fields.
    fn of(of: Part<'a>, way: &[&Field], item: &Ty) -> Self {
        let steps = way.iter().map(|field| PageStep {
            name: field.name.clone(),
            wire: field.wire.clone(),
            presence: field.presence,
        });
        Self {
            of: Some(of),
            way: steps.collect(),
            item: item.clone(),
        }
    }

    /// A page that is itself the list.
    fn whole(item: &Ty) -> Self {
        Self {
            of: None,
            way: Vec::new(),
            item: item.clone(),
        }
    }
}

/// The context of the search for an operation's pages.
struct Finder<'a> {
    facts: &'a Facts<'a>,
    types: &'a Types,
    known: &'a Known,
    operation: &'a api::Operation,
}

/// The rules for the pages of an operation's list, if its response is a page; or the reason why it can't be walked.
pub fn paging(
    facts: &Facts,
    (types, known): (&Types, &Known),
    operation: &api::Operation,
    output: &ReplyTy,
    sink: &mut Sink,
) -> Result<Option<Paging>, Reason> {
    // The first form has the pages.
    if operation
        .form
        .as_ref()
        .is_some_and(|form| form.stream.is_some())
    {
        return Ok(None);
    }
    let finder = Finder {
        facts,
        types,
        known,
        operation,
    };
    let (variant, output) = page_form(types, output);
    let paging = |page: Page<'_>, rule, with| Paging {
        last: finder.last(&page, &rule),
        back: finder.back(&rule),
        rule,
        with,
        items: PageItems {
            variant: variant.clone(),
            way: page.way,
        },
        item: page.item,
    };
    let wish = facts.config.operations.get(operation.at.as_str());
    let wish = wish.and_then(|wish| wish.pages.as_ref());
    let said = match wish {
        Some((PagesWish::None, _)) => return Ok(None),
        Some((PagesWish::Walked(pages), _)) => Some(pages),
        None => operation.pages.as_ref(),
    };
    if let Some(pages) = said {
        match finder.said(pages, output) {
            Ok((page, rule)) => {
                let switches = finder.switches(pages, &rule);
                return Ok(Some(paging(page, rule, switches)));
            }
            Err(why) => match wish {
                Some((_, place)) => {
                    let (code, place) = (Code::NotUsed, place.clone());
                    sink.diagnostics.report_excerpt(code, place, &[&why]);
                }
                None => sink.report(Code::PagesUnclear, &operation.at, &[&why]),
            },
        }
    }
    if !matches!(operation.method, Method::Get | Method::Post) {
        return Ok(None);
    }
    let page = match output {
        ReplyTy::Json(Ty::List(item)) => Some(Page::whole(item)),
        ReplyTy::Json(ty) => finder.part(ty).and_then(|of| finder.listed(of)),
        _ => None,
    };
    let Some((page, rule)) = page.and_then(|page| {
        let rule = finder.by_shape(&page)?;
        let is_one_thing = matches!(&rule, Ok(rule) if finder.is_one_thing(&page, rule));
        (!is_one_thing).then_some((page, rule))
    }) else {
        return Ok(None);
    };
    let rule = rule.map_err(|why| {
        sink.diagnostics
            .because(Code::PagesUnknown, &operation.at, &[&why])
    })?;
    let switch = finder.switch(&rule).into_iter().collect();
    Ok(Some(paging(page, rule, switch)))
}

/// The form of a response that can be a page: of several statuses, the only success with a body. A redirect is a
/// page without items.
fn page_form<'a>(types: &'a Types, output: &'a ReplyTy) -> (Option<(TypeId, Name)>, &'a ReplyTy) {
    let ReplyTy::ByStatus(id) = output else {
        return (None, output);
    };
    let TypeKind::Reply(reply) = &types.made[id.0].kind else {
        return (None, output);
    };
    let is_success = |variant: &&ReplyVariant| {
        matches!(variant.when, When::Status(status) if status.is_success())
            && variant.ty != ReplyTy::Empty
    };
    let successes: Vec<&ReplyVariant> = reply.variants.iter().filter(is_success).collect();
    match successes[..] {
        [only] => (Some((*id, only.name.clone())), &only.ty),
        _ => (None, output),
    }
}

impl Finder<'_> {
    /// The object of a type.
    fn part(&self, ty: &Ty) -> Option<Part<'_>> {
        self.known.part(self.types, ty)
    }

    /// The object of the JSON body.
    fn body(&self) -> Option<Part<'_>> {
        let content = self.operation.body.as_ref()?.content.first()?;
        let is_json = Media::of(&content.media_type) == Media::Json;
        let schema = content.schema.filter(|_| is_json)?;
        self.part(&self.facts.ty(schema))
    }

    /// The object at the end of a path.
    fn within<'a>(&'a self, of: Part<'a>, way: &[Raw]) -> Option<Part<'a>> {
        way.iter()
            .try_fold(of, |of, name| self.part(&of.exact(name.exact())?.ty))
    }
}
