//! Diagnostics as text: place, excerpt with a caret, message and hint, in the document's order.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::map::IndexMap;

use super::links::{Link, linked};
use super::{Diagnostic, Excerpt, Pointer, Severity, Span};
use crate::source::{Part, Source};
use crate::text::{terminal, visible};

/// The most places in the note about further diagnostics with the same message.
const MAX_PLACES: usize = 5;

/// The most messages that are shown, errors before warnings: nobody reads more, and a large document can give a
/// hundred thousand.
const MAX_SHOWN: usize = 1_000;

/// Renders `items` through `renderer`, with a summary at the end. `link` gives files their addresses.
pub fn render(
    items: &[&Diagnostic],
    sources: &[&Source],
    renderer: &Renderer,
    link: Option<Link<'_>>,
) -> String {
    let placed = in_order(items, sources);
    let mut alike: IndexMap<_, Vec<&Placed>> = IndexMap::default();
    for one in &placed {
        let Diagnostic { message, near, .. } = one.diagnostic;
        let key = (one.diagnostic.code.entry().id, message, near);
        alike.entry(key).or_default().push(one);
    }
    let groups: Vec<&Vec<&Placed>> = alike.values().collect();
    let mut text = String::new();
    let shown = shown_of(&groups);
    for group in &shown {
        if let [first, others @ ..] = group.as_slice() {
            let file = first.excerpt.as_ref().map(|excerpt| excerpt.name.as_str());
            let report = report(first, elsewhere(file, others));
            let mut message = renderer.render(&report);
            if let Some(link) = link {
                let further = first.related.iter().map(|(excerpt, _)| excerpt);
                let own = first.excerpt.as_deref();
                let excerpts: Vec<&Excerpt> = own.into_iter().chain(further).collect();
                message = linked(&message, &excerpts, link);
            }
            let is_placed = first.excerpt.as_ref().is_some_and(|it| !it.is_whole());
            if is_placed {
                text.push_str(&message);
            } else {
                push_without_margin(&mut text, &message);
            }
            text.push_str("\n\n");
        }
    }
    if groups.len() > MAX_SHOWN {
        let counts = |groups: &mut dyn Iterator<Item = &&Vec<&Placed>>| -> usize {
            groups
                .filter_map(|group| Some(group.first()?.diagnostic.count()))
                .sum()
        };
        let more = counts(&mut groups.iter()) - counts(&mut shown.iter());
        let _ = writeln!(text, "{more} more messages are not shown\n");
    }
    summarise(&mut text, &placed);
    text
}

/// Adds a message without an excerpt, whose margin would lead to nothing.
fn push_without_margin(text: &mut String, message: &str) {
    let is_margin = |line: &str| {
        let code = |part: &str| part.split_once('m').map_or("", |(_, text)| text).to_owned();
        let mut parts = line.split('\x1b');
        let first = parts.next().unwrap_or_default().to_owned();
        std::iter::once(first)
            .chain(parts.map(code))
            .collect::<String>()
            .trim()
            == "|"
    };
    let lines = message.lines().filter(|line| !is_margin(line));
    text.push_str(&lines.collect::<Vec<_>>().join("\n"));
}

/// All diagnostics with their places, in the order of the document. Of those with one message about one text, which
/// aliases and references repeat in the tree, there is one.
pub fn in_order<'a>(items: &[&'a Diagnostic], sources: &[&Source]) -> Vec<Placed<'a>> {
    let mut placed = place(items, sources);
    placed.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    let related = |one: &Placed| {
        let texts = one
            .related
            .iter()
            .map(|(text, _)| (text.name.clone(), text.offset));
        texts.collect::<Vec<_>>()
    };
    placed.dedup_by(|next, one| {
        let is_written = one.excerpt.is_some();
        is_written && sort_key(next) == sort_key(one) && related(next) == related(one)
    });
    placed
}

/// The groups that are shown, in their order.
fn shown_of<'a, 'b>(groups: &[&'a Vec<&'b Placed<'b>>]) -> Vec<&'a Vec<&'b Placed<'b>>> {
    let is_error = |group: &Vec<&Placed>| {
        let severity = group.first().map(|one| one.severity());
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

/// The note with the places of the other diagnostics with the same message, instead of a report for each. The
/// first is in `file`.
fn elsewhere(file: Option<&str>, others: &[&Placed]) -> Option<String> {
    let at = others.iter().filter_map(|one| one.excerpt.as_deref());
    let place = |excerpt: &Excerpt| {
        let at = format!("{}:{}", excerpt.line, excerpt.column);
        if Some(excerpt.name.as_str()) == file {
            at
        } else {
            spot(excerpt)
        }
    };
    let named: Vec<String> = at.take(MAX_PLACES).map(place).collect();
    let more = match others.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!named.is_empty()).then(|| format!("the same at {}{more}", named.join(", ")))
}

/// A diagnostic, and its places in the files.
pub struct Placed<'a> {
    pub diagnostic: &'a Diagnostic,
    pub excerpt: Option<Box<Excerpt>>,
    /// The other places that the message is about, with their labels.
    pub related: Vec<(Excerpt, &'static str)>,
}

impl Placed<'_> {
    fn severity(&self) -> Severity {
        self.diagnostic.code.entry().severity
    }
}

/// Finds the places of all pointers, in one pass over each source.
fn place<'a>(items: &[&'a Diagnostic], sources: &[&Source]) -> Vec<Placed<'a>> {
    let all_of = |item: &'a Diagnostic| {
        let part = item.code.part();
        let related = item.related.iter();
        let related = related.map(move |one| ((&one.at, part), &one.excerpt));
        std::iter::once(((&item.at, part), &item.excerpt)).chain(related)
    };
    let (all, mut excerpts): (Vec<(&Pointer, Part)>, Vec<_>) = items
        .iter()
        .copied()
        .flat_map(all_of)
        .map(|(place, excerpt)| (place, excerpt.clone()))
        .unzip();
    for source in sources {
        let open: Vec<usize> = (0..all.len()).filter(|i| excerpts[*i].is_none()).collect();
        let wanted: Vec<_> = open.iter().map(|i| all[*i]).collect();
        for (i, excerpt) in open.into_iter().zip(source.excerpts_of(&wanted)) {
            excerpts[i] = excerpt;
        }
    }
    let mut excerpts = excerpts.into_iter();
    let placed = items.iter().copied().map(|diagnostic| Placed {
        diagnostic,
        excerpt: excerpts.next().flatten().filter(|_| diagnostic.rest == 0),
        related: { diagnostic.related.iter() }
            .filter_map(|one| Some((*excerpts.next()??, one.label)))
            .collect(),
    });
    let mut placed: Vec<Placed<'a>> = placed.collect();
    hide_secrets(&mut placed);
    placed
}

/// Hides the texts of lines that hold a secret, in every diagnostic about them.
fn hide_secrets(placed: &mut [Placed]) {
    let line = |excerpt: &Excerpt| (excerpt.name.clone(), excerpt.line);
    let secret = placed
        .iter()
        .filter(|one| one.diagnostic.code.is_of_secret());
    let secret: BTreeSet<(String, usize)> = secret
        .filter_map(|one| one.excerpt.as_deref().map(line))
        .collect();
    if secret.is_empty() {
        return;
    }
    for one in placed {
        let related = one.related.iter_mut().map(|(excerpt, _)| excerpt);
        for excerpt in one.excerpt.as_deref_mut().into_iter().chain(related) {
            if secret.contains(&line(excerpt)) {
                excerpt.hide();
            }
        }
    }
}

/// The key for sorting: by position in the file, then by code; diagnostics without a place come last.
fn sort_key<'a>(placed: &'a Placed) -> (bool, &'a str, usize, &'static str, &'a str) {
    let excerpt = placed.excerpt.as_ref();
    let (name, offset) = excerpt.map_or(("", 0), |e| (e.name.as_str(), e.offset));
    let id = placed.diagnostic.code.entry().id;
    (
        excerpt.is_none(),
        name,
        offset,
        id,
        &placed.diagnostic.message,
    )
}

/// The message, its place, the related places, and its notes.
fn report<'a>(placed: &'a Placed, others: Option<String>) -> Vec<Group<'a>> {
    let diagnostic = placed.diagnostic;
    let entry = diagnostic.code.entry();
    let level = match entry.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .clone()
        .primary_title(&*diagnostic.message)
        .id(entry.id);
    // A place in a cut or hidden line becomes a note: a window has no columns of the line.
    let is_cut = |(at, _): &&(Excerpt, _)| at.is_cut || at.is_hidden;
    let (cut, whole): (Vec<_>, Vec<_>) = placed.related.iter().partition(is_cut);
    let cut = cut.into_iter();
    let notes = cut.map(|(place, label)| format!("{label}: {}", spot(place)));
    let notes = notes.chain(others);
    let notes = notes.map(|note| Level::NOTE.message(note));
    let help = (!entry.hint.is_empty()).then(|| Level::HELP.message(entry.hint));
    let near = diagnostic.near.as_deref();
    let near = near.map(|near| Level::HELP.message(format!("did you mean `{near}`?")));
    let footer = notes.chain(near).chain(help);
    let Some(excerpt) = placed.excerpt.as_ref().filter(|it| !it.is_whole()) else {
        return vec![title.elements(footer)];
    };
    let name = visible(&excerpt.name);
    // The column in the window is not the column in the line, so the place is written explicitly.
    let place = Origin::path(name.clone())
        .line(excerpt.line)
        .char_column(excerpt.column);
    if excerpt.is_hidden {
        return vec![title.element(place).elements(footer)];
    }
    let related = whole.into_iter().map(|(excerpt, label)| {
        let snippet = snippet(excerpt, AnnotationKind::Context, Some(label));
        snippet.path(visible(&excerpt.name))
    });
    let snippet = snippet(excerpt, AnnotationKind::Primary, None);
    if !excerpt.is_cut {
        let snippets = std::iter::once(snippet.path(name)).chain(related);
        return vec![title.elements(snippets).elements(footer)];
    }
    let window = Group::with_level(level).element(snippet).elements(related);
    vec![title.element(place), window.elements(footer)]
}

/// A line with a place in it.
fn snippet<'a>(
    excerpt: &'a Excerpt,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Snippet<'a, Annotation<'a>> {
    let (line, span) = shown(excerpt);
    Snippet::source(line)
        .line_start(excerpt.line)
        .annotation(kind.span(span).label(label))
}

/// A place as `file:line:column`.
pub fn spot(place: &Excerpt) -> String {
    format!("{}:{}:{}", visible(&place.name), place.line, place.column)
}

/// The line of an excerpt without control characters, for a terminal, and the place in it.
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

/// Appends the numbers of errors and warnings.
pub fn summarise(text: &mut String, placed: &[Placed]) {
    let of = |severity| {
        let same = |one: &&Placed| one.severity() == severity;
        let same = placed.iter().filter(same);
        same.map(|one| one.diagnostic.count()).sum()
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
