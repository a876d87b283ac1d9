//! The certificate that the client presents. Errors show no part of it.

use super::super::super::secret::Identity;
use super::BoxError;
#[cfg(feature = "rustls")]
use rustls::client::WantsClientCert;
#[cfg(feature = "rustls")]
use rustls::pki_types::pem::PemObject;
#[cfg(feature = "rustls")]
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
#[cfg(feature = "rustls")]
use rustls::{ClientConfig, ConfigBuilder};

/// The settings with the certificate.
#[cfg(feature = "rustls")]
pub(super) fn present(
    config: ConfigBuilder<ClientConfig, WantsClientCert>,
    identity: Option<&Identity>,
) -> Result<ClientConfig, BoxError> {
    let Some(Identity { certificate, key }) = identity else {
        return Ok(config.with_no_client_auth());
    };
    let chain = CertificateDer::pem_slice_iter(certificate).collect::<Result<Vec<_>, _>>();
    let chain = chain.ok().filter(|chain| !chain.is_empty());
    let chain = chain.ok_or("the client's certificate is not PEM")?;
    let key = PrivateKeyDer::from_pem_slice(key);
    let key = key.map_err(|_| "the key of the client's certificate is not PEM")?;
    let config = config.with_client_auth_cert(chain, key);
    config.map_err(|_| {
        "the client's certificate and its key don't fit, or are of an unknown kind".into()
    })
}

/// The builder with the certificate.
#[cfg(not(feature = "rustls"))]
pub(super) fn add(
    builder: ::reqwest::ClientBuilder,
    identity: Option<&Identity>,
) -> Result<::reqwest::ClientBuilder, BoxError> {
    let Some(identity) = identity else {
        return Ok(builder);
    };
    #[cfg(feature = "native-tls")]
    {
        let Identity { certificate, key } = identity;
        let identity = ::reqwest::Identity::from_pkcs8_pem(certificate, key);
        let identity =
            identity.map_err(|_| "the client's certificate is not PEM, or its key not PKCS#8")?;
        Ok(builder.identity(identity))
    }
    #[cfg(not(feature = "native-tls"))]
    {
        let _ = (builder, identity);
        Err("a certificate needs the feature `rustls` or `native-tls`".into())
    }
}
