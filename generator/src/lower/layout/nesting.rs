//! The depth of types within types. rustdoc asks of each public type whether it is `Send`, and then of all
//! types in it, through boxes, lists and maps; rustc follows 128 steps unless a crate allows more.

use crate::ir::{Crate, Ty, TypeDef, TypeKind};

/// The steps that rustc follows by default.
const DEFAULT: usize = 128;

/// A reserve: for the contents of a field, such as a JSON value, and for other versions of the standard
/// library.
const MARGIN: usize = 32;

/// The steps from a box, a list or a map to its contents.
const BOX: usize = 4;
const LIST: usize = 3;
const MAP: usize = 10;

/// The limit that the crate must set, if rustc's own may be too low: a power of two, so that it rarely changes
/// when the API grows.
pub fn recursion_limit(krate: &Crate) -> Option<usize> {
    let edges: Vec<Vec<Edge>> = krate.types.iter().map(edges).collect();
    let needed = longest(&edges) + MARGIN;
    (needed > DEFAULT).then(|| (2 * needed).next_power_of_two())
}

/// An edge from a type to a type in it, by index.
#[derive(Clone, Copy)]
struct Edge {
    to: usize,
    steps: usize,
}

fn edges(def: &TypeDef) -> Vec<Edge> {
    let contents = def.contents().into_iter();
    let held = contents.filter_map(|ty| {
        let to = ty.named()?.0;
        let steps = steps(ty);
        Some(Edge { to, steps })
    });
    let choice = match &def.kind {
        TypeKind::Struct(lowered) => lowered.choice.as_ref(),
        _ => None,
    };
    let choice = choice.map(|choice| Edge {
        to: choice.ty.0,
        steps: 1,
    });
    held.chain(choice).collect()
}

/// The steps to the named type, through an `Option` around the whole.
fn steps(ty: &Ty) -> usize {
    match ty {
        Ty::Boxed(_) => BOX + 2,
        Ty::List(inner) => LIST + steps(inner),
        Ty::Map(inner) => MAP + steps(inner),
        Ty::Nullable(inner) | Ty::Loose(inner) | Ty::Array(inner, _) => 1 + steps(inner),
        _ => 2,
    }
}

/// The steps of the longest path. Types in a cycle count as one, with the most steps of a path through all of
/// them.
fn longest(edges: &[Vec<Edge>]) -> usize {
    let circles = circles(edges);
    let mut circle_of = vec![0; edges.len()];
    for (number, circle) in circles.iter().enumerate() {
        for ty in circle {
            circle_of[*ty] = number;
        }
    }
    // Each cycle comes before the cycles that it leads to.
    let mut before = vec![0; circles.len()];
    let mut longest = 0;
    for (number, circle) in circles.iter().enumerate() {
        let leaves = |edge: &&Edge| circle_of[edge.to] != number;
        let around = circle.iter().map(|ty| {
            let stays = edges[*ty].iter().filter(|edge| !leaves(edge));
            stays.map(|edge| edge.steps).max().unwrap_or(0)
        });
        let so_far = before[number] + around.sum::<usize>();
        longest = longest.max(so_far);
        for edge in circle.iter().flat_map(|ty| &edges[*ty]).filter(leaves) {
            let next = &mut before[circle_of[edge.to]];
            *next = (*next).max(so_far + edge.steps);
        }
    }
    longest
}

/// The types in groups: types that contain each other form a group, and no group is contained in a later one
/// (Kosaraju's algorithm).
fn circles(edges: &[Vec<Edge>]) -> Vec<Vec<usize>> {
    let forward: Vec<Vec<usize>> = edges
        .iter()
        .map(|edges| edges.iter().map(|edge| edge.to).collect())
        .collect();
    let mut backward = vec![Vec::new(); edges.len()];
    for (from, targets) in forward.iter().enumerate() {
        for to in targets {
            backward[*to].push(from);
        }
    }
    let mut seen = vec![false; edges.len()];
    let mut order = Vec::new();
    for root in 0..edges.len() {
        order.extend(walk(root, &forward, &mut seen));
    }
    seen.fill(false);
    let groups = order.iter().rev();
    let groups = groups.map(|root| walk(*root, &backward, &mut seen));
    groups.filter(|group| !group.is_empty()).collect()
}

/// The unvisited types that `root` reaches, each after the types that it reaches itself.
fn walk(root: usize, next: &[Vec<usize>], seen: &mut [bool]) -> Vec<usize> {
    let mut done = Vec::new();
    if std::mem::replace(&mut seen[root], true) {
        return done;
    }
    // Not recursive: the document decides the depth.
    let mut way = vec![(root, next[root].iter())];
    while let Some((id, waiting)) = way.last_mut() {
        match waiting.next() {
            Some(to) if std::mem::replace(&mut seen[*to], true) => {}
            Some(to) => way.push((*to, next[*to].iter())),
            None => {
                done.push(*id);
                way.pop();
            }
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::{Edge, longest};

    #[track_caller]
    fn check(types: usize, edges: &[(usize, usize, usize)], expect: usize) {
        let mut from = vec![Vec::new(); types];
        for &(owner, to, steps) in edges {
            from[owner].push(Edge { to, steps });
        }
        assert_eq!(longest(&from), expect);
    }

    #[test]
    fn the_longest_way_counts_whatever_the_order() {
        check(0, &[], 0);
        check(1, &[], 0);
        check(4, &[(0, 1, 1), (1, 2, 1), (2, 3, 1), (0, 3, 2)], 3);
        check(4, &[(3, 2, 1), (2, 1, 1), (1, 0, 1), (3, 0, 7)], 7);
    }

    #[test]
    fn a_circle_is_walked_once() {
        check(1, &[(0, 0, 6)], 6);
        // In by 1 step, around by 2, 3 and 4, out by 5.
        let around = [(1, 2, 2), (2, 3, 3), (3, 1, 4)];
        check(
            5,
            &[&[(0, 1, 1), (3, 4, 5)], &around[..]].concat(),
            1 + 9 + 5,
        );
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let chain: Vec<_> = (0..200_000).map(|i| (i, i + 1, 1)).collect();
        check(200_001, &chain, 200_000);
    }
}
