//! Lists of words that are asked for at each place of a line. Nearly every character begins none
//! of them, which one look tells. Relies on `line`.

use super::line::Line;
use crate::text::CharSieve;

/// Words with something that is known of each.
#[derive(Debug)]
pub(super) struct WordMap<T> {
    firsts: CharSieve,
    /// Ascending, none empty.
    words: Vec<(Vec<char>, T)>,
}

/// Words alone.
pub(super) type WordSet = WordMap<()>;

impl<T> FromIterator<(Vec<char>, T)> for WordMap<T> {
    fn from_iter<I: IntoIterator<Item = (Vec<char>, T)>>(words: I) -> Self {
        let mut words: Vec<(Vec<char>, T)> = words.into_iter().collect();
        words.retain(|(word, _)| !word.is_empty());
        words.sort_by(|(a, _), (b, _)| a.cmp(b));
        let firsts = words.iter().filter_map(|(word, _)| word.first());
        Self {
            firsts: firsts.copied().collect(),
            words,
        }
    }
}

impl WordSet {
    /// A set of words.
    pub(super) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let words = words.into_iter();
        words.map(|word| (word.chars().collect(), ())).collect()
    }

    /// The characters that its words begin with.
    pub(super) fn firsts(&self) -> impl Iterator<Item = char> + '_ {
        let words = self.words.iter();
        words.filter_map(|(word, ())| word.first()).copied()
    }

    /// Length in characters of the longest word that stands at a place; 0 when none does.
    #[inline]
    pub(super) fn len_at(&self, line: &Line, i: usize) -> usize {
        self.find_at(line, i).map_or(0, |(n_chars, ())| n_chars)
    }
}

impl<T> WordMap<T> {
    /// The longest word that stands at a place: its length in characters, and what is known of it.
    #[inline]
    pub(super) fn find_at(&self, line: &Line, i: usize) -> Option<(usize, &T)> {
        let may_begin = self.firsts.may_hold(line.at(i));
        may_begin.then(|| self.find(line.from(i))).flatten()
    }

    /// Narrows the words down character by character: those of one beginning stand together, the
    /// shortest first.
    fn find(&self, text: &[char]) -> Option<(usize, &T)> {
        let mut alike = self.words.as_slice();
        let mut found = None;
        for (k, c) in text.iter().enumerate() {
            let from = alike.partition_point(|(word, _)| word.get(k) < Some(c));
            alike = alike.get(from..).unwrap_or_default();
            let n_alike = alike.partition_point(|(word, _)| word.get(k) == Some(c));
            alike = alike.get(..n_alike).unwrap_or_default();
            match alike.first() {
                None => break,
                Some((word, known)) if word.len() == k + 1 => found = Some((k + 1, known)),
                Some(_) => {}
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::WordSet;
    use crate::entity::line::read_lines;
    use crate::model::Span;

    #[test]
    fn the_longest_word_at_a_place_is_found() {
        let words = ["上午", "上", "一大早", "晚", "晚间", "𠀀土"];
        let set = WordSet::of(words);
        let lines = read_lines("昨天上午和晚间，一大家人上街到晚", Span::default());
        let line = lines.first().unwrap();
        for i in 0..line.len() + 2 {
            let found = words.iter().filter(|word| line.starts_with(i, word));
            let longest = found.map(|word| word.chars().count()).max().unwrap_or(0);
            assert_eq!(set.len_at(line, i), longest, "at {i}");
        }
    }
}
