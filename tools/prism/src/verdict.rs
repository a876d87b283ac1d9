//! The verdict of Prism on a request.

use crate::messages::Message;
use serde_json::Value;

/// The beginning of the URLs of Prism's problems.
const PROBLEMS: &str = "https://stoplight.io/prism/errors#";

/// Problems of the response that Prism would have to make; the request was accepted.
const OF_RESPONSES: [&str; 5] = [
    "NOT_FOUND",
    "NO_RESPONSE_RESPONSE_DEFINED",
    "SCHEMA_TOO_COMPLEX",
    "UNKNOWN",
    "VIOLATIONS",
];

/// The code for a request that ended Prism.
pub const ENDED: &str = "no response";

/// A fault of a request, as Prism reports it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The part of the request, such as `query.limit`; empty for the whole request.
    pub place: String,
    /// The keyword, or the name of the problem.
    pub code: String,
    /// Prism's message.
    pub message: String,
}

/// All faults of a request; empty if Prism accepted it.
pub fn violations(response: &Message) -> Vec<Violation> {
    if response.start.is_empty() {
        return vec![whole(ENDED, "Prism ended, or took too long")];
    }
    let header = response.header("sl-violations");
    let mut found = header
        .and_then(|text| serde_json::from_str::<Value>(text).ok())
        .map(|list| listed(&list, true))
        .unwrap_or_default();
    let body: Option<Value> = serde_json::from_slice(&response.content()).ok();
    let problem = body.as_ref().and_then(|body| {
        let name = body.get("type")?.as_str()?.strip_prefix(PROBLEMS)?;
        Some((body, name))
    });
    if let Some((body, name)) = problem {
        let is_of_response = OF_RESPONSES.contains(&name);
        found.extend(listed(&body["validation"], is_of_response));
        if found.is_empty() && !is_of_response {
            let message = body["detail"].as_str().unwrap_or_default();
            found.push(whole(name, message));
        }
    }
    // The document's own description of the response hides Prism's.
    if found.is_empty() && response.status() == 401 {
        found.push(whole(
            "UNAUTHORIZED",
            "these are not the credentials of the document",
        ));
    }
    found
}

fn whole(name: &str, message: &str) -> Violation {
    Violation {
        place: String::new(),
        code: name.to_owned(),
        message: message.to_owned(),
    }
}

/// The errors about the request in a list; with `told`, their places say whether they are about the
/// request.
fn listed(list: &Value, told: bool) -> Vec<Violation> {
    let mut found = Vec::new();
    for item in list.as_array().into_iter().flatten() {
        let location = item["location"].as_array();
        let words: Vec<String> = location
            .into_iter()
            .flatten()
            .map(|word| {
                word.as_str()
                    .map_or_else(|| word.to_string(), str::to_owned)
            })
            .collect();
        let words = match words.split_first() {
            Some((first, rest)) if first == "request" => rest,
            _ if told => continue,
            _ => &words[..],
        };
        if item["severity"] != "Error" {
            continue;
        }
        found.push(Violation {
            place: words.join("."),
            code: item["code"].as_str().unwrap_or_default().to_owned(),
            message: item["message"].as_str().unwrap_or_default().to_owned(),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::violations;
    use crate::messages::Message;

    fn check(response: &str, expected: &[&str]) {
        let message = Message::read(&mut response.as_bytes(), true).unwrap();
        let found = violations(&message);
        let found: Vec<_> = found
            .iter()
            .map(|it| format!("{} {}", it.place, it.code))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_problem_of_the_request() {
        check(
            "HTTP/1.1 422 No\r\n\r\n{\"type\":\"https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY\",\
             \"validation\":[{\"location\":[\"query\",\"a\"],\"severity\":\"Error\",\"code\":\"type\"}]}",
            &["query.a type"],
        );
        check(
            "HTTP/1.1 404 No\r\n\r\n{\"type\":\"https://stoplight.io/prism/errors#NO_PATH_MATCHED_ERROR\"}",
            &[" NO_PATH_MATCHED_ERROR"],
        );
    }

    #[test]
    fn violations_beside_a_response_of_the_document() {
        check(
            "HTTP/1.1 400 No\r\nsl-violations: [{\"location\":[\"request\",\"body\"],\"severity\":\"Error\",\
             \"code\":\"required\"},{\"location\":[\"response\",\"body\"],\"severity\":\"Error\",\
             \"code\":\"type\"}]\r\n\r\n{}",
            &["body required"],
        );
        check("HTTP/1.1 401 No\r\n\r\n{}", &[" UNAUTHORIZED"]);
    }

    #[test]
    fn problems_of_the_response_are_none_of_the_request() {
        check(
            "HTTP/1.1 500 No\r\n\r\n{\"type\":\"https://stoplight.io/prism/errors#VIOLATIONS\",\
             \"validation\":[{\"location\":[\"response\",\"body\"],\"severity\":\"Error\",\"code\":\"type\"}]}",
            &[],
        );
        check("HTTP/1.1 404 No\r\n\r\n{\"code\":1}", &[]);
    }
}
