//! The credential of a scheme, and that of another one in the same place.

use crate::support::api;
use crate::{send, with};
use openapi_client_runtime::runtime::Credential;

#[tokio::test]
async fn a_credential_of_the_scheme_itself_comes_first() {
    let basic = Credential::Basic {
        user: "me".to_owned(),
        password: "p".into(),
    };
    // Scheme 5 is in the same place as scheme 0.
    let sets: &[&[usize]] = &[&[5], &[1]];
    let both = api::builder("t").credential(1, basic);
    let request = send(both, with(sets)).await.unwrap();
    assert_eq!(request.headers()["authorization"], "Basic bWU6cA==");
    let request = send(api::builder("t"), with(sets)).await.unwrap();
    assert_eq!(request.headers()["authorization"], "Bearer t");
}
