//! accord-sdk
