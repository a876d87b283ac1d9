//! Boxes for edges between types: each cycle of types that contain each other by value needs one. A list or a
//! map is on the heap already, and a list of fixed length contains no such type.

use crate::diagnostic::{Code, Diagnostics};
use crate::ir::{Crate, Field, Given, Presence, Ty, TypeId, TypeKind};
use crate::lower::names::Scope;

/// Boxes the edges that close a cycle, and makes a required edge optional if no value could be finite.
pub fn close(krate: &mut Crate, diagnostics: &mut Diagnostics) {
    for (owner, edge) in closing(krate, |_| true) {
        put_edge_on_heap(krate, owner, edge);
    }
    for (owner, edge) in closing(krate, |edge| edge.required) {
        let at = krate[owner].at.first().cloned();
        match &mut krate.types[owner.0].kind {
            TypeKind::Struct(lowered) => {
                let Some(field) = lowered.fields.get_mut(edge) else {
                    continue;
                };
                field.presence = Presence::Optional;
                if let Some(at) = at {
                    diagnostics.report(Code::EndlessType, &at, &[field.wire.exact()]);
                }
            }
            // Its blank value is then the unknown variant, which is finite.
            TypeKind::Union(union) => {
                let variants = union.variants.iter().map(|variant| variant.name.as_str());
                union.unknown = Some(Scope::reserving(variants).take("Unknown"));
            }
            _ => {}
        }
    }
}

/// An edge to a type that another contains by value, or would without a box.
#[derive(Clone, Copy)]
pub struct Edge {
    pub to: TypeId,
    /// The index of the field, variant or arm.
    index: usize,
    /// Whether every value of the owner contains one.
    required: bool,
}

/// The edges that close a cycle, in a walk of the types in order.
fn closing(krate: &Crate, counts: fn(&Edge) -> bool) -> Vec<(TypeId, usize)> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut state = vec![State::New; krate.types.len()];
    let mut found = Vec::new();
    for root in 0..krate.types.len() {
        if state[root] != State::New {
            continue;
        }
        // The types on the path from the root, each with its edges that are still to be walked.
        let mut way = vec![(TypeId(root), edges(krate, TypeId(root)))];
        state[root] = State::Open;
        while let Some((owner, waiting)) = way.last_mut() {
            let owner = *owner;
            let Some(edge) = waiting.pop() else {
                state[owner.0] = State::Done;
                way.pop();
                continue;
            };
            match state[edge.to.0] {
                _ if !counts(&edge) => {}
                State::New => {
                    state[edge.to.0] = State::Open;
                    way.push((edge.to, edges(krate, edge.to)));
                }
                State::Open => found.push((owner, edge.index)),
                State::Done => {}
            }
        }
    }
    found
}

/// The edges of a type, the last one first.
pub fn edges(krate: &Crate, id: TypeId) -> Vec<Edge> {
    let edge = |(index, ty, required): (usize, &Ty, bool)| {
        target(ty).map(|to| Edge {
            to,
            index,
            required,
        })
    };
    let mut edges: Vec<Edge> = match &krate[id].kind {
        TypeKind::Struct(lowered) => {
            let required = |presence| presence == Presence::Required;
            let fields = lowered.fields.iter().enumerate();
            let choice = lowered.choice.iter().map(|choice| Edge {
                to: choice.ty,
                index: lowered.fields.len(),
                required: true,
            });
            fields
                .filter_map(|(i, field)| edge((i, &field.ty, required(field.presence))))
                .chain(choice)
                .collect()
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter().enumerate();
            let blank = |i| union.unknown.is_none() && i == 0;
            variants
                .filter_map(|(i, variant)| edge((i, &variant.ty, blank(i))))
                .collect()
        }
        TypeKind::Choice(choice) => {
            let arms = choice.arms.iter().enumerate();
            arms.filter_map(|(i, arm)| edge((i, &arm.ty, i == 0)))
                .collect()
        }
        _ => Vec::new(),
    };
    edges.reverse();
    edges
}

fn target(ty: &Ty) -> Option<TypeId> {
    match ty {
        Ty::Named(id) | Ty::Boxed(id) => Some(*id),
        Ty::Nullable(inner) | Ty::Loose(inner) => target(inner),
        _ => None,
    }
}

fn put_edge_on_heap(krate: &mut Crate, owner: TypeId, index: usize) {
    let ty = match &mut krate.types[owner.0].kind {
        TypeKind::Struct(lowered) => {
            if let Some(field) = lowered.fields.get_mut(index) {
                put_field_on_heap(field);
            }
            None
        }
        TypeKind::Union(union) => union.variants.get_mut(index).map(|variant| &mut variant.ty),
        TypeKind::Choice(choice) => choice.arms.get_mut(index).map(|arm| &mut arm.ty),
        _ => None,
    };
    if let Some(ty) = ty {
        put_on_heap(ty);
    }
}

/// Boxes the type of a field. The function that takes a value boxes it.
pub fn put_field_on_heap(field: &mut Field) {
    put_on_heap(&mut field.ty);
    if matches!(field.ty, Ty::Boxed(_)) && field.given != Given::Nullable {
        field.given = Given::Converted;
    }
}

/// Boxes the named type.
pub fn put_on_heap(ty: &mut Ty) {
    match ty {
        Ty::Named(id) => *ty = Ty::Boxed(*id),
        Ty::Nullable(inner) | Ty::Loose(inner) => put_on_heap(inner),
        _ => {}
    }
}
