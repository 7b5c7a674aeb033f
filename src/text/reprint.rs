//! Is one text a reprint of another? Newspapers print the same news again, whole, cut at its end,
//! or with a few words changed.
//!
//! Two steps. A [`sketch`] is a few numbers of a text, of which reprints share at least one: it
//! finds candidates in an index. [`Shingles`] then compare candidates with the text itself.

use super::{QuickHasher, QuickSet, fold_text};
use std::hash::Hasher as _;

/// Numbers in a sketch. A reprint that kept half of the sentences shares none of four in one case
/// of sixteen, one that kept two thirds in one of eighty.
const N_SKETCH: usize = 4;
/// A shorter sentence says too little to be a text's own: 编辑 张三.
const N_SENTENCE_CHARS: usize = 12;
/// Characters of a shingle: long enough that texts of one subject share few.
const N_SHINGLE_CHARS: usize = 5;
/// Texts with fewer shingles are not compared.
const N_FEWEST_SHINGLES: usize = 40;
/// So much of the shorter text must stand in the longer one. News of a form (the weather, a list of
/// prices) differs in more: each changed figure changes five shingles.
const LEAST_SHARE: f64 = 0.85;
/// The longer text may be so many times the shorter: a wire report cut down to its lead is one, a
/// long report that quotes a short one is another piece of news.
const MOST_TIMES: usize = 3;

/// The smallest hashes of a text's sentences, ascending. They are the same on every machine and in
/// every version, so they may be stored.
#[must_use]
pub fn sketch(text: &str) -> Vec<u64> {
    // By their stops alone: where lines and paragraphs end may have been lost, or be new.
    let mut hashes: Vec<u64> = fold_text(text)
        .split(['.', '!', '?', ';'])
        .filter(|sentence| sentence.chars().count() >= N_SENTENCE_CHARS)
        .map(stored_hash)
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(N_SKETCH);
    hashes
}

/// A number that a text has on every machine and in every version.
#[must_use]
pub fn stored_hash(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    hash.as_bytes()
        .iter()
        .take(8)
        .fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

/// The runs of five characters in a text, as hashes.
#[derive(Clone, Debug)]
pub struct Shingles(QuickSet<u64>);

impl Shingles {
    /// Those of a text, blanks and width left out of account.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let folded: Vec<char> = fold_text(text).chars().collect();
        let hash = |run: &[char]| {
            let mut hasher = QuickHasher::default();
            run.iter().for_each(|c| hasher.write_u32(u32::from(*c)));
            hasher.finish()
        };
        Self(folded.windows(N_SHINGLE_CHARS).map(hash).collect())
    }

    /// Is one of the two the other, perhaps cut down, or with a few words changed?
    #[must_use]
    pub fn is_reprint_of(&self, other: &Self) -> bool {
        let (short, long) = if self.0.len() <= other.0.len() {
            (&self.0, &other.0)
        } else {
            (&other.0, &self.0)
        };
        if short.len() < N_FEWEST_SHINGLES || long.len() > short.len() * MOST_TIMES {
            return false;
        }
        let n_shared = short.iter().filter(|run| long.contains(run)).count();
        n_shared as f64 >= short.len() as f64 * LEAST_SHARE
    }
}

#[cfg(test)]
mod tests {
    use super::{Shingles, sketch};

    const NEWS: &str = "本报讯 昨天上午，北山县水利局在青河堤上开工加固三处险段，预计六月底完工。\
        局长赵平说，今年汛期来得早，工程队分两班施工，每天能推进四十米。\n\
        记者在现场看到，十二台挖掘机沿河堤排开，运土的车辆在便道上来回奔忙。\
        附近的村民自发送来热水和馒头，堤上不时响起招呼声。\n\
        据了解，这一工程总投资三千二百万元，其中县里自筹八百万元。";

    fn are_reprints(one: &str, other: &str) -> (bool, bool) {
        let (a, b) = (sketch(one), sketch(other));
        let shares = a.iter().any(|hash| b.contains(hash));
        (
            shares,
            Shingles::of(one).is_reprint_of(&Shingles::of(other)),
        )
    }

    #[test]
    fn a_text_cut_down_or_changed_a_little_is_a_reprint() {
        let wrapped = NEWS.replace('，', "，\n").replace("12", "１２");
        assert_eq!(are_reprints(NEWS, &wrapped), (true, true), "another wrap");
        let cut: String = NEWS.chars().take(120).collect();
        assert_eq!(are_reprints(NEWS, &cut), (true, true), "cut at its end");
        let edited = NEWS.replace("本报讯 昨天上午", "新华社北山5月3日电 3日");
        assert_eq!(are_reprints(NEWS, &edited), (true, true), "another lead");
    }

    #[test]
    fn a_form_with_other_figures_is_none() {
        let prices = |day: u32| {
            (0..12)
                .map(|n| {
                    format!(
                        "第{n}样菜今天批发价每斤{}元。",
                        (day + 3) * (n * 7 + 11) % 97
                    )
                })
                .collect::<String>()
        };
        assert!(!are_reprints(&prices(1), &prices(2)).1);
        assert!(!are_reprints(NEWS, &prices(1)).1);
        assert!(!Shingles::of("短讯").is_reprint_of(&Shingles::of("短讯")));
        assert!(sketch("").is_empty());
    }

    #[test]
    fn sketches_are_stored_and_so_never_change() {
        assert_eq!(
            sketch("北山县水利局在青河堤上开工加固三处险段。"),
            [12_891_417_391_293_097_246]
        );
    }
}
