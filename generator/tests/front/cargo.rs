//! The sections of client.toml that go into Cargo.toml.

use crate::config::faults;
use insta::assert_snapshot;
use openapi_client_generator::config::text;
use openapi_client_generator::diagnostic::Diagnostics;
use openapi_client_generator::{Config, File, run};
use toml::Table;

/// The Cargo.toml of a document with one operation, whose tag and title are these.
fn manifest(title: &str, tag: &str, options: &str) -> Table {
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: {title}, version: '1'}}\npaths:\n  /ping:\n    get:\n      \
         tags: [{tag}]\n      responses: {{'204': {{description: Done.}}}}\n"
    );
    let file = |name, text| File { name, text };
    let config = Config::from_toml(file("client.toml", options)).expect("a right client.toml");
    let generated = run(file("api.yaml", &document), &config);
    let output = generated.output.expect("it is generated");
    output.files["Cargo.toml"].parse().expect("TOML")
}

#[test]
fn a_package_and_its_features_are_not_called_like_its_dependencies() {
    let options =
        "client.features = \"tags\"\n[dependencies]\npets = { version = \"1\", optional = true }\n";
    let manifest = manifest("Pets", "pets", options);
    assert_eq!(manifest["package"]["name"].as_str(), Some("pets-client"));
    let features = manifest["features"].as_table().expect("a table");
    assert!(features.contains_key("pets-tag") && !features.contains_key("pets"));
}

#[test]
fn capitals_separate_words_only_in_a_title_of_one_word() {
    for (title, name) in [
        ("PetHub API", "pethub-api"),
        ("OpenPets v3 REST API", "openpets-v3-rest-api"),
        ("\"PetHub's APIs\"", "pethubs-apis"),
        ("Pets - Messaging", "pets-messaging"),
        ("Été API", "t-api"),
        ("ApiManagementClient", "api-management-client"),
        ("' PetStore '", "pet-store"),
        ("Два слова", "api-client"),
    ] {
        let manifest = manifest(title, "pets", "");
        assert_eq!(manifest["package"]["name"].as_str(), Some(name), "{title}");
    }
}

#[test]
fn a_name_has_no_more_letters_than_the_registry_takes() {
    let words = "pets ".repeat(20);
    for (title, name) in [
        (words.clone(), format!("pets{}", "-pets".repeat(12))),
        // Of the first word, two digits are left: with the prefix, one word less has room.
        (
            format!("é24 {words}"),
            format!("api-24{}", "-pets".repeat(11)),
        ),
        (format!("é{}", "7".repeat(61)), "api-client".to_owned()),
    ] {
        let manifest = manifest(&title, "pets", "");
        assert_eq!(
            manifest["package"]["name"].as_str(),
            Some(&*name),
            "{title}"
        );
        assert!(name.len() <= 64, "{name}");
    }
}

#[test]
fn faults_of_the_package() {
    let toml = r#"[package]
name = "type"
version = "1.0"
description = 1
license = []
repository = true
authors = "Me"
edition = "2021"
rust-version = "1.60"
documentation = 1
readme = ""
homepage = "https://a\u0000"
license-file = false
keywords = [1, "a", ""]
categories = { workspace = false }
workspace = ""
build = []
links = "z"
exclude = { workspace = true, more = 1 }
include = 5
publish = "no"
metadata = 1
default-run = "a"
autolib = false
autobins = "no"
resolver = "9"
im-a-teapot = true
"#;
    assert_snapshot!(faults(toml), @r#"
    2:8 E0403 invalid package name `type`: it is a keyword of Rust
    3:11 E0501 `1.0` is not a version such as `1.2.0`: unexpected end of input while parsing minor version number
    4:15 E0501 expected a string, found integer
    5:11 E0501 expected a string, found array
    6:14 E0501 expected a string, found boolean
    7:11 E0501 expected a list of strings, found `"Me"`
    8:11 E0501 expected `"2024"`, found `"2021"`
    9:16 E0501 `1.60` is not a version of Rust that compiles the client: `1.88` or later
    10:17 E0501 expected a string, found integer
    11:10 E0501 the text is empty
    12:12 E0501 the text has control characters
    13:16 E0501 expected a string, found boolean
    14:13 E0501 expected a string, found integer
    14:21 E0501 the text is empty
    15:14 E0501 expected a list of strings, found table
    16:13 E0501 the text is empty
    17:9 E0501 expected a boolean or a string, found array
    18:1 E0501 remove `links`: a client links to no native library
    19:11 E0501 expected a list of strings, found table
    20:11 E0501 expected a list of strings, found integer
    21:11 E0501 expected a boolean or a list of strings, found `"no"`
    22:12 E0501 expected a table, found integer
    23:1 E0501 remove `default-run`: a client has no program
    24:1 E0501 remove `autolib`: a client is a library
    25:12 E0501 expected a boolean, found `"no"`
    26:12 E0501 expected `"1"` or `"2"` or `"3"`, found `"9"`
    27:1 E0501 The Cargo Book describes no key `im-a-teapot` of `[package]`
    "#);
}

#[test]
fn what_a_registry_refuses_is_a_warning() {
    let toml = r#"[package]
name = "a-name-with-more-letters-than-any-registry-takes-for-that-of-one-crate"
description = ""
license = "Do what you want"
repository = "example.com"
homepage = "example.com"
keywords = ["a", "b", "c", "d", "e", "two words"]
"#;
    assert_snapshot!(faults(toml), @r"
    2:8 W0504 the name has more than 64 letters
    3:15 W0504 the description is empty
    4:11 W0504 `Do what you want` is not an SPDX expression such as `MIT`
    5:14 W0504 `example.com` is not a URL
    6:12 W0504 `example.com` is not a URL
    7:12 W0504 more than 5 keywords
    7:38 W0504 `two words` is not a keyword of at most 20 letters, digits, `_`, `-` and `+`
    ");
    assert!(text("client.toml", toml, &mut Diagnostics::default()).is_some());
}

#[test]
fn what_cargo_takes_for_a_package() {
    let toml = r#"[package]
name = "acme_client-2"
version = "1.0.0-rc.1+build"
license = "MIT/Apache-2.0"
authors = ["Me <me@example.com>"]
edition = "2024"
rust-version = "1.90.1"
documentation = { workspace = true }
homepage = "https://example.com"
readme = false
license-file = "LICENSE"
keywords.workspace = true
categories = ["api-bindings"]
workspace = ".."
build = "build.rs"
exclude = []
include = ["/src"]
publish = ["acme"]
metadata.anything = [1, { a = 1979-05-27 }]
autobins = false
autoexamples = false
autotests = false
autobenches = false
resolver = "3"
"#;
    assert_eq!(faults(toml), "");
}

#[test]
fn faults_of_dependencies() {
    let toml = r#"[dependencies]
serde = { version = "1", features = ["derive"] }
percent-encoding = "2"
std = "1"
"1 a" = "1"
a = ""
b = {}
c = 1
d = { version = 1, features = ["dep:x", 5], default-features = "no" }
e = { git = "x" }
f = { git = "https://example.com/f", path = "f", branch = "a", tag = "b" }
g = { version = "1", rev = "a" }
h = { workspace = false }
i = { workspace = true, version = "1" }
j = { path = "" }
k = { version = "1", package = "serde_json" }
l = { version = "1", default_features = false }
gzip = { version = "1", optional = true }

[dev-dependencies]
a = { version = "1", optional = true }
"#;
    assert_snapshot!(faults(toml), @r#"
    2:1 E0501 the generated code has the dependency `serde` already; remove it here
    3:1 E0501 the generated code has the dependency `percent-encoding` already; remove it here
    4:1 E0501 the generated code has the dependency `std` already; remove it here
    5:1 E0501 `1 a` is not the name of a package: letters, digits, `-` and `_`, no digit first
    6:5 E0501 `` is not a version requirement such as `1.2`: unexpected end of input while parsing major version number
    7:5 E0501 a dependency has one of `version`, `path`, `git` and `workspace`
    8:5 E0501 expected a version or a table, found integer
    9:17 E0501 expected a string, found integer
    9:41 E0501 expected a string, found integer
    9:32 E0501 `dep:x` is not the name of a feature
    9:64 E0501 expected a boolean, found `"no"`
    10:13 E0501 `x` is not a URL
    11:5 E0501 a dependency can't have both `git` and `path`
    11:5 E0501 a dependency can't have both `branch` and `tag`
    12:22 E0501 `rev` needs `git`
    13:19 E0501 `workspace` is `true` or left out
    14:35 E0501 `version` can't stand beside `workspace`
    15:14 E0501 the text is empty
    16:32 E0501 the generated code has the dependency `serde_json` already; use it by that name
    17:22 E0501 unknown key `default_features`; the keys are `version`, `path`, `git`, `branch`, `tag`, `rev`, `registry`, `package`, `features`, `default-features`, `optional`, `workspace`
    18:1 E0501 an optional dependency is a feature, and the client has the feature `gzip`
    21:33 E0501 a dependency of tests can't be optional
    "#);
}

#[test]
fn what_cargo_takes_for_a_dependency() {
    let toml = r#"[dependencies]
a = "1"
b = { version = ">=1, <3", features = ["x-y", "c++"], default-features = false, optional = true }
c = { git = "https://example.com/c", rev = "abc", version = "0.1" }
d = { path = "../d" }
e = { workspace = true, features = ["x"] }
f = { version = "1", package = "real-f", registry = "acme" }
[dev-dependencies]
serde = { version = "1", features = ["derive"] }
"#;
    assert_eq!(faults(toml), "");
}

#[test]
fn a_dependency_is_described_once() {
    let toml = r#"[package]
name = "acme-client"

[types]
date = { type = "chrono::NaiveDate", dependency = "chrono", version = "0.4" }
date-time = { type = "chrono::DateTimeUtc", dependency = "chrono", version = "0.3" }
uri = { type = "url::Url", dependency = "url", version = "1" }
ip = { type = "std::net::IpAddr", dependency = "std", version = "1" }
span = { type = "tracing::Span", dependency = "tracing", version = "0.1" }

[dependencies]
chrono = "0.4"
acme_client = "1"
log-a = "1"
log_a = "1"
"#;
    assert_snapshot!(faults(toml), @r"
    6:78 E0501 another format has version `0.4` of `chrono`
    7:58 E0501 the generated code uses `url` 2.5: give a requirement that takes this version, such as `2`
    8:48 E0501 types of `std` can't be used: the client has it under conditions, or not from a package
    9:47 E0501 types of `tracing` can't be used: the client has it under conditions, or not from a package
    12:1 E0501 `chrono` is a dependency of `[types]` already
    15:1 E0501 another dependency is called `log_a` in Rust as well
    2:8 E0501 the package `acme-client` can't depend on itself
    ");
    let fine = "[types]\nuri = { type = \"url::Url\", dependency = \"url\", version = \"2\", features = [\"serde\"] }\n";
    assert_eq!(faults(fine), "");
}
