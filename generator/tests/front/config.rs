//! client.toml.

use insta::assert_snapshot;
use openapi_client_generator::config::{
    BuiltinType, Config, Features, Groups, MappedType, Override, Unmatched, right_part, text,
};
use openapi_client_generator::diagnostic::{Allowed, Diagnostics};

fn said(toml: &str) -> String {
    let mut diagnostics = Diagnostics::default();
    assert_eq!(text("client.toml", toml, &mut diagnostics), None);
    diagnostics.render(&[])
}

#[test]
fn everything_may_be_left_out() {
    let config = text("client.toml", "", &mut Diagnostics::default());
    assert_eq!(config, Some(Config::default()));
}

#[test]
fn everything() {
    let toml = r##"
[package]
name = "messages"
version = "1.2.3"
description = "Sends"
license = "MIT"
repository = "https://example.com"
keywords = ["a"]
rust-version.workspace = true

[types]
uuid = "string"
date = "default"
"x-money" = { type = "money::Money", dependency = "money", version = "1", features = ["serde"] }

[names]
"#/components/schemas/Msg" = "Message"

[client]
headers = ["X-Version"]
features = "tags"

[errors]
envelope = { member = "type", value = "error.list" }

[dependencies]
log = "0.4"

[dev-dependencies]
tokio = { version = "1", features = ["rt"] }
"##;
    let mut diagnostics = Diagnostics::default();
    let config = text("client.toml", toml, &mut diagnostics).unwrap();
    assert_eq!(config.package.name.as_deref(), Some("messages"));
    assert_eq!(
        config.package.extra.keys().collect::<Vec<_>>(),
        ["keywords", "rust-version"]
    );
    assert_eq!(
        config.types["uuid"],
        MappedType::Builtin(BuiltinType::String)
    );
    assert_eq!(
        config.types["date"],
        MappedType::Builtin(BuiltinType::Default)
    );
    let MappedType::Path(money) = &config.types["x-money"] else {
        panic!("{:?}", config.types);
    };
    assert_eq!(
        (money.path.as_str(), money.features.len()),
        ("money::Money", 1)
    );
    assert_eq!(config.names["#/components/schemas/Msg"], "Message");
    assert_eq!(config.client.headers.unwrap(), ["X-Version"]);
    assert_eq!(config.client.features, Features::Tags);
    assert_eq!(config.errors.envelope.unwrap().value, "error.list");
    assert!(config.dependencies.contains_key("log"));
    assert!(config.dev_dependencies.contains_key("tokio"));
}

/// The reference that README leads to says all that there is, and nothing that there isn't.
#[test]
fn the_reference_is_whole() {
    let toml = include_str!("../../../docs/client.toml");
    let mut diagnostics = Diagnostics::default();
    let config = text("docs/client.toml", toml, &mut diagnostics).unwrap();
    let Config {
        strict: _,
        lints,
        allow,
        package,
        types,
        names,
        name_places,
        type_places,
        header_places,
        constraints,
        constraint_places,
        operations,
        client,
        tests,
        errors,
        dependencies,
        dev_dependencies,
        idempotency,
        overlays,
        unmatched,
    } = config;
    assert!(lints && !idempotency.is_empty());
    assert!(overlays.len() > 1 && unmatched == Unmatched::Warn);
    assert!(allow.values().any(|entry| matches!(entry, Allowed::At(_))) && allow.len() > 1);
    assert!(package.name.is_some() && package.version.is_some() && package.description.is_some());
    assert!(package.license.is_some() && package.repository.is_some() && !package.extra.is_empty());
    assert!(types.len() > 1 && names.len() == name_places.len() && constraints.contains_key("*"));
    assert_eq!(constraints.len(), constraint_places.len());
    assert_eq!(types.len(), type_places.len());
    let headers = client.headers.unwrap();
    assert_eq!(headers.len(), header_places.len());
    assert!(!headers.is_empty() && client.features == Features::Tags);
    let mut operations = operations.values();
    assert!(
        operations.clone().any(|said| said.optional_body.is_some())
            && client.groups == Groups::Tags
    );
    assert!(operations.any(|said| said.pages.is_some()) && !client.segments.is_empty());
    assert!(tests.examples && errors.envelope.is_some());
    assert!(!dependencies.is_empty() && !dev_dependencies.is_empty());
}

#[test]
fn pages_are_described_in_one_way() {
    for pages in [
        "true",
        "{ cursor = \"a\" }",
        "{ url = \"a\", offset = \"b\" }",
        "{ items = \"a\" }",
        "{ last = \"a\" }",
        "{ cursor = \"a\", next = \"b\", header = \"C\" }",
        "{ offset = \"a\", header = \"B\" }",
    ] {
        let said = said(&format!(
            "[operations.\"#/paths/~1a/get\"]\npages = {pages}\n"
        ));
        assert!(
            said.contains("expected `false`, or a table with `cursor` and `next`"),
            "{said}"
        );
    }
}

#[test]
fn faults_are_shown_at_their_place() {
    assert_snapshot!(said("[package]\nname = 5\n"), @r"
    error[E0501]: invalid configuration: expected a string, found integer
     --> client.toml:2:8
      |
    2 | name = 5
      |        ^
      |
      = help: `docs/client.toml` of the generator shows every key

    1 error
    ");
    assert_snapshot!(said("[client]\nheader = []\n"), @r"
    error[E0501]: invalid configuration: unknown key `header`; the keys are `headers`, `features`, `groups`, `segments`
     --> client.toml:2:1
      |
    2 | header = []
      | ^^^^^^
      |
      = help: did you mean `headers`?
      = help: `docs/client.toml` of the generator shows every key

    1 error
    ");
    assert_snapshot!(said("[types]\nuuid = \"uuid::Uuid\"\n"), @r#"
    error[E0501]: invalid configuration: expected `"string"`, `"default"`, or a table with `type`, `dependency` and `version`, found `"uuid::Uuid"`
     --> client.toml:2:8
      |
    2 | uuid = "uuid::Uuid"
      |        ^^^^^^^^^^^^
      |
      = help: `docs/client.toml` of the generator shows every key

    1 error
    "#);
    assert_snapshot!(said("[types]\nuuid = { type = \"uuid::Uuid\" }\n"), @r#"
    error[E0501]: invalid configuration: missing keys `dependency` and `version`
     --> client.toml:2:8
      |
    2 | uuid = { type = "uuid::Uuid" }
      |        ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: `docs/client.toml` of the generator shows every key

    1 error
    "#);
    assert_snapshot!(said("[package\n"), @r#"
    error[E0501]: invalid configuration: unclosed table, expected `]`
     --> client.toml:1:9
      |
    1 | [package
      |         ^
      |
      = help: `docs/client.toml` of the generator shows every key

    1 error
    "#);
    assert_snapshot!(said("[names]\n\"#/components/schemas/Msg\" = \"1 no name\"\n"), @r##"
    error[E0501]: invalid configuration: `1 no name` can't be a name in Rust
     --> client.toml:2:30
      |
    2 | "#/components/schemas/Msg" = "1 no name"
      |                              ^^^^^^^^^^^
      |
      = help: `docs/client.toml` of the generator shows every key

    1 error
    "##);
}

#[test]
fn constraints() {
    let toml = "[constraints]\n\"#/components/schemas/Email\" = \"Address\"\n\"*\" = true\n";
    let config = text("client.toml", toml, &mut Diagnostics::default()).unwrap();
    let address = Override::Named("Address".to_owned());
    assert_eq!(config.constraints["#/components/schemas/Email"], address);
    assert_eq!(config.constraints["*"], Override::Derived);
    let place = &config.constraint_places["#/components/schemas/Email"];
    assert_eq!((place.line, place.column), (2, 1));
}

#[test]
fn a_mapped_type_is_a_path_of_names() {
    let of = |path: &str| {
        said(&format!(
            "[types]\nuuid = {{ type = \"{path}\", dependency = \"a\", version = \"1\" }}\n"
        ))
    };
    for path in [
        "chrono::DateTime<chrono::Utc>",
        "::uuid::Uuid",
        "Uuid",
        "crate::Uuid",
        "a::r#type",
        "a::b c",
        "a::",
        "a::B{}",
        "a:: B",
        "",
    ] {
        let said = of(path);
        assert!(
            said.contains("is not the path of a type without generic arguments"),
            "{path}: {said}"
        );
    }
    let path = "[types]\nuuid = { type = \"uuid::Uuid\", dependency = \"a\", version = \"1\" }\n";
    assert!(text("client.toml", path, &mut Diagnostics::default()).is_some());
}

#[test]
fn faults_of_constraints() {
    let first = |line: &str| {
        let said = said(&format!("[constraints]\n{line}\n"));
        said.lines().next().unwrap_or_default().to_owned()
    };
    assert_snapshot!(first("\"#/a\" = false"), @"error[E0501]: invalid configuration: expected `true` or the name of a type, found boolean");
    assert_snapshot!(first("\"#/a\" = \"1 no name\""), @"error[E0501]: invalid configuration: `1 no name` can't be a name in Rust");
    assert_snapshot!(first("\"Email\" = true"), @"error[E0501]: invalid configuration: a constraint is given to a pointer that begins with `#/`, or to `*`");
    assert_snapshot!(first("\"*\" = \"Name\""), @"error[E0501]: invalid configuration: `*` is for many types, which can't have one name: set it to `true`");
}

/// The faults of a client.toml, in one line each: `line:column message`.
pub fn faults(toml: &str) -> String {
    let mut diagnostics = Diagnostics::default();
    text("client.toml", toml, &mut diagnostics);
    let lines = diagnostics.iter().map(|diagnostic| {
        let place = diagnostic.excerpt.as_ref().expect("a place in client.toml");
        let id = diagnostic.code.entry().id;
        let message = diagnostic
            .message
            .trim_start_matches("invalid configuration: ");
        format!("{}:{} {id} {message}\n", place.line, place.column)
    });
    lines.collect()
}

#[test]
fn all_faults_are_told_at_once() {
    let toml = r##"strict = "yes"
packages = 1
client = 5

[package]
name = "my client"
version = ""

[names]
"/components" = "r#id"
"#/a" = 5

[types]
date = 5
uuid = { type = "Uuid", dependency = "", version = "one", feature = [] }

[constraints]
"#/a" = false

[tests]
examples = "no"

[errors]
envelope = { member = "" }

[dependencies]
serde = "0"
"##;
    assert_snapshot!(faults(toml), @r#"
    1:10 E0501 expected a boolean, found `"yes"`
    2:1 E0501 unknown key `packages`; the keys are `strict`, `lints`, `overlays`, `unmatched`, `allow`, `package`, `types`, `names`, `constraints`, `operations`, `idempotency`, `client`, `tests`, `errors`, `dependencies`, `dev-dependencies`
    3:10 E0501 expected a table, found integer
    6:8 E0403 invalid package name `my client`: it has characters other than letters and digits of ASCII, `-` and `_`
    7:11 E0501 `` is not a version such as `1.2.0`: empty string, expected a semver version
    10:1 E0501 a name is given to a pointer that begins with `#/`
    10:17 E0501 write the name without `r#`: `id`
    11:9 E0501 expected a string, found integer
    14:8 E0501 expected `"string"`, `"default"`, or a table with `type`, `dependency` and `version`, found integer
    15:17 E0501 `Uuid` is not the path of a type without generic arguments, such as `uuid::Uuid`
    15:38 E0501 `` is not the name of a package: letters, digits, `-` and `_`, no digit first
    15:52 E0501 `one` is not a version requirement such as `1.2`: unexpected character 'o' while parsing major version number
    15:59 E0501 unknown key `feature`; the keys are `type`, `dependency`, `version`, `features`
    18:9 E0501 expected `true` or the name of a type, found boolean
    21:12 E0501 expected a boolean, found `"no"`
    24:23 E0501 the name of the member is empty
    24:12 E0501 missing key `value`
    27:1 E0501 the generated code has the dependency `serde` already; remove it here
    "#);
}

#[test]
fn the_right_part_has_no_faults() {
    let toml = r##"
strct = true
[package]
name = "a b"
version = "one"
[types]
uuid = {type = "uuid::Uuid"}
date = {type = "Date", dependency = "dates", version = "1"}
money = "string"
[names]
"/a" = "A"
"#/b" = "no name"
"#/c" = "C"
[constraints]
"#/d" = "no name"
"d" = true
[idempotency]
"e" = "X-E"
"#/e" = "no header"
[operations.f]
"##;
    let mut diagnostics = Diagnostics::default();
    let found = right_part("client.toml", toml, &mut diagnostics).unwrap();
    assert_eq!(found.types.keys().collect::<Vec<_>>(), ["money"]);
    assert_eq!(found.names.keys().collect::<Vec<_>>(), ["#/c"]);
    let expect = Config {
        types: found.types.clone(),
        type_places: found.type_places.clone(),
        names: found.names.clone(),
        name_places: found.name_places.clone(),
        ..Config::default()
    };
    assert_eq!(found, expect);
    assert!(diagnostics.has_errors() && !diagnostics.has_errors_of_document());
}

#[test]
fn a_document_with_unknown_overlays_is_unknown() {
    let read = |toml: &str| right_part("client.toml", toml, &mut Diagnostics::default());
    assert_eq!(read("a = "), None);
    assert_eq!(read("overlays = 'a.yaml'"), None);
    assert_eq!(read("overlays = ['a.yaml', 1]"), None);
    assert_eq!(read("overlay = ['a.yaml']"), None);
    assert!(read("overlays = ['a.yaml', 'a.yaml']").is_some());
}

#[test]
fn faults_of_idempotency_keys() {
    let toml = "[idempotency]\ncreate = \"X A\"\n\"#/a\" = \"Authorization\"\n\"*\" = true\n";
    assert_snapshot!(faults(toml), @r#"
    2:1 E0501 a key is given to a pointer that begins with `#/`, or to `*`
    2:10 E0501 `X A` can't be the name of a header: it is not a token of HTTP
    3:9 E0501 a header parameter `Authorization` is ignored by OpenAPI; the client sets it itself
    4:7 E0501 expected a string, found boolean
    "#);
}

#[test]
fn faults_of_headers() {
    let toml = "[client]\nheaders = [\"X-A\", \"x-a\", \"\", \"X A\", \"Host\", \"Accept\", 5]\nfeatures = \"all\"\n";
    assert_snapshot!(faults(toml), @r#"
    2:55 E0501 expected a string, found integer
    2:19 E0501 `x-a` is listed twice
    2:26 E0501 `` can't be the name of a header: it is not a token of HTTP
    2:30 E0501 `X A` can't be the name of a header: it is not a token of HTTP
    2:37 E0501 `Host` can't be the name of a header: only the transport sets that header
    2:45 E0501 a header parameter `Accept` is ignored by OpenAPI; the client sets it itself
    3:12 E0501 expected `"none"` or `"tags"`, found `"all"`
    "#);
    assert_snapshot!(faults("[client]\nheaders = \"X-A\"\n"), @r#"2:11 E0501 expected a list of strings, found `"X-A"`"#);
}

#[test]
fn only_known_warnings_can_be_allowed() {
    let toml = "\
[allow]
W0260 = true
E0101 = true
W0301 = false
W0302 = []
W0305 = [\"paths\"]
";
    assert_snapshot!(said(toml), @r#"
    error[E0501]: invalid configuration: unknown code `W0260`
     --> client.toml:2:1
      |
    2 | W0260 = true
      | ^^^^^
      |
      = help: did you mean `W0206`?
      = help: `docs/client.toml` of the generator shows every key

    error[E0501]: invalid configuration: `E0101` is an error; only warnings can be allowed
     --> client.toml:3:1
      |
    3 | E0101 = true
      | ^^^^^
      |
      = help: `docs/client.toml` of the generator shows every key

    error[E0501]: invalid configuration: expected `true`, or a list of places, found boolean
     --> client.toml:4:9
      |
    4 | W0301 = false
      |         ^^^^^
      |
      = help: `docs/client.toml` of the generator shows every key

    error[E0501]: invalid configuration: an empty list allows nothing; list places, or write `true`
     --> client.toml:5:9
      |
    5 | W0302 = []
      |         ^^
      |
      = help: `docs/client.toml` of the generator shows every key

    error[E0501]: invalid configuration: a place is a pointer that begins with `#/`; the path of another file stands before it
     --> client.toml:6:10
      |
    6 | W0305 = ["paths"]
      |          ^^^^^^^
      |
      = help: `docs/client.toml` of the generator shows every key

    5 errors
    "#);
}
