//! Tests of the whole policy.
