//! What to try when nothing was found: dates and sounds put where they belong, words written in one
//! taken apart, one word fewer. Only what does find something is offered.

use super::reader::Reader;
use super::suggesting::{Suggestion, SuggestionKind, Typing};
use super::suggesting_dates::asks_date;
use super::{LibraryError, Snippet};
use crate::index::query::{Query, TypedWord, words_of};
use crate::model::{Sentence, clip};
use crate::text::pinyin::Typed;
use crate::text::{fold, is_han, words};

/// What is offered at most.
const N_OFFERED: usize = 4;
/// Words written in one are longer than this, in characters.
const N_ONE_WORD: usize = 4;

impl Reader {
    /// Searches near to one that found nothing, each with what it finds.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn rescue(&self, typing: &Typing) -> Result<Vec<Suggestion>, LibraryError> {
        let typed = &typing.text;
        let found = words_of(typed);
        let mut candidates = Vec::new();
        // The words as they were meant, all at once; then taken apart, too.
        for is_apart in [false, true] {
            let mut meant = typed.clone();
            for word in found.iter().rev() {
                if let Some(by) = self.meant(word, is_apart)? {
                    meant.replace_range(word.span.range(), &by);
                }
            }
            candidates.push(meant);
        }
        let mut offered = self.offer(candidates, typing, &[])?;
        if found.len() > 1 {
            let without = found.iter().map(|word| {
                let mut rest = typed.clone();
                rest.replace_range(word.span.range(), "");
                rest.split_whitespace().collect::<Vec<_>>().join(" ")
            });
            let mut shorter = self.offer(without.collect(), typing, &offered)?;
            // The nearest to what was asked finds the fewest.
            shorter.sort_by_key(|s| s.n_articles);
            offered.extend(shorter);
        }
        offered.truncate(N_OFFERED);
        Ok(offered)
    }

    /// What a word that stands in no field may have been meant as.
    fn meant(&self, word: &TypedWord, is_apart: bool) -> Result<Option<String>, LibraryError> {
        if word.field.is_some() || word.is_near {
            return Ok(None);
        }
        if let Some(date) = asks_date(&word.text) {
            return Ok(Some(date));
        }
        let has_han = word.text.chars().any(is_han);
        if !has_han && Typed::new(&fold(&word.text).text).is_some_and(|t| t.n_chars() > 1) {
            let found = self.index.names()?.find(&word.text, None, 1);
            let name = found.into_iter().next();
            return Ok(name.map(|n| word.name_text(n.kind, &n.name, n.is_part_of_longer)));
        }
        let is_long = word.text.chars().count() > N_ONE_WORD;
        Ok((is_apart && has_han && is_long).then(|| apart(&word.text)))
    }

    fn offer(
        &self,
        candidates: Vec<String>,
        typing: &Typing,
        known: &[Suggestion],
    ) -> Result<Vec<Suggestion>, LibraryError> {
        let before = Query::parse(&typing.text);
        let mut offered: Vec<Suggestion> = Vec::new();
        for text in candidates {
            let query = Query::parse(&text);
            let mut others = known.iter().chain(&offered);
            if query.is_empty() || query == before || others.any(|s| s.text == text) {
                continue;
            }
            let n_articles = self.index.count(&query, typing.only)?;
            if n_articles > 0 {
                offered.push(Suggestion {
                    kind: SuggestionKind::Near,
                    label: Snippet {
                        text: text.clone(),
                        hits: Vec::new(),
                    },
                    example: Sentence::default(),
                    n_articles: Some(n_articles),
                    caret: text.len(),
                    text,
                });
            }
        }
        Ok(offered)
    }
}

/// Words that are written in one, apart; characters that are words by themselves stay together, for
/// they are mostly a name.
fn apart(text: &str) -> String {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for span in words::cut(text) {
        let word = clip(text, span);
        if !word.chars().any(char::is_alphanumeric) {
            continue;
        }
        let is_single = word.chars().count() == 1;
        match pieces.last_mut() {
            Some((last, true)) if is_single => last.push_str(word),
            _ => pieces.push((word.to_owned(), is_single)),
        }
    }
    // 2021 and 年 are one.
    let mut words: Vec<String> = Vec::with_capacity(pieces.len());
    for (piece, _) in pieces {
        let is_unit = matches!(piece.as_str(), "年" | "月" | "日");
        match words.last_mut() {
            Some(last) if is_unit && last.ends_with(|c: char| c.is_ascii_digit()) => {
                last.push_str(&piece);
            }
            _ => words.push(piece),
        }
    }
    let words = words
        .into_iter()
        .map(|word| asks_date(&word).unwrap_or(word));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn words_written_in_one_are_taken_apart() {
        assert_eq!(apart("王新亭网络靶场2021"), "王新亭 网络 靶场 日期:2021");
        assert_eq!(apart("2021年招商项目"), "日期:2021 招商 项目");
    }
}
