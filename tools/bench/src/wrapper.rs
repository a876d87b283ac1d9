//! The measured compiler: cargo calls this program in place of the compiler for the packages of a
//! workspace. So the figures are of the compiler's work on one crate, without cargo's work and
//! without dependencies.
#![expect(clippy::disallowed_methods, reason = "the figures are left in a file")]

use super::usage::{self, Limits, Outcome, Usage};
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, ffi::OsString};

/// The variable with the file for the figures. If it is set, this program acts as the compiler.
const LOG: &str = "XTASK_BENCH_LOG";
/// The limits: seconds and megabytes.
const LIMITS: &str = "XTASK_BENCH_LIMITS";

/// The usage of the compiler for a crate.
#[derive(Serialize, Deserialize)]
struct Entry {
    name: String,
    usage: Usage,
    success: bool,
    limit: Option<String>,
}

/// Makes `cargo` call the compiler through this program.
pub fn install(cargo: &mut Command, log: &Path, limits: Limits) -> io::Result<()> {
    // A copy: this program may be rebuilt while it runs, and its file replaced.
    let wrapper = log.with_file_name("compiler");
    let own = env::current_exe()?;
    if own.exists() {
        fs::copy(own, &wrapper)?;
    }
    cargo
        .env("RUSTC_WORKSPACE_WRAPPER", wrapper)
        .env(LOG, log)
        .env(LIMITS, format!("{} {}", limits.seconds, limits.megabytes));
    Ok(())
}

/// Acts as the compiler, if cargo called for it.
pub fn run() -> Option<ExitCode> {
    let log = PathBuf::from(env::var_os(LOG)?);
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next()?;
    Some(match compile(&rustc, arguments.collect(), &log) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {}: {error}", rustc.display());
            ExitCode::FAILURE
        }
    })
}

fn compile(rustc: &OsString, arguments: Vec<OsString>, log: &Path) -> io::Result<bool> {
    let name = crate_name(&arguments);
    let mut command = Command::new(rustc);
    command.args(arguments).env_remove(LOG);
    let Some(name) = name else {
        return Ok(command.status()?.success());
    };
    let ended = usage::run(&mut command, limits())?;
    let entry = Entry {
        name,
        usage: ended.usage,
        success: ended.status.success(),
        limit: ended.limit,
    };
    let mut file = OpenOptions::new().create(true).append(true).open(log)?;
    writeln!(file, "{}", serde_json::to_string(&entry)?)?;
    Ok(entry.success)
}

/// The crate that is compiled. Cargo also asks for a version, and for properties of the target.
fn crate_name(arguments: &[OsString]) -> Option<String> {
    let at = arguments.iter().position(|word| word == "--crate-name")?;
    let name = arguments.get(at + 1)?.to_str()?;
    (name != "___").then(|| name.to_owned())
}

fn limits() -> Limits {
    let text = env::var(LIMITS).unwrap_or_default();
    let mut numbers = text.split(' ').map(|number| number.parse().ok());
    let mut next = || numbers.next().flatten().unwrap_or(u64::MAX);
    Limits {
        seconds: next(),
        megabytes: next(),
    }
}

/// The outcome of a crate in `log`; nothing if the compiler wasn't called for it.
pub fn read(log: &Path, name: &str) -> Option<Outcome> {
    let text = fs::read_to_string(log).ok()?;
    let mut entries = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Entry>(line).ok());
    let entry = entries.find(|entry| entry.name == name)?;
    Some(match entry.limit {
        Some(limit) => Outcome::Exceeded(entry.usage, limit),
        None if entry.success => Outcome::Took(entry.usage),
        None => Outcome::Failed("it doesn't compile".to_owned()),
    })
}
