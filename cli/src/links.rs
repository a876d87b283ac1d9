//! Links from places in messages to files, for terminals that open them.

use std::env;
use std::io;
use std::path::{self, Path};

use anstream::{AutoStream, ColorChoice};
use supports_hyperlinks::Stream;
use url::Url;

/// Files as addresses.
pub struct Links {
    /// The name of this machine: over SSH, a terminal tells by it that a file isn't on its own.
    host: Option<String>,
}

impl Links {
    /// The links of standard error, if it is a terminal with links, or `FORCE_HYPERLINK` is set.
    #[must_use]
    pub fn of_terminal() -> Option<Self> {
        // Where colours are off, as in a pipe and with NO_COLOR, so are links.
        let is_plain = AutoStream::choice(&io::stderr()) == ColorChoice::Never;
        let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let has_links = || supports_hyperlinks::on(Stream::Stderr);
        (!is_plain && !is_dumb && has_links()).then(|| Self { host: host() })
    }

    /// The address of a file of this machine.
    #[must_use]
    pub fn to(&self, name: &str) -> Option<String> {
        let path = path::absolute(Path::new(name)).ok()?;
        let mut url = Url::from_file_path(path.exists().then_some(path)?).ok()?;
        if self.host.is_some() {
            let _ = url.set_host(self.host.as_deref());
        }
        Some(url.into())
    }
}

/// The name of the machine, where a file has its address from the root.
fn host() -> Option<String> {
    let name = gethostname::gethostname().into_string().ok()?;
    (cfg!(unix) && !name.is_empty()).then_some(name)
}
