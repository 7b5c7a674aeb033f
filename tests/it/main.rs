//! Tests.

#[cfg(all(target_os = "linux", feature = "gui"))]
mod desktop;
mod documents;
