//! Parameters: those of a path, those of an operation, and those that only the path's text tells of.

use super::Resolver;
use super::schema::rust_name;
use super::uses::SKIPPED;
use crate::api::{Docs, Kind, Location, OperationId, Owner, Parameter, StringFormat, Style};
use crate::diagnostic::{Code, Pointer, Reason};
use indexmap::IndexSet;
use openapiv3::{
    ParameterData, ParameterSchemaOrContent, PathItem, PathStyle, QueryStyle, ReferenceOr,
};
use std::collections::BTreeMap;

impl<'a> Resolver<'a, '_> {
    /// The parameters of an operation: its path's and its own; none if one was left out.
    pub(super) fn all_parameters(
        &mut self,
        id: OperationId,
        path: &str,
        (item, own): (&'a PathItem, &'a [ReferenceOr<openapiv3::Parameter>]),
        at: &Pointer,
    ) -> Result<Vec<Parameter>, Reason> {
        let of_path = self.parameters(id, &item.parameters, &at.parent())?;
        let own = self.parameters(id, own, at)?;
        let mut parameters = overridden(of_path, own);
        self.complete_path(id, path, at, &mut parameters);
        Ok(parameters)
    }

    /// Adds what the path names and no parameter describes: without it no call could be made.
    fn complete_path(
        &mut self,
        id: OperationId,
        path: &str,
        at: &Pointer,
        parameters: &mut Vec<Parameter>,
    ) {
        let in_path = parameters.iter().filter(|p| p.location == Location::Path);
        let mut known: IndexSet<String> = in_path.map(|p| p.name.clone()).collect();
        for part in path.split('{').skip(1) {
            let Some((name, _)) = part.split_once('}') else {
                continue;
            };
            if !known.insert(name.to_owned()) {
                continue;
            }
            self.diagnostics
                .report(Code::PathParameter, at, &[name, path]);
            let place = at.child("parameters").child(name);
            let schema = self.reserve(place.clone(), Owner::Parameter(id, name.to_owned()));
            self.api.schemas[schema.0].kind = Kind::String(StringFormat::Plain);
            parameters.push(Parameter {
                rust_name: self.wish(&place),
                at: place,
                name: name.to_owned(),
                docs: Docs::default(),
                location: Location::Path,
                style: Some(Style::Simple { explode: false }),
                required: true,
                schema,
            });
        }
    }

    /// The parameters of a list; none of them if one was left out.
    fn parameters(
        &mut self,
        id: OperationId,
        parameters: &'a [ReferenceOr<openapiv3::Parameter>],
        at: &Pointer,
    ) -> Result<Vec<Parameter>, Reason> {
        let mut resolved = Vec::new();
        for (i, parameter) in parameters.iter().enumerate() {
            let place = at.child("parameters").index(i);
            let found = self.follow(parameter, &place);
            let Some((parameter, end, shared)) = found else {
                continue;
            };
            let parameter = self.used(&end, &place, SKIPPED, |this| {
                this.parameter(id, parameter, end.clone(), shared)
            });
            resolved.extend(parameter?);
        }
        Ok(resolved)
    }

    fn parameter(
        &mut self,
        id: OperationId,
        parameter: &'a openapiv3::Parameter,
        at: Pointer,
        shared: Option<&str>,
    ) -> Option<Parameter> {
        let data = parameter.parameter_data_ref();
        let (location, style) = placing(parameter, data);
        self.uses.weigh(data.name.len());
        // OpenAPI 3.0.3, "Parameter Object": these three are described elsewhere.
        let reserved = ["accept", "content-type", "authorization"];
        if location == Location::Header
            && reserved.contains(&data.name.to_ascii_lowercase().as_str())
        {
            return None;
        }
        let owner = shared.map_or_else(
            || Owner::Parameter(id, data.name.clone()),
            |shared| Owner::Shared(shared.to_owned()),
        );
        let (schema, style) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let schema = self.schema(schema, at.child("schema"), owner);
                (schema, Some(style))
            }
            // It has one entry (OpenAPI 3.0.3, "Fixed Fields and considerations").
            ParameterSchemaOrContent::Content(content) => {
                let (media_type, media) = content.first()?;
                let at = at.child("content").child(media_type);
                let is_text = media_type.starts_with("text/");
                if !is_text && !media_type.contains("json") && !media_type.contains('*') {
                    let words = [data.name.as_str(), media_type.as_str()];
                    self.diagnostics.report(Code::ParameterContent, &at, &words);
                    return None;
                }
                let schema = match &media.schema {
                    Some(schema) => self.schema(schema, at.child("schema"), owner),
                    None => self.reserve(at.child("schema"), owner),
                };
                (schema, is_text.then_some(style))
            }
        };
        Some(Parameter {
            rust_name: self.wish(&at).or_else(|| rust_name(&data.extensions)),
            name: data.name.clone(),
            docs: Docs {
                title: None,
                description: self.copies.maybe(data.description.as_ref()),
                deprecated: data.deprecated.unwrap_or_default(),
                constraints: None,
            },
            location,
            style,
            required: data.required || location == Location::Path,
            schema,
            at,
        })
    }
}

/// The parameters of a path with those of an operation: its own replaces its path's of the same name and
/// location.
fn overridden(mut parameters: Vec<Parameter>, own: Vec<Parameter>) -> Vec<Parameter> {
    let key = |parameter: &Parameter| (parameter.name.clone(), parameter.location);
    let of_path = parameters.iter().enumerate().rev();
    let mut known: BTreeMap<_, usize> = of_path.map(|(index, p)| (key(p), index)).collect();
    for parameter in own {
        let index = *known.entry(key(&parameter)).or_insert(parameters.len());
        match parameters.get_mut(index) {
            Some(inherited) => *inherited = parameter,
            None => parameters.push(parameter),
        }
    }
    parameters
}

/// Where a parameter is sent and how it is written there.
fn placing(parameter: &openapiv3::Parameter, data: &ParameterData) -> (Location, Style) {
    match parameter {
        openapiv3::Parameter::Path { style, .. } => {
            let explode = data.explode.unwrap_or(false);
            let style = match style {
                PathStyle::Simple => Style::Simple { explode },
                PathStyle::Label => Style::Label { explode },
                PathStyle::Matrix => Style::Matrix { explode },
            };
            (Location::Path, style)
        }
        openapiv3::Parameter::Query {
            style,
            allow_reserved,
            ..
        } => {
            let explode = data.explode.unwrap_or(matches!(style, QueryStyle::Form));
            let style = match style {
                QueryStyle::SpaceDelimited if !explode => Style::SpaceDelimited,
                QueryStyle::PipeDelimited if !explode => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
                // Exploded, the delimited styles write what `form` writes.
                _ => Style::Form {
                    explode,
                    allow_reserved: *allow_reserved,
                },
            };
            (Location::Query, style)
        }
        openapiv3::Parameter::Header { .. } => (
            Location::Header,
            Style::Simple {
                explode: data.explode.unwrap_or(false),
            },
        ),
        openapiv3::Parameter::Cookie { .. } => {
            let explode = data.explode.unwrap_or(true);
            (
                Location::Cookie,
                Style::Form {
                    explode,
                    allow_reserved: false,
                },
            )
        }
    }
}
