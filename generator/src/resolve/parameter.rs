//! Parameters of a path and of an operation.

use super::Resolver;
use super::authorization::is_authorization;
use super::encoding::Direction;
use super::method::Item;
use super::uses::{SKIPPED, WEBHOOK_SKIPPED};
use super::wish::rust_name;
use crate::api::{
    Docs, Location, Media, Notation, OperationId, Owner, Parameter, Style, WebhookId,
};
use crate::diagnostic::{Code, Pointer, Reason, Related};
use crate::openapi::view::{self, List, MediaType, Members, Payload, RefOr, Shared as _, View};
use crate::text::header;
use crate::text::media_type::{ANY, ANY_TEXT, essence, is_markup, legal_part};
use std::collections::BTreeMap;

/// The parameters of a path or of an operation.
type Parameters<'a> = List<'a, RefOr<'a, view::Parameter<'a>>>;

/// The request of the parameters.
#[derive(Clone, Copy)]
pub(super) enum Of {
    /// A request of the client.
    Operation(OperationId),
    /// A request of the server.
    Webhook(WebhookId),
}

impl Of {
    fn owner(self, name: &str) -> Owner {
        match self {
            Self::Operation(id) => Owner::Parameter(id, name.to_owned()),
            Self::Webhook(id) => Owner::WebhookParameter(id, name.to_owned()),
        }
    }

    fn is_operation(self) -> bool {
        matches!(self, Self::Operation(_))
    }

    fn lost(self) -> &'static str {
        match self {
            Self::Operation(_) => SKIPPED,
            Self::Webhook(_) => WEBHOOK_SKIPPED,
        }
    }
}

impl<'a> Resolver<'a, '_> {
    /// The path of an operation and its parameters, with its path's; none if a parameter was left out, or if no
    /// request can have the path.
    pub(super) fn all_parameters(
        &mut self,
        id: OperationId,
        path: &str,
        (item, own): (Item<'a, '_>, Parameters<'a>),
        at: &Pointer,
    ) -> Result<(String, Vec<Parameter>), Reason> {
        let mut parameters = self.item_parameters(Of::Operation(id), (item, own), at)?;
        self.check_query(&parameters);
        let key = Pointer::root().child("paths").child(path);
        let path = self.with_each_pair_once(path, &mut parameters);
        let path = self.unmarked(&path, &key, &mut parameters);
        self.complete_path(id, &path, (&key, at), &mut parameters)?;
        Ok((path, parameters))
    }

    /// Reports parameters that are the whole query beside others in the query (OpenAPI 3.2.0, "Parameter Locations").
    fn check_query(&mut self, parameters: &[Parameter]) {
        let find = |is_whole: bool| {
            let in_query = |parameter: &&Parameter| {
                parameter.location == Location::Query && parameter.whole_query.is_some() == is_whole
            };
            parameters.iter().find(in_query)
        };
        let (part, first) = (find(false), find(true));
        for whole in parameters
            .iter()
            .filter(|parameter| parameter.whole_query.is_some())
        {
            let first = first.filter(|first| first.name != whole.name);
            if let Some(other) = part.or(first) {
                let words = [whole.name.as_str(), &other.name];
                let code = Code::QueryShared;
                let other = vec![Related::at("the other parameter", &other.at)];
                self.diagnostics
                    .report_related(code, &whole.at, &words, other);
            }
        }
    }

    /// The parameters of a path item with those of its operation at `at`; none if a parameter was left out.
    pub(super) fn item_parameters(
        &mut self,
        of: Of,
        (item, own): (Item<'a, '_>, Parameters<'a>),
        at: &Pointer,
    ) -> Result<Vec<Parameter>, Reason> {
        let (view, place) = item.with("parameters");
        let of_path = self.parameters(of, view.parameters(), place)?;
        let own = self.parameters(of, own, at)?;
        Ok(overridden(of_path, own))
    }

    /// The parameters of a list; none if a parameter was left out.
    fn parameters(
        &mut self,
        of: Of,
        parameters: Parameters<'a>,
        at: &Pointer,
    ) -> Result<Vec<Parameter>, Reason> {
        let mut resolved: Vec<Parameter> = Vec::new();
        let mut known: BTreeMap<_, (usize, Pointer)> = BTreeMap::new();
        for (i, parameter) in parameters.iter().enumerate() {
            let place = at.child("parameters").index(i);
            let found = self.follow(parameter, &place);
            let Some((parameter, end, shared)) = found else {
                continue;
            };
            let location = parameter.location();
            let parameter = self.used(&end, &place, of.lost(), |this| {
                this.parameter(of, parameter, end.clone(), shared)
            });
            let Some(mut parameter) = parameter? else {
                continue;
            };
            self.override_docs(&mut parameter.docs, &place);
            let (index, first) = known
                .entry(key(parameter.location, &parameter.name))
                .or_insert_with(|| (resolved.len(), place.clone()));
            match resolved.get_mut(*index) {
                Some(earlier) => {
                    let first = Related::at("first described here", first);
                    let (code, args) = (Code::ParameterTwice, [location, &parameter.name]);
                    self.diagnostics
                        .report_related(code, &place, &args, vec![first]);
                    *earlier = parameter;
                }
                None => resolved.push(parameter),
            }
        }
        Ok(resolved)
    }

    fn parameter(
        &mut self,
        of: Of,
        parameter: view::Parameter<'a>,
        at: Pointer,
        shared: Option<&str>,
    ) -> Option<Parameter> {
        let name = parameter.name();
        self.uses.weigh(name.len());
        let is_whole = parameter.location() == "querystring";
        let (location, style) = placing(parameter);
        if location == Location::Header && is_authorization(name) && of.is_operation() {
            self.note_authorization(parameter, at);
            return None;
        }
        if location == Location::Header && header::is_described_elsewhere(name) {
            let words = [name, "a header parameter", header::DESCRIBED_ELSEWHERE];
            self.diagnostics.report(Code::WireName, &at, &words);
            return None;
        }
        if let Some((what, why)) = name_fault(location, name) {
            let words = [name, what, why];
            self.diagnostics.report(Code::WireName, &at, &words);
            return None;
        }
        let owner =
            shared.map_or_else(|| of.owner(name), |shared| Owner::Shared(shared.to_owned()));
        let mut whole_query = is_whole.then(Vec::new);
        let (mut as_text, mut as_form, mut notation) = (None, None, None);
        let (schema, style) = match parameter.payload() {
            Payload::Schema(schema) => {
                let schema = self.schema(schema, at.child("schema"), owner);
                (schema, Some(style))
            }
            Payload::Content(content) => {
                let at = at.child("content");
                let (media_type, media) = self.only_content(content, &at)?;
                let place = at.child(media_type);
                let media_type = self.only_media_type(media_type, &place);
                let found = self.follow_or_say_why(media, &place, view::Parameter::UNFOUND);
                let (media, at, _) = found.ok()?;
                let is_foreign = is_foreign(media_type, is_whole);
                if is_foreign && !of.is_operation() {
                    let words = [name, media_type];
                    self.diagnostics.report(Code::ParameterContent, &at, &words);
                    return None;
                }
                let schema = self.value_schema((media_type, media), &at, owner);
                // A form is written as in a body.
                let is_form = Media::of(media_type) == Media::Form;
                let direction = if is_whole || is_form {
                    Direction::Sent
                } else {
                    Direction::Received
                };
                let (encodings, _) = self.encodings((media_type, direction), media, &at);
                if is_whole {
                    whole_query = Some(encodings);
                } else if is_form {
                    as_form = Some(encodings);
                }
                let plain = if is_whole { WHOLE_TEXT } else { style };
                as_text = is_text_range(media_type).then_some(plain);
                notation = is_foreign.then(|| Notation {
                    at,
                    media_type: media_type.to_owned(),
                });
                (schema, written(media_type, style, is_whole))
            }
        };
        Some(Parameter {
            rust_name: self.wish(&at).or_else(|| rust_name(parameter)),
            name: name.to_owned(),
            docs: Docs {
                title: None,
                description: self.copies.maybe(parameter.description()),
                link: None,
                deprecated: parameter.deprecated(),
                constraints: None,
            },
            location,
            whole_query,
            as_form,
            style,
            as_text,
            notation,
            part: None,
            required: parameter.required() || location == Location::Path,
            allows_empty: parameter.allow_empty_value(),
            schema,
            at,
        })
    }

    /// The entry of `content`, which has only one (OpenAPI 3.0.3, "Parameter Object"). Of several, JSON counts, or else
    /// the first by name; the others are reported.
    pub(super) fn only_content(
        &mut self,
        content: Members<'a, RefOr<'a, MediaType<'a>>>,
        at: &Pointer,
    ) -> Option<(&'a str, RefOr<'a, MediaType<'a>>)> {
        let chosen = content
            .iter()
            .min_by_key(|(name, _)| (Media::of(legal_part(name).unwrap_or(name)), *name))?;
        for other in content.names().filter(|name| *name != chosen.0) {
            let words = [other, chosen.0];
            self.diagnostics
                .report(Code::SecondContent, &at.child(other), &words);
        }
        Some(chosen)
    }
}

/// The parameters of a path and of an operation together: the operation's replaces the path's of the same name
/// and location.
fn overridden(mut parameters: Vec<Parameter>, own: Vec<Parameter>) -> Vec<Parameter> {
    let of_path = parameters.iter().enumerate();
    let mut known: BTreeMap<_, usize> = of_path
        .map(|(index, p)| (key(p.location, &p.name), index))
        .collect();
    for parameter in own {
        let index = *known
            .entry(key(parameter.location, &parameter.name))
            .or_insert(parameters.len());
        match parameters.get_mut(index) {
            Some(inherited) => *inherited = parameter,
            None => parameters.push(parameter),
        }
    }
    parameters
}

/// The key of a parameter in a list. Names of headers are case-insensitive.
pub(super) fn key(location: Location, name: &str) -> (String, Location) {
    let name = match location {
        Location::Header => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    };
    (name, location)
}

/// The reason why no request can have this name at this location, with the word for the thing.
pub(super) fn name_fault(location: Location, name: &str) -> Option<(&'static str, &'static str)> {
    match location {
        Location::Header => Some(("a header", header::name_fault(name)?)),
        Location::Cookie => Some(("a cookie", header::cookie_name_fault(name)?)),
        Location::Query if name.is_empty() => Some(("a query parameter", "it is empty")),
        _ => None,
    }
}

/// The style of a query parameter, or of a member of a form.
pub(super) fn query_style(
    style: Option<&str>,
    explode: Option<bool>,
    allow_reserved: bool,
) -> Style {
    let explode = explode.unwrap_or(matches!(style, None | Some("form")));
    match style {
        Some("spaceDelimited") if !explode => Style::SpaceDelimited,
        Some("pipeDelimited") if !explode => Style::PipeDelimited,
        Some("deepObject") => Style::DeepObject,
        // The exploded forms of the delimited styles are `form`.
        _ => Style::Form {
            explode,
            allow_reserved,
        },
    }
}

/// Whether a media type is a range in which text is plain.
pub(super) fn is_text_range(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), ANY | ANY_TEXT)
}

/// The style of a parameter with content of a media type; none for JSON text.
fn written(media_type: &str, style: Style, is_whole: bool) -> Option<Style> {
    let is_json = is_json(media_type);
    match (is_json, is_whole) {
        _ if is_whole && Media::of(media_type) == Media::Form => Some(style),
        // A server would take the `&` of a form within the query for the next parameter.
        _ if Media::of(media_type) == Media::Form && matches!(style, Style::Form { .. }) => {
            Some(Style::Form {
                explode: true,
                allow_reserved: false,
            })
        }
        (true, true) => Some(Style::Whole),
        (true, false) => None,
        (false, true) => Some(WHOLE_TEXT),
        (false, false) if media_type == TAB_SEPARATED => Some(match style {
            Style::Form { .. } | Style::Cookie { .. } => Style::TabDelimited,
            _ => Style::Separated('\t'),
        }),
        (false, false) => Some(style),
    }
}

/// Whether content of a media type is a text that the caller writes. The members of a form can be the whole query.
pub(super) fn is_foreign(media_type: &str, is_whole: bool) -> bool {
    let is_form = is_whole && Media::of(media_type) == Media::Form;
    let is_text = essence(media_type).starts_with("text/")
        && !is_markup(media_type)
        && Media::of(media_type) != Media::Events;
    !is_form && !is_json(media_type) && !is_text
}

/// Whether a value is JSON text under a media type or a range, misspelled ones among them: `json`, `application/x-json`.
/// `application/jsonpath` is another notation, and so are values on lines.
fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    let mut words = essence.split(['/', '+', '.', '-']);
    match Media::of(media_type) {
        Media::Json => true,
        Media::Lines => false,
        _ => essence.contains('*') || words.any(|word| word.ends_with("json")),
    }
}

/// The style of a text that is the whole query: without the parameter's name.
const WHOLE_TEXT: Style = Style::Simple { explode: false };

/// The media type of lists whose separator is a tab.
const TAB_SEPARATED: &str = "text/tab-separated-values";

/// Whether a value of a path parameter may contain slashes, which divide it into segments.
fn is_segments(parameter: view::Parameter<'_>) -> bool {
    parameter.allow_reserved() || is_encoded_already(parameter)
}

/// Whether the document leaves the encoding of the value to the caller.
fn is_encoded_already(parameter: view::Parameter<'_>) -> bool {
    let said = parameter.extension("x-ms-skip-url-encoding");
    said.and_then(serde_json::Value::as_bool) == Some(true)
}

/// The style of a value without its name. 2.0 has lists with other separators in paths and headers, too.
fn line_style(format: Option<&str>, explode: bool) -> Style {
    match format {
        Some("ssv") => Style::Separated(' '),
        Some("pipes") => Style::Separated('|'),
        _ => Style::Simple { explode },
    }
}

/// The location and the style of a parameter.
fn placing(parameter: view::Parameter<'_>) -> (Location, Style) {
    let (style, explode) = (parameter.style(), parameter.explode());
    match parameter.location() {
        "path" => {
            let explode = explode.unwrap_or(false);
            let style = match style {
                _ if is_segments(parameter) => Style::ReservedSegments,
                Some("label") => Style::Label { explode },
                Some("matrix") => Style::Matrix { explode },
                _ => line_style(parameter.collection_format(), explode),
            };
            (Location::Path, style)
        }
        "query" => {
            let is_reserved = parameter.allow_reserved() || is_encoded_already(parameter);
            let style = query_style(style, explode, is_reserved);
            (Location::Query, style)
        }
        "header" => {
            let explode = explode.unwrap_or(false);
            let style = line_style(parameter.collection_format(), explode);
            (Location::Header, style)
        }
        "cookie" => {
            let explode = explode.unwrap_or(true);
            let style = match style {
                Some("cookie") => Style::Cookie { explode },
                _ => Style::Form {
                    explode,
                    allow_reserved: false,
                },
            };
            (Location::Cookie, style)
        }
        // `querystring`: its members are the parameters.
        _ => {
            let style = Style::Form {
                explode: true,
                allow_reserved: false,
            };
            (Location::Query, style)
        }
    }
}
