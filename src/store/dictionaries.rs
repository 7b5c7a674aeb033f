//! The dictionaries that a catalog's rows are packed with, and packing by them.

use super::StoreError;
use super::catalog::Catalog;
use super::packing::{ALONE, FIRST_DICTIONARY, Press, make_dictionary, split};
use rayon::prelude::*;
use rusqlite::types::Type;
use rusqlite::{OptionalExtension as _, params};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;

/// What a dictionary is made of, and used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Purpose {
    /// Texts of pages.
    Text,
    /// Articles and recognitions.
    Row,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Row => "row",
        }
    }

    /// Of less text, in bytes, no dictionary is made.
    const fn least_text(self) -> usize {
        match self {
            Self::Text => 128 << 10,
            Self::Row => 1 << 20,
        }
    }

    /// Bytes of a dictionary. For texts twice as many would gain a fortieth, and stand in each small
    /// library.
    const fn most_bytes(self) -> usize {
        match self {
            Self::Text => 256 << 10,
            Self::Row => 64 << 10,
        }
    }
}

/// A new dictionary is made when so many times as many texts come as the last one was made of.
const N_TIMES_MORE: usize = 8;

/// A further press is got ready for no fewer bytes: that takes some milliseconds.
const N_BYTES_A_PRESS: usize = 256 << 10;

/// What is known of a catalog's dictionaries.
#[derive(Default)]
pub(super) struct Presses {
    by_number: RefCell<BTreeMap<u8, Press>>,
    /// The numbers of those that are packed with.
    newest: RefCell<BTreeMap<Purpose, u8>>,
}

impl Presses {
    /// Nothing is known: what was made may have been rolled back.
    pub(super) fn forget(&self) {
        self.by_number.borrow_mut().clear();
        self.newest.borrow_mut().clear();
    }
}

impl Catalog {
    /// A value as a column keeps it.
    pub(super) fn pack(&self, purpose: Purpose, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        let number = self.newest_dictionary(purpose)?;
        let packed = self.pressed(number, |press| press.pack(bytes));
        self.database.tried(packed)
    }

    /// Values as a column keeps them, each as [`Catalog::pack`] gives it. Many are packed side by
    /// side.
    pub(super) fn pack_all(
        &self,
        purpose: Purpose,
        values: &[&[u8]],
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let n_bytes: usize = values.iter().map(|value| value.len()).sum();
        let n_presses = rayon::current_num_threads().min(n_bytes / N_BYTES_A_PRESS);
        if n_presses < 2 {
            return values.iter().map(|v| self.pack(purpose, v)).collect();
        }
        let number = self.newest_dictionary(purpose)?;
        let presses = (0..n_presses).map(|_| self.load_press(number));
        let presses: Vec<Press> = self.database.tried(presses.collect())?;
        let packed = presses
            .into_par_iter()
            .zip(values.par_chunks(values.len().div_ceil(n_presses)))
            .map(|(mut press, values)| values.iter().map(|v| press.pack(v)).collect())
            .collect::<io::Result<Vec<Vec<Vec<u8>>>>>();
        let packed = self.database.tried(packed.map_err(damaged))?;
        Ok(packed.into_iter().flatten().collect())
    }

    /// A value as a column keeps it, packed without a dictionary: one that is large, or must be
    /// readable by itself.
    pub(super) fn pack_alone(&self, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        let packed = self.pressed(ALONE, |press| press.pack(bytes));
        self.database.tried(packed)
    }

    /// A value as it was before [`Catalog::pack`].
    pub(super) fn unpack(&self, value: &[u8]) -> rusqlite::Result<Vec<u8>> {
        match split(value).map_err(damaged)? {
            (None, plain) => Ok(plain.to_vec()),
            (Some(number), packed) => self.pressed(number, |press| press.unpack(packed)),
        }
    }

    fn pressed(
        &self,
        number: u8,
        work: impl FnOnce(&mut Press) -> io::Result<Vec<u8>>,
    ) -> rusqlite::Result<Vec<u8>> {
        let mut known = self.presses.by_number.borrow_mut();
        let press = match known.entry(number) {
            Entry::Occupied(press) => press.into_mut(),
            Entry::Vacant(place) => place.insert(self.load_press(number)?),
        };
        work(press).map_err(damaged)
    }

    fn load_press(&self, number: u8) -> rusqlite::Result<Press> {
        if number < FIRST_DICTIONARY {
            return Press::alone().map_err(damaged);
        }
        let dictionary: Vec<u8> = self.database.connection.query_row(
            "SELECT bytes FROM dictionary WHERE dictionary_id = ?1",
            [number],
            |row| row.get(0),
        )?;
        Press::with_dictionary(number, &dictionary).map_err(damaged)
    }

    fn newest_dictionary(&self, purpose: Purpose) -> Result<u8, StoreError> {
        if let Some(number) = self.presses.newest.borrow().get(&purpose) {
            return Ok(*number);
        }
        let found = self.last_dictionary(purpose)?;
        let number = found.map_or(ALONE, |(number, _)| number);
        self.presses.newest.borrow_mut().insert(purpose, number);
        Ok(number)
    }

    /// The newest dictionary's number, and of how many bytes it was made.
    fn last_dictionary(&self, purpose: Purpose) -> Result<Option<(u8, usize)>, StoreError> {
        let found = self.database.connection.query_row(
            "SELECT dictionary_id, n_bytes FROM dictionary WHERE purpose = ?1
             ORDER BY dictionary_id DESC LIMIT 1",
            [purpose.as_str()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        );
        self.database.tried(found.optional())
    }

    /// Is it worth while to make a dictionary of values that are about to be packed? It goes by the
    /// bytes of the texts that they belong to.
    pub(super) fn wants_dictionary(
        &self,
        purpose: Purpose,
        n_text_bytes: usize,
    ) -> Result<bool, StoreError> {
        let last = self.last_dictionary(purpose)?;
        let n_known = last.map_or(0, |(_, n_known)| n_known);
        Ok(n_text_bytes >= purpose.least_text() && n_text_bytes / N_TIMES_MORE >= n_known)
    }

    /// Packs with a new dictionary from now on.
    pub(super) fn add_dictionary(
        &self,
        purpose: Purpose,
        n_text_bytes: usize,
        dictionary: &[u8],
    ) -> Result<(), StoreError> {
        let done = self.database.connection.execute(
            "INSERT INTO dictionary (dictionary_id, purpose, n_bytes, bytes)
             SELECT coalesce(max(dictionary_id) + 1, ?1), ?2, ?3, ?4 FROM dictionary
             HAVING coalesce(max(dictionary_id) + 1, ?1) <= 255",
            params![FIRST_DICTIONARY, purpose.as_str(), n_text_bytes, dictionary],
        );
        self.database.tried(done)?;
        self.presses.newest.borrow_mut().remove(&purpose);
        Ok(())
    }
}

/// A dictionary for such values; `None` where they are too few.
pub(super) fn dictionary_of<T: AsRef<[u8]>>(purpose: Purpose, values: &[T]) -> Option<Vec<u8>> {
    make_dictionary(values, purpose.most_bytes())
}

/// What was read is not what was packed.
pub(super) fn damaged(error: io::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, Box::new(error))
}
