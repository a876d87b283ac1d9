//! The values of variables in the URLs of servers.

use super::*;

#[test]
fn variables_stay_in_their_place() {
    for (template, values, expected) in [
        (
            "https://{slug}.example.com",
            &["acme"][..],
            "https://acme.example.com",
        ),
        (
            "https://{slug}.example.com/{v}/{b}",
            &["a-b.c_d", "v1", "x/y"],
            "https://a-b.c_d.example.com/v1/x/y",
        ),
        (
            "https://{host}:{port}/api",
            &["a.example", "8443"],
            "https://a.example:8443/api",
        ),
        (
            "https://{host}/api",
            &["a.example:8443"],
            "https://a.example:8443/api",
        ),
        (
            "{scheme}://{host}",
            &["http", "a.example"],
            "http://a.example",
        ),
        (
            "{server}/v1",
            &["https://[::1]:80/base"],
            "https://[::1]:80/base/v1",
        ),
        (
            "https://{slug}.example.com",
            &["evil.example/"],
            "https://evil.example%2F.example.com",
        ),
        (
            "https://{slug}.example.com",
            &["u@evil.example#"],
            "https://u%40evil.example%23.example.com",
        ),
        (
            "https://{slug}.example.com",
            &["evil.example?"],
            "https://evil.example%3F.example.com",
        ),
        (
            "https://a.example/{v}",
            &["v 1?q#f"],
            "https://a.example/v%201%3Fq%23f",
        ),
    ] {
        let url = server_url(template, values, &[]);
        assert_eq!(url, expected);
        // A value that doesn't fit into its place makes an invalid URL.
        let is_built = build(ABSOLUTE, |builder| {
            builder.server_of_document(url.clone(), 0, Vec::new(), &[])
        })
        .is_ok();
        assert_eq!(is_built, !url.contains("evil"), "{url}");
    }
}

#[test]
fn values_keep_to_their_segments() {
    for (template, value, secret, expected) in [
        (
            "https://a.example/bot{v}/v1",
            "x/../b?c#d\\e",
            "x/../b?c#d\\e",
            "https://a.example/botx%2F..%2Fb%3Fc%23d%5Ce/v1",
        ),
        (
            "https://a.example/bot{v}",
            "1:AB",
            "1:AB",
            "https://a.example/bot1:AB",
        ),
        (
            "https://a.example/{v}",
            "%2e%2E",
            "",
            "https://a.example/%252e%252E",
        ),
        (
            "https://a.example/{v}",
            "api/v1.../..b",
            "",
            "https://a.example/api/v1.../..b",
        ),
        // The document's own dots stay.
        (
            "https://a.example/../{v}/./b",
            "c",
            "",
            "https://a.example/../c/./b",
        ),
        ("../{v}/b", "c", "", "../c/b"),
        // These leave their place.
        (
            "https://a.example/bot{v}/v1",
            "x/../admin",
            "",
            "https://a.example/botx/{..}/admin/v1",
        ),
        (
            "https://a.example/{v}",
            "..",
            "..",
            "https://a.example/{..}",
        ),
        (
            "https://a.example/{v}/b",
            ".",
            "",
            "https://a.example/{.}/b",
        ),
        (
            "https://a.example/.{v}/b",
            ".",
            "",
            "https://a.example/{..}/b",
        ),
        (
            "https://a.example/{v}/{v}",
            "../x",
            "",
            "https://a.example/{..}/x/{..}/x",
        ),
        (
            "{v}/v1",
            "https://a.example/..",
            "",
            "https://a.example/{..}/v1",
        ),
        ("/{v}/v1", "a/..", "", "/a/{..}/v1"),
        ("/{v}/v1", "../a://b", "", "/{..}/a://b/v1"),
        ("https://a.example:{v}", "1", "1", "https://a.example:1"),
        ("https://{v}.example", "a:1", "a:1", "https://a%3A1.example"),
    ] {
        let url = server_url(
            template,
            &[value, value][..template.matches('{').count()],
            &[secret],
        );
        assert_eq!(url, expected);
        let built = if url.starts_with("https:") {
            let of_document =
                |b: ClientBuilder| b.server_of_document(url.clone(), 0, Vec::new(), &[]);
            build(ABSOLUTE, of_document)
        } else {
            let base = |b: ClientBuilder| b.base_url("https://a.example");
            build(RELATIVE, |b| base(b).relative_path(url.clone()))
        };
        let is_usable = !url.contains('{') && !url.contains("a%3A1");
        assert_eq!(built.is_ok(), is_usable, "{url}");
        if let Err(error) = built {
            assert!(!error.to_string().contains("admin"), "{error}");
        }
    }
}
