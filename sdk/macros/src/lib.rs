//! accord-sdk-macros
