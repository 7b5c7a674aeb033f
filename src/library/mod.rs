//! One folder of the reader's: open, import, read, edit, rebuild. The façade over `ingest`,
//! `restore`, `entity`, `store` and `index`; `app` and `cli` know nothing below it.

mod types;

pub use types::{
    ArticleRow, Counts, ImportReport, LoadedArticle, Progress, Results, Snippet, Sort, Stage,
};
