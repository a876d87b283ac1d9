//! One form for the keywords of a schema. openapiv3 sorts schemas into a typed kind for each
//! `type` and a catch-all for combinations; what is asked here is the same for all of them.

use super::{limits, listed};
use crate::api::{Limit, Listed};
use openapiv3::{
    AdditionalProperties, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind, Type,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The keywords of a schema, whatever its kind. They are copied with each schema that is made of others,
/// so what can be long is shared.
#[derive(Clone, Default)]
pub struct Keywords<'a> {
    /// What the schema says of itself.
    pub data: Option<&'a SchemaData>,
    /// `type`.
    pub ty: Option<&'a str>,
    /// `format`.
    pub format: Option<String>,
    /// `enum`.
    pub values: Rc<[Value]>,
    /// What extensions say of these values.
    pub listed: Rc<BTreeMap<String, Listed>>,
    /// `properties`.
    pub properties: Option<&'a indexmap::IndexMap<String, ReferenceOr<Box<Schema>>>>,
    /// `required`.
    pub required: &'a [String],
    /// `additionalProperties`.
    pub additional: Option<&'a AdditionalProperties>,
    /// `items`.
    pub items: Option<&'a ReferenceOr<Box<Schema>>>,
    /// `oneOf`.
    pub one_of: &'a [ReferenceOr<Schema>],
    /// `anyOf`.
    pub any_of: &'a [ReferenceOr<Schema>],
    /// `allOf`.
    pub all_of: &'a [ReferenceOr<Schema>],
    /// `discriminator`.
    pub discriminator: Option<&'a Discriminator>,
    /// Whether `null` is allowed besides.
    pub nullable: bool,
    /// Whether there is a `not`.
    pub not: bool,
    /// What values keep to besides.
    pub limits: Rc<[Limit]>,
}

impl<'a> Keywords<'a> {
    /// The keywords of `schema`.
    pub fn of(schema: &'a Schema) -> Self {
        let keywords = Self::of_kind(&schema.schema_kind);
        let data = &schema.schema_data;
        // How `OpenAPI` 2.0 says it, and documents that were one.
        let extended = data.extensions.get("x-nullable") == Some(&Value::Bool(true));
        Self {
            data: Some(data),
            discriminator: data.discriminator.as_ref(),
            listed: listed::read(&data.extensions, &keywords.values).into(),
            nullable: data.nullable || extended || keywords.values.contains(&Value::Null),
            ..keywords
        }
    }

    fn of_kind(kind: &'a SchemaKind) -> Self {
        match kind {
            SchemaKind::Type(ty) => Self::of_type(ty),
            SchemaKind::OneOf { one_of } => Self {
                one_of,
                ..Self::default()
            },
            SchemaKind::AnyOf { any_of } => Self {
                any_of,
                ..Self::default()
            },
            SchemaKind::AllOf { all_of } => Self {
                all_of,
                ..Self::default()
            },
            SchemaKind::Not { .. } => Self {
                not: true,
                ..Self::default()
            },
            SchemaKind::Any(any) => Self::of_any(any),
        }
    }

    fn of_type(ty: &'a Type) -> Self {
        match ty {
            Type::String(string) => Self {
                ty: Some("string"),
                format: format_of(&string.format),
                values: values(&string.enumeration),
                limits: limits::of_string(string).into(),
                ..Self::default()
            },
            Type::Number(number) => Self {
                ty: Some("number"),
                format: format_of(&number.format),
                values: values(&number.enumeration),
                limits: limits::of_number(number).into(),
                ..Self::default()
            },
            Type::Integer(integer) => Self {
                ty: Some("integer"),
                format: format_of(&integer.format),
                values: values(&integer.enumeration),
                limits: limits::of_integer(integer).into(),
                ..Self::default()
            },
            Type::Boolean(boolean) => Self {
                ty: Some("boolean"),
                values: values(&boolean.enumeration),
                ..Self::default()
            },
            Type::Object(object) => Self {
                ty: Some("object"),
                properties: Some(&object.properties),
                required: &object.required,
                additional: object.additional_properties.as_ref(),
                limits: limits::of_object(object).into(),
                ..Self::default()
            },
            Type::Array(array) => Self {
                ty: Some("array"),
                items: array.items.as_ref(),
                limits: limits::of_array(array).into(),
                ..Self::default()
            },
        }
    }

    fn of_any(any: &'a openapiv3::AnySchema) -> Self {
        Self {
            ty: any.typ.as_deref(),
            format: any.format.clone(),
            values: any.enumeration.clone().into(),
            properties: (!any.properties.is_empty()).then_some(&any.properties),
            required: &any.required,
            additional: any.additional_properties.as_ref(),
            items: any.items.as_ref(),
            one_of: &any.one_of,
            any_of: &any.any_of,
            all_of: &any.all_of,
            not: any.not.is_some(),
            limits: limits::of_any(any).into(),
            ..Self::default()
        }
    }

    /// The branches of `oneOf`, else of `anyOf`, and that keyword.
    pub fn branches(&self) -> Option<(&'a [ReferenceOr<Schema>], &'static str)> {
        match (self.one_of, self.any_of) {
            ([], []) => None,
            ([], any_of) => Some((any_of, "anyOf")),
            (one_of, _) => Some((one_of, "oneOf")),
        }
    }

    /// The members that each branch lists, where branches do nothing but list required ones.
    pub fn required_sets(&self) -> Option<Vec<Vec<String>>> {
        let (branches, _) = self.branches()?;
        branches
            .iter()
            .map(|branch| {
                let keywords = Self::of(branch.as_item()?);
                keywords
                    .is_required_set()
                    .then(|| keywords.required.to_vec())
            })
            .collect()
    }

    /// Whether there are branches that differ in more than what they require.
    pub fn is_union(&self) -> bool {
        self.branches().is_some() && self.required_sets().is_none()
    }

    /// The same without the branches.
    pub fn without_branches(&self) -> Self {
        let mut rest = self.clone();
        match rest.branches() {
            Some((_, "oneOf")) => rest.one_of = &[],
            _ => rest.any_of = &[],
        }
        rest
    }

    /// Whether the schema describes an object.
    pub fn is_object(&self) -> bool {
        match self.ty {
            Some(ty) => ty == "object",
            None => {
                self.properties.is_some()
                    || self.additional.is_some()
                    || !self.required.is_empty()
                    || self.required_sets().is_some()
            }
        }
    }

    /// Whether the schema only lists which members must be there.
    pub fn is_required_set(&self) -> bool {
        !self.required.is_empty()
            && matches!(self.ty, None | Some("object"))
            && self.properties.is_none_or(indexmap::IndexMap::is_empty)
            && self.additional.is_none()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.all_of.is_empty()
            && self.items.is_none()
            && self.values.is_empty()
    }

    /// Whether the schema says nothing of the value's shape but, perhaps, its type.
    pub fn is_bare(&self) -> bool {
        self.properties.is_none_or(indexmap::IndexMap::is_empty)
            && self.required.is_empty()
            && !matches!(self.additional, Some(AdditionalProperties::Schema(_)))
            && self.format.is_none()
            && self.values.is_empty()
            && self.items.is_none()
            && !self.is_composed()
    }

    /// Whether the schema refers to others in any way.
    pub fn has_parts(&self) -> bool {
        self.properties.is_some()
            || self.additional.is_some()
            || self.items.is_some()
            || self.discriminator.is_some()
            || self.is_composed()
    }

    /// Whether the schema is made of others.
    pub fn is_composed(&self) -> bool {
        !self.all_of.is_empty() || self.branches().is_some()
    }

    /// The type, written or meant.
    pub fn meant_type(&self) -> Option<&'a str> {
        let list = self.items.is_some().then_some("array");
        let object = self.is_object().then_some("object");
        self.ty.or(object).or(list)
    }
}

fn format_of<T: serde::Serialize>(format: &VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match serde_json::to_value(format) {
        Ok(Value::String(format)) if !format.is_empty() => Some(format),
        _ => None,
    }
}

fn values<T: Clone + Into<Value>>(values: &[Option<T>]) -> Rc<[Value]> {
    values
        .iter()
        .map(|value| value.clone().map_or(Value::Null, Into::into))
        .collect()
}
