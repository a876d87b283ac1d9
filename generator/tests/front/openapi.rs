//! Checking: what has another shape than the tables say is reported and left out, and the rest is kept.

use insta::assert_snapshot;
use openapi_client_generator::openapi::read;
use serde_json::{Value, json};

use crate::{said_of_reading, source};

/// The checked tree of a document.
pub fn checked(document: &str) -> Value {
    let (source, mut diagnostics) = source(document);
    read(&mut source.unwrap(), &mut diagnostics).unwrap().tree
}

#[test]
fn other_documents() {
    assert_snapshot!(said_of_reading("[1, 2]"), @r#"
    error[E0201]: not an OpenAPI document: it is not an object
     --> api.yaml:1:1
      |
    1 | [1, 2]
      | ^^^^^^
      |
      = help: begin the document with `openapi: 3.0.3`, or another version of 3.x

    1 error
    "#);
    assert_snapshot!(said_of_reading("title: something else\n"), @r#"
    error[E0201]: not an OpenAPI document: it has no `openapi` with its version
     --> api.yaml:1:1
      |
    1 | title: something else
      | ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: begin the document with `openapi: 3.0.3`, or another version of 3.x

    1 error
    "#);
    assert_snapshot!(said_of_reading("swagger: '1.2'\n"), @r#"
    error[E0202]: version `1.2` of Swagger is not supported
     --> api.yaml:1:10
      |
    1 | swagger: '1.2'
      |          ^^^^^
      |
      = help: correct the version, or convert the document, to OpenAPI 2.0, 3.0, 3.1 or 3.2

    1 error
    "#);
    assert_snapshot!(said_of_reading("openapi: 4.0.0\n"), @r#"
    error[E0202]: version `4.0.0` of OpenAPI is not supported
     --> api.yaml:1:10
      |
    1 | openapi: 4.0.0
      |          ^^^^^
      |
      = help: correct the version, or convert the document, to OpenAPI 2.0, 3.0, 3.1 or 3.2

    1 error
    "#);
    assert_eq!(
        said_of_reading("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n"),
        ""
    );
}

#[test]
fn wrong_shapes_at_the_top() {
    let document = "\
openapi: 3.0.3
info:
  title: 5
  version: 1.0
  description:
paths:
  no-slash: {}
  /a:
    parameters: {}
    get:
      tags: one
      deprecated: 'true'
      responses:
        2000: {description: no such status}
    head: {}
";
    assert_snapshot!(said_of_reading(document), @r#"
    warning[W0203]: expected `title` to be a string, found the number 5; treated as the string "5"
     --> api.yaml:3:10
      |
    3 |   title: 5
      |          ^
      |
      = help: write the value of the expected type; in YAML, quotes make a string

    warning[W0203]: expected `version` to be a string, found the number 1.0; treated as a string
     --> api.yaml:4:12
      |
    4 |   version: 1.0
      |            ^^^
      |
      = help: write the value of the expected type; in YAML, quotes make a string

    warning[W0216]: expected a path, which begins with `/`, found the key `no-slash`; ignored
     --> api.yaml:7:3
      |
    7 |   no-slash: {}
      |   ^^^^^^^^
      |
      = help: correct the key, or use a name that begins with `x-`

    warning[W0202]: expected `parameters` to be a list, found an empty object; ignored
     --> api.yaml:9:5
      |
    9 |     parameters: {}
      |     ^^^^^^^^^^
      |
      = help: correct it, or remove it

    warning[W0202]: expected `tags` to be a list, found the string "one"; ignored
      --> api.yaml:11:13
       |
    11 |       tags: one
       |             ^^^
       |
       = help: correct it, or remove it

    warning[W0203]: expected `deprecated` to be `true` or `false`, found the string "true"; treated as `true`
      --> api.yaml:12:19
       |
    12 |       deprecated: 'true'
       |                   ^^^^^^
       |
       = help: write the value of the expected type; in YAML, quotes make a string

    warning[W0216]: expected a status such as `200`, a range such as `2XX`, or `default`, found the key `2000`; ignored
      --> api.yaml:14:9
       |
    14 |         2000: {description: no such status}
       |         ^^^^
       |
       = help: correct the key, or use a name that begins with `x-`

    warning[W0205]: an operation requires `responses`; treated as empty
      --> api.yaml:15:5
       |
    15 |     head: {}
       |     ^^^^
       |
       = help: add it

    8 warnings
    "#);

    let api = checked(document);
    assert_eq!(api["info"]["version"], "1.0");
    assert_eq!(api["paths"]["/a"]["get"]["deprecated"], true);
}

#[test]
fn wrong_security_schemes() {
    let document = "\
openapi: 3.0.3
info: {title: t, version: '1'}
paths: {}
components:
  securitySchemes:
    key: {type: apiKey, name: X}
    tls: {type: mutual}
  x-kept: 1
";
    assert_snapshot!(said_of_reading(document), @r#"
    warning[W0204]: a security scheme requires `in`; ignored
     --> api.yaml:6:5
      |
    6 |     key: {type: apiKey, name: X}
      |     ^^^
      |
      = help: add it

    warning[W0202]: expected `type` to be one of `apiKey`, `http`, `mutualTLS`, `oauth2`, `openIdConnect`, found the string "mutual"; the security scheme is ignored
     --> api.yaml:7:17
      |
    7 |     tls: {type: mutual}
      |                 ^^^^^^
      |
      = help: correct it, or remove it

    2 warnings
    "#);
    assert_eq!(checked(document)["components"]["x-kept"], 1);
}

#[test]
fn wrong_parameters() {
    let document = "\
openapi: 3.0.3
info: {title: t, version: '1'}
paths:
  /a:
    parameters:
      - {name: a, in: body, schema: {}}
      - {in: query, schema: {}}
      - {name: b, in: header, style: form, schema: {type: string, maxLength: '5', minLength: -1}}
      - {name: c, in: query, type: integer}
      - {name: d, in: query}
      - text
";
    assert_snapshot!(said_of_reading(document), @r#"
    warning[W0202]: expected `in` to be one of `query`, `querystring`, `header`, `path`, `cookie`, found the string "body"; the parameter is ignored
     --> api.yaml:6:23
      |
    6 |       - {name: a, in: body, schema: {}}
      |                       ^^^^
      |
      = help: correct it, or remove it

    warning[W0204]: a parameter requires `name`; ignored
     --> api.yaml:7:9
      |
    7 |       - {in: query, schema: {}}
      |         ^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: add it

    warning[W0202]: expected `style` to be `simple`, found the string "form"; ignored
     --> api.yaml:8:38
      |
    8 |       - {name: b, in: header, style: form, schema: {type: string, maxLength: '5', minLength: -1}}
      |                                      ^^^^
      |
      = help: correct it, or remove it

    warning[W0203]: expected `maxLength` to be a whole number from 0, found the string "5"; treated as the number 5
     --> api.yaml:8:78
      |
    8 |       - {name: b, in: header, style: form, schema: {type: string, maxLength: '5', minLength: -1}}
      |                                                                              ^^^
      |
      = help: write the value of the expected type; in YAML, quotes make a string

    warning[W0202]: expected `minLength` to be a whole number from 0, found the number -1; ignored
     --> api.yaml:8:94
      |
    8 |       - {name: b, in: header, style: form, schema: {type: string, maxLength: '5', minLength: -1}}
      |                                                                                              ^^
      |
      = help: correct it, or remove it

    warning[W0207]: `type` belongs into `schema`, and is read as if it stood there
     --> api.yaml:9:30
      |
    9 |       - {name: c, in: query, type: integer}
      |                              ^^^^
      |
      = help: use the form that the version of the document has, or remove the part without effect

    warning[W0207]: `schema` is needed here; without it, any value is taken
      --> api.yaml:10:9
       |
    10 |       - {name: d, in: query}
       |         ^^^^^^^^^^^^^^^^^^^^
       |
       = help: use the form that the version of the document has, or remove the part without effect

    warning[W0202]: expected item 5 to be a parameter, found the string "text"; ignored
      --> api.yaml:11:9
       |
    11 |       - text
       |         ^^^^
       |
       = help: correct it, or remove it

    8 warnings
    "#);

    let api = checked(document);
    let parameters = api["paths"]["/a"]["parameters"].as_array().unwrap();
    let names = parameters.iter().map(|parameter| &parameter["name"]);
    assert_eq!(names.collect::<Vec<_>>(), ["b", "c", "d"]);
}

#[test]
fn wrong_schemas() {
    let document = "\
openapi: 3.0.3
info: {title: t, version: '1'}
paths: {}
components:
  schemas:
    X:
      type: object
      requried: [a]
      properties:
        a: {type: string, required: true}
        b: string
        c:
        d: {items: 3}
      example: null
";
    assert_snapshot!(said_of_reading(document), @r#"
    warning[W0206]: unknown keyword `requried` in a schema; ignored
     --> api.yaml:8:7
      |
    8 |       requried: [a]
      |       ^^^^^^^^
      |
      = help: did you mean `required`?
      = help: check the spelling, or use a name that begins with `x-`

    warning[W0202]: expected `required` to be a list, found `true`; ignored
      --> api.yaml:10:37
       |
    10 |         a: {type: string, required: true}
       |                                     ^^^^
       |
       = help: correct it, or remove it

    warning[W0202]: expected `b` to be a schema, found the string "string"; ignored
      --> api.yaml:11:12
       |
    11 |         b: string
       |            ^^^^^^
       |
       = help: correct it, or remove it

    warning[W0203]: expected `c` to be a schema, found null; treated as an empty object
      --> api.yaml:12:9
       |
    12 |         c:
       |         ^
       |
       = help: write the value of the expected type; in YAML, quotes make a string

    warning[W0202]: expected `items` to be a boolean or a schema, found the number 3; ignored
      --> api.yaml:13:20
       |
    13 |         d: {items: 3}
       |                    ^
       |
       = help: correct it, or remove it

    5 warnings
    "#);
}

#[test]
fn the_same_fault_in_many_places_is_shown_once() {
    let properties: Vec<String> = (0..12)
        .map(|i| format!("        p{i}: {{type: string, required: true}}\n"))
        .collect();
    let properties = properties.concat();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    X:\n      properties:\n{properties}"
    );
    assert_snapshot!(said_of_reading(&document), @r#"
    warning[W0202]: expected `required` to be a list, found `true`; ignored
     --> api.yaml:8:38
      |
    8 |         p0: {type: string, required: true}
      |                                      ^^^^
      |
      = note: the same at 9:38, 10:38, 11:38, 12:38, 13:38 and 6 more
      = help: correct it, or remove it

    12 warnings
    "#);
}

#[test]
fn extensions_survive_everywhere() {
    let document = json!({
        "openapi": "3.0.3", "x-a": 1,
        "info": { "title": "t", "version": "1", "x-a": 1 },
        "paths": { "x-a": 1, "/a": { "x-a": 1, "get": { "x-a": 1, "responses": {
            "x-a": 1, "200": { "description": "d", "x-a": 1, "content": { "a/b": {
                "x-a": 1, "schema": { "x-a": { "deep": [1] }, "type": "object", "properties": { "x-a": { "type": "string" } } },
            } } },
        } } } },
    });
    assert_eq!(checked(&document.to_string()), document);
}

/// Items that are left out don't move the places of those behind them.
#[test]
fn places_behind_what_is_left_out() {
    let document = "\
openapi: 3.0.3
info: {title: t, version: '1'}
paths: {}
components:
  schemas:
    X:
      allOf:
        - text
        - {type: object, properties: {a: {not: {type: string}}}}
";
    let (source, mut diagnostics) = source(document);
    let mut source = source.unwrap();
    let config = openapi_client_generator::config::Config::default();
    openapi_client_generator::generate(&mut source, &config, &mut diagnostics);
    let places: Vec<String> = diagnostics.iter().map(|d| d.at.to_string()).collect();
    let at = "#/components/schemas/X/allOf";
    let not = format!("{at}/1/properties/a/not");
    assert_eq!(places, [format!("{at}/0"), not]);
}

/// Nothing is made of a document without paths but an empty crate: each is told, unless others can be meant. Other values
/// in their place are an error, unless something else is left.
#[test]
fn documents_without_paths() {
    let missing = "W0205]: a document requires `paths`; treated as empty";
    let any = "W0205]: a document requires `paths`, `components` or `webhooks`; treated as empty";
    let misshapen = "E0203]: expected `paths` to be an object of paths, found";
    let ignored = "W0202]: expected `paths` to be an object of paths, found";
    for (document, expect) in [
        ("openapi: 3.0.3\ncomponents: {}\n", Some(missing)),
        ("openapi: 3.0.3\npaths:\n", Some(missing)),
        ("openapi: 3.0.3\npaths: [{/a: {}}]\n", Some(misshapen)),
        ("openapi: 3.0.3\npaths: {}\n", None),
        ("openapi: 3.1.0\n", Some(any)),
        ("openapi: 3.2.0\n", Some(any)),
        ("openapi: 3.1.0\npaths: []\n", Some(misshapen)),
        ("openapi: 3.1.0\npaths: []\ncomponents: {}\n", Some(ignored)),
        ("openapi: 3.1.0\ncomponents: {}\n", None),
        ("openapi: 3.2.0\nwebhooks: {}\n", None),
        ("swagger: '2.0'\n", Some(missing)),
        ("swagger: '2.0'\npaths: a list\n", Some(misshapen)),
    ] {
        let said = said_of_reading(&format!("{document}info: {{title: A, version: '1'}}\n"));
        match expect {
            Some(expect) => {
                let count = if expect == misshapen {
                    "\n1 error\n"
                } else {
                    "\n1 warning\n"
                };
                assert!(said.contains(expect) && said.ends_with(count), "{said}");
            }
            None => assert_eq!(said, "", "{document}"),
        }
    }
}
