//! Several files in one document: its addresses, and the names of its schemas, lead to the same as before.

use insta::assert_snapshot;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::source;
use openapi_client_generator::{Config, File, Memory, openapi, read_with, run};

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

/// Without the `$id` of one of them, a reference would lead to the other.
#[test]
fn names_of_several_schemas_stay() {
    let document = "
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    One: {$id: 'https://example.com/one', properties: {two: {$ref: '#/components/schemas/Two'}}}
    Two: {$id: 'https://example.com/one', type: string}
";
    assert_snapshot!(bundled(&[("openapi.yaml", document)], "schemas:"), @r##"
    schemas:
      One:
        $id: https://example.com/one
        properties:
          two:
            $ref: "#/components/schemas/Two"
      Two:
        $id: https://example.com/one
        type: string
    "##);
}

/// A document of 3.0 with references into keywords beside `$ref`, which have no effect.
const INTO_SIBLINGS: &str = "
openapi: 3.0.3
info: {title: Into siblings, version: '1'}
paths:
  /pets:
    get:
      operationId: getPets
      responses: {'200': {description: Pets., content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}
components:
  schemas:
    Pets:
      type: object
      properties:
        pet: {$ref: '#/components/schemas/Pet'}
        owner: {$ref: '#/components/schemas/Pet/properties/owner'}
        tags: {$ref: '#/components/schemas/Pet/items'}
    Pet:
      $ref: '#/components/schemas/Animal'
      description: An animal with an owner.
      properties-of-mine: {}
      minLength: 2
      properties: {owner: {type: object, nullable: true, properties: {since: {type: string, format: date}, pet: {$ref: '#/components/schemas/Pet'}}}}
      items: {type: array, items: {type: string, nullable: true}}
    Animal: {type: object, properties: {name: {type: string}}}
";

#[test]
fn parts_beside_a_reference_are_kept_for_references_into_them() {
    let mut diagnostics = Diagnostics::default();
    let source = source::text("api.yaml", INTO_SIBLINGS.to_owned(), &mut diagnostics).unwrap();
    let yaml = openapi::newest(&source, &mut diagnostics).unwrap().yaml();
    let crate_of = |text: &str| {
        let name = "openapi.yaml";
        let output = run(File { name, text }, &Config::default()).output;
        output.unwrap().files
    };
    assert_eq!(crate_of(INTO_SIBLINGS), crate_of(&yaml));
    let pet = yaml.split_once("    Pet:\n").unwrap().1;
    assert_snapshot!(pet, @r##"
      $ref: "#/components/schemas/Animal"
      description: An animal with an owner.
      $defs:
        beside:
          properties:
            owner:
              type:
                - object
                - "null"
              properties:
                since:
                  type: string
                  format: date
                pet:
                  $ref: "#/components/schemas/Pet"
          items:
            type: array
            items:
              type:
                - string
                - "null"
    Animal:
      type: object
      properties:
        name:
          type: string
    "##);
}
