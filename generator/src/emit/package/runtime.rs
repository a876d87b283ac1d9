//! The runtime: each crate gets the parts that it uses. Its files are in `generator/runtime`, which is not a
//! package of its own, so that the archive of this package contains them.

use super::cut::{cut, declared};
use crate::surface::Parts;
use std::collections::BTreeMap;

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("../../../runtime/src/runtime/", $path)))),*]
    };
}

/// The files of the runtime, by path below `src/runtime`.
pub const RUNTIME: &[(&str, &str)] = files! {
    "api.rs"
    "attempt.rs"
    "authorize.rs"
    "base.rs"
    "blocking.rs"
    "body.rs"
    "build_error.rs"
    "call.rs"
    "client.rs"
    "clock/browser.rs"
    "clock/mod.rs"
    "drivers.rs"
    "error.rs"
    "error_text.rs"
    "execute.rs"
    "file_name.rs"
    "file_type.rs"
    "form.rs"
    "form_parameter.rs"
    "future.rs"
    "headers.rs"
    "hook.rs"
    "idempotency.rs"
    "incoming.rs"
    "media.rs"
    "missing.rs"
    "mod.rs"
    "multipart.rs"
    "next_page.rs"
    "oauth2.rs"
    "pages.rs"
    "pairs.rs"
    "parameter.rs"
    "parts.rs"
    "path.rs"
    "problem.rs"
    "reply.rs"
    "request.rs"
    "retry.rs"
    "said.rs"
    "secret.rs"
    "secret_members.rs"
    "send_body/mod.rs"
    "send_body/progress.rs"
    "send_body/readers.rs"
    "send_body/stream.rs"
    "send_lines.rs"
    "server.rs"
    "server_url.rs"
    "streams/asks.rs"
    "streams/events.rs"
    "streams/frames.rs"
    "streams/lines.rs"
    "streams/mod.rs"
    "style.rs"
    "target.rs"
    "token.rs"
    "token_error.rs"
    "trace.rs"
    "transport/fetch/mod.rs"
    "transport/fetch/response.rs"
    "transport/memory.rs"
    "transport/mock.rs"
    "transport/mod.rs"
    "transport/reqwest/gzip.rs"
    "transport/reqwest/identity.rs"
    "transport/reqwest/mod.rs"
    "transport/reqwest/untrusting.rs"
    "transport/reqwest/upload.rs"
    "webhook.rs"
    "wire/base64.rs"
    "wire/budget.rs"
    "wire/buffered.rs"
    "wire/calendar.rs"
    "wire/context.rs"
    "wire/date.rs"
    "wire/date_time.rs"
    "wire/decimal.rs"
    "wire/decode.rs"
    "wire/encode.rs"
    "wire/error.rs"
    "wire/expect.rs"
    "wire/extra.rs"
    "wire/find.rs"
    "wire/full_date.rs"
    "wire/header.rs"
    "wire/implement.rs"
    "wire/instant.rs"
    "wire/lenient.rs"
    "wire/limits.rs"
    "wire/lookup.rs"
    "wire/loose.rs"
    "wire/maybe.rs"
    "wire/members.rs"
    "wire/mismatch.rs"
    "wire/mod.rs"
    "wire/object.rs"
    "wire/outline.rs"
    "wire/parsed.rs"
    "wire/path.rs"
    "wire/plan.rs"
    "wire/raw.rs"
    "wire/reading.rs"
    "wire/shape.rs"
    "wire/sink.rs"
    "wire/std_types.rs"
    "wire/timestamp.rs"
    "wire/tree.rs"
    "wire/trial.rs"
    "wire/tuple.rs"
    "wire/union.rs"
    "wire/unix_time.rs"
};

/// The files of a runtime with these parts, by path in the crate: the root, and each file whose module is declared
/// by one of them.
#[must_use]
pub fn files(parts: Parts) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut next = vec!["mod.rs".to_owned()];
    while let Some(path) = next.pop() {
        let Ok(at) = RUNTIME.binary_search_by_key(&&*path, |(path, _)| path) else {
            continue;
        };
        let text = cut(RUNTIME[at].1, &|name| parts.has_named(name));
        if let Some(folder) = path.strip_suffix("mod.rs") {
            for name in declared(&text) {
                next.push(format!("{folder}{name}.rs"));
                next.push(format!("{folder}{name}/mod.rs"));
            }
        }
        files.insert(format!("src/runtime/{path}"), text);
    }
    files
}

#[cfg(test)]
mod tests {
    use super::RUNTIME;
    use crate::surface::Parts;
    use std::path::Path;

    #[expect(
        clippy::disallowed_methods,
        reason = "a test compares the list with the folder"
    )]
    fn walk(folder: &Path, below: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("the folder of the runtime") {
            let entry = entry.expect("an entry of it");
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{name}/"), found);
            } else {
                found.push(name);
            }
        }
    }

    #[test]
    fn a_folder_stays_away_with_its_module() {
        let files = super::files(Parts::NONE);
        for path in files.keys() {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            assert!(files.contains_key(&format!("{folder}/mod.rs")), "{path}");
        }
    }

    #[test]
    fn no_file_of_the_runtime_is_left_behind() {
        let mut found = Vec::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime");
        walk(&root, "", &mut found);
        found.sort();
        let listed: Vec<&str> = RUNTIME.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, found);
    }
}
