//! A document in which each text of the tables stands once at least, where something is made of it. Names of
//! headers and media types are illegal whatever is planted there, and stand beside legal ones.

use serde_json::{Value, json};

/// The document. Each `plant…` is a word at which a text can be planted; equal words stay equal.
pub fn document() -> Value {
    json!({
        "openapi": "3.2.0",
        "jsonSchemaDialect": "plant196",
        "info": {
            "title": "plant1", "description": "plant2", "termsOfService": "plant3", "version": "plant4",
            "contact": { "name": "plant5", "url": "plant6", "email": "plant7" },
            "license": { "name": "plant8", "url": "plant9" },
        },
        "externalDocs": external_docs(),
        "tags": [{ "name": "plant10", "parent": "plant199", "kind": "plant200", "summary": "plant189", "description": "plant11", "externalDocs": external_docs() }],
        "servers": [
            { "url": "https://example.com/plant12", "description": "plant13", "name": "plant206" },
            {
                // Its default is a part of the address, so it has no signs either. The other value makes no URL, whatever
                // is planted.
                "url": "https://example.com/{plant14}/", "description": "plant15 and more than three words",
                "variables": { "plant14": {
                    "default": "http-plant16", "enum": ["http-plant16", "?plant17"], "description": "plant18",
                } },
            },
        ],
        "security": [{ "plant20": ["plant19"] }],
        "paths": paths(),
        "webhooks": {
            "plant180": { "post": webhook("plant100"), "put": webhook("plant101") },
            "plant181": { "$ref": "#/components/pathItems/plant169" },
        },
        "components": components(),
        "x-webhooks": { "plant207": {} },
    })
}

/// A request of the server with a body of this schema.
fn webhook(schema: &str) -> Value {
    let schema = json!({ "$ref": format!("#/components/schemas/{schema}") });
    json!({
        "description": "plant182",
        "parameters": [{ "name": "X-Legal", "in": "header", "schema": { "type": "string" } }],
        "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": schema } } },
        "responses": {},
    })
}

fn external_docs() -> Value {
    json!({ "description": "plant21", "url": "https://example.com/plant22" })
}

fn paths() -> Value {
    json!({
        "/plant30/{plant31}": {
            "summary": "plant32", "description": "plant33",
            "servers": [{ "url": "https://example.com/plant34" }],
            "parameters": [
                {
                    "name": "plant31", "in": "path", "required": true, "description": "plant35",
                    "schema": { "type": "string" },
                },
                { "$ref": "#/components/parameters/plant36" },
            ],
            "post": post(),
        },
        "/plant40": { "additionalOperations": { "no token plant194": { "responses": {} } }, "get": {
            "tags": ["plant10"],
            "parameters": [
                { "name": "plant41", "in": "query", "schema": { "type": "string", "enum": ["plant42"] } },
                {
                    "name": "no token plant43", "in": "header", "schema": { "type": "string" },
                },
                {
                    "name": "X-Legal", "in": "header", "description": "plant44", "example": "plant45",
                    "schema": { "type": "string" },
                },
                {
                    "name": "plant171", "in": "query",
                    "schema": { "$ref": "#/components/schemas/plant100" },
                },
                { "name": "no token plant46", "in": "cookie", "schema": { "type": "string" } },
                {
                    "name": "X-Cookie", "in": "cookie", "schema": { "type": "string", "default": "plant47" },
                    "examples": { "plant48": { "summary": "plant49", "value": "plant50" } },
                },
                { "name": "plant51", "in": "query", "content": { "application/é-plant52": {
                    "schema": { "type": "string" },
                } } },
            ],
            "responses": { "204": { "description": "plant53" } },
        } },
    })
}

fn post() -> Value {
    json!({
        "tags": ["plant10"], "summary": "plant60", "description": "plant61", "operationId": "plant62",
        "externalDocs": external_docs(),
        "security": [{ "plant20": [] }, { "plant23": ["plant63"] }],
        "servers": [{ "url": "https://example.com/plant64" }],
        "requestBody": { "$ref": "#/components/requestBodies/plant65" },
        "callbacks": {
            "plant183": { "plant184": { "post": webhook("plant101") }, "plant185": { "post": webhook("plant101") } },
            "plant186": { "$ref": "#/components/callbacks/plant187" },
        },
        "responses": {
            "200": {
                "summary": "plant156", "description": "plant66",
                "links": { "plant190": { "$ref": "#/components/links/plant191" } },
                "headers": {
                    "no token plant67": { "schema": { "type": "string" } },
                    "X-Legal": {
                        "description": "plant68", "schema": { "type": "string" }, "example": "plant69",
                    },
                },
                "content": {
                    "application/json": {
                        "schema": { "$ref": "#/components/schemas/plant101" },
                        "examples": {
                            "plant70": { "$ref": "#/components/examples/plant71" },
                            "plant72": {
                                "summary": "plant73", "description": "plant74",
                                "value": { "kind": "plant115", "plant110": "plant75" },
                            },
                        },
                    },
                    "text/é-plant76": { "schema": { "type": "string" } },
                },
            },
            "404": { "$ref": "#/components/responses/plant77" },
            "default": { "description": "plant78", "content": { "application/é-plant79": {} } },
        },
    })
}

fn components() -> Value {
    let body = json!({ "$ref": "#/components/schemas/plant102" });
    json!({
        "schemas": schemas(),
        "pathItems": { "plant169": {} },
        "links": { "plant191": { "operationId": "plant62", "operationRef": "plant201", "parameters": { "plant192": "plant193" } } },
        "callbacks": { "plant187": { "plant188": { "post": webhook("plant101") } } },
        "responses": { "plant77": {
            "description": "plant80",
            "headers": {
                "no token plant81": { "$ref": "#/components/headers/plant82" },
                "X-Legal": { "$ref": "#/components/headers/plant82" },
            },
            "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/plant100" }, "example": "plant83",
            } },
        } },
        "parameters": { "plant36": {
            "name": "plant84", "in": "query", "description": "plant85",
            "schema": { "type": "array", "items": { "type": "string" } },
        } },
        "examples": { "plant71": {
            "summary": "plant86", "description": "plant87", "value": { "plant110": "plant88" },
        }, "plant89": { "externalValue": "plant90" }, "plant174": { "dataValue": { "plant110": "plant175" } } },
        "mediaTypes": { "plant172": { "schema": body } },
        "requestBodies": { "plant65": {
            "description": "plant91", "required": true,
            "content": { "application/json": {
                "schema": body, "example": { "plant120": "plant92", "plant121": "plant93" },
            }, "multipart/é-plant94": {
                "schema": body,
                "encoding": { "plant95": {
                    "contentType": "text/é-plant96",
                    "headers": { "no token plant97": { "schema": { "type": "string" } } },
                } },
            } },
        } },
        "headers": { "plant82": {
            "description": "plant98", "schema": { "type": "integer" },
            "content": { "application/é-plant99": {} },
            "examples": { "plant160": { "value": "plant161" } },
        } },
        "securitySchemes": security_schemes(),
    })
}

fn schemas() -> Value {
    json!({
        "plant100": {
            "$schema": "plant197", "$vocabulary": { "plant198": true },
            "type": "string", "title": "plant103", "description": "plant104",
            "enum": ["plant105", "plant106", "plant107"],
            "x-enum-varnames": ["plant108", "One", "Two"], "x-enum-descriptions": ["plant109", "One.", "Two."],
        },
        "plant101": {
            "description": "plant111", "externalDocs": external_docs(), "type": "object",
            "required": ["plant110"],
            "properties": {
                "plant110": {
                    "type": "string", "title": "plant112", "description": "plant113", "pattern": "plant114",
                    "format": "plant118", "example": "plant119",
                },
                "kind": { "type": "string", "enum": ["plant115"] },
                "held": {
                    "type": "string", "contentEncoding": "plant164", "contentMediaType": "plant165",
                    "examples": ["plant166"],
                },
                "same": { "const": "plant167" },
                "plant116": { "type": "string", "default": "plant117", "x-rust-name": "plant162" },
                "plant163": { "$ref": "#/components/schemas/plant130" },
            },
            "example": { "plant110": "plant129" },
            "$defs": { "plant168": { "type": "string" } },
            "definitions": { "plant173": { "type": "string" } },
            "patternProperties": { "plant176": true },
            "dependentRequired": { "plant177": ["plant178"] },
            "dependentSchemas": { "plant179": {} },
            "if": { "required": ["kind"] }, "then": { "properties": { "plant195": { "type": "string" } } },
        },
        "plant102": {
            "type": "object", "description": "plant122", "required": ["plant120"],
            "properties": {
                "plant120": { "type": "string", "minLength": 1 },
                "plant121": { "type": "string", "enum": ["plant93"] },
                "plant123": { "type": "string", "format": "password", "description": "plant124" },
                "plant125": { "$ref": "#/components/schemas/plant131" },
                "plant126": { "type": "object", "properties": { "plant127": { "type": "string" } } },
            },
            "additionalProperties": { "type": "string", "description": "plant128" },
        },
        "plant130": {
            "description": "plant132",
            "oneOf": [
                { "$ref": "#/components/schemas/plant140" }, { "$ref": "#/components/schemas/plant141" },
            ],
            "discriminator": { "propertyName": "plant133", "mapping": {
                "plant134": "#/components/schemas/plant140", "plant135": "plant141",
            }, "defaultMapping": "plant141" },
        },
        "plant131": {
            "type": "object", "additionalProperties": false, "properties": {
                "plant136": { "type": "string" }, "plant137": { "type": "string" },
            },
            "oneOf": [{ "required": ["plant136"] }, { "required": ["plant137"] }],
        },
        "plant140": {
            "type": "object", "required": ["plant133"],
            "properties": { "plant133": { "type": "string" }, "plant142": { "type": "string" } },
        },
        "plant141": {
            "type": "object", "properties": { "plant143": { "type": "integer", "enum": [1, 2] } },
        },
    })
}

fn security_schemes() -> Value {
    let flow = |number: usize| {
        json!({
            "authorizationUrl": format!("https://example.com/plant{number}1"),
            "tokenUrl": format!("https://example.com/plant{number}2"),
            "refreshUrl": format!("https://example.com/plant{number}3"),
            "scopes": { format!("plant{number}4"): format!("plant{number}5") },
        })
    };
    json!({
        "plant20": { "type": "apiKey", "name": "X-Key", "in": "header", "description": "plant25" },
        "plant170": { "type": "apiKey", "name": "no token plant24", "in": "header" },
        "plant23": { "type": "oauth2", "description": "plant26", "oauth2MetadataUrl": "https://example.com/plant155", "flows": {
            "implicit": flow(40), "password": flow(41), "clientCredentials": flow(42),
            "authorizationCode": flow(43), "deviceAuthorization": {
                "deviceAuthorizationUrl": "https://example.com/plant441",
                "tokenUrl": "https://example.com/plant442", "scopes": { "plant444": "plant445" },
            },
        } },
        "plant27": { "type": "http", "scheme": "plant28", "bearerFormat": "plant29" },
        "plant150": { "type": "openIdConnect", "openIdConnectUrl": "https://example.com/plant151" },
        "plant152": { "type": "apiKey", "name": "plant153", "in": "query" },
        "plant154": { "type": "http", "scheme": "bearer" },
    })
}
