//! The runtime, which every output carries: its files as they stand in `generator/runtime`.

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("../../runtime/src/runtime/", $path)))),*]
    };
}

/// The files of the runtime, by path below `src/runtime`.
pub const RUNTIME: &[(&str, &str)] = files! {
    @@
};
