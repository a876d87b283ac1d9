//! The runtime, which every output carries: its files as they stand in `generator/runtime`. They are in the
//! archive of this package, which is why that folder is no package of its own.

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("../../../runtime/src/runtime/", $path)))),*]
    };
}

/// The files of the runtime, by path below `src/runtime`.
pub const RUNTIME: &[(&str, &str)] = files! {
    "api.rs"
    "base.rs"
    "blocking.rs"
    "body.rs"
    "call.rs"
    "client.rs"
    "clock.rs"
    "drivers.rs"
    "error.rs"
    "execute.rs"
    "future.rs"
    "mod.rs"
    "parts.rs"
    "path.rs"
    "retry.rs"
    "secret.rs"
    "style.rs"
    "target.rs"
    "trace.rs"
    "transport/memory.rs"
    "transport/mod.rs"
    "transport/reqwest.rs"
    "wire/base64.rs"
    "wire/budget.rs"
    "wire/buffered.rs"
    "wire/civil.rs"
    "wire/context.rs"
    "wire/date.rs"
    "wire/date_time.rs"
    "wire/decode.rs"
    "wire/encode.rs"
    "wire/error.rs"
    "wire/expect.rs"
    "wire/extra.rs"
    "wire/header.rs"
    "wire/implement.rs"
    "wire/instant.rs"
    "wire/lend.rs"
    "wire/limits.rs"
    "wire/lookup.rs"
    "wire/loose.rs"
    "wire/maybe.rs"
    "wire/members.rs"
    "wire/mismatch.rs"
    "wire/mod.rs"
    "wire/object.rs"
    "wire/parsed.rs"
    "wire/path.rs"
    "wire/plan.rs"
    "wire/raw.rs"
    "wire/reading.rs"
    "wire/shape.rs"
    "wire/sink.rs"
    "wire/std_types.rs"
    "wire/tree.rs"
    "wire/trial.rs"
    "wire/union.rs"
    "wire/unix_time.rs"
};

#[cfg(test)]
mod tests {
    use super::RUNTIME;
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
    fn no_file_of_the_runtime_is_left_behind() {
        let mut found = Vec::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime");
        walk(&root, "", &mut found);
        found.sort();
        let listed: Vec<&str> = RUNTIME.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, found);
    }
}
