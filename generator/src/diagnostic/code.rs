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
    NotOpenApi = "E0201" Error "this is not an OpenAPI document: {0}", "the document must be an object with `openapi: 3.0.3` or another 3.0 version";
    Swagger2 = "E0202" Error "OpenAPI {0} is not supported yet", "convert the document to OpenAPI 3.0";
    Malformed = "E0203" Error "this {0} can't be read: {1}", "correct it; the rest of the document is read without it";
    Version31 = "W0201" Warning "OpenAPI {0} is read as 3.0 with the simplest differences bridged", "what has no counterpart in 3.0 may be ignored";

    // config: x05xx
    BadConfig = "E0501" Error "the configuration is not valid: {0}", "the keys are described in the documentation of `config::Config`";

    // resolve: x03xx
    RefNotFound = "E0301" Error "`{0}` doesn't lead to anything", "check the spelling of the reference, or add what it names";

    RefCircle = "E0302" Error "this reference leads back to itself", "let one of the references in the circle be a definition";
    DeepRef = "W0303" Warning "a reference into a schema, `{0}`, is not supported: any JSON value is taken here", "make what it names a schema of its own under `components.schemas`";
    UnknownType = "W0304" Warning "`{0}` is not a type: any JSON value is taken here", "OpenAPI 3.0 knows string, number, integer, boolean, array and object";
    MixedEnum = "W0305" Warning "the values of this enum are of several kinds: any JSON value is taken here", "split it into a `oneOf` of enums with one kind each";
    NotIgnored = "W0306" Warning "`not` has no Rust type and is not checked", "say in the description what is forbidden";
    UnionBesideMembers = "W0307" Warning "`{0}` beside members of its own is not supported: only the members are read", "put the members into each branch, or let the branches list only `required`";
    RequiredUnknown = "W0308" Warning "`{0}` is required but not described: it is not checked", "add it under `properties`, or mend the spelling";
    AllOfMixed = "W0309" Warning "`allOf` of anything but objects is not supported: any JSON value is taken here", "merge its parts into one schema";
    AllOfCircle = "E0310" Error "this schema is a part of itself", "take it out of its own `allOf`";
    AllOfConflict = "W0311" Warning "the parts of this `allOf` give `{0}` types of different kinds: the last one is taken", "describe the member once";
    BranchWithoutTag = "W0312" Warning "no value of `{0}` leads to this branch", "add it to the discriminator's `mapping`, or make it a shared schema";
    ServerVariables = "W0313" Warning "variables in a server's address are not settings yet: `{0}` is used", "give the client another address with `base_url`";
    SchemeUnsupported = "W0314" Warning "HTTP authentication `{0}` is not supported", "bearer, basic and API keys are; send others with `extra_header`";
    SchemeAsBearer = "W0315" Warning "the flows of this scheme are not run: the client takes a bearer token", "get the access token elsewhere and give it to the client";
    SchemeNotFound = "W0316" Warning "`{0}` is not a security scheme of this document", "add it under `components.securitySchemes`, or mend the spelling";
    PathRef = "W0317" Warning "a path in another place, `{0}`, is not supported: its operations are skipped", "write the path here";
    Callbacks = "W0318" Warning "callbacks are not generated", "they are requests that the server sends; a client doesn't";
    StyleUnsupported = "W0319" Warning "this style of parameter `{0}` is not supported: it can't be given", "path parameters can be written in the style `simple`";
    ParameterContent = "W0320" Warning "parameter `{0}` is described by `content`, which is not supported: it can't be given", "describe it by `schema`";

    // lower: x04xx
}
