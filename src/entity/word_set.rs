//! Lists of words that are asked for at each place of a line. Nearly every character begins none
//! of them, which one look tells. Relies on `line`.

use super::line::Line;
use crate::text::CharSieve;

/// Words, by their first characters.
#[derive(Debug)]
pub(super) struct WordSet {
    firsts: CharSieve,
    /// Ascending by their first characters, of each the longest first.
    words: Vec<Vec<char>>,
}

impl WordSet {
    /// A set of words.
    pub(super) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut words: Vec<Vec<char>> = words.into_iter().map(|w| w.chars().collect()).collect();
        words.retain(|word| !word.is_empty());
        words.sort_by_key(|word| (word.first().copied(), std::cmp::Reverse(word.len())));
        Self {
            firsts: words
                .iter()
                .filter_map(|word| word.first())
                .copied()
                .collect(),
            words,
        }
    }

    /// The characters that its words begin with.
    pub(super) fn firsts(&self) -> impl Iterator<Item = char> + '_ {
        self.words.iter().filter_map(|word| word.first()).copied()
    }

    /// Length in characters of the longest word that stands at a place; 0 when none does.
    #[inline]
    pub(super) fn len_at(&self, line: &Line, i: usize) -> usize {
        if self.firsts.may_hold(line.at(i)) {
            self.find_len(line.from(i))
        } else {
            0
        }
    }

    fn find_len(&self, rest: &[char]) -> usize {
        let first = rest.first();
        let from = self.words.partition_point(|word| word.first() < first);
        let alike = self.words.iter().skip(from);
        alike
            .take_while(|word| word.first() == first)
            .find(|word| rest.starts_with(word))
            .map_or(0, Vec::len)
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
