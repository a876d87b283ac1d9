//! An object with three hundred members.

use super::standard_impls;
use openapi_client_runtime::runtime::wire::{
    self, Field, Object, Place, Shape, Table, TypeInfo, View, Wire,
};
use std::sync::LazyLock;

pub const WIDTH: usize = 300;

/// The last member is required, the others are not.
#[derive(Clone, Debug, PartialEq)]
pub struct Wide {
    pub fields: Vec<Option<i64>>,
    pub last: i64,
}

static WIDE: LazyLock<Table> = LazyLock::new(|| {
    let fields: Vec<Field> = (0..WIDTH)
        .map(|index| {
            let name: &'static str = Box::leak(format!("member_{index}").into_boxed_str());
            if index == WIDTH - 1 {
                Field::required(name)
            } else {
                Field::optional(name)
            }
        })
        .collect();
    Table {
        secret_rest: false,
        constants: &[],
        fields: Box::leak(fields.into_boxed_slice()),
    }
});

impl Wire for Wide {
    type As = Self;
}

impl Shape<Self> for Wide {
    fn blank() -> Self {
        Self {
            fields: vec![None; WIDTH - 1],
            last: 0,
        }
    }
    fn place(value: &mut Self) -> Place<'_> {
        Place::Object(value)
    }
    fn view(value: &Self) -> View<'_> {
        View::Object(value)
    }
}

/// Not a `Record`: the table is made at run time.
impl Object for Wide {
    fn table(&self) -> &'static Table {
        &WIDE
    }
    fn info(&self) -> TypeInfo {
        TypeInfo::of::<Self>()
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        match self.fields.get_mut(index) {
            Some(field) => field.place(),
            None if index == WIDTH - 1 => Wire::place(&mut self.last),
            None => Place::Skip,
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match self.fields.get(index) {
            Some(field) => field.view(),
            None if index == WIDTH - 1 => Wire::view(&self.last),
            None => View::Absent,
        }
    }
}

standard_impls!(Wide);
