//! What a reader may want who has typed so far: names, headlines, earlier and saved searches, fields.
//! Each with the number of articles that the whole text finds once it is chosen; what would find
//! none is left out.

use super::reader::Reader;
use super::{LibraryError, Snippet, Sort};
use crate::index::query::fields::{FIELDS, FieldKind};
use crate::index::query::{Leaf, NameKind, Node, Query, TypedWord, Zone, word_at};
use crate::index::{FoundName, Only, Order};
use crate::model::{ArticleId, LabelKind, Sentence, Span, clip};
use crate::text::pinyin::Typed;
use crate::text::{fold, fold_text};

/// Names that are shown, and those that are looked at for them: many may find nothing together
/// with the rest of the query.
pub(super) const N_NAMES: usize = 6;
const N_NAMES_LOOKED_AT: usize = 24;
const N_HEADLINES: usize = 3;
const N_PAST: usize = 3;
const N_SAVED: usize = 2;
const N_FIELDS: usize = 2;
/// Where nothing is typed yet.
const N_PAST_AT_FIRST: usize = 6;
const N_SAVED_AT_FIRST: usize = 4;
/// No headline is looked for by less.
const N_HEADLINE_CHARS: usize = 2;

/// What is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuggestionKind {
    /// A name.
    Name(NameKind),
    /// A headline.
    Headline,
    /// A search of the past.
    Past,
    /// A saved search.
    Saved,
    /// A field, or a way to ask.
    Field,
    /// A year or a month.
    Date,
    /// Something near to what found nothing.
    Near,
}

/// Something that the reader may choose instead of what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// What it is called, with what was typed marked in it.
    pub label: Snippet,
    /// An example of a field; empty for the rest.
    pub example: Sentence,
    /// How many articles choosing it finds; `None` where it is only a beginning.
    pub n_articles: Option<usize>,
    /// What stands in the search box when it is chosen.
    pub text: String,
    /// Where the caret goes, in bytes of `text`.
    pub caret: usize,
}

/// What is asked: the text in the search box, where the caret stands, and what the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typing {
    /// The text.
    pub text: String,
    /// The caret, in bytes of it.
    pub caret: usize,
    /// Among which articles.
    pub only: Only,
    /// Are fields called by their English names?
    pub is_english: bool,
}

impl Reader {
    /// What may be wanted of what has been typed so far; the likeliest of each kind first.
    ///
    /// # Errors
    /// When the index or the databases cannot be read.
    pub fn suggest(&self, typing: &Typing) -> Result<Vec<Suggestion>, LibraryError> {
        let word = word_at(&typing.text, typing.caret);
        let asking = Asking {
            reader: self,
            typing,
            word: &word,
        };
        if typing.text.trim().is_empty() {
            return asking.at_first();
        }
        if word.text.is_empty() && word.field.is_none() {
            return Ok(Vec::new());
        }
        let fields = asking.fields();
        let is_field_named = fields
            .iter()
            .any(|f| f.label.hits.iter().any(|h| h.len() == f.label.text.len()));
        let mut found = asking.dates()?;
        found.extend(asking.names()?);
        found.extend(asking.headlines()?);
        found.extend(asking.earlier()?);
        let at = if is_field_named { 0 } else { found.len() };
        found.splice(at..at, fields);
        Ok(found)
    }

    /// Reads the names that suggestions come from, so that the first one does not wait for them.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn prepare_suggestions(&self) -> Result<(), LibraryError> {
        self.index.names()?;
        Ok(())
    }
}

/// What is asked, and of whom.
pub(super) struct Asking<'a> {
    pub(super) reader: &'a Reader,
    pub(super) typing: &'a Typing,
    pub(super) word: &'a TypedWord,
}

impl Asking<'_> {
    pub(super) fn count(&self, text: &str) -> Result<usize, LibraryError> {
        Ok(self
            .reader
            .index
            .count(&Query::parse(text), self.typing.only)?)
    }

    pub(super) fn replaced(&self, by: &str) -> (String, usize) {
        self.word.replaced(&self.typing.text, by)
    }

    // ---- names ----

    /// The kinds that can stand in the word's field; `None` where any can, `Some` of none where no
    /// name can.
    fn kinds(&self) -> Option<&'static [NameKind]> {
        use NameKind as N;
        Some(match self.word.field? {
            FieldKind::Name(N::Person) => &[N::Person],
            FieldKind::Name(N::Organization) => &[N::Organization],
            FieldKind::Name(N::Place) => &[N::Place, N::Facility],
            FieldKind::Name(N::Facility) => &[N::Facility],
            FieldKind::Name(N::Project) => &[N::Project, N::Facility],
            FieldKind::Name(N::Page) => &[N::Page],
            FieldKind::Name(N::Source) => &[N::Source],
            FieldKind::Name(N::Author) | FieldKind::Text(Zone::Byline) => &[N::Author],
            FieldKind::Text(_) => return None,
            FieldKind::Date
            | FieldKind::Said
            | FieldKind::Amount
            | FieldKind::Number
            | FieldKind::Mark
            | FieldKind::Status
            | FieldKind::Label(_)
            | FieldKind::Note => &[],
        })
    }

    fn names(&self) -> Result<Vec<Suggestion>, LibraryError> {
        let table = self.reader.index.names()?;
        let kinds = self.kinds();
        let found = table.find(&self.word.text, kinds, N_NAMES_LOOKED_AT);
        let mut names: Vec<Suggestion> = Vec::new();
        for name in found {
            if names.len() == N_NAMES {
                break;
            }
            let is_part = table.is_part_of_longer(name.kind, &name.name);
            let suggestion = self.name(name, is_part)?;
            // Two kinds may be asked for in the same words.
            let is_there =
                |s: &Suggestion| suggestion.as_ref().is_some_and(|new| new.text == s.text);
            if !names.iter().any(is_there) {
                names.extend(suggestion);
            }
        }
        Ok(names)
    }

    fn name(&self, found: FoundName, is_whole: bool) -> Result<Option<Suggestion>, LibraryError> {
        let name = self.printed_name(&found)?;
        // The kind that the field asks for: a site is found among places, too.
        let kind = match self.word.field {
            Some(FieldKind::Name(kind)) => kind,
            _ => found.kind,
        };
        // The sign of a whole name only where it makes a difference, and where it does not, the
        // count is that of the whole name, which is the quicker one.
        let (text, caret) = self.replaced(&self.word.name_text(kind, &name, is_whole));
        let (counted, _) = self.replaced(&self.word.name_text(kind, &name, true));
        let n_articles = self.count(if kind == NameKind::Page {
            &text
        } else {
            &counted
        })?;
        let hits = if name == found.name {
            Vec::from([found.matched])
        } else {
            Vec::new()
        };
        Ok((n_articles > 0).then_some(Suggestion {
            kind: SuggestionKind::Name(found.kind),
            label: Snippet { text: name, hits },
            example: Sentence::default(),
            n_articles: Some(n_articles),
            text,
            caret,
        }))
    }

    /// A name as an article prints it: the index knows it folded, without capitals and blanks.
    fn printed_name(&self, found: &FoundName) -> Result<String, LibraryError> {
        let folded = found.name.clone();
        if !folded.chars().any(|c| c.is_ascii_lowercase()) {
            return Ok(folded);
        }
        let leaf = Leaf::Name {
            kind: found.kind,
            text: folded.clone(),
            is_whole: true,
        };
        let query = Query::from(Some(Node::Leaf(leaf)));
        let ids = self.reader.index.find(&query, Order::Place, 0, 1)?.ids;
        let Some(id) = ids.into_iter().next().map(ArticleId) else {
            return Ok(folded);
        };
        let recognition = self.reader.connections().catalog.find_recognition(&id)?;
        let entities = recognition.unwrap_or_default().entities;
        let mut names = entities
            .into_iter()
            .flat_map(|entity| std::iter::once(entity.name).chain(entity.aliases));
        let printed = names.find(|name| fold_text(name) == folded);
        Ok(printed.unwrap_or(folded))
    }

    // ---- headlines ----

    fn headlines(&self) -> Result<Vec<Suggestion>, LibraryError> {
        let typed = &self.word.text;
        let is_asked = matches!(
            self.word.field,
            None | Some(FieldKind::Text(Zone::Headline))
        );
        if !is_asked || self.word.is_near || typed.chars().count() < N_HEADLINE_CHARS {
            return Ok(Vec::new());
        }
        let (asked, _) = self.replaced(&self.word.headline_text(typed));
        let query = Query::parse(&asked);
        let found =
            self.reader
                .find_only(&query, self.typing.only, Sort::Relevance, 0, N_HEADLINES)?;
        let mut headlines: Vec<Suggestion> = Vec::new();
        for row in found.rows {
            let headline = row.headline;
            // One that was cut off is not the headline.
            let is_whole = row.has_headline && !headline.text.ends_with('…');
            if !is_whole || headlines.iter().any(|h| h.label.text == headline.text) {
                continue;
            }
            let (text, caret) = self.replaced(&self.word.headline_text(&headline.text));
            let n_articles = self.count(&text)?;
            if n_articles > 0 {
                headlines.push(Suggestion {
                    kind: SuggestionKind::Headline,
                    label: headline,
                    example: Sentence::default(),
                    n_articles: Some(n_articles),
                    text,
                    caret,
                });
            }
        }
        Ok(headlines)
    }

    // ---- searches ----

    fn at_first(&self) -> Result<Vec<Suggestion>, LibraryError> {
        let mut found = self.searches("", N_SAVED_AT_FIRST, N_PAST_AT_FIRST)?;
        found.extend(
            FIELDS_AT_FIRST
                .into_iter()
                .map(|kind| self.field(kind, None)),
        );
        Ok(found)
    }

    fn earlier(&self) -> Result<Vec<Suggestion>, LibraryError> {
        let typed = fold_text(&self.typing.text);
        self.searches(&typed, N_SAVED, N_PAST)
    }

    /// Saved and earlier searches that what was typed stands in.
    fn searches(
        &self,
        folded: &str,
        n_saved: usize,
        n_past: usize,
    ) -> Result<Vec<Suggestion>, LibraryError> {
        let connections = self.reader.connections();
        let saved = connections.notebook.saved_searches()?;
        let past = connections.notebook.past_searches()?;
        drop(connections);
        let saved = saved
            .into_iter()
            .map(|s| (SuggestionKind::Saved, s.name, s.typed));
        let past = past
            .into_iter()
            .map(|p| (SuggestionKind::Past, p.typed.clone(), p.typed));
        let mut found: Vec<Suggestion> = Vec::new();
        for (kind, name, typed) in saved.chain(past) {
            let n_most = if kind == SuggestionKind::Saved {
                n_saved
            } else {
                n_past
            };
            let is_known =
                found.iter().any(|f| f.text == typed) || typed.trim() == self.typing.text.trim();
            if is_known || found.iter().filter(|f| f.kind == kind).count() == n_most {
                continue;
            }
            let Some(hits) = standing_in(folded, &name, &typed) else {
                continue;
            };
            found.push(Suggestion {
                kind,
                label: Snippet { text: name, hits },
                example: Sentence::default(),
                n_articles: Some(self.count(&typed)?),
                caret: typed.len(),
                text: typed,
            });
        }
        Ok(found)
    }

    // ---- fields ----

    fn fields(&self) -> Vec<Suggestion> {
        let folded = fold_text(&self.word.text);
        if self.word.field.is_some() || self.word.is_near || folded.is_empty() {
            return Vec::new();
        }
        let sound = Typed::new(&folded);
        let matched = |name: &str| {
            let literal = name
                .starts_with(&folded)
                .then(|| Span::new(0, folded.len()));
            let by_sound = || {
                sound
                    .as_ref()
                    .and_then(|s| s.find_in(name))
                    .filter(|s| s.start == 0)
            };
            literal.or_else(by_sound)
        };
        let found = FIELDS.iter().filter_map(|field| {
            let shown = self.field_name(field.kind);
            // A later name of the field finds it as well.
            let mut names = field.zh.iter().chain(field.en);
            let hit = matched(shown)
                .or_else(|| names.any(|n| matched(n).is_some()).then(|| Span::new(0, 0)));
            Some(self.field(field.kind, Some(hit?)))
        });
        found.take(N_FIELDS).collect()
    }

    fn field_name(&self, kind: FieldKind) -> &'static str {
        if self.typing.is_english {
            kind.english_name()
        } else {
            kind.name()
        }
    }

    fn field(&self, kind: FieldKind, hit: Option<Span>) -> Suggestion {
        let name = self.field_name(kind);
        let (text, caret) = self.replaced(&format!("{name}:"));
        Suggestion {
            kind: SuggestionKind::Field,
            label: Snippet {
                text: name.to_owned(),
                hits: hit.filter(|hit| !hit.is_empty()).into_iter().collect(),
            },
            example: example_of(kind),
            n_articles: None,
            text,
            caret,
        }
    }
}

/// Where typed text stands in the name of a search: in characters or by sound; nowhere, when it
/// stands only in what is asked. `None`: in neither.
fn standing_in(folded: &str, name: &str, typed: &str) -> Option<Vec<Span>> {
    if folded.is_empty() {
        return Some(Vec::new());
    }
    let place = fold(name);
    let hits = place.find_all(name, folded);
    if !hits.is_empty() {
        return Some(hits);
    }
    let by_sound = Typed::new(folded).and_then(|sound| sound.find_in(&place.text));
    if let Some(span) = by_sound.filter(|_| folded.chars().count() > 1) {
        let n_chars = |to: usize| clip(&place.text, Span::new(0, to)).chars().count();
        let chars = n_chars(span.start)..n_chars(span.end);
        return Some(vec![place.original_span(name, chars)]);
    }
    fold_text(typed).contains(folded).then(Vec::new)
}

/// The fields that are offered where nothing is typed yet.
const FIELDS_AT_FIRST: [FieldKind; 5] = [
    FieldKind::Name(NameKind::Person),
    FieldKind::Name(NameKind::Organization),
    FieldKind::Text(Zone::Headline),
    FieldKind::Date,
    FieldKind::Amount,
];

/// A field as one would use it.
fn example_of(kind: FieldKind) -> Sentence {
    let (zh, en) = match kind {
        FieldKind::Text(Zone::Headline) => ("标题:招商", "headline:招商"),
        FieldKind::Text(Zone::Body) => ("正文:招商", "body:招商"),
        FieldKind::Text(Zone::Byline) => ("作者:李明", "author:李明"),
        FieldKind::Name(NameKind::Author) => ("作者:=李明", "author:=李明"),
        FieldKind::Name(NameKind::Person) => ("人物:王军", "person:王军"),
        FieldKind::Name(NameKind::Organization) => ("单位:公安局", "org:公安局"),
        FieldKind::Name(NameKind::Place) => ("地点:郑州", "place:郑州"),
        FieldKind::Name(NameKind::Facility) => ("园区:产业园", "site:产业园"),
        FieldKind::Name(NameKind::Project) => ("项目:百日行动", "project:百日行动"),
        FieldKind::Name(NameKind::Page) => ("版:3", "page:3"),
        FieldKind::Name(NameKind::Source) => ("来源:日报", "source:日报"),
        FieldKind::Date => ("日期:2019-08..2020", "date:2019-08..2020"),
        FieldKind::Said => ("提到:2019-08..2020", "said:2019-08..2020"),
        FieldKind::Amount => ("金额:>1亿元", "amount:>1亿元"),
        FieldKind::Number => ("数量:>10万人", "number:>10万人"),
        FieldKind::Mark => ("标记:未读", "mark:unread"),
        FieldKind::Status => ("状态:待查", "status:check"),
        FieldKind::Label(LabelKind::Tag) => ("标签:能源", "tag:能源"),
        FieldKind::Label(LabelKind::Collection) => ("收藏:专题", "collection:专题"),
        FieldKind::Note => ("笔记:有", "note:any"),
    };
    Sentence::new(zh, en)
}
