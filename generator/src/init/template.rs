//! The reference of client.toml, entry by entry: its comments explain the settings, here and in files from
//! `init`.

/// The reference; `docs/client.toml` has the same text.
const REFERENCE: &str = include_str!("../config/client.toml");

/// Its entries.
pub struct Template(Vec<Entry>);

struct Entry {
    /// The first key of the table; empty above all tables.
    table: &'static str,
    /// The key; empty for the table itself.
    key: &'static str,
    /// The lines of the comment above.
    comment: Vec<&'static str>,
    line: &'static str,
}

impl Template {
    /// Reads the reference. A comment belongs to the line below it.
    pub fn read() -> Self {
        let mut entries = Vec::new();
        let (mut table, mut comment) = ("", Vec::new());
        for line in REFERENCE.lines() {
            if line.starts_with('#') {
                comment.push(line);
                continue;
            }
            let comment = std::mem::take(&mut comment);
            let key = if let Some(keys) = line.strip_prefix('[') {
                table = keys.split(['.', ']']).next().unwrap_or_default();
                ""
            } else if let Some((key, _)) = line.split_once(" = ") {
                key.trim_matches('"')
            } else {
                continue;
            };
            entries.push(Entry {
                table,
                key,
                comment,
                line,
            });
        }
        Self(entries)
    }

    /// The comment on a setting, or on a table if there is no key.
    pub fn comment(&self, table: &str, key: &str) -> &[&'static str] {
        self.entry(table, key)
            .map_or(&[], |entry| entry.comment.as_slice())
    }

    /// The line of a setting in the reference.
    pub fn line(&self, table: &str, key: &str) -> Option<&'static str> {
        self.entry(table, key).map(|entry| entry.line)
    }

    fn entry(&self, table: &str, key: &str) -> Option<&Entry> {
        let mut entries = self.0.iter();
        entries.find(|entry| entry.table == table && entry.key == key)
    }
}
