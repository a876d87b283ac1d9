//! The certificate of a client at a server that requires it, over TLS on loopback.
//!
//! `certificates/` has a certificate and its key for each side. They sign themselves and end in 2126; each was made by
//! `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj /CN=tests
//! -addext basicConstraints=critical,CA:FALSE -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem`.
#![cfg(feature = "rustls")]

mod support;

use http::Method;
use openapi_client_runtime::runtime::transport::Reqwest;
use openapi_client_runtime::runtime::{
    Api, Client, ClientBuilder, Credential, OperationSpec, Requirement, Scheme, SendBody, Transport,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig, ServerConnection};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::{ClientExt, TestClock, api};

const CERTIFICATE: &[u8] = include_bytes!("certificates/certificate.pem");
const KEY: &[u8] = include_bytes!("certificates/key.pem");
const SERVER: &[u8] = include_bytes!("certificates/server.pem");
const SERVER_KEY: &[u8] = include_bytes!("certificates/server_key.pem");
const PASSED: &str = "the server saw the certificate";

static API: Api = api::with_security(
    &[api::scheme(
        "certificate",
        "client_certificate",
        Scheme::Certificate,
    )],
    &[&[Requirement {
        scheme: 0,
        scopes: &[],
    }]],
);

static GET: OperationSpec = api::spec(Method::GET, "/x");

fn certificate(pem: &[u8]) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(pem).unwrap()
}

fn trusting(pem: &[u8]) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(certificate(pem)).unwrap();
    roots
}

/// A server that requires the certificate, and notes the one that comes with each request.
fn server() -> (String, Arc<Mutex<Vec<CertificateDer<'static>>>>) {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let roots = Arc::new(trusting(CERTIFICATE));
    let verifier = WebPkiClientVerifier::builder_with_provider(roots, Arc::clone(&provider));
    let config = ServerConfig::builder_with_provider(provider);
    let config = config.with_safe_default_protocol_versions().unwrap();
    let config = config.with_client_cert_verifier(verifier.build().unwrap());
    let key = PrivateKeyDer::from_pem_slice(SERVER_KEY).unwrap();
    let config = config.with_single_cert(vec![certificate(SERVER)], key);
    let config = Arc::new(config.unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let seen = Arc::<Mutex<Vec<_>>>::default();
    let noted = Arc::clone(&seen);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            // A client without the certificate fails the handshake.
            serve(connection, stream.unwrap(), &noted).ok();
        }
    });
    (url, seen)
}

fn serve(
    mut connection: ServerConnection,
    mut stream: TcpStream,
    seen: &Mutex<Vec<CertificateDer<'static>>>,
) -> std::io::Result<()> {
    let mut tls = rustls::Stream::new(&mut connection, &mut stream);
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    while !request.ends_with(b"\r\n\r\n") {
        let length = tls.read(&mut chunk)?;
        request.extend_from_slice(&chunk[..length]);
    }
    let chain = tls.conn.peer_certificates().unwrap_or_default();
    seen.lock().unwrap().push(chain[0].clone().into_owned());
    let body = r#"{"id": "m"}"#;
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length";
    write!(tls, "{head}: {}\r\n\r\n{body}", body.len())?;
    tls.conn.send_close_notify();
    tls.flush()
}

fn builder(url: &str) -> ClientBuilder {
    let builder = ClientBuilder::for_api(&API).base_url(url);
    builder.clock(TestClock::new())
}

fn with_own(url: &str, config: ClientConfig) -> Client {
    let own = reqwest::Client::builder().tls_backend_preconfigured(config);
    let transport = Reqwest::with_client(own.build().unwrap());
    builder(url).transport(transport).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_of_the_callers_presents_it() {
    let (url, seen) = server();
    let config = || {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider);
        let config = config.with_safe_default_protocol_versions().unwrap();
        config.with_root_certificates(trusting(SERVER))
    };
    let without = with_own(&url, config().with_no_client_auth());
    without.call(&GET).await.unwrap_err();
    assert!(seen.lock().unwrap().is_empty());
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let with = config().with_client_auth_cert(vec![certificate(CERTIFICATE)], key);
    with_own(&url, with.unwrap()).call(&GET).await.unwrap();
    assert_eq!(seen.lock().unwrap()[..], [certificate(CERTIFICATE)]);
}

/// A request to loopback is sent by a client that needs no list of certificates.
#[tokio::test(flavor = "multi_thread")]
async fn a_request_without_the_client_trusts_no_certificate() {
    let (url, seen) = server();
    let transport = Reqwest::new(Duration::from_secs(10)).unwrap();
    let request = http::Request::get(url).body(SendBody::default()).unwrap();
    let error = transport.send_direct(request).await.map(drop).unwrap_err();
    assert!(format!("{error:?}").contains("UnknownIssuer"), "{error:?}");
    assert_eq!(error.to_string(), "TLS can't be set up with the server");
    assert!(seen.lock().unwrap().is_empty());
}

/// The default transport trusts the certificates of the system, which a variable replaces for a process.
#[cfg(target_os = "linux")]
#[test]
fn the_default_transport_presents_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/certificates");
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "child", "--ignored", "--nocapture"]);
    child.env_remove("SSL_CERT_DIR");
    child.env("SSL_CERT_FILE", format!("{folder}/server.pem"));
    let output = child.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains(PASSED),
        "{output:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "started by the test above, in a process that trusts the server"]
async fn child() {
    let (url, seen) = server();
    let without = Reqwest::new(Duration::from_secs(10)).unwrap();
    let without = builder(&url).transport(without).build().unwrap();
    without.call(&GET).await.unwrap_err();
    assert!(seen.lock().unwrap().is_empty());
    let identity = Credential::identity(CERTIFICATE, KEY);
    let client = builder(&url).credential(0, identity).build().unwrap();
    client.call(&GET).await.unwrap();
    assert_eq!(seen.lock().unwrap()[..], [certificate(CERTIFICATE)]);
    println!("{PASSED}");
}
