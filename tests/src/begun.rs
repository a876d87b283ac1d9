//! The client.toml that `init` writes for a document: as it is, it changes nothing, and each of its settings that are
//! off has an effect.

use golden::case::Case;
use openapi_client_generator::config::{self, Config};
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::{Memory, decide, init, read};

/// Fails when the settings are wrong, or change the diagnostics of the document.
pub fn check(case: &Case) -> Result<(), String> {
    let mut files = Memory::default();
    files.add(case.document, case.text.as_str());
    for (name, text) in &case.files {
        files.add(name, text.as_str());
    }
    let decided = |config: &Config| {
        let mut diagnostics = Diagnostics::default();
        let mut source = read(&files, case.document, &mut diagnostics)?;
        let root = source.root.clone();
        let ir = decide(&mut source, config, &mut diagnostics)?;
        let said = diagnostics.render(&[&source]);
        let text = init::init(&ir, &root, &diagnostics);
        Some((text, said, format!("{:?}", ir.places)))
    };
    let Some(first) = decided(&Config::default()) else {
        return Ok(());
    };
    let on = first.0.lines().map(|line| match line.strip_prefix('#') {
        Some(setting) if !setting.starts_with(' ') => setting,
        _ => line,
    });
    let on: Vec<&str> = on.collect();
    let mut on = settings(&on.join("\n"))?;
    // It names a file that nobody has written yet.
    on.overlays.clear();
    let (_, said, _) = decided(&on).ok_or("the settings of `init` give no crate")?;
    if ["W0501", "W0502", "W0503"]
        .iter()
        .any(|code| said.contains(code))
    {
        return Err(format!(
            "`init` writes settings that have no effect:\n{said}"
        ));
    }
    if decided(&settings(&first.0)?).as_ref() == Some(&first) {
        Ok(())
    } else {
        Err("the settings of `init` change the crate, or its diagnostics".to_owned())
    }
}

fn settings(text: &str) -> Result<Config, String> {
    let mut diagnostics = Diagnostics::default();
    let config = config::text("client.toml", text, &mut diagnostics);
    let said = diagnostics.render(&[]);
    config
        .filter(|_| said.is_empty())
        .ok_or_else(|| format!("`init` writes settings that are wrong:\n{said}\n{text}"))
}
