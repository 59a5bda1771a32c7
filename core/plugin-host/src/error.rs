//! Why a package's code cannot be used.

/// Why a component was not made ready. Shown to the administrator who installs it.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// The component asks for something that no plugin is given.
    #[error(
        "the component imports `{import}`, which plugins are not given; only accord:plugin/diagnostics is"
    )]
    ForeignImport {
        /// The name of the import, as the component writes it.
        import: String,
    },
    /// The package declares something that the component does not export.
    #[error("the package declares {declared}, but its component does not export `{export}`")]
    MissingExport {
        /// What the package declares: forms with rules, or reports with code.
        declared: &'static str,
        /// The interface that is missing.
        export: &'static str,
    },
    /// The file is larger than a component may be.
    #[error("the component has {size} bytes; at most {limit} are allowed")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
        /// The largest size in bytes.
        limit: usize,
    },
    /// It is not a component of the version in use, or not valid at all.
    #[error("the component cannot be compiled: {0}")]
    Invalid(String),
    /// Compiling took more time or memory than it may.
    #[error("compiling the component took more than it may; it was stopped")]
    CompileLimit,
    /// The artefact was not made by this installation, or was altered since.
    #[error("the compiled file was not made by this installation, or was altered")]
    NotOurs,
    /// The artefact belongs to another component or another version of the engine.
    #[error("the compiled file is of another component or another version of the engine")]
    Stale,
    /// The compiler could not be started or the artefact not be kept.
    #[error("the compiled file could not be made")]
    Io(#[from] std::io::Error),
}
