//! The attribute of `accord-sdk`.

#![forbid(unsafe_code)]

use proc_macro::{Delimiter, TokenStream, TokenTree};

/// Makes a plugin of an `impl Plugin for …` block.
///
/// For the sandbox it adds the component's exports in a place of their own; natively it
/// adds nothing, so that the crate links and `cargo test` runs anywhere.
#[proc_macro_attribute]
pub fn plugin(arguments: TokenStream, item: TokenStream) -> TokenStream {
    if !arguments.is_empty() {
        return refuse("`#[plugin]` takes no arguments");
    }
    let Some(plugin) = implementing_type(item.clone()) else {
        return refuse("`#[plugin]` belongs on `impl Plugin for YourType { … }`");
    };
    let exports =
        format!("#[cfg(target_arch = \"wasm32\")] ::accord_sdk::export_plugin!({plugin});", plugin = plugin);
    let exports: TokenStream = exports.parse().expect("a type between two fixed texts is a macro call");
    item.into_iter().chain(exports).collect()
}

/// The tokens between `for` and the body of an implementation.
fn implementing_type(item: TokenStream) -> Option<TokenStream> {
    let mut tokens = item.into_iter();
    tokens.by_ref().find(|token| is_word(token, "impl"))?;
    tokens.by_ref().find(|token| is_word(token, "for"))?;
    let plugin: TokenStream = tokens.take_while(|token| !is_body(token)).collect();
    (!plugin.is_empty()).then_some(plugin)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident.to_string() == word)
}

fn is_body(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn refuse(reason: &str) -> TokenStream {
    format!("::core::compile_error!({reason:?});").parse().expect("a quoted text is a literal")
}
