//! Tests.

mod restore;
