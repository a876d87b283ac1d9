//! The place of the network in a program that was built without the feature `remote`: each request is an error.

use url::Url;

use super::Limits;

const WHY: &str = "this program was built without the feature `remote`";

pub struct Net;

impl Net {
    pub fn new(_: Limits) -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "the network has a use for it")]
    pub fn fetch(&mut self, _: &Url, _: &dyn Fn(&Url) -> bool) -> Result<(Url, Vec<u8>), String> {
        Err(WHY.to_owned())
    }
}

pub fn sha256(_: &[u8]) -> Result<String, String> {
    Err(WHY.to_owned())
}

pub fn redirected(_: &Url) -> String {
    WHY.to_owned()
}
