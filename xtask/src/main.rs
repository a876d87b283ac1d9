//! The project's own commands: `cargo xtask help` lists them.

mod bench;
mod bless;
mod ci;
mod corpus;
mod dump;
mod generate;
mod minimal;
mod only;
mod run;
mod tidy;

use clap::Parser;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about)]
enum Command {
    Generate(generate::Arguments),
    Bless(bless::Arguments),
    Dump(dump::Arguments),
    Minimal(minimal::Arguments),
    Tidy(tidy::Arguments),
    Corpus(corpus::Arguments),
    Bench(bench::Arguments),
    Ci(ci::Arguments),
}

fn main() -> ExitCode {
    if let Some(code) = bench::wrapper() {
        return code;
    }
    let done = match Command::parse() {
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Bless(arguments) => bless::run(&arguments),
        Command::Dump(arguments) => dump::run(&arguments),
        Command::Minimal(arguments) => minimal::run(&arguments),
        Command::Tidy(arguments) => tidy::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
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
