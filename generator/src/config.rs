//! client.toml: what to generate from a document, beyond what the document says itself.

use std::fmt;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};
use toml::Spanned;

use crate::diagnostic::{Code, Diagnostics, Excerpt, Lines, Span};

/// The whole of client.toml. Every key may be left out.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Whether what is received has to be what its schema says, even where the document's own
    /// examples show otherwise.
    pub strict: bool,
    /// `[package]`: the generated crate's own.
    pub package: Package,
    /// `[types]`: what a `format` is in Rust, such as `uuid = "string"`.
    pub types: IndexMap<String, MappedType>,
    /// `[names]`: the Rust name of what a pointer leads to,
    /// such as `"#/components/schemas/Msg" = "Message"`.
    pub names: IndexMap<String, String>,
    /// `[constraints]`: which schemas are checked where their values are made, such as
    /// `"#/components/schemas/Email" = "Email"`; under `*`, whether all scalars are that are only sent.
    pub constraints: IndexMap<String, Override>,
    /// Where the keys of `names` stand.
    #[serde(skip)]
    pub name_places: IndexMap<String, Excerpt>,
    /// Where the keys of `constraints` stand.
    #[serde(skip)]
    pub constraint_places: IndexMap<String, Excerpt>,
    /// `[client]`: settings of the client as a whole.
    pub client: ClientConfig,
    /// `[tests]`: which tests the generated crate carries.
    pub tests: TestsConfig,
    /// `[errors]`: how errors are told from successes.
    pub errors: ErrorsConfig,
    /// `[dependencies]`: copied into the generated Cargo.toml.
    pub dependencies: toml::Table,
    /// `[dev-dependencies]`: copied into the generated Cargo.toml.
    pub dev_dependencies: toml::Table,
}

/// `[package]`
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Package {
    /// The crate's name; derived from the document's title when it is left out.
    pub name: Option<String>,
    /// The crate's version.
    pub version: Option<String>,
    /// The crate's description; the document's own when it is left out.
    pub description: Option<String>,
    /// The crate's licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where the crate's source lives.
    pub repository: Option<String>,
    /// Any other key of Cargo's `[package]`, copied as it is.
    #[serde(flatten)]
    pub extra: toml::Table,
}

/// A newtype that is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Override {
    /// `true`: its name comes from where its schema stands.
    Derived,
    /// One of this name.
    Named(String),
}

impl Override {
    /// The name, where one is given.
    #[must_use]
    pub fn name(&self) -> Option<&String> {
        match self {
            Self::Derived => None,
            Self::Named(name) => Some(name),
        }
    }
}

/// What a `format` becomes.
#[derive(Debug, Clone, PartialEq)]
pub enum MappedType {
    /// `"string"` or `"default"`.
    Builtin(BuiltinType),
    /// A type of another crate.
    Path(PathType),
}

/// A mapping by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuiltinType {
    /// A plain string, whatever the format says.
    String,
    /// What the format gives without a mapping.
    Default,
}

/// `{ type = "uuid::Uuid", dependency = "uuid", version = "1", features = ["serde"] }`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PathType {
    /// The path of the type, as `use` would name it.
    #[serde(rename = "type")]
    pub path: String,
    /// The package that has it.
    pub dependency: String,
    /// The version requirement for the package.
    pub version: String,
    /// Features of the package to switch on.
    #[serde(default)]
    pub features: Vec<String>,
}

/// `[client]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClientConfig {
    /// Header parameters that are set once for the client instead of with each call; the default
    /// of their schema is sent.
    pub headers: Vec<String>,
    /// What can be left out by Cargo's features.
    pub features: Features,
}

/// What can be left out of the crate by Cargo's features.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Features {
    /// `"none"`: nothing.
    #[default]
    None,
    /// `"tags"`: the operations of each tag, with the types that only they use.
    Tags,
}

/// `[tests]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TestsConfig {
    /// One for each example of a body: it is read as its type, and written as it was.
    pub examples: bool,
}

/// `[errors]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ErrorsConfig {
    /// What tells an error's body from any other, whatever the status.
    pub envelope: Option<Envelope>,
}

/// `{ member = "type", value = "error.list" }`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The member of the body that is looked at.
    pub member: String,
    /// The value that makes the body an error.
    pub value: String,
}

/// Reads the text of a client.toml.
pub fn text(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Option<Config> {
    let parsed = toml::from_str(text).and_then(|config| Ok((config, toml::from_str(text)?)));
    let faults = match parsed {
        Ok((config, spanned)) => {
            let (config, spanned): (Config, Located) = (config, spanned);
            let faults = spanned.faults();
            if faults.is_empty() {
                let lines = Lines::new(name, text);
                let place =
                    |key: &Spanned<String>| (key.get_ref().clone(), lines.excerpt(&key.span()));
                return Some(Config {
                    name_places: spanned.names.keys().map(place).collect(),
                    constraint_places: spanned.constraints.keys().map(place).collect(),
                    ..config
                });
            }
            faults
        }
        Err(error) => vec![(error.span().unwrap_or(0..0), error.message().to_owned())],
    };
    for (span, message) in faults {
        diagnostics.report_in(Code::BadConfig, name, text, &span, &[&message]);
    }
    None
}

type Fault = (Span, String);

/// The parts of client.toml that are Rust, with their places.
#[derive(Deserialize)]
struct Located {
    #[serde(default)]
    names: IndexMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    constraints: IndexMap<Spanned<String>, Spanned<Override>>,
    #[serde(default)]
    types: IndexMap<String, Spanned<MappedType>>,
}

impl Located {
    fn faults(&self) -> Vec<Fault> {
        let names = self.names.iter().flat_map(|(pointer, name)| {
            let message = "a name is given to a pointer that begins with `#/`";
            pointer_fault(pointer, message)
                .into_iter()
                .chain(name_fault(name.get_ref(), name.span()))
        });
        let constraints = self.constraints.iter().flat_map(|(pointer, wish)| {
            let message = "what is checked is a pointer that begins with `#/`, or `*`";
            let is_all = pointer.get_ref() == "*";
            let fault = match wish.get_ref().name() {
                Some(_) if is_all => {
                    let message =
                        "`*` is for many types, which can't have one name: set it to `true`";
                    Some((wish.span(), message.to_owned()))
                }
                Some(name) => name_fault(name, wish.span()),
                None => None,
            };
            let pointer_fault = pointer_fault(pointer, message).filter(|_| !is_all);
            pointer_fault.into_iter().chain(fault)
        });
        names
            .chain(constraints)
            .chain(type_faults(&self.types))
            .collect()
    }
}

fn pointer_fault(pointer: &Spanned<String>, message: &str) -> Option<Fault> {
    let is_pointer = pointer.get_ref().starts_with("#/");
    (!is_pointer).then(|| (pointer.span(), message.to_owned()))
}

fn name_fault(name: &str, span: Span) -> Option<Fault> {
    let is_name = syn::parse_str::<syn::Ident>(name).is_ok();
    (!is_name).then(|| (span, format!("`{name}` can't be a name in Rust")))
}

fn type_faults(types: &IndexMap<String, Spanned<MappedType>>) -> impl Iterator<Item = Fault> + '_ {
    types.values().filter_map(|mapped| match mapped.get_ref() {
        MappedType::Path(ty) if !is_path(&ty.path) => {
            let message = format!(
                "`{}` is not the path of a type without generic arguments, such as `uuid::Uuid`",
                ty.path
            );
            Some((mapped.span(), message))
        }
        _ => None,
    })
}

/// Whether the text is a crate's name and names in it: `crate::module::Type`.
fn is_path(text: &str) -> bool {
    let is_name = |word: &str| syn::parse_str::<syn::Ident>(word).is_ok_and(|name| name == word);
    // Raw identifiers lose their mark on the way.
    text.contains("::") && !text.contains('#') && text.split("::").all(is_name)
}

impl<'de> Deserialize<'de> for MappedType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MappedTypeVisitor;

        impl<'de> Visitor<'de> for MappedTypeVisitor {
            type Value = MappedType;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("`\"string\"`, `\"default\"` or a table with `type` and `dependency`")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<MappedType, E> {
                match name {
                    "string" => Ok(MappedType::Builtin(BuiltinType::String)),
                    "default" => Ok(MappedType::Builtin(BuiltinType::Default)),
                    _ => Err(E::invalid_value(Unexpected::Str(name), &self)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<MappedType, A::Error> {
                PathType::deserialize(MapAccessDeserializer::new(map)).map(MappedType::Path)
            }
        }

        deserializer.deserialize_any(MappedTypeVisitor)
    }
}

impl<'de> Deserialize<'de> for Override {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WishVisitor;

        impl Visitor<'_> for WishVisitor {
            type Value = Override;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("`true` or the name of a type")
            }

            fn visit_bool<E: Error>(self, wished: bool) -> Result<Override, E> {
                if wished {
                    Ok(Override::Derived)
                } else {
                    Err(E::invalid_value(Unexpected::Bool(wished), &self))
                }
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Override, E> {
                Ok(Override::Named(name.to_owned()))
            }
        }

        deserializer.deserialize_any(WishVisitor)
    }
}
