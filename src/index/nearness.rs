//! Words near to each other, as a query of tantivy's.
//!
//! Candidates are the articles that hold all grams of all words. Whether the words stand near to
//! each other is then told by the positions of those grams, which are characters of the text, and
//! of the marks where sentences, paragraphs and values begin: as exact as reading the text, and a
//! small part of the work, for it reads a few lists of numbers and no article.

use super::query::near::{Place, Units, is_near};
use super::query::{Form, Pattern, Reach};
use super::schema::Mark;
use super::tokens::covering_grams;
use super::wishes::{latin_term, pattern_in, terms_beginning_with};
use crate::text::fold;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::query::{
    BooleanQuery, EmptyScorer, EnableScoring, Explanation, FuzzyTermQuery, Occur, Query, Scorer,
    TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{
    DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, TantivyError, Term,
};

/// The articles in one field of which words stand near to each other.
#[derive(Debug)]
pub(super) struct NearQuery {
    wish: Wish,
    candidates: Box<dyn Query>,
}

/// What is asked for; the texts of the patterns are folded.
#[derive(Clone, Debug)]
struct Wish {
    field: Field,
    reach: Reach,
    words: Vec<Vec<Pattern>>,
}

impl NearQuery {
    pub(super) fn new(field: Field, reach: Reach, words: &[Vec<Pattern>]) -> Self {
        let candidates = words.iter().map(|word| {
            let alternatives = word.iter().map(|pattern| candidates_of(field, pattern));
            let word: Box<dyn Query> = Box::new(BooleanQuery::union(alternatives.collect()));
            (Occur::Must, word)
        });
        let folded = |pattern: &Pattern| Pattern {
            text: fold(&pattern.text).text,
            form: pattern.form,
        };
        Self {
            candidates: Box::new(BooleanQuery::new(candidates.collect())),
            wish: Wish {
                field,
                reach,
                words: words
                    .iter()
                    .map(|word| word.iter().map(folded).collect())
                    .collect(),
            },
        }
    }
}

/// The articles that may hold a pattern: without a look at positions, which comes later.
fn candidates_of(field: Field, pattern: &Pattern) -> Box<dyn Query> {
    let grams = covering_grams(&fold(&pattern.text).text);
    if pattern.form != Form::Literal || grams.is_empty() {
        return pattern_in(field, pattern);
    }
    let grams = grams.into_iter().map(|(_, gram)| {
        let term = Term::from_field_text(field, &gram);
        let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
        (Occur::Must, query)
    });
    Box::new(BooleanQuery::new(grams.collect()))
}

impl Clone for NearQuery {
    fn clone(&self) -> Self {
        Self {
            wish: self.wish.clone(),
            candidates: self.candidates.box_clone(),
        }
    }
}

impl Query for NearQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let unscored = EnableScoring::Disabled {
            schema: scoring.schema(),
            searcher_opt: scoring.searcher(),
        };
        Ok(Box::new(NearWeight {
            wish: self.wish.clone(),
            candidates: self.candidates.weight(unscored)?,
        }))
    }
}

struct NearWeight {
    wish: Wish,
    candidates: Box<dyn Weight>,
}

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let field = self.wish.field;
        let index = reader.inverted_index(field)?;
        let mark = match self.wish.reach {
            Reach::Sentence => Mark::Sentence,
            Reach::Paragraph => Mark::Paragraph,
            Reach::Chars(_) => Mark::Value,
        };
        let mark = Term::from_field_text(field, &mark.sign().to_string());
        let Some(units) = index.read_postings(&mark, IndexRecordOption::WithFreqsAndPositions)?
        else {
            return Ok(Box::new(EmptyScorer));
        };
        let words = self.wish.words.iter().map(|word| {
            let patterns = word.iter().map(|p| PatternPostings::open(field, &index, p));
            patterns.collect::<tantivy::Result<Vec<_>>>()
        });
        let words = words.collect::<tantivy::Result<Vec<_>>>()?;
        let mut scorer = NearScorer {
            candidates: self.candidates.scorer(reader, 1.0)?,
            units,
            starts: Vec::new(),
            places: vec![Vec::new(); words.len()],
            words,
            reach: self.wish.reach,
            score: boost,
        };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, _reader: &SegmentReader, _doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument(
            "nearness has no score of its own".to_owned(),
        ))
    }
}

struct NearScorer {
    candidates: Box<dyn Scorer>,
    words: Vec<Vec<PatternPostings>>,
    units: SegmentPostings,
    reach: Reach,
    score: Score,
    /// Of the article that is looked at: where units begin, and where each word stands.
    starts: Vec<u32>,
    places: Vec<Vec<Place>>,
}

impl NearScorer {
    /// Goes on to a candidate that is one, the present one included.
    fn settle(&mut self) -> DocId {
        let mut doc = self.candidates.doc();
        while doc != TERMINATED && !self.is_match(doc) {
            doc = self.candidates.advance();
        }
        doc
    }

    fn is_match(&mut self, doc: DocId) -> bool {
        for (word, places) in self.words.iter_mut().zip(&mut self.places) {
            places.clear();
            for pattern in word.iter_mut() {
                pattern.add_places(doc, places);
            }
            if places.is_empty() {
                return false;
            }
            places.sort_unstable();
        }
        if !stands_at(&mut self.units, doc) {
            return false;
        }
        self.units.positions(&mut self.starts);
        let units = Units {
            starts: &self.starts,
            reach: self.reach,
        };
        is_near(&self.places, units)
    }
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        self.candidates.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        // An article is looked at once: its lists have moved on.
        if self.doc() < target {
            self.candidates.seek(target);
            self.settle();
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.candidates.doc()
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        self.score
    }
}

/// Moves a list on to an article; is the article in it?
fn stands_at(postings: &mut SegmentPostings, doc: DocId) -> bool {
    if postings.doc() < doc {
        postings.seek(doc);
    }
    postings.doc() == doc
}

/// Where a pattern stands in the articles of a segment.
enum PatternPostings {
    /// Grams, each with its distance from the first character, that make a text of so many
    /// characters.
    Phrase(Vec<(u32, SegmentPostings)>, u32),
    /// Any of these terms.
    Terms(AnyOf),
}

impl PatternPostings {
    fn open(field: Field, index: &InvertedIndexReader, pattern: &Pattern) -> tantivy::Result<Self> {
        let folded = &pattern.text;
        let grams = covering_grams(folded);
        match pattern.form {
            Form::Literal if !grams.is_empty() => {
                let n_grams = grams.len();
                let mut postings = Vec::with_capacity(n_grams);
                for (at, gram) in grams {
                    let term = Term::from_field_text(field, &gram);
                    let found =
                        index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
                    postings.extend(found.map(|found| (small(at), found)));
                }
                // One that is nowhere: neither is the text.
                if postings.len() < n_grams {
                    postings.clear();
                }
                Ok(Self::Phrase(postings, small(folded.chars().count())))
            }
            Form::Literal => {
                let terms = terms_beginning_with(field, folded);
                AnyOf::between(index, &terms, |_| 1).map(Self::Terms)
            }
            Form::Prefix => {
                let terms = terms_beginning_with(field, &latin_term(folded));
                AnyOf::between(index, &terms, n_word_chars).map(Self::Terms)
            }
            Form::Fuzzy => {
                let term = Term::from_field_text(field, &latin_term(folded));
                let automaton = FuzzyTermQuery::new(term, 1, true).automaton()?;
                let mut stream = index.terms().search(automaton).into_stream()?;
                let mut terms = Vec::new();
                while stream.advance() {
                    terms.push((stream.value().clone(), n_word_chars(stream.key())));
                }
                AnyOf::open(index, terms).map(Self::Terms)
            }
        }
    }

    fn add_places(&mut self, doc: DocId, places: &mut Vec<Place>) {
        match self {
            Self::Terms(terms) => terms.add_places(doc, places),
            Self::Phrase(grams, n_chars) => {
                let mut starts: Option<Vec<u32>> = None;
                let mut positions = Vec::new();
                for (at, postings) in grams {
                    if !stands_at(postings, doc) {
                        return;
                    }
                    postings.positions(&mut positions);
                    let own = positions.iter().filter_map(|p| p.checked_sub(*at));
                    starts = Some(match starts {
                        None => own.collect(),
                        Some(before) => shared(&before, own),
                    });
                }
                let starts = starts.unwrap_or_default();
                places.extend(starts.into_iter().map(|start| (start, start + *n_chars)));
            }
        }
    }
}

/// What two ascending lists share.
fn shared(before: &[u32], own: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut rest = before.iter().peekable();
    own.filter(|position| {
        while rest.next_if(|other| *other < position).is_some() {}
        rest.peek().is_some_and(|other| *other == position)
    })
    .collect()
}

/// The characters of a Latin word, without its mark.
fn n_word_chars(term: &[u8]) -> u32 {
    let n_chars = std::str::from_utf8(term).map_or(0, |term| term.chars().count());
    small(n_chars).saturating_sub(1)
}

/// Terms of which one is enough, with the list that is farthest behind at hand.
struct AnyOf {
    /// The list of each term, and the characters it covers.
    postings: Vec<(SegmentPostings, u32)>,
    /// Where each list stands.
    by_doc: BinaryHeap<Reverse<(DocId, usize)>>,
}

impl AnyOf {
    fn between(
        index: &InvertedIndexReader,
        [first, last]: &[Term; 2],
        n_chars: fn(&[u8]) -> u32,
    ) -> tantivy::Result<Self> {
        let mut stream = index
            .terms()
            .range()
            .ge(first.serialized_value_bytes())
            .le(last.serialized_value_bytes())
            .into_stream()?;
        let mut terms = Vec::new();
        while stream.advance() {
            terms.push((stream.value().clone(), n_chars(stream.key())));
        }
        Self::open(index, terms)
    }

    fn open(index: &InvertedIndexReader, terms: Vec<(TermInfo, u32)>) -> tantivy::Result<Self> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = Vec::with_capacity(terms.len());
        for (term, n_chars) in terms {
            postings.push((index.read_postings_from_terminfo(&term, option)?, n_chars));
        }
        let by_doc = postings
            .iter()
            .enumerate()
            .map(|(idx, (found, _))| Reverse((found.doc(), idx)))
            .collect();
        Ok(Self { postings, by_doc })
    }

    fn add_places(&mut self, doc: DocId, places: &mut Vec<Place>) {
        let mut positions = Vec::new();
        while let Some(Reverse((at, idx))) = self.by_doc.peek().copied()
            && at <= doc
        {
            self.by_doc.pop();
            let Some((postings, n_chars)) = self.postings.get_mut(idx) else {
                continue;
            };
            if stands_at(postings, doc) {
                postings.positions(&mut positions);
                places.extend(positions.iter().map(|start| (*start, start + *n_chars)));
                postings.advance();
            }
            if postings.doc() != TERMINATED {
                self.by_doc.push(Reverse((postings.doc(), idx)));
            }
        }
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
