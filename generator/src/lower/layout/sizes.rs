//! Boxes for variants that are far larger than their siblings, because each value of an enum takes the room of
//! its largest variant, and for large members, because types within types grow with each level: two of each
//! double the size.

use crate::ir::{Crate, Presence, ReplyTy, Rest, Struct, Ty, TypeId, TypeKind};
use crate::lower::layout::boxes::{edges, put_field_on_heap, put_on_heap};
use crate::steps::step;
use std::collections::BinaryHeap;

/// The most bytes by which a variant may exceed the next. Clippy's limit is 200; the estimate needs a margin.
const APART: usize = 160;

/// The most bytes of a member that is stored in place. The largest known types of real documents take 37 kB; a
/// box would only be a burden for their users.
const LARGE: usize = 64 << 10;

/// The bytes of a variant for unknown values: a JSON value, or a whole response or request.
const UNKNOWN_VALUE: usize = 32;
const UNKNOWN_RESPONSE: usize = 136;

/// The estimated bytes of a type, on a machine of 64 bits.
#[derive(Clone, Copy, Default)]
struct Layout {
    size: usize,
    /// Whether a spare bit pattern exists, so that an `Option` takes no more room.
    spare: bool,
}

/// Boxes variants that are far larger than their siblings, and large members. No type contains itself by value
/// any more.
pub fn balance(krate: &mut Crate) {
    let mut layouts = vec![Layout::default(); krate.types.len()];
    for id in contents_first(krate) {
        let kind = &mut krate.types[id.0].kind;
        let (mut parts, unknown): (Vec<&mut Ty>, usize) = match kind {
            TypeKind::Union(union) => {
                let unknown = union.unknown.as_ref().map_or(0, |_| UNKNOWN_VALUE);
                (
                    union.variants.iter_mut().map(|v| &mut v.ty).collect(),
                    unknown,
                )
            }
            TypeKind::Choice(choice) => (choice.arms.iter_mut().map(|a| &mut a.ty).collect(), 0),
            TypeKind::Reply(reply) | TypeKind::Webhooks(reply) => {
                let unknown = reply.unknown.as_ref().map_or(0, |_| UNKNOWN_RESPONSE);
                let others = reply.variants.iter().map(|v| other_reply(&v.ty, &layouts));
                let others = others.max().unwrap_or(0).max(unknown);
                let json = reply.variants.iter_mut().filter_map(|v| match &mut v.ty {
                    ReplyTy::Json(ty) => Some(ty),
                    _ => None,
                });
                (json.collect(), others)
            }
            TypeKind::Struct(lowered) => {
                layouts[id.0] = structure(lowered, &layouts);
                continue;
            }
            TypeKind::Enum(_) => {
                layouts[id.0] = layout(&Ty::String, &layouts);
                continue;
            }
            TypeKind::Checked(checked) => {
                layouts[id.0] = layout(&checked.of, &layouts);
                continue;
            }
            TypeKind::IntegerEnum(_) | TypeKind::Headers(_) => {
                layouts[id.0] = Layout {
                    size: 16,
                    spare: true,
                };
                continue;
            }
        };
        let size = even_out(&mut parts, unknown, &layouts);
        layouts[id.0] = Layout { size, spare: true };
    }
}

/// The size of a body that is not one JSON value; of a stream, the least.
fn other_reply(ty: &ReplyTy, layouts: &[Layout]) -> usize {
    match ty {
        ReplyTy::Json(_) | ReplyTy::Empty | ReplyTy::Events(_) | ReplyTy::Lines(_) => 0,
        ReplyTy::Text => layout(&Ty::String, layouts).size,
        ReplyTy::Bytes => layout(&Ty::Bytes, layouts).size,
        ReplyTy::ByStatus(id) | ReplyTy::ByType(id) => layouts[id.0].size,
    }
}

/// Boxes the largest of `parts` until it isn't far larger than the next, or than the `others`; returns its
/// final size.
fn even_out(parts: &mut [&mut Ty], others: usize, layouts: &[Layout]) -> usize {
    let of_parts = parts.iter().enumerate();
    let mut sizes: BinaryHeap<(usize, Option<usize>)> = of_parts
        .map(|(index, ty)| (layout(ty, layouts).size, Some(index)))
        .collect();
    sizes.extend((others > 0).then_some((others, None)));
    while let Some((largest, index)) = sizes.pop() {
        step();
        match (index, sizes.peek()) {
            (Some(index), Some((next, _))) if largest > next + APART => {
                put_on_heap(parts[index]);
                let size = layout(parts[index], layouts).size;
                if size == largest {
                    return largest;
                }
                sizes.push((size, Some(index)));
            }
            _ => return largest + 8,
        }
    }
    8
}

fn structure(lowered: &mut Struct, layouts: &[Layout]) -> Layout {
    let mut whole = Layout::default();
    let mut add = |part: Layout| {
        whole.size += part.size;
        whole.spare |= part.spare;
    };
    for field in &mut lowered.fields {
        if layout(&field.ty, layouts).size > LARGE {
            put_field_on_heap(field);
        }
        let value = layout(&field.ty, layouts);
        add(match field.presence {
            Presence::Required => value,
            _ => optional(value),
        });
    }
    if let Some(choice) = &lowered.choice {
        add(layouts[choice.ty.0]);
    }
    match &lowered.rest {
        Rest::Closed => {}
        Rest::Extra(_) => add(Layout {
            size: 8,
            spare: true,
        }),
        Rest::Typed(..) => add(Layout {
            size: 24,
            spare: false,
        }),
    }
    whole.size = whole.size.next_multiple_of(8);
    whole
}

fn layout(ty: &Ty, layouts: &[Layout]) -> Layout {
    let (size, spare) = match ty {
        Ty::Bool => (1, true),
        Ty::I32 => (4, false),
        Ty::I64 | Ty::U64 | Ty::F64 => (8, false),
        Ty::Boxed(_) => (8, true),
        Ty::Map(_) => (24, false),
        Ty::String | Ty::DateTime | Ty::Date | Ty::Decimal | Ty::UnixTime | Ty::List(_) => {
            (24, true)
        }
        Ty::Bytes | Ty::Mapped(_) | Ty::Json => (32, true),
        Ty::Named(id) => return layouts[id.0],
        Ty::Array(item, length) => {
            let Layout { size, spare } = layout(item, layouts);
            (size.saturating_mul(*length), spare)
        }
        Ty::Nullable(inner) => return optional(layout(inner, layouts)),
        Ty::Loose(inner) => (layout(inner, layouts).size.max(UNKNOWN_VALUE) + 8, true),
    };
    Layout { size, spare }
}

fn optional(value: Layout) -> Layout {
    let more = if value.spare {
        0
    } else {
        value.size.clamp(1, 8)
    };
    Layout {
        size: value.size + more,
        spare: true,
    }
}

/// All types, each after the types that it contains by value.
fn contents_first(krate: &Crate) -> Vec<TypeId> {
    let mut seen = vec![false; krate.types.len()];
    let mut order = Vec::with_capacity(krate.types.len());
    for root in 0..krate.types.len() {
        // Not recursive: the document decides the depth.
        let mut way = vec![(TypeId(root), Vec::new())];
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        way[0].1 = edges(krate, TypeId(root));
        while let Some((id, waiting)) = way.last_mut() {
            match waiting.pop() {
                Some(edge) if std::mem::replace(&mut seen[edge.to.0], true) => {}
                Some(edge) => {
                    let inner = edges(krate, edge.to);
                    way.push((edge.to, inner));
                }
                None => {
                    order.push(*id);
                    way.pop();
                }
            }
        }
    }
    order
}
