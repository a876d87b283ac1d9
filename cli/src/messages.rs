//! The options on diagnostics: their form, and the warnings that fail a run.

use std::io::{self, BufWriter, Write as _};

use clap::{Args, ValueEnum};
use openapi_client_generator::diagnostic::{Code, Diagnostic, Diagnostics, Format, Severity};
use openapi_client_generator::source::Source;

use crate::commands::say;
use crate::links::Links;

/// The form of diagnostics, and the warnings that fail the run.
#[derive(Debug, Clone, Default, Args)]
pub struct Messages {
    /// The form of diagnostics. Those for programs go to standard output.
    #[arg(long, value_name = "FORM", value_enum, default_value_t)]
    pub message_format: MessageFormat,
    /// Treat warnings as errors: write nothing, and exit with 1.
    #[arg(long)]
    pub deny_warnings: bool,
    /// Treat warnings of these codes as errors. Can be repeated, and takes a list with commas.
    #[arg(long, value_name = "CODE", value_parser = code, value_delimiter = ',')]
    pub deny: Vec<Code>,
}

/// The forms of diagnostics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With an excerpt and a hint, on standard error.
    #[default]
    Human,
    /// A line each, on standard error.
    Short,
    /// An object of JSON a line.
    Json,
    /// A log of SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

/// The code with this identifier, in letters of either case.
///
/// # Errors
/// When the code is unknown; the text names the most similar codes.
pub fn code(id: &str) -> Result<Code, String> {
    let id = id.to_ascii_uppercase();
    Code::parse(&id).ok_or_else(|| {
        let mut near = Code::near(&id);
        near.truncate(5);
        if near.is_empty() {
            "there is no such code; `explain --list` lists all".to_owned()
        } else {
            format!(
                "there is no such code; did you mean `{}`?",
                near.join("`, `")
            )
        }
    })
}

/// The code of one of the diagnostics: an error's, if there is one.
fn example(diagnostics: &Diagnostics) -> Option<&'static str> {
    let entries = || diagnostics.iter().map(|diagnostic| diagnostic.code.entry());
    let error = entries().find(|entry| entry.severity == Severity::Error);
    error.or_else(|| entries().next()).map(|entry| entry.id)
}

impl Messages {
    /// Whether diagnostics go to standard output, to be read by a program.
    #[must_use]
    pub fn are_for_programs(&self) -> bool {
        !matches!(
            self.message_format,
            MessageFormat::Human | MessageFormat::Short
        )
    }

    /// Shows the diagnostics.
    ///
    /// # Errors
    /// When standard output can't be written, such as a file on a full disk.
    pub fn show(&self, diagnostics: &Diagnostics, sources: &[&Source]) -> io::Result<()> {
        let format = match self.message_format {
            MessageFormat::Human => {
                // anstream removes colours where the output isn't a terminal, or where NO_COLOR is set.
                let text = match Links::of_terminal() {
                    Some(links) => diagnostics.render_linked(sources, &|name| links.to(name)),
                    None => diagnostics.render_styled(sources),
                };
                let _ = write!(anstream::stderr(), "{text}");
                if let Some(code) = example(diagnostics) {
                    say(&format!(
                        "for more about a message: openapi-client-generator explain {code}"
                    ));
                }
                return Ok(());
            }
            MessageFormat::Short => {
                let mut out = BufWriter::new(io::stderr().lock());
                let _ = diagnostics.write_as(Format::Short, sources, &mut out);
                return Ok(());
            }
            MessageFormat::Json => Format::Json,
            MessageFormat::Sarif => Format::Sarif,
            MessageFormat::Github => Format::Actions,
        };
        let mut out = BufWriter::new(io::stdout().lock());
        diagnostics.write_as(format, sources, &mut out)?;
        out.flush()
    }

    /// Whether warnings can fail the run.
    #[must_use]
    pub fn deny_any(&self) -> bool {
        self.deny_warnings || !self.deny.is_empty()
    }

    /// The first lint that `--deny` names.
    #[must_use]
    pub fn denied_lint(&self) -> Option<&'static str> {
        let mut denied = self.deny.iter().map(|code| code.entry());
        denied.find(|entry| entry.is_lint).map(|entry| entry.id)
    }

    /// The reason why warnings fail the run; `None` if they don't.
    #[must_use]
    pub fn denied(&self, diagnostics: &Diagnostics) -> Option<String> {
        let denied = diagnostics.iter().filter(|diagnostic| {
            let code = diagnostic.code;
            let is_warning = code.entry().severity == Severity::Warning;
            is_warning && (self.deny_warnings || self.deny.contains(&code))
        });
        let count = denied.clone().map(Diagnostic::count).sum();
        let mut denied: Vec<&str> = denied.map(|it| it.code.entry().id).collect();
        let count = match count {
            0 => return None,
            1 => "1 warning is".to_owned(),
            count => format!("{count} warnings are"),
        };
        denied.sort_unstable();
        denied.dedup();
        Some(format!("{count} denied ({})", denied.join(", ")))
    }
}
