//! Parameters of the path: "its value MUST be `true`" (`OpenAPI` 3.1.1, "Parameter Object", `required`).

use super::walk::Place;
use crate::diagnostic::{Code, Diagnostics};
use crate::openapi::view::Parameter;

/// Reports a parameter of the path that isn't required.
pub fn missing(parameter: Parameter<'_>, place: &Place<'_>, diagnostics: &mut Diagnostics) {
    if parameter.location() == "path" && !parameter.required() {
        diagnostics.report(Code::PathOptional, &place.pointer(), &[parameter.name()]);
    }
}
