//! The port of `administration` to package files and the plugin host.

use std::path::PathBuf;
use std::sync::Arc;

use administration::{Rejected, Work, Workshop};
use contributions::Package;
use plugin_host::Host;

/// This node's workshop: compiled plugins lie in a folder of its own.
pub struct NodeWorkshop {
    host: Arc<Host>,
    artefacts: PathBuf,
}

impl NodeWorkshop {
    /// Over `host`, keeping what it compiles in `artefacts`.
    pub fn new(host: Arc<Host>, artefacts: PathBuf) -> Self {
        Self { host, artefacts }
    }
}

impl Workshop for NodeWorkshop {
    fn read(&self, bytes: &[u8]) -> Result<Package, Rejected> {
        accord_plugin::read(bytes).map_err(|error| Rejected(error.to_string()))
    }

    fn try_out<'a>(&'a self, package: &'a Package) -> Work<'a> {
        Box::pin(async move {
            self.host.install(package).await.map(|_| ()).map_err(|error| Rejected(error.to_string()))
        })
    }

    fn prepare<'a>(&'a self, package: &'a Package) -> Work<'a> {
        Box::pin(async move {
            self.host.prepare(package, &self.artefacts).await.map_err(|error| Rejected(error.to_string()))
        })
    }

    fn retire<'a>(&'a self, plugin: &'a str) -> Work<'a> {
        Box::pin(async move {
            self.host.disable(plugin).await;
            Ok(())
        })
    }

    fn resting(&self, plugin: &str) -> Vec<&'static str> {
        let ours = self.host.health().into_iter().filter(|health| health.plugin == plugin);
        ours.flat_map(|health| health.resting).map(|(hook, _)| hook).collect()
    }

    fn wake(&self, plugin: &str) {
        self.host.reset(plugin);
    }
}
