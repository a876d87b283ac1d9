//! References by URI: to files that were read, by their own names, or else to remote files.

use super::{Collector, Target};
use crate::diagnostic::Pointer;
use crate::openapi::bundle::address::{Way, split, way};
use crate::openapi::bundle::library::Refusal;
use crate::openapi::bundle::walk::{Met, Use};
use crate::source::files::is_url;
use crate::steps::step;
use url::Url;

impl Collector<'_, '_> {
    /// Reads the files of URLs that are no name of a file which was read, and those that they lead to; whether
    /// any reference leads on by that.
    pub(super) fn open_by_url(&mut self) -> bool {
        let mut is_new = false;
        while let Some((from, met, before)) = self.remote.pop_front() {
            step();
            let named = self.by_uri(&from, &met.reference);
            match named.map_or_else(|| self.fetched(&from, &met), Ok) {
                Ok(to) => {
                    is_new = true;
                    self.follow(from, met, to);
                    self.walk();
                }
                Err(Refusal(None)) if before.is_some() => self.open.push((from, met, before)),
                Err(refusal) => self.open.push((from, met, Some(refusal))),
            }
        }
        is_new
    }

    /// The target of a reference by URL, whose file is read now.
    fn fetched(&mut self, from: &Target, met: &Met) -> Result<Target, Refusal> {
        let (path, fragment) = split(&met.reference);
        let Way::Remote(url) = self.way(from, path) else {
            return Err(Refusal(None));
        };
        match self.library.open(url.as_str(), false, self.diagnostics) {
            Ok(file) => self
                .fragment(file, fragment)
                .ok_or_else(|| self.not_found(fragment, file)),
            Err(Refusal(None)) => {
                let url = format!("{url}#{fragment}");
                let url = url.trim_end_matches('#').to_owned();
                // Resolving says that there is no such scheme.
                if !matches!(met.usage, Use::Requirement) && !is_url(&met.reference) {
                    self.collected.refused.insert(from.clone(), url);
                }
                Err(Refusal(None))
            }
            Err(refusal) => Err(refusal),
        }
    }

    /// The file that a URI names which is, or begins like, that of a file that was read. A remote file can't name a local
    /// one so.
    pub(super) fn below_uri(&self, file: usize, uri: &str) -> Option<String> {
        if is_url(&self.library.get(file).name) {
            return None;
        }
        [file, 0].into_iter().find_map(|file| {
            let loaded = self.library.get(file);
            let own = loaded.uri.as_ref()?;
            if own.as_str() == uri {
                return Some(loaded.name.clone());
            }
            let folder = own.join(".").ok()?;
            let rest = uri.strip_prefix(folder.as_str())?;
            match way(rest, &loaded.name) {
                Way::File(name) => Some(name),
                _ => None,
            }
        })
    }

    /// The schema or document whose own URI a reference is, from the URI around it.
    pub(super) fn by_uri(&self, from: &Target, reference: &str) -> Option<Target> {
        let loaded = self.library.get(from.file);
        let uri = loaded
            .anchors
            .uri(&from.at, reference, loaded.uri.as_ref())?;
        let fragment = uri.fragment().unwrap_or_default().to_owned();
        let mut whole = uri;
        whole.set_fragment(None);
        let anchor = format!("{whole}#{fragment}");
        let files = [whole.as_str(), &anchor].map(|uri| self.library.file_of(uri));
        // A file's names count in itself, even if other files have them.
        let mut files = std::iter::once(from.file).chain(files.into_iter().flatten());
        files.find_map(|file| self.named_by(file, &whole, &fragment))
    }

    /// The place in a file that a URI and a fragment name.
    fn named_by(&self, file: usize, uri: &Url, fragment: &str) -> Option<Target> {
        let loaded = self.library.get(file);
        if loaded.uri.as_ref() == Some(uri) {
            return self.fragment(file, fragment);
        }
        let anchor = format!("{uri}#{fragment}");
        let anchor = loaded.anchors.get(&anchor).filter(|_| !fragment.is_empty());
        let at = anchor.cloned().or_else(|| {
            let schema = loaded.anchors.get(uri.as_str())?;
            let inner = Pointer::parse(&format!("#{fragment}"))?;
            inner.moved(&Pointer::root(), schema)
        })?;
        loaded.value(&at).map(|_| Target { file, at })
    }
}
