//! The shapes of keywords' values, the vocabulary of [`super`].

use serde_json::{Map, Number, Value};

/// The shape of a value.
#[derive(Clone, Copy)]
pub enum Shape {
    /// Any value.
    Any,
    /// Known, and of no use here: neither checked nor read.
    Ignored,
    /// An object of no use here, whose keywords are checked all the same.
    Checked(&'static Kind),
    /// Known, and of use, but not supported: left out with a warning.
    Unsupported,
    /// The URL of a dialect of JSON Schema, or an object with those of vocabularies: left out, and another than the one
    /// that is read is told.
    Dialect,
    /// A string.
    Text,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// One of these strings, or a list of them with `null` among them.
    Types(&'static [&'static str]),
    /// A boolean.
    Flag,
    /// A number.
    Number,
    /// A number above 0.
    Positive,
    /// A whole number from 0.
    Count,
    /// A list.
    List(&'static Shape),
    /// A list of objects by position: an item that can't be read is empty, so that the others keep their places.
    Tuple(&'static Shape),
    /// An object with any keys.
    Map(&'static Shape),
    /// An object with certain keys.
    Object(&'static Kind),
    /// An object with certain keys, or a `$ref`.
    Ref(&'static Kind),
    /// A boolean, or a schema or a reference to one.
    FlagOr(&'static Kind),
    /// Such a value, which is checked where an upgrade puts it.
    Later(&'static Shape),
    /// Such a value where an upgrade moves it, which is checked there; in any other object, it is not supported.
    Moved(&'static Shape, IsMoved),
}

/// Whether an upgrade moves a value of this object.
type IsMoved = fn(&Map<String, Value>) -> bool;

impl Shape {
    /// Whether a number is such a value.
    #[must_use]
    pub fn has(&self, number: &Number) -> bool {
        match self {
            Self::Any | Self::Number => true,
            Self::Positive => number.as_f64().is_some_and(|number| number > 0.0),
            Self::Count => number.is_u64(),
            _ => false,
        }
    }

    /// Its name in a diagnostic about another value.
    #[must_use]
    pub fn noun(&self) -> String {
        match self {
            Self::Any | Self::Ignored | Self::Unsupported | Self::Dialect => "a value".to_owned(),
            Self::Text => "a string".to_owned(),
            Self::Word([word]) => format!("`{word}`"),
            Self::Word(words) | Self::Types(words) => format!("one of `{}`", words.join("`, `")),
            Self::Flag => "`true` or `false`".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Positive => "a number above 0".to_owned(),
            Self::Count => "a whole number from 0".to_owned(),
            Self::List(_) | Self::Tuple(_) => "a list".to_owned(),
            Self::Map(_) => "an object".to_owned(),
            Self::Object(kind) | Self::Ref(kind) | Self::Checked(kind) => kind.noun.to_owned(),
            Self::FlagOr(kind) => format!("a boolean or {}", kind.noun),
            Self::Later(shape) | Self::Moved(shape, _) => shape.noun(),
        }
    }
}

/// A kind of object in the specification.
pub struct Kind {
    /// Its name with an article.
    pub noun: &'static str,
    /// The section of `components` where such objects are shared.
    pub section: Option<&'static str>,
    /// The passes that upgrade it, in this order, before its keywords are checked.
    pub passes: &'static [Pass],
    /// The keywords that it knows.
    pub keywords: &'static [Keyword],
    /// The keywords that it can't do without.
    pub required: &'static [(&'static str, Missing)],
    /// Keys that aren't fixed, such as paths and status codes.
    pub patterned: Option<Patterned>,
    /// The name of its keys with an article, where those aren't mere keywords.
    pub key: Option<&'static str>,
    /// Further keywords, by the value of one of them.
    pub variants: Option<Variants>,
}

impl Kind {
    /// Its name without the article.
    #[must_use]
    pub fn bare_noun(&self) -> &'static str {
        let bare = self.noun.strip_prefix("a ");
        bare.or_else(|| self.noun.strip_prefix("an "))
            .unwrap_or(self.noun)
    }

    /// The name of its keys, or else its own, with an article.
    #[must_use]
    pub fn key_or_noun(&self) -> &'static str {
        self.key.unwrap_or(self.noun)
    }

    /// The key that is meant by one of another form, if that is certain.
    #[must_use]
    pub fn meant(&self, key: &str) -> Option<String> {
        let is_status = self.key == Some(super::A_STATUS);
        is_status
            .then(|| super::status::meant_status(key))
            .flatten()
    }

    /// Whether it has this keyword.
    #[must_use]
    pub fn knows(&self, keyword: &str) -> bool {
        self.keywords.iter().any(|known| known.name == keyword)
    }
}

/// A keyword of a kind of object, and the versions that have it.
pub struct Keyword {
    /// Its name.
    pub name: &'static str,
    /// The shape of its value.
    pub shape: Shape,
    first: Version,
    last: Version,
}

impl Keyword {
    /// A keyword of all versions.
    pub(super) const fn new(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            shape,
            first: Version::V20,
            last: Version::V32,
        }
    }

    /// The same, known since this version.
    pub(super) const fn since(mut self, version: Version) -> Self {
        self.first = version;
        self
    }

    /// The same, known until this version.
    pub(super) const fn until(mut self, version: Version) -> Self {
        self.last = version;
        self
    }

    /// The nearest version that has it, if this one hasn't.
    #[must_use]
    pub fn missing_in(&self, version: Version) -> Option<Version> {
        let nearest = version.clamp(self.first, self.last);
        (nearest != version).then_some(nearest)
    }
}

/// A table of keywords: the name and the shape of each, and the versions that have it where those aren't all.
macro_rules! keywords {
    ($($name:literal: $shape:expr $(, $range:ident $version:ident)*;)*) => {
        &[$(
            $crate::openapi::spec::Keyword::new($name, $shape)
                $(.$range($crate::openapi::spec::Version::$version))*
        ),*]
    };
}
pub(super) use keywords;

/// Kinds that differ by the value of one keyword.
pub struct Variants {
    /// The keyword.
    pub tag: &'static str,
    /// Its values, and the keywords that each adds.
    pub kinds: &'static [(&'static str, &'static Kind)],
}

/// Keys with a form rather than a name.
pub struct Patterned {
    /// Whether a key is one of them.
    pub matches: fn(&str) -> bool,
    /// The shape of their values.
    pub shape: Shape,
}

/// The treatment of an object without a required keyword.
pub enum Missing {
    /// The object is of no use.
    Drop,
    /// It is filled in and said.
    Warn(fn() -> Value),
    /// The same, in documents of versions before this one.
    WarnBefore(Version, fn() -> Value),
    /// It is filled in and said, but since 3.1 one of these keywords does as well.
    WarnWithout(&'static [&'static str], fn() -> Value),
}

/// Rewrites an object in place, with remarks for the author.
pub struct Pass {
    /// The keywords without which there is nothing to do. To look for them takes less than to hash each.
    occasions: Option<&'static [&'static str]>,
    rewrite: Rewrite,
}

/// The function of a pass.
type Rewrite = fn(&mut Map<String, Value>, Version) -> Vec<Remark>;

impl Pass {
    /// A pass over all objects of a kind.
    pub(in crate::openapi) const fn always(rewrite: Rewrite) -> Self {
        Self {
            occasions: None,
            rewrite,
        }
    }

    /// A pass over the objects that have one of these keywords.
    pub(in crate::openapi) const fn on(
        keywords: &'static [&'static str],
        rewrite: Rewrite,
    ) -> Self {
        Self {
            occasions: Some(keywords),
            rewrite,
        }
    }

    /// Rewrites an object of a document of this version.
    pub fn run(&self, object: &mut Map<String, Value>, version: Version) -> Vec<Remark> {
        let is_one = |keywords: &[&str]| object.keys().any(|key| keywords.contains(&key.as_str()));
        if self.occasions.is_none_or(is_one) {
            (self.rewrite)(object, version)
        } else {
            Vec::new()
        }
    }
}

/// A version of the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// `OpenAPI` 2.0
    V20,
    /// `OpenAPI` 3.0
    V30,
    /// `OpenAPI` 3.1
    V31,
    /// `OpenAPI` 3.2
    V32,
}

impl Version {
    /// The version that a document names, if it can be read. `openapi` goes before `swagger`.
    #[must_use]
    pub fn of(document: &Value) -> Option<Self> {
        let named = |keyword| document.get(keyword).map(Self::shown);
        let newer = named("openapi").and_then(|version| {
            let mut parts = version.split('.');
            match (parts.next(), parts.next()) {
                (Some("3"), Some("0")) => Some(Self::V30),
                (Some("3"), Some("1")) => Some(Self::V31),
                (Some("3"), Some("2")) => Some(Self::V32),
                _ => None,
            }
        });
        newer.or_else(|| {
            let version = named("swagger")?;
            // In YAML, `2.0` without quotes is a number.
            (version == "2" || version.starts_with("2.")).then_some(Self::V20)
        })
    }

    /// The name of a version, which should be a text.
    #[must_use]
    pub fn shown(version: &Value) -> String {
        let text = version.as_str().map(str::to_owned);
        text.unwrap_or_else(|| version.to_string())
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V20 => "2.0",
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        }
    }
}

/// The outcome of a pass.
pub enum Remark {
    /// Something that the author should know.
    Told {
        /// The keyword.
        keyword: String,
        /// The outcome, as a sentence without its subject.
        fate: &'static str,
    },
    /// A keyword has a form that only another version of the specification knows; it is used.
    Foreign {
        /// The keyword.
        keyword: &'static str,
        /// The version.
        of: Version,
    },
    /// A decimal became a text, which gets the digits with which it was written.
    Decimal {
        /// The keyword that has it.
        keyword: &'static str,
        /// Its index, where the keyword has a list.
        index: Option<usize>,
    },
    /// Null became the word "null".
    Quoted {
        /// The keyword that has it.
        keyword: &'static str,
        /// Its index, where the keyword has a list.
        index: Option<usize>,
    },
    /// A value has moved.
    Moved {
        /// The keyword under which it was written.
        from: &'static str,
        /// The keywords under which it stands.
        to: Vec<&'static str>,
    },
}

#[cfg(test)]
mod tests {
    use super::super::{PARAMETER, SCHEMA};
    use super::{Pass, Version};
    use crate::openapi::upgrade::NEWEST_SCHEMA;
    use serde_json::{Map, Value, json};

    /// Keywords that passes read and no table knows.
    const OTHERS: [&str; 2] = ["x-nullable", "additionalItems"];

    #[test]
    fn a_pass_without_an_occasion_has_nothing_to_do() {
        let values = [
            json!(true),
            json!("byte"),
            json!("null"),
            json!(["null", 1]),
            json!([{ "nullable": true }, {}]),
            json!({}),
            json!(1),
        ];
        for (kind, passes) in [
            (&SCHEMA, SCHEMA.passes),
            (&SCHEMA, NEWEST_SCHEMA),
            (&PARAMETER, PARAMETER.passes),
        ] {
            let keywords = kind.keywords.iter().map(|keyword| keyword.name);
            let keywords: Vec<&str> = keywords.chain(OTHERS).collect();
            for Pass { occasions, rewrite } in passes {
                let Some(occasions) = occasions else { continue };
                let others = keywords
                    .iter()
                    .filter(|keyword| !occasions.contains(keyword));
                for value in &values {
                    let member = |keyword: &&str| ((*keyword).to_owned(), value.clone());
                    let object: Map<String, Value> = others.clone().map(member).collect();
                    for version in [Version::V20, Version::V30, Version::V31] {
                        let mut rewritten = object.clone();
                        assert_eq!(rewrite(&mut rewritten, version).len(), 0, "{occasions:?}");
                        assert_eq!(rewritten, object, "{occasions:?}");
                    }
                }
            }
        }
    }
}
