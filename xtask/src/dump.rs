//! `cargo xtask dump`: prints the result of a stage for a document.

use openapi_client_generator::api::Api;
use openapi_client_generator::config::Config;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::{adapt, generate, openapi, resolve, source};
use openapi_client_generator_cli::read;
use serde_json::Value;
use std::fmt::{Debug, Write as _};
use std::io::{self, Write as _};
use std::path::PathBuf;
use tools::{outline, run};

/// Print the result of a stage for a document
#[derive(clap::Args)]
pub struct Arguments {
    /// The stage
    stage: Stage,
    /// The document
    #[arg(default_value_os_t = run::root().join("spec/openapi.yaml"))]
    spec: PathBuf,
    /// Only the items with this name
    #[arg(long = "type", value_name = "NAME")]
    name: Option<String>,
    /// The options, in the format of client.toml
    #[arg(long)]
    config: Option<PathBuf>,
}

/// The stages with a result that can be printed, in their order.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Stage {
    /// The document's values
    Source,
    /// The checked document
    Openapi,
    /// The neutral model
    Api,
    /// The neutral model, as wide as the document's examples
    Adapt,
    /// The decisions about the crate
    Ir,
    /// The map from parts of the document to parts of the client
    Map,
    /// The files
    Files,
}

/// Prints the stage's result to standard output and the diagnostics to standard error.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let mut diagnostics = Diagnostics::default();
    let mut source = read::document(&arguments.spec, &[], &mut diagnostics);
    let config = match &arguments.config {
        Some(path) => read::config(path, &mut diagnostics),
        None => Some(Config::default()),
    };
    let text = source
        .as_mut()
        .zip(config.as_ref())
        .and_then(|(source, config)| dump(arguments, source, config, &mut diagnostics));
    let sources: Vec<_> = source.iter().collect();
    eprint!("{}", diagnostics.render(&sources));
    match text {
        Some(text) => {
            // A reader that ends early, such as `head`, is no failure.
            let _ = io::stdout().write_all(text.as_bytes());
            Ok(())
        }
        None => Err("there is nothing to print".to_owned()),
    }
}

fn dump(
    arguments: &Arguments,
    source: &mut source::Source,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let name = arguments.name.as_deref();
    match arguments.stage {
        Stage::Source => Some(json(&source.root, name)),
        Stage::Openapi => {
            let document = openapi::read(source, diagnostics)?;
            Some(json(&document.tree, name))
        }
        Stage::Api => Some(debug(&api(source, config, diagnostics)?, name)),
        Stage::Adapt => {
            let api = api(source, config, diagnostics)?;
            Some(debug(&adapt::adapt(api, config, diagnostics), name))
        }
        Stage::Ir => Some(debug(&generate(source, config, diagnostics)?.ir, name)),
        Stage::Map => Some(json(&generate(source, config, diagnostics)?.map(), None)),
        Stage::Files => {
            let mut text = String::new();
            for (path, content) in generate(source, config, diagnostics)?.files {
                if name.is_none_or(|name| path.contains(name)) {
                    write!(text, "// {path}\n{content}\n").ok()?;
                }
            }
            Some(text)
        }
    }
}

fn api(source: &mut source::Source, config: &Config, diagnostics: &mut Diagnostics) -> Option<Api> {
    let document = openapi::read(source, diagnostics)?;
    Some(resolve::resolve(&document, &config.names, diagnostics))
}

/// A value; with a name, the component schema of that name.
fn json(value: &Value, name: Option<&str>) -> String {
    let value = match name {
        Some(name) => &value["components"]["schemas"][name],
        None => value,
    };
    format!("{value:#}\n")
}

/// A value in the short form of `Debug`; with a name, the smallest blocks that have it.
fn debug(value: &dyn Debug, name: Option<&str>) -> String {
    match name {
        Some(name) => outline::named(value, name),
        None => outline::outline(value, &[]),
    }
}
