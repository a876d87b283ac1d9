//! What a document costs: the work and the output grow as the document does, whatever shape it has, and
//! nothing recurses as deep as a document is large. Work is counted, not timed.
//!
//! A row names a shape and makes the document of it of each size: [`linear`] checks it, [`survives`]
//! runs one at full size for its stack (a test's has two megabytes, a quarter of the command's).

mod anchors;
mod examples;
mod measure;
mod names;
mod schemas;

use measure::{linear, survives};
