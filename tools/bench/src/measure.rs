//! Takes the figures of a document: all generators in turn, round by round.
#![expect(clippy::disallowed_methods, reason = "generators' output is kept")]

use super::consumer::{self, Operations};
use super::generator::Generator;
use super::kind::Kind;
use super::progress::Progress;
use super::results::{Calls, Codec, Document, Figures, Growth, Step};
use super::sources::Source;
use super::usage::{self, Limits, Outcome};
use super::workspace::{self, LIBRARY, OLD, Profile, Workspace};
use super::{Arguments, codec, growth, lines, loopback, program};
use indexmap::IndexMap;
use openapi_client_generator::Diagnostics;
use openapi_client_generator_cli::read;
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tools::run;

/// The memory limit of one process, in megabytes.
const MEMORY: u64 = 16_000;

/// The number of operations that a caller calls, and the name of its crate.
const CALLERS: [(usize, &str); 2] = [(1, "calls-1"), (50, "calls-50")];

/// The failure of a caller without operations.
const NO_CALLS: &str = "no operation that all have";

/// The steps of a document. All other steps need the generators' output.
fn steps(source: &Source) -> impl Iterator<Item = Step> {
    let steps = Step::ALL.into_iter();
    steps.filter(|step| *step == Step::Generate || source.takes(step.kind()))
}

/// The parts that all documents need.
pub struct Bench {
    folder: PathBuf,
    generators: Vec<Generator>,
    rounds: usize,
    budget: Duration,
    limits: Limits,
    progress: Progress,
}

/// A generator's output for the document that is being measured.
struct Subject<'a> {
    generator: &'a Generator,
    workspace: Workspace,
    figures: Figures,
    operations: Option<Operations>,
    /// Whether no further measurement of it is possible.
    is_lost: bool,
}

impl Subject<'_> {
    /// The text of a caller of these operations, made by `write`; none if the output has no operations.
    fn caller(
        &self,
        write: fn(&Generator, &str, &Operations, &[String]) -> String,
        names: &[String],
    ) -> Option<String> {
        let operations = self.operations.as_ref()?;
        let library = self.workspace.library_name();
        Some(write(self.generator, &library, operations, names))
    }
}

impl Bench {
    /// Creates a bench with all files below `folder`.
    pub fn new(
        folder: PathBuf,
        generators: Vec<Generator>,
        arguments: &Arguments,
        sources: &[Source],
    ) -> Result<Self, String> {
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let steps: usize = sources.iter().map(|source| steps(source).count()).sum();
        let figures = steps * generators.len() * arguments.rounds;
        let bench = Self {
            folder,
            generators,
            rounds: arguments.rounds.max(1),
            budget: Duration::from_secs(arguments.budget),
            limits: Limits {
                seconds: arguments.limit,
                megabytes: MEMORY,
            },
            progress: Progress::new(figures),
        };
        bench.clean()?;
        Ok(bench)
    }

    /// Removes the files of earlier rounds.
    pub fn clean(&self) -> Result<(), String> {
        let old = self.folder.join("target").join(OLD);
        if old.exists() {
            fs::remove_dir_all(old).map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// Takes all measurements of a document.
    pub fn document(&self, source: &Source) -> Document {
        let mut document = Document {
            name: source.name.to_owned(),
            bytes: source.bytes,
            ..Document::default()
        };
        let mut subjects = self.subjects(source.name);
        self.rounds(source.name, &mut subjects, &[Step::Generate], |subject| {
            vec![generate(subject, source, self.limits)]
        });
        document.calls = self.prepare(&mut subjects, source);
        if source.takes(Kind::Check) {
            let check = [Step::Check];
            self.warm(&mut subjects, Profile::Check, &check);
            self.rounds(source.name, &mut subjects, &check, |subject| {
                vec![subject.workspace.compile(LIBRARY, Profile::Check)]
            });
        }
        if source.takes(Kind::Builds) {
            self.builds(source, &mut subjects, document.calls > 0);
        }
        if source.takes(Kind::Program) {
            self.programs(source, &mut subjects);
        }
        for mut subject in subjects {
            let is_failure = |outcome: &Outcome| matches!(outcome, Outcome::Failed(_));
            let steps = &mut subject.figures.steps;
            steps.retain(|step, outcomes| {
                source.takes(step.kind()) || outcomes.iter().any(is_failure)
            });
            let name = subject.generator.name().to_owned();
            document.generators.insert(name, subject.figures);
        }
        document
    }

    /// Measures the library and its callers.
    fn builds(&self, source: &Source, subjects: &mut [Subject], has_calls: bool) {
        let debug = [Step::Debug, Step::DebugOne, Step::DebugFifty];
        let release = [Step::Release, Step::ReleaseOne, Step::ReleaseFifty];
        for (profile, steps) in [(Profile::Debug, debug), (Profile::Release, release)] {
            self.warm(subjects, profile, &steps);
            self.rounds(source.name, subjects, &steps, |subject| {
                build(subject, profile, has_calls)
            });
        }
    }

    /// Measures the whole program.
    fn programs(&self, source: &Source, subjects: &mut [Subject]) {
        self.prepare_programs(subjects, &[Step::DebugProgram, Step::ReleaseProgram]);
        let debug = (Profile::Debug, Step::DebugProgram);
        let release = (Profile::Release, Step::ReleaseProgram);
        for (profile, step) in [debug, release] {
            self.rounds(source.name, subjects, &[step], |subject| {
                vec![program::build(&subject.workspace, profile)]
            });
        }
    }

    fn subjects(&self, document: &str) -> Vec<Subject<'_>> {
        let subject = |generator| Subject {
            generator,
            workspace: self.workspace(generator, document),
            figures: Figures::default(),
            operations: None,
            is_lost: false,
        };
        self.generators.iter().map(subject).collect()
    }

    fn workspace(&self, generator: &Generator, document: &str) -> Workspace {
        Workspace::new(
            self.folder.join(generator.name()).join(document),
            format!("{}-{}", document.replace('.', "-"), generator.name()),
            self.folder.join("target"),
            self.limits,
        )
    }

    /// Takes `steps` of all subjects in turn, until there are enough rounds or the time is up.
    fn rounds(
        &self,
        document: &str,
        subjects: &mut [Subject],
        steps: &[Step],
        measure: impl Fn(&Subject) -> Vec<Outcome>,
    ) {
        let begin = Instant::now();
        for round in 0..self.rounds {
            if round > 0 && begin.elapsed() > self.budget {
                let left = self.rounds - round;
                self.progress.skip(left * steps.len() * subjects.len());
                return;
            }
            for subject in subjects.iter_mut() {
                if subject.is_lost {
                    self.progress.skip(steps.len());
                    continue;
                }
                let name = format!("{document}: {}", subject.generator.name());
                self.progress
                    .doing(&format!("{name}: {}", steps[0].title()));
                for (step, outcome) in steps.iter().zip(measure(subject)) {
                    let what = format!("{name}: {}", step.title());
                    self.progress.took(&what, &outcome);
                    subject
                        .figures
                        .steps
                        .entry(*step)
                        .or_default()
                        .push(outcome);
                }
            }
        }
    }

    /// Completes the outputs and writes their callers; returns the number of operations that are called.
    fn prepare(&self, subjects: &mut [Subject], source: &Source) -> usize {
        let steps: Vec<Step> = steps(source).skip(1).collect();
        for subject in subjects.iter_mut() {
            let outcomes = subject.figures.steps.get(&Step::Generate);
            let last = outcomes.and_then(|outcomes| outcomes.last());
            subject.is_lost = !matches!(last, Some(Outcome::Took(_)));
            if subject.is_lost {
                continue;
            }
            match complete(subject) {
                Ok(operations) => subject.operations = Some(operations),
                Err(error) => self.lose(subject, &steps, &error.to_string()),
            }
        }
        let mut calls = 0;
        for (number, name) in CALLERS {
            let chosen = choose(subjects, number);
            calls = chosen.len();
            for subject in subjects.iter_mut() {
                let workspace = &subject.workspace;
                let Some(text) = subject.caller(consumer::text, &chosen) else {
                    continue;
                };
                let written = workspace.add(name, "src/lib.rs", &text, workspace.dependency());
                if let Err(error) = written {
                    self.lose(subject, &steps, &error.to_string());
                }
            }
        }
        calls
    }

    /// Writes the programs and downloads their dependencies.
    fn prepare_programs(&self, subjects: &mut [Subject], steps: &[Step]) {
        let chosen = choose(subjects, 1);
        for subject in subjects.iter_mut().filter(|subject| !subject.is_lost) {
            let Some(text) = subject.caller(consumer::program, &chosen) else {
                continue;
            };
            let name = subject.generator.name();
            self.progress
                .doing(&format!("download of dependencies of {name}'s output"));
            let prepared = match chosen.as_slice() {
                [] => Err(NO_CALLS.to_owned()),
                _ => program::prepare(&subject.workspace, &text),
            };
            if let Err(error) = prepared {
                self.lose(subject, steps, &error);
            }
        }
    }

    /// Compiles the libraries' dependencies.
    fn warm(&self, subjects: &mut [Subject], profile: Profile, steps: &[Step]) {
        for subject in subjects.iter_mut().filter(|subject| !subject.is_lost) {
            let name = subject.generator.name();
            self.progress
                .doing(&format!("dependencies of {name}'s output"));
            if let Err(error) = subject.workspace.warm(profile) {
                self.lose(subject, steps, &error);
            }
        }
    }

    /// Ends the measurements of a subject; `steps` are noted as failed.
    fn lose(&self, subject: &mut Subject, steps: &[Step], error: &str) {
        subject.is_lost = true;
        self.progress
            .tell(&format!("{}: {error}", subject.generator.name()));
        for step in steps {
            let outcomes = subject.figures.steps.entry(*step).or_default();
            outcomes.push(Outcome::Failed(error.to_owned()));
        }
    }

    /// Measures decoding and encoding.
    pub fn codec(&self) -> IndexMap<String, Codec> {
        let limits = Limits {
            seconds: 1200,
            ..self.limits
        };
        let mut found = IndexMap::new();
        for generator in &self.generators {
            let name = generator.name();
            self.progress
                .doing(&format!("decoding and encoding: {name}"));
            let mut codec = Codec::default();
            if let Err(error) = codec::build(generator, &self.workspace(generator, "codec"), limits)
            {
                self.progress.tell(&format!("codec: {name}: {error}"));
                codec.failure = Some(error);
            }
            found.insert(name.to_owned(), codec);
        }
        for _ in 0..self.rounds {
            for (generator, codec) in self.generators.iter().zip(found.values_mut()) {
                if codec.failure.is_none() {
                    let workspace = self.workspace(generator, "codec");
                    codec.failure = codec::measure(&workspace, self.limits, codec).err();
                    let last = |pairs: &[(f64, f64)]| {
                        let last = pairs.last().copied();
                        last.map_or(f64::NAN, |(generated, by_hand)| generated / by_hand)
                    };
                    let (decode, encode) = (last(&codec.decode), last(&codec.encode));
                    let line = match &codec.failure {
                        Some(error) => error.clone(),
                        None => format!("decode {decode:.2}, encode {encode:.2} of by hand"),
                    };
                    let line = format!("codec: {}: {line}", generator.name());
                    self.progress.tell(&line);
                }
            }
        }
        found
    }

    /// Measures our generator with one document at several sizes.
    pub fn growth(&self) -> Growth {
        let mut growth = Growth::default();
        let Some(ours) = self.generators.first() else {
            return growth;
        };
        let workspace = self.workspace(ours, "growth");
        let mut diagnostics = Diagnostics::default();
        let path = run::root().join("spec/openapi.yaml");
        let Some(source) = read::document(&path, &[], &mut diagnostics) else {
            growth.failure = Some(diagnostics.render(&[]));
            return growth;
        };
        for _ in 0..self.rounds {
            if growth.failure.is_none() {
                self.progress.doing("growth");
                let measured =
                    growth::measure(ours, &source.root, &workspace, self.limits, &mut growth);
                growth.failure = measured.err();
            }
        }
        for (times, size) in &growth.rows {
            if let Some((generated, checked)) = size.rounds.last() {
                let (cpu, memory, check) = (generated.cpu, generated.memory, checked.cpu);
                self.progress.tell(&format!(
                    "growth: {times} times the size: {cpu:.2} s, {memory:.0} MB; check {check:.2} s"
                ));
            }
        }
        if let Some(error) = &growth.failure {
            self.progress.tell(&format!("growth: {error}"));
        }
        growth
    }

    /// Measures calls with our client.
    pub fn calls(&self) -> Calls {
        let mut calls = Calls::default();
        let Some(ours) = self.generators.first() else {
            return calls;
        };
        let workspace = self.workspace(ours, "calls");
        self.progress.doing("calls: the program");
        calls.failure = loopback::build(ours, &workspace).err();
        for _ in 0..self.rounds {
            if calls.failure.is_none() {
                self.progress.doing("calls");
                calls.failure = loopback::measure(&workspace, self.limits, &mut calls).err();
            }
        }
        for (kind, rounds) in &calls.rows {
            if let Some((generated, by_hand)) = rounds.last() {
                let ratio = generated.cpu / by_hand.cpu;
                let (ours, theirs) = (generated.memory, by_hand.memory);
                self.progress.tell(&format!(
                    "calls: {kind}: CPU {ratio:.2} of by hand, {ours:.0} MB and {theirs:.0} MB"
                ));
            }
        }
        if let Some(error) = &calls.failure {
            self.progress.tell(&format!("calls: {error}"));
        }
        calls
    }
}

fn generate(subject: &Subject, source: &Source, limits: Limits) -> Outcome {
    let workspace = &subject.workspace;
    let said = workspace.folder.join("generator.log");
    let ended = workspace.clear().and_then(|()| {
        let out = workspace.library();
        let mut command = subject
            .generator
            .command(&source.path, &out, &workspace.package);
        command.stderr(File::create(&said)?);
        usage::run(&mut command, limits)
    });
    match ended {
        Err(error) => Outcome::Failed(error.to_string()),
        Ok(ended) => workspace::outcome(ended, &said),
    }
}

/// Makes a workspace of an output, counts its lines, and finds its operations.
fn complete(subject: &mut Subject) -> io::Result<Operations> {
    let workspace = &subject.workspace;
    let out = workspace.library();
    // Before the first line is added to the generator's own.
    subject.figures.lines = Some(lines::count(subject.generator, &out)?);
    subject.generator.complete(&out, &workspace.package)?;
    workspace.write()?;
    let operations = consumer::find(&out, &workspace.library_name())?;
    subject.figures.operations = operations.len();
    Ok(operations)
}

/// The names of `number` operations that all generators support.
fn choose(subjects: &[Subject], number: usize) -> Vec<String> {
    let operations = subjects
        .iter()
        .filter_map(|subject| subject.operations.as_ref());
    consumer::choose(&operations.collect::<Vec<_>>(), number)
}

/// The library, and the library together with each of its callers.
fn build(subject: &Subject, profile: Profile, has_calls: bool) -> Vec<Outcome> {
    let library = subject.workspace.compile(LIBRARY, profile);
    let callers = CALLERS.map(|(_, name)| match (&library, has_calls) {
        (Outcome::Took(_), true) => library.then(&subject.workspace.compile(name, profile)),
        (Outcome::Took(_), false) => Outcome::Failed(NO_CALLS.to_owned()),
        _ => library.clone(),
    });
    let mut outcomes = vec![library];
    outcomes.extend(callers);
    outcomes
}
