//! Items as one line each.

use quote::{ToTokens, quote};
use syn::{Generics, ItemTrait, Path, Signature, Type};

/// A function without its body, its name replaced by `path`.
pub(super) fn function(path: &str, signature: &Signature) -> String {
    let line = pretty(quote! { #signature {} });
    let line = line.trim_end_matches("{}").trim_end().trim_end_matches(',');
    named(line, &format!("fn {}", signature.ident), &format!("fn {path}"))
}

/// A type as it is spelled in the source.
pub(super) fn of_type(ty: &Type) -> String {
    let line = pretty(quote! { type T = #ty; });
    line["type T = ".len()..].trim_end_matches(';').to_owned()
}

/// The parameters of a type and what is asked of them.
pub(super) fn parameters(generics: &Generics) -> String {
    let (own, clause) = (generics, &generics.where_clause);
    let line = pretty(quote! { struct T #own #clause {} });
    line["struct T".len()..].trim_end_matches("{}").trim_end().to_owned()
}

/// `impl<…> Trait for type`, the head alone.
pub(super) fn implementation(generics: &Generics, of: &Path, ty: &str) -> String {
    let line = pretty(quote! { impl #generics #of for T {} });
    let head = line.trim_end_matches("{}").trim_end();
    let clause =
        generics.where_clause.as_ref().map(|clause| pretty_clause(&clause.to_token_stream()));
    format!("{}{ty}{}", head.trim_end_matches('T'), clause.unwrap_or_default())
}

/// A trait without what it holds, its name replaced by `path`.
pub(super) fn head(path: &str, item: &ItemTrait) -> String {
    let item = ItemTrait { attrs: Vec::new(), items: Vec::new(), ..item.clone() };
    let line = pretty(item.to_token_stream());
    let line = line.trim_end_matches("{}").trim_end();
    named(line, &format!("trait {}", item.ident), &format!("trait {path}"))
}

fn pretty_clause(clause: &impl ToTokens) -> String {
    let line = pretty(quote! { struct T #clause {} });
    line["struct T".len()..].trim_end_matches("{}").trim_end().to_owned()
}

fn named(line: &str, own: &str, full: &str) -> String {
    line.replacen(own, full, 1)
}

/// Code on one line, as rustfmt would have it if no line were too long.
fn pretty(tokens: impl ToTokens) -> String {
    let tokens = tokens.to_token_stream();
    let file = syn::parse2(tokens.clone()).unwrap_or_else(|error| panic!("{error}: {tokens}"));
    let text = prettyplease::unparse(&file);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    [("( ", "("), (", )", ")"), ("< ", "<"), (", >", ">"), (" )", ")"), (", {}", " {}")]
        .iter()
        .fold(line, |line, (from, to)| line.replace(from, to))
}
