//! The pages of a list, as the document or client.toml describes them.

/// The description of the pages of an operation's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The request for the next page.
    pub next: NextPage,
    /// The path to the items in a response; none: their usual place.
    pub items: Option<Vec<String>>,
    /// The query parameters, with their values, without which the server has no such pages.
    pub with: Vec<(String, String)>,
}

impl Pages {
    /// Pages that no parameter switches on.
    #[must_use]
    pub fn new(next: NextPage, items: Option<Vec<String>>) -> Self {
        let with = Vec::new();
        Self { next, items, with }
    }

    /// The bytes of its names, for limits.
    #[must_use]
    pub fn words(&self) -> usize {
        let length = |names: &[String]| names.iter().map(String::len).sum::<usize>();
        let next = match &self.next {
            NextPage::Cursor { parameter, member } => parameter.len() + length(member),
            NextPage::Url(member) => length(member),
            NextPage::Offset(parameter) => parameter.len(),
            NextPage::Number { parameter, header } => {
                parameter.len() + header.as_ref().map_or(0, String::len)
            }
            NextPage::Header { parameter, header } => {
                parameter.as_ref().map_or(0, String::len) + header.len()
            }
            NextPage::Last { parameter, member } => parameter.len() + member.len(),
        };
        let with = self.with.iter();
        let with: usize = with.map(|(name, value)| name.len() + value.len()).sum();
        next + self.items.as_deref().map_or(0, length) + with
    }
}

/// The setting of client.toml for the pages of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagesWish {
    /// The list has no pages.
    None,
    /// The list has these pages.
    Walked(Pages),
}

/// The request for the next page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextPage {
    /// A member of the response is the value of a query parameter, or of a member of the JSON body.
    Cursor {
        /// The parameter, or the path to the member of the body.
        parameter: String,
        /// The path to the member.
        member: Vec<String>,
    },
    /// A member of the response is the URL of the next page: the path to the member.
    Url(Vec<String>),
    /// A query parameter is the number of items before the page.
    Offset(String),
    /// A query parameter is the number of the page.
    Number {
        /// The parameter.
        parameter: String,
        /// The header of the response with the number of all pages.
        header: Option<String>,
    },
    /// A header of the response is the value of a query parameter, or the URL of the next page.
    Header {
        /// The parameter, if there is one.
        parameter: Option<String>,
        /// The header.
        header: String,
    },
    /// A member of the last item is the value of a query parameter.
    Last {
        /// The parameter.
        parameter: String,
        /// The member of the item.
        member: String,
    },
}

/// The names on a path through a response, such as `meta.next`, `/meta/next` or `$.meta.next`.
#[must_use]
pub fn way(text: &str) -> Vec<String> {
    let (separator, text) = match text.strip_prefix('/') {
        Some(pointer) => ('/', pointer),
        None => ('.', text.trim_start_matches("$.")),
    };
    let names = text.split(separator);
    names
        .map(|name| name.replace("~1", "/").replace("~0", "~"))
        .collect()
}
