//! The header parameter `Authorization`. The specification ignores it (OpenAPI 3.1.1, "Parameter Object"), because
//! security schemes describe credentials. Some documents have no scheme: the parameter is their credential.

use super::Resolver;
use super::one_header::writes_authorization;
use crate::api::{Location, Requirement, SchemeKind, SecurityScheme, Text};
use crate::diagnostic::{Code, Pointer};
use crate::openapi::view;
use crate::text::header::DESCRIBED_ELSEWHERE;

/// The name of the header, and of the scheme for it.
const NAME: &str = "Authorization";

/// A header parameter of this name.
pub(super) struct Authorization {
    at: Pointer,
    name: String,
    required: bool,
    description: Option<Text>,
}

/// Whether a header parameter has this name.
pub(super) fn is_authorization(name: &str) -> bool {
    name.eq_ignore_ascii_case(NAME)
}

impl<'a> Resolver<'a, '_> {
    /// Notes the parameter, until the security of its operation is known.
    pub(super) fn note_authorization(&mut self, parameter: view::Parameter<'a>, at: Pointer) {
        self.authorization = Some(Authorization {
            at,
            name: parameter.name().to_owned(),
            required: parameter.required(),
            description: self.copies.maybe(parameter.description()),
        });
    }

    /// Makes such a parameter the credential of its operation, if no security scheme is.
    pub(super) fn add_authorization(
        &mut self,
        parameter: Authorization,
        security: &mut Vec<Vec<Requirement>>,
    ) {
        let implied = self.implied_scheme;
        let others = self.api.schemes.values().enumerate();
        let mut others = others.filter(|(index, _)| Some(*index) != implied);
        if !security.is_empty() || others.any(|(_, scheme)| writes_authorization(scheme)) {
            let words = [&*parameter.name, "a header parameter", DESCRIBED_ELSEWHERE];
            self.diagnostics
                .report(Code::WireName, &parameter.at, &words);
            return;
        }
        let words = ["header", &*parameter.name];
        self.diagnostics
            .report(Code::ParameterCredential, &parameter.at, &words);
        let scheme = implied.unwrap_or_else(|| {
            // Without any `security`, a credential goes with each operation.
            self.api.describes_security |= self.api.schemes.is_empty();
            let scheme = SecurityScheme {
                kind: SchemeKind::ApiKey(Location::Header, NAME.to_owned()),
                description: parameter.description,
                urls: Vec::new(),
                format: None,
                deprecated: false,
            };
            let (index, _) = self.api.schemes.insert_full(self.free_name(), scheme);
            *self.implied_scheme.insert(index)
        });
        let scopes = Vec::new();
        security.push(vec![Requirement { scheme, scopes }]);
        if !parameter.required {
            security.push(Vec::new());
        }
    }

    /// The name of the header, with a number if a scheme has it.
    fn free_name(&self) -> String {
        let taken = |name: &String| self.api.schemes.contains_key(name);
        let numbered = (2..).map(|number| format!("{NAME}{number}"));
        let mut names = std::iter::once(NAME.to_owned()).chain(numbered);
        names.find(|name| !taken(name)).unwrap_or_default()
    }
}
