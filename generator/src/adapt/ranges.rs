//! Parameters under a range of media types: which of the types in it a value has follows from its schema.

use super::part_form::is_scalar;
use crate::api::Api;

/// Gives scalars the style that they have as plain text; all other values stay JSON text.
pub fn settle(api: &mut Api) {
    let mut operations = std::mem::take(&mut api.operations);
    let parameters = operations.iter_mut().flat_map(|it| &mut it.parameters);
    for parameter in parameters {
        if let Some(style) = parameter.as_text.take()
            && is_scalar(api, parameter.schema)
        {
            parameter.style = Some(style);
        }
    }
    api.operations = operations;
}
