//! Several files in one document: its addresses, and the names of its schemas, lead to the same as before.

use insta::assert_snapshot;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::{Config, Memory, openapi, read_with};

/// The bundled document as YAML, from the first line with `from` on.
fn bundled(files: &[(&str, &str)], from: &str) -> String {
    let mut memory = Memory::default();
    for (name, text) in files {
        memory.add(name, *text);
    }
    let (mut diagnostics, config) = (Diagnostics::default(), Config::default());
    let source = read_with(&memory, files[0].0, &config, &mut diagnostics).unwrap();
    let newest = openapi::newest(&source, &mut diagnostics).unwrap();
    assert_eq!(diagnostics.render(&[&source]), "");
    let yaml = newest.yaml();
    let start = yaml.find(from).unwrap_or_else(|| panic!("{yaml}"));
    let line = yaml[..start].rfind('\n').map_or(0, |end| end + 1);
    yaml[line..].to_owned()
}

#[test]
fn addresses_in_other_files_begin_at_the_document() {
    let yaml = bundled(
        &[
            (
                "api/openapi.yaml",
                "
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /pets: {$ref: paths/pets.yaml}
  /parts: {$ref: 'paths/whole.yaml#/paths/~1parts'}
",
            ),
            (
                "api/paths/pets.yaml",
                "
get:
  responses:
    '200':
      description: All.
      content:
        application/json:
          examples:
            near: {externalValue: near.json}
            above: {externalValue: '../examples/a%20pet.json'}
            remote: {externalValue: 'https://example.com/pet.json'}
      links:
        own: {operationRef: '#/get'}
        document: {operationRef: '../openapi.yaml#/paths/~1pets/get'}
        elsewhere: {operationRef: 'whole.yaml#/paths/~1parts/get'}
        left: {operationRef: 'gone.yaml#/paths/~1parts/get'}
",
            ),
            (
                "api/paths/whole.yaml",
                "
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /parts:
    get: {responses: {'204': {description: None., links: {next: {operationRef: '#/paths/~1more/get'}}}}}
  /more: {}
",
            ),
        ],
        " examples:",
    );
    assert_snapshot!(yaml, @r##"
                examples:
                  near:
                    externalValue: paths/near.json
                  above:
                    externalValue: examples/a%20pet.json
                  remote:
                    externalValue: https://example.com/pet.json
            links:
              own:
                operationRef: "#/paths/~1pets/get"
              document:
                operationRef: "#/paths/~1pets/get"
              elsewhere:
                operationRef: "#/paths/~1parts/get"
              left:
                operationRef: paths/gone.yaml#/paths/~1parts/get
    /parts:
      get:
        responses:
          "204":
            description: None.
            links:
              next:
                operationRef: paths/whole.yaml#/paths/~1more/get
    "##);
}

const PETS: &str = "
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components: {schemas: {Pet: {$ref: pet.yaml}, Named: {$ref: 'https://example.com/schemas/pet#named'}}}
";

const PET: &str = "
$id: https://example.com/schemas/pet
type: object
properties: {size: {$ref: '#/$defs/size'}, tag: {$ref: tag.yaml}, name: {$ref: '#named'}}
$defs: {size: {type: integer}, name: {$anchor: named, type: string}}
";

const TAG: &str = "
$id: https://example.com/schemas/tag
type: object
properties: {pet: {$ref: pet}, name: {$anchor: named, type: string}, same: {$ref: '#named'}}
";

/// A reader of JSON Schema looks for `#/components` within the schema that has an `$id`.
#[test]
fn no_schema_hides_the_document_from_its_references() {
    let files = [("openapi.yaml", PETS), ("pet.yaml", PET), ("tag.yaml", TAG)];
    assert_snapshot!(bundled(&files, "components:"), @r##"
    components:
      schemas:
        Pet:
          type: object
          properties:
            size:
              $ref: "#/components/schemas/Pet/$defs/size"
            tag:
              $ref: "#/components/schemas/tag"
            name:
              $ref: "#/components/schemas/Pet/$defs/name"
          $defs:
            size:
              type: integer
            name:
              type: string
        Named:
          $ref: "#/components/schemas/Pet/$defs/name"
        tag:
          type: object
          properties:
            pet:
              $ref: "#/components/schemas/Pet"
            name:
              type: string
            same:
              $ref: "#/components/schemas/tag/properties/name"
    "##);
}

#[test]
fn names_of_schemas_stay_where_references_stay() {
    let document = "
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Pet: {$id: 'https://example.com/pet', properties: {name: {$ref: '#/$defs/name'}}, $defs: {name: {$anchor: named, type: string}}}
    Name: {$ref: 'https://example.com/pet#named'}
";
    assert_snapshot!(bundled(&[("openapi.yaml", document)], "schemas:"), @r##"
    schemas:
      Pet:
        $id: https://example.com/pet
        properties:
          name:
            $ref: "#/$defs/name"
        $defs:
          name:
            $anchor: named
            type: string
      Name:
        $ref: https://example.com/pet#named
    "##);
}
