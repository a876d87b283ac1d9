//! Medians, and ratios of figures of the same round.

use super::usage::{Outcome, Usage};

/// One of two figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    Cpu,
    Memory,
}

/// The ratio of one generator's figure to another's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    pub median: f64,
    pub low: f64,
    pub high: f64,
    /// The number of rounds.
    pub rounds: usize,
    /// Whether the ratio is an upper bound, because the other process was stopped at a limit.
    pub is_bound: bool,
}

impl Figure {
    pub fn of(self, usage: Usage) -> f64 {
        match self {
            Figure::Cpu => usage.cpu,
            Figure::Memory => usage.memory,
        }
    }
}

/// The middle of `values`; of an even number, the mean of the two in the middle.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(sorted[middle - 1], upper))
}

/// The ratios of `ours` to `theirs`, round by round; none if either failed, or ours was stopped at
/// a limit.
pub fn ratio(ours: &[Outcome], theirs: &[Outcome], figure: Figure) -> Option<Ratio> {
    let is_bound = theirs
        .iter()
        .any(|outcome| matches!(outcome, Outcome::Exceeded(..)));
    let ratios = ours.iter().zip(theirs).filter_map(|(ours, theirs)| {
        let Outcome::Took(ours) = ours else {
            return None;
        };
        Some((figure.of(*ours), figure.of(theirs.usage()?)))
    });
    Some(Ratio {
        is_bound,
        ..of(&ratios.collect::<Vec<_>>())?
    })
}

/// The ratios of pairs from the same round.
pub fn of(pairs: &[(f64, f64)]) -> Option<Ratio> {
    let pairs = pairs.iter().filter(|(_, theirs)| *theirs > 0.0);
    let ratios: Vec<f64> = pairs.map(|(ours, theirs)| ours / theirs).collect();
    Some(Ratio {
        median: median(&ratios)?,
        low: ratios.iter().copied().fold(f64::INFINITY, f64::min),
        high: ratios.iter().copied().fold(0.0, f64::max),
        rounds: ratios.len(),
        is_bound: false,
    })
}

/// The median of the figures.
pub fn middle(outcomes: &[Outcome], figure: Figure) -> Option<f64> {
    let usages = outcomes.iter().filter_map(Outcome::usage);
    median(&usages.map(|usage| figure.of(usage)).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::{Figure, median, middle, ratio};
    use crate::usage::{Outcome, Usage};

    fn took(cpu: f64) -> Outcome {
        Outcome::Took(Usage { cpu, memory: 1.0 })
    }

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), Some(2.5));
        assert_eq!(middle(&[took(5.0), took(1.0)], Figure::Cpu), Some(3.0));
    }

    #[test]
    fn ratios_are_taken_round_by_round() {
        let ours = [took(1.0), took(2.0), took(4.0)];
        let theirs = [took(4.0), took(4.0), took(4.0)];
        let ratio = ratio(&ours, &theirs, Figure::Cpu).unwrap();
        assert_eq!((ratio.median, ratio.low, ratio.high), (0.5, 0.25, 1.0));
        assert!(!ratio.is_bound);
    }

    #[test]
    fn what_was_ended_gives_a_bound_and_what_failed_nothing() {
        let ended = [Outcome::Exceeded(
            Usage {
                cpu: 10.0,
                memory: 1.0,
            },
            "10 s".to_owned(),
        )];
        assert!(ratio(&[took(1.0)], &ended, Figure::Cpu).unwrap().is_bound);
        assert_eq!(ratio(&ended, &[took(1.0)], Figure::Cpu), None);
        let failed = [Outcome::Failed("error".to_owned())];
        assert_eq!(ratio(&[took(1.0)], &failed, Figure::Cpu), None);
        assert_eq!(ratio(&failed, &[took(1.0)], Figure::Cpu), None);
    }
}
