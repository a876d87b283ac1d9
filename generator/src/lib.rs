//! Reads an OpenAPI document and writes a Rust client crate.

pub mod command;
pub mod config;
pub mod diagnostic;
pub mod fold;
pub mod load;
pub mod write;

/// Stands in for the pipeline until the later stages are merged.
pub struct Output {
    /// Relative path to text.
    pub files: std::collections::BTreeMap<String, String>,
    /// Document to items.
    pub map: serde_json::Value,
}

/// Stands in for the pipeline until the later stages are merged.
pub fn generate(
    source: &load::Source,
    config: &config::Config,
    diagnostics: &mut diagnostic::Diagnostics,
) -> Option<Output> {
    let api = fold::fold(source, diagnostics)?;
    let name = config.package.name.clone().unwrap_or_default();
    let files = [
        ("Cargo.toml", format!("[package]\nname = \"{name}\"\n")),
        ("src/lib.rs", format!("//! {}\n", api.info.title)),
    ];
    let files = files
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text));
    Some(Output {
        files: files.collect(),
        map: serde_json::json!({ "package": name }),
    })
}
