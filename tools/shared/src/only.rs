//! `--only NAME`: the rows of its table that a command makes.

/// All rows, or those with one of these names.
#[derive(clap::Args)]
pub struct Only {
    /// Only the rows of the table whose name contains this; may be repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
}

impl Only {
    /// Whether the command makes the row of this name.
    #[must_use]
    pub fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| name.contains(only.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::Only;

    #[test]
    fn several_names_and_none() {
        let only = |names: &[&str]| Only {
            only: names.iter().map(|&name| name.to_owned()).collect(),
        };
        assert!(only(&[]).wants("stripe"));
        assert!(only(&["git", "stri"]).wants("stripe"));
        assert!(!only(&["git", "codec"]).wants("stripe"));
    }
}
