//! The lock file of remote files, and their copies.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::check::{Watching, put};
use super::command;
use super::remote::{PET, folder, said};
use super::server::Server;

#[test]
fn the_lock_follows_the_references() {
    let (server, other) = (Server::new(), Server::new());
    server.file("/a.yaml", PET);
    server.file("/b.yaml", PET);
    other.file("/c.yaml", PET);
    let [a, b] = ["a", "b"].map(|name| format!("{}/{name}.yaml", server.origin()));
    let c = format!("{}/c.yaml", other.origin());
    let at = folder(&[&a, &b, &c]);
    let at = at.path();
    fs::write(at.join("client.toml"), "").unwrap();
    let servers = [&server, &other];
    let own = format!("--config client.toml --allow-remote {}", server.origin());
    let both = format!("{own} --allow-remote {}", other.origin());
    let lines = |said: String| {
        let lines = said
            .lines()
            .filter(|line| line.starts_with("client.toml.lock"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let added = [
        "client.toml.lock: added ORIGIN/a.yaml",
        "client.toml.lock: added ORIGIN/b.yaml",
        "client.toml.lock: added OTHER/c.yaml",
    ];
    let mut found = lines(said(at, &both, &servers));
    found.sort();
    assert_eq!(found, added);

    // Nothing is fetched again, unless it is asked for.
    server.file("/a.yaml", "type: string\n");
    assert_eq!(lines(said(at, &both, &servers)), [""; 0]);
    assert_eq!(server.paths().len(), 2);
    let update = said(at, &format!("{both} --update-remote"), &servers);
    assert_eq!(lines(update), ["client.toml.lock: changed ORIGIN/a.yaml"]);

    // An entry goes with its last reference in the next update, but not with its permission.
    let document = folder(&[&a]);
    fs::copy(document.path().join("api.yaml"), at.join("api.yaml")).unwrap();
    assert_eq!(lines(said(at, &own, &servers)), [""; 0]);
    let update = |options: &str| lines(said(at, &format!("{options} --update-remote"), &servers));
    assert_eq!(update(&own), ["client.toml.lock: removed ORIGIN/b.yaml"]);
    assert_eq!(
        fs::read_dir(at.join("client.toml.lock.d")).unwrap().count(),
        2
    );
    assert_eq!(update(&both), ["client.toml.lock: removed OTHER/c.yaml"]);
    fs::copy(folder(&[]).path().join("api.yaml"), at.join("api.yaml")).unwrap();
    assert_eq!(update(&own), ["client.toml.lock: removed ORIGIN/a.yaml"]);
    assert!(!at.join("client.toml.lock").exists() && !at.join("client.toml.lock.d").exists());
}

#[test]
fn an_entry_behind_a_refused_reference_stays() {
    let (server, other) = (Server::new(), Server::new());
    let a = format!("{}/a.yaml", server.origin());
    server.file("/a.yaml", &format!("$ref: '{}/b.yaml'\n", other.origin()));
    other.file("/b.yaml", PET);
    let at = folder(&[&a]);
    let servers = [&server, &other];
    let all = [&server, &other].map(|server| format!("--allow-remote {}", server.origin()));
    said(at.path(), &all.join(" "), &servers);
    let half = format!("{} --update-remote", all[1]);
    let found = said(at.path(), &half, &servers);
    assert!(!found.contains("api.yaml.lock: removed"), "{found}");
    assert_eq!(
        fs::read_dir(at.path().join("api.yaml.lock.d"))
            .unwrap()
            .count(),
        2
    );
}

#[test]
fn a_lock_file_leads_to_no_local_file() {
    let server = Server::new();
    let (origin, url) = (server.origin(), format!("{}/a.yaml", server.origin()));
    let at = folder(&[&url]);
    fs::write(at.path().join("secret.yaml"), PET).unwrap();
    for location in [
        "secret.yaml".to_owned(),
        format!("{}/../secret.yaml", origin.to_uppercase()),
        origin.replace("://", ":/"),
        format!(" {origin}/a.yaml"),
        format!("blob:{origin}/a.yaml"),
        format!("{origin}/a.yaml\\nerror: forged"),
    ] {
        let hash = "0".repeat(64);
        let lock = format!(
            "version = 1\n[[file]]\nurl = \"{url}\"\nlocation = \"{location}\"\nsha256 = \"{hash}\"\n"
        );
        fs::write(at.path().join("api.yaml.lock"), lock).unwrap();
        let found = said(at.path(), &format!("--allow-remote {origin}"), &[&server]);
        let expect =
            "`api.yaml.lock` is invalid: an entry has a URL that this command would not write";
        assert!(found.contains(expect), "{location}\n{found}");
    }
}

#[cfg(unix)]
#[test]
fn copies_are_kept_beside_the_lock_file_alone() {
    let server = Server::new();
    server.file("/a.yaml", PET);
    let (at, other) = (
        folder(&[&format!("{}/a.yaml", server.origin())]),
        tempfile::tempdir().unwrap(),
    );
    std::os::unix::fs::symlink(other.path(), at.path().join("api.yaml.lock.d")).unwrap();
    let found = said(
        at.path(),
        &format!("--allow-remote {}", server.origin()),
        &[&server],
    );
    assert!(found.contains("`api.yaml.lock.d` is a link"), "{found}");
    assert_eq!(fs::read_dir(other.path()).unwrap().count(), 0);
}

#[test]
fn a_copy_is_what_was_fetched() {
    let server = Server::new();
    server.file("/pet.yaml", PET);
    let folder = folder(&[&format!("{}/pet.yaml", server.origin())]);
    let folder = folder.path();
    let args = format!("--allow-remote {}", server.origin());
    assert!(said(folder, &args, &[&server]).ends_with("exit 0"));
    let copies = fs::read_dir(folder.join("api.yaml.lock.d")).unwrap();
    let copy = copies.map(|copy| copy.unwrap().path()).next().unwrap();
    let name = copy.file_name().unwrap().to_str().unwrap().to_owned();
    let told = |args: &str| said(folder, args, &[&server]).replace(&name, "COPY");

    fs::write(&copy, "type: integer\n").unwrap();
    let changed = "api.yaml:6:16: error[E0117]: the file of this reference, `ORIGIN/pet.yaml`, can't be fetched: its copy `api.yaml.lock.d/COPY` was changed; restore it, or fetch it again with `--update-remote`\n";
    let found = told(&args);
    assert!(
        found.starts_with(changed) && found.ends_with("nothing was written\nexit 1"),
        "{found}"
    );

    // A copy that is missing is fetched, if it is the same file still.
    fs::remove_file(&copy).unwrap();
    assert!(
        told(&format!("{args} --check")).contains("its copy `api.yaml.lock.d/COPY` is missing")
    );
    assert!(told(&args).ends_with("exit 0"));
    assert_eq!(fs::read_to_string(&copy).unwrap(), PET);
    fs::remove_file(&copy).unwrap();
    server.file("/pet.yaml", "type: string\n");
    assert!(
        told(&args)
            .contains("it differs from the hash in the lock file; `--update-remote` accepts it")
    );
    assert!(
        told(&format!("{args} --update-remote"))
            .contains("api.yaml.lock: changed ORIGIN/pet.yaml\n")
    );

    fs::write(folder.join("api.yaml.lock"), "version = 2\n").unwrap();
    assert!(told(&args).contains("`api.yaml.lock` is invalid: its version is not 1"));
}

/// The files of a folder.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    paths
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

#[test]
fn an_update_that_is_interrupted_leaves_a_lock_file_that_fits() {
    let server = Server::new();
    for name in ["a", "b"] {
        server.file(&format!("/{name}.yaml"), PET);
    }
    let [a, b] = ["a", "b"].map(|name| format!("{}/{name}.yaml", server.origin()));
    let at = folder(&[&a, &b]);
    let args = format!("--allow-remote {}", server.origin());
    let (lock, copies) = (
        at.path().join("api.yaml.lock"),
        at.path().join("api.yaml.lock.d"),
    );
    assert!(said(at.path(), &args, &[&server]).ends_with("exit 0"));
    let before = (fs::read(&lock).unwrap(), contents(&copies));
    server.file("/a.yaml", "type: string\n");
    assert!(said(at.path(), &format!("{args} --update-remote"), &[&server]).ends_with("exit 0"));
    let after = (fs::read(&lock).unwrap(), contents(&copies));
    assert_eq!((before.1.len(), after.1.len()), (2, 2));
    // New copies come first, then the lock file; the copies that nothing needs any more go last.
    let mut both = before.1;
    both.extend(after.1);
    for (path, bytes) in &both {
        fs::write(path, bytes).unwrap();
    }
    drop(server);
    for text in [&before.0, &after.0] {
        fs::write(&lock, text).unwrap();
        assert!(said(at.path(), &args, &[]).ends_with("exit 0"));
        assert!(said(at.path(), &format!("{args} --check"), &[]).ends_with("exit 0"));
    }
}

#[test]
fn a_document_has_a_lock_file_of_its_own() {
    let server = Server::new();
    let [a, b] = ["a", "b"].map(|name| format!("{}/{name}.yaml", server.origin()));
    server.file("/a.yaml", PET);
    server.file("/b.yaml", PET);
    let at = folder(&[&a]);
    let json = serde_json::json!({ "openapi": "3.0.3", "info": { "title": "T", "version": "1" },
        "paths": {}, "components": { "schemas": { "B": { "$ref": b } } } });
    fs::write(at.path().join("api.json"), json.to_string()).unwrap();
    for name in ["api.yaml", "api.json"] {
        let args = format!(
            "check {name} --allow-remote {} --update-remote",
            server.origin()
        );
        let said = command::said(at.path(), &args);
        assert!(
            said.contains(&format!("{name}.lock: added")) && !said.contains("removed"),
            "{said}"
        );
    }
}

#[test]
fn a_watched_document_is_fetched_once() {
    let server = Server::new();
    server.file("/a.yaml", PET);
    let at = folder(&[&format!("{}/a.yaml", server.origin())]);
    let args = format!(
        "check api.yaml --watch --message-format short --allow-remote {} --update-remote",
        server.origin()
    );
    let mut watching = Watching::start(at.path(), &args);
    watching.until("watching 3 files; Ctrl-C ends");
    let document = at.path().join("api.yaml");
    let text = fs::read_to_string(&document).unwrap();
    // Even while nothing is saved, because of an error.
    put(&document, &format!("{text}    B: {{$ref: absent.yaml}}\n"));
    let said = watching.until("watching 4 files; Ctrl-C ends");
    assert!(
        said.contains("api.yaml changed") && said.contains("E0110"),
        "{said}"
    );
    put(&document, &text);
    let said = watching.until("watching 3 files; Ctrl-C ends");
    assert!(said.contains("a crate can be generated"), "{said}");
    assert_eq!(server.paths(), ["/a.yaml"]);
    // The lock file is a file like any other.
    put(&at.path().join("api.yaml.lock"), "version = 2\n");
    let said = watching.until("watching 2 files; Ctrl-C ends");
    assert!(said.contains("api.yaml.lock changed"), "{said}");
    assert!(said.contains("`api.yaml.lock` is invalid"), "{said}");
    assert_eq!(server.paths(), ["/a.yaml"]);
}

#[test]
fn a_watched_document_with_an_error_is_fetched_once() {
    let server = Server::new();
    server.file("/a.yaml", PET);
    let at = folder(&[&format!("{}/a.yaml", server.origin()), "absent.yaml"]);
    let args = format!("check api.yaml --watch --allow-remote {}", server.origin());
    let mut watching = Watching::start(at.path(), &args);
    watching.until("watching 3 files; Ctrl-C ends");
    put(&at.path().join("absent.yaml"), PET);
    let said = watching.until("watching 4 files; Ctrl-C ends");
    assert!(said.contains("api.yaml.lock: added"), "{said}");
    assert_eq!(server.paths(), ["/a.yaml"]);
}
