//! The generators: their commands, and the parts of a crate that their caller must add.
#![expect(clippy::disallowed_methods, reason = "a crate is completed")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io};
use tools::run;

/// A generator. Ours comes first.
#[derive(Debug, Clone)]
pub struct Generator {
    kind: Kind,
    program: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ours,
    OpenapiToRust,
    Ploidy,
}

/// The other generators, with the compared versions.
const PEERS: [(Kind, &str, &str); 2] = [
    (Kind::OpenapiToRust, "openapi-to-rust", "0.23.0"),
    (Kind::Ploidy, "ploidy", "0.15.0"),
];

/// The edition of the peers' output.
const EDITION: &str = "2024";

/// Builds our generator: in the release form, unless only its output is measured.
pub fn ours(is_measured: bool) -> Result<Generator, String> {
    let target = run::cargo_target();
    let program = "openapi-client-generator";
    let package = "openapi-client-generator-cli";
    let (profile, folder) = if is_measured {
        ("dist", "dist")
    } else {
        ("dev", "debug")
    };
    let build = [
        "build",
        "--quiet",
        "--profile",
        profile,
        "--package",
        package,
    ];
    run::finish(run::cargo().args(build))?;
    Ok(Generator {
        kind: Kind::Ours,
        program: target.join(folder).join(program),
    })
}

/// Installs the other generators below the target directory, unless they are there.
pub fn peers() -> Result<Vec<Generator>, String> {
    let root = run::cargo_target().join("peers");
    let mut peers = Vec::new();
    for (kind, name, version) in PEERS {
        let program = root.join("bin").join(name);
        if !is_installed(&program, version) {
            let mut cargo = run::cargo();
            cargo.args(["install", "--quiet", "--locked", "--root"]);
            cargo.arg(&root).arg(format!("{name}@{version}"));
            run::finish(&mut cargo)?;
        }
        peers.push(Generator { kind, program });
    }
    Ok(peers)
}

fn is_installed(program: &Path, version: &str) -> bool {
    let said = Command::new(program).arg("--version").output();
    said.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains(version))
}

impl Generator {
    /// The name to show.
    pub fn name(&self) -> &'static str {
        self.peer().map_or("ours", |(name, _)| name)
    }

    /// The version to show.
    pub fn version(&self) -> &'static str {
        self.peer()
            .map_or(env!("CARGO_PKG_VERSION"), |(_, version)| version)
    }

    fn peer(&self) -> Option<(&'static str, &'static str)> {
        let mut peers = PEERS.iter();
        let (_, name, version) = peers.find(|(kind, _, _)| *kind == self.kind)?;
        Some((name, version))
    }

    /// Checks `document` and writes nothing; only our generator can.
    pub fn check(&self, document: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("check").arg(document);
        command
    }

    /// The command that writes the crate `package` for `document` into the folder `out`.
    pub fn command(&self, document: &Path, out: &Path, package: &str) -> Command {
        let mut command = Command::new(&self.program);
        match self.kind {
            Kind::Ours => {
                command.arg("generate").arg(document).arg("--out").arg(out);
                command.args(["--package", package]);
            }
            Kind::OpenapiToRust => {
                command.args(["generate", "--quiet"]).arg(document);
                command.arg("--output-dir").arg(out.join("src/generated"));
            }
            Kind::Ploidy => {
                command.args(["generate", "rust"]).arg(document);
                command.arg("--output").arg(out).args(["--name", package]);
            }
        }
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    /// Makes a crate from the modules of openapi-to-rust, as its documentation says.
    pub fn complete(&self, out: &Path, package: &str) -> io::Result<()> {
        if self.kind != Kind::OpenapiToRust {
            return Ok(());
        }
        let dependencies = fs::read_to_string(out.join("src/generated/REQUIRED_DEPS.toml"))?;
        let manifest = format!(
            "[package]\nname = {package:?}\nversion = \"0.0.0\"\nedition = \"{EDITION}\"\n\n\
             {dependencies}"
        );
        fs::write(out.join("Cargo.toml"), manifest)?;
        fs::write(out.join("src/lib.rs"), "pub mod generated;\n")
    }

    /// The imports of a caller for the arguments of the methods in `module` of `library`.
    pub fn imports(&self, library: &str, module: &str) -> String {
        match self.kind {
            Kind::Ours => format!(
                "use bytes::Bytes;\nuse std::collections::BTreeMap;\n\
                 use {library}::{{Client, operations::*, runtime::wire, types}};\n"
            ),
            Kind::OpenapiToRust => {
                format!("use {library}::generated::{{client::*, types::*}};\n")
            }
            Kind::Ploidy => format!("use {library}::{{Client, {module}::*}};\n"),
        }
    }

    /// The name of the client in these imports.
    pub fn client(&self) -> &'static str {
        match self.kind {
            Kind::OpenapiToRust => "HttpClient",
            Kind::Ours | Kind::Ploidy => "Client",
        }
    }

    /// The path in `library` of the module with the types, and the expression by which its client makes
    /// JSON of a `value` that it sends.
    pub fn types(&self, library: &str) -> (String, String) {
        let serde = "serde_json::to_vec(value)".to_owned();
        match self.kind {
            Kind::Ours => {
                let wire = format!("{library}::runtime::wire");
                let json = format!("{wire}::to_json({wire}::Wire::view(value))");
                (format!("{library}::types"), json)
            }
            Kind::OpenapiToRust => (format!("{library}::generated::types"), serde),
            Kind::Ploidy => (format!("{library}::types"), serde),
        }
    }

    /// Whether a file of the output is support code that is the same in every output.
    pub fn is_runtime(&self, path: &Path) -> bool {
        self.kind == Kind::Ours && path.starts_with("src/runtime")
    }
}
