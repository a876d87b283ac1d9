//! Several documents at a time, with a bar on a terminal and a line for each document elsewhere.

use super::documents::Document;
use super::row::Row;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::Mutex;
use std::thread;

/// Does `work` for all of `documents`, `jobs` at a time; the rows have the documents' order.
pub fn run(
    documents: &[Document],
    jobs: usize,
    work: impl Fn(&Document) -> Row + Sync,
) -> Vec<Row> {
    let bar = bar(documents.len());
    let next = Mutex::new(documents.iter().enumerate());
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                loop {
                    // A statement of its own, so that the lock isn't held during the work.
                    let taken = next.lock().ok().and_then(|mut next| next.next());
                    let Some((index, document)) = taken else {
                        break;
                    };
                    bar.set_message(document.name.clone());
                    let row = work(document);
                    tell(&bar, &row);
                    if let Ok(mut done) = done.lock() {
                        done.push((index, row));
                    }
                }
            });
        }
    });
    bar.finish_and_clear();
    let mut rows = done.into_inner().unwrap_or_default();
    rows.sort_by_key(|(index, _)| *index);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn bar(length: usize) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}");
    ProgressBar::new(length as u64).with_style(style.unwrap_or(ProgressStyle::default_bar()))
}

fn tell(bar: &ProgressBar, row: &Row) {
    bar.inc(1);
    if bar.is_hidden() {
        let said = match row.failures.values().next() {
            Some(failure) => &failure.summary,
            None => "generated",
        };
        eprintln!("{} {:.1} s: {said}", row.name, row.seconds);
    }
}
