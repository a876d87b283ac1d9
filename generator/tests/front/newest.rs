//! A document in the words of 3.2: content without a use for the stages is kept, and references follow moved parts.

use insta::assert_snapshot;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::{openapi, source};

/// The document as YAML, and its diagnostics.
fn newest(text: &str) -> (String, String) {
    let mut diagnostics = Diagnostics::default();
    let source = source::text("api.yaml", text.to_owned(), &mut diagnostics).unwrap();
    let newest = openapi::newest(&source, &mut diagnostics).unwrap();
    let said = diagnostics.render(&[&source]);
    (newest.yaml(), said)
}

#[test]
fn nothing_is_lost_and_nothing_is_filled_in() {
    let (yaml, said) = newest(
        "
openapi: 3.1.0
$self: https://example.com/api
info: {title: T, summary: Kept., x-own: [1]}
mood: good
paths:
  /a:
    query: {x-new: true}
    get: {responses: {'200': {content: {application/json: {schema: {xml: {name: a}, $comment: kept, wrong: 1}}}}}}
tags: [{name: a, kind: nav}]
",
    );
    assert_eq!(said, "");
    assert_snapshot!(yaml, @r##"
    openapi: "3.2.0"
    $self: https://example.com/api
    info:
      title: T
      summary: Kept.
      x-own:
        - 1
    mood: good
    paths:
      /a:
        query:
          x-new: true
        get:
          responses:
            "200":
              content:
                application/json:
                  schema:
                    xml:
                      name: a
                    $comment: kept
                    wrong: 1
    tags:
      - name: a
        kind: nav
    "##);
}

#[test]
fn numbers_are_those_of_their_places() {
    let (yaml, said) = newest(
        "
openapi: 3.1
info: {title: T, version: 1.10}
paths: {}
components: {schemas: {A: {minimum: 0.5, maximum: 123456789012345678901234567890}}}
",
    );
    assert_eq!(said, "");
    let expect = "minimum: 0.5\n      maximum: 123456789012345678901234567890\n";
    assert!(
        yaml.contains("version: 1.10\n") && yaml.contains(expect),
        "{yaml}"
    );
}

#[test]
fn references_follow_what_moved() {
    let (yaml, said) = newest(
        "
openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Pair: {type: array, items: [{type: string}, {type: integer}]}
    First: {$ref: '#/components/schemas/Pair/items/0'}
    Shared: {$ref: '#/x-shared/Id'}
x-shared:
  Id: {type: string, nullable: true, allOf: [{$ref: '#/x-shared/Other', minLength: 1}]}
  Other: {type: number, minimum: 0, exclusiveMinimum: true}
  Unused: {type: number, nullable: true}
",
    );
    assert_snapshot!(yaml, @r##"
    openapi: "3.2.0"
    info:
      title: T
      version: "1"
    paths: {}
    components:
      schemas:
        Pair:
          type: array
          prefixItems:
            - type: string
            - type: integer
        First:
          $ref: "#/components/schemas/Pair/prefixItems/0"
        Shared:
          $ref: "#/x-shared/Id"
    x-shared:
      Id:
        type:
          - string
          - "null"
        allOf:
          - $ref: "#/x-shared/Other"
      Other:
        type: number
        exclusiveMinimum: 0
      Unused:
        type: number
        nullable: true
    "##);
    assert_snapshot!(said, @r##"
    warning[W0207]: `items` is a list, and is read as `prefixItems`
     --> api.yaml:7:25
      |
    7 |     Pair: {type: array, items: [{type: string}, {type: integer}]}
      |                         ^^^^^
      |
      = help: use the form that the version of the document has

    warning[W0207]: `minLength` stands beside `$ref` and is ignored there before OpenAPI 3.1
      --> api.yaml:11:84
       |
    11 |   Id: {type: string, nullable: true, allOf: [{$ref: '#/x-shared/Other', minLength: 1}]}
       |                                                                                    ^
       |
       = help: use the form that the version of the document has

    2 warnings
    "##);
}

#[test]
fn older_documents_have_other_objects() {
    let (yaml, said) = newest(
        "
swagger: '2.0'
info: {title: T, version: '1', contact: {name: A, x-own: 1}}
host: example.com
x-own: {a: 1.50}
paths:
  /a:
    post:
      consumes: [application/json]
      parameters: [{in: body, name: b, schema: {$ref: '#/definitions/A'}}]
      responses: {'200': {description: '', schema: {$ref: '#/responses/R/schema'}}}
responses:
  R: {description: r, schema: {type: string, x-nullable: true}}
definitions:
  A: {type: object, discriminator: kind, properties: {kind: {type: string}}, xml: {name: a}}
",
    );
    assert_eq!(said, "");
    assert_snapshot!(yaml, @r##"
    openapi: "3.2.0"
    info:
      title: T
      version: "1"
      contact:
        name: A
        x-own: 1
    x-own:
      a: 1.50
    servers:
      - url: //example.com
    components:
      schemas:
        A:
          type: object
          discriminator:
            propertyName: kind
          properties:
            kind:
              type: string
          xml:
            name: a
      responses:
        R:
          description: r
          content:
            application/json:
              schema:
                type:
                  - string
                  - "null"
                x-nullable: true
    paths:
      /a:
        post:
          parameters: []
          requestBody:
            content:
              application/json:
                schema:
                  $ref: "#/components/schemas/A"
          responses:
            "200":
              description: ""
              content:
                application/json:
                  schema:
                    $ref: "#/components/responses/R/content/application~1json/schema"
    "##);
}
