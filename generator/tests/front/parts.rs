//! The parts of the runtime: the cut text against the parsed file, and the tables of `surface`
//! against the attributes in the sources.

use openapi_client_generator::emit::{RUNTIME, cut, runtime};
use openapi_client_generator::surface::{ASSOCIATED, MEMBERS, NAMES, PARTS, Part, Parts};
use quote::ToTokens;
use std::collections::BTreeMap;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, ImplItem, Item, ItemImpl, Lit, Meta, Stmt, Token, Type};

/// The empty set, each part alone, all but each, and all.
fn sets() -> Vec<Parts> {
    let all = || PARTS.iter().map(|(part, ..)| *part);
    let set = |parts: &mut dyn Iterator<Item = Part>| {
        let mut set = Parts::NONE;
        parts.for_each(|part| set.insert(part));
        set
    };
    let mut sets = vec![Parts::NONE, set(&mut all())];
    for part in all() {
        sets.push(set(&mut std::iter::once(part)));
        sets.push(set(&mut all().filter(|other| *other != part)));
    }
    sets
}

/// Whether a thing with these attributes is in a crate, as the compiler sees it: a feature that is no part
/// decides nothing here. Takes the attributes of parts away.
fn is_in(attributes: &mut Vec<Attribute>, parts: Parts) -> bool {
    let mut is_in = true;
    attributes.retain(|attribute| {
        let value = attribute.path().is_ident("cfg").then(|| {
            let predicate: Meta = attribute.parse_args().expect("a predicate");
            holds(&predicate, parts)
        });
        match value.flatten() {
            Some(holds) => {
                is_in &= holds;
                false
            }
            None => true,
        }
    });
    is_in
}

fn holds(predicate: &Meta, parts: Parts) -> Option<bool> {
    match predicate {
        Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(name) => parts.has_named(&name.value()),
                _ => None,
            },
            _ => None,
        },
        Meta::List(list) => {
            let split = Punctuated::<Meta, Token![,]>::parse_terminated;
            let inner = list.parse_args_with(split).expect("predicates");
            let known: Vec<bool> = inner
                .iter()
                .filter_map(|inner| holds(inner, parts))
                .collect();
            let all_known = known.len() == inner.len();
            assert!(
                known.is_empty() || all_known,
                "features of both kinds in one `cfg`"
            );
            all_known.then(|| match list.path.to_token_stream().to_string().as_str() {
                "any" => known.iter().any(|holds| *holds),
                "all" => known.iter().all(|holds| *holds),
                "not" => !known[0],
                other => panic!("`{other}` in a `cfg`"),
            })
        }
        Meta::Path(_) => None,
    }
}

/// Takes everything of other parts out of a parsed file.
struct Cut(Parts);

impl Cut {
    fn is_in(&self, attributes: &mut Vec<Attribute>) -> bool {
        is_in(attributes, self.0)
    }

    fn item(&self, item: &mut Item) -> bool {
        self.is_in(match item {
            Item::Const(item) => &mut item.attrs,
            Item::Enum(item) => &mut item.attrs,
            Item::Fn(item) => &mut item.attrs,
            Item::Impl(item) => &mut item.attrs,
            Item::Macro(item) => &mut item.attrs,
            Item::Mod(item) => &mut item.attrs,
            Item::Static(item) => &mut item.attrs,
            Item::Struct(item) => &mut item.attrs,
            Item::Trait(item) => &mut item.attrs,
            Item::Type(item) => &mut item.attrs,
            Item::Use(item) => &mut item.attrs,
            other => panic!("an item of another kind: {}", other.to_token_stream()),
        })
    }

    fn statement(&self, statement: &mut Stmt) -> bool {
        match statement {
            Stmt::Item(item) => self.item(item),
            Stmt::Local(local) => self.is_in(&mut local.attrs),
            Stmt::Macro(statement) => self.is_in(&mut statement.attrs),
            Stmt::Expr(Expr::Match(expression), _) => self.is_in(&mut expression.attrs),
            Stmt::Expr(Expr::If(expression), _) => self.is_in(&mut expression.attrs),
            Stmt::Expr(Expr::MethodCall(expression), _) => self.is_in(&mut expression.attrs),
            Stmt::Expr(Expr::Call(expression), _) => self.is_in(&mut expression.attrs),
            Stmt::Expr(Expr::Assign(expression), _) => self.is_in(&mut expression.attrs),
            Stmt::Expr(..) => true,
        }
    }
}

/// What `retain` does for a list with separators.
fn retain<T, P: Default>(list: &mut Punctuated<T, P>, mut keep: impl FnMut(&mut T) -> bool) {
    let pairs = std::mem::take(list).into_pairs();
    *list = pairs
        .filter_map(|mut pair| keep(pair.value_mut()).then_some(pair))
        .collect();
}

impl VisitMut for Cut {
    fn visit_file_mut(&mut self, file: &mut syn::File) {
        file.items.retain_mut(|item| self.item(item));
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if let Some((_, items)) = &mut module.content {
            items.retain_mut(|item| self.item(item));
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_item_impl_mut(&mut self, block: &mut ItemImpl) {
        block.items.retain_mut(|item| {
            self.is_in(match item {
                ImplItem::Const(item) => &mut item.attrs,
                ImplItem::Type(item) => &mut item.attrs,
                ImplItem::Fn(item) => &mut item.attrs,
                other => panic!("an item of another kind: {}", other.to_token_stream()),
            })
        });
        visit_mut::visit_item_impl_mut(self, block);
    }

    fn visit_item_trait_mut(&mut self, item: &mut syn::ItemTrait) {
        item.items.retain_mut(|item| match item {
            syn::TraitItem::Const(item) => self.is_in(&mut item.attrs),
            syn::TraitItem::Fn(item) => self.is_in(&mut item.attrs),
            _ => true,
        });
        visit_mut::visit_item_trait_mut(self, item);
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        retain(&mut item.variants, |variant| self.is_in(&mut variant.attrs));
        visit_mut::visit_item_enum_mut(self, item);
    }

    fn visit_fields_named_mut(&mut self, fields: &mut syn::FieldsNamed) {
        retain(&mut fields.named, |field| self.is_in(&mut field.attrs));
        visit_mut::visit_fields_named_mut(self, fields);
    }

    fn visit_expr_struct_mut(&mut self, value: &mut syn::ExprStruct) {
        retain(&mut value.fields, |field| self.is_in(&mut field.attrs));
        visit_mut::visit_expr_struct_mut(self, value);
    }

    fn visit_expr_match_mut(&mut self, expression: &mut syn::ExprMatch) {
        expression
            .arms
            .retain_mut(|arm| is_in(&mut arm.attrs, self.0));
        visit_mut::visit_expr_match_mut(self, expression);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block
            .stmts
            .retain_mut(|statement| self.statement(statement));
        visit_mut::visit_block_mut(self, block);
    }
}

#[test]
fn what_is_cut_is_what_the_compiler_leaves_out() {
    let has_parts = |text: &str| {
        PARTS
            .iter()
            .any(|(_, name, _)| text.contains(&format!("feature = \"{name}\"")))
    };
    let files: Vec<_> = RUNTIME.iter().filter(|(_, text)| has_parts(text)).collect();
    assert!(files.len() > 4, "{} files have parts", files.len());
    for parts in sets() {
        for (path, text) in &files {
            let ours = cut(text, &|name| parts.has_named(name));
            let ours = syn::parse_file(&ours).unwrap_or_else(|e| panic!("{path}: {e}\n{ours}"));
            let mut expected = syn::parse_file(text).expect(path);
            Cut(parts).visit_file_mut(&mut expected);
            let ours = ours.to_token_stream().to_string();
            let expected = expected.to_token_stream().to_string();
            assert_eq!(
                ours,
                expected,
                "{path} with {:?}",
                parts.names().collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn no_attribute_of_a_part_is_left_and_no_gap() {
    for parts in sets() {
        for (path, text) in runtime::files(parts) {
            for (_, name, _) in PARTS {
                let attribute = format!("feature = \"{name}\"");
                assert!(!text.contains(&attribute), "{attribute} in {path}");
            }
            assert!(!text.contains("\n\n\n"), "{path}:\n{text}");
            assert!(!text.contains("{\n\n"), "{path}:\n{text}");
        }
    }
    let all = sets()[1];
    assert_eq!(runtime::files(all).len(), RUNTIME.len());
    assert!(runtime::files(Parts::NONE).len() < RUNTIME.len());
}

#[test]
fn a_crate_without_cookies_has_no_code_for_them() {
    let code = [
        "Key::Cookie",
        "Scheme::Cookie",
        "Style::Cookie",
        "with nothing percent-encoded: cookies",
        "header::COOKIE",
        "fn cookie",
        "fn in_cookie",
        "fn is_cookie",
    ];
    let found = |part: Part| {
        let mut parts = Parts::NONE;
        parts.insert(part);
        let files = runtime::files(parts);
        code.map(|code| files.iter().any(|(_, text)| text.contains(code)))
    };
    assert_eq!(found(Part::Cookies), [true; 8]);
    assert_eq!(found(Part::UrlParameters), [false; 8]);
}

/// The parts of the re-exports, or of a type's variants or functions or a trait's constants, in a file, by name.
fn parts_in(file: &str, of: Option<&str>) -> BTreeMap<String, Option<Part>> {
    let (_, text) = RUNTIME.iter().find(|(path, _)| *path == file).expect(file);
    let mut found = BTreeMap::new();
    for item in syn::parse_file(text).expect(file).items {
        match (item, of) {
            (Item::Use(item), None) => leaves(&item.tree, part(&item.attrs), &mut found),
            (Item::Enum(item), Some(of)) if item.ident == of => {
                let variants = item.variants.iter();
                found.extend(variants.map(|v| (v.ident.to_string(), part(&v.attrs))));
            }
            (Item::Trait(item), Some(of)) if item.ident == of => {
                found.extend(item.items.iter().filter_map(|item| match item {
                    syn::TraitItem::Const(item) => {
                        Some((item.ident.to_string(), part(&item.attrs)))
                    }
                    _ => None,
                }));
            }
            (Item::Impl(block), Some(of)) if is_of(&block, of) => {
                let whole = part(&block.attrs);
                found.extend(block.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(item) => {
                        let own = part(&item.attrs).or(whole);
                        Some((item.sig.ident.to_string(), own))
                    }
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    found
}

fn is_of(item: &ItemImpl, name: &str) -> bool {
    matches!(&*item.self_ty, Type::Path(ty) if ty.path.is_ident(name))
}

fn leaves(tree: &syn::UseTree, part: Option<Part>, found: &mut BTreeMap<String, Option<Part>>) {
    match tree {
        syn::UseTree::Path(path) => leaves(&path.tree, part, found),
        syn::UseTree::Name(name) => {
            found.insert(name.ident.to_string(), part);
        }
        syn::UseTree::Group(group) => {
            group
                .items
                .iter()
                .for_each(|tree| leaves(tree, part, found));
        }
        syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => {}
    }
}

/// The part that the attributes name.
fn part(attributes: &[Attribute]) -> Option<Part> {
    let all = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"));
    let text = all.map(|attribute| attribute.meta.to_token_stream().to_string());
    let text = text.collect::<String>();
    let mut parts = PARTS.iter();
    parts
        .find(|(_, name, _)| text.contains(&format!("feature = \"{name}\"")))
        .map(|(part, ..)| *part)
}

#[test]
fn a_name_needs_the_part_that_it_is_in() {
    let mut count = 0;
    let names = NAMES.iter().map(|name| (name.import(), name.part()));
    let members = MEMBERS.iter().map(|member| (member.parts(), member.part()));
    for ((module, word), part) in names.chain(members) {
        let file = match module {
            "crate::runtime" => "mod.rs",
            "crate::runtime::wire" => "wire/mod.rs",
            _ => continue,
        };
        if let Some(there) = parts_in(file, None).get(word) {
            assert_eq!(*there, part, "{word}");
            count += usize::from(part.is_some());
        }
    }
    assert!(count > 8, "{count} names of parts");
    for associated in ASSOCIATED {
        let files: &[&str] = match associated.of {
            "Parts" => &["parts.rs", "form_parameter.rs"],
            "Credential" => &["secret.rs"],
            "OperationSpec" | "Scheme" => &["api.rs"],
            "OwnServer" => &["server.rs"],
            "Literal" => &["wire/object.rs"],
            "Only" | "Pick" | "Variants" => &["wire/plan.rs"],
            other => panic!("where is {other}?"),
        };
        let there = files.iter().find_map(|file| {
            let own = *parts_in(file, Some(associated.of)).get(associated.word)?;
            Some(own.or_else(|| part_of_module(file)))
        });
        assert_eq!(there, Some(associated.part), "{}", associated.word);
    }
}

/// The part of a module that stands beside `mod.rs`.
fn part_of_module(file: &str) -> Option<Part> {
    let (_, text) = RUNTIME.iter().find(|(path, _)| *path == "mod.rs")?;
    let items = syn::parse_file(text).expect("mod.rs").items;
    items.into_iter().find_map(|item| match item {
        Item::Mod(module) if file.strip_suffix(".rs") == Some(&module.ident.to_string()) => {
            part(&module.attrs)
        }
        _ => None,
    })
}
