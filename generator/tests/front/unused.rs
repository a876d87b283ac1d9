//! The lint about components that nothing refers to: the text of the document counts, not its upgraded form.

use openapi_client_generator::config::Config;
use openapi_client_generator::diagnostic::{Code, Format};

use crate::source;

/// The places of the unused components of a document whose members, besides these, are its version and title.
#[track_caller]
fn check(document: &str, unused: &[&str]) {
    let (source, mut diagnostics) = source(document);
    let mut source = source.unwrap();
    openapi_client_generator::check(&mut source, &Config::default(), &mut diagnostics);
    let said = diagnostics.render_as(Format::Json, &[&source]);
    let lines = said.lines().map(|line| serde_json::from_str(line).unwrap());
    let id = Code::ComponentUnused.entry().id;
    let lines = lines.filter(|line: &serde_json::Value| line["code"] == id);
    let places: Vec<String> = lines
        .map(|line| line["pointer"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(places, unused, "{document}");
}

#[test]
fn parts_of_version_2_that_an_upgrade_copies() {
    check(
        "
swagger: '2.0'
info: {title: T, version: '1'}
produces: [application/json]
paths:
  /a:
    parameters: [{$ref: '#/parameters/Member'}]
    post:
      consumes: [application/json]
      produces: [application/xml, text/csv]
      parameters: [{$ref: '#/parameters/Body'}]
      responses:
        '200': {$ref: '#/responses/Done'}
        '400': {$ref: '#/responses/Failed'}
    put:
      parameters: [{$ref: '#/parameters/Limit'}]
      responses: {'204': {description: d}}
parameters:
  Body: {in: body, name: body, schema: {$ref: '#/definitions/Sent'}}
  Member: {in: formData, name: member, type: string}
  Limit: {in: query, name: limit, type: integer}
  Other: {in: query, name: other, type: integer}
  Idle: {in: formData, name: idle, type: string}
responses:
  Done: {description: d, schema: {$ref: '#/definitions/Received'}}
  Failed: {description: f, headers: {X-A: {type: string}}, schema: {type: string}}
  Never: {description: n, schema: {$ref: '#/definitions/Lost'}}
definitions:
  Sent: {type: object}
  Received: {type: object, discriminator: kind, properties: {kind: {type: string}}}
  Heir: {allOf: [{$ref: '#/definitions/Received'}]}
  Lost: {type: object}
",
        &[
            "#/parameters/Other",
            "#/parameters/Idle",
            "#/responses/Never",
            "#/definitions/Lost",
        ],
    );
}

#[test]
fn references_below_keywords_that_are_ignored() {
    check(
        "
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      responses:
        '200':
          description: d
          content: {application/json: {schema: {$ref: '#/components/schemas/Used'}}}
          links: {next: {operationRef: '#/components/pathItems/Next/get'}}
      mood: {$ref: '#/components/schemas/Unknown'}
components:
  schemas:
    Used:
      type: object
      xml: {$ref: '#/components/schemas/Misplaced'}
      propertyNames: {$ref: '#/components/schemas/Newer'}
      properties: {a: {$ref: '#/components/schemas/First', not: {$ref: '#/components/schemas/Beside'}}}
      required: {wrong: {$ref: '#/components/schemas/Wrong'}}
    Unknown: {type: string}
    Misplaced: {type: string}
    Newer: {type: string}
    First: {type: string}
    Beside: {type: string}
    Wrong: {type: string}
    Part: {type: string}
    Own: {type: string}
    Idle: {type: object, mood: {$ref: '#/components/schemas/OfIdle'}}
    OfIdle: {type: string}
  parameters:
    Broken: {schema: {$ref: '#/components/schemas/Part'}}
  pathItems:
    Next: {get: {responses: {'204': {description: d}}}}
  x-own: {$ref: '#/components/schemas/Own'}
",
        &["#/components/schemas/Part", "#/components/schemas/Idle", "#/components/schemas/OfIdle", "#/components/parameters/Broken"],
    );
}

#[test]
fn references_by_name() {
    check(
        "
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      responses:
        '200':
          description: d
          content:
            application/json: {schema: {$ref: '#anchored'}}
            text/json: {schema: {$dynamicRef: '#dynamic'}}
            application/x-json: {schema: {$ref: 'https://example.com/own'}}
components:
  schemas:
    Anchored: {$anchor: anchored, type: string}
    Dynamic: {$dynamicAnchor: dynamic, type: string}
    Own: {$id: 'https://example.com/own', type: string}
    Other: {$anchor: other, type: string}
",
        &["#/components/schemas/Other"],
    );
}
