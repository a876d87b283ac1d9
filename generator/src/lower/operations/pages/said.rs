//! The rules of client.toml or the document for pages, if the request and the response have the parts that they
//! name.

use super::members::Part;
use super::values::is_integer;
use super::{Finder, Page};
use crate::api::{self, Location};
use crate::config::{NextPage, Pages, way};
use crate::ir::{Field, PageRule, Raw, ReplyTy, Ty};
use crate::text::header::{NOT_A_TOKEN, name_fault};

impl Finder<'_> {
    /// The rule, or the reason why it is impossible.
    pub fn said(&self, pages: &Pages, output: &ReplyTy) -> Result<(Page<'_>, PageRule), String> {
        let page = self.page(pages.items.as_deref(), output)?;
        for (name, _) in &pages.with {
            self.of_query(name)?;
        }
        let rule = match &pages.next {
            NextPage::Cursor { parameter, member } => {
                let member = self.way(&page, member)?;
                match (self.of_query(parameter), self.of_body(&way(parameter))) {
                    (Err(_), Some(into)) => self.body_cursor(into, member, &page),
                    (parameter, _) => self.cursor(Some(&parameter?.name), member, &page),
                }
            }
            NextPage::Url(member) => self.cursor(None, self.way(&page, member)?, &page),
            NextPage::Offset(parameter) => self.offset(self.counting(parameter)?, &page),
            NextPage::Number { parameter, header } => {
                let parameter = self.counting(parameter)?;
                match header {
                    Some(header) => self.numbered(parameter, named(header)?),
                    None => self.number(parameter, &page),
                }
            }
            NextPage::Header { parameter, header } => {
                let parameter = parameter.as_ref().map(|name| self.of_query(name));
                match parameter.transpose()? {
                    None if header.eq_ignore_ascii_case("link") => PageRule::Link,
                    parameter => PageRule::Header {
                        parameter: parameter.map(|it| (&it.name).into()),
                        header: named(header)?.into(),
                    },
                }
            }
            NextPage::Last { parameter, member } => {
                self.after(self.of_query(parameter)?, member, &page)?
            }
        };
        Ok((page, rule))
    }

    /// The parameters that switch the pages on, with their values.
    pub fn switches(&self, pages: &Pages, rule: &PageRule) -> Vec<(Raw, Raw)> {
        if pages.with.is_empty() {
            return self.switch(rule).into_iter().collect();
        }
        let with = pages.with.iter();
        with.map(|(name, value)| (name.into(), value.into()))
            .collect()
    }

    /// The page, by the path to its items.
    fn page(&self, items: Option<&[String]>, output: &ReplyTy) -> Result<Page<'_>, String> {
        let ReplyTy::Json(ty) = output else {
            return Err("the response is not JSON of one type".to_owned());
        };
        if let Ty::List(item) = ty {
            return Ok(Page::whole(item));
        }
        let no_list = || "the response has no member that surely lists the items".to_owned();
        let of = self.part(ty).ok_or_else(no_list)?;
        let Some(way) = items else {
            return self.listed(of).ok_or_else(no_list);
        };
        let fields = self.fields(of, way);
        match fields.last().map(|field| &field.ty) {
            Some(Ty::List(item)) if fields.len() == way.len() => Ok(Page::of(of, &fields, item)),
            _ => Err(format!("the response has no list `{}`", way.join("."))),
        }
    }

    /// The fields on a path, as far as it is one.
    fn fields<'a>(&'a self, of: Part<'a>, way: &[String]) -> Vec<&'a Field> {
        let mut of = Some(of);
        let fields = way.iter().map_while(|name| {
            let field = of?.exact(name)?;
            of = self.part(&field.ty);
            Some(field)
        });
        fields.collect()
    }

    /// The path to a member of the page.
    fn way(&self, page: &Page<'_>, names: &[String]) -> Result<Vec<Raw>, String> {
        let way: Vec<Raw> = names.iter().map(Raw::from).collect();
        let found = page
            .of
            .zip(way.split_last())
            .and_then(|(of, (last, around))| {
                let inner = self.within(of, around)?;
                inner.exact(last.exact())
            });
        match found {
            Some(_) => Ok(way),
            None => Err(format!("the response has no member `{}`", names.join("."))),
        }
    }

    /// The path to a member of the JSON body.
    fn of_body(&self, names: &[String]) -> Option<Vec<Raw>> {
        let fields = self.fields(self.body()?, names);
        let wires = fields.iter().map(|field| field.wire.clone());
        (fields.len() == names.len()).then(|| wires.collect())
    }

    fn of_query(&self, name: &str) -> Result<&api::Parameter, String> {
        let mut all = self.operation.parameters.iter();
        let found = all.find(|it| it.location == Location::Query && it.name == name);
        found.ok_or_else(|| format!("the operation has no query parameter `{name}`"))
    }

    /// A query parameter that is a number.
    fn counting(&self, name: &str) -> Result<&api::Parameter, String> {
        let parameter = self.of_query(name)?;
        if self.is_of(&self.facts.ty(parameter.schema), is_integer) {
            Ok(parameter)
        } else {
            Err(format!("the query parameter `{name}` is not an integer"))
        }
    }
}

/// The name of a header, if one can have it.
fn named(header: &str) -> Result<&str, String> {
    match name_fault(header) {
        Some(NOT_A_TOKEN) => Err(format!("no header can be named `{header}`: {NOT_A_TOKEN}")),
        _ => Ok(header),
    }
}
