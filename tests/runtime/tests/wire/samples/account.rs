//! An object with a member of every kind and every presence.

use super::message::MessageType;
use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, Base64, Constant, Date, DateTime, Extra, Field, Literal, Maybe, Place, Record, Table,
    View, Wire,
};
use serde_json::Value;
use std::collections::BTreeMap;

macro_rules! object {
    ($ty:ident, [$($constant:expr),*], { $($index:literal $field:ident: $fty:ty = $decl:expr;)* }) => {
        #[derive(Clone, Debug, PartialEq)]
        pub struct $ty {
            $(pub $field: $fty,)*
            pub extra: Extra,
        }
        impl Record for $ty {
            const TABLE: Table = Table { constants: &[$($constant),*], fields: &[$($decl),*], secret_rest: false };
            fn blank() -> Self { Self { $($field: Wire::blank(),)* extra: Wire::blank() } }
            fn place(&mut self, index: usize) -> Place<'_> { match index {
                    $($index => Wire::place(&mut self.$field),)*
                    _ => Wire::place(&mut self.extra),
                } }
            fn view(&self, index: usize) -> View<'_> { match index {
                    $($index => Wire::view(&self.$field),)*
                    _ => Wire::view(&self.extra),
                } }
        }
        standard_impls!($ty);
    };
}
pub(crate) use object;

object!(Account, [
    Constant::new("object", Literal::Str("account")),
    Constant::new("version", Literal::I64(2)),
    Constant::new("live", Literal::Bool(true))
], {
    0 flag: bool = Field::required("flag");
    1 small: i32 = Field::required("small");
    2 large: i64 = Field::required("large");
    3 unsigned: u64 = Field::required("unsigned");
    4 ratio: f64 = Field::required("ratio");
    5 name: String = Field::required("display name");
    6 any: Value = Field::required("any");
    7 kind: MessageType = Field::required("kind");
    8 parent: Option<String> = Field::required_nullable("parent");
    9 note: Option<String> = Field::optional("note");
    10 nickname: Maybe<String> = Field::three_state("nickname");
    11 password: String = Field::required("password").secret();
    12 tokens: Option<BTreeMap<String, i64>> = Field::optional("tokens").secret();
    13 tags: Vec<String> = Field::required("tags");
    14 labels: BTreeMap<String, i64> = Field::required("labels");
    15 address: Address = Field::required("address");
    16 old_addresses: Option<Vec<Address>> = Field::optional("old_addresses");
    17 born: Option<Date> = Field::optional("born");
    18 seen_at: Option<DateTime> = Field::optional("seen_at");
    19 picture: Option<Base64> = Field::optional("picture");
});

object!(Numbers, [
    Constant::new("most", Literal::U64(u64::MAX)),
    Constant::new("ratio", Literal::F64(1.5))
], {
    0 name: String = Field::required("name");
});

object!(Address, [], {
    0 city: String = Field::required("city");
    1 street: Option<String> = Field::optional("street");
    2 geo: Option<Geo> = Field::optional("geo");
});

object!(Geo, [], {
    0 lat: f64 = Field::required("lat");
    1 lon: f64 = Field::required("lon");
});

object!(Profile, [], {
    0 name: Option<String> = Field::optional_nullable("name");
    1 age: Option<i32> = Field::optional_nullable("age");
    2 home: Option<Address> = Field::optional_nullable("home");
    3 note: Option<String> = Field::optional("note");
});

/// An account with all required members, for tests to change.
pub const ACCOUNT_JSON: &str = r#"{
    "object": "account", "version": 2, "live": true,
    "flag": true, "small": -7, "large": 9007199254740993, "unsigned": 18446744073709551615,
    "ratio": 0.5, "display name": "Ada", "any": {"a": [1, null]}, "kind": "inapp",
    "parent": null, "password": "hunter2", "tags": ["x", "y"], "labels": {"a": 1, "b": 2},
    "address": {"city": "Paris"}
}"#;

/// [`ACCOUNT_JSON`] with one member replaced, or removed if it is given none.
pub fn account_with(name: &str, value: Option<Value>) -> String {
    let mut account: serde_json::Map<String, Value> = serde_json::from_str(ACCOUNT_JSON).unwrap();
    match value {
        Some(value) => account.insert(name.to_owned(), value),
        None => account.remove(name),
    };
    Value::Object(account).to_string()
}
