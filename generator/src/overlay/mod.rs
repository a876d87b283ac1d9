//! Overlays (Overlay Specification 1.0 and 1.1): changes to a document, in a file of their own.
//!
//! Actions are applied in their order, each to the result of the one before; the first, to the document as it was
//! written. Other files are read afterwards: a reference that an overlay writes is followed, one that it removes is not
//! looked for, and no action selects a part of another file. The origins of the overlays' values are noted, so that a
//! diagnostic about such a value shows the overlay.

mod apply;
mod merge;
mod origin;
mod query;
mod read;

pub use apply::{Overlaid, apply};
pub use origin::Origin;
pub use read::{Overlay, read};

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostics, Excerpt};
use crate::source::files::{Files, folder, join};
use crate::source::{self, Origins, Source};

/// Applies the overlays of client.toml to a document.
pub fn overlay(
    source: &mut Source,
    files: &dyn Files,
    config: &Config,
    diagnostics: &mut Diagnostics,
) {
    let named = config.overlays.iter();
    let read = |(name, place): (&String, &Excerpt)| open(files, name, place, diagnostics);
    let overlays: Vec<Overlay> = named.filter_map(read).collect();
    if overlays.is_empty() {
        return;
    }
    for overlay in &overlays {
        if let Some(extends) = other_document(overlay, &source.name, files) {
            let place = crate::diagnostic::Pointer::root().child("extends");
            let excerpts = overlay.source.excerpts(&[&place]);
            for excerpt in excerpts.into_iter().flatten() {
                diagnostics.report_excerpt(Code::OverlayExtends, excerpt, &[extends]);
            }
        }
    }
    let moved = apply(&mut source.root, &overlays, config.unmatched, diagnostics);
    let overlays = overlays.into_iter().map(|overlay| overlay.source);
    let mut changes = Origins::default();
    for (place, origin) in moved {
        changes.note(place, origin.overlay, origin.at);
    }
    source.change(overlays.collect(), changes);
}

/// Reads the overlay of the entry at `place` in client.toml.
fn open(
    files: &dyn Files,
    name: &str,
    place: &Excerpt,
    diagnostics: &mut Diagnostics,
) -> Option<Overlay> {
    let path = beside(&place.name, name);
    let bytes = match files.read(&path) {
        Ok(bytes) => bytes,
        Err(unread) => {
            let words = ["overlay", &path, &unread.reason()];
            diagnostics.report_excerpt(Code::NotReadable, place.clone(), &words);
            return None;
        }
    };
    let text = source::utf8(&path, bytes, diagnostics)?;
    let overlay = source::other(&path, text, diagnostics)?;
    read(overlay, diagnostics)
}

/// The path of a file that another file names.
fn beside(file: &str, name: &str) -> String {
    join(folder(file), name)
}

/// The document of an overlay's `extends`, if it is a relative reference to another document than this one.
/// Either may be given by an absolute path.
fn other_document<'o>(overlay: &'o Overlay, document: &str, files: &dyn Files) -> Option<&'o str> {
    let extends = overlay.extends.as_deref()?;
    let is_relative = !extends.contains("://");
    let one = |name: String| files.find(&name, folder(document)).unwrap_or(name);
    let named = beside(&overlay.source.name, extends);
    (is_relative && one(named) != one(join("", document))).then_some(extends)
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn files_that_others_name() {
        for (file, name, path) in [
            ("client.toml", "a.yaml", "a.yaml"),
            ("api/client.toml", "../a.yaml", "a.yaml"),
            ("api/client.toml", "./b/a.yaml", "api/b/a.yaml"),
            ("../client.toml", "../a.yaml", "../../a.yaml"),
            ("api/client.toml", "/a.yaml", "/a.yaml"),
        ] {
            assert_eq!(beside(file, name), path, "{file} {name}");
        }
    }
}
