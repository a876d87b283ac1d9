//! Security schemes.

use super::{Members, Object, Read, View, accessors, view};
use serde_json::Value;

/// The keywords of the flows of OAuth.
const FLOWS: [&str; 5] = [
    "implicit",
    "password",
    "clientCredentials",
    "authorizationCode",
    "deviceAuthorization",
];

/// The keywords for URLs of a flow (`OpenAPI` 3.2.0, "OAuth Flow Object"), and of a scheme.
fn flow_urls(flow: &str) -> &'static [&'static str] {
    match flow {
        "implicit" => &["authorizationUrl", "refreshUrl"],
        "authorizationCode" => &["authorizationUrl", "tokenUrl", "refreshUrl"],
        "deviceAuthorization" => &["deviceAuthorizationUrl", "tokenUrl", "refreshUrl"],
        _ => &["tokenUrl", "refreshUrl"],
    }
}
const SCHEME_URLS: [&str; 2] = ["openIdConnectUrl", "oauth2MetadataUrl"];

view! {
    /// A security scheme.
    SecurityScheme
}

accessors! { SecurityScheme {
    /// `description`.
    description: text "description";
    /// `bearerFormat`.
    bearer_format: text "bearerFormat";
    /// `deprecated`.
    deprecated: flag "deprecated";
} }

impl<'a> SecurityScheme<'a> {
    /// `type`.
    #[must_use]
    pub fn kind(self) -> &'a str {
        self.0.text("type").unwrap_or_default()
    }

    /// The scheme of HTTP, such as `bearer`.
    #[must_use]
    pub fn scheme(self) -> &'a str {
        self.0.text("scheme").unwrap_or_default()
    }

    /// `in` of an API key.
    #[must_use]
    pub fn location(self) -> &'a str {
        self.0.text("in").unwrap_or_default()
    }

    /// The token endpoint of the client credentials flow, if that is described.
    #[must_use]
    pub fn client_credentials(self) -> Option<&'a str> {
        let flows: Object = self.0.part("flows")?;
        let flow: Object = flows.part("clientCredentials")?;
        flow.text("tokenUrl")
    }

    /// The URLs of the scheme and of its flows, each with its keyword and the flow that has it.
    pub fn urls(self) -> impl Iterator<Item = (Option<&'static str>, &'static str, &'a str)> {
        let own = SCHEME_URLS
            .into_iter()
            .filter_map(move |keyword| Some((None, keyword, self.0.text(keyword)?)));
        let flows: Option<Object> = self.0.part("flows");
        let of_flows = FLOWS.into_iter().filter_map(move |name| {
            let flow: Object = flows?.part(name)?;
            let urls = flow_urls(name).iter();
            Some(urls.filter_map(move |keyword| Some((Some(name), *keyword, flow.text(keyword)?))))
        });
        own.chain(of_flows.flatten())
    }

    /// The scopes that the flows of OAuth list.
    pub fn scopes(self) -> impl Iterator<Item = &'a str> {
        let flows: Option<Object> = self.0.part("flows");
        let flows = flows.into_iter().flat_map(|flows| {
            let flows = FLOWS.iter().filter_map(move |name| flows.part(name));
            flows.map(|flow: Object| flow.map::<&Value>("scopes"))
        });
        flows.flat_map(Members::names)
    }

    /// The name of the header, cookie or parameter for a key.
    #[must_use]
    pub fn name(self) -> &'a str {
        self.0.text("name").unwrap_or_default()
    }
}
