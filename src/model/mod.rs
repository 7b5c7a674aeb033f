//! The glossary: the nouns that every other module speaks in. Depends on nothing but serde.
//!
//! One unit of offset is stored everywhere: bytes on character boundaries, in [`Span`]. Where
//! another unit is needed its name says so (`n_chars`, `char_idx`).

mod article;
mod correction;
mod correction_lines;
mod date;
mod encoding;
mod entity;
mod layout;
mod meeting;
mod page;
mod provenance;
mod repair;
mod sentence;
mod span;
mod work;

pub use article::{
    Article, ArticleId, ArticleText, DOUBTFUL_BELOW, Field, Join, JoinKind, Part, Restoration,
    SURE_FROM,
};
pub use correction::{Act, ArticlePlace, Correction};
pub use correction_lines::{BadLine, parse_corrections, print_corrections};
pub use date::{DateEvidence, DateSource, PartialDate};
pub use encoding::TextEncoding;
pub use entity::{Entity, EntityKind, Mention, Person, Recognition};
pub use layout::{Area, PageLayout, PlacedLine};
pub use meeting::{Deed, Meeting};
pub use page::{Line, Page, Warning};
pub use provenance::{Edit, Printed, Provenance, Run};
pub use repair::{PageHash, Place, Repair};
pub use sentence::Sentence;
pub use span::{Span, char_span, clip};
pub use work::{Label, LabelKind, Status, WorkAct, WorkDeed};
