//! The items of a crate that a caller can name, and the code behind them.

use super::modules::{Modules, Path, is_public};
use super::syntax::{self, docs, is_hidden, is_non_exhaustive, join, self_type};
use super::text;
use quote::ToTokens;
use std::collections::BTreeMap;
use syn::{
    Attribute, Fields, Generics, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, ItemTrait,
    Signature, TraitItem,
};

/// Begins the declaration of a type that callers can't write out.
pub(super) const CLOSED: &str = "#[non_exhaustive] ";

/// The module of the support code.
pub(super) const SUPPORT: &str = "runtime";

/// The interface of a crate.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// By path, such as `types::Pet::name`.
    pub(super) public: BTreeMap<String, Public>,
    /// The code that a caller doesn't see: bodies and tables, by the item that it belongs to.
    pub(super) code: BTreeMap<String, String>,
    /// The method and the path of each operation, by its type.
    pub(super) routes: BTreeMap<String, String>,
    /// Whether the module that is read is one of the support code.
    pub(super) is_support: bool,
}

/// An item that a caller can name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Public {
    /// Its path in its own crate.
    pub(super) path: String,
    /// Its kind, such as `struct`.
    pub(super) kind: &'static str,
    /// The tokens on which the code of a caller depends.
    pub(super) tokens: String,
    /// The same with the names of arguments, for people.
    pub(super) shown: String,
    /// The names of arguments.
    pub(super) arguments: Vec<String>,
    pub(super) docs: String,
    pub(super) is_deprecated: bool,
    /// Whether it is public for generated code alone.
    pub(super) is_hidden: bool,
    /// The conditions under which it is compiled.
    pub(super) cfg: String,
    /// The item that it is a part of.
    pub(super) parent: Option<String>,
    /// Whether a new one breaks callers, as a field does of a struct that they write out.
    pub(super) is_required: bool,
}

/// The item around others.
struct Around<'a> {
    path: &'a str,
    cfg: &'a str,
}

impl Items {
    pub(super) fn of(modules: &Modules) -> Self {
        let mut items = Self::default();
        for (path, module) in modules.iter() {
            items.is_support = path.first().is_some_and(|room| room == SUPPORT);
            for item in &module.items {
                items.add(modules, path, item);
            }
        }
        items.join();
        items
    }

    fn add(&mut self, modules: &Modules, path: &Path, item: &Item) {
        let room = path.first().map_or("the crate", String::as_str);
        match item {
            Item::Impl(item) => self.implementation(modules, path, item),
            Item::Macro(item) => {
                let owner = syntax::table(&item.mac.tokens);
                let owner = owner.filter(|_| room == "wire");
                self.behind(owner.as_deref().unwrap_or(room), &item.mac);
            }
            // Imports differ with the code that needs them.
            Item::Use(_) => {}
            item => match modules.public_item(path, item) {
                Some(at) => self.named(&at, &modules.cfg(path), item),
                None => self.behind(room, item),
            },
        }
    }

    fn named(&mut self, at: &str, cfg: &str, item: &Item) {
        match item {
            Item::Struct(item) => self.structure(at, cfg, item),
            Item::Enum(item) => self.enumeration(at, cfg, item),
            Item::Trait(item) => self.interface(at, cfg, item),
            Item::Fn(item) => {
                self.function(at, cfg, None, &item.attrs, &item.sig);
                self.behind(at, &item.block);
            }
            Item::Type(item) => {
                let ty = join(&[&item.generics, &item.ty]);
                self.put(at, Public::new("type", ty, cfg, &item.attrs));
            }
            Item::Const(item) => {
                let ty = join(&[&item.ty]);
                self.put(at, Public::new("const", ty, cfg, &item.attrs));
                self.behind(at, &item.expr);
            }
            item => self.behind(at, item),
        }
    }

    fn structure(&mut self, at: &str, cfg: &str, item: &ItemStruct) {
        let is_closed = is_non_exhaustive(&item.attrs)
            || item.fields.iter().any(|field| !is_public(&field.vis));
        self.put(
            at,
            Public::of_type("struct", &item.generics, is_closed, cfg, &item.attrs),
        );
        self.derived(at, &item.attrs);
        let fields = item.fields.iter().filter(|field| is_public(&field.vis));
        for (index, field) in fields.enumerate() {
            let name = syntax::name(field, index);
            let mut public = Public::new("field", join(&[&field.ty]), "", &field.attrs);
            public.is_required = !is_closed;
            self.part(at, &name, public);
        }
    }

    fn enumeration(&mut self, at: &str, cfg: &str, item: &ItemEnum) {
        let is_closed = is_non_exhaustive(&item.attrs);
        self.put(
            at,
            Public::of_type("enum", &item.generics, is_closed, cfg, &item.attrs),
        );
        self.derived(at, &item.attrs);
        for variant in &item.variants {
            let mut fields = variant.fields.clone();
            let mut told = String::new();
            for field in &mut fields {
                told.push_str(&docs(&field.attrs));
                field.attrs.clear();
            }
            let fields = match fields {
                Fields::Unit => "a unit".to_owned(),
                fields => join(&[&fields]),
            };
            let mut public = Public::new("variant", fields, "", &variant.attrs);
            public.docs.push_str(&told);
            public.is_required = !is_closed;
            self.part(at, &variant.ident.to_string(), public);
        }
    }

    fn interface(&mut self, at: &str, cfg: &str, item: &ItemTrait) {
        let head = join(&[&item.generics, &item.supertraits]);
        self.put(at, Public::new("trait", head, cfg, &item.attrs));
        for item in &item.items {
            match item {
                TraitItem::Fn(item) => {
                    let at_item = format!("{at}::{}", item.sig.ident);
                    self.function(&at_item, "", Some(at), &item.attrs, &item.sig);
                    if let Some(public) = self.public.get_mut(&at_item) {
                        public.is_required = item.default.is_none();
                    }
                }
                TraitItem::Type(item) => {
                    let mut public = Public::new("type", join(&[&item.bounds]), "", &item.attrs);
                    public.is_required = item.default.is_none();
                    self.part(at, &item.ident.to_string(), public);
                }
                TraitItem::Const(item) => {
                    let mut public = Public::new("const", join(&[&item.ty]), "", &item.attrs);
                    public.is_required = item.default.is_none();
                    self.part(at, &item.ident.to_string(), public);
                }
                item => self.behind(at, item),
            }
        }
    }

    /// Methods are parts of their type; an implementation of a trait is an item of its own.
    fn implementation(&mut self, modules: &Modules, path: &Path, item: &ItemImpl) {
        let room = path.first().map_or("the crate", String::as_str);
        let Some(of) = self_type(modules, path, item) else {
            return self.behind(room, item);
        };
        let cfg = format!("{}{}", modules.cfg(path), syntax::cfg(&item.attrs));
        let around = Around {
            path: &of,
            cfg: &cfg,
        };
        match &item.trait_ {
            None => self.methods(&around, item),
            Some((of_trait, _)) if of_trait.is_ident("Operation") => {
                self.operation(&around, item);
            }
            Some((of_trait, _)) => {
                let name = text::spaced(&join(&[of_trait]));
                let at = format!("impl {name} for {of}");
                let mut public = Public::new("impl", join(&[&item.generics]), &cfg, &item.attrs);
                public.parent = Some(of);
                self.put(&at, public);
                for part in &item.items {
                    match part {
                        // Attributes such as `inline` are no difference.
                        ImplItem::Fn(part) => self.behind(&at, &part.block),
                        part => self.behind(&at, part),
                    }
                }
            }
        }
    }

    fn methods(&mut self, around: &Around<'_>, item: &ItemImpl) {
        for part in &item.items {
            match part {
                ImplItem::Fn(part) if is_public(&part.vis) => {
                    let at = format!("{}::{}", around.path, part.sig.ident);
                    self.function(&at, around.cfg, Some(around.path), &part.attrs, &part.sig);
                    self.behind(&at, &part.block);
                }
                ImplItem::Const(part) if is_public(&part.vis) => {
                    let ty = join(&[&part.ty]);
                    let mut public = Public::new("const", ty, around.cfg, &part.attrs);
                    public.parent = Some(around.path.to_owned());
                    let at = format!("{}::{}", around.path, part.ident);
                    self.put(&at, public);
                    self.behind(&at, &part.expr);
                }
                part => self.behind(around.path, part),
            }
        }
    }

    /// The types of an operation, and its route.
    fn operation(&mut self, around: &Around<'_>, item: &ItemImpl) {
        for part in &item.items {
            match part {
                ImplItem::Type(part) => {
                    let public = Public::new("type", join(&[&part.ty]), "", &part.attrs);
                    self.part(around.path, &part.ident.to_string(), public);
                }
                ImplItem::Const(part) => {
                    let route = syntax::route(&part.expr);
                    let route = route.map(|route| (around.path.to_owned(), route));
                    self.routes.extend(route);
                    self.behind(around.path, &part.expr);
                }
                part => self.behind(around.path, part),
            }
        }
    }

    fn function(
        &mut self,
        at: &str,
        cfg: &str,
        parent: Option<&str>,
        attrs: &[Attribute],
        signature: &Signature,
    ) {
        let cfg = format!("{cfg}{}", syntax::cfg(attrs));
        let mut public = Public::new(
            "fn",
            syntax::signature_tokens(signature, false),
            &cfg,
            attrs,
        );
        public.shown = syntax::signature_tokens(signature, true);
        public.arguments = syntax::arguments(signature);
        public.parent = parent.map(str::to_owned);
        self.put(at, public);
    }

    /// A derived trait is implemented, too.
    fn derived(&mut self, at: &str, attrs: &[Attribute]) {
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("derive")) {
            let _ = attr.parse_nested_meta(|meta| {
                let name = meta.path.to_token_stream().to_string();
                let mut public = Public::new("impl", String::new(), "", &[]);
                public.parent = Some(at.to_owned());
                self.put(&format!("impl {name} for {at}"), public);
                Ok(())
            });
        }
    }

    fn part(&mut self, at: &str, name: &str, mut public: Public) {
        public.parent = Some(at.to_owned());
        self.put(&format!("{at}::{name}"), public);
    }

    fn put(&mut self, at: &str, mut public: Public) {
        if public.is_hidden {
            return;
        }
        at.clone_into(&mut public.path);
        self.public.insert(at.to_owned(), public);
    }

    /// Code of `owner` that callers don't see. The support code is one: most of it serves all operations.
    fn behind(&mut self, owner: &str, code: &impl ToTokens) {
        let owner = if self.is_support { SUPPORT } else { owner };
        let all = self.code.entry(owner.to_owned()).or_default();
        all.push_str(&code.to_token_stream().to_string());
    }

    /// Makes items parts of those with which they come and go: the type of an operation, of the method that returns
    /// its call; the methods of the call, of that type; and `with_name`, of the field `name`.
    fn join(&mut self) {
        let mut parents = Vec::new();
        let mut forms = BTreeMap::new();
        let functions = self.public.iter();
        let functions = functions.filter(|(at, public)| public.kind == "fn" && !at.contains('<'));
        for (at, public) in functions {
            if let Some(of) = text::between(&public.tokens, "-> Call < ", " >") {
                forms.insert(of, at);
            }
            let setter = at.rsplit_once("::with_");
            let field = setter.map(|(of, name)| format!("{of}::{name}"));
            parents.extend(field.map(|field| (at.clone(), field)));
        }
        for at in self.routes.keys() {
            let name = text::last(at);
            let method = forms
                .get(name)
                .map(|method| (at.clone(), (*method).clone()));
            parents.extend(method);
            let (from, to) = (format!("Call<{name}>::"), format!("Call<{name}>:;"));
            let setters = self.public.range(from..to);
            parents.extend(setters.map(|(setter, _)| (setter.clone(), at.clone())));
        }
        for (at, parent) in parents {
            if self.public.contains_key(&parent)
                && let Some(public) = self.public.get_mut(&at)
            {
                public.parent = Some(parent);
            }
        }
    }
}

impl Public {
    fn new(kind: &'static str, tokens: String, cfg: &str, attrs: &[Attribute]) -> Self {
        Self {
            path: String::new(),
            kind,
            shown: tokens.clone(),
            arguments: Vec::new(),
            tokens,
            docs: docs(attrs),
            is_deprecated: attrs.iter().any(|attr| attr.path().is_ident("deprecated")),
            is_hidden: attrs.iter().any(is_hidden),
            cfg: format!("{cfg}{}", syntax::cfg(attrs)),
            parent: None,
            is_required: false,
        }
    }

    /// A type; `is_closed` says that callers can't write it out.
    fn of_type(
        kind: &'static str,
        generics: &Generics,
        is_closed: bool,
        cfg: &str,
        attrs: &[Attribute],
    ) -> Self {
        let mark = if is_closed { CLOSED } else { "" };
        Self::new(
            kind,
            format!("{mark}{kind}{}", join(&[generics])),
            cfg,
            attrs,
        )
    }
}
