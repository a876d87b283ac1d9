//! Remote files: which are fetched, how often, and within which limits.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use insta::assert_snapshot;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator_cli::read::{self, Disk};
use openapi_client_generator_cli::remote::{Access, Limits, Origin, Remote, Since};

use super::command;
use super::server::{Answer, Server};

pub const PET: &str = "type: object\nproperties: {name: {type: string}}\n";

/// A folder with a document whose schemas are these references.
pub fn folder(references: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut document =
        "openapi: 3.0.3\ninfo: {title: Remote, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n"
            .to_owned();
    for (index, reference) in references.iter().enumerate() {
        writeln!(document, "    A{index}: {{$ref: '{reference}'}}").unwrap();
    }
    fs::write(folder.path().join("api.yaml"), document).unwrap();
    folder
}

/// The last lines of a run, without the addresses of servers.
pub fn said(folder: &Path, args: &str, servers: &[&Server]) -> String {
    let args = format!("generate api.yaml --out out --message-format short {args}");
    let mut said = command::said(folder, &args);
    for (server, name) in servers.iter().zip(["ORIGIN", "OTHER"]) {
        said = said.replace(&server.origin(), name);
    }
    // How many files a crate has is no matter of these tests.
    let words = said.split(' ').map(|word| match word.parse::<u32>() {
        Ok(10..) => "MANY",
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The messages about a document that is read within limits.
fn limited(folder: &Path, server: &Server, limits: Limits) -> String {
    let allowed = [Origin::parse(&server.origin()).unwrap()];
    let path = folder.join("api.yaml");
    let disk = Disk::new(&[]);
    let since = Since::default();
    let remote = Remote::new(&disk, &allowed, &path, Access::Missing, limits, &since);
    let mut diagnostics = Diagnostics::default();
    let source = read::first(&remote, &path, &mut diagnostics).unwrap();
    let source = openapi_client_generator::openapi::bundle(source, &remote, &mut diagnostics);
    let form = openapi_client_generator::diagnostic::Format::Short;
    let said = diagnostics.render_as(form, &[&source]);
    let said = said.replace(&server.origin(), "ORIGIN");
    said.replace(&folder.display().to_string(), "DIR")
}

#[test]
fn an_origin_has_to_be_allowed() {
    let server = Server::new();
    server.file("/pet.yaml", PET);
    let folder = folder(&[&format!("{}/pet.yaml", server.origin())]);
    let folder = folder.path();
    for args in ["", "--allow-remote https://127.0.0.1", "--update-remote"] {
        let found = said(folder, args, &[&server]);
        let expect = "api.yaml:6:16: warning[W0331]: `ORIGIN/pet.yaml` is not fetched; treated as any JSON value\n";
        assert!(
            found.starts_with(expect) && found.ends_with("exit 0"),
            "{found}"
        );
    }
    assert_eq!(server.paths(), [""; 0]);
    assert!(!folder.join("api.yaml.lock").exists());
    let said = command::said(
        folder,
        "generate api.yaml --out out --allow-remote https://host/path",
    );
    assert!(
        said.contains("an origin is a scheme, a host and a port"),
        "{said}"
    );
    assert!(said.ends_with("exit 2"));
}

#[test]
fn files_are_fetched_once() {
    let server = Server::new();
    server.file("/v1/pet.yaml", "type: object\nproperties: {tag: {$ref: '../tag.yaml#/Tag'}, owner: {$ref: 'owner.json'}}\n");
    server.file("/tag.yaml", "Tag: {type: string, enum: [a, b]}\n");
    server.file("/v1/owner.json", "{\"type\": \"object\", \"properties\": {\"pet\": {\"$ref\": \"ORIGIN/v1/./x/../pet.yaml\"}}}");
    let origin = server.origin();
    let folder = folder(&[
        &format!("{origin}/v1/pet.yaml"),
        &format!("{}/v1/pet.yaml", origin.replace("http", "HTTP")),
    ]);
    let folder = folder.path();
    let args = format!("--allow-remote {origin}");
    let check = said(folder, &format!("{args} --check"), &[&server]);
    assert!(check.contains("error[E0117]: the file of this reference, `ORIGIN/v1/pet.yaml`, can't be fetched: it is not in `api.yaml.lock`; run once without `--check`\n"), "{check}");
    assert_eq!(server.paths(), [""; 0]);
    assert_snapshot!(said(folder, &args, &[&server]), @r"
    api.yaml.lock: added ORIGIN/tag.yaml
    api.yaml.lock: added ORIGIN/v1/owner.json
    api.yaml.lock: added ORIGIN/v1/pet.yaml
    out: MANY files created, 0 changed, 0 removed
    exit 0
    ");
    // A ring of files, and two spellings of one URL.
    assert_eq!(
        server.paths(),
        ["/v1/pet.yaml", "/v1/owner.json", "/tag.yaml"]
    );
    let lines = server.lines().join("\n").to_lowercase();
    assert!(
        !lines.contains("cookie") && !lines.contains("authorization"),
        "{lines}"
    );
    let lock = fs::read_to_string(folder.join("api.yaml.lock")).unwrap();
    assert_eq!(lock.matches("[[file]]").count(), 3, "{lock}");
    assert_eq!(
        fs::read_dir(folder.join("api.yaml.lock.d"))
            .unwrap()
            .count(),
        3
    );
    let types = fs::read_to_string(folder.join("out/src/types.rs")).unwrap();
    assert!(types.contains("pub struct Owner") && types.contains("pub enum Tag"));

    // Without the server, nothing is different.
    drop(server);
    for more in ["", "--check"] {
        let args = format!("generate api.yaml --out out {args} {more}");
        let said = command::said(folder, &args);
        assert!(said.ends_with("up to date\nexit 0"), "{said}");
    }
    assert_eq!(
        fs::read_to_string(folder.join("api.yaml.lock")).unwrap(),
        lock
    );
}

#[test]
fn redirects_lead_to_allowed_origins() {
    let (server, other) = (Server::new(), Server::new());
    other.file(
        "/dir/pet.yaml",
        "type: object\nproperties: {tag: {$ref: tag.yaml}}\n",
    );
    other.file("/dir/tag.yaml", "type: string\n");
    server.add(
        "/latest",
        Answer::Redirect(format!("{}/dir/pet.yaml", other.origin())),
    );
    let folder = folder(&[&format!("{}/latest", server.origin())]);
    let folder = folder.path();
    let servers = [&server, &other];
    let own = format!("--allow-remote {}", server.origin());
    let found = said(folder, &own, &servers);
    let refused = "can't be fetched: it redirects to the origin `OTHER`, which is not allowed\n";
    assert!(found.contains(refused), "{found}");
    assert_eq!(other.paths(), [""; 0]);
    // References in the file begin at the place to which it was redirected.
    let both = format!("{own} --allow-remote {}", other.origin());
    assert!(said(folder, &both, &servers).ends_with("exit 0"));
    assert_eq!(other.paths(), ["/dir/pet.yaml", "/dir/tag.yaml"]);
    assert!(!other.lines().join("\n").to_lowercase().contains("cookie"));
    // The lock file allows no origin.
    let found = said(folder, &own, &servers);
    assert!(found.contains(refused), "{found}");

    server.add("/bare", Answer::Redirect(String::new()));
    for (path, to, expect) in [
        ("/loop", "/loop", "it has more than 5 redirects"),
        (
            "/file",
            "file:///etc/passwd",
            "it redirects to the origin `null`, which is not allowed",
        ),
        (
            "/user",
            "//a:secret@127.0.0.1/x",
            "it redirects to a URL of `http://127.0.0.1` with a user or password",
        ),
        (
            "/bare",
            "",
            "the server answers with status 302 and no valid `Location`",
        ),
        ("/none", "", "the server answers with status 404"),
    ] {
        if !to.is_empty() {
            server.add(path, Answer::Redirect(to.to_owned()));
        }
        let folder = self::folder(&[&format!("{}{path}", server.origin())]);
        let found = limited(folder.path(), &server, Limits::default());
        assert!(
            found.contains(expect) && !found.contains("secret"),
            "{path}\n{found}"
        );
    }
}

#[test]
fn remote_files_lead_to_remote_files_only() {
    let server = Server::new();
    let folder = folder(&[&format!("{}/a.yaml", server.origin())]);
    fs::write(folder.path().join("local.yaml"), PET).unwrap();
    let local = folder.path().join("local.yaml").display().to_string();
    for (reference, expect) in [
        (
            "../local.yaml",
            "`ORIGIN/local.yaml`, can't be fetched: the server answers with status 404",
        ),
        (
            &*format!("file://{local}"),
            "can't be read: a remote file leads to remote files only",
        ),
        (
            "file:///etc/passwd",
            "`file:///etc/passwd`, can't be read: a remote file leads to remote files only",
        ),
        (
            "/etc/passwd",
            "`ORIGIN/etc/passwd`, can't be fetched: the server answers with status 404",
        ),
        (
            "//host.invalid/x.yaml",
            "warning[W0331]: `http://host.invalid/x.yaml` is not fetched",
        ),
        (
            "https://host.invalid/x.yaml",
            "warning[W0331]: `https://host.invalid/x.yaml` is not fetched",
        ),
    ] {
        server.file(
            "/a.yaml",
            &format!("type: object\nproperties: {{b: {{$ref: '{reference}'}}}}\n"),
        );
        let found = said(
            folder.path(),
            &format!("--allow-remote {} --update-remote", server.origin()),
            &[&server],
        );
        assert!(found.contains(expect), "{reference}\n{found}");
        // The place is in the remote file.
        assert!(found.starts_with("ORIGIN/a.yaml:2:"), "{found}");
    }
}

#[test]
fn passwords_are_neither_sent_nor_shown() {
    let server = Server::new();
    server.file("/pet.yaml", PET);
    let url = server.origin().replace("http://", "http://user:secret@") + "/pet.yaml";
    let folder = folder(&[&url]);
    for (args, expect) in [
        (
            format!("--allow-remote {}", server.origin()),
            "a URL with a user or password is not fetched",
        ),
        (String::new(), "is not fetched; treated as any JSON value"),
    ] {
        for form in ["human", "short"] {
            let args = format!("generate api.yaml --out out {args} --message-format {form}");
            let said = command::said(folder.path(), &args);
            assert!(said.contains(expect) && said.contains("***@127"), "{said}");
            assert!(!said.contains("secret"), "{said}");
        }
    }
    assert_eq!(server.paths(), [""; 0]);
    assert!(!folder.path().join("api.yaml.lock").exists());
}

#[test]
fn a_huge_lock_file_is_not_read() {
    let server = Server::new();
    let (origin, url) = (server.origin(), format!("{}/a.yaml", server.origin()));
    server.file("/a.yaml", PET);
    let at = folder(&[&url]);
    let lock = fs::File::create(at.path().join("api.yaml.lock")).unwrap();
    lock.set_len((8 << 20) + 1).unwrap();
    let found = said(at.path(), &format!("--allow-remote {origin}"), &[&server]);
    let expect = "`api.yaml.lock` is not a file of at most MANY bytes";
    assert!(found.contains(expect), "{found}");
    assert_eq!(server.paths(), Vec::<String>::new());
}

#[test]
fn large_and_slow_files_are_given_up() {
    let server = Server::new();
    let text = format!("type: string\n{}", "#".repeat(1_000));
    for path in ["/a", "/b", "/c"] {
        server.file(path, &text);
    }
    server.add("/drip", Answer::Drip);
    server.add("/flood", Answer::Flood);
    server.add("/silence", Answer::Silence);
    let check = |paths: &[&str], limits: Limits, expect: &str| {
        let urls: Vec<String> = paths.iter().map(|path| server.origin() + path).collect();
        let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
        // One that is waited for has no end.
        let found = limited(folder(&urls).path(), &server, limits);
        assert!(found.contains(expect), "{paths:?}\n{found}");
    };
    let most = Limits::default();
    check(
        &["/a"],
        Limits {
            bytes: 1_012,
            ..most
        },
        "it has more than 1012 bytes",
    );
    let bytes = 1 << 20;
    check(
        &["/flood"],
        Limits { bytes, ..most },
        "it has more than 1048576 bytes",
    );
    check(
        &["/a", "/b", "/c"],
        Limits {
            total: 2_500,
            ..most
        },
        "all remote files together are too large",
    );
    check(
        &["/a", "/b", "/c"],
        Limits { files: 2, ..most },
        "the document has too many remote files",
    );
    let file = Duration::from_millis(300);
    check(&["/drip"], Limits { file, ..most }, "it takes too long");
    check(&["/silence"], Limits { file, ..most }, "it takes too long");
    check(
        &["/silence", "/drip", "/a"],
        Limits { all: file, ..most },
        "`ORIGIN/a`, can't be fetched: it takes too long",
    );
}
