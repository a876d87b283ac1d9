//! References within a schema with an `$id`, a resource: they begin at the URI of that, and not at the folder of the
//! file (JSON Schema 2020-12 Core, 8.2.1).

use super::{Collector, Fault, Target, written};
use crate::diagnostic::{Code, Pointer};
use crate::openapi::bundle::address::{Way, split, way};
use crate::openapi::bundle::walk::Met;
use crate::openapi::spec::Version;
use crate::source::files::is_url;
use crate::steps::step;

/// The start of a relative reference.
enum Base {
    /// The file that holds it.
    File,
    /// The resource around it, by the name of a file or by a URL.
    Resource(String),
    /// A resource whose URI is a name only.
    Nowhere,
}

impl Collector<'_, '_> {
    /// The way that the file part of a reference describes.
    pub(super) fn way(&self, from: &Target, path: &str) -> Way {
        match self.base(from) {
            Base::File => self.way_from(from.file, path),
            Base::Resource(name) => way(path, &name),
            Base::Nowhere => match way(path, "") {
                Way::File(_) => Way::Uri,
                way => way,
            },
        }
    }

    /// The way from a file. A path from the root of a host begins at that of the file's own URI (RFC 3986, section 5.2.2);
    /// none leads to the root of a disk.
    fn way_from(&self, file: usize, path: &str) -> Way {
        let loaded = self.library.get(file);
        let way = way(path, &loaded.name);
        if way != Way::Absolute {
            return way;
        }
        let own = loaded.uri.as_ref().filter(|uri| is_url(uri.as_str()));
        let url = own.and_then(|own| own.join(path.trim()).ok());
        match url.filter(|url| is_url(url.as_str())) {
            Some(mut url) => {
                url.set_fragment(None);
                Way::Remote(url)
            }
            None => way,
        }
    }

    /// A file that is a resource itself counts as a file: its URI is the name by which others refer to it.
    fn base(&self, from: &Target) -> Base {
        let loaded = self.library.get(from.file);
        let id = |at: Pointer| loaded.value(&at)?.get("$id")?.as_str();
        let mut ids: Vec<&str> = { loaded.anchors.resources(&from.at) }
            .filter_map(id)
            .collect();
        // `$id` is a keyword since 3.1.
        let version = Version::of(&self.library.get(0).source.root);
        if ids.is_empty() || version.is_some_and(|version| version < Version::V31) {
            return Base::File;
        }
        ids.reverse();
        let own = loaded
            .uri
            .as_ref()
            .map(ToString::to_string)
            .filter(|uri| is_url(uri));
        let mut name = own.unwrap_or_else(|| loaded.name.clone());
        for id in ids {
            name = match way(split(id).0, &name) {
                Way::Here => name,
                Way::File(name) => name,
                Way::Remote(url) => url.into(),
                Way::Uri | Way::Absolute => return Base::Nowhere,
            };
        }
        Base::Resource(name)
    }

    /// Follows the references within resources to the files that they would name without the `$id`, which many authors
    /// mean. Whether there are any.
    pub(super) fn open_by_folder(&mut self) -> bool {
        let mut is_new = false;
        for (from, met, refusal) in std::mem::take(&mut self.open) {
            step();
            match self.by_folder(&from, &met) {
                Some(to) => {
                    is_new = true;
                    self.follow(from, met, to);
                }
                None => self.open.push((from, met, refusal)),
            }
        }
        is_new
    }

    fn by_folder(&mut self, from: &Target, met: &Met) -> Option<Target> {
        let (path, fragment) = split(&met.reference);
        let meant = match self.base(from) {
            Base::File => return None,
            Base::Resource(name) => match way(path, &name) {
                Way::File(name) => Some(self.library.shown(&name).to_owned()),
                Way::Remote(url) => Some(url.into()),
                Way::Here | Way::Uri | Way::Absolute => None,
            },
            Base::Nowhere => None,
        };
        let Way::File(name) = way(path, &self.library.get(from.file).name) else {
            return None;
        };
        let file = self.library.open(&name, false, self.diagnostics).ok()?;
        let to = self.fragment(file, fragment)?;
        let meant = meant.map_or_else(
            || "no file".to_owned(),
            |meant| format!("`{meant}`, which can't be read"),
        );
        self.collected.refused.remove(from);
        let read = self.library.shown(&name).to_owned();
        self.collected.faults.push(Fault {
            from: written(from, met.usage),
            code: Code::IdIgnored,
            args: vec![meant, read],
            near: None,
            related: None,
        });
        Some(to)
    }
}
