//! Newtypes that are checked where they are made.

use super::{error, read, write};
use openapi_client_runtime::runtime::wire::{AsChecked, Checked, Limit, Measure, Wire, check};

/// A newtype as a generated one is.
macro_rules! newtype {
    ($name:ident($of:ty) $($limit:expr),*) => {
        #[derive(Debug, PartialEq)]
        struct $name($of);

        impl Checked for $name {
            type Value = $of;
            const NAME: &'static str = stringify!($name);
            const LIMITS: &'static [Limit] = &[$($limit),*];
            fn unchecked(value: $of) -> Self {
                Self(value)
            }
            fn value(&self) -> &$of {
                &self.0
            }
            fn value_mut(&mut self) -> &mut $of {
                &mut self.0
            }
        }

        impl Wire for $name {
            type As = AsChecked;
        }
    };
}

newtype!(Email(String) Limit::MinLength(3), Limit::MaxLength(5));
newtype!(Tags(Vec<String>) Limit::MinItems(1), Limit::MaxItems(2), Limit::UniqueItems);

fn said<T: Checked>(value: T::Value) -> String {
    check::<T>(value).map_or_else(|error| error.to_string(), |_| "kept".to_owned())
}

fn keeps<T: Measure>(value: &T, limit: Limit) -> bool {
    value.keeps(&limit)
}

#[test]
fn a_length_is_counted_in_characters() {
    assert_eq!(said::<Email>("äöü".to_owned()), "kept");
    assert_eq!(said::<Email>("🦀🦀🦀🦀🦀".to_owned()), "kept");
    assert_eq!(
        said::<Email>("ab".to_owned()),
        "Email: expected at least 3 characters"
    );
    assert_eq!(
        said::<Email>("abcdef".to_owned()),
        "Email: expected at most 5 characters"
    );
}

#[test]
fn the_error_has_the_limit_and_not_the_value() {
    let error = check::<Email>("hunter2".to_owned()).unwrap_err();
    assert_eq!(error.limit(), Limit::MaxLength(5));
    assert!(!format!("{error} {error:?}").contains("hunter2"));
    let _: &dyn std::error::Error = &error;
}

#[test]
fn lists_are_counted_and_compared() {
    let tags = |tags: &[&str]| said::<Tags>(tags.iter().map(|&tag| tag.to_owned()).collect());
    assert_eq!(tags(&["a", "b"]), "kept");
    assert_eq!(tags(&[]), "Tags: expected at least 1 item");
    assert_eq!(tags(&["a", "b", "c"]), "Tags: expected at most 2 items");
    assert_eq!(tags(&["a", "a"]), "Tags: expected no item twice");
}

#[test]
fn whole_numbers_are_compared_exactly() {
    assert!(keeps(&5, Limit::AtLeast(5)) && !keeps(&4, Limit::AtLeast(5)));
    assert!(keeps(&5, Limit::AtMost(5)) && !keeps(&6, Limit::AtMost(5)));
    assert!(keeps(&u64::MAX, Limit::AtLeast(i64::MAX.into())));
    assert!(!keeps(&i64::MAX, Limit::AtMost(i128::from(i64::MAX) - 1)));
    assert!(
        keeps(&u64::MAX, Limit::AtMost(u64::MAX.into()))
            && !keeps(&u64::MAX, Limit::AtMost(i128::from(u64::MAX) - 1))
    );
    assert!(keeps(&-6_i64, Limit::MultipleOf(3)) && !keeps(&7_i64, Limit::MultipleOf(3)));
    assert!(!keeps(&7_i64, Limit::MultipleOf(0)));
}

#[test]
fn numbers_are_open_or_closed_at_their_bounds() {
    assert!(keeps(&0.5, Limit::Minimum(0.5)) && !keeps(&0.5, Limit::Above(0.5)));
    assert!(keeps(&0.5, Limit::Maximum(0.5)) && !keeps(&0.5, Limit::Below(0.5)));
    assert!(!keeps(&f64::NAN, Limit::Minimum(0.0)) && !keeps(&f64::NAN, Limit::Below(0.0)));
    assert!(keeps(&0.3, Limit::Step(0.1)) && keeps(&1.13, Limit::Step(0.01)));
    assert!(keeps(&0.0, Limit::Step(0.1)) && !keeps(&0.35, Limit::Step(0.1)));
    assert!(!keeps(&f64::INFINITY, Limit::Step(0.1)));
}

#[test]
fn a_limit_of_another_kind_holds() {
    assert!(keeps(&String::new(), Limit::MinItems(1)));
    assert!(keeps(&1.0, Limit::MinLength(9)));
    assert!(keeps(&Vec::<i64>::new(), Limit::AtLeast(1)));
    assert!(keeps(&1, Limit::UniqueItems));
}

#[test]
fn what_is_read_is_kept() {
    let email: Email = read("\"far too long\"");
    assert_eq!(email, Email("far too long".to_owned()));
    assert_eq!(write(&email), "\"far too long\"");
    let tags: Tags = read("[]");
    assert_eq!(tags, Tags(Vec::new()));
    assert_eq!(
        error::<Email>("[]").message(),
        "expected a string, found an array"
    );
}
