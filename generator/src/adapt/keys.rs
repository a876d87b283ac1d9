//! Keys of an API that are described as query parameters. A document without security schemes asks for the key in each
//! operation; as the credential of the client it is given once, and is a secret. An optional one stays optional.

use crate::api::{
    Api, Kind, Location, Operation, Parameter, Requirement, SchemeKind, SecurityScheme,
    StringFormat, is_common,
};
use crate::diagnostic::{Code, Diagnostics};
use crate::map::IndexMap;
use crate::text::is_credential;

/// The most keys that are optional in an operation: each set of them is an alternative.
const MAX_OPTIONAL: usize = 3;

/// The fewest operations that show that a parameter is the key of the API, and not a value to look up.
const FEWEST: usize = 3;

/// Makes query parameters of most operations that are named like a credential the credentials of the client.
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
    let mut counts: IndexMap<&str, (&Parameter, usize, bool)> = IndexMap::default();
    for parameter in parameters.filter(|it| is_key(api, it)) {
        let entry = counts.entry(&parameter.name);
        let (_, count, is_required) = entry.or_insert((parameter, 0, true));
        *count += 1;
        *is_required &= parameter.required;
    }
    let all = api.operations.len();
    let mut optional = 0;
    let mut schemes = IndexMap::default();
    for (name, (parameter, count, is_required)) in counts {
        if !is_common(count, all) {
            continue;
        }
        optional += usize::from(!is_required);
        if !is_required && optional > MAX_OPTIONAL {
            continue;
        }
        let scheme = SecurityScheme {
            kind: SchemeKind::ApiKey(Location::Query, name.to_owned()),
            description: parameter.docs.description.clone(),
            urls: Vec::new(),
            format: None,
            deprecated: false,
        };
        schemes.insert(name.to_owned(), scheme);
    }
    schemes
}

/// Whether a parameter can be a key: text under the name of one.
fn is_key(api: &Api, parameter: &Parameter) -> bool {
    let is_named = is_credential(&parameter.name) || parameter.name.eq_ignore_ascii_case("key");
    let (target, _) = api.behind_aliases(parameter.schema);
    is_named
        && parameter.location == Location::Query
        && matches!(
            &api[target].kind,
            Kind::String(StringFormat::Plain | StringFormat::Password | StringFormat::Other(_))
        )
}

/// Takes the keys from the parameters of an operation, whose alternatives then have all that are required, and each set
/// of the others. Each parameter that is a key has its scheme in `keys`.
fn require(operation: &mut Operation, keys: &[Option<usize>], diagnostics: &mut Diagnostics) {
    let (mut required, mut optional) = (Vec::new(), Vec::new());
    let mut keys = keys.iter();
    operation.parameters.retain(|parameter| {
        let Some(Some(scheme)) = keys.next() else {
            return true;
        };
        if parameter.required {
            required.push(*scheme);
        } else {
            optional.push(*scheme);
        }
        let words = ["query", &parameter.name];
        diagnostics.report(Code::ParameterCredential, &parameter.at, &words);
        false
    });
    if required.is_empty() && optional.is_empty() {
        return;
    }
    // A call takes the first alternative whose keys are all there, so the larger sets come first.
    let mut sets: Vec<u32> = (0..1 << optional.len()).collect();
    sets.sort_by_key(|set| std::cmp::Reverse(set.count_ones()));
    let alternative = |set: u32| {
        let chosen = optional.iter().enumerate();
        let chosen = chosen.filter(|(bit, _)| set & (1 << bit) != 0);
        let mut schemes: Vec<usize> = required.clone();
        schemes.extend(chosen.map(|(_, scheme)| *scheme));
        schemes.sort_unstable();
        let requirement = |scheme| Requirement {
            scheme,
            scopes: Vec::new(),
        };
        schemes.into_iter().map(requirement).collect()
    };
    operation.security = sets.into_iter().map(alternative).collect();
}
