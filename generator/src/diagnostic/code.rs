//! Every message and hint in one table.

use super::near;
use crate::source::Part;

/// The effect of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// No file is written.
    Error,
    /// The rest of the crate is generated.
    Warning,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The stable identifier, such as `E0101`.
    pub id: &'static str,
    /// The effect.
    pub severity: Severity,
    /// Whether it is advice for the maintainer of a document, without effect on the generated code: reported
    /// only if lints are on.
    pub is_lint: bool,
    /// The message; `{0}`, `{1}`, … are arguments.
    pub message: &'static str,
    /// The instruction.
    pub hint: &'static str,
    /// The kind in words of its own, for lists: the message, unless that has arguments.
    pub title: &'static str,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl Code {
    /// The code with this identifier.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|code| code.entry().id == id)
    }

    /// Whether it is about a secret, which no log may show: the excerpt omits its line.
    #[must_use]
    pub const fn is_of_secret(self) -> bool {
        matches!(self, Self::SecretShown)
    }

    /// Whether it is about a setting of client.toml.
    #[must_use]
    pub const fn is_of_settings(self) -> bool {
        matches!(
            self,
            Self::NotNamed
                | Self::NameTaken
                | Self::NotUsed
                | Self::NotPublishable
                | Self::NotChecked
        )
    }

    /// The part of its place that it is about: the excerpt marks that. The value of a key can stand in another file.
    #[must_use]
    pub const fn part(self) -> Part {
        match self {
            Self::UnknownKeyword
            | Self::WrongKey
            | Self::NotSupportedKeyword
            | Self::OtherVersion
            | Self::Upgraded
            | Self::RefSibling
            | Self::NotValidated
            | Self::PathImpossible
            | Self::PathPattern
            | Self::PathNameTwice
            | Self::PathSuffix
            | Self::PathsClash
            | Self::PathsUnclear
            | Self::ExpressionOpen => Part::Key,
            _ => Part::Value,
        }
    }

    /// Whether the message leaves out the name of the thing at its place: the terminal groups equal messages, and shows
    /// the place.
    #[must_use]
    pub const fn leaves_name(self) -> bool {
        matches!(self, Self::ComponentUnused)
    }

    /// The identifiers that are nearest to `id`.
    #[must_use]
    pub fn near(id: &str) -> Vec<&'static str> {
        let ids = Self::ALL.iter().map(|code| code.entry().id);
        near::words(id, ids)
    }
}

/// Defines the table. The level of a row is `Error`, `Warning` or `Lint`, which is a warning for the maintainer. A row
/// ends with its title if its message has arguments.
macro_rules! codes {
    (@severity Lint) => { Severity::Warning };
    (@severity $level:ident) => { Severity::$level };
    (@is_lint Lint) => { true };
    (@is_lint $level:ident) => { false };
    (@title $message:literal) => { $message };
    (@title $message:literal $title:literal) => { $title };
    ($($name:ident = $id:literal $level:ident $message:literal, $hint:literal $(, $title:literal)?;)*) => {
        /// The kind of a diagnostic.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $message] $name,)* }

        impl Code {
            /// All codes, in the table's order.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The row of the table.
            #[must_use]
            pub const fn entry(self) -> Entry {
                match self {
                    $(Code::$name => Entry {
                        id: $id,
                        severity: codes!(@severity $level),
                        is_lint: codes!(@is_lint $level),
                        message: $message,
                        hint: $hint,
                        title: codes!(@title $message $($title)?),
                    },)*
                }
            }

            /// The meaning, an example that gives it, and its correction, as Markdown.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self {
                    $(Code::$name => include_str!(concat!("explain/", $id, ".md")),)*
                }
            }
        }
    };
}

codes! {
    // source: E01xx
    NotYaml = "E0101" Error "invalid YAML or JSON: {0}", "fix the syntax here", "invalid YAML or JSON";
    NotReadable = "E0102" Error "the {0} `{1}` can't be read: {2}", "check the path and its permissions", "a file can't be read";
    NotUtf8 = "E0103" Error "the file is not UTF-8", "save the document as UTF-8";
    TooLarge = "E0104" Error "the document has too many {0}; the limit is {1}", "split the document, or look for an alias that repeats itself", "the document is too large";
    TooDeep = "E0105" Error "nested too deeply; the limit is {0} levels", "move the inner parts to `components` and refer to them", "the document is nested too deeply";
    DuplicateKey = "W0101" Warning "duplicate key `{0}`; the last one is used", "remove one of them", "a key that an object has twice";
    SeveralDocuments = "W0102" Warning "the file holds several YAML documents; only the first is read", "keep each document in a file of its own";
    ReadAsYaml = "W0105" Warning "invalid JSON: {0}; read as YAML", "fix the syntax here, or give the file a name that ends in `.yaml`", "a file of JSON that is read as YAML";
    OverlayIgnored = "W0106" Warning "`{0}` has no effect beside `{1}`; ignored", "delete one of them", "a keyword of an action without effect beside another one";
    OverlayPattern = "W0107" Warning "the pattern `{0}` matches nothing: no I-Regexp has `{1}` there", "write an I-Regexp (RFC 9485): groups without `?`, no flags, and classes such as `[0-9]`", "a pattern in an overlay that is no I-Regexp";
    NotJson = "W0103" Warning "`{0}` is not a finite number of 64 bits; treated as null", "write a number that 64 bits can hold, or remove the keyword", "a number that 64 bits can't hold";
    OtherRemarks = "W0104" Warning "{0} more keys or values like this; not listed", "correct the listed ones, and run again", "more duplicate keys or odd values than are listed";

    // bundle: x011x
    FileNotRead = "E0110" Error "the file of this reference, `{0}`, can't be read: {1}", "correct the reference: its path begins at the folder of this file", "the file of a reference can't be read";
    FileOutside = "E0111" Error "this reference leads out of the folder of the document, to `{0}`", "move the file below the folder, or allow the other folder with `--allow-dir`", "a reference that leads out of the folder of the document";
    TargetNotFound = "E0112" Error "`{0}` not found in the file `{1}`", "correct the reference, or add its target to the file", "a reference to a place that its file doesn't have";
    TooManyFiles = "E0113" Error "the document has too many files; the limit is {0}", "put parts that belong together into one file", "the document has too many files";
    FilesTooLarge = "E0114" Error "the files of the document have too many {0}; the limit is {1}", "refer only to files that the API needs", "the files of the document are too large";
    RefsTooDeep = "E0115" Error "nested too deeply by this reference; the limit is {0} levels", "let the inner parts refer to shared schemas", "references nest the document too deeply";
    CopiedTooOften = "E0116" Error "the contents of this reference are copied too often; the copies are limited to {0} times the files", "use a reference to a schema, parameter or response instead", "the contents of a reference are copied too often";
    RemoteNotRead = "E0117" Error "the file of this reference, `{0}`, can't be fetched: {1}", "correct the URL, or save the file beside the document and refer to that", "the file of a reference can't be fetched";
    RefReplaced = "W0110" Warning "{0} can't be a reference; replaced by the contents of its target", "write the contents here: other tools may refuse the reference", "a reference where none is allowed, replaced by its target";
    IdIgnored = "W0111" Warning "by the `$id` around it, this reference leads to {0}; `{1}` is read instead", "remove the `$id`, or write the path from there", "a relative reference that begins at an `$id` without such a file";

    // openapi: x02xx
    NotOpenApi = "E0201" Error "not an OpenAPI document: {0}", "begin the document with `openapi: 3.0.3`, or another version of 3.x", "not an OpenAPI document";
    VersionUnsupported = "E0202" Error "version `{0}` of {1} is not supported", "correct the version, or convert the document, to OpenAPI 2.0, 3.0, 3.1 or 3.2", "an unsupported version of OpenAPI or Swagger";
    PathsOfOtherShape = "E0203" Error "expected `paths` to be an object of paths, found {0}; the document describes nothing else", "write an object: each path is a key, such as `/pets`", "`paths` that holds no paths";
    VersionOther = "W0217" Warning "Swagger has no version `{0}`; treated as 2.0", "write `swagger: '2.0'`", "a version of Swagger that there isn't";
    WrongShape = "W0202" Warning "expected {0} to be {1}, found {2}; {3}", "correct it, or remove it", "a value of the wrong type, ignored";
    Mended = "W0203" Warning "expected {0} to be {1}, found {2}; treated as {3}", "write the value of the expected type; in YAML, quotes make a string", "a value of the wrong type, read as one of the expected type";
    Incomplete = "W0204" Warning "{0} requires `{1}`; ignored", "add it", "an object without a required keyword, ignored";
    FilledIn = "W0205" Warning "{0} requires `{1}`; treated as empty", "add it", "an object without a required keyword, treated as empty";
    UnknownKeyword = "W0206" Warning "unknown keyword `{0}` in {1}; ignored", "check the spelling, or use a name that begins with `x-`", "unknown keyword";
    WrongKey = "W0216" Warning "expected {1}, found the key `{0}`; ignored", "correct the key, or use a name that begins with `x-`", "a key of another form than its object has";
    Upgraded = "W0207" Warning "`{0}` {1}", "use the form that the version of the document has, or remove the part without effect", "an older or foreign spelling of a keyword";
    NotSupportedKeyword = "W0208" Warning "unsupported keyword `{0}` in {1}; ignored", "remove it, or describe the same with a keyword that the generator reads", "unsupported keyword";
    OtherVersion = "W0211" Warning "`{0}` is written as in OpenAPI {1}, in a document of {2}; {3}", "write it as the version of the document has it, or correct the version", "a keyword in the form of another version of OpenAPI";
    Dialect = "W0213" Warning "`{0}` is another dialect; schemas are read as JSON Schema 2020-12", "write the schemas in the words of JSON Schema 2020-12", "another dialect of JSON Schema";
    ListFormat = "W0212" Warning "no style of OpenAPI 3 {0}; treated as text that the caller joins", "use another `collectionFormat`", "a list format that OpenAPI 3 doesn't have";
    RefSibling = "W0214" Warning "`{0}` stands beside `$ref`; {1}", "describe it in the target of the reference alone", "keywords beside a `$ref`";
    IdTwice = "W0215" Warning "`{0}` is the `{1}` of another schema, too; references can't name either of them", "give each schema a name of its own", "several schemas with one name for references";
    RefMisplaced = "W0210" Warning "{0} can't be a reference (here to `{1}`); ignored", "write the object here", "a reference where none is allowed, ignored";
    UnevenNames = "W0209" Warning "`{0}` has {1} entries, and the enum {2} values; ignored", "write an entry for each value", "a list about the values of an enum with another length";

    // config: x05xx
    BadConfig = "E0501" Error "invalid configuration: {0}", "`docs/client.toml` of the generator shows every key", "invalid configuration";

    NotNamed = "W0502" Warning "unused name: {0}", "`[names]` names operations, parameters, members, enum values, and schemas that become types", "a name in client.toml without effect";
    NotUsed = "W0503" Warning "unused setting: {0}", "check the spelling, or remove it", "a setting in client.toml without effect";
    NameTaken = "W0505" Warning "the name `{0}` isn't free: {1}; {2}", "give another name", "a name in client.toml that something else has";
    NotPublishable = "W0504" Warning "{0}", "correct it before the crate is published: crates.io refuses it", "metadata that crates.io refuses";
    NotChecked = "W0501" Warning "unused constraint: {0}", "`[constraints]` names strings, integers, numbers and lists that are sent and have limits", "a constraint in client.toml without effect";

    // resolve: x03xx
    RefNotFound = "W0301" Warning "`{0}` not found; {1}", "check the spelling of the reference, or add its target", "a reference that leads to nothing";
    RefOfOtherKind = "W0347" Warning "`{0}` is {1}, where {2} is needed; {3}", "refer to a component of the kind that is needed", "a reference to an object of another kind";
    RefCircle = "W0302" Warning "this reference leads back to itself; ignored", "replace one of the references in the circle with a definition";
    MixedEnum = "W0305" Warning "{0}; treated as any JSON value", "split an enum into a `oneOf` of enums with one kind each; describe the members of an object under `properties`", "a schema without a Rust type";
    NotValidated = "W0306" Warning "`{0}` has no Rust type; documented, but not validated", "describe in words which values are meant", "a keyword that is documented, but not validated";
    RequiredUnknown = "W0308" Warning "required property `{0}` {1}; not validated", "describe it under `properties`, correct the spelling, or don't require it", "a required property that has no description";
    AllOfMixed = "W0309" Warning "no value fits all parts of this schema: {0}; treated as any JSON value", "make the parts agree", "parts of an `allOf` that no value fits";
    AllOfTooMany = "W0317" Warning "`allOf` of several unions has too many combinations; treated as any JSON value", "write the possible combinations as one `oneOf`";
    ComposedTooLarge = "W0318" Warning "this schema is composed of too many parts: {0}; treated as any JSON value", "describe the members in the schema itself", "a schema that is composed of too many parts";
    NestedTooDeep = "W0319" Warning "this schema has more than {0} levels of schemas below it; treated as any JSON value", "let the levels refer to one schema that repeats itself", "a schema with too many levels of schemas below it";
    AllOfCircle = "W0310" Warning "this schema is a part of itself; that part is ignored", "remove it from its own `allOf`";
    MemberExcluded = "W0225" Warning "`additionalProperties` forbids `{0}` here, which another part of the schema {1}; treated as allowed", "remove the keyword, or, since 3.1, write `unevaluatedProperties: false` in the schema around all parts", "a closed part of a schema that forbids a member of another part";
    AllOfConflict = "W0311" Warning "the parts of this schema contradict each other on `{0}`; the last one is used", "describe it once", "parts of an `allOf` that contradict each other";
    SetsSeveral = "W0358" Warning "another list of sets of required members applies, too; this one is only in the docs", "write the sets of both into one list", "several lists of sets of required members";
    BranchWithoutTag = "W0312" Warning "no value of `{0}` selects this branch", "add it to the `mapping` of the discriminator, or list its value in an `enum`", "a branch that no value of the discriminator selects";
    MappingOutside = "W0348" Warning "`{0}` selects a schema that is no branch of this union; ignored", "list the schema among the branches, or remove the value", "a value of `mapping` for a schema that is no branch";
    MappingDenied = "W0355" Warning "`{0}` selects a schema whose `{1}` doesn't allow this value", "give the `mapping` the value of the schema, or list this one there", "a value of `mapping` that its schema doesn't allow";
    DefaultMapping = "W0333" Warning "`defaultMapping` is ignored: {0}; objects with another `{1}` are kept as raw JSON", "name a branch of the union that allows other values of the member, or none", "a `defaultMapping` without effect";
    ServerVariables = "W0313" Warning "variable `{0}` of this server {1}; treated as a required argument", "describe it under `variables`, with a `default`", "a variable of a server that isn't described, or has no default";
    ServerVariableUnused = "W0357" Warning "variable `{0}` isn't in the URL `{1}` of this server; ignored", "write its name in braces in the URL, or remove the variable", "a variable that the URL of its server doesn't use";
    ServerDefault = "W0344" Warning "`{0}`, the default of variable `{1}`, isn't in its `enum`; allowed beside the listed values", "list it in the `enum`, or choose a listed value", "a default of a server variable that its `enum` doesn't list";
    SchemeUnsupported = "W0314" Warning "the client doesn't write credentials of HTTP authentication `{0}`; the caller gives the whole `Authorization`", "set it on the builder, in a hook or with `extra_header`; or describe bearer or basic authentication", "HTTP authentication whose credentials the caller writes";
    SchemeUnused = "W0328" Warning "no request needs security scheme `{0}`; ignored", "name it in an alternative of `security` that requests can meet, or remove it", "a security scheme that no request needs";
    SchemeNotFound = "W0316" Warning "unknown security scheme `{0}`; {1}", "add it under `components.securitySchemes`, or correct the spelling", "unknown security scheme";
    SchemeBeside = "W0220" Warning "the client can't send the credential of `{0}`; {1}", "add the other credential to the call with `extra_header`, or describe a supported scheme", "an alternative of `security` that the client meets in part";
    SchemesOneHeader = "W0369" Warning "{0} are credentials for one header, `Authorization`; {1}", "list them as alternatives, if one suffices; or describe a credential in another place", "an alternative of `security` with several credentials for one header";
    UsedTooOften = "W0321" Warning "used too often in this document; {0}", "let fewer operations refer to one large component, and make other targets of references components", "a part of the document that is used too often";
    WireName = "W0324" Warning "`{0}` can't be the name of {1}: {2}; ignored", "correct the name, or remove it", "an impossible name of a header or cookie";
    NoContent = "W0339" Warning "{0} has no content; its body is {1}", "describe the content under the status that the server sends with it, or leave it out", "content where a response has none";
    ValueLarge = "W0351" Warning "no double holds the value {0}; the client sends and reads {1}", "set the type to `integer`, which keeps all digits, or describe the value as a string", "a number that no double holds";
    DiscriminatorText = "W0353" Warning "`{0}` isn't a string here, so it is no discriminator; the branches are told apart by their members", "describe the member as a string, or remove the discriminator", "a discriminator of numbers or booleans";
    ServerBeside = "W0356" Warning "the client doesn't use `{0}` by itself: the operation's first server counts", "give the operation one server, or one for each server of the document", "a server of an operation that is no default";
    FormLeftOut = "W0354" Warning "the client doesn't ask for the form `{0}` of this response, although its schema isn't that of `{1}`", "describe both as one value, or remove one of them", "a form of a response that the client doesn't ask for";
    FormOfSame = "W0368" Warning "the client uses `{1}` for this body, and not its other form `{0}`", "remove the form that you don't use; or name the other one in a header with `extra_header`", "a form of a body that the client doesn't use";
    ContentEmpty = "W0349" Warning "this request body has no media type, so no request has it; ignored", "describe the body by its media type, or remove it", "a request body without content";
    StatusUnknown = "W0350" Warning "HTTP has no status {0}: the first digit is 1 to 5; the response is read all the same", "correct the status", "a status that HTTP does not have";
    MediaType = "W0325" Warning "`{0}` can't be a media type; {1}", "write it as `type/subtype`, with `; name=value` for a parameter", "an invalid media type";
    PathImpossible = "W0326" Warning "no request can have the path `{0}`: {1}; the operation is skipped", "correct the path", "a path that no request can have";
    PathParameterUnused = "W0335" Warning "parameter `{0}` isn't in the path `{1}`; {2}", "write its name in braces in the path, or remove the parameter", "a path parameter that isn't in the path";
    PathPattern = "W0336" Warning "`{0}` in the path has a pattern; treated as `{1}`, and values aren't validated", "write the name alone, and the `pattern` in the schema of the parameter", "a pattern in a path";
    TagParent = "W0334" Warning "`{0}` can't be the parent of this tag: {1}; ignored", "name another tag, or remove the keyword", "an impossible parent of a tag";
    TagTwice = "W0338" Warning "tag `{0}` is described twice; the last one is used", "remove one of them", "a tag that is described twice";
    MethodImpossible = "W0332" Warning "no operation can have the method `{0}` here: {1}; skipped", "write the method as it is sent; `get`, `query` and the like are keywords of the path item", "an impossible method";
    TokenUrl = "W0352" Warning "unusable token URL `{0}`: {1}; the client has no setter for it", "write an absolute URL", "an unusable URL of a token endpoint";
    ServerUnusable = "W0327" Warning "unusable server URL `{0}`: {1}; {2}", "write an http or https URL of host, port and path", "an unusable server URL";
    WebhookParameter = "W0329" Warning "unsupported {0} parameter `{1}` of a webhook or callback; ignored", "headers and the body are supported; read others from the request yourself", "an unsupported parameter of a webhook or callback";
    EventData = "W0330" Warning "the data of these events is text in some and JSON in others; treated as text", "give the `event` of each a `const` or `enum` of its own, or describe the data of all with `contentSchema`";
    EventFields = "W0359" Warning "the schema has the fields of an event; treated as that of the whole event, not of the JSON in its data", "describe the event with `itemSchema`, and the JSON with `contentSchema` of its `data`", "the schema of a whole event in the place of that of its data";
    RefRemote = "W0331" Warning "`{0}` is not fetched; {1}", "allow its origin with `--allow-remote`, or save the file beside the document and refer to that", "a reference to a file on a server, which is not fetched";
    FormNotation = "W0340" Warning "`{0}` isn't written in a form; the value of `{1}` is treated as text", "describe the value in JSON, or as a string that the caller encodes", "a member of a form in another notation than JSON or text";
    PartNotation = "W0342" Warning "`{0}` isn't written here; the caller gives part `{1}` as a file", "describe the value in JSON, or as a string of `format: binary`", "a part of a body in another notation than JSON or text";
    ParameterCredential = "W0343" Warning "{0} parameter `{1}` is treated as a credential of the client", "describe the credential under `securitySchemes`, and name it in `security`, beside `{}` if it is optional", "a credential that is described as a parameter";
    ItemsTooDeep = "W0345" Warning "this reference leads on to more than {0} path items, one behind the other; ignored from here on", "write the fields of several of them into one", "too many path items, one behind the other";
    SecondContent = "W0346" Warning "a parameter or header has one media type; `{0}` is ignored beside `{1}`", "remove one of them", "a second media type of a parameter or header";
    StreamUnasked = "W0360" Warning "the method for the stream doesn't ask for it: {0}", "set `stream` to true in the value that you send; or describe it as a boolean in each branch, or as a query parameter", "a stream that its method doesn't ask for";
    ParameterNotation = "W0365" Warning "`{0}` isn't read or written here; {1} is treated as text", "describe the value in JSON, or as a string that the caller encodes or decodes", "a parameter or header in another notation than JSON or text";
    ParameterContent = "W0320" Warning "unsupported content {1} of parameter `{0}`; the parameter is skipped", "describe the parameter with `schema`, or its value in JSON", "unsupported content of a parameter";

    // adapt: x07xx
    ExampleContradicts = "W0701" Warning "this example has {0}: {1}", "correct the example or its schema; `strict = true` in client.toml ignores examples", "an example that contradicts its schema";

    ExamplesTooLarge = "W0703" Warning "comparing the examples with their schemas takes too long; this example and those after it are treated as valid", "remove examples, or make the branches of unions less alike";
    UnionCircle = "W0702" Warning "this union is a branch of itself; that branch is ignored", "remove the branch, or put an object in between";

    // advice for the maintainer of a document: x09xx; the first change the generated code
    OperationIdTwice = "W0901" Warning "`{0}` is the `operationId` of another operation, too{1}", "give each operation an `operationId` of its own", "an `operationId` of several operations";
    ParameterTwice = "W0902" Warning "{0} parameter `{1}` is described twice in this list; the last one is used", "remove one of them", "a parameter that is described twice";
    ComponentUnused = "W0903" Lint "unused component", "refer to it, or remove it";
    SuccessMissing = "W0904" Lint "no response of this operation is a success{0}", "describe its response with a status of 2xx, or `default`", "an operation without a success";
    PathsClash = "W0905" Lint "this path is `{0}` but for the names of its parameters: {1}", "put the operations of both under one path", "two paths that differ in the names of their parameters alone";
    PathsUnclear = "W0919" Lint "a request such as `{0}` fits this path and `{1}`; the document doesn't say which is meant{2}", "change one of the paths, or say in its description which one comes first", "two paths that one request fits";
    ExampleBreaks = "W0906" Lint "this {0} breaks its schema: {1}", "correct the value or its schema", "a value that breaks its schema";
    PathSuffix = "W0418" Lint "the path `{0}` has {1}, which is {2}", "describe a query by parameters; remove a fragment, and write one operation for each method and path", "a path with a query or a fragment";
    EnumAlike = "W0907" Lint "`{0}` differs from `{1}` only in case or marks", "list one of them, if both mean the same", "enum values that differ only in case or marks";
    UnixTime = "W0908" Lint "`{0}` is likely a time, and nothing tells its unit", "add `format: unix-time` for seconds since 1970, or say the unit in the description", "a time without a unit";
    ValueType = "W0915" Lint "this value is of the type {0}, not {1}; the type of the client follows the values", "correct the value or the type", "a value of an enum, or a constant, that isn't of its type";
    SecretShown = "W0909" Lint "this value looks like a live credential: {0}", "revoke it if it is real, and write a placeholder", "a value that looks like a live credential";
    PathOptional = "W0910" Lint "`{0}` is a parameter of the path, and isn't required", "set `required: true`", "a parameter of the path that isn't required";
    LinkNowhere = "W0911" Lint "no operation {0} `{1}`", "correct the name or place, or remove the link", "a link to an unknown operation";
    LinkBoth = "W0916" Lint "a link has `operationId` or `operationRef`, not both; the client takes the `operationId`", "remove one of them", "a link with two ways to an operation";
    ScopeUnlisted = "W0914" Lint "no flow of `{1}` lists the scope `{0}`", "list it under the `scopes` of a flow, or correct it", "a scope that no flow of its scheme lists";
    LimitsApart = "W0912" Lint "no value fits both `{0}` and `{1}`", "correct one of them", "limits that exclude each other";
    PatternInvalid = "W0917" Lint "this pattern is no regular expression: {0}", "write it in the dialect of ECMA-262, which schemas use", "a pattern that is no regular expression";
    ExpressionOpen = "W0918" Lint "the key `{0}` of a callback is no URL with runtime expressions: {1}", "write each expression in braces, such as `{$request.body#/url}`", "an impossible key of a callback";
    FormatNear = "W0913" Lint "unknown format `{0}`; ignored", "check the spelling; `[types]` of client.toml makes other formats of strings known", "a format that is nearly a known one";

    // emit and format: x06xx
    Unprintable = "E0601" Error "the generated file {0} does not parse: {1}", "this is a bug of the generator; please report it", "a generated file that does not parse";

    // overlay: x08xx
    OverlayInvalid = "E0801" Error "invalid overlay: {0}", "compare it with the Overlay Specification, section 4.4", "invalid overlay";
    OverlayQuery = "E0802" Error "invalid JSONPath `{0}`: {1}", "write a query of RFC 9535, such as `$.paths['/pets'].get`", "invalid JSONPath";
    OverlayUnmatched = "E0803" Error "`{0}` selects nothing in the document{1}", "correct the target, or delete the action; with `unmatched = \"warn\"` in client.toml, this is a warning", "an action of an overlay that selects nothing";
    OverlayWithoutMatch = "W0801" Warning "`{0}` selects nothing in the document{1}", "correct the target, or delete the action", "an action of an overlay that selects nothing, allowed by client.toml";
    OverlayIdle = "W0802" Warning "this action changes nothing", "delete it";
    OverlayClash = "E0804" Error "{0} can't be merged into {1} at `{2}`", "remove the value with an action before this one", "an action of an overlay that can't merge its value";
    OverlayMixed = "E0805" Error "`{0}` selects {1} as well as {2}", "select values of one kind: objects, lists or others", "an action of an overlay that selects values of different types";
    OverlayCopy = "E0806" Error "`{0}` selects {1} values to copy", "select one value", "an action of an overlay that doesn't select one value to copy";
    OverlayRoot = "E0807" Error "this action removes the whole document", "select a part of it";
    OverlayValue = "E0808" Error "the target is {0}; overlays of 1.0 change objects and lists", "write `overlay: 1.1.0`, or select the object around it", "an action of an overlay whose target is no object or list";
    OverlayExtends = "W0803" Warning "this overlay is for `{0}`; applied all the same", "correct `extends`, or the overlays in client.toml", "an overlay for another document";

    // lower: x04xx
    EndlessList = "W0401" Warning "this list or map contains itself without end; treated as any JSON value", "put an object in between";
    ListsTooDeep = "W0408" Warning "nested in {0} lists or maps without a type of their own; treated as any JSON value", "make one of the levels an object with properties", "lists or maps that are nested too deeply";
    SetsTooMany = "W0409" Warning "more than {0} sets of required members; no constructors for them", "describe each set as a schema of its own", "too many sets of required members";
    PackageName = "E0403" Error "invalid package name {0}", "use letters, digits, `-` and `_`, a letter first; not a keyword, nor the name of a crate that the client depends on", "invalid package name";
    UnionScored = "W0403" Warning "nothing in this union tells {0} apart for sure ({1}); each is tried", "add a discriminator, or a required member with one value of its own to each branch", "a union whose branches can't be told apart for sure";
    BranchUnread = "W0423" Warning "no received value is read as {0} of this union: other branches take all that it describes", "list the values of the more specific branch, or remove the branch that the other includes", "a branch of a union that is never read";
    EndlessType = "W0404" Warning "`{0}` is required and leads back to its own type without end; treated as optional", "make one member of the circle optional", "a required member that leads back to its own type";
    PathParameter = "W0405" Warning "no parameter describes {0} in the path `{1}`; treated as {2}", "add a parameter with `in: path`", "a path with a name that no parameter describes";
    PathNameTwice = "W0420" Warning "the path `{0}` has {1} more than once; each place gets the same value", "give each place a name and a parameter of its own", "a path with the same name twice";
    QueryTwice = "W0421" Warning "query parameter `{0}` is in the path `{1}`, too; {2}", "remove the query from the path, and describe it by parameters", "a query parameter that the path has, too";
    PatternUnchecked = "W0407" Warning "pattern not validated: `{0}` accepts values that break it", "validate the value before it is created; the client has no regex engine", "a pattern that is not validated";
    TextCut = "W0411" Warning "this text {0}", "write it in plainer Markdown, or shorter", "a text that is shown as it stands";
    ExampleShared = "W0410" Warning "more than {0} bodies share this example; only the first {0} are tested with it", "give the others examples of their own", "an example that too many bodies share";
    HeaderValue = "W0412" Warning "`{0}` can't be the value of a header; {1}", "use visible characters of ASCII", "an impossible default or enum value of a header";
    PagesUnclear = "W0414" Warning "the pages of this list can't be walked as described: {0}; looked for by shape", "correct the description, or say how in `[operations]` of client.toml", "pages of a list that can't be walked as described";
    PagesUnknown = "W0337" Warning "no pages for this list: {0}", "say in `[operations]` of client.toml how its pages are walked, or `pages = false`", "a list whose pages have no certain rule";
    SchemaIdle = "W0415" Warning "the schema of `{0}` has no effect: {1}", "describe the body in JSON; or as a string, if the caller encodes and decodes it", "a schema of a body that stays bytes or text";
    BodyEncoded = "W0422" Warning "the client doesn't read or write the base64 of a body of `{0}`: {1}", "remove the encoding from the schema if the body is plain bytes", "a body in base64 that the caller encodes or decodes";
    PartsUnlike = "W0341" Warning "the schema of `{0}` has no effect: its parts {1}; the caller adds them", "describe the parts of `multipart/form-data` as an object, and those of other types as a list with `prefixItems` and `prefixEncoding`", "a schema of a multipart body without effect";
    DiscriminatorIdle = "W0416" Warning "no schema of the document inherits from this one, and it has no branches of its own; its discriminator is ignored", "list the schemas under `oneOf`, or remove the discriminator";
    QueryShared = "W0417" Warning "parameter `{0}` is the whole query, and `{1}` stands beside it; both are sent, with `&` in between", "describe one parameter with `in: querystring`, or all with `in: query`", "a parameter that is the whole query, beside others";
}
