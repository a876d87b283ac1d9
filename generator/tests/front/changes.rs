//! The changes between two crates.

use insta::assert_snapshot;
use openapi_client_generator::changes::{Changes, Class, Texts};
use openapi_client_generator::{Config, File, run};
use std::collections::BTreeMap;

const PETS: &str = "
openapi: 3.0.3
info: {title: Pets, version: '1'}
servers: [{url: https://pets.example}]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}
    post:
      operationId: addPet
      tags: [pets]
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}
      responses: {'200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: One., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    NewPet:
      type: object
      required: [name]
      properties: {name: {type: string}, kind: {$ref: '#/components/schemas/Kind'}}
    Pet:
      type: object
      required: [id, name]
      properties: {id: {type: string}, name: {type: string}, owner: {$ref: '#/components/schemas/Owner'}}
    Pets: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    Kind: {type: string, enum: [cat, dog]}
    Owner: {type: object, properties: {first: {type: string}, last: {type: string}}}
";

const OWNER: &str =
    "    Owner: {type: object, properties: {first: {type: string}, last: {type: string}}}";

/// Changes of the document, each with the texts that are replaced and their replacements.
const EDITS: [(&str, &[(&str, &str)]); 17] = [
    (
        "a member is required",
        &[("required: [name]", "required: [name, kind]")],
    ),
    (
        "a member of a response is optional",
        &[("required: [id, name]", "required: [id]")],
    ),
    ("a member is gone", &[(", last: {type: string}", "")]),
    (
        "a member is new",
        &[("last: {", "middle: {type: string}, last: {")],
    ),
    (
        "a member has another name on the wire",
        &[("first:", "First:")],
    ),
    (
        "an enum has another value",
        &[("[cat, dog]", "[cat, fish]")],
    ),
    ("a type has another name", &[("Owner", "Keeper")]),
    ("an operation has another name", &[("listPets", "findPets")]),
    (
        "an operation has another path",
        &[("/pets/{id}", "/animals/{id}")],
    ),
    (
        "a parameter has another default",
        &[(
            "schema: {type: integer}}",
            "schema: {type: integer, default: 20}}",
        )],
    ),
    (
        "the server is another one",
        &[("https://pets.example", "https://api.pets.example/v2")],
    ),
    ("an operation is gone", &[("    post:\n", "    x-post:\n")]),
    (
        "an operation is deprecated",
        &[(
            "operationId: getPet",
            "operationId: getPet\n      deprecated: true",
        )],
    ),
    (
        "a parameter is required",
        &[("in: query, schema", "in: query, required: true, schema")],
    ),
    (
        "a parameter has another type",
        &[("schema: {type: integer}", "schema: {type: string}")],
    ),
    (
        "a response has another type",
        &[(
            "application/json: {schema: {$ref: '#/components/schemas/Pets'}}",
            "text/plain: {schema: {type: string}}",
        )],
    ),
    (
        "a description differs",
        &[(
            OWNER,
            "    Owner: {description: Who feeds., type: object, properties: {first: {type: string}, last: {type: string}}}",
        )],
    ),
];

fn files(document: &str, config: &str) -> BTreeMap<String, String> {
    let name = "client.toml";
    let config = Config::from_toml(File { name, text: config }).expect("no error in client.toml");
    let name = "api.yaml";
    let generated = run(
        File {
            name,
            text: document,
        },
        &config,
    );
    generated.output.expect("no error was reported").files
}

fn texts(files: &BTreeMap<String, String>) -> Texts<'_> {
    let texts = files.iter();
    texts.map(|(path, text)| (&**path, &**text)).collect()
}

fn between(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Changes {
    Changes::between(&texts(old), &texts(new))
}

/// The changes when texts of the document are replaced.
fn replaced(pairs: &[(&str, &str)]) -> Changes {
    let mut later = PETS.to_owned();
    for (from, to) in pairs {
        assert!(later.contains(from), "the document has no `{from}`");
        later = later.replace(from, to);
    }
    between(&files(PETS, ""), &files(&later, ""))
}

/// The lines of the changes, without their sum.
fn lines(changes: &Changes) -> String {
    let lines = changes.lines(usize::MAX);
    let lines = lines
        .lines()
        .skip(1)
        .map(|line| line.trim_start().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_same_crate_has_no_changes() {
    let files = files(PETS, "");
    let changes = between(&files, &files);
    assert_eq!(changes.class(), None);
    assert_eq!(changes.next(), None);
    assert_eq!(
        changes.lines(9),
        "nothing changes for the users of the crate"
    );
}

#[test]
fn each_change_has_its_class() {
    let mut all = String::new();
    for (what, pairs) in EDITS {
        all.extend(["# ", what, "\n", &lines(&replaced(pairs)), "\n"]);
    }
    assert_snapshot!(all, @r#"
    # a member is required
    breaking  types::NewPet::kind is now `Kind`, was `Option<Kind>`
    breaking  types::NewPet::new is now `(name: impl Into<String>, kind: impl Into<Kind>) -> Self`, was `(name: impl Into<String>) -> Self`
    breaking  types::NewPet::with_kind is gone
    patch     the documentation of 1 item differs
    # a member of a response is optional
    breaking  types::Pet::name is now `Option<String>`, was `String`
    # a member is gone
    breaking  types::Owner::last is gone
    # a member is new
    minor     types::Owner::middle is new
    # a member has another name on the wire
    patch     types::Owner is read or written differently: with `"First"`, was `"first"`
    patch     the documentation of 1 item differs
    # an enum has another value
    breaking  types::Kind::Dog is gone
    minor     types::Kind::Fish is new
    # a type has another name
    breaking  types::Owner is now types::Keeper
    patch     the documentation of 1 item differs
    # an operation has another name
    breaking  Client::list_pets is now Client::find_pets
    patch     the documentation of 2 items differs
    # an operation has another path
    patch     Client::get_pet is now `GET /animals/{id}`, was `GET /pets/{id}`
    patch     the documentation of 2 items differs
    # a parameter has another default
    patch     the documentation of 1 item differs
    # the server is another one
    breaking  Server::PetsExample is gone
    minor     Server::ApiPetsExampleV2 is new
    patch     client works differently: with `"https://api.pets.example/v2"`, `"/v2"`, was `"https://pets.example"`
    # an operation is gone
    breaking  Client::add_pet is gone
    breaking  types::NewPet::new is gone
    breaking  types::NewPet::with_kind is gone
    # an operation is deprecated
    minor     Client::get_pet is deprecated
    # a parameter is required
    breaking  Call<ListPets>::limit is gone
    breaking  Client::list_pets is now `(&self, limit: i64) -> Call<ListPets>`, was `(&self) -> Call<ListPets>`
    # a parameter has another type
    breaking  Call<ListPets>::limit is now `(self, value: &str) -> Self`, was `(self, value: i64) -> Self`
    # a response has another type
    breaking  operations::ListPets::Output is now `PlainText`, was `types::Pets`
    # a description differs
    patch     the documentation of 2 items differs
    "#);
}

/// Callers give their texts by place, and the compiler doesn't tell two of them apart.
#[test]
fn an_argument_in_the_place_of_another_breaks_callers() {
    let rates = |names: [&str; 2]| {
        let parameter = "in: query, required: true, schema: {type: string}";
        let names = names.map(|name| format!("{{name: {name}, {parameter}}}"));
        let document = format!(
            "
openapi: 3.0.3
info: {{title: Rates, version: '1'}}
paths:
  /rates: {{get: {{operationId: getRate, parameters: [{}], responses: {{'204': {{description: Done.}}}}}}}}
",
            names.join(", ")
        );
        files(&document, "")
    };
    let changes = between(&rates(["from", "to"]), &rates(["to", "from"]));
    assert_snapshot!(lines(&changes), @"breaking  Client::get_rate is now `(&self, to: &str, from: &str) -> Call<GetRate>`, was `(&self, from: &str, to: &str) -> Call<GetRate>`");
    let changes = between(&rates(["from", "to"]), &rates(["from", "into"]));
    assert_eq!(changes.class(), Some(Class::Patch));
}

/// The compiler doesn't tell of them, either.
#[test]
fn other_credentials_are_told() {
    let pets = |security: &str| {
        let document = format!(
            "
openapi: 3.0.3
info: {{title: Pets, version: '1'}}
security: [{{token: []}}]
paths:
  /pets: {{get: {{operationId: listPets, responses: {{'204': {{description: Done.}}}}}}}}
  /version: {{get: {{operationId: getVersion, security: {security}, responses: {{'204': {{description: Done.}}}}}}}}
components: {{securitySchemes: {{key: {{type: apiKey, in: header, name: X-Key}}, token: {{type: http, scheme: bearer}}}}}}
"
        );
        files(&document, "")
    };
    let changes = between(&pets("[{key: []}, {}]"), &pets("[{key: []}]"));
    assert_snapshot!(lines(&changes), @r"
    breaking  Client::new is now `(base_url: impl Into<String>) -> Result<Self, BuildError>`, was `(base_url: impl Into<String>, token: impl Into<Secret>) -> Result<Self, BuildError>`
    patch     Client::get_version needs other credentials
    ");
}

#[test]
fn an_addition_to_what_callers_write_out_breaks_them() {
    let sender = "
openapi: 3.0.3
info: {title: Mail, version: '1'}
paths:
  /mail:
    post:
      operationId: send
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Sender'}}}}
      responses: {'204': {description: Sent.}}
components:
  schemas:
    Sender: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
    A: {type: object, required: [a], properties: {a: {type: string}}}
    B: {type: object, required: [b], properties: {b: {type: string}}}
    C: {type: object, required: [c], properties: {c: {type: string}}}
";
    let later = sender.replace(
        "schemas/B'}]",
        "schemas/B'}, {$ref: '#/components/schemas/C'}]",
    );
    let changes = between(&files(sender, ""), &files(&later, ""));
    assert_snapshot!(lines(&changes), @"
    breaking  types::Sender::C is new
    minor     types::C::new is new
    minor     types::Sender::c is new
    minor     impl From<types::C> for types::Sender is new
    ");
}

#[test]
fn the_docs_of_a_variants_field_are_docs() {
    let server = |text: &str| {
        let variables = format!("variables: {{shop: {{default: a, description: {text}}}}}");
        let server = format!("servers: [{{url: 'https://{{shop}}.pets.example', {variables}}}]");
        let document = PETS.replace("servers: [{url: https://pets.example}]", &server);
        files(&document, "")
    };
    let changes = between(&server("Yours."), &server("The shop."));
    assert_snapshot!(lines(&changes), @"patch     the documentation of 1 item differs");
    let text = changes.lines(0);
    let (head, _) = text.split_once(';').unwrap();
    assert_eq!(head, "changes for the users of the crate: 1 patch");
}

#[test]
fn a_feature_is_a_condition() {
    let by_tags = "[client]\nfeatures = 'tags'";
    let changes = between(&files(PETS, ""), &files(PETS, by_tags));
    assert_snapshot!(lines(&changes), @r#"
    breaking  Client::add_pet needs `cfg(feature = "pets")`
    breaking  Client::get_pet needs `cfg(feature = "pets")`
    breaking  Client::list_pets needs `cfg(feature = "pets")`
    minor     the feature `pets` is new
    "#);
    let back = between(&files(PETS, by_tags), &files(PETS, ""));
    assert_snapshot!(lines(&back), @"
    breaking  the feature `pets` is gone
    minor     Client::add_pet needs no feature any more
    minor     Client::get_pet needs no feature any more
    minor     Client::list_pets needs no feature any more
    ");
}

#[test]
fn the_version_follows_the_rules_of_cargo() {
    let breaking = PETS.replace("listPets", "findPets");
    let minor = PETS.replace("[cat, dog]", "[cat, dog, fish]");
    let patch = PETS.replace("/pets/{id}", "/animals/{id}");
    for (version, of_breaking, of_minor, of_patch) in [
        ("1.2.3", "2.0.0", "1.3.0", "1.2.4"),
        ("0.2.3", "0.3.0", "0.2.4", "0.2.4"),
        ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
        ("2.0.0-rc.1", "2.0.0", "2.0.0", "2.0.0"),
    ] {
        let package = format!("[package]\nversion = '{version}'");
        let old = files(PETS, &package);
        for (document, class, next) in [
            (&breaking, Class::Breaking, of_breaking),
            (&minor, Class::Minor, of_minor),
            (&patch, Class::Patch, of_patch),
        ] {
            let changes = between(&old, &files(document, &package));
            assert_eq!(changes.class(), Some(class), "{version}");
            let found = changes.next().map(|next| next.to_string());
            assert_eq!(found.as_deref(), Some(next), "{version}");
            let later = between(
                &old,
                &files(document, &format!("[package]\nversion = '{next}'")),
            );
            let sum = format!("its version is {next}, was {version}");
            assert!(later.lines(0).contains(&sum), "{}", later.lines(0));
        }
    }
}

#[test]
fn what_is_no_rust_is_named() {
    let old = files(PETS, "");
    for text in ["struct {", &"(".repeat(100_000)] {
        let mut broken = old.clone();
        broken.insert("src/types.rs".to_owned(), text.to_owned());
        broken.insert("Cargo.toml".to_owned(), "[".to_owned());
        let changes = between(&broken, &old);
        assert_eq!(changes.unread, ["src/types.rs", "Cargo.toml"]);
    }
}

/// Many changes are read type by type, the gravest first, with their kinds on top; none of them is left out.
#[test]
fn many_changes_are_grouped() {
    let things = |ty: &str, tail: &str| {
        let members = (0..18).map(|n| format!("m{n}: {{type: {ty}}}"));
        let members = members.collect::<Vec<_>>().join(", ");
        let document = format!(
            "
openapi: 3.0.3
info: {{title: Many, version: '1'}}
paths:
  /things:
    get:
      operationId: listThings
      parameters: [{{name: limit, in: query, schema: {{type: {ty}}}}}, {{name: {tail}, in: query, schema: {{type: string}}}}]
      responses: {{'200': {{description: Some., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Big'}}}}}}}}}}
components:
  schemas:
    Big: {{type: object, properties: {{{members}, other: {{$ref: '#/components/schemas/Small'}}}}}}
    Small: {{type: object, properties: {{{tail}: {{type: string}}}}}}
"
        );
        files(&document, "")
    };
    let changes = between(&things("string", "first"), &things("integer", "second"));
    let text = changes.lines(usize::MAX);
    for change in &changes.list {
        assert!(text.contains(&change.to_string()), "{change}");
    }
    let (_, text) = text.split_once('\n').unwrap();
    let is_like_others = |line: &&str| (2..18).any(|n| line.contains(&format!("::m{n} ")));
    let lines: Vec<&str> = text.lines().filter(|line| !is_like_others(line)).collect();
    assert_snapshot!(lines.join("\n"), @r"
      breaking  2 gone, 19 changed
      minor     2 new
      Client::list_things: 2 breaking, 1 minor
        breaking  Call<ListThings>::first is gone
        breaking  Call<ListThings>::limit is now `(self, value: i64) -> Self`, was `(self, value: &str) -> Self`
        minor     Call<ListThings>::second is new
      types::Big: 18 breaking
        breaking  types::Big::m0 is now `Option<i64>`, was `Option<String>`
        breaking  types::Big::m1 is now `Option<i64>`, was `Option<String>`
      types::Small: 1 breaking, 1 minor
        breaking  types::Small::first is gone
        minor     types::Small::second is new
      patch     the documentation of 1 item differs
    ");
    let some = changes.lines(3);
    assert!(
        some.contains("Call<ListThings>::second is new\n  and 20 more\n"),
        "{some}"
    );
}
