//! A document of `OpenAPI` 2.0 with words where it has other keywords than 3.x.

use serde_json::{Value, json};

pub fn document() -> Value {
    json!({
        "swagger": "2.0",
        "info": { "title": "plant1", "version": "1" },
        "host": "api.example.test",
        "basePath": "/v1",
        "schemes": ["https"],
        "consumes": ["application/json", "application/plant3"],
        "produces": ["application/json"],
        "paths": {
            "/plant4/{plant5}": {
                "parameters": [
                    { "name": "plant5", "in": "path", "required": true, "type": "string", "description": "plant6" },
                    { "$ref": "#/parameters/Mark" },
                ],
                "get": {
                    "operationId": "plant8",
                    "parameters": [
                        { "name": "plant9", "in": "query", "type": "array", "collectionFormat": "pipes",
                            "description": "plant10", "items": { "type": "string", "enum": ["plant11", "b"] } },
                        { "name": "plant12", "in": "query", "type": "string", "default": "plant13",
                            "x-example": "plant14", "format": "plant15" },
                    ],
                    "responses": {
                        "200": {
                            "description": "plant16",
                            "schema": { "$ref": "#/definitions/Thing" },
                            "examples": { "application/json": { "plant18": "plant19" } },
                            "headers": { "X-A": { "type": "string", "description": "plant20" } },
                        },
                        "default": { "$ref": "#/responses/Failed" },
                    },
                },
                "post": {
                    "operationId": "plant22",
                    "consumes": ["multipart/form-data"],
                    "parameters": [
                        { "name": "plant23", "in": "formData", "type": "file", "required": true, "description": "plant24" },
                        { "name": "plant25", "in": "formData", "type": "string", "x-example": "plant26" },
                        { "$ref": "#/parameters/Member" },
                    ],
                    "responses": { "204": { "description": "plant28" } },
                },
                "put": {
                    "operationId": "plant29",
                    "consumes": ["application/json"],
                    "parameters": [{
                        "name": "plant30",
                        "in": "body",
                        "description": "plant31",
                        "schema": { "type": "object", "properties": { "plant32": { "type": "string", "description": "plant33" } } },
                    }],
                    "responses": { "204": { "description": "plant34" } },
                },
            },
        },
        "parameters": {
            "Mark": { "name": "plant35", "in": "query", "type": "string", "pattern": "plant36" },
            "Member": { "name": "plant37", "in": "formData", "type": "integer", "description": "plant38" },
        },
        "responses": {
            "Failed": { "description": "plant39", "schema": { "type": "object", "properties": { "plant40": { "type": "string" } } } },
        },
        "definitions": {
            "Thing": { "type": "object", "properties": { "plant18": { "type": "string", "description": "plant41" } } },
        },
        "security": [{ "plant42": [] }, { "plant43": ["plant44"] }, { "plant45": [] }],
        "securityDefinitions": {
            "plant42": { "type": "basic", "description": "plant46" },
            "plant43": { "type": "oauth2", "flow": "accessCode", "description": "plant47",
                "authorizationUrl": "https://a.test/plant48", "tokenUrl": "https://a.test/plant49",
                "scopes": { "plant44": "plant50" } },
            "plant45": { "type": "apiKey", "in": "query", "name": "plant51" },
        },
    })
}
