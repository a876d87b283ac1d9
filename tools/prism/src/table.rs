//! The table of documents, followed by the refused requests.

use crate::calls::Call;
use crate::class::classes;
use crate::client::Client;
use crate::messages::Message;
use crate::proxy::Exchanges;
use crate::verdict::{Violation, violations};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The number of a request's characters that are shown.
const SHOWN: usize = 600;

/// The outcome of a document.
pub struct Row {
    name: String,
    operations: usize,
    skipped: usize,
    sent: usize,
    refused: Vec<Refusal>,
    /// The operations that were not sent, and the reasons.
    unsent: Vec<(String, String)>,
}

struct Refusal {
    operation: String,
    request: String,
    violations: Vec<(Violation, &'static str)>,
}

/// The verdicts on the requests of a document.
pub fn row(
    name: String,
    client: &Client,
    calls: &[Call],
    said: &BTreeMap<usize, String>,
    exchanges: &Exchanges,
) -> Row {
    let krate = &client.output.ir;
    let mut row = Row {
        name,
        operations: krate.operations.len(),
        skipped: krate.skipped.len(),
        sent: exchanges.len(),
        refused: Vec::new(),
        unsent: Vec::new(),
    };
    for (index, (operation, call)) in krate.operations.iter().zip(calls).enumerate() {
        let name = format!(
            "{} ({} {})",
            krate.full_name(operation),
            operation.method.text().exact(),
            operation.path.exact()
        );
        let Some(exchange) = exchanges.get(&index) else {
            let reason = call.expression.as_ref().err().or(said.get(&index));
            let reason = reason.map_or("nothing arrived", String::as_str);
            row.unsent.push((name, reason.to_owned()));
            continue;
        };
        let found = violations(&exchange.response);
        if !found.is_empty() {
            let classes = classes(&found, client, call, &exchange.request);
            let mut violations: Vec<_> = found.into_iter().zip(classes).collect();
            // A union reports the same for each of its branches.
            let mut told = BTreeSet::new();
            violations.retain(|(violation, _)| told.insert(violation.clone()));
            row.refused.push(Refusal {
                operation: name,
                request: text(&exchange.request),
                violations,
            });
        }
    }
    row
}

/// A request as it was sent, shortened.
fn text(request: &Message) -> String {
    let mut text = request.start.clone();
    for (name, value) in &request.headers {
        if !matches!(
            name.as_str(),
            "host" | "connection" | "user-agent" | "accept"
        ) {
            let _ = write!(text, "\n{name}: {value}");
        }
    }
    let body = request.content();
    let _ = write!(text, "\n\n{}", String::from_utf8_lossy(&body));
    text.chars().take(SHOWN).collect()
}

/// The table, then a line for every fault of a request.
pub fn table(rows: &[Row], requests: bool) -> String {
    let width = rows
        .iter()
        .map(|row| row.name.len())
        .max()
        .unwrap_or_default()
        .max(8);
    let mut text = format!(
        "{:width$}  operations  skipped    sent  accepted  refused\n",
        "document"
    );
    for row in rows {
        let _ = writeln!(
            text,
            "{:width$}  {:>10}  {:>7}  {:>6}  {:>8}  {:>7}",
            row.name,
            row.operations,
            row.skipped,
            row.sent,
            row.sent - row.refused.len(),
            row.refused.len()
        );
    }
    for row in rows {
        details(row, requests, &mut text);
    }
    text
}

fn details(row: &Row, requests: bool, text: &mut String) {
    if row.refused.is_empty() && row.unsent.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}", row.name);
    for (operation, reason) in &row.unsent {
        let _ = writeln!(text, "  {operation}\n    not sent: {reason}");
    }
    for refusal in &row.refused {
        let _ = writeln!(text, "  {}", refusal.operation);
        for (violation, class) in &refusal.violations {
            let Violation {
                place,
                code,
                message,
            } = violation;
            let _ = writeln!(text, "    {place} {code}: {message} [{class}]");
        }
        if requests {
            for line in refusal.request.lines() {
                let _ = writeln!(text, "    > {line}");
            }
        }
    }
}
