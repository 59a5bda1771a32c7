//! The port to what a node does with a package beside storing it.

use std::future::Future;
use std::pin::Pin;

use contributions::Package;

/// Why a package cannot be used, in the words of whoever found out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Rejected(pub String);

/// Work on a package, some time later.
pub type Work<'a> = Pin<Box<dyn Future<Output = Result<(), Rejected>> + Send + 'a>>;

/// Reads package files and readies their code. `server` offers it over the reader of
/// `accord-plugin` and the plugin host; this crate may list neither.
pub trait Workshop: Send + Sync {
    /// Reads a package from the bytes of its file, trusting nothing.
    ///
    /// # Errors
    /// Everything wrong with it.
    fn read(&self, bytes: &[u8]) -> Result<Package, Rejected>;

    /// Compiles the package's code and looks at what it offers and asks for, without
    /// putting it to work: what is refused is refused before it is stored.
    fn try_out<'a>(&'a self, package: &'a Package) -> Work<'a>;

    /// Puts the package's code to work on this node, compiling it where that was not done
    /// yet, in the place of any earlier version.
    fn prepare<'a>(&'a self, package: &'a Package) -> Work<'a>;

    /// Takes a plugin's code out of work on this node.
    fn retire<'a>(&'a self, plugin: &'a str) -> Work<'a>;

    /// The hooks of a plugin that are not called at present, because they failed often.
    fn resting(&self, plugin: &str) -> Vec<&'static str>;

    /// Lets them be called again.
    fn wake(&self, plugin: &str);
}
