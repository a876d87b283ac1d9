//! `securityDefinitions` → `components.securitySchemes`.

use serde_json::{Value, json};

use super::{Object, Upgrade, rest, text};
use crate::diagnostic::Pointer;

impl Upgrade<'_, '_> {
    pub(super) fn security_schemes(
        &mut self,
        schemes: &Object,
        from: &Pointer,
        to: &Pointer,
    ) -> Object {
        let mut upgraded = Object::new();
        for (name, scheme) in schemes {
            let (from, to) = (from.child(name), to.child(name));
            let scheme = match scheme.as_object() {
                Some(scheme) => match text(scheme, "type") {
                    Some("basic") => self.basic(scheme, &from, &to).into(),
                    Some("oauth2") => self.oauth2(scheme, &from, &to).into(),
                    _ => scheme.clone().into(),
                },
                None => scheme.clone(),
            };
            upgraded.insert(name.clone(), scheme);
        }
        upgraded
    }

    /// `type: basic` is a scheme of HTTP authentication.
    fn basic(&mut self, scheme: &Object, from: &Pointer, to: &Pointer) -> Object {
        let mut upgraded = rest(scheme, &["type"]);
        upgraded.insert("type".to_owned(), json!("http"));
        upgraded.insert("scheme".to_owned(), json!("basic"));
        self.moves.show(to.child("scheme"), from.child("type"));
        upgraded
    }

    /// A scheme of OAuth has one flow, whose keywords stand beside its name.
    fn oauth2(&mut self, scheme: &Object, from: &Pointer, to: &Pointer) -> Object {
        const OF_FLOW: &[&str] = &["authorizationUrl", "tokenUrl", "scopes"];
        let mut upgraded = rest(scheme, OF_FLOW);
        upgraded.shift_remove("flow");
        let name = match text(scheme, "flow") {
            Some("application") => "clientCredentials",
            Some("accessCode") => "authorizationCode",
            Some("password") => "password",
            _ => "implicit",
        };
        let of_flow = |keyword: &&str| {
            let value = scheme.get(*keyword)?.clone();
            Some(((*keyword).to_owned(), value))
        };
        let flow: Object = OF_FLOW.iter().filter_map(of_flow).collect();
        self.moves.show(to.child("flows").child(name), from.clone());
        self.moves.show(to.child("flows"), from.child("flow"));
        upgraded.insert("flows".to_owned(), json!({ name: Value::Object(flow) }));
        upgraded
    }
}
