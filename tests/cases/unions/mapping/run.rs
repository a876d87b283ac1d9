//! The name of a shared schema is a value of the discriminator, whether the mapping has others or not.

use case_unions_mapping as client;

use client::types::Pet;
use serde_json::json;

#[test]
fn names_beside_a_mapping() {
    for kind in ["cat", "kitten", "Cat"] {
        let json = json!({"kind": kind, "lives": 7});
        let pet: Pet = serde_json::from_value(json.clone()).unwrap();
        assert!(matches!(pet, Pet::Cat(_)), "{kind}: {pet:?}");
        assert_eq!(serde_json::to_value(&pet).unwrap(), json);
    }
    for kind in ["dog", "Dog"] {
        let json = json!({"bark": "loud", "kind": kind});
        let pet: Pet = serde_json::from_value(json.clone()).unwrap();
        assert!(matches!(pet, Pet::Dog(_)), "{kind}: {pet:?}");
        assert_eq!(serde_json::to_value(&pet).unwrap(), json);
    }
    let other: Pet = serde_json::from_value(json!({"kind": "Fish"})).unwrap();
    assert!(matches!(other, Pet::Unknown(_)), "{other:?}");
}
