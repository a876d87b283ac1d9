//! A document in the words of 3.2: content without a use for the stages is kept, and references follow moved parts.

use insta::assert_snapshot;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::{openapi, source};

/// The document as YAML, and its diagnostics.
pub fn newest(text: &str) -> (String, String) {
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
        yaml.contains("version: \"1.10\"\n") && yaml.contains(expect),
        "{yaml}"
    );
}

#[test]
fn digits_are_kept_however_a_number_is_written() {
    let (yaml, _) = newest(
        "
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
x-shared: &shared {a: &a 1.10, b: [2.50, {c: 123456789012345678901234567890}]}
x-other: &other {a: 0.1, d: &d [3.0e2]}
x-signs: [+1.10, +.50, -.50, 5., -5.e+3, 1E3, !!float 1.10]
x-aliases: [*a, *shared, {x: *d}]
x-one: {<<: *shared, e: 1}
x-both: {a: 7.70, <<: [*shared, *other]}
x-inner: {<<: {<<: *other, f: 4.40}}
x-twice: {a: {b: 9.90}, a: {b: 8.80}}
",
    );
    let shown = yaml.split_once("paths: {}\n").unwrap().1;
    assert_snapshot!(shown, @r"
    x-shared:
      a: 1.10
      b:
        - 2.50
        - c: 123456789012345678901234567890
    x-other:
      a: 0.1
      d:
        - 3.0e+2
    x-signs:
      - 1.10
      - 0.50
      - -0.50
      - 5.0
      - -5.0e+3
      - 1.0e+3
      - 1.10
    x-aliases:
      - 1.10
      - a: 1.10
        b:
          - 2.50
          - c: 123456789012345678901234567890
      - x:
          - 3.0e+2
    x-one:
      e: 1
      a: 1.10
      b:
        - 2.50
        - c: 123456789012345678901234567890
    x-both:
      a: 7.70
      b:
        - 2.50
        - c: 123456789012345678901234567890
      d:
        - 3.0e+2
    x-inner:
      f: 4.40
      a: 0.1
      d:
        - 3.0e+2
    x-twice:
      a:
        b: 8.80
    ");
}

#[test]
fn digits_of_copied_parts_are_kept() {
    let (yaml, _) = newest(
        "
swagger: '2.0'
info: {title: T, version: '1'}
produces: [application/json]
paths:
  /a:
    post: &post
      consumes: [application/json, text/json]
      produces: [text/json, text/csv]
      parameters: [{$ref: '#/parameters/Body'}]
      responses: {'200': {$ref: '#/responses/Done'}}
    put:
      parameters: [{$ref: '#/parameters/Part'}, {$ref: '#/parameters/Limit'}]
      responses: {'200': {$ref: '#/responses/Done'}}
  /b: {parameters: [{$ref: '#/parameters/Body'}], post: {responses: {'200': {$ref: '#/responses/Done'}}}, put: *post}
parameters:
  Body: {in: body, name: b, x-a: 1.10, schema: {maximum: 2.20, example: {a: 3.30}}}
  Part: {in: formData, name: p, type: number, x-a: 4.40, maximum: 5.50, default: 6.60}
  Limit: {in: query, name: l, type: array, items: {type: number, enum: [7.70]}}
responses:
  Done: {description: d, x-a: 8.80, schema: {type: number, maximum: 9.90}, examples: {application/json: 1.0e10}, headers: {X-A: {type: number, maximum: 1.20}}}
",
    );
    let words = yaml.split(|c: char| c.is_whitespace());
    let numbers: Vec<&str> = words
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('.'))
        .collect();
    // A double alone would lose the zero at the end.
    let kept = numbers.iter().filter(|number| number.ends_with('0'));
    assert_eq!((kept.count(), numbers.len()), (15, 15), "{yaml}");
}

#[test]
fn references_follow_what_moved() {
    let (yaml, said) = newest(
        "
openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
x-webhooks: {added: {post: {responses: {}}}}
components:
  links: {Added: {operationRef: '#/x-webhooks/added/post'}}
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
      links:
        Added:
          operationRef: "#/webhooks/added/post"
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
    webhooks:
      added:
        post:
          responses: {}
    "##);
    assert_snapshot!(said, @r##"
    warning[W0207]: `items` is a list, and is read as `prefixItems`
     --> api.yaml:9:25
      |
    9 |     Pair: {type: array, items: [{type: string}, {type: integer}]}
      |                         ^^^^^
      |
      = help: use the form that the version of the document has, or remove the part without effect

    warning[W0207]: `minLength` stands beside `$ref` and is ignored there before OpenAPI 3.1
      --> api.yaml:13:73
       |
    13 |   Id: {type: string, nullable: true, allOf: [{$ref: '#/x-shared/Other', minLength: 1}]}
       |                                                                         ^^^^^^^^^
       |
       = help: use the form that the version of the document has, or remove the part without effect

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

/// A place moves from 2.0 to the objects of 3.x, and there with the word for null.
#[test]
fn places_follow_each_upgrade() {
    let text = "
swagger: '2.0'
info: {title: T, version: '1'}
paths: {}
definitions:
  A: {x-nullable: true, allOf: [{type: object}]}
";
    let mut diagnostics = Diagnostics::default();
    let source = source::text("api.yaml", text.to_owned(), &mut diagnostics).unwrap();
    let newest = openapi::newest(&source, &mut diagnostics).unwrap();
    for (written, now) in [
        ("#/definitions/A", "#/components/schemas/A"),
        (
            "#/definitions/A/allOf/0",
            "#/components/schemas/A/anyOf/0/allOf/0",
        ),
    ] {
        assert_eq!(newest.now(written).as_deref(), Some(now));
    }
}

/// `nullable: false` is the default, and no keyword of the newest version.
#[test]
fn a_schema_without_null_loses_the_word() {
    let (yaml, said) = newest(
        "
openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    A: {nullable: false, oneOf: [{type: string, nullable: false}, {type: integer}]}
    B: {type: array, nullable: false, items: {nullable: false}}
",
    );
    assert!(
        !yaml.contains("nullable") && said.is_empty(),
        "{yaml}{said}"
    );
}

#[test]
fn null_has_the_words_of_the_newest_version() {
    let (yaml, said) = newest(
        "
openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Reference: {$ref: '#/components/schemas/One', nullable: true, description: Kept.}
    All: {nullable: true, allOf: [{type: object, properties: {a: {type: string}}}]}
    One: {nullable: true, oneOf: [{type: string}, {type: integer}]}
    Values: {nullable: true, enum: [a]}
    Types: {type: [string, 'null'], x-nullable: true}
    Inner: {$ref: '#/components/schemas/All/allOf/0/properties/a'}
",
    );
    assert_eq!(said, "");
    let (_, schemas) = yaml.split_once("schemas:\n").unwrap();
    assert_snapshot!(schemas, @r##"
    Reference:
      description: Kept.
      anyOf:
        - $ref: "#/components/schemas/One"
        - type: "null"
    All:
      anyOf:
        - allOf:
            - type: object
              properties:
                a:
                  type: string
        - type: "null"
    One:
      oneOf:
        - type: string
        - type: integer
        - type: "null"
    Values:
      enum:
        - a
        - null
    Types:
      type:
        - string
        - "null"
      x-nullable: true
    Inner:
      $ref: "#/components/schemas/All/anyOf/0/allOf/0/properties/a"
    "##);
}
