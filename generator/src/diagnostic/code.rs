//! Every message and hint in one table.

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The rest is generated.
    Warning,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The stable identifier, such as `E0101`.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The message; `{0}`, `{1}`, … are arguments.
    pub message: &'static str,
    /// What to do.
    pub hint: &'static str,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $id:literal $severity:ident $message:literal, $hint:literal;)*) => {
        /// What a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $(#[doc = $message] $name,)* }

        impl Code {
            /// All of them, in the table's order.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The row of the table.
            #[must_use]
            pub const fn entry(self) -> Entry {
                match self {
                    $(Code::$name => Entry {
                        id: $id, severity: Severity::$severity, message: $message, hint: $hint,
                    },)*
                }
            }
        }
    };
}

codes! {
    // load: E01xx
    NotYaml = "E0101" Error "this is not well-formed YAML or JSON: {0}", "mend the syntax at the place shown";
    NotReadable = "E0102" Error "`{0}` can't be read: {1}", "check the path and its permissions";
    NotUtf8 = "E0103" Error "this is not UTF-8", "save the document as UTF-8";
    TooLarge = "E0104" Error "the document has too many {0}: the limit is {1}", "split the document, or look for an alias that repeats itself";
    TooDeep = "E0105" Error "this is nested too deeply: the limit is {0} levels", "move the inner parts to `components` and refer to them";
    DuplicateKey = "W0101" Warning "the key `{0}` stands here twice; the last one counts", "remove one of them";
    SeveralDocuments = "W0102" Warning "the file holds several YAML documents; only the first is read", "keep each document in a file of its own";
    NotJson = "W0103" Warning "`{0}` is not a value of JSON; it is read as null", "leave the keyword out where there is no bound";

    // fold: x02xx
    NotOpenApi = "E0201" Error "this is not an OpenAPI document that can be read: {0}", "its first line should be `openapi: 3.0.3`, or another version of 3.x";
    Swagger2 = "E0202" Error "OpenAPI {0} is not supported yet", "convert the document to OpenAPI 3.0";
    NewerVersion = "W0201" Warning "OpenAPI {0} is read as 3.0, with the differences bridged where that is simple", "look through the warnings that follow for what is not";
    WrongShape = "W0202" Warning "{0} has to be {1}, not {2}; it is ignored", "correct it, or remove it";
    Mended = "W0203" Warning "{0} has to be {1}, not {2}; it is read as {3}", "write what is meant; in YAML, quotes make a value a string";
    Incomplete = "W0204" Warning "{0} needs `{1}`; this one is ignored", "add it";
    FilledIn = "W0205" Warning "{0} needs `{1}`; it is taken as empty", "add it";
    UnknownKeyword = "W0206" Warning "`{0}` is not known in {1}; it is ignored", "check the spelling, or give it a name that begins with `x-`";
    Upgraded = "W0207" Warning "`{0}` {1}", "write what is meant as OpenAPI 3.0 has it";
    NotSupportedKeyword = "W0208" Warning "`{0}` in {1} is not supported yet; it is ignored", "what depends on it is generated without it";
    Unreadable = "W0209" Warning "this can't be read and is ignored: {0}", "compare it with the specification";

    // config: x05xx
    BadConfig = "E0501" Error "the configuration is not valid: {0}", "the sections are `package`, `types`, `names`, `client`, `errors`, `dependencies` and `dev-dependencies`";

    // resolve: x03xx
    RefNotFound = "E0301" Error "`{0}` doesn't lead to anything", "check the spelling of the reference, or add what it names";

    // lower: x04xx
}
