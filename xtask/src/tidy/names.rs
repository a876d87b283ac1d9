//! The generator knows OpenAPI, and no API in particular: no vendor's name stands in it, not even in
//! a comment.

use super::File;

/// Vendors of the documents for tests, and of the API in spec/.
const VENDORS: [&str; 8] = [
    "intercom", "stripe", "github", "twilio", "zendesk", "hubspot", "shopify", "openai",
];

/// Addresses in which a vendor's name is only a part of a location.
const ADDRESSES: [&str; 1] = ["https://github.com/"];

/// Returns every line that names a vendor.
pub fn check(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.path.starts_with("generator/"))
    {
        for (index, line) in file.text.lines().enumerate() {
            let mut line = line.to_lowercase();
            for address in ADDRESSES {
                line = line.replace(address, "");
            }
            for vendor in VENDORS.iter().filter(|vendor| line.contains(**vendor)) {
                faults.push(format!("{}:{} names {vendor}", file.path, index + 1));
            }
        }
    }
    faults
}
