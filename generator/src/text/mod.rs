//! The document's text → output: the only module through which it gets there.
//!
//! A [`Raw`] is a string of the document. It has no `Display`, and gives no `&str` to code that writes: its
//! only exits are functions, one for each kind of output, and each makes the text harmless for its output. All
//! of them show invisible characters by their numbers ([`is_hidden`]).
//!
//! | output | function | gives |
//! |---|---|---|
//! | doc comment | [`markdown()`], [`say`] | [`Docs`], which [`outer`] and [`inner`] spell |
//! | code span | [`code()`], [`Raw::code`] | [`Line`] |
//! | code block of docs | [`Docs::block`] | [`Docs`] |
//! | README | [`Page`] | a file of Markdown |
//! | Cargo.toml | [`Section`] | a table of TOML |
//! | string literal | [`Raw::literal`] | [`Literal`](proc_macro2::Literal) |
//! | path template | [`Raw::template`] | [`Literal`](proc_macro2::Literal), percent-encoded |
//! | identifier | [`Name::new`], [`Feature::new`], [`PackageName::new`] | themselves |
//! | JSON of an example | [`Json::lines`] | [`Json`], which [`Json::literal`] spells |
//! | a bundled document | [`yaml()`], [`json_document()`] | a file |
//! | `--map` and `--report` | [`json()`] | a file of JSON |
//! | diagnostics for a program | [`json_line()`] | a line of JSON |
//! | client.toml of `init` | [`toml_key()`] | a key of TOML |
//! | terminal | [`visible`], [`terminal`] | text without invisible characters |
//! | excerpt, message | [`without_credentials`] | text without the passwords of URLs |
//!
//! The origin of a text doesn't matter: the document, a second file, a remote one or an overlay; and the same
//! holds for names of files, references, queries and URLs: `generator/tests/text/ways.rs` plants them all. The
//! lock file has only URLs, in their normal form, which is ASCII.

mod code;
mod credentials;
mod docs;
mod document;
pub mod header;
mod hidden;
mod json;
mod line;
mod markdown;
pub mod media_type;
mod name;
mod page;
mod raw;
pub mod reserved;
mod secret_names;
mod toml;

pub use code::code;
pub use credentials::without_credentials;
pub use docs::{DOC_LINES, Docs, inner, line_above, outer};
pub use document::{Decimals, json_document, yaml};
pub use hidden::{is_hidden, terminal, visible};
pub use json::{Json, json, json_line};
pub use line::{Line, Part, say};
pub use markdown::{Flaw, MAX_NESTING, Markdown, markdown, plain};
pub use name::{Feature, Name, PackageName};
pub use page::Page;
pub use raw::{Raw, encoded_template};
pub use secret_names::is_credential;
pub use toml::{Section, toml_key};
