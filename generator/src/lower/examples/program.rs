//! The program in the README and in the crate's docs.

use crate::ir::{ClientNew, Operation, Program, Requirement, Scheme};

/// A call of the first operation with an example that has arguments, else of the first with an example.
pub fn program(operations: &[Operation], schemes: &[Scheme], new: &ClientNew) -> Option<Program> {
    // A value makes a simpler program than a stream.
    let has_arguments = |operation: &Operation| {
        let first = operation.examples.first();
        let has_some = first.is_some_and(|example| !example.arguments.is_empty());
        has_some && !operation.output.is_stream()
    };
    let mut indices = 0..operations.len();
    let operation = indices
        .clone()
        .find(|index| has_arguments(&operations[*index]))
        .or_else(|| indices.find(|index| !operations[*index].examples.is_empty()))?;
    Some(Program {
        operation,
        credentials: credentials(&operations[operation], schemes, new),
    })
}

/// The schemes that an operation needs if `Client::new` doesn't take all credentials of an alternative: those of its
/// first alternative, once for each place.
fn credentials(operation: &Operation, schemes: &[Scheme], new: &ClientNew) -> Vec<usize> {
    let is_met = |set: &Vec<Requirement>| {
        let mut needed = set.iter().map(|need| &schemes[need.scheme]);
        needed.all(|scheme| new.takes(schemes, scheme))
    };
    if operation.security.iter().any(is_met) {
        return Vec::new();
    }
    let mut needed: Vec<usize> = Vec::new();
    for need in operation.security.iter().take(1).flatten() {
        let kind = &schemes[need.scheme].kind;
        if !needed.iter().any(|it| schemes[*it].kind.is_place_of(kind)) {
            needed.push(need.scheme);
        }
    }
    needed
}
