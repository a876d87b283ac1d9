//! The styles of parts: a list can be one part, with a separator between its items. Other styles have no effect.

use super::part_form::{LEVELS, is_all_plain, part_kind};
use crate::api::{Api, Encoding, Kind, PartKind, SchemaId, Style};
use crate::diagnostic::{Code, Diagnostics};

/// The character between the items of a list that is one part of a form; `None` if the encoding makes a part of each
/// item. The character is not percent-encoded, since a part is no URL (`OpenAPI` 3.2.0, "Encoding Object").
pub fn separator(api: &Api, id: SchemaId, encoding: &Encoding) -> Option<char> {
    let separator = match encoding.style? {
        Style::Form { explode: false, .. } => ',',
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        _ => return None,
    };
    (is_list(api, id, LEVELS) == Some(true)).then_some(separator)
}

/// Whether a value can be a list; `None` if a value, or an item of a list, isn't text. The search is limited to a few
/// levels: a union may contain itself.
fn is_list(api: &Api, id: SchemaId, levels: usize) -> Option<bool> {
    let levels = levels.checked_sub(1)?;
    match &api[api.behind_aliases(id).0].kind {
        Kind::Array(items) => {
            let is_text = is_all_plain(api, *items, levels)
                && part_kind(api, *items, levels) == PartKind::Value;
            is_text.then_some(true)
        }
        Kind::Union(union) => union.branches.iter().try_fold(false, |is, branch| {
            Some(is_list(api, *branch, levels)? || is)
        }),
        _ if part_kind(api, id, 1) != PartKind::Value => None,
        _ => is_all_plain(api, id, levels).then_some(false),
    }
}

/// Reports the keyword of a style that a part of this kind doesn't have. The items of other lists are a part each, which
/// is the usual style of a form.
pub fn report(encoding: &Encoding, kind: &PartKind, diagnostics: &mut Diagnostics) {
    let keyword = match encoding.style {
        Some(Style::Form {
            allow_reserved: true,
            ..
        }) => "allowReserved",
        Some(Style::Form { explode: true, .. }) | None => return,
        Some(_) if matches!(kind, PartKind::Joined(_)) => return,
        Some(Style::Form { .. }) => "explode",
        Some(_) => "style",
    };
    let words = [keyword, "an encoding of a part"];
    let at = encoding.at.child(keyword);
    diagnostics.report(Code::NotSupportedKeyword, &at, &words);
}
