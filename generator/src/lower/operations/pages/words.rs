//! The words for the next page in the docs of a list.

use crate::ir::{PageRule, Raw};
use crate::text::{Line, code, say};

/// How the next page is found.
pub fn next(rule: &PageRule) -> Line {
    match rule {
        PageRule::Cursor {
            parameter, member, ..
        } => at(&path(member), parameter.as_ref()),
        PageRule::Body { into, member, .. } => say(
            "The {} of a page is the {} in the body of the next request.",
            &[&path(member), &path(into)],
        ),
        PageRule::LastId { parameter, id, .. } => say(
            "The {} of the last item is the {} of the next page.",
            &[&id.code(), &parameter.code()],
        ),
        PageRule::Offset { parameter, .. } => say(
            "The parameter {} counts the items before a page.",
            &[&parameter.code()],
        ),
        PageRule::Number { parameter, .. } | PageRule::Numbered { parameter, .. } => say(
            "The parameter {} is the number of a page.",
            &[&parameter.code()],
        ),
        PageRule::Header { parameter, header } => {
            at(&say("header {}", &[&header.code()]), parameter.as_ref())
        }
        PageRule::Link => at(&say("header {}", &[&code("Link")]), None),
    }
}

/// A part of a page that leads to the next one.
fn at(part: &Line, parameter: Option<&Raw>) -> Line {
    match parameter {
        Some(parameter) => say(
            "The {} of a page is the {} of the next one.",
            &[part, &parameter.code()],
        ),
        None => say("The {} of a page has the URL of the next one.", &[part]),
    }
}

fn path(members: &[Raw]) -> Line {
    let members: Vec<&str> = members.iter().map(Raw::exact).collect();
    code(&members.join("."))
}
