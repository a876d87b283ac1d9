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

    // fold: x02xx

    // resolve: x03xx
    RefNotFound = "E0301" Error "`{0}` doesn't lead to anything", "check the spelling of the reference, or add what it names";

    // lower: x04xx
}
