//! How the pages of a list are walked, where the document or client.toml says so.

/// What is said of the pages of an operation's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// How the next page is asked for.
    pub next: NextPage,
    /// The way to the items in a response; none: where they usually are.
    pub items: Option<Vec<String>>,
}

impl Pages {
    /// The bytes of its names.
    #[must_use]
    pub fn words(&self) -> usize {
        let length = |names: &[String]| names.iter().map(String::len).sum::<usize>();
        let next = match &self.next {
            NextPage::Cursor { parameter, member } => parameter.len() + length(member),
            NextPage::Url(member) => length(member),
            NextPage::Offset(parameter) | NextPage::Number(parameter) => parameter.len(),
        };
        next + self.items.as_deref().map_or(0, length)
    }
}

/// What client.toml says of the pages of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagesWish {
    /// It has no pages.
    None,
    /// It has pages that are walked so.
    Walked(Pages),
}

/// How the next page of a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextPage {
    /// A member of the response is the value of a query parameter.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The way to the member.
        member: Vec<String>,
    },
    /// A member of the response is the URL of the next page: the way to it.
    Url(Vec<String>),
    /// A query parameter is the number of items before the page.
    Offset(String),
    /// A query parameter is the number of the page.
    Number(String),
}

/// The names on a way through a response, such as `meta.next`, `/meta/next` or `$.meta.next`.
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
