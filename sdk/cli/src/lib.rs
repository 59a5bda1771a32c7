//! accord-plugin
