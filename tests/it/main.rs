//! Tests.

mod entity;
