//! Names in client.toml that name nothing.

use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::ir::TypeDef;
use crate::lower::facts::Facts;
use crate::map::IndexSet;

/// Reports these names.
pub fn idle_names(facts: &Facts, types: &[TypeDef], diagnostics: &mut Diagnostics) {
    let Facts { api, config, .. } = facts;
    if config.names.is_empty() {
        return;
    }
    let operations = api.operations.iter().map(|operation| &operation.at);
    let types = types.iter().flat_map(|def| &def.at);
    let named: IndexSet<&str> = operations
        .chain(&api.named)
        .chain(types)
        .map(Pointer::as_str)
        .collect();
    for (place, excerpt) in &config.name_places {
        if named.contains(place.as_str()) {
            continue;
        }
        let is_schema = api.schemas.iter().any(|schema| schema.at.as_str() == place);
        let why = if is_schema {
            "the schema at this place has no type of its own, or is not used"
        } else {
            "there is no such place, or it has no name"
        };
        let near = if is_schema {
            None
        } else {
            let unnamed = api.unnamed.iter().map(Pointer::as_str);
            diagnostics.nearest_place(place, named.iter().copied().chain(unnamed))
        };
        let code = Code::NotNamed;
        diagnostics.report_excerpt_near(code, excerpt.clone(), &[why], near);
    }
}
