//! YAML to a value tree, from the parser's events and without recursion: first they are noted one after
//! the other, with the limits in mind, then they become values. Aliases and merge keys are written out,
//! and until then nothing is copied for them.

mod build;
mod input;
mod notes;

use saphyr_parser::{Event, Parser, ScanError};
use serde_json::Value;

use super::{
    Fault, IN_PLACES, MAX_DEPTH, MAX_WEIGHT, Note, Places, Remarks, Tree, is_like_json, json,
    most_in_places, scalar,
};
use crate::diagnostic::{Code, Pointer, Span};
use crate::source::locate::{Trace, byte_offset};
use input::Tabbed;
use notes::{Most, Notes};

/// Bytes of a text that is read by the other parser, which has all events at once.
const MAX_MENDED: usize = 4 << 20;

/// The most that aliases may repeat, over the weight of a document's own text.
pub const MAX_REPEATED: usize = 1 << 16;

/// The value of a plain scalar, if JSON has it.
type Scalar = fn(&str) -> Option<Value>;

/// Reads the first document of a YAML stream.
pub fn parse(text: &str) -> Result<Tree, Fault> {
    read(text, scalar::plain)
}

/// The same values, where numbers that 64 bits don't hold are texts: their digits as JSON writes them.
pub fn digits(text: &str) -> Option<Value> {
    let tree = read(text, scalar::digits).ok()?;
    Some(tree.root)
}

fn read(text: &str, scalar: Scalar) -> Result<Tree, Fault> {
    let most = Most {
        repeated: text.len() + MAX_REPEATED,
        in_places: most_in_places(text),
    };
    let mut notes = Notes::new(most, is_like_json(text), scalar);
    let mut trace = Trace::default();
    let mut second = None;
    for event in Parser::new(Tabbed::new(text)) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => return mend(text, &error, trace),
        };
        if matches!(event, Event::DocumentStart(_)) && notes.is_complete() {
            let start = byte_offset(text, span.start.index());
            second = Some(start..start + "---".len());
            break;
        }
        trace.add(&event, span, notes.awaits_key());
        notes.take(event).map_err(|refusal| {
            let start = byte_offset(text, span.start.index());
            let end = byte_offset(text, span.end.index());
            refusal.fault(start..end.max(start + 1))
        })?;
    }
    let remarks = Remarks::new(text);
    match notes.build(remarks) {
        Ok(Some((root, remarks))) => {
            let mut notes = remarks.all();
            notes.extend(second.map(|span| Note {
                code: Code::SeveralDocuments,
                at: Pointer::root(),
                args: Vec::new(),
                span: Some(span),
            }));
            Ok(Tree {
                root,
                notes,
                places: Places::Yaml(trace),
            })
        }
        Ok(None) => Err(Fault::new(Code::NotYaml, 0..0, &["it is empty"])),
        Err((step, refusal)) => Err(refusal.fault(trace.span(text, step))),
    }
}

/// A bracket that closes to the left of its block is an error of YAML 1.2. Many a parser lets it
/// pass, so real documents have it. Another parser reads those; places after the bracket are then
/// only known by their ancestors.
fn mend(text: &str, error: &ScanError, trace: Trace) -> Result<Tree, Fault> {
    let at = byte_offset(text, error.marker().index());
    // The parser counts the brackets of a flow ahead of its events, and no more than 255.
    if error.info() == "recursion limit exceeded" {
        return Err(Refusal::Deep.fault(at..at + 1));
    }
    if error.info() == "invalid indentation"
        && text.len() <= MAX_MENDED
        && text[at..].starts_with(['}', ']'])
        && let other = serde_yaml::Deserializer::from_str(text)
        && let Ok((root, notes)) = json::read(other, text, text.len() + MAX_REPEATED)
    {
        return Ok(Tree {
            root,
            notes,
            places: Places::Yaml(trace),
        });
    }
    Err(Fault::new(Code::NotYaml, at..at + 1, &[error.info()]))
}

/// Why an event isn't taken.
enum Refusal {
    Deep,
    Heavy,
    /// Aliases repeat more than so much.
    Repeated(usize),
    /// The places of values have more bytes than this.
    Places(usize),
    Syntax(&'static str),
}

impl Refusal {
    fn fault(self, span: Span) -> Fault {
        let too_large = |what: &str, limit: usize| {
            Fault::new(Code::TooLarge, span.clone(), &[what, &limit.to_string()])
        };
        match self {
            Self::Deep => Fault::new(Code::TooDeep, span, &[&MAX_DEPTH.to_string()]),
            Self::Heavy => too_large("values", MAX_WEIGHT),
            Self::Repeated(limit) => too_large("values that aliases repeat", limit),
            Self::Places(limit) => too_large(IN_PLACES, limit),
            Self::Syntax(what) => Fault::new(Code::NotYaml, span, &[what]),
        }
    }
}
