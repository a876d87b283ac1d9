//! Changes as text, and as JSON.

use super::{Change, Changes, Class, What, groups};
use serde_json::{Value, json};
use std::fmt::{self, Display, Formatter, Write as _};

impl Class {
    /// Its word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Minor => "minor",
            Self::Patch => "patch",
        }
    }
}

impl Display for Change {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let item = &self.item;
        match &self.what {
            What::Added => write!(f, "{item} is new"),
            What::Removed => write!(f, "{item} is gone"),
            What::Renamed { to } => write!(f, "{item} is now {to}"),
            What::Changed { from, to } => write!(f, "{item} is now `{to}`, was `{from}`"),
            What::Conditional { on } if on.is_empty() => {
                write!(f, "{item} needs no feature any more")
            }
            What::Conditional { on } => write!(f, "{item} needs `{on}`"),
            What::Deprecated => write!(f, "{item} is deprecated"),
            What::Credentials => write!(f, "{item} needs other credentials"),
            What::Behaves { from, to } => {
                let how = if item.starts_with("types::") {
                    "is read or written differently"
                } else {
                    "works differently"
                };
                write!(f, "{item} {how}")?;
                match (shortened(from), shortened(to)) {
                    (None, None) => Ok(()),
                    (Some(from), None) => write!(f, ": without {from}"),
                    (None, Some(to)) => write!(f, ": with {to}"),
                    (Some(from), Some(to)) => write!(f, ": with {to}, was {from}"),
                }
            }
        }
    }
}

/// The most literals that a line shows.
const MOST_LITERALS: usize = 3;
/// The most characters of a literal that a line shows.
const MOST_CHARS: usize = 60;

/// The first of some literals as a line shows them.
fn shortened(literals: &[String]) -> Option<String> {
    let shown = literals.iter().take(MOST_LITERALS).map(|literal| {
        let end = literal.char_indices().nth(MOST_CHARS);
        end.map_or(format!("`{literal}`"), |(end, _)| {
            format!("`{}…`", &literal[..end])
        })
    });
    let mut shown = shown.collect::<Vec<_>>().join(", ");
    let rest = literals.len().saturating_sub(MOST_LITERALS);
    if rest > 0 {
        let _ = write!(shown, " and {rest} more");
    }
    (!literals.is_empty()).then_some(shown)
}

/// The most changes that need no groups.
const FEW: usize = 20;

/// Adds a line for a change.
fn line(text: &mut String, indent: usize, change: &Change) {
    let _ = write!(text, "\n{:indent$}{:<8}  {change}", "", change.class.word());
}

impl Changes {
    /// The changes in lines: a sum, and at most `most` changes. Many are grouped by type and operation.
    #[must_use]
    pub fn lines(&self, most: usize) -> String {
        let mut text = self.sum();
        if self.list.len() > FEW {
            groups::kinds(self, &mut text);
            self.grouped(most, &mut text);
        } else {
            for change in self.list.iter().take(most) {
                line(&mut text, 2, change);
            }
        }
        let rest = self.list.len().saturating_sub(most);
        if rest > 0 {
            let _ = write!(text, "\n  and {rest} more");
        }
        if self.documented > 0 {
            let items = if self.documented == 1 {
                "item"
            } else {
                "items"
            };
            let _ = write!(
                text,
                "\n  patch     the documentation of {} {items} differs",
                self.documented
            );
        }
        for file in &self.unread {
            let _ = write!(text, "\n  {file} can't be read, and wasn't compared");
        }
        text
    }

    /// At most `most` changes by group; a group of one needs no head.
    fn grouped(&self, most: usize, text: &mut String) {
        let mut left = most;
        for (group, changes) in groups::grouped(&self.list) {
            if left == 0 {
                return;
            }
            if let [change] = changes[..] {
                line(text, 2, change);
            } else {
                let _ = write!(text, "\n  {group}: {}", groups::counts(&changes));
                for change in changes.iter().take(left) {
                    line(text, 4, change);
                }
            }
            left = left.saturating_sub(changes.len());
        }
    }

    /// The numbers of changes by class, and the version that they need.
    fn sum(&self) -> String {
        let Some(_) = self.class() else {
            return "nothing changes for the users of the crate".to_owned();
        };
        let classes = [Class::Breaking, Class::Minor, Class::Patch];
        let counts = classes.map(|class| {
            let of_class = self.list.iter().filter(|change| change.class == class);
            // Each item whose documentation alone differs is a patch.
            let documented = match class {
                Class::Patch => self.documented,
                _ => 0,
            };
            (of_class.count() + documented, class.word())
        });
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let mut text = if counts.is_empty() {
            "changes for the users of the crate".to_owned()
        } else {
            format!("changes for the users of the crate: {}", counts.join(", "))
        };
        if let (Some(from), Some(next), Some(later)) = (&self.version, self.next(), &self.later) {
            let rest = if *later >= next {
                format!("was {from}")
            } else {
                format!("and the next one is {next}")
            };
            let _ = write!(text, "; its version is {later}, {rest}");
        }
        text
    }

    /// All changes as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let changes = self.list.iter().map(|change| {
            let mut value = json!({ "class": change.class.word(), "item": change.item });
            let (what, texts): (_, &[(&str, &String)]) = match &change.what {
                What::Added => ("added", &[]),
                What::Removed => ("removed", &[]),
                What::Renamed { to } => ("renamed", &[("to", to)]),
                What::Changed { from, to } => ("changed", &[("from", from), ("to", to)]),
                What::Conditional { on } => ("conditional", &[("on", on)]),
                What::Deprecated => ("deprecated", &[]),
                What::Credentials => ("credentials", &[]),
                What::Behaves { .. } => ("behaviour", &[]),
            };
            value["change"] = what.into();
            if let What::Behaves { from, to } = &change.what {
                value["from"] = from.as_slice().into();
                value["to"] = to.as_slice().into();
            }
            for (key, text) in texts {
                value[*key] = text.as_str().into();
            }
            value
        });
        let text = |version: Option<&semver::Version>| version.map(ToString::to_string);
        json!({
            "class": self.class().map(Class::word),
            "version": {
                "earlier": text(self.version.as_ref()),
                "later": text(self.later.as_ref()),
                "next": text(self.next().as_ref()),
            },
            "changes": changes.collect::<Vec<_>>(),
            "documented": self.documented,
            "unread": self.unread,
        })
    }
}
