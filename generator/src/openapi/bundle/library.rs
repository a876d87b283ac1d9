//! The files of a document, each read once, within limits for all of them together.

use crate::diagnostic::{Code, Diagnostics, Pointer};
use crate::openapi::anchors::Anchors;
use crate::openapi::spec::Words;
use crate::source::files::{Files, Unread, folder, is_url, join};
use crate::source::{self, MAX_BYTES, MAX_REPEATED, MAX_WEIGHT, Source};
use crate::steps::steps;
use serde_json::Value;
use std::collections::BTreeMap;
use url::Url;

/// Files of a document. Large ones have up to 3,000.
const MAX_FILES: usize = 10_000;

/// A file that was read.
pub struct Loaded {
    pub source: Source,
    /// The schemas in it that have names of their own.
    pub anchors: Anchors,
    /// The name by which files refer to it.
    pub name: String,
    /// Its own URI (`$self` of a document, `$id` of a schema), if it is absolute, or else the URL of a remote file.
    pub uri: Option<Url>,
}

/// The diagnostic about the references to a file; none if that was reported with the file.
#[derive(Clone)]
pub struct Refusal(pub Option<(Code, Vec<String>)>);

impl Refusal {
    pub fn new(code: Code, args: &[&str]) -> Self {
        let args = args.iter().map(|arg| (*arg).to_owned());
        Self(Some((code, args.collect())))
    }
}

/// A file's number or the reason why it has none.
type Opened = Result<usize, Refusal>;

/// All files that were asked for.
pub struct Library<'f> {
    files: &'f dyn Files,
    /// The folder of the document.
    folder: String,
    words: Words,
    document: Loaded,
    others: Vec<Loaded>,
    /// By name, and whether the file is a text rather than a tree.
    by_name: BTreeMap<(String, bool), Opened>,
    /// The same by the one name of each file.
    by_identity: BTreeMap<(String, bool), Opened>,
    /// The first file that has a URI, or a schema that has it.
    by_uri: BTreeMap<String, usize>,
    bytes: usize,
    weight: usize,
    /// The values that aliases repeat, in all files.
    repeated: usize,
    /// The limit that was exceeded: no other file is read after that.
    exceeded: Option<Refusal>,
}

impl<'f> Library<'f> {
    /// The file of the document itself has number 0.
    pub fn new(files: &'f dyn Files, document: Source) -> Self {
        let name = join("", &document.name);
        let folder = folder(&name).to_owned();
        let identity = files.find(&name, &folder).unwrap_or_else(|_| name.clone());
        let weight = weight(&document.root);
        let mut library = Self {
            files,
            folder,
            words: Words::of(&document.root),
            bytes: document.text.len(),
            weight,
            repeated: repeated(weight, &document.text),
            exceeded: None,
            by_name: BTreeMap::from([((name.clone(), false), Ok(0))]),
            by_identity: BTreeMap::from([((identity, false), Ok(0))]),
            by_uri: BTreeMap::new(),
            document: Loaded::new(name, document),
            others: Vec::new(),
        };
        library.note_uris(0);
        library
    }

    fn note_uris(&mut self, file: usize) {
        let loaded = self.get(file);
        let names = loaded.anchors.names();
        let own = loaded.uri.as_ref().map(Url::as_str);
        let uris = names.chain(own).filter(|uri| loaded.may_have(uri));
        let uris: Vec<String> = uris.map(str::to_owned).collect();
        for uri in uris {
            self.by_uri.entry(uri).or_insert(file);
        }
    }

    /// The file that has a URI, or a schema that has it.
    pub fn file_of(&self, uri: &str) -> Option<usize> {
        self.by_uri.get(uri).copied()
    }

    /// The tables of the document.
    pub fn words(&self) -> Words {
        self.words
    }

    /// A file by its number.
    pub fn get(&self, file: usize) -> &Loaded {
        match file {
            0 => &self.document,
            other => &self.others[other - 1],
        }
    }

    /// The number of files.
    pub fn len(&self) -> usize {
        1 + self.others.len()
    }

    /// The weight of all trees together, in nodes.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// The document and its other files, without their trees.
    pub fn into_files(self) -> (Source, Vec<Source>) {
        let other = |mut file: Loaded| {
            file.source.root = Value::Null;
            file.source
        };
        let others = self.others.into_iter().map(other).collect();
        (self.document.source, others)
    }

    /// A name as it is seen from the folder of the document.
    pub fn shown<'n>(&self, name: &'n str) -> &'n str {
        name.strip_prefix(&self.folder).unwrap_or(name)
    }

    /// The number of a file that was read.
    pub fn known(&self, name: &str) -> Option<usize> {
        let known = self.by_name.get(&(name.to_owned(), false))?;
        known.as_ref().ok().copied()
    }

    /// The number of a file, which is read now unless it was before.
    pub fn open(&mut self, name: &str, is_text: bool, diagnostics: &mut Diagnostics) -> Opened {
        let key = (name.to_owned(), is_text);
        if let Some(known) = self.by_name.get(&key) {
            return known.clone();
        }
        let opened = self.find(name, is_text, diagnostics);
        self.by_name.insert(key, opened.clone());
        opened
    }

    fn find(&mut self, name: &str, is_text: bool, diagnostics: &mut Diagnostics) -> Opened {
        let identity = self.files.find(name, &self.folder);
        let identity = identity.map_err(|unread| self.refusal(name, unread))?;
        let key = (identity, is_text);
        if let Some(known) = self.by_identity.get(&key) {
            return known.clone();
        }
        let opened = self.read(&key.0, is_text, diagnostics);
        self.by_identity.insert(key, opened.clone());
        opened
    }

    fn read(&mut self, name: &str, is_text: bool, diagnostics: &mut Diagnostics) -> Opened {
        if let Some(refusal) = &self.exceeded {
            return Err(refusal.clone());
        }
        if self.len() >= MAX_FILES {
            let most = MAX_FILES.to_string();
            return self.exceed(Refusal::new(Code::TooManyFiles, &[&most]));
        }
        let most = |noun: &str, limit: usize| {
            Refusal::new(Code::FilesTooLarge, &[noun, &limit.to_string()])
        };
        let bytes = self.files.read(name);
        let bytes = bytes.map_err(|unread| self.refusal(name, unread))?;
        self.bytes += bytes.len();
        if self.bytes > MAX_BYTES {
            return self.exceed(most("bytes", MAX_BYTES));
        }
        let text = source::utf8(name, bytes, diagnostics).ok_or(Refusal(None))?;
        let source = if is_text {
            source::whole(name, text)
        } else {
            source::other(name, text, diagnostics).ok_or(Refusal(None))?
        };
        let weight = weight(&source.root);
        self.weight += weight;
        if self.weight > MAX_WEIGHT {
            return self.exceed(most("values", MAX_WEIGHT));
        }
        self.repeated += repeated(weight, &source.text);
        if self.repeated > MAX_REPEATED {
            return self.exceed(most("values that aliases repeat", MAX_REPEATED));
        }
        self.others.push(Loaded::new(name.to_owned(), source));
        let file = self.others.len();
        self.note_uris(file);
        Ok(file)
    }

    fn exceed(&mut self, refusal: Refusal) -> Opened {
        self.exceeded = Some(refusal.clone());
        Err(refusal)
    }

    fn refusal(&self, name: &str, unread: Unread) -> Refusal {
        // The folder of the document itself has no name below it.
        let shown = Some(self.shown(name)).filter(|shown| !shown.is_empty());
        let shown = shown.unwrap_or(".");
        match unread {
            Unread::Outside => Refusal::new(Code::FileOutside, &[shown]),
            // Resolving says so, where the reference is used.
            Unread::Remote => Refusal(None),
            Unread::TooLarge => {
                Refusal::new(Code::FilesTooLarge, &["bytes", &MAX_BYTES.to_string()])
            }
            Unread::Because(reason) if is_url(name) => {
                Refusal::new(Code::RemoteNotRead, &[name, &reason])
            }
            Unread::Because(reason) => Refusal::new(Code::FileNotRead, &[shown, &reason]),
        }
    }
}

impl Loaded {
    fn new(name: String, source: Source) -> Self {
        let place = Url::parse(&name).ok().filter(|_| is_url(&name));
        let uri = ["$self", "$id"].into_iter().find_map(|keyword| {
            let uri = source.root.get(keyword)?.as_str()?;
            Url::options().base_url(place.as_ref()).parse(uri).ok()
        });
        let uri = uri.or(place);
        Self {
            anchors: Anchors::of(&source),
            name,
            uri,
            source,
        }
    }

    /// Whether a URI can be its own. A remote file has no URL of another origin: whoever allowed both would read
    /// one in the place of the other.
    fn may_have(&self, uri: &str) -> bool {
        let origin = |url: &str| Url::parse(url).map(|url| url.origin()).ok();
        !is_url(&self.name) || !is_url(uri) || origin(&self.name) == origin(uri)
    }

    /// The value at a place.
    pub fn value(&self, at: &Pointer) -> Option<&Value> {
        at.of(&self.source.root)
    }
}

/// The values of a file that its text has no byte for: aliases repeat them.
fn repeated(weight: usize, text: &str) -> usize {
    weight.saturating_sub(text.len())
}

/// The nodes of a tree, and its texts in units of 64 bytes.
pub fn weight(value: &Value) -> usize {
    let inner: usize = match value {
        Value::Object(members) => {
            let of = |(key, value): (&String, &Value)| key.len() / 64 + weight(value);
            members.iter().map(of).sum()
        }
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::String(text) => text.len() / 64,
        _ => 0,
    };
    steps(1);
    1 + inner
}
