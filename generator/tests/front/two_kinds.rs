//! Values that references make two kinds of objects: an upgrade of one of them leaves the other.

use super::newest::newest;

/// A value that the document has as one kind of object, and a reference as another, is upgraded as the first alone.
#[test]
fn a_reference_upgrades_nothing_of_another_kind() {
    let text = r##"openapi: "3.0.3"
info:
  title: T
  version: "1"
paths: {}
components:
  responses:
    Thing:
      description: The thing.
      headers:
        X-Revision:
          $ref: "#/components/responses/Thing/headers"
        X-Size:
          schema:
            type: integer
            nullable: true
"##;
    let (yaml, said) = newest(text);
    let upgraded = text.replace("3.0.3", "3.2.0").replace(
        "type: integer\n            nullable: true",
        "type:\n              - integer\n              - \"null\"",
    );
    assert_eq!((yaml, said.as_str()), (upgraded, ""));
}

/// Words beside a reference count from 3.1 on, and can't be removed from a value that is no schema as well.
#[test]
fn words_beside_a_reference_stay_in_a_value_of_two_kinds() {
    let (_, said) = newest(
        "
openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    S: {type: object, properties: {$ref: '#/components/schemas/T', items: {$ref: '#/components/schemas/S/properties'}}}
    T: {type: string}
",
    );
    assert!(
        said.contains("W0207") && said.contains("two kinds of objects"),
        "{said}"
    );
}

/// A parameter whose `type` stood beside `schema` is no schema with this type any more.
#[test]
fn a_value_of_two_kinds_with_moved_keywords_is_told() {
    let (_, said) = newest(
        "
openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  parameters: {P: {name: p, in: query, type: string}}
  schemas: {S: {$ref: '#/components/parameters/P'}}
",
    );
    assert!(
        said.contains("W0207") && said.contains("have moved"),
        "{said}"
    );
}

/// A reference of 2.0 that another reference reads as a path item leads to the new place of its target.
#[test]
fn a_reference_that_is_two_kinds_is_moved_once() {
    let (yaml, _) = newest(
        "
swagger: '2.0'
info: {title: T, version: '1'}
paths:
  /a: {$ref: '#/paths/~1b/get/parameters/0'}
  /b: {get: {parameters: [{$ref: '#/paths/~1c/get/parameters/1'}], responses: {'204': {description: Done.}}}}
  /c:
    get:
      parameters: [{name: form, in: formData, type: string}, {name: depth, in: query, type: integer}]
      responses: {'204': {description: Done.}}
",
    );
    assert!(
        yaml.contains(r##"- $ref: "#/paths/~1c/get/parameters/0""##),
        "{yaml}"
    );
}
