//! A document of `OpenAPI` 2.0 in the words of 3.0, along the tables of the two specifications: it shares nothing with
//! the upgrade of the generator.

use serde_json::{Map, Value, json};

type Object = Map<String, Value>;

/// The keywords of a parameter or a header of 2.0 that are no part of the schema of its value.
const BESIDE_SCHEMA: [&str; 8] = [
    "name",
    "in",
    "required",
    "description",
    "allowEmptyValue",
    "collectionFormat",
    "x-example",
    "example",
];

const URL_ENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";
const JSON: &str = "application/json";

/// The same document in the words of 3.0.
#[must_use]
pub fn upgraded(document: &Value) -> Value {
    let older = Older { document };
    let mut twin = Object::new();
    twin.insert("openapi".to_owned(), "3.0.3".into());
    for key in ["info", "security", "tags", "externalDocs"] {
        twin.extend(document.get(key).map(|it| (key.to_owned(), it.clone())));
    }
    if let Some(servers) = older.servers(&document["schemes"]) {
        twin.insert("servers".to_owned(), servers);
    }
    let paths = object(&document["paths"]);
    let paths = paths.map(|(path, item)| (path.clone(), older.path_item(item)));
    twin.insert("paths".to_owned(), paths.collect());
    twin.insert("components".to_owned(), older.components());
    twin.into()
}

struct Older<'d> {
    document: &'d Value,
}

impl<'d> Older<'d> {
    /// The server of each scheme. Those of `https` come first, as there is no order of preference in 2.0.
    fn servers(&self, schemes: &Value) -> Option<Value> {
        let text = |key: &str| self.document[key].as_str();
        let base = text("basePath").unwrap_or_default();
        let base = base.strip_suffix('/').unwrap_or(base);
        let Some(host) = text("host") else {
            return (!base.is_empty()).then(|| json!([{ "url": base }]));
        };
        let mut schemes: Vec<&str> = items(schemes).filter_map(Value::as_str).collect();
        schemes.sort_unstable_by_key(|scheme| *scheme != "https");
        if schemes.is_empty() {
            return Some(json!([{ "url": format!("//{host}{base}") }]));
        }
        let servers = schemes.into_iter();
        Some(
            servers
                .map(|scheme| json!({ "url": format!("{scheme}://{host}{base}") }))
                .collect(),
        )
    }

    fn components(&self) -> Value {
        let section = |name: &str| object(&self.document[name]);
        let mut parts: [Object; 3] = Default::default();
        for (name, parameter) in section("parameters") {
            match parameter["in"].as_str() {
                Some("body") => {
                    let body = self.body(parameter, self.document);
                    parts[1].insert(name.clone(), body);
                }
                Some("formData") => {}
                _ => _ = parts[0].insert(name.clone(), Self::parameter(parameter)),
            }
        }
        for (name, response) in section("responses") {
            parts[2].insert(name.clone(), self.response(response, self.document));
        }
        let schemas = section("definitions");
        let schemas: Value = schemas
            .map(|(name, it)| (name.clone(), schema(it)))
            .collect();
        let security = section("securityDefinitions");
        let security: Value = security
            .map(|(name, it)| (name.clone(), scheme(it)))
            .collect();
        let [parameters, bodies, responses] = parts;
        json!({
            "parameters": parameters, "requestBodies": bodies, "responses": responses,
            "schemas": schemas, "securitySchemes": security,
        })
    }

    fn path_item(&self, item: &Value) -> Value {
        let mut twin = Object::new();
        let shared: Vec<&Value> = items(&item["parameters"]).collect();
        for (key, value) in object(item) {
            match key.as_str() {
                "parameters" => {
                    let others = shared.iter().filter(|it| self.place(it).is_none());
                    let others = others.map(|it| Self::parameter(it));
                    twin.insert(key.clone(), others.collect());
                }
                _ if key.starts_with("x-") => _ = twin.insert(key.clone(), value.clone()),
                _ => _ = twin.insert(key.clone(), self.operation(value, &shared)),
            }
        }
        twin.into()
    }

    fn operation(&self, operation: &'d Value, shared: &[&'d Value]) -> Value {
        let mut twin = Object::new();
        for (key, value) in object(operation) {
            match key.as_str() {
                "consumes" | "produces" | "parameters" => {}
                "schemes" => {
                    let servers = self.servers(value);
                    twin.extend(servers.map(|servers| ("servers".to_owned(), servers)));
                }
                "responses" => {
                    let responses = object(value);
                    let responses = responses
                        .map(|(status, it)| (status.clone(), self.response(it, operation)));
                    twin.insert(key.clone(), responses.collect());
                }
                _ => _ = twin.insert(key.clone(), value.clone()),
            }
        }
        let own: Vec<&Value> = items(&operation["parameters"]).collect();
        let others = own.iter().filter(|it| self.place(it).is_none());
        let others: Value = others.map(|it| Self::parameter(it)).collect();
        twin.insert("parameters".to_owned(), others);
        let sent = |place| {
            let all = shared.iter().chain(&own).copied();
            all.filter(move |it| self.place(it) == Some(place))
        };
        let form: Vec<&Value> = sent("formData").map(|it| self.target(it)).collect();
        let body = sent("body")
            .next_back()
            .map(|body| self.body(body, operation));
        let body = body.or_else(|| (!form.is_empty()).then(|| self.form(&form, operation)));
        twin.extend(body.map(|body| ("requestBody".to_owned(), body)));
        twin.into()
    }

    /// The target of a reference to a shared part, or the value itself.
    fn target(&self, value: &'d Value) -> &'d Value {
        let reference = value["$ref"].as_str().and_then(|it| it.strip_prefix('#'));
        reference.map_or(value, |at| self.document.pointer(at).expect("a target"))
    }

    /// `body` or `formData`, of a parameter that is a part of the body.
    fn place(&self, parameter: &'d Value) -> Option<&'d str> {
        let place = self.target(parameter)["in"].as_str()?;
        ["body", "formData"].contains(&place).then_some(place)
    }

    /// The media types of an operation, or else of the document.
    fn types(&self, key: &str, operation: &'d Value) -> Vec<&'d str> {
        let listed = operation.get(key).unwrap_or(&self.document[key]);
        items(listed).filter_map(Value::as_str).collect()
    }

    fn parameter(parameter: &Value) -> Value {
        if let Some(reference) = parameter["$ref"].as_str() {
            return json!({ "$ref": reference.replace("#/parameters/", "#/components/parameters/") });
        }
        let mut twin = Object::new();
        for key in ["name", "in", "required", "description", "allowEmptyValue"] {
            twin.extend(parameter.get(key).map(|it| (key.to_owned(), it.clone())));
        }
        let value = value_schema(parameter);
        let is_query = parameter["in"] == "query";
        match parameter["collectionFormat"].as_str().unwrap_or("csv") {
            "tsv" => {
                let content = json!({ "text/tab-separated-values": { "schema": value } });
                twin.insert("content".to_owned(), content);
                return twin.into();
            }
            "multi" => {}
            "csv" if !is_query => {}
            // Legal in 3.x, which has no style for such a list in a path or a header.
            format if value["type"] == "array" && !is_query => {
                twin.insert("x-collection-format".to_owned(), format.into());
            }
            format if value["type"] == "array" => {
                twin.insert("style".to_owned(), style(format).into());
                twin.insert("explode".to_owned(), false.into());
            }
            _ => {}
        }
        twin.insert("schema".to_owned(), value);
        let example = parameter.get("x-example");
        twin.extend(example.map(|example| ("example".to_owned(), example.clone())));
        twin.into()
    }

    /// A body for the media types of an operation; a shared one has those of the document.
    fn body(&self, parameter: &'d Value, operation: &'d Value) -> Value {
        let types = self.types("consumes", operation);
        if let Some(reference) = parameter["$ref"].as_str()
            && types == self.types("consumes", self.document)
        {
            return json!({ "$ref": reference.replace("#/parameters/", "#/components/requestBodies/") });
        }
        let parameter = self.target(parameter);
        let value = &parameter["schema"];
        let is_bytes = value["format"] == "binary";
        let default = if is_bytes {
            "application/octet-stream"
        } else {
            JSON
        };
        let content = content(&types, default, &json!({ "schema": schema(value) }));
        let mut twin = Object::new();
        for key in ["description", "required"] {
            twin.extend(parameter.get(key).map(|it| (key.to_owned(), it.clone())));
        }
        twin.insert("content".to_owned(), content);
        twin.into()
    }

    fn form(&self, members: &[&Value], operation: &'d Value) -> Value {
        let (mut properties, mut required, mut encoding) =
            (Object::new(), Vec::new(), Object::new());
        let is_file = |it: &Value| it["type"] == "file" || it["items"]["type"] == "file";
        for member in members {
            let name = member["name"].as_str().expect("a name");
            let mut value = value_schema(member);
            let description = member.get("description");
            if let Some(description) = description {
                value["description"] = description.clone();
            }
            let format = member["collectionFormat"].as_str().unwrap_or("csv");
            if value["type"] == "array" && format != "multi" && !is_file(member) {
                let said = json!({ "style": style(format), "explode": false });
                encoding.insert(name.to_owned(), said);
            }
            properties.insert(name.to_owned(), value);
            required.extend((member["required"] == true).then_some(name));
        }
        let has_file = members.iter().any(|it| is_file(it));
        let mut types = self.types("consumes", operation);
        types.retain(|it| *it == MULTIPART || !has_file && *it == URL_ENCODED);
        let default = if has_file { MULTIPART } else { URL_ENCODED };
        let mut value = json!({ "type": "object", "properties": properties });
        let is_required = !required.is_empty();
        if is_required {
            value["required"] = json!(required);
        }
        let mut media = json!({ "schema": value });
        if !encoding.is_empty() {
            media["encoding"] = encoding.into();
        }
        json!({ "required": is_required, "content": content(&types, default, &media) })
    }

    /// A response with the media types of an operation; a shared one has those of the document.
    fn response(&self, response: &'d Value, operation: &'d Value) -> Value {
        let mut types = self.types("produces", operation);
        if let Some(reference) = response["$ref"].as_str() {
            let is_same = types == self.types("produces", self.document);
            if is_same || self.target(response).get("schema").is_none() {
                let reference = reference.replace("#/responses/", "#/components/responses/");
                return json!({ "$ref": reference });
            }
        }
        let response = self.target(response);
        let mut twin = json!({ "description": response["description"] });
        if let Some(headers) = response.get("headers") {
            let header = |header: &Value| {
                let mut twin = json!({ "schema": value_schema(header) });
                if let Some(description) = header.get("description") {
                    twin["description"] = description.clone();
                }
                twin
            };
            let headers = object(headers);
            twin["headers"] = headers
                .map(|(name, it)| (name.clone(), header(it)))
                .collect();
        }
        if let Some(value) = response.get("schema") {
            // JSON has no bytes.
            let is_file = value["type"] == "file";
            types.retain(|it| !is_file || *it != JSON);
            let default = if is_file { "*/*" } else { JSON };
            let mut all = content(&types, default, &json!({ "schema": schema(value) }));
            for (name, example) in object(&response["examples"]) {
                all[name]["example"] = example.clone();
            }
            twin["content"] = all;
        }
        twin
    }
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn content(types: &[&str], default: &str, media: &Value) -> Value {
    let default = types.is_empty().then_some(default);
    let types = types.iter().copied().chain(default);
    types.map(|name| (name.to_owned(), media.clone())).collect()
}

fn style(format: &str) -> &'static str {
    match format {
        "ssv" => "spaceDelimited",
        "pipes" => "pipeDelimited",
        _ => "form",
    }
}

/// The schema of the value that a parameter or a header describes itself.
fn value_schema(described: &Value) -> Value {
    let own = object(described).filter(|(key, _)| !BESIDE_SCHEMA.contains(&key.as_str()));
    schema(&own.map(|(key, it)| (key.clone(), it.clone())).collect())
}

/// A schema with its parts. The names of its members may be those of keywords.
fn schema(value: &Value) -> Value {
    let mut twin = Object::new();
    for (key, inner) in object(value) {
        let of_each = || {
            object(inner)
                .map(|(name, it)| (name.clone(), schema(it)))
                .collect()
        };
        let (key, inner) = match (key.as_str(), inner) {
            ("$ref", Value::String(to)) => (
                key.as_str(),
                to.replace("#/definitions/", "#/components/schemas/").into(),
            ),
            ("properties", _) => ("properties", of_each()),
            ("items" | "additionalProperties", Value::Object(_)) => (key.as_str(), schema(inner)),
            ("allOf", _) => ("allOf", items(inner).map(schema).collect()),
            ("discriminator", Value::String(_)) => {
                ("discriminator", json!({ "propertyName": inner }))
            }
            ("x-nullable", _) => ("nullable", inner.clone()),
            ("type", it) if *it == "file" => {
                twin.insert("format".to_owned(), "binary".into());
                ("type", "string".into())
            }
            (key, inner) => (key, inner.clone()),
        };
        twin.insert(key.to_owned(), inner);
    }
    twin.into()
}

/// A security scheme. The two flows with names of their own have others in 3.0.
fn scheme(value: &Value) -> Value {
    let mut twin = value.clone();
    match value["type"].as_str() {
        Some("basic") => {
            twin["type"] = "http".into();
            twin["scheme"] = "basic".into();
        }
        Some("oauth2") => {
            let flow = match value["flow"].as_str().expect("a flow") {
                "application" => "clientCredentials",
                "accessCode" => "authorizationCode",
                other => other,
            };
            let keys = ["authorizationUrl", "tokenUrl", "scopes"];
            let (of_flow, mut rest): (Object, Object) = { object(value) }
                .map(|(key, it)| (key.clone(), it.clone()))
                .partition(|(key, _)| keys.contains(&key.as_str()));
            rest.shift_remove("flow");
            rest.insert("flows".to_owned(), json!({ flow: of_flow }));
            twin = rest.into();
        }
        _ => {}
    }
    twin
}
