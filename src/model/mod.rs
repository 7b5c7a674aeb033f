//! The glossary: the nouns that every other module speaks in. Depends on nothing but serde.
//!
//! One unit of offset is stored everywhere: bytes on character boundaries, in [`Span`]. Where
//! another unit is needed its name says so (`n_chars`, `char_idx`).

mod article;
mod date;
mod entity;
mod layout;
mod page;
mod sentence;
mod span;

pub use article::{
    Article, ArticleId, ArticleText, Field, Join, JoinKind, Part, Provenance, Restoration, Run,
};
pub use date::{DateEvidence, DateSource, PartialDate};
pub use entity::{Entity, EntityKind, Mention, Person, Recognition};
pub use layout::{Area, PageLayout, PlacedLine};
pub use page::{Line, Page, Warning};
pub use sentence::Sentence;
pub use span::{Span, char_span, clip};
