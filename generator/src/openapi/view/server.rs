//! Servers.

use super::{List, Members, Object, Read, View, accessors, view};

view! {
    /// A server.
    Server
}

accessors! { Server {
    /// `name`, from 3.2 on.
    name: text "name";
    /// `description`.
    description: text "description";
    /// The variables of its URL.
    variables: map<Variable<'a>> "variables";
} }

impl<'a> Server<'a> {
    /// `url`.
    #[must_use]
    pub fn url(self) -> &'a str {
        self.0.text("url").unwrap_or_default()
    }
}

view! {
    /// A variable of a server's URL.
    Variable
}

accessors! { Variable {
    /// `description`.
    description: text "description";
} }

impl<'a> Variable<'a> {
    /// The values that it can have; none for any.
    #[must_use]
    pub fn values(self) -> List<'a, &'a str> {
        self.0.list("enum")
    }

    /// The value unless another one is chosen. Only an invalid document has none.
    #[must_use]
    pub fn default(self) -> Option<&'a str> {
        self.0.text("default")
    }
}
