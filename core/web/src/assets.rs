//! Static files: embedded, served under names that change with their content.
//!
//! A file may name another as `/assets/…`; when the files are read, such names become the
//! served ones. So every file can be kept by the browser for ever, and none is ever stale.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use std::sync::LazyLock;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::{Access, PageError, Site, Table};

#[derive(RustEmbed)]
#[folder = "assets"]
pub(crate) struct Files;

/// Where the installation's own logo is served.
pub(crate) const LOGO: &str = "/assets/logo";

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

pub(crate) fn routes() -> Table {
    Table::new().get("/assets/{*path}", Access::Plain, serve).get("/favicon.ico", Access::Plain, favicon)
}

struct Asset {
    media_type: &'static str,
    body: axum::body::Bytes,
}

struct Assets {
    /// Served path (without `/assets/`) to file.
    served: BTreeMap<String, Asset>,
    /// Path in the folder to served address.
    addresses: BTreeMap<String, String>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(read);

/// The address of every file by its path in the folder, for the `asset` helper.
pub(crate) fn addresses() -> BTreeMap<String, String> {
    ASSETS.addresses.clone()
}

/// Reads the folder. What is named by others comes first: pictures, then the vendored
/// files, then our own.
fn read() -> Assets {
    let mut paths: Vec<_> = Files::iter().filter(|path| media_type(path).is_some()).collect();
    paths.sort_by_key(|path| {
        let is_text = path.ends_with(".css") || path.ends_with(".js");
        (is_text, !path.contains('/'), path.to_string())
    });
    let mut assets = Assets { served: BTreeMap::new(), addresses: BTreeMap::new() };
    for path in paths {
        let (Some(file), Some(media_type)) = (Files::get(&path), media_type(&path)) else { continue };
        let mut body = file.data.into_owned();
        if media_type.starts_with("text/") {
            let text = String::from_utf8_lossy(&body).into_owned();
            body = rename(text, &assets.addresses).into_bytes();
        }
        let mut hasher = DefaultHasher::new();
        hasher.write(&body);
        let (stem, ending) = path.rsplit_once('.').unwrap_or((&path, ""));
        let served = format!("{stem}.{:016x}.{ending}", hasher.finish());
        assets.addresses.insert(path.to_string(), format!("/assets/{served}"));
        assets.served.insert(served, Asset { media_type, body: body.into() });
    }
    assets
}

/// `text` with every `/assets/<path>` that is known in its served form.
fn rename(text: String, addresses: &BTreeMap<String, String>) -> String {
    let mut renamed = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("/assets/") {
        renamed.push_str(&rest[..at]);
        let after = &rest[at + "/assets/".len()..];
        let is_name = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
        let length = after.find(|c| !is_name(c)).unwrap_or(after.len());
        match addresses.get(&after[..length]) {
            Some(address) => renamed.push_str(address),
            None => {
                renamed.push_str("/assets/");
                renamed.push_str(&after[..length]);
            }
        }
        rest = &after[length..];
    }
    renamed.push_str(rest);
    renamed
}

/// The media type by ending; files with another ending are not served.
fn media_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "ico" => Some("image/x-icon"),
        _ => None,
    }
}

async fn serve(State(site): State<Site>, Path(path): Path<String>) -> Result<Response, PageError> {
    if path == "logo" {
        let logo = site.settings().logo.as_ref().ok_or(PageError::NotFound)?;
        let kept = HeaderValue::from_static("public, max-age=3600");
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(logo.media_type)),
            (header::CACHE_CONTROL, kept),
            (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        ];
        return Ok((headers, logo.bytes.clone()).into_response());
    }
    let asset = ASSETS.served.get(&path).ok_or(PageError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type)),
        (header::CACHE_CONTROL, IMMUTABLE),
    ];
    Ok((headers, asset.body.clone()).into_response())
}

/// Browsers ask for it whatever the page says.
async fn favicon() -> Result<Response, PageError> {
    let address = ASSETS.addresses.get("images/accord.svg").ok_or(PageError::NotFound)?;
    Ok(axum::response::Redirect::permanent(address).into_response())
}
