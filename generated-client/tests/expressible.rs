//! What the API would refuse doesn't compile.

#[test]
fn illegal_messages_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/expressible/*.rs");
}
