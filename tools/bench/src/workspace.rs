//! A throw-away workspace for the output of one generator for one document: the library, a crate with its
//! dependencies only, and crates that call it. All share a target directory, so that a dependency is
//! compiled once.
#![expect(clippy::disallowed_methods, reason = "a workspace is written")]

use super::usage::{self, Ended, Limits, Outcome};
use super::wrapper;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;
use std::{env, io};
use toml::{Table, Value};
use tools::run;

/// The lock file of the project: all outputs are compiled with its versions.
const LOCK: &str = "Cargo.lock";

/// The folder of the library.
pub const LIBRARY: &str = "library";
/// The folder of the crate that has only the library's dependencies.
const WARM: &str = "warm";

/// The time limit in seconds of steps that aren't measured, such as the dependencies.
const UNMEASURED: u64 = 1200;

/// The task of cargo for a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Check,
    Debug,
    Release,
}

impl Profile {
    pub fn arguments(self) -> &'static [&'static str] {
        match self {
            Profile::Check => &["check"],
            Profile::Debug => &["build"],
            Profile::Release => &["build", "--release"],
        }
    }
}

/// The workspace.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The folder.
    pub folder: PathBuf,
    /// The library's package.
    pub package: String,
    /// The target directory that all workspaces share.
    pub target: PathBuf,
    limits: Limits,
}

/// The folder in the target directory for the output of earlier rounds.
pub const OLD: &str = "old";

impl Workspace {
    /// A workspace that isn't on the disk yet.
    pub fn new(folder: PathBuf, package: String, target: PathBuf, limits: Limits) -> Self {
        Self {
            folder,
            package,
            target,
            limits,
        }
    }

    /// The folder of the library.
    pub fn library(&self) -> PathBuf {
        self.folder.join(LIBRARY)
    }

    /// The library's name in Rust.
    pub fn library_name(&self) -> String {
        self.package.replace('-', "_")
    }

    /// Begins again with an empty folder.
    pub fn clear(&self) -> io::Result<()> {
        self.set_aside(&self.folder)?;
        fs::create_dir_all(&self.folder)
    }

    /// Moves a folder of an earlier round into [`OLD`]. It isn't removed: ext4 reuses an inode only after
    /// some seconds, and the next process with many new files would spend a tenth of its time on the search
    /// for free ones.
    pub fn set_aside(&self, folder: &Path) -> io::Result<()> {
        if !folder.exists() {
            return Ok(());
        }
        let old = self.target.join(OLD);
        let count = fs::read_dir(&old).map_or(0, Iterator::count);
        fs::create_dir_all(&old)?;
        fs::rename(folder, old.join(count.to_string()))
    }

    /// Writes the workspace around the library.
    pub fn write(&self) -> io::Result<()> {
        let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\n";
        fs::write(self.folder.join("Cargo.toml"), manifest)?;
        fs::copy(run::root().join(LOCK), self.folder.join(LOCK))?;
        self.add(WARM, "src/lib.rs", "", Table::new())
    }

    /// Writes a crate with the library's dependencies and these, and `text` as its root.
    pub fn add(&self, name: &str, root: &str, text: &str, more: Table) -> io::Result<()> {
        let manifest = fs::read_to_string(self.library().join("Cargo.toml"))?;
        let mut manifest: Table = toml::from_str(&manifest).map_err(io::Error::other)?;
        if let Some(Value::Table(package)) = manifest.get_mut("package") {
            let name = self.member(name);
            package.insert("name".to_owned(), Value::String(name));
        }
        for key in ["lints", "lib", "dev-dependencies"] {
            manifest.remove(key);
        }
        let dependencies = manifest
            .entry("dependencies")
            .or_insert_with(|| Value::Table(Table::new()));
        if let Value::Table(dependencies) = dependencies {
            dependencies.extend(more);
        }
        let root = self.folder.join(name).join(root);
        fs::create_dir_all(root.parent().unwrap_or(&self.folder))?;
        fs::write(
            self.folder.join(name).join("Cargo.toml"),
            manifest.to_string(),
        )?;
        fs::write(root, text)
    }

    /// The package of the crate in the folder `name`.
    pub fn member(&self, name: &str) -> String {
        format!("{}-{name}", self.package)
    }

    /// The limits of a cargo run that compiles dependencies, too.
    pub fn patience(&self) -> Limits {
        Limits {
            seconds: self.limits.seconds + UNMEASURED,
            megabytes: u64::MAX,
        }
    }

    /// The library as a dependency.
    pub fn dependency(&self) -> Table {
        path(&self.package, &self.library())
    }

    /// Compiles the dependencies, without measuring.
    pub fn warm(&self, profile: Profile) -> Result<(), String> {
        match self.compile(WARM, profile) {
            Outcome::Took(_) => Ok(()),
            Outcome::Exceeded(_, limit) => Err(format!("dependencies: more than {limit}")),
            Outcome::Failed(error) => Err(format!("dependencies: {error}")),
        }
    }

    /// Compiles the crate in the folder `name` once more, and measures the compiler.
    pub fn compile(&self, name: &str, profile: Profile) -> Outcome {
        self.try_compile(name, profile)
            .unwrap_or_else(|error| Outcome::Failed(error.to_string()))
    }

    fn try_compile(&self, name: &str, profile: Profile) -> io::Result<Outcome> {
        let package = match name {
            LIBRARY => self.package.clone(),
            name => self.member(name),
        };
        let log = self.folder.join("compiler.log");
        let said = self.folder.join("cargo.log");
        let _ = fs::remove_file(&log);
        // So that cargo sees a change.
        let root = File::options()
            .append(true)
            .open(self.folder.join(name).join("src/lib.rs"))?;
        root.set_modified(SystemTime::now())?;

        let mut cargo = self.cargo(profile.arguments(), &said)?;
        cargo.args(["--package", &package]);
        wrapper::install(&mut cargo, &log, self.limits)?;
        let ended = usage::run(&mut cargo, self.patience())?;
        let outcome = wrapper::read(&log, &package.replace('-', "_"));
        Ok(match outcome {
            Some(Outcome::Failed(_)) | None => {
                let limit = ended.limit.map(|limit| format!("more than {limit}"));
                Outcome::Failed(limit.unwrap_or_else(|| first_error(&said)))
            }
            Some(outcome) => outcome,
        })
    }

    /// The path of a program that was built in the release profile.
    pub fn binary(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }

    /// Cargo in the workspace, with its output in a file.
    pub fn cargo(&self, arguments: &[&str], said: &Path) -> io::Result<Command> {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .args(arguments)
            .arg("--quiet")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTC_WRAPPER")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(said)?);
        Ok(cargo)
    }
}

/// A dependency in a folder.
pub fn path(name: &str, folder: &Path) -> Table {
    let folder = Value::String(folder.display().to_string());
    let dependency = Table::from_iter([("path".to_owned(), folder)]);
    Table::from_iter([(name.to_owned(), Value::Table(dependency))])
}

/// The outcome of a process, with its first error in `said` if it failed.
pub fn outcome(ended: Ended, said: &Path) -> Outcome {
    match ended.limit {
        Some(limit) => Outcome::Exceeded(ended.usage, limit),
        None if ended.status.success() => Outcome::Took(ended.usage),
        None => Outcome::Failed(first_error(said)),
    }
}

/// The first line that names an error, or the last line; without the paths of this machine.
pub fn first_error(said: &Path) -> String {
    let text = fs::read_to_string(said).unwrap_or_default();
    let target = run::cargo_target().display().to_string();
    let root = run::root().display().to_string();
    let text = text.replace(&target, "target").replace(&root, ".");
    let is_error = |line: &&str| {
        let line = line.to_lowercase();
        line.starts_with("error") || line.contains("error:") || line.contains("panicked")
    };
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = text.lines().find(is_error).or_else(|| lines.next_back());
    first
        .unwrap_or("it failed without a word")
        .trim()
        .to_owned()
}
