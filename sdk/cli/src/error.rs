//! Why a plugin could not be built.

use std::path::PathBuf;

use contributions::Findings;

use crate::ReadError;

/// Why a plugin could not be checked, built or read. Written for its author.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder holds no plugin.
    #[error("{0}: there is no plugin.toml here; `accord-plugin new NAME` makes one")]
    NoPlugin(PathBuf),
    /// The folder exists already.
    #[error("{0} exists already; choose another name or remove it")]
    Exists(PathBuf),
    /// The name cannot be a plugin's.
    #[error(
        "'{0}' cannot be the name of a plugin; use lower-case words joined by hyphens, such as school-referral"
    )]
    Name(String),
    /// A file cannot be read or written.
    #[error("{path}: {cause}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        cause: std::io::Error,
    },
    /// What is declared is wrong.
    #[error("{0}")]
    Findings(#[from] Findings),
    /// The words or the templates are wrong.
    #[error("{0}")]
    Words(String),
    /// The code is not a crate that can be built.
    #[error("{path}: {reason}")]
    Crate {
        /// The crate's manifest.
        path: PathBuf,
        /// What is wrong and how to mend it.
        reason: String,
    },
    /// The compiler said no; its words went to standard error.
    #[error("cargo could not build the plugin; its messages stand above")]
    Cargo,
    /// The WebAssembly target is missing.
    #[error(
        "the target wasm32-unknown-unknown is not installed; run `rustup target add wasm32-unknown-unknown`"
    )]
    Target,
    /// The module is not a component of our world.
    #[error("the module cannot be made a component: {0}")]
    Component(String),
    /// The component would be refused at install.
    #[error("{0}")]
    Install(#[from] plugin_host::InstallError),
    /// The package cannot be read back.
    #[error("{0}")]
    Read(#[from] ReadError),
    /// The standard plugins are nowhere to be found.
    #[error(
        "the standard plugins are not here: neither a checkout above {0}, nor a folder `packages` beside the program"
    )]
    NoStandard(PathBuf),
}

impl Error {
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        |cause| Self::File { path, cause }
    }
}
