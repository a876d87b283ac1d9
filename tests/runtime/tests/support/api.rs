//! An API of a few operations, written as generated code is.

use bytes::Bytes;
use http::{Method, StatusCode};
use openapi_client_runtime::runtime::wire::{
    DecodeError, Field, Place, Reading, Record, Table, View,
};
use openapi_client_runtime::runtime::{
    Api, Call, Client, ClientBuilder, Credential, Envelope, Memory, Operation, OperationSpec,
    OwnServer, RawResponse, Reply, Requirement, RetryPolicy, Scheme, Secret, SecretMembers,
    SecurityScheme, Spec, Style,
};

pub static API: Api = Api {
    name: "tests",
    version: "0.1.0",
    servers: &["https://api.example.com"],
    listed: &[],
    path: "",
    is_relative: false,
    secret_servers: false,
    secret_hosts: false,
    own_servers: &[
        OwnServer::Path("/own"),
        OwnServer::Host {
            url: "https://up.example.com",
            setter: "uploads_url",
            is_secret: false,
        },
    ],
    schemes: &[
        scheme("token", "bearer_auth", Scheme::Bearer),
        scheme("basic", "basic_auth", Scheme::Basic),
        scheme("header", "key_header", Scheme::Header("X-Key")),
        scheme("query", "key_query", Scheme::Query("key")),
        scheme("session", "session", Scheme::Cookie("session")),
        scheme("other", "other_auth", Scheme::Bearer),
    ],
    security: Some(&[&[Requirement {
        scheme: 0,
        scopes: &[],
    }]]),
    envelope: Some(Envelope {
        member: "type",
        value: "error.list",
    }),
    secret_members: SecretMembers(&[]),
};

pub const fn scheme(name: &'static str, setter: &'static str, kind: Scheme) -> SecurityScheme {
    SecurityScheme { name, setter, kind }
}

/// The same API with other security.
pub const fn with_security(
    schemes: &'static [SecurityScheme],
    security: &'static [&'static [Requirement]],
) -> Api {
    Api {
        schemes,
        security: Some(security),
        own_servers: &[],
        envelope: None,
        ..API
    }
}

/// The same API with secrets in the bodies of its errors.
pub static SECRET_ERRORS: Api = Api {
    secret_members: SecretMembers(&["client_secret", "pin"]),
    own_servers: &[],
    envelope: None,
    ..API
};

/// A `security` list of schemes as generated code has it.
pub fn security(sets: &[&[usize]]) -> &'static [&'static [Requirement]] {
    let requirement = |scheme: &usize| Requirement {
        scheme: *scheme,
        scopes: &[],
    };
    let set = |set: &&[usize]| &*set.iter().map(requirement).collect::<Vec<_>>().leak();
    sets.iter().map(set).collect::<Vec<_>>().leak()
}

/// The same API with other servers: those of the document, and those of operations.
pub fn with_servers(
    servers: &'static [&'static str],
    path: &'static str,
    own_servers: &'static [OwnServer],
) -> &'static Api {
    Box::leak(Box::new(Api {
        servers,
        path,
        is_relative: servers.is_empty(),
        own_servers,
        envelope: None,
        ..API
    }))
}

/// An operation with bearer security and no parameters.
pub const fn spec(method: Method, path: &'static str) -> OperationSpec {
    OperationSpec::new("operation")
        .at(method, path)
        .client_headers(&["X-Version"])
}

static FIND: OperationSpec = spec(Method::GET, "/messages/{id}");

/// What a success gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    pub id: String,
}

impl Record for Message {
    const TABLE: Table = Table {
        secret_rest: false,
        constants: &[],
        fields: &[Field::required("id")],
    };
    fn blank() -> Self {
        Self::default()
    }
    fn place(&mut self, index: usize) -> Place<'_> {
        match index {
            0 => Place::String(&mut self.id),
            _ => Place::Skip,
        }
    }
    fn view(&self, index: usize) -> View<'_> {
        match index {
            0 => View::Str(&self.id),
            _ => View::Absent,
        }
    }
}

/// What an error gives: one type for each status that is described, here only one.
#[derive(Debug, PartialEq)]
pub enum NotFound {
    Described(Message),
    Other(u16),
}

impl Reply for NotFound {
    fn read(response: &RawResponse, reading: &mut Reading) -> Result<Self, DecodeError> {
        match response.status.as_u16() {
            404 => Ok(Self::Described(Reply::read(response, reading)?)),
            status => Ok(Self::Other(status)),
        }
    }
}

/// The marker of the operations.
pub struct Op;

impl Operation for Op {
    const SPEC: Spec = &spec(Method::POST, "/messages");
    type Output = Message;
    type Error = NotFound;
}

/// Generated code adds inherent methods, being in the same crate; a test needs a trait.
pub trait ClientExt {
    fn create(&self, body: &str) -> Call<Op>;
    fn find(&self, id: &str) -> Call<Op>;
    fn call(&self, spec: &'static OperationSpec) -> Call<Op>;
}

impl ClientExt for Client {
    fn create(&self, body: &str) -> Call<Op> {
        let mut parts = self.start(Op::SPEC);
        parts.json(View::Str(body));
        Call::new(parts)
    }

    fn find(&self, id: &str) -> Call<Op> {
        let mut parts = self.start(&FIND);
        parts.path("id", View::Str(id));
        Call::new(parts)
    }

    fn call(&self, spec: &'static OperationSpec) -> Call<Op> {
        Call::new(self.start(spec))
    }
}

/// A setter of an optional parameter.
pub fn page(mut call: Call<Op>, page: i64) -> Call<Op> {
    call.parts_mut()
        .query("page", Style::Form { explode: true }, View::I64(page));
    call
}

/// A builder with a bearer token.
pub fn builder(token: impl Into<Secret>) -> ClientBuilder {
    ClientBuilder::for_api(&API).credential(0, Credential::Token(token.into()))
}

/// A client without retries of a server that answers each request so.
pub fn answered(status: u16, media_type: &'static str, body: &[u8]) -> Client {
    let body = Bytes::copy_from_slice(body);
    let memory = Memory::new(move |_| {
        let mut response = http::Response::new(body.clone());
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        if !media_type.is_empty() {
            let value = media_type.parse().unwrap();
            response.headers_mut().insert("content-type", value);
        }
        Ok(response)
    });
    let client = builder("token-5550199").transport(memory);
    let client = client
        .clock(super::TestClock::new())
        .retry(RetryPolicy::none());
    client.build().unwrap()
}
