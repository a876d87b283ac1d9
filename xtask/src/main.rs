//! The project's own commands: `cargo xtask help` lists them.

mod bless;
mod ci;
mod dump;
mod generate;
mod minimal;
mod overlays;
mod package;
mod tidy;
mod tool;

use clap::Parser;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about)]
enum Command {
    Generate(generate::Arguments),
    Bless(bless::Arguments),
    Dump(dump::Arguments),
    Minimal(minimal::Arguments),
    Overlays(overlays::Arguments),
    Package(package::Arguments),
    Tidy(tidy::Arguments),
    /// Generate from every document below a folder
    #[command(disable_help_flag = true)]
    Corpus(tool::Arguments),
    /// Measure generating, compiling, decoding and encoding
    #[command(disable_help_flag = true)]
    Bench(tool::Arguments),
    /// Generate from mutated golden documents
    #[command(disable_help_flag = true)]
    Fuzz(tool::Arguments),
    /// Call a server from a JavaScript engine, with the client as WebAssembly
    #[command(disable_help_flag = true)]
    Browser(tool::Arguments),
    /// Send a request for every operation to the mock server Prism
    #[command(disable_help_flag = true)]
    Prism(tool::Arguments),
    Ci(ci::Arguments),
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Bless(arguments) => bless::run(&arguments),
        Command::Dump(arguments) => dump::run(&arguments),
        Command::Minimal(arguments) => minimal::run(&arguments),
        Command::Overlays(arguments) => overlays::run(&arguments),
        Command::Package(arguments) => package::run(&arguments),
        Command::Tidy(arguments) => tidy::run(&arguments),
        Command::Corpus(arguments) => tool::run("corpus", &arguments),
        Command::Bench(arguments) => tool::run("bench", &arguments),
        Command::Fuzz(arguments) => tool::run("document-fuzz", &arguments),
        Command::Browser(arguments) => tool::run("browser", &arguments),
        Command::Prism(arguments) => tool::run("prism", &arguments),
        Command::Ci(arguments) => ci::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
