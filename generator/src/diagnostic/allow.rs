//! Warnings that client.toml allows. No stage knows of them: they are taken out of the sink at the end.

use super::{Code, Diagnostic, Diagnostics, Excerpt, Pointer};
use indexmap::{IndexMap, IndexSet};

/// The warnings that are allowed, by code.
pub type Allow = IndexMap<Code, Allowed>;

/// Where a warning is allowed, with the places of the entries in client.toml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// Everywhere.
    Everywhere(Excerpt),
    /// At these places of the document, and in their parts.
    At(IndexMap<Pointer, Excerpt>),
}

impl Diagnostics {
    /// Drops the allowed warnings, and reports the entries without a warning. Those for lints have none where no
    /// lints are asked for.
    pub fn allow(&mut self, allow: &Allow, lints: bool) {
        // A run that ended early has not come by all of them.
        let is_whole = !self.has_errors();
        // An unused entry is reported by this code, so that its own comes last.
        let is_last = |code: &Code| *code == Code::NotUsed;
        let others = allow.iter().filter(|(code, _)| !is_last(code));
        let last = allow.iter().filter(|(code, _)| is_last(code));
        for (code, allowed) in others.chain(last) {
            let unused = self.take_out(*code, allowed);
            let is_expected = is_whole && (lints || !code.entry().is_lint);
            for (excerpt, why) in unused.into_iter().filter(|_| is_expected) {
                self.report_excerpt(Code::NotUsed, excerpt, &[&why]);
            }
        }
    }

    /// Drops the warnings that an entry allows; gives its places without a warning.
    fn take_out(&mut self, code: Code, allowed: &Allowed) -> Vec<(Excerpt, String)> {
        let id = code.entry().id;
        match allowed {
            Allowed::Everywhere(excerpt) => {
                let before = self.items.len();
                self.items.retain(|diagnostic| diagnostic.code != code);
                let is_unused = self.items.len() == before;
                let unused = is_unused.then(|| (excerpt.clone(), format!("`{id}` isn't reported")));
                unused.into_iter().collect()
            }
            Allowed::At(places) => {
                let mut hit: IndexSet<&Pointer> = IndexSet::new();
                self.items.retain(|diagnostic| {
                    let around = places_around(diagnostic, code);
                    let around: Vec<&Pointer> = around
                        .filter_map(|at| Some(places.get_key_value(&at)?.0))
                        .collect();
                    hit.extend(&around);
                    around.is_empty()
                });
                let unused = places.iter().filter(|(place, _)| !hit.contains(place));
                let why = || format!("`{id}` isn't reported at this place");
                unused
                    .map(|(_, excerpt)| (excerpt.clone(), why()))
                    .collect()
            }
        }
    }
}

/// The place of a diagnostic with this code, and those around it. One about client.toml has none.
fn places_around(diagnostic: &Diagnostic, code: Code) -> impl Iterator<Item = Pointer> + '_ {
    let is_meant = diagnostic.code == code && diagnostic.excerpt.is_none();
    diagnostic.at.around().take_while(move |_| is_meant)
}
