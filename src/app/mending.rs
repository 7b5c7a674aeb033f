//! From chosen lines to a repair: what each kind of mending would do with them. Pure.

use super::App;
use crate::library::{Owner, PageSheet, SheetLine};
use crate::model::{Place, Repair, Span};

/// What can be done with chosen lines at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mending {
    /// They are the open article's headline.
    Headline,
    /// They are a line above or below its headline.
    Deck,
    /// They belong to its body.
    Body,
    /// They are its byline.
    Byline,
    /// They are a caption of it.
    Caption,
    /// With the first of them another article begins.
    Split,
    /// The article they stand in goes on the one before it.
    Merge,
    /// They stand one paragraph farther up.
    Up,
    /// They stand one paragraph farther down.
    Down,
    /// They belong to no article.
    Furniture,
    /// The open article is right as it is; needs no lines.
    Confirm,
}

/// The lines that are chosen, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The one chosen first.
    pub anchor: usize,
    /// The one chosen last, before or after it.
    pub head: usize,
}

impl Selection {
    /// All of them.
    #[must_use]
    pub fn lines(self) -> std::ops::RangeInclusive<usize> {
        self.anchor.min(self.head)..=self.anchor.max(self.head)
    }
}

impl App {
    /// Would a mending do anything now?
    #[must_use]
    pub fn can_mend(&self, mending: Mending) -> bool {
        self.repair.is_on && self.can_change() && self.repair_of(mending).is_some()
    }

    pub(super) fn sheet(&self) -> Option<&PageSheet> {
        self.article.as_ref().map(|article| &*article.sheet)
    }

    /// The place of the open article on its page.
    #[must_use]
    pub fn open_on_page(&self) -> Option<usize> {
        let open = self.article.as_ref()?;
        let mut articles = open.sheet.articles.iter();
        articles.position(|article| article.id == open.id)
    }

    /// The chosen lines that hold text.
    pub(super) fn chosen_lines(&self) -> Vec<SheetLine> {
        let (Some(sheet), Some(selection)) = (self.sheet(), self.repair.selection) else {
            return Vec::new();
        };
        let lines = sheet.lines.get(selection.lines()).unwrap_or_default();
        let with_text = lines.iter().filter(|line| line.owner != Owner::Blank);
        with_text.copied().collect()
    }

    /// The repair that a mending is; `None` where it makes no sense.
    pub(super) fn repair_of(&self, mending: Mending) -> Option<Repair> {
        let sheet = self.sheet()?;
        let anchor = |idx: usize| sheet.articles.get(idx).map(|a| a.anchor);
        let chosen = self.chosen_lines();
        let lines: Vec<Span> = chosen.iter().map(|line| line.span).collect();
        let place = match mending {
            Mending::Headline => Place::Headline,
            Mending::Deck => Place::Deck,
            Mending::Body => Place::Body,
            Mending::Byline => Place::Byline,
            Mending::Caption => Place::Caption,
            Mending::Split => return split_at(sheet, &chosen),
            Mending::Merge => {
                let second = chosen.first()?.owner.article()?;
                return Some(Repair::Merge {
                    first: anchor(second.checked_sub(1)?)?,
                    second: anchor(second)?,
                });
            }
            Mending::Up => return move_up(sheet, &chosen),
            Mending::Down => return move_down(sheet, &chosen),
            Mending::Furniture => {
                let is_any = chosen.iter().any(|line| line.owner.article().is_some());
                return is_any.then_some(Repair::Furniture { lines });
            }
            Mending::Confirm => {
                let is_sure = self.article.as_ref()?.article.confidence >= 1.0;
                let article = anchor(self.open_on_page()?)?;
                return (!is_sure).then_some(Repair::Confirm { article });
            }
        };
        let open = self.open_on_page()?;
        let is_there = |line: &SheetLine| matches!(line.owner, Owner::Article { idx, place: p, .. } if idx == open && p == place);
        if chosen.iter().all(is_there) {
            return None;
        }
        let to = anchor(open)?;
        Some(Repair::MoveLines { lines, to, place })
    }

    /// The repair that moves the chosen lines to another article: a headline stays one.
    pub(super) fn repair_to(&self, article: usize) -> Option<Repair> {
        let to = self.sheet()?.articles.get(article)?.anchor;
        let chosen = self.chosen_lines();
        let place = match chosen.first()?.owner {
            Owner::Article { place, .. } => place,
            Owner::Blank | Owner::Furniture => Place::Body,
        };
        let lines = chosen.iter().map(|line| line.span).collect();
        Some(Repair::MoveLines { lines, to, place })
    }
}

/// The first chosen line of a body that does not begin it.
fn split_at(sheet: &PageSheet, chosen: &[SheetLine]) -> Option<Repair> {
    let is_later = |line: &&SheetLine| {
        let Owner::Article {
            idx,
            place: Place::Body,
            order,
            ..
        } = line.owner
        else {
            return false;
        };
        let before = body_lines(sheet, idx).map(|(_, other, _)| other);
        before.min().is_some_and(|first| first < order)
    };
    let at = chosen.iter().find(is_later)?.span.start;
    Some(Repair::Split { at })
}

/// The lines of an article's body: paragraph, order, place on the page.
fn body_lines(
    sheet: &PageSheet,
    article: usize,
) -> impl Iterator<Item = (usize, usize, Span)> + '_ {
    sheet.lines.iter().filter_map(move |line| match line.owner {
        Owner::Article {
            idx,
            place: Place::Body,
            paragraph,
            order,
        } if idx == article => Some((paragraph, order, line.span)),
        _ => None,
    })
}

/// The article whose body all of the lines are of, with their first and last paragraph.
fn in_one_body(chosen: &[SheetLine]) -> Option<(usize, usize, usize)> {
    let mut found: Option<(usize, usize, usize)> = None;
    for line in chosen {
        let Owner::Article {
            idx,
            place: Place::Body,
            paragraph,
            ..
        } = line.owner
        else {
            return None;
        };
        found = match found {
            None => Some((idx, paragraph, paragraph)),
            Some((of, first, last)) if of == idx => {
                Some((of, first.min(paragraph), last.max(paragraph)))
            }
            Some(_) => return None,
        };
    }
    found
}

fn first_line(sheet: &PageSheet, article: usize, paragraph: usize) -> Option<Span> {
    body_lines(sheet, article)
        .filter(|(of, ..)| *of == paragraph)
        .min_by_key(|(_, order, _)| *order)
        .map(|(.., span)| span)
}

fn move_up(sheet: &PageSheet, chosen: &[SheetLine]) -> Option<Repair> {
    let (article, first, _) = in_one_body(chosen)?;
    let before = first_line(sheet, article, first.checked_sub(1)?)?;
    Some(Repair::Reorder {
        lines: in_order(chosen),
        before: Some(before),
    })
}

fn move_down(sheet: &PageSheet, chosen: &[SheetLine]) -> Option<Repair> {
    let (article, _, last) = in_one_body(chosen)?;
    // There is a paragraph to step over.
    first_line(sheet, article, last + 1)?;
    Some(Repair::Reorder {
        lines: in_order(chosen),
        before: first_line(sheet, article, last + 2),
    })
}

/// Lines in the order in which they are read.
fn in_order(chosen: &[SheetLine]) -> Vec<Span> {
    let order = |line: &SheetLine| match line.owner {
        Owner::Article { order, .. } => order,
        Owner::Blank | Owner::Furniture => 0,
    };
    let mut lines = chosen.to_vec();
    lines.sort_by_key(order);
    lines.iter().map(|line| line.span).collect()
}
