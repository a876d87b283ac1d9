//! The part of a body that asks for a stream. It is set last, because an optional body may be set after it.

#[cfg(feature = "forms")]
use crate::runtime::parameter::pair;
use crate::runtime::parts::Parts;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The name of a part, and the function that sets it to `true`.
pub(crate) type Asks = (&'static str, fn(&mut Parts, &'static str));

/// Sets a member of the JSON body.
#[inline]
pub(crate) fn ask_json(parts: &mut Parts, member: &'static str) {
    let body = parts.body.as_bytes();
    let is_set = body.is_some_and(|body| !body.is_empty());
    let members = body.filter(|_| is_set);
    let members =
        members.map(|body| serde_json::from_slice::<BTreeMap<Cow<'_, str>, &RawValue>>(body));
    // Another value than an object has no members.
    let Ok(mut members) = members.unwrap_or_else(|| Ok(BTreeMap::new())) else {
        return;
    };
    members.insert(member.into(), RawValue::TRUE);
    match serde_json::to_vec(&members) {
        Ok(body) if is_set => parts.body = body.into(),
        Ok(body) => parts.put_body("application/json", body.into()),
        Err(_) => {}
    }
}

/// Sets a field of the form.
#[cfg(feature = "forms")]
#[inline]
pub(crate) fn ask_form(parts: &mut Parts, field: &'static str) {
    let field = pair(field, "");
    let body = parts.body.as_bytes().map(|body| &body[..]);
    let body = String::from_utf8_lossy(body.unwrap_or_default());
    let others = body.split('&');
    let others = others.filter(|pair| !pair.is_empty() && !pair.starts_with(&field));
    let mut pairs: Vec<&str> = others.collect();
    let asked = format!("{field}true");
    pairs.push(&asked);
    let text = pairs.join("&");
    parts.put_body("application/x-www-form-urlencoded", text.into());
}
