//! Diagnostics as text: place, excerpt with a caret, message and hint, in the document's order.

use std::borrow::Cow;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use indexmap::{IndexMap, IndexSet};

use super::{Diagnostic, Excerpt, Severity, Span};
use crate::source::Source;
use crate::text::{terminal, visible};

/// Places that are named where the same is said of several.
const MAX_PLACES: usize = 5;

/// How many messages are shown, errors before warnings: nobody reads more, and of a large document there
/// can be a hundred thousand.
const MAX_SHOWN: usize = 1_000;

/// Renders `items` through `renderer`, and ends with how many there were.
pub fn render(items: &IndexSet<Diagnostic>, sources: &[&Source], renderer: &Renderer) -> String {
    let placed = in_order(items, sources);
    let mut alike: IndexMap<_, Vec<&Placed>> = IndexMap::new();
    for one in &placed {
        let key = (one.0.code.entry().id, &one.0.message);
        alike.entry(key).or_default().push(one);
    }
    let groups: Vec<&Vec<&Placed>> = alike.values().collect();
    let mut text = String::new();
    for group in shown_of(&groups) {
        if let [(diagnostic, excerpt), others @ ..] = group.as_slice() {
            let file = excerpt.as_ref().map(|excerpt| excerpt.name.as_str());
            let report = report(diagnostic, excerpt.as_ref(), elsewhere(file, others));
            text.push_str(&renderer.render(&report));
            text.push_str("\n\n");
        }
    }
    if groups.len() > MAX_SHOWN {
        let more = groups.len() - MAX_SHOWN;
        let _ = writeln!(text, "{more} more messages are not shown\n");
    }
    summarise(&mut text, &placed);
    text
}

/// All of them with their places, in the order of the document.
pub fn in_order<'a>(items: &'a IndexSet<Diagnostic>, sources: &[&Source]) -> Vec<Placed<'a>> {
    let mut placed = place(items, sources);
    placed.sort_by(|(a, at_a), (b, at_b)| {
        sort_key(a, at_a.as_ref()).cmp(&sort_key(b, at_b.as_ref()))
    });
    placed
}

/// The groups that are shown, in their order.
fn shown_of<'a, 'b>(groups: &[&'a Vec<&'b Placed<'b>>]) -> Vec<&'a Vec<&'b Placed<'b>>> {
    let is_error = |group: &Vec<&Placed>| {
        let severity = group.first().map(|(d, _)| d.code.entry().severity);
        severity == Some(Severity::Error)
    };
    let errors = groups.iter().filter(|group| is_error(group)).count();
    let mut errors = errors.min(MAX_SHOWN);
    let mut warnings = MAX_SHOWN - errors;
    let mut take = |group: &Vec<&Placed>| {
        let left = if is_error(group) {
            &mut errors
        } else {
            &mut warnings
        };
        let is_shown = *left > 0;
        *left = left.saturating_sub(1);
        is_shown
    };
    groups.iter().copied().filter(|group| take(group)).collect()
}

/// Where the same is to be said again: repeating it whole would bury the rest. The first is in `file`.
fn elsewhere(file: Option<&str>, others: &[&Placed]) -> Option<String> {
    let at = others.iter().filter_map(|(_, excerpt)| excerpt.as_ref());
    let place = |excerpt: &Excerpt| {
        let at = format!("{}:{}", excerpt.line, excerpt.column);
        if Some(excerpt.name.as_str()) == file {
            at
        } else {
            format!("{}:{at}", visible(&excerpt.name))
        }
    };
    let named: Vec<String> = at.take(MAX_PLACES).map(place).collect();
    let more = match others.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!named.is_empty()).then(|| format!("the same at {}{more}", named.join(", ")))
}

/// A diagnostic, and the place that is shown for it.
pub type Placed<'a> = (&'a Diagnostic, Option<Excerpt>);

/// Finds the places of all pointers in one go for each source.
fn place<'a>(items: &'a IndexSet<Diagnostic>, sources: &[&Source]) -> Vec<Placed<'a>> {
    let mut placed: Vec<Placed<'a>> = items.iter().map(|d| (d, d.excerpt.clone())).collect();
    for source in sources {
        let open: Vec<usize> = (0..placed.len())
            .filter(|i| placed[*i].1.is_none())
            .collect();
        let pointers: Vec<_> = open.iter().map(|i| &placed[*i].0.at).collect();
        let excerpts = source.excerpts(&pointers);
        for (i, excerpt) in open.into_iter().zip(excerpts) {
            let is_secret = placed[i].0.code.is_of_secret();
            placed[i].1 = match excerpt {
                Some(excerpt) if is_secret => Some(excerpt.without_text()),
                excerpt => excerpt,
            };
        }
    }
    placed
}

/// By position in the file, then by code; what has no place stands last.
fn sort_key<'a>(
    diagnostic: &'a Diagnostic,
    excerpt: Option<&'a Excerpt>,
) -> (bool, &'a str, usize, &'static str, &'a str) {
    let (name, offset) = excerpt.map_or(("", 0), |e| (e.name.as_str(), e.offset));
    let id = diagnostic.code.entry().id;
    (excerpt.is_none(), name, offset, id, &diagnostic.message)
}

fn report<'a>(
    diagnostic: &'a Diagnostic,
    excerpt: Option<&'a Excerpt>,
    others: Option<String>,
) -> Vec<Group<'a>> {
    let entry = diagnostic.code.entry();
    let level = match entry.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .clone()
        .primary_title(&*diagnostic.message)
        .id(entry.id);
    let notes = others.map(|others| Level::NOTE.message(others));
    let help = (!entry.hint.is_empty()).then(|| Level::HELP.message(entry.hint));
    let near = diagnostic.near.as_deref();
    let near = near.map(|near| Level::HELP.message(format!("did you mean `{near}`?")));
    let footer = notes.into_iter().chain(near).chain(help);
    let Some(excerpt) = excerpt else {
        return vec![title.elements(footer)];
    };
    let name = visible(&excerpt.name);
    // The column in the window isn't the one in the line.
    let place = Origin::path(name.clone())
        .line(excerpt.line)
        .char_column(excerpt.column);
    if diagnostic.code.is_of_secret() {
        return vec![title.element(place).elements(footer)];
    }
    let (line, span) = shown(excerpt);
    let snippet = Snippet::source(line)
        .line_start(excerpt.line)
        .annotation(AnnotationKind::Primary.span(span));
    if !excerpt.is_cut {
        return vec![title.element(snippet.path(name)).elements(footer)];
    }
    let window = Group::with_level(level).element(snippet).elements(footer);
    vec![title.element(place), window]
}

/// The line of an excerpt as a terminal may have it, and the place in that.
fn shown(excerpt: &Excerpt) -> (Cow<'_, str>, Span) {
    let (text, span) = (&excerpt.text, &excerpt.span);
    let line = terminal(text);
    if let Cow::Borrowed(_) = line {
        return (line, span.clone());
    }
    let until = |end: usize| terminal(text.get(..end).unwrap_or(text)).len();
    let span = until(span.start)..until(span.end);
    (line, span)
}

/// Adds how many errors and warnings there are.
pub fn summarise(text: &mut String, placed: &[Placed]) {
    let of = |severity| {
        let same = |(d, _): &&Placed| d.code.entry().severity == severity;
        placed.iter().filter(same).count()
    };
    let counted = |count: usize, noun| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        n => Some(format!("{n} {noun}s")),
    };
    let parts: Vec<String> = [
        counted(of(Severity::Error), "error"),
        counted(of(Severity::Warning), "warning"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !parts.is_empty() {
        let _ = writeln!(text, "{}", parts.join(", "));
    }
}
