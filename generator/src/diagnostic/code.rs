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
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    OtherRemarks = "W0104" Warning "{0} more keys or values of this document are odd in the same way; not listed", "correct those that are listed, and run it again";

    // fold: x02xx
    NotOpenApi = "E0201" Error "this is not an OpenAPI document that can be read: {0}", "its first line should be `openapi: 3.0.3`, or another version of 3.x";
    Swagger2 = "E0202" Error "OpenAPI {0} is not supported yet", "convert the document to OpenAPI 3.0";
    WrongShape = "W0202" Warning "{0} has to be {1}, not {2}; it is ignored", "correct it, or remove it";
    Mended = "W0203" Warning "{0} has to be {1}, not {2}; it is read as {3}", "write what is meant; in YAML, quotes make a value a string";
    Incomplete = "W0204" Warning "{0} needs `{1}`; this one is ignored", "add it";
    FilledIn = "W0205" Warning "{0} needs `{1}`; it is taken as empty", "add it";
    UnknownKeyword = "W0206" Warning "`{0}` is not known in {1}; it is ignored", "check the spelling, or give it a name that begins with `x-`";
    Upgraded = "W0207" Warning "`{0}` {1}", "write what is meant as OpenAPI 3.0 has it";
    NotSupportedKeyword = "W0208" Warning "`{0}` in {1} is not supported yet; it is ignored", "what depends on it is generated without it";
    RefMisplaced = "W0210" Warning "{0} can't be a reference, as this one is to `{1}`; it is left out", "write it here";
    Unreadable = "W0209" Warning "this can't be read and is ignored: {0}", "compare it with the specification";

    // config: x05xx
    BadConfig = "E0501" Error "the configuration is not valid: {0}", "besides `strict`, there are the sections `package`, `types`, `names`, `constraints`, `client`, `errors`, `tests`, `dependencies` and `dev-dependencies`";

    NotNamed = "W0502" Warning "nothing is named by this: {0}", "`[names]` names operations, parameters, members, values of enums, and schemas that are types";
    NotChecked = "W0501" Warning "nothing is checked here: {0}", "`[constraints]` names strings, integers, numbers and lists that are sent and have limits";

    // resolve: x03xx
    RefNotFound = "W0301" Warning "`{0}` doesn't lead to anything: what it would give is left out, or taken as any JSON value", "check the spelling of the reference, or add what it names";
    RefCircle = "W0302" Warning "this reference leads back to itself: it is left out", "let one of the references in the circle be a definition";
    MixedEnum = "W0305" Warning "the values of this enum are of several kinds: any JSON value is taken here", "split it into a `oneOf` of enums with one kind each";
    NotIgnored = "W0306" Warning "`not` has no Rust type and is not checked", "say in the description what is forbidden";
    RequiredUnknown = "W0308" Warning "`{0}` is required but not described: it is not checked", "add it under `properties`, or mend the spelling";
    AllOfMixed = "W0309" Warning "no value fits all parts of this schema: {0}; any JSON value is taken here", "let the parts agree";
    AllOfTooMany = "W0317" Warning "`allOf` of several unions has too many combinations: any JSON value is taken here", "write those that are meant as one `oneOf`";
    ComposedTooLarge = "W0318" Warning "this schema is composed of too much: {0}; treated as any JSON value", "describe the members in the schema itself";
    NestedTooDeep = "W0319" Warning "this schema has more than {0} levels of schemas below it; treated as any JSON value", "let the levels refer to one schema that repeats itself";
    AllOfCircle = "W0310" Warning "this schema is a part of itself: that part is left out", "take it out of its own `allOf`";
    AllOfConflict = "W0311" Warning "the parts of this schema contradict each other on `{0}`: the last one is taken", "describe it once";
    BranchWithoutTag = "W0312" Warning "no value of `{0}` leads to this branch", "add it to the discriminator's `mapping`, or make it a shared schema";
    ServerVariables = "W0313" Warning "variables in a server's address are not settings yet: `{0}` is used", "give the client another address with `base_url`";
    SchemeUnsupported = "W0314" Warning "HTTP authentication `{0}` is not supported", "bearer, basic and API keys are; send others with `extra_header`";
    SchemeAsBearer = "W0315" Warning "the flows of this scheme are not run: the client takes a bearer token", "get the access token elsewhere and give it to the client";
    SchemeNotFound = "W0316" Warning "`{0}` is not a security scheme of this document", "add it under `components.securitySchemes`, or mend the spelling";
    UsedTooOften = "W0321" Warning "what stands at this place is used too often in the whole document: {0}", "let fewer operations refer to one large component";
    MutualTls = "W0323" Warning "security scheme `mutualTLS` is unsupported; ignored", "present the certificate in the transport of the client";
    QueryString = "W0322" Warning "parameter `{0}` in `querystring` is unsupported; ignored", "describe each part of the query as a parameter in `query`";
    ParameterContent = "W0320" Warning "parameter `{0}` is described as {1}, which is not supported: it can't be given", "JSON and text are; or describe it by `schema`";

    // adapt: x07xx
    ExampleContradicts = "W0701" Warning "this example has {0}: {1}", "correct the example or its schema; `strict = true` in client.toml keeps to the schema";

    ExamplesTooLarge = "W0703" Warning "comparing the examples with their schemas takes too long; this example and those after it are treated as valid", "remove examples, or let fewer branches of unions look alike";
    UnionCircle = "W0702" Warning "this union is a branch of itself; that branch is ignored", "remove the branch, or put an object in between";

    // emit and format: x06xx
    Unprintable = "E0601" Error "the generated file {0} does not parse: {1}", "this is a mistake of the generator, not of the document: please report it";

    // lower: x04xx
    EndlessList = "W0401" Warning "this list contains itself without end: any JSON value is taken here", "give it an object in between";
    ListsTooDeep = "W0408" Warning "this is inside {0} lists or maps that have no type of their own; treated as any JSON value", "give one of the levels an object with properties";
    SetsTooMany = "W0409" Warning "more than {0} sets of required members: none of them gets a constructor", "describe each set as a schema of its own";
    PackageName = "E0403" Error "`{0}` can't be the name of a package", "give it letters, digits, `-` and `_`, a letter first (client.toml, package.name, or --package)";
    UnionScored = "W0403" Warning "nothing tells the branches {0} of this union apart for sure ({1}); each is tried", "add a discriminator, or a member with one value of its own to each branch";
    EndlessType = "W0404" Warning "`{0}` is required and leads back to its own type, so no value could end: it is taken as optional", "make one member of the circle optional";
    PathParameter = "W0405" Warning "`{0}` in the path `{1}` is described by no parameter: it is taken as a string", "add a parameter with `in: path`";
    PatternUnchecked = "W0407" Warning "this pattern is not checked: `{0}` takes what breaks it", "check it before the value is made, as the client has no engine for patterns";
    TextCut = "W0411" Warning "this text {0}", "write it in plainer Markdown, or shorter";
    ExampleShared = "W0410" Warning "more than {0} bodies share this example; only the first {0} are tested with it", "give the others examples of their own";
    BodyUnsupported = "W0406" Warning "a request body of {0} is not supported: the operation is skipped", "JSON, forms and plain bytes are";
}
