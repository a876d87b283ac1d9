//! The generator knows OpenAPI, and no API in particular: no vendor's name stands in it, not even in
//! a comment.

use super::File;

/// Vendors of the documents for tests, and of the API in spec/.
const VENDORS: [&str; 8] = [
    "intercom", "stripe", "github", "twilio", "zendesk", "hubspot", "shopify", "openai",
];

/// Addresses and beginnings of tokens, of which a vendor's name is only a part.
const PARTS: [&str; 2] = ["https://github.com/", "github_pat_"];

/// Returns every line that names a vendor.
pub fn check(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.path.starts_with("generator/"))
    {
        for (index, line) in file.text.lines().enumerate() {
            let mut line = line.to_lowercase();
            for part in PARTS {
                line = line.replace(part, "");
            }
            for vendor in VENDORS.iter().filter(|vendor| line.contains(**vendor)) {
                faults.push(format!("{}:{} names {vendor}", file.path, index + 1));
            }
        }
    }
    faults
}
