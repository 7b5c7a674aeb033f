//! A page line by line: which article each line stands in, and where in it. What the raw page is
//! drawn from and repaired on.

use super::identity::page_hash;
use crate::model::{ArticleId, PageHash, Part, Place, Sentence, Span};
use crate::store::{StoredArticle, StoredPage};

/// A page line by line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageSheet {
    /// Names the page.
    pub hash: PageHash,
    /// Its printed lines, blank ones too.
    pub lines: Vec<SheetLine>,
    /// Its articles, in their order.
    pub articles: Vec<SheetArticle>,
    /// What the reader corrected: where on the page, and what stands there now; by place.
    pub edits: Vec<(Span, String)>,
    /// What the reader should know of the page: a repair that does not fit any more.
    pub warnings: Vec<Sentence>,
}

/// An article of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetArticle {
    /// Which.
    pub id: ArticleId,
    /// Its headline, or the first words of its body.
    pub name: String,
    /// A stretch of the page that names it: of its body, where it has one.
    pub anchor: Span,
    /// May it be restored wrongly?
    pub is_doubtful: bool,
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// In the page's text, without its end.
    pub span: Span,
    /// Whose it is.
    pub owner: Owner,
}

/// Whose a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Nothing is on it.
    Blank,
    /// The page's own.
    Furniture,
    /// An article's; the one that has most of it.
    Article {
        /// Its place in [`PageSheet::articles`].
        idx: usize,
        /// Where in it.
        place: Place,
        /// Which paragraph of the body, from 0.
        paragraph: usize,
        /// Where it stands in the article's part, in bytes: lines of one body are read in this
        /// order.
        order: usize,
    },
}

impl Owner {
    /// The article, by its place in [`PageSheet::articles`].
    #[must_use]
    pub const fn article(self) -> Option<usize> {
        match self {
            Self::Article { idx, .. } => Some(idx),
            Self::Blank | Self::Furniture => None,
        }
    }
}

impl PageSheet {
    /// The line that holds a byte of the page.
    #[must_use]
    pub fn line_at(&self, byte: usize) -> Option<usize> {
        let after = self.lines.partition_point(|line| line.span.start <= byte);
        after.checked_sub(1)
    }
}

/// How many characters stand in for a missing headline.
const N_NAME_CHARS: usize = 24;

/// Draws up the sheet of a page.
pub(super) fn sheet_of(stored: &StoredPage, articles: &[StoredArticle]) -> PageSheet {
    let page = &stored.page;
    let mut sheet = PageSheet {
        hash: page_hash(&page.text),
        lines: page
            .lines()
            .map(|line| SheetLine {
                span: line.span,
                owner: if line.text.chars().all(crate::text::is_blank) {
                    Owner::Blank
                } else {
                    Owner::Furniture
                },
            })
            .collect(),
        warnings: stored.warnings.iter().map(|w| w.message.clone()).collect(),
        ..PageSheet::default()
    };
    let mut claims = vec![0; sheet.lines.len()];
    for (idx, stored) in articles.iter().enumerate() {
        let article = &stored.article;
        for (place, part) in placed_parts(article) {
            sheet.claim(&mut claims, idx, place, part);
            let edits = part.provenance.edits.iter();
            let edits = edits.map(|e| (e.page, crate::model::clip(&part.text, e.text).to_owned()));
            sheet.edits.extend(edits);
        }
        let name = if article.headline.is_empty() {
            &article.body.text
        } else {
            &article.headline.text
        };
        let in_body = article.body.provenance.pieces().first().map(|p| p.page);
        let anywhere = || article.page_spans().first().copied();
        sheet.articles.push(SheetArticle {
            id: stored.id.clone(),
            name: name.chars().take(N_NAME_CHARS).collect(),
            anchor: in_body.or_else(anywhere).unwrap_or_default(),
            is_doubtful: article.is_doubtful(),
        });
    }
    sheet.edits.sort();
    sheet
}

/// The parts of an article with what each is.
fn placed_parts(article: &crate::model::Article) -> impl Iterator<Item = (Place, &Part)> {
    std::iter::once((Place::Headline, &article.headline))
        .chain(article.deck.iter().map(|part| (Place::Deck, part)))
        .chain([
            (Place::Body, &article.body),
            (Place::Byline, &article.byline),
        ])
        .chain(article.captions.iter().map(|part| (Place::Caption, part)))
}

impl PageSheet {
    /// Gives lines to an article that has more of them than anybody before; `claims` are the bytes
    /// that the present owners have.
    fn claim(&mut self, claims: &mut [usize], idx: usize, place: Place, part: &Part) {
        let mut paragraph = 0;
        let mut at = 0;
        let mut here: Option<(usize, usize, Owner)> = None;
        for piece in part.provenance.pieces() {
            let between = crate::model::clip(&part.text, Span::new(at, piece.text.start));
            paragraph += between.matches('\n').count();
            at = piece.text.end;
            let Some(line) = self.line_at(piece.page.start) else {
                continue;
            };
            let n_bytes = piece.page.len();
            match &mut here {
                Some((of, n, _)) if *of == line => *n += n_bytes,
                _ => {
                    self.settle(claims, here.take());
                    let owner = Owner::Article {
                        idx,
                        place,
                        paragraph,
                        order: piece.text.start,
                    };
                    here = Some((line, n_bytes, owner));
                }
            }
        }
        self.settle(claims, here);
    }

    fn settle(&mut self, claims: &mut [usize], claim: Option<(usize, usize, Owner)>) {
        let Some((line, n_bytes, owner)) = claim else {
            return;
        };
        if let (Some(claimed), Some(line)) = (claims.get_mut(line), self.lines.get_mut(line))
            && n_bytes > *claimed
        {
            *claimed = n_bytes;
            line.owner = owner;
        }
    }
}
