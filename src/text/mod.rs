//! "How is text compared and cut into words?" Folding, with its map back to the original, and
//! word segmentation. Pure; relies on `model` only.

mod fold;
pub mod words;

pub use fold::{Folded, fold, fold_char, is_blank, is_han, is_invisible, is_plain, plain_char};
