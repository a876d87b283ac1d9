//! The ways of a rule to the variants: where it leads, and the members that it asks before.

use crate::ir::{Pick, Raw};
use crate::map::IndexSet;
use crate::steps::steps;

/// The most steps of all variants through a rule.
pub const MOST_STEPS: usize = 10_000_000;

/// Adds the variants to which a rule can lead. Recursive: the planner makes at most eight levels of groups.
pub fn add_led(mut pick: &Pick, led: &mut IndexSet<usize>) {
    loop {
        pick = match pick {
            Pick::None => return,
            Pick::One(variant) => {
                led.insert(*variant);
                return;
            }
            Pick::Scored(variants) | Pick::Described(variants) => {
                led.extend(variants);
                return;
            }
            Pick::Tag(_, values, otherwise)
            | Pick::Key(values, otherwise)
            | Pick::Value(values, otherwise) => {
                led.extend(values.iter().map(|(_, variant)| *variant));
                otherwise
            }
            Pick::Part(_, values, otherwise) => {
                led.extend(values.iter().map(|(_, variant)| *variant));
                otherwise
            }
            Pick::Group(_, _, picks) => {
                let [then, otherwise] = &**picks;
                add_led(then, led);
                otherwise
            }
        }
    }
}

/// Lists the members that a rule asks on the way to each variant, in order; `None` if that takes too many steps.
pub fn ways(pick: &Pick, count: usize) -> Option<Vec<IndexSet<&Raw>>> {
    let mut walk = Walk {
        names: vec![IndexSet::default(); count],
        left: MOST_STEPS,
    };
    walk.along(pick, (0..count).collect())?;
    Some(walk.names)
}

struct Walk<'p> {
    names: Vec<IndexSet<&'p Raw>>,
    left: usize,
}

impl<'p> Walk<'p> {
    /// Follows a rule with the variants whose way it is. Recursive: the planner makes at most eight levels of groups.
    fn along(&mut self, mut pick: &'p Pick, mut open: Vec<usize>) -> Option<()> {
        while !open.is_empty() {
            steps(open.len());
            self.left = self.left.checked_sub(open.len())?;
            pick = match pick {
                Pick::Tag(name, tags, otherwise) => {
                    self.ask(name, &open);
                    leave(&mut open, tags.iter().map(|(_, variant)| *variant));
                    otherwise
                }
                Pick::Part(name, values, otherwise) => {
                    self.ask(name, &open);
                    leave(&mut open, values.iter().map(|(_, variant)| *variant));
                    otherwise
                }
                Pick::Group(name, _, picks) => {
                    let [then, otherwise] = &**picks;
                    self.ask(name, &open);
                    let mut led = IndexSet::default();
                    add_led(then, &mut led);
                    let within = open.iter().copied().filter(|it| led.contains(it));
                    self.along(then, within.collect())?;
                    otherwise
                }
                Pick::Key(keys, otherwise) => {
                    leave(&mut open, keys.iter().map(|(_, variant)| *variant));
                    otherwise
                }
                _ => break,
            };
        }
        Some(())
    }

    fn ask(&mut self, name: &'p Raw, open: &[usize]) {
        for variant in open {
            self.names[*variant].insert(name);
        }
    }
}

/// Takes the variants that are told out of those that are not.
fn leave(open: &mut Vec<usize>, told: impl Iterator<Item = usize>) {
    let told: IndexSet<usize> = told.collect();
    open.retain(|variant| !told.contains(variant));
}
