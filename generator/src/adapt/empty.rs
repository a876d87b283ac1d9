//! Parameters that can be empty by `allowEmptyValue`, although no value of their type is: empty text isn't a number.

use crate::api::{Api, Kind, Location, Parameter, SchemaId, StringFormat};
use crate::diagnostic::{Code, Diagnostics};

/// The levels of unions that are looked into.
const LEVELS: usize = 4;

/// Reports them: their callers can't send the empty value.
pub fn tell(api: &Api, diagnostics: &mut Diagnostics) {
    let operations = api.operations.iter();
    let parameters = operations.flat_map(|operation| &operation.parameters);
    let is_lost = |parameter: &&Parameter| {
        parameter.allows_empty
            && parameter.location == Location::Query
            && !has_empty(api, parameter.schema, LEVELS)
    };
    for parameter in parameters.filter(is_lost) {
        let at = parameter.at.child("allowEmptyValue");
        let words = ["allowEmptyValue", "a parameter that isn't text"];
        diagnostics.report(Code::NotSupportedKeyword, &at, &words);
    }
}

/// Whether empty text is a value of a schema.
fn has_empty(api: &Api, id: SchemaId, levels: usize) -> bool {
    let (target, _) = api.behind_aliases(id);
    match &api[target].kind {
        Kind::Any | Kind::Unknown(_) | Kind::Loose(_) | Kind::OpenEnum(_) => true,
        Kind::String(format) => !matches!(format, StringFormat::Date | StringFormat::DateTime),
        Kind::StringEnum(values) => values.iter().any(String::is_empty),
        Kind::Union(union) => union
            .branches
            .iter()
            .any(|branch| levels == 0 || has_empty(api, *branch, levels - 1)),
        _ => false,
    }
}
