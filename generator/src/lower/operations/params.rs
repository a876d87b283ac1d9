//! Many arguments → a struct: with its names, no two of them can be swapped.

use super::{Operations, told};
use crate::ir::{Docs, Given, Name, Parameter, Params, RequestBody};
use crate::lower::types::given;

/// From this number of arguments on, they are the fields of a struct.
const MANY: usize = 5;

impl Operations<'_, '_> {
    /// The struct of an operation's arguments, if they are many. They are given as its fields from now on.
    pub(super) fn params(
        &mut self,
        marker: &Name,
        arguments: &mut [Parameter],
        body: &mut RequestBody,
    ) -> Option<Params> {
        if arguments.len() + body.arguments().count() < MANY {
            return None;
        }
        let mut fields: Vec<Docs> = arguments.iter().map(|it| it.docs.clone()).collect();
        let mut all_given = Vec::new();
        for argument in arguments {
            argument.given = given::stored(argument.given);
            all_given.push(argument.given);
        }
        if let RequestBody::Value {
            docs,
            required: true,
            given,
            content_type,
            ..
        } = body
        {
            *given = given::stored(*given);
            if content_type.is_some() {
                fields.push(told("The media type of the body."));
                all_given.push(Given::Text);
            }
            fields.push(if docs.is_empty() {
                told("The body.")
            } else {
                docs.clone()
            });
            all_given.push(*given);
        }
        let is_lent = |given: &Given| matches!(given, Given::Text | Given::Lent);
        let is_copied = |given: &Given| is_lent(given) || *given == Given::Copied;
        Some(Params {
            name: self.params_name(marker),
            fields,
            borrows: all_given.iter().any(is_lent),
            copies: all_given.iter().all(is_copied),
        })
    }

    /// The name of the struct: another operation can have the usual one.
    fn params_name(&mut self, marker: &Name) -> Name {
        let wishes = ["Params", "Arguments"].map(|suffix| format!("{marker}{suffix}"));
        let types = &mut self.structs;
        let free = wishes.iter().find(|wish| types.is_free(wish));
        types.take(free.unwrap_or(&wishes[0]))
    }
}
