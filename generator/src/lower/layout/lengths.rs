//! Estimates of lines: enough to decide whether a file would be unwieldy.

use crate::ir::{Crate, Docs, Operation, Pick, TypeId, TypeKind};

/// The lines of these types in the longer of their two files: one has their docs, the other their reading and
/// writing.
pub fn of_types(krate: &Crate, types: &[TypeId]) -> usize {
    let (data, wire) = types
        .iter()
        .map(|id| {
            let (data, wire) = of_type(&krate[*id].kind);
            (data + krate[*id].docs.len(), wire)
        })
        .fold((0, 0), |sum, each| (sum.0 + each.0, sum.1 + each.1));
    data.max(wire)
}

fn of_type(kind: &TypeKind) -> (usize, usize) {
    match kind {
        TypeKind::Struct(lowered) => {
            let fields = lowered.fields.iter();
            let of_fields = fields.map(|field| {
                let setter = if field.setter.is_some() { 8 } else { 0 };
                2 + lines(&field.docs) + setter
            });
            let data = 10 + of_fields.sum::<usize>() + 20 * lowered.constructors.len();
            (data, 45 + 4 * lowered.fields.len())
        }
        TypeKind::Enum(lowered) => {
            let docs = lowered.values.iter().map(|value| lines(&value.docs));
            (30 + 4 * lowered.values.len() + docs.sum::<usize>(), 40)
        }
        TypeKind::IntegerEnum(lowered) => (30 + 5 * lowered.values.len(), 40),
        TypeKind::Union(union) => {
            let docs = union.variants.iter().map(|variant| lines(&variant.docs));
            let data = 15 + 10 * union.variants.len() + docs.sum::<usize>();
            let plan = &union.plan;
            let tags = tags(&plan.object) + tags(&plan.string) + tags(&plan.event);
            (data, 60 + 5 * union.variants.len() + tags)
        }
        TypeKind::Choice(choice) => (10 + 3 * choice.arms.len(), 40 + 4 * choice.arms.len()),
        TypeKind::Headers(fields) => (10 + 3 * fields.len(), 20 + 4 * fields.len()),
        TypeKind::Reply(reply) => (10 + 3 * reply.variants.len(), 20 + 8 * reply.variants.len()),
        TypeKind::Webhooks(webhooks) => {
            let docs = webhooks.variants.iter().map(|variant| lines(&variant.docs));
            let count = webhooks.variants.len();
            (40 + count + docs.sum::<usize>(), 20 + 8 * count)
        }
        TypeKind::Checked(_) => (20, 60),
    }
}

fn tags(pick: &Pick) -> usize {
    match pick {
        Pick::Tag(_, tags, otherwise)
        | Pick::Key(tags, otherwise)
        | Pick::Value(tags, otherwise) => tags.len() + self::tags(otherwise),
        Pick::Part(_, values, otherwise) => values.len() + self::tags(otherwise),
        Pick::Group(_, _, picks) => 4 + picks.iter().map(self::tags).sum::<usize>(),
        Pick::None | Pick::One(_) | Pick::Scored(_) | Pick::Described(_) => 0,
    }
}

/// The lines of these operations, by index.
pub fn of_operations(krate: &Crate, operations: &[usize]) -> usize {
    let operations = operations.iter().map(|index| &krate.operations[*index]);
    operations.map(of_operation).sum()
}

fn of_operation(operation: &Operation) -> usize {
    let setters = operation.setters.iter();
    let setters = setters.map(|setter| 8 + lines(&setter.docs));
    let answers = operation.answers.iter();
    let answers = answers.map(|answer| 15 + answer.json.count());
    let params = operation.params.iter().flat_map(|params| &params.fields);
    25 + lines(&operation.docs)
        + params.map(|docs| 1 + lines(docs)).sum::<usize>()
        + operation.arguments.len()
        + 10 * operation.examples.len()
        + setters.sum::<usize>()
        + answers.sum::<usize>()
}

fn lines(docs: &Docs) -> usize {
    docs.len()
}
