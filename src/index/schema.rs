//! What the index holds of an article, and how the fields are cut.
//!
//! *Grams* decide what is found: every adjacent pair of folded characters at its character's
//! position, and the last character alone as an end mark, so that a phrase of pairs is exactly a
//! substring. (Measured on 31 MB of news: pairs find every literal substring and nothing else;
//! words of any cut find 57–78 % of them.) Headline with deck, body and byline have a field each:
//! a hit in the first weighs more, and each can be asked for alone. Each deck line is a value of
//! its own; between two values no pair exists, so no hit runs from one to the next. A text that the
//! reader corrected is there as printed, too, as a value of its own.
//!
//! The same fields hold, at the positions where they begin, the Latin words and the beginnings of
//! sentences, paragraphs and values, told apart by a [mark](Mark) that no folded text holds. So
//! all that 同句, 同段 and 近 ask is in the positions of one field, in characters: nothing has to be
//! looked up in the texts themselves, and counts are exact.
//!
//! *Words* only rank, and tell what articles share. They are those of jieba's dictionary, of two to
//! four Chinese characters, each once for a text and without the words inside them: how often it
//! stands there is in the grams, and a word of a longer word (华人 of 中华人民) is what they are to be
//! told from. With every word as often as it stands there, the index was a tenth larger.
//!
//! *Names* of people, pages, files and the like are terms as they are, folded; see
//! [`super::matching_terms`] for how a part of one is found. They stand once more in columns, by which
//! they are counted; see [`super::facets`]. Days and numbers that a text speaks of are terms, too; see
//! [`super::said`].

use super::facets::Facet;
use super::query::{NameKind, Zone};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

/// The names of the tokenizers end in their version: an index of another version has another
/// schema, is set aside and built anew.
pub(super) const GRAMS: &str = "banmian-grams-2";
/// See [`GRAMS`].
pub(super) const WORDS: &str = "banmian-words-3";
/// See [`GRAMS`].
pub(super) const NAMES: &str = "banmian-names-1";
/// tantivy's own, which leaves a text as it is.
const RAW: &str = "raw";

/// The names of the fields that lists are sorted by.
pub(super) const PLACE: &str = "place";
/// See [`PLACE`].
pub(super) const NEWEST: &str = "newest";
/// See [`PLACE`].
pub(super) const OLDEST: &str = "oldest";
/// The name of its source, for the list by sources.
pub(super) const SOURCE_ORDER: &str = "source_order";
/// The month it is of, as [`super::facets`] counts it.
pub(super) const MONTH: &str = "month";
/// Names that are printed otherwise than they are compared; see [`super::facets`].
pub(super) const FORMS: &str = "facet_forms";
/// The first day that its date may be.
pub(super) const FIRST_DAY: &str = "first_day";
/// The group of reprints that an article is in; see [`super::reprints`].
pub(super) const GROUP: &str = "group";
/// The number of the file, which grows with every import.
pub(super) const IMPORT: &str = "import";
/// How sure the restoration is, in thousandths.
pub(super) const CONFIDENCE: &str = "confidence";

/// What a term begins with that is no gram. Control characters are blanks, which no folded text
/// holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A Latin word.
    Word,
    /// The beginning of a sentence.
    Sentence,
    /// The beginning of a paragraph.
    Paragraph,
    /// The beginning of a value.
    Value,
}

impl Mark {
    pub(super) const fn sign(self) -> char {
        match self {
            Self::Word => '\u{1}',
            Self::Sentence => '\u{2}',
            Self::Paragraph => '\u{3}',
            Self::Value => '\u{4}',
        }
    }
}

/// The fields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The article's id.
    pub(super) id: Field,
    /// Grams of headline and deck.
    head_grams: Field,
    /// Grams of the body.
    body_grams: Field,
    /// Grams of the byline, wherever it is printed.
    byline_grams: Field,
    /// Words of headline and deck.
    head_words: Field,
    /// Words of body and byline.
    text_words: Field,
    author: Field,
    person: Field,
    organization: Field,
    place_name: Field,
    facility: Field,
    project: Field,
    page: Field,
    source: Field,
    /// The page's number, as [`super::query::page_number`] gives it.
    pub(super) page_number: Field,
    /// The first day that its date may be; see [`super::entry::sortable_day`].
    pub(super) first_day: Field,
    /// The last day that its date may be.
    pub(super) last_day: Field,
    /// Amounts of money, as [`crate::text::Amount::sortable`] gives them.
    pub(super) amounts: Field,
    /// Days that it speaks of; see [`super::said`].
    pub(super) said_days: Field,
    /// Numbers with their measure words; see [`super::said`].
    pub(super) said_numbers: Field,
    /// Ascending: the order of the pages.
    pub(super) place: Field,
    /// Descending: the newest first, then by place.
    pub(super) newest: Field,
    /// Ascending: the oldest first, then by place.
    pub(super) oldest: Field,
    /// See [`IMPORT`].
    pub(super) import: Field,
    /// See [`CONFIDENCE`].
    pub(super) confidence: Field,
    /// See [`GROUP`].
    pub(super) group: Field,
    /// The numbers that candidates for reprints are found by.
    pub(super) sketch: Field,
    /// See [`SOURCE_ORDER`].
    pub(super) source_order: Field,
    /// See [`MONTH`].
    pub(super) month: Field,
    /// See [`FORMS`].
    forms: Field,
    /// The columns of the facets, in [`Facet::ALL`]'s order.
    facets: [Field; Facet::ALL.len()],
}

impl Fields {
    /// The field of grams of a text.
    pub(super) const fn grams(&self, zone: Zone) -> Field {
        match zone {
            Zone::Headline => self.head_grams,
            Zone::Body => self.body_grams,
            Zone::Byline => self.byline_grams,
        }
    }

    /// The field of words of a text.
    pub(super) const fn words(&self, zone: Zone) -> Field {
        match zone {
            Zone::Headline => self.head_words,
            Zone::Body | Zone::Byline => self.text_words,
        }
    }

    /// The column in which the names of a facet stand, or their forms.
    pub(super) fn column(&self, name: &str) -> Field {
        let facets = Facet::ALL.iter().zip(self.facets);
        facets
            .into_iter()
            .find(|(facet, _)| facet.column() == name)
            .map_or(self.forms, |(_, field)| field)
    }

    /// The field of names of a kind.
    pub(super) const fn names(&self, kind: NameKind) -> Field {
        match kind {
            NameKind::Author => self.author,
            NameKind::Person => self.person,
            NameKind::Organization => self.organization,
            NameKind::Place => self.place_name,
            NameKind::Facility => self.facility,
            NameKind::Project => self.project,
            NameKind::Page => self.page,
            NameKind::Source => self.source,
        }
    }
}

pub(super) fn build_schema() -> (Schema, Fields) {
    let mut builder = SchemaBuilder::default();
    let mut said = |name: &str| {
        // Told by themselves, in no order: they need no length of a text.
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(RAW)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false);
        builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
    };
    let (said_days, said_numbers) = (said("said_days"), said("said_numbers"));
    let mut text = |name: &str, tokenizer: &str, record: IndexRecordOption| {
        builder.add_text_field(name, text_options(tokenizer, record))
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let (head_grams, body_grams, byline_grams) = (
        text("head_grams", GRAMS, positions),
        text("body_grams", GRAMS, positions),
        text("byline_grams", GRAMS, positions),
    );
    let (head_words, text_words) = (
        text("head_words", WORDS, IndexRecordOption::WithFreqs),
        text("text_words", WORDS, IndexRecordOption::WithFreqs),
    );
    let mut names = |name: &str| text(name, NAMES, IndexRecordOption::Basic);
    let fields = Fields {
        head_grams,
        body_grams,
        byline_grams,
        head_words,
        text_words,
        author: names("author"),
        person: names("person"),
        organization: names("organization"),
        place_name: names("place_name"),
        facility: names("facility"),
        project: names("project"),
        page: names("page"),
        source: names("source"),
        page_number: builder.add_text_field("page_number", STRING),
        id: builder.add_text_field("id", STRING | STORED),
        first_day: builder.add_u64_field(FIRST_DAY, FAST),
        last_day: builder.add_u64_field("last_day", FAST),
        amounts: builder.add_u64_field("amounts", FAST),
        said_days,
        said_numbers,
        place: builder.add_u64_field(PLACE, FAST | INDEXED),
        newest: builder.add_u64_field(NEWEST, FAST),
        oldest: builder.add_u64_field(OLDEST, FAST),
        import: builder.add_u64_field(IMPORT, FAST | INDEXED),
        confidence: builder.add_u64_field(CONFIDENCE, FAST | INDEXED),
        group: builder.add_u64_field(GROUP, FAST),
        sketch: builder.add_u64_field("sketch", INDEXED),
        source_order: builder.add_text_field(SOURCE_ORDER, FAST),
        month: builder.add_u64_field(MONTH, FAST),
        forms: builder.add_text_field(FORMS, FAST),
        facets: Facet::ALL.map(|facet| builder.add_text_field(facet.column(), FAST)),
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
