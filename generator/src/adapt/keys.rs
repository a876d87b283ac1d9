//! Keys of an API that are described as query parameters. A document without security schemes asks for the key in each
//! operation; as the credential of the client it is given once, and is a secret.

use crate::api::{
    Api, Kind, Location, Operation, Parameter, Requirement, SchemeKind, SecurityScheme,
    StringFormat, is_common,
};
use crate::diagnostic::{Code, Diagnostics};
use crate::map::IndexMap;
use crate::text::is_credential;

/// The fewest operations that show that a parameter is the key of the API, and not a value to look up.
const FEWEST: usize = 3;

/// Makes required query parameters of most operations that are named like a credential the credentials of the client.
pub fn take(api: &mut Api, diagnostics: &mut Diagnostics) {
    if !api.schemes.is_empty() || api.operations.len() < FEWEST {
        return;
    }
    let schemes = schemes(api);
    if schemes.is_empty() {
        return;
    }
    api.describes_security = true;
    for index in 0..api.operations.len() {
        let parameters = api.operations[index].parameters.iter();
        let keys = parameters.map(|parameter| {
            let scheme = schemes.get_index_of(&parameter.name);
            scheme.filter(|_| is_key(api, parameter))
        });
        let keys: Vec<Option<usize>> = keys.collect();
        require(&mut api.operations[index], &keys, diagnostics);
    }
    api.schemes = schemes;
}

/// The schemes for the keys, by name.
fn schemes(api: &Api) -> IndexMap<String, SecurityScheme> {
    let parameters = api.operations.iter().flat_map(|it| &it.parameters);
    let mut counts: IndexMap<&str, (&Parameter, usize)> = IndexMap::default();
    for parameter in parameters.filter(|it| is_key(api, it)) {
        counts.entry(&parameter.name).or_insert((parameter, 0)).1 += 1;
    }
    let all = api.operations.len();
    let common = counts
        .into_iter()
        .filter(|(_, (_, count))| is_common(*count, all));
    let schemes = common.map(|(name, (parameter, _))| {
        let scheme = SecurityScheme {
            kind: SchemeKind::ApiKey(Location::Query, name.to_owned()),
            description: parameter.docs.description.clone(),
        };
        (name.to_owned(), scheme)
    });
    schemes.collect()
}

/// Whether a parameter can be a key: required text under the name of one.
fn is_key(api: &Api, parameter: &Parameter) -> bool {
    let is_named = is_credential(&parameter.name) || parameter.name.eq_ignore_ascii_case("key");
    let (target, _) = api.behind_aliases(parameter.schema);
    is_named
        && parameter.required
        && parameter.location == Location::Query
        && matches!(
            &api[target].kind,
            Kind::String(StringFormat::Plain | StringFormat::Password | StringFormat::Other(_))
        )
}

/// Takes the keys from the parameters of an operation, which then requires all of them. Each parameter that is a key
/// has its scheme in `keys`.
fn require(operation: &mut Operation, keys: &[Option<usize>], diagnostics: &mut Diagnostics) {
    let mut required = Vec::new();
    let mut keys = keys.iter();
    operation.parameters.retain(|parameter| {
        let Some(Some(scheme)) = keys.next() else {
            return true;
        };
        let words = ["query", &parameter.name];
        diagnostics.report(Code::ParameterCredential, &parameter.at, &words);
        required.push(Requirement {
            scheme: *scheme,
            scopes: Vec::new(),
        });
        false
    });
    if !required.is_empty() {
        required.sort_unstable();
        operation.security = vec![required];
    }
}
