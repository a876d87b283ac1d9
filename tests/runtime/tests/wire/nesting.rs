//! P12: to decide which variant a union has takes as long as the value is large, times the candidates,
//! however deep unions are nested. Counted in places that are lent, not in seconds.

use crate::samples::closed::closed;
use crate::samples::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, AsBox, AsUnion, Field, Loose, Pick, Place, Plan, Record, Table, Variants, View, Wire,
};
use std::cell::Cell;
use std::collections::BTreeMap;

thread_local! {
    static WORK: Cell<usize> = const { Cell::new(0) };
}

/// An object that counts how often a member of it is lent.
macro_rules! counted {
    ($ty:ident { $($index:literal $field:ident: $fty:ty = $decl:expr;)* }) => {
        #[derive(Debug, Clone, PartialEq)]
        struct $ty {
            $($field: $fty,)*
        }
        impl Record for $ty {
            const TABLE: Table = Table {
                constants: &[],
                fields: &[$($decl),*],
                secret_rest: false,
            };
            fn blank() -> Self {
                Self { $($field: Wire::blank(),)* }
            }
            fn place(&mut self, index: usize) -> Place<'_> {
                WORK.set(WORK.get() + 1);
                match index {
                    $($index => Wire::place(&mut self.$field),)*
                    _ => Place::Skip,
                }
            }
            fn view(&self, index: usize) -> View<'_> {
                match index {
                    $($index => Wire::view(&self.$field),)*
                    _ => View::Absent,
                }
            }
        }
    };
}

/// A closed union of objects, which stands in boxes as well.
macro_rules! union {
    ($ty:ident($pick:expr) { $($variants:tt)* }) => {
        closed!($ty, Plan { object: $pick, ..Plan::NONE }, { $($variants)* });
        impl Wire for Box<$ty> {
            type As = AsBox;
        }
    };
}

// Scored; each candidate but the first holds the union: in a member, a list or a map.
union!(Rule(Pick::Scored(&[0, 1, 2, 3])) {
    Leaf(Leaf);
    1 Not(Box<Not>);
    2 All(Box<All>);
    3 Named(Box<Named>);
});
counted!(Leaf { 0 leaf: bool = Field::required("leaf"); });
counted!(Not { 0 of: Rule = Field::required("of"); 1 end: i64 = Field::required("end"); });
counted!(All { 0 of: Rule = Field::required("of"); 1 all: Option<Vec<Rule>> = Field::optional("all"); });
counted!(Named { 0 of: Rule = Field::required("of"); 1 named: Option<BTreeMap<String, Rule>> = Field::optional("named"); });

// By a key, whose variant fails behind all that it holds.
union!(Keyed(Pick::Key { variants: &[("of", 1)], otherwise: &Pick::Scored(&[0, 2]) }) {
    Last(Leaf);
    1 First(Box<First>);
    2 Second(Box<Second>);
});
counted!(First { 0 of: Keyed = Field::required("of"); 1 end: i64 = Field::required("end"); });
counted!(Second { 0 of: Keyed = Field::required("of"); 1 end: String = Field::required("end"); });

// By a tag, which comes last; a scored union is in each.
union!(Tagged(Pick::Tag { name: "end", variants: &[("a", 1), ("b", 2)], otherwise: &Pick::Scored(&[0, 1, 2]) }) {
    C(Leaf);
    1 A(Box<Inner>);
    2 B(Box<Inner>);
});
counted!(Inner { 0 of: Either = Field::required("of"); });
union!(Either(Pick::Scored(&[0, 1])) {
    Keyed(Box<Keyed>);
    1 Tagged(Box<Tagged>);
});

// One that is always tried.
counted!(Chain { 0 of: Option<Loose<Box<Chain>>> = Field::optional("of"); 1 end: Option<String> = Field::optional("end"); });

// One candidate leads to no union, the other does at each level.
union!(Mixed(Pick::Scored(&[0, 1])) {
    Plain(Box<Plain>);
    1 Step(Box<Step>);
});
counted!(Plain { 0 of: Option<Box<Plain>> = Field::optional("of"); });
counted!(Step { 0 of: Option<Box<Mixed>> = Field::optional("of"); 1 end: Option<String> = Field::optional("end"); });

/// How many members are lent while a text is read.
fn work<T: Wire>(json: &str) -> usize {
    WORK.set(0);
    if let Err(error) = wire::from_json::<T>(json.as_bytes()) {
        panic!("{error} in {json}");
    }
    WORK.get()
}

/// A level within a level, `depth` times.
fn deep(depth: usize, open: &str, end: &str, close: &str) -> String {
    format!("{}{end}{}", open.repeat(depth), close.repeat(depth))
}

/// So many items beside each other, in a list within a rule.
fn wide(count: usize, item: &str) -> String {
    let items = vec![item; count].join(",");
    format!(r#"{{"of":{{"leaf":true}},"all":[{items}]}}"#)
}

/// Name, type, a text of some size, and the least size.
type Row<'a> = (
    &'a str,
    fn(&str) -> usize,
    &'a dyn Fn(usize) -> String,
    usize,
);

#[test]
fn deciding_is_linear_in_the_value() {
    const LEAF: &str = r#"{"leaf":true}"#;
    let rows: &[Row<'_>] = &[
        (
            "scored",
            work::<Rule>,
            &|n| deep(n, r#"{"of":"#, LEAF, "}"),
            30,
        ),
        (
            "scored, of which some fail late",
            work::<Rule>,
            &|n| deep(n, r#"{"of":"#, LEAF, r#","end":"x"}"#),
            30,
        ),
        (
            "scored, in lists",
            work::<Rule>,
            &|n| deep(n, r#"{"of":{"leaf":true},"all":["#, LEAF, "]}"),
            15,
        ),
        (
            "scored, in maps",
            work::<Rule>,
            &|n| deep(n, r#"{"of":{"leaf":true},"named":{"a":"#, LEAF, "}}"),
            15,
        ),
        (
            "scored, beside each other",
            work::<Rule>,
            &|n| wide(n, r#"{"of":{"of":{"leaf":true}}}"#),
            500,
        ),
        (
            "a key",
            work::<Keyed>,
            &|n| deep(n, r#"{"of":"#, LEAF, r#","end":1}"#),
            30,
        ),
        (
            "a key that fails late",
            work::<Keyed>,
            &|n| deep(n, r#"{"of":"#, LEAF, r#","end":"x"}"#),
            30,
        ),
        (
            "a tag that comes last",
            work::<Tagged>,
            &|n| deep(n, r#"{"of":"#, LEAF, r#","end":"a"}"#),
            30,
        ),
        (
            "no tag",
            work::<Tagged>,
            &|n| deep(n, r#"{"of":"#, LEAF, "}"),
            30,
        ),
        (
            "always tried",
            work::<Loose<Box<Chain>>>,
            &|n| deep(n, r#"{"of":"#, "{}", r#","end":""}"#),
            30,
        ),
        (
            "always tried, and fails within",
            work::<Loose<Box<Chain>>>,
            &|n| deep(n, r#"{"of":"#, r#"{"end":1}"#, r#","end":""}"#),
            30,
        ),
        (
            "one candidate without unions",
            work::<Mixed>,
            &|n| deep(n, r#"{"of":"#, "{}", "}"),
            30,
        ),
    ];
    for (name, work, json, size) in rows {
        let [one, two, four] = [1, 2, 4].map(|times| {
            let json = json(size * times);
            work(&json)
        });
        println!("{name}: {one}, {two}, {four}");
        // Twice the value is twice the work, and a tenth for what is the same for all.
        assert!(
            two * 10 <= one * 22 && four * 10 <= two * 22,
            "{name}: {one}, {two}, {four}"
        );
    }
    assert_eq!(rows.len(), 12);
}
