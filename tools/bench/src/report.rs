//! `BENCHMARKS.md`: first ratios, then their figures, then failures and machines. A section without new
//! figures stays unchanged in the file.
#![expect(clippy::disallowed_methods, reason = "a report is written")]

use super::machine::Machine;
use super::plot;
use super::results::{Document, Results, Step};
use super::statistics::{self, Figure, Ratio};
use super::usage::Outcome;
use super::{growth, loopback};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The text before the figures.
const HEAD: &str = "# Benchmarks

Written by `cargo xtask bench`; don't edit. [CONTRIBUTING](CONTRIBUTING.md#measure) says how it measures.

![Processor time of the generators and of compiling their output](docs/benchmarks.svg)
";

/// The explanation of ratios.
const RATIOS: &str = "
## Ratios

Ours divided by the other's: 0.25 is a quarter of the other. It is the median of the rounds,
with the least and the most in brackets where there was more than one. CPU is user and system time,
memory the most that the process had in use at a time: of the generator, or of rustc for these crates
alone, without their dependencies. Builds are not linked, except a whole program: cargo builds it in an
empty target directory, with all dependencies; its CPU is that of all processes, its memory that of the
largest. A ratio after `<` is a bound: the other was ended when it had taken too long or too much.
";

/// The explanation of decoding and encoding.
const CODEC: &str = "
## Decoding and encoding

The time with generated types divided by that with the same types written by hand with plain derives
of serde, in the default release profile: decoding and encoding by `serde_json`, and encoding as the
generated client does for the body of a request. In a round the two take turns, each for a fraction of
a second; its figures are those of the turn whose ratio is the median. The text has";

/// The explanation of calls.
const CALLS: &str = "
## Calls

The CPU of the generated client divided by that of the same calls written by hand with reqwest and plain derives of
serde, in the default release profile, without TLS, over loopback to a server in another process: the whole process of
the client, on one thread. Its memory is the most that the process had in use at a time. In a round the two take turns.
";

/// The sections, in their order.
const SECTIONS: [&str; 8] = [
    "Ratios",
    "Growth",
    "Calls",
    "Decoding and encoding",
    "Lines of the output",
    "Absolute figures",
    "Failures",
    LAST,
];
/// The section that has a line for each run.
const LAST: &str = "Where and when";

/// Writes the report and the plot below `folder`.
pub fn write(results: &Results, folder: &Path) -> Result<(), String> {
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&path, text));
        written.map_err(|error| format!("{}: {error}", path.display()))
    };
    // Before the first run, there is no report.
    let old = fs::read_to_string(folder.join("BENCHMARKS.md")).unwrap_or_default();
    put("BENCHMARKS.md", &report(results, &old))?;
    if results.documents.is_empty() {
        return Ok(());
    }
    put("docs/benchmarks.svg", &plot::plot(results))
}

/// The report; a section without new figures is copied from the `old` one.
fn report(results: &Results, old: &str) -> String {
    let mut compared = String::new();
    if results.generators.len() > 1 && !results.documents.is_empty() {
        compared.push_str(RATIOS);
        for step in Step::ALL {
            compared.push_str(&ratios(results, step));
        }
    }
    let sections = [
        compared,
        growth::report(&results.growth),
        calls(results),
        codec(results),
        lines(results),
        absolute(results),
        failures(results),
        machine(results),
    ];
    let mut text = HEAD.to_owned();
    let mut is_kept = false;
    for (name, new) in SECTIONS.into_iter().zip(sections) {
        let known = section(old, name);
        if name == LAST && is_kept {
            text.push_str(&joined(known, &new));
        } else if new.is_empty() {
            is_kept |= !known.is_empty();
            text.push_str(known);
        } else {
            text.push_str(&new);
        }
    }
    text
}

/// A section of a report, from the empty line before it; empty if there is none.
fn section<'a>(report: &'a str, name: &str) -> &'a str {
    let heading = format!("\n## {name}\n");
    let Some(begin) = report.find(&heading) else {
        return "";
    };
    let rest = &report[begin + heading.len()..];
    let end = rest.find("\n## ").unwrap_or(rest.len());
    &report[begin..begin + heading.len() + end]
}

/// The lines of `known`, and those of `new` that are not in it.
fn joined(known: &str, new: &str) -> String {
    let mut text = known.to_owned();
    let is_new = |line: &&str| !known.lines().any(|known| known.starts_with(*line));
    for line in new
        .lines()
        .filter(|line| line.starts_with("- "))
        .filter(is_new)
    {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The table of calls; empty if they weren't measured.
fn calls(results: &Results) -> String {
    if results.calls.rows.is_empty() {
        return String::new();
    }
    let mut text = format!("{CALLS}\n| | CPU: ratio | ours | by hand | memory: ours | by hand |");
    text.push_str(&rule(1, 5));
    for (kind, rounds) in &results.calls.rows {
        let figures = |figure: Figure| {
            rounds
                .iter()
                .map(move |(ours, by_hand)| (figure.of(*ours), figure.of(*by_hand)))
        };
        let ratio = statistics::of(&figures(Figure::Cpu).collect::<Vec<_>>());
        let ratio = ratio.map_or_else(|| "–".to_owned(), cell);
        let _ = write!(text, "| {} | {ratio} |", loopback::title(kind));
        for (figure, unit) in [(Figure::Cpu, "s"), (Figure::Memory, "MB")] {
            let (ours, by_hand): (Vec<f64>, Vec<f64>) = figures(figure).unzip();
            for figures in [ours, by_hand] {
                let digits = if unit == "s" { 2 } else { 0 };
                let median = statistics::median(&figures).unwrap_or_default();
                let _ = write!(text, " {median:.digits$} {unit} |");
            }
        }
        text.push('\n');
    }
    text
}

/// The name of our generator, and the names of the others.
fn names(results: &Results) -> (&str, Vec<&str>) {
    let mut names = results.generators.keys().map(String::as_str);
    (names.next().unwrap_or_default(), names.collect())
}

/// The table of a step; empty if it wasn't taken.
fn ratios(results: &Results, step: Step) -> String {
    let (ours, others) = names(results);
    let taken = |document: &&Document| !document.outcomes(ours, step).is_empty();
    let documents: Vec<_> = results.documents.iter().filter(taken).collect();
    if documents.is_empty() {
        return String::new();
    }
    let mut title = step.title().to_owned();
    title[..1].make_ascii_uppercase();
    let mut text = format!("\n### {title}\n\n| document |");
    for other in &others {
        let _ = write!(text, " {other}: CPU | {other}: memory |");
    }
    text.push_str(&rule(1, 2 * others.len()));
    for document in documents {
        let _ = write!(text, "| {} |", document.name);
        for other in &others {
            for figure in [Figure::Cpu, Figure::Memory] {
                let (ours, theirs) = (
                    document.outcomes(ours, step),
                    document.outcomes(other, step),
                );
                let ratio = statistics::ratio(ours, theirs, figure);
                let cell = ratio.map_or_else(|| missing(ours, theirs).to_owned(), cell);
                let _ = write!(text, " {cell} |");
            }
        }
        text.push('\n');
    }
    text
}

pub fn rule(left: usize, right: usize) -> String {
    format!("\n|{}{}\n", " :-- |".repeat(left), " --: |".repeat(right))
}

fn cell(ratio: Ratio) -> String {
    let Ratio {
        median, low, high, ..
    } = ratio;
    match (ratio.is_bound, ratio.rounds) {
        (true, _) => format!("< {median:.2}"),
        (false, 1) => format!("{median:.2}"),
        (false, _) => format!("{median:.2} ({low:.2}–{high:.2})"),
    }
}

/// The reason for a missing ratio.
fn missing(ours: &[Outcome], theirs: &[Outcome]) -> &'static str {
    let failed = |outcomes: &[Outcome]| outcomes.iter().any(|o| !matches!(o, Outcome::Took(_)));
    if failed(ours) {
        "ours fails"
    } else if failed(theirs) {
        "fails"
    } else {
        "–"
    }
}

fn codec(results: &Results) -> String {
    let Some(first) = results
        .codec
        .values()
        .find(|codec| !codec.decode.is_empty())
    else {
        return String::new();
    };
    let size = first.bytes / 1000;
    let mut text =
        format!("{CODEC} {size} kB of JSON.\n\n| types of | decode | encode | body of a request |");
    text.push_str(&rule(1, 3));
    for (name, codec) in &results.codec {
        let show = |pairs: &[(f64, f64)]| statistics::of(pairs).map_or("fails".to_owned(), cell);
        let (decode, encode, send) = (show(&codec.decode), show(&codec.encode), show(&codec.send));
        let _ = writeln!(text, "| {name} | {decode} | {encode} | {send} |");
    }
    text.push_str(&nanoseconds(results));
    text
}

fn lines(results: &Results) -> String {
    if results.documents.is_empty() {
        return String::new();
    }
    let mut text =
        "\n## Lines of the output\n\nLines of Rust, and the same without support code that \
                    every output has alike.\n\n\
                    | document | generator | lines | without support | files | longest |"
            .to_owned();
    text.push_str(&rule(2, 4));
    for document in &results.documents {
        for (name, figures) in &document.generators {
            if let Some(lines) = &figures.lines {
                let _ = writeln!(
                    text,
                    "| {} | {name} | {} | {} | {} | {} |",
                    document.name, lines.total, lines.own, lines.files, lines.longest
                );
            }
        }
    }
    text
}

/// Medians of the figures of this machine.
fn absolute(results: &Results) -> String {
    if results.documents.is_empty() {
        return String::new();
    }
    let mut text = "\n## Absolute figures\n\nMedians: seconds of CPU and megabytes.\n".to_owned();
    for document in &results.documents {
        let kilobytes = document.bytes / 1000;
        let _ = write!(text, "\n### {} ({kilobytes} kB)\n\n| |", document.name);
        for name in document.generators.keys() {
            let _ = write!(text, " {name} |");
        }
        text.push_str(&rule(1, document.generators.len()));
        for step in Step::ALL {
            let outcomes = document
                .generators
                .keys()
                .map(|name| document.outcomes(name, step));
            let outcomes: Vec<_> = outcomes.collect();
            if outcomes.iter().all(|outcomes| outcomes.is_empty()) {
                continue;
            }
            let title = match step {
                Step::DebugFifty | Step::ReleaseFifty if document.calls < 50 => {
                    step.title().replace("50", &document.calls.to_string())
                }
                _ => step.title().to_owned(),
            };
            let _ = write!(text, "| {title} |");
            for outcomes in outcomes {
                let _ = write!(text, " {} |", median(outcomes));
            }
            text.push('\n');
        }
    }
    text
}

fn median(outcomes: &[Outcome]) -> String {
    let middle = |figure| statistics::middle(outcomes, figure);
    let limit = outcomes.iter().find_map(|outcome| match outcome {
        Outcome::Exceeded(_, limit) => Some(limit),
        _ => None,
    });
    match (limit, middle(Figure::Cpu), middle(Figure::Memory)) {
        (Some(limit), ..) => format!("more than {limit}"),
        (None, Some(cpu), Some(memory)) => format!("{cpu:.2} s, {memory:.0} MB"),
        _ if outcomes.is_empty() => "–".to_owned(),
        _ => "fails".to_owned(),
    }
}

fn nanoseconds(results: &Results) -> String {
    let mut text = "\nMedians:\n\n\
                    | types of | decode | by hand | encode | by hand | body of a request | by hand |"
        .to_owned();
    text.push_str(&rule(1, 6));
    for (name, codec) in &results.codec {
        let _ = write!(text, "| {name} |");
        for pairs in [&codec.decode, &codec.encode, &codec.send] {
            let (generated, by_hand): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
            for figures in [generated, by_hand] {
                let _ = match statistics::median(&figures) {
                    Some(median) => write!(text, " {:.1} µs |", median / 1000.0),
                    None => write!(text, " fails |"),
                };
            }
        }
        text.push('\n');
    }
    text
}

/// Each different failure of a generator and a document, once.
fn failures(results: &Results) -> String {
    let mut found: Vec<String> = Vec::new();
    for document in &results.documents {
        for (name, figures) in &document.generators {
            let mut seen = Vec::new();
            for (step, outcomes) in &figures.steps {
                for outcome in outcomes {
                    if let Outcome::Failed(error) = outcome
                        && !seen.contains(&error)
                    {
                        seen.push(error);
                        let (title, error) = (step.title(), error.replace('`', "'"));
                        found.push(format!("- {}, {name}, {title}: `{error}`", document.name));
                    }
                }
            }
        }
    }
    for (name, codec) in &results.codec {
        if let Some(error) = &codec.failure {
            let error = error.replace('`', "'");
            found.push(format!("- decoding and encoding, {name}: `{error}`"));
        }
    }
    let others = [
        ("calls", &results.calls.failure),
        ("growth", &results.growth.failure),
    ];
    for (name, error) in others {
        if let Some(error) = error {
            found.push(format!("- {name}: `{}`", error.replace('`', "'")));
        }
    }
    if found.is_empty() {
        return String::new();
    }
    format!("\n## Failures\n\n{}\n", found.join("\n"))
}

/// The versions of the generators, and the runs that took the figures.
fn machine(results: &Results) -> String {
    let versions = results.generators.iter();
    let versions: Vec<String> = versions
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    let mut text = format!("\n## Where and when\n\n- {}\n", versions.join(", "));
    for machine in &results.runs {
        let Machine {
            date,
            processor,
            cores,
            memory,
            system,
            compiler,
            command,
        } = machine;
        let _ = writeln!(
            text,
            "- {date}, {processor}, {cores} cores, {memory}, {system}, {compiler}: `{command}`"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::results::tests::results;
    use super::report;

    #[test]
    fn ratios_bounds_and_failures() {
        let report = report(&results(), "");
        for expected in [
            "| shop | 0.23 (0.20–0.25) | 0.50 (0.50–0.50) | fails | fails |",
            "| shop | < 0.10 | < 0.50 | – | – |",
            "### Debug build of a whole program, with all dependencies",
            "| shop | 0.50 | 0.75 | – | – |",
            "| shop | ours | 1000 | 900 | 3 | 500 |",
            "| generation | 1.00 s, 50 MB | 4.50 s, 100 MB | fails |",
            "more than 60 s",
            "- shop, other, generation: `error: a 'union' of nothing`",
            "| ours | 1.50 | 1.00 | 0.50 |",
            "The text has 40 kB of JSON.",
            "| 10,000 small calls | 1.20 | 1.20 s | 1.00 s | 8 MB | 5 MB |",
            "- 1642-12-25, Abacus, 2 cores, 24.0 GB",
            "with a caller of 7 operations",
        ] {
            assert!(report.contains(expected), "{expected}\n{report}");
        }
    }

    #[test]
    fn what_was_not_measured_again_is_kept() {
        let all = report(&results(), "");
        assert_eq!(report(&results(), &all), all);

        let mut later = results();
        later.runs[0].date = "1645-01-01".to_owned();
        later.documents.clear();
        later.codec.clear();
        later.calls.rows[0][0].0.cpu = 2.0;
        let both = report(&later, &all);
        let lost = all.lines().filter(|line| !both.contains(*line));
        assert_eq!(
            lost.collect::<Vec<_>>(),
            ["| 10,000 small calls | 1.20 | 1.20 s | 1.00 s | 8 MB | 5 MB |"]
        );
        let new = both.lines().filter(|line| !all.contains(*line));
        assert_eq!(new.count(), 2);
    }
}
