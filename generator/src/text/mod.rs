//! The document's text → output: the only module through which it gets there.
//!
//! A [`Raw`] is a string of the document. It has no `Display`, and gives no `&str` to code that writes: its
//! only exits are functions, one for each kind of output, and each makes the text harmless for its output. All
//! of them show invisible characters by their numbers ([`is_hidden`]).
//!
//! `docs/sinks.md` has the function of each output, and its tests.
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
mod subject;
mod toml;

pub use code::{code, code_alone};
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
pub use secret_names::{is_credential, is_credential_in_url};
pub use subject::subject;
pub use toml::{Section, toml_key};
