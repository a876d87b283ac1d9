//! `init`: its text, and the files that it never writes over.

use super::command::{folder, printed, run, said};
use insta::assert_snapshot;
use std::fs;

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Pet Shop, version: '1'}
servers: [{url: https://eu.example.com, description: Europe}, {url: https://us.example.com, description: America}]
security: [{token: []}]
paths:
  /pets:
    parameters: [{name: X-Shop, in: header, schema: {type: string}}]
    get:
      tags: [pets]
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {'200': {description: Pets., content: {application/json: {schema: {type: object, properties: {cats: {type: array, items: {$ref: '#/components/schemas/Pet'}}, dogs: {type: array, items: {type: string}}}}}}}}
    post:
      tags: [shop]
      operationId: addPet
      requestBody: {content: {application/json: {schema: {type: object, required: [name], properties: {name: {type: string, maxLength: 20, example: Rex}}}}}}
      responses: {'204': {description: It was added., mood: good}}
components:
  schemas: {Pet: {type: object, properties: {id: {type: string, format: uuid}}}}
  securitySchemes: {token: {type: http, scheme: bearer}}
";

#[test]
fn the_settings_that_matter_are_written() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("pets.yaml"), DOCUMENT).unwrap();
    assert_eq!(
        said(at, "init pets.yaml"),
        "client.toml: written; `--config client.toml` reads it\nexit 0"
    );
    let text = fs::read_to_string(at.join("client.toml")).unwrap();
    assert_snapshot!(text, @r##"
    # Settings of the generated crate: `--config client.toml` of the commands reads them.
    # A line that begins with `#` and no space is a setting that is off; remove the `#` to turn it on.

    # No credentials stand here: `Client::builder()` of the crate takes them, by `bearer_auth`.

    # Overlays (Overlay Specification 1.0 and 1.1), applied to the document in this order: files beside this one.
    # An action that selects nothing is an error, or a warning as here.
    #overlays = ["corrections.yaml"]
    #unmatched = "warn"

    # Warnings that aren't reported, by code: everywhere, or at places of the document and in their parts. A place in
    # another file of the document, or in an overlay, begins with the file's path from here, or with its URL.
    # `--message-format json` shows the place of a warning as its `pointer`, and the command `explain` the meaning of a code.
    [allow]
    #W0206 = true  # 1: unknown keyword

    # The generated Cargo.toml's. The other keys of Cargo's `[package]` are copied, such as `keywords`;
    # `{ workspace = true }` stands for the value of the workspace in those that Cargo lets inherit. There is no
    # `links`, `default-run` or `autolib`, and the edition is that of the generated code.
    [package]
    name = "pet-shop"
    #version = "1.2.0"                   # else 0.1.0
    #license = "MIT OR Apache-2.0"       # an SPDX expression
    #repository = "https://example.com/acme-client"

    # Names in Rust. In the document, `x-rust-name` says the same. Letters are cased as
    # is usual for the item; a keyword, and a name that begins with `r#`, is an error.
    [names]
    #"#/paths/~1pets/get" = "get_pets"
    #"#/servers/0" = "Europe"
    #"#/servers/1" = "America"

    # The type of a `format`: a type of another crate with serde's traits, "string" for the plain text, or
    # "default" for the usual one. The type has no generic arguments. A dependency has one version in
    # all entries; one that the generated code uses itself, such as `url`, keeps its version and gets the features.
    [types]
    #uuid = { type = "uuid::Uuid", dependency = "uuid", version = "1", features = ["serde"] }

    # Strings, numbers and lists that are sent and have limits: each becomes a type that checks them where
    # a value is made. `true` derives the name.
    [constraints]
    #"*" = true                          # all scalars that are only ever sent

    # How the next page of its list is asked for: by a cursor in a query parameter or in a member of the JSON body
    # (`cursor = "paging.after"`), or `{ url = "links.next" }`, `{ offset = "skip" }`, `{ number = "page" }`,
    # `{ last = "starting_after", id = "id" }` (a member of the last item); `false` for a list without pages.
    # With `header` instead of `next`, the cursor is in a header of the response: `{ cursor = "token", header = "X-Next" }`;
    # `{ header = "Link" }`, or another name, has the URL of the next page, `{ number = "page", header = "X-Pages" }` the
    # number of all pages. `items` is the path to the list. Without this, the document's links and hints say it, or the
    # shapes of request and response. `with` has query parameters without which the server has no such pages:
    # `with = { paging = "cursor", use_token = true }`.
    #[operations."#/paths/~1pets/get"]
    #pages = { number = "page", items = "cats" }

    # The header that has the idempotency key of an operation, where the document doesn't describe one as
    # `Idempotency-Key` or alike; `"*"` is each POST and PATCH without one. A call sends a random key, unless it is
    # given one, and is retried: the server must process requests with the same key once.
    [idempotency]
    #"*" = "Idempotency-Key"

    [client]
    # Header parameters of the document that are set once for the client instead of with each call. A call that
    # requires one fails before it is sent, unless it is set; `Client::new` takes the ones that nearly all operations
    # require. Where the list is absent, the headers of more than nine in ten operations are such settings, in documents with
    # ten operations or more, if most of these describe the same values; the others keep their own. Not so those with a value
    # for one call, such as `If-Match` and `X-Request-ID`. `[]` turns this off.
    #headers = ["X-Shop"]
    # "tags": a group of methods for each first tag, or for each group that the document has for other generators:
    # `client.msgs().list()`.
    #groups = "tags"
    # "tags": a Cargo feature for each tag, with its operations and the types that only they use.
    #features = "tags"

    # Whether the crate carries a test for each example of a body.
    [tests]
    #examples = true
    "##);
    assert_eq!(printed(at, "init pets.yaml --out -"), (0, text.clone()));
}

#[test]
fn the_settings_that_matter_change_nothing_until_they_are_turned_on() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("pets.yaml"), DOCUMENT).unwrap();
    assert!(said(at, "init pets.yaml").ends_with("exit 0"));

    // They give no diagnostic, and the same crate.
    let checked = said(at, "check pets.yaml --config client.toml");
    assert_eq!(checked, said(at, "check pets.yaml"));
    assert!(said(at, "generate pets.yaml --out out").ends_with("exit 0"));
    let same = said(
        at,
        "generate pets.yaml --out out --config client.toml --check",
    );
    assert!(same.ends_with("out is up to date\nexit 0"), "{same}");

    // Each can be turned on.
    let text = fs::read_to_string(at.join("client.toml")).unwrap();
    let on = text.replace("\n#overlays", "\n# overlays");
    let lines = on.lines().map(|line| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with(' ') => setting,
        _ => line,
    });
    let on: Vec<&str> = lines.collect();
    fs::write(at.join("on.toml"), on.join("\n")).unwrap();
    let checked = said(at, "check pets.yaml --config on.toml --deny-warnings");
    assert_eq!(checked, "pets.yaml: a crate can be generated\nexit 0");
}

#[test]
fn nothing_is_written_over_unasked() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("client.toml"), "strict = true\n").unwrap();
    assert_snapshot!(said(at, "init api.yaml"), @r#"
    error: `client.toml` exists; give another file, or write over it with `--force`
    exit 1
    "#);
    assert_eq!(
        fs::read_to_string(at.join("client.toml")).unwrap(),
        "strict = true\n"
    );
    assert!(
        said(at, "init api.yaml --force")
            .ends_with("client.toml: written; `--config client.toml` reads it\nexit 0")
    );
    assert!(
        said(at, "init api.yaml --out a/b/my.toml")
            .ends_with("a/b/my.toml: written; `--config a/b/my.toml` reads it\nexit 0")
    );
    assert!(at.join("a/b/my.toml").exists());
    // Files of the input stay in any case.
    for args in [
        "init api.yaml --out ./api.yaml --force",
        "init api.yaml --out api.yaml",
    ] {
        let said = said(at, args);
        assert!(said.contains("api.yaml` belongs to the input"), "{said}");
    }
}

#[test]
fn exit_codes() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("broken.yaml"), "a: b: c\n").unwrap();
    for (args, code, end) in [
        ("init broken.yaml", 1, "error: nothing was written\n"),
        ("init absent.yaml", 1, "error: nothing was written\n"),
        (
            "init api.yaml --out broken.yaml/x.toml",
            1,
            "broken.yaml`: File exists (os error 17)\n",
        ),
        ("init", 2, "For more information, try '--help'.\n"),
        (
            "init api.yaml --out - --force",
            2,
            "For more information, try '--help'.\n",
        ),
    ] {
        let output = run(at, args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{args}\n{said}");
        assert!(said.ends_with(end), "{args}\n{said}");
    }
    assert!(!at.join("client.toml").exists());
}

#[test]
fn generate_says_that_it_read_no_settings() {
    let folder = folder();
    let at = folder.path();
    fs::write(at.join("client.toml"), "").unwrap();
    let note = "note: `client.toml` isn't read; `--config client.toml` reads it\n";
    for (args, expected) in [
        ("generate api.yaml --out out", true),
        ("generate api.yaml --out out --config client.toml", false),
    ] {
        let said = said(at, args);
        assert_eq!(said.contains(note), expected, "{said}");
        assert!(said.ends_with("exit 0"), "{said}");
    }
}
