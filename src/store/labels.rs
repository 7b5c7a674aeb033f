//! Tags and collections, and the articles that have them. A label of either kind is a row; so is an
//! article's having it, which is anchored like a mark.

use super::StoreError;
use super::marks::Anchor;
use super::notebook::Notebook;
use super::work_deeds::{Change, Field};
use crate::model::{ArticleId, Label, LabelKind, WorkAct, WorkDeed};
use rusqlite::{OptionalExtension as _, Row, params};

/// An article and where it stands, to be given something.
pub type Placed = (ArticleId, Anchor);

const fn number_of(kind: LabelKind) -> u8 {
    match kind {
        LabelKind::Tag => 0,
        LabelKind::Collection => 1,
    }
}

fn read_label(row: &Row<'_>) -> rusqlite::Result<Label> {
    let kind: u8 = row.get(1)?;
    Ok(Label {
        label_id: row.get(0)?,
        kind: if kind == number_of(LabelKind::Tag) {
            LabelKind::Tag
        } else {
            LabelKind::Collection
        },
        name: row.get(2)?,
        colour: row.get(3)?,
    })
}

impl Notebook {
    /// The labels, tags first, in the order in which they were made.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn labels(&self) -> Result<Vec<Label>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT label_id, kind, name, colour FROM label WHERE is_gone = 0
                 ORDER BY kind, label_id",
            )
            .and_then(|mut statement| statement.query_map([], read_label)?.collect());
        self.database.tried(found)
    }

    /// The numbers of the labels that an article has, in the order of [`Notebook::labels`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn labels_of(&self, id: &ArticleId) -> Result<Vec<i64>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT DISTINCT label.label_id FROM labelled JOIN label USING (label_id)
                 WHERE article_id = ?1 AND labelled.is_gone = 0 AND label.is_gone = 0
                 ORDER BY kind, label.label_id",
            )
            .and_then(|mut statement| statement.query_map([&id.0], |row| row.get(0))?.collect());
        self.database.tried(found)
    }

    /// A label by its number; `None` when it was deleted, or never was.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn label(&self, label_id: i64) -> Result<Option<Label>, StoreError> {
        let found = self.database.connection.query_row(
            "SELECT label_id, kind, name, colour FROM label WHERE label_id = ?1 AND is_gone = 0",
            [label_id],
            read_label,
        );
        self.database.tried(found.optional())
    }

    /// Makes a label and gives it to some articles, as one deed; gives its number.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn make_label(
        &self,
        label: (LabelKind, &str, u8),
        articles: &[Placed],
        deed: &WorkDeed,
    ) -> Result<i64, StoreError> {
        let (kind, name, colour) = label;
        let mut label_id = 0;
        self.do_work(deed, |notebook| {
            let done = notebook.database.connection.execute(
                "INSERT INTO label (kind, name, colour, is_gone) VALUES (?1, ?2, ?3, 1)",
                params![number_of(kind), name, colour],
            );
            notebook.database.tried(done)?;
            label_id = notebook.database.connection.last_insert_rowid();
            let mut changes = notebook.labelling(label_id, articles)?;
            changes.push(Change::new(Field::LabelGone, label_id, 0));
            Ok(changes)
        })?;
        Ok(label_id)
    }

    /// Gives a label to articles, or takes it off; `false` where nothing changed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn set_labelled(
        &self,
        label_id: i64,
        articles: &[Placed],
        is_on: bool,
        deed: &WorkDeed,
    ) -> Result<bool, StoreError> {
        self.do_work(deed, |notebook| {
            if is_on {
                return notebook.labelling(label_id, articles);
            }
            let mut changes = Vec::new();
            for (id, _) in articles {
                for (row_id, is_gone) in notebook.labelled_rows(label_id, id)? {
                    if !is_gone {
                        changes.push(Change::new(Field::LabelledGone, row_id, 1));
                    }
                }
            }
            Ok(changes)
        })
    }

    /// Gives a label another name.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn rename_label(&self, label: &Label, name: &str) -> Result<bool, StoreError> {
        let (from, to) = (label.name.clone(), name.to_owned());
        let deed = WorkDeed::of_none(WorkAct::RenameLabel(label.kind, from, to.clone()));
        let change = Change::new(Field::LabelName, label.label_id, to);
        self.do_work(&deed, |_| Ok(vec![change]))
    }

    /// Gives a label another colour.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn recolour_label(&self, label: &Label, colour: u8) -> Result<bool, StoreError> {
        let act = WorkAct::RecolourLabel(label.kind, label.name.clone());
        let change = Change::new(Field::LabelColour, label.label_id, i64::from(colour));
        self.do_work(&WorkDeed::of_none(act), |_| Ok(vec![change]))
    }

    /// Deletes a label; which articles had it is remembered, should it come back.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn delete_label(&self, label: &Label) -> Result<bool, StoreError> {
        let act = WorkAct::DeleteLabel(label.kind, label.name.clone());
        let change = Change::new(Field::LabelGone, label.label_id, 1);
        self.do_work(&WorkDeed::of_none(act), |_| Ok(vec![change]))
    }

    /// The changes that give a label to those of the articles that lack it.
    fn labelling(&self, label_id: i64, articles: &[Placed]) -> Result<Vec<Change>, StoreError> {
        let mut changes = Vec::new();
        for (id, anchor) in articles {
            let rows = self.labelled_rows(label_id, id)?;
            if rows.iter().any(|(_, is_gone)| !is_gone) {
                continue;
            }
            let row_id = match rows.first() {
                Some((row_id, _)) => *row_id,
                None => self.add_labelled(label_id, id, anchor)?,
            };
            changes.push(Change::new(Field::LabelledGone, row_id, 0));
        }
        Ok(changes)
    }

    fn labelled_rows(&self, label_id: i64, id: &ArticleId) -> Result<Vec<(i64, bool)>, StoreError> {
        let found = self
            .database
            .connection
            .prepare_cached(
                "SELECT labelled_id, is_gone FROM labelled
                 WHERE label_id = ?1 AND article_id = ?2 ORDER BY labelled_id",
            )
            .and_then(|mut statement| {
                statement
                    .query_map(params![label_id, id.0], |row| {
                        Ok((row.get(0)?, row.get(1)?))
                    })?
                    .collect()
            });
        self.database.tried(found)
    }

    /// A row that does not count yet.
    fn add_labelled(
        &self,
        label_id: i64,
        id: &ArticleId,
        anchor: &Anchor,
    ) -> Result<i64, StoreError> {
        let spans = self.spans_text(&anchor.spans)?;
        let done = self
            .database
            .connection
            .prepare_cached(
                "INSERT INTO labelled (label_id, article_id, page_hash, spans, is_gone)
                 VALUES (?1, ?2, ?3, ?4, 1)",
            )
            .and_then(|mut statement| {
                statement.execute(params![label_id, id.0, anchor.page.0, spans])
            });
        self.database.tried(done)?;
        Ok(self.database.connection.last_insert_rowid())
    }
}
