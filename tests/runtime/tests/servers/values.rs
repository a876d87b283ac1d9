//! The values of variables in the URLs of servers.

use super::*;

#[test]
fn a_value_makes_no_empty_label() {
    for (value, is_ok) in [
        ("a", true),
        ("a\u{3002}b", true),
        ("a\u{AD}b", true),
        ("b\u{FC}cher", true),
        ("a\u{3002}", false),
        ("\u{FF0E}a", false),
        ("a\u{FF61}\u{3002}b", false),
        ("\u{AD}", false),
        ("a.\u{AD}.b", false),
    ] {
        let url = server_url("https://{slug}.example.com/v1", &[value], &[]);
        let built = build(ABSOLUTE, |builder| {
            builder.server_of_document(url.clone(), 0, Vec::new(), &[])
        });
        let built = built.map(drop).map_err(|error| error.to_string());
        assert_eq!(built.is_ok(), is_ok, "{url}: {built:?}");
        if let Err(text) = built {
            assert!(text.ends_with("before the first one"), "{text}");
        }
    }
    for (url, is_ok) in [
        ("https://a.example.", true),
        ("http://[::1]:80", true),
        ("http://127.0.0.1", true),
        ("https://.", false),
        ("https://a..example", false),
    ] {
        assert_eq!(build(ABSOLUTE, |b| b.base_url(url)).is_ok(), is_ok, "{url}");
    }
}

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
            "https://{slug!}.example.com",
        ),
        (
            "https://{slug}.example.com",
            &["u@evil.example#"],
            "https://{slug!}.example.com",
        ),
        (
            "https://{slug}.example.com",
            &["evil.example?"],
            "https://{slug!}.example.com",
        ),
        (
            "https://{slug}.{region}.example.com/{v}",
            &["", "eu", ""],
            "https://{slug!}.eu.example.com/",
        ),
        (
            "https://{slug}.{region}.example.com",
            &["a.", "eu"],
            "https://{slug!}a..eu.example.com",
        ),
        (
            "https://{slug}.{region}.example.com",
            &["a", ""],
            "https://{region!}a..example.com",
        ),
        ("https://a.{end}/v1", &["example."], "https://a.example./v1"),
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
        assert_eq!(is_built, !url.contains('{'), "{url}");
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
        ("https://{v}.example", "a:1", "a:1", "https://{v!}.example"),
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
        let is_usable = !url.contains('{');
        assert_eq!(built.is_ok(), is_usable, "{url}");
        if let Err(error) = built {
            assert!(!error.to_string().contains("admin"), "{error}");
        }
    }
}

#[test]
fn a_path_behind_the_host_begins_with_a_slash() {
    for (template, values, secret, expected) in [
        (
            "{protocol}://{host}{/base}",
            &["https", "h.example", "/v1"][..],
            "",
            "https://h.example/v1",
        ),
        ("https://h.example{/v}", &[""], "", "https://h.example"),
        ("https://h.example{/v}/b", &[""], "", "https://h.example/b"),
        // Without its slash, a value would change the host.
        ("https://h.example{/v}", &["p"], "", "https://h.example/p"),
        (
            "https://h.example{/v}",
            &[".evil"],
            "",
            "https://h.example/.evil",
        ),
        (
            "https://h.example{/v}",
            &["@evil"],
            "",
            "https://h.example/%40evil",
        ),
        (
            "https://h.example{/v}",
            &[":80"],
            "",
            "https://h.example/:80",
        ),
        ("https://h.example{/v}b", &[""], "", "https://h.example/b"),
        (
            "https://h.example{/a}{b}",
            &["", "p"],
            "",
            "https://h.example/p",
        ),
        (
            "https://h.example{/a}{b}",
            &["/a", "b"],
            "",
            "https://h.example/ab",
        ),
        (
            "{server}{/v}",
            &["https://h.example", "v1"],
            "",
            "https://h.example/v1",
        ),
        (
            "https://h.example{/v}",
            &["/a/b"],
            "/a/b",
            "https://h.example/a%2Fb",
        ),
        (
            "https://h.example{/v}",
            &["/.."],
            "",
            "https://h.example/{..}",
        ),
        // A host that may have a path.
        (
            "https://{+server}/v1",
            &["h.example:80/base"],
            "",
            "https://h.example:80/base/v1",
        ),
        (
            "https://{+server}/v1",
            &["https://evil/"],
            "",
            "https://{server!}/v1",
        ),
        (
            "https://{+server}/v1",
            &["/evil"],
            "",
            "https://{server!}/evil/v1",
        ),
    ] {
        let url = server_url(template, values, &[secret]);
        assert_eq!(url, expected, "{template}");
        let of_document = |b: ClientBuilder| b.server_of_document(url.clone(), 0, Vec::new(), &[]);
        let is_built = build(ABSOLUTE, of_document).is_ok();
        assert_eq!(is_built, !url.contains('{'), "{url}");
    }
}

#[test]
fn the_error_names_the_variable_that_leaves_its_place() {
    for (template, values, name) in [
        ("https://{host}/v1", &["https://h.example"][..], "host"),
        ("https://{host}/v1", &["h.example/canary"], "host"),
        ("https://{host}/v1", &["canary@h.example"], "host"),
        ("https://{host}/v1", &["canary%2e"], "host"),
        // The path would become the host.
        ("https://{host}/canary", &[""], "host"),
        ("https://{host}:{port}/canary", &["", "1"], "host"),
        ("https://{host}:{port}", &["h.example", "1/canary"], "port"),
        ("{scheme}://h.example", &["https://canary/"], "scheme"),
        ("http{s}://h.example", &["s://canary/"], "s"),
    ] {
        let url = server_url(template, values, &[]);
        let of_document = |b: ClientBuilder| b.server_of_document(url.clone(), 0, Vec::new(), &[]);
        let error = build(ABSOLUTE, of_document).unwrap_err().to_string();
        assert!(error.contains(&format!("variable `{name}`")), "{error}");
        assert!(!error.contains("canary"), "{error}");
    }
    // An address and an international name are hosts.
    for (value, host) in [
        ("[::1]:80", "[::1]:80"),
        ("b\u{fc}cher.example", "xn--bcher-kva.example"),
    ] {
        let url = server_url("https://{host}/v1", &[value], &[]);
        let of_document = |b: ClientBuilder| b.server_of_document(url.clone(), 0, Vec::new(), &[]);
        let (_, client) = build(ABSOLUTE, of_document).unwrap();
        assert_eq!(client.base_url(), format!("https://{host}/v1"));
    }
    // A text in braces that is no name may be a secret.
    let base = |b: ClientBuilder| b.base_url("https://h.example/{can:ary}");
    let error = build(ABSOLUTE, base).unwrap_err().to_string();
    assert!(
        error.contains("braces") && !error.contains("ary"),
        "{error}"
    );
}
