//! What the index holds of an article, and how the fields are cut.
//!
//! Two kinds of text fields. *Grams* decide what is found: every adjacent pair of folded
//! characters at its character's position, and the last character alone as an end mark, so that a
//! phrase of pairs is exactly a substring. *Words* only rank. (Measured on 31 MB of news: pairs
//! find every literal substring and nothing else; words of any cut find 57–78 % of them.)
//!
//! Headline and deck have fields of their own, so that a hit there can weigh more. Each deck line
//! is a value of its own; between two values no pair exists, so no hit runs from one to the next.
//! A text that the reader corrected is there as printed, too, as a value of its own.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

/// The names of the tokenizers end in their version: an index of another version has another
/// schema, is set aside and built anew.
pub(super) const GRAMS: &str = "banmian-grams-1";
/// See [`GRAMS`].
pub(super) const WORDS: &str = "banmian-words-1";

/// The names of the fields that lists are sorted by.
pub(super) const PLACE: &str = "place";
/// See [`PLACE`].
pub(super) const NEWEST: &str = "newest";
/// See [`PLACE`].
pub(super) const OLDEST: &str = "oldest";
/// How sure the restoration is, in thousandths.
pub(super) const CONFIDENCE: &str = "confidence";

/// The fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The article's id.
    pub(super) id: Field,
    /// Grams of headline and deck.
    pub(super) head_grams: Field,
    /// Grams of body and byline.
    pub(super) text_grams: Field,
    /// Words of headline and deck.
    pub(super) head_words: Field,
    /// Words of body and byline.
    pub(super) text_words: Field,
    /// Ascending: the order of the pages.
    pub(super) place: Field,
    /// Descending: the newest first, then by place.
    pub(super) newest: Field,
    /// Ascending: the oldest first, then by place.
    pub(super) oldest: Field,
    /// See [`CONFIDENCE`].
    pub(super) confidence: Field,
}

pub(super) fn build_schema() -> (Schema, Fields) {
    let mut builder = SchemaBuilder::default();
    let grams = |builder: &mut SchemaBuilder, name| {
        builder.add_text_field(
            name,
            text_options(GRAMS, IndexRecordOption::WithFreqsAndPositions),
        )
    };
    let words = |builder: &mut SchemaBuilder, name| {
        builder.add_text_field(name, text_options(WORDS, IndexRecordOption::WithFreqs))
    };
    let fields = Fields {
        id: builder.add_text_field("id", STRING | STORED),
        head_grams: grams(&mut builder, "head_grams"),
        text_grams: grams(&mut builder, "text_grams"),
        head_words: words(&mut builder, "head_words"),
        text_words: words(&mut builder, "text_words"),
        place: builder.add_u64_field(PLACE, FAST | INDEXED),
        newest: builder.add_u64_field(NEWEST, FAST),
        oldest: builder.add_u64_field(OLDEST, FAST),
        confidence: builder.add_u64_field(CONFIDENCE, FAST | INDEXED),
    };
    (builder.build(), fields)
}

fn text_options(tokenizer: &str, record: IndexRecordOption) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(record),
    )
}
