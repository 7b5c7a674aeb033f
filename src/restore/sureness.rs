//! How sure is an article? One figure for each, from what a reader could see: does it end as
//! texts end, is its headline spoken of at its end, do the page's other articles? Relies on
//! `model`, `letters`, `signs`.
//!
//! The figure is the share of such articles that are right, which is to say, whose text is at
//! least nine tenths that of one printed article, in its order. It is a logistic regression over
//! 1,700 articles of 250 pages made of news of our own; `ARCHITECTURE.md` has what it came to on
//! pages it was not made on, `tools/press` how to fit it anew.

use super::letters::Grams;
use super::signs::{Sign, odds_of};
use crate::model::Article;

/// The characters that can end a text.
const ENDS: &str = "。！？”）…；!?)》";

/// A paragraph longer than this is no subhead.
const SUBHEAD_CHARS: usize = 22;

/// Turns what the assembly judged into the odds of being right, for all the articles of a page.
/// Gives back what it weighed of each.
pub(super) fn rate_articles(articles: &mut [Article]) -> Vec<Vec<Sign>> {
    let texts: Vec<Text<'_>> = articles.iter().map(Text::of).collect();
    let n_broken = texts.iter().filter(|t| !t.ends || t.n_broken > 0).count();
    let share_broken = n_broken as f32 / texts.len().max(1) as f32;
    let least = texts.iter().map(|t| t.judged).fold(1.0, f32::min);
    let mut before_ends = true;
    let mut weighed = Vec::with_capacity(texts.len());
    for text in &texts {
        let mut signs = text.signs();
        signs.extend([
            Sign::of(
                "share of the page's texts that are broken",
                -3.8,
                share_broken,
            ),
            Sign::of("least judged article of the page", 0.7, least),
            Sign::when("the text before does not end", -0.5, !before_ends),
        ]);
        before_ends = text.ends;
        weighed.push(signs);
    }
    for (article, signs) in articles.iter_mut().zip(&weighed) {
        article.confidence = 1.0 / (1.0 + (-odds_of(signs)).exp());
    }
    weighed
}

/// An article's text as it is looked at here.
struct Text<'a> {
    article: &'a Article,
    paragraphs: Vec<&'a str>,
    /// What the assembly made of its headline and joins, 0 to 1.
    judged: f32,
    /// Its last character can end a text.
    ends: bool,
    /// Long paragraphs, but the last, that break off.
    n_broken: usize,
}

impl<'a> Text<'a> {
    fn of(article: &'a Article) -> Self {
        let paragraphs: Vec<&str> = article
            .body
            .text
            .split('\n')
            .filter(|p| !p.trim().is_empty())
            .collect();
        let ends = |text: &str| text.trim_end().ends_with(|c| ENDS.contains(c));
        let goes_on = |text: &str| !ends(text) && !text.trim_end().ends_with(['：', ':']);
        let (last, others) = paragraphs
            .split_last()
            .map_or(("", &[][..]), |(last, others)| (*last, others));
        Self {
            article,
            judged: article.confidence,
            ends: ends(last),
            n_broken: others
                .iter()
                .filter(|p| n_chars(p) > SUBHEAD_CHARS && goes_on(p))
                .count(),
            paragraphs,
        }
    }

    /// The signs that the article has by itself.
    fn signs(&self) -> Vec<Sign> {
        let article = self.article;
        let judged = self.judged.clamp(0.02, 0.98);
        let length = (n_chars(&article.body.text) as f32 + 20.0).ln() - 6.0;
        vec![
            Sign::of("constant", 0.8, 1.0),
            Sign::of("judged odds", 0.8, (judged / (1.0 - judged)).ln()),
            // The odds judged are low without one; that is too much.
            Sign::when("no headline", 1.4, article.headline.is_empty()),
            Sign::when("dateline", 0.6, article.dateline.is_some()),
            Sign::when("byline", -0.4, !article.byline_text().is_empty()),
            Sign::when("the text ends", 0.9, self.ends),
            Sign::of("broken paragraphs", -0.7, self.n_broken.min(2) as f32),
            Sign::of(
                "share of the headline at the end",
                0.5,
                share_at_end(article, &self.paragraphs),
            ),
            // Long texts are seldom scraps, but many paragraphs may be those of two articles.
            Sign::of("logarithm of the length", 1.0, length),
            Sign::of("paragraphs", -0.34, self.paragraphs.len().min(10) as f32),
        ]
    }
}

fn n_chars(text: &str) -> usize {
    // Set text has no other blanks.
    let n_blanks = text.bytes().filter(|b| matches!(b, b' ' | b'\n')).count();
    text.chars().count() - n_blanks
}

/// How many of the headline's pairs of characters come back in the last two paragraphs, or in the
/// second half of a short text. Two articles taken for one have the other's end.
fn share_at_end(article: &Article, paragraphs: &[&str]) -> f32 {
    let headline: String = std::iter::once(article.headline.text.as_str())
        .chain(article.deck.iter().map(|d| d.text.as_str()))
        .collect();
    let end = match paragraphs.len().checked_sub(2) {
        Some(from) if from > 0 => paragraphs.get(from..).unwrap_or(&[]).concat(),
        _ => {
            let all = paragraphs.concat();
            let half = all.chars().count() / 2;
            let at = all.char_indices().nth(half).map_or(all.len(), |(at, _)| at);
            all.get(at..).unwrap_or("").to_owned()
        }
    };
    let asked = Grams::of_pairs(pairs(&headline).collect());
    asked.count_among(pairs(&end)) as f32 / asked.len().max(1) as f32
}

/// The letters of a text with the one after each.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    // The first spares most letters the look into Unicode's tables.
    let is_letter = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric();
    let mut before = None;
    let letters = text.chars().filter(is_letter);
    letters.filter_map(move |c| before.replace(c).map(|b| (b, c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Part;

    fn article(headline: &str, body: &str) -> Article {
        let part = |text: &str| Part {
            text: text.to_owned(),
            ..Part::default()
        };
        Article {
            headline: part(headline),
            body: part(body),
            confidence: 0.9,
            ..Article::default()
        }
    }

    /// Broken text on a page makes every article of it less sure, and the broken one the most.
    #[test]
    fn a_text_that_breaks_off_is_doubted_and_so_are_its_neighbours() {
        let sound = "临溪镇水利站在石桥水库开展防汛演练，二十名巡查员参加，演练持续两小时。\n"
            .repeat(3)
            + "防汛演练每年举行一次，石桥水库的巡查员都要参加。";
        let broken = "位于石桥的夜市昨晚开张，首日迎客三千人，摊主多是附近的居民，营业到";
        let mut alone = [article("石桥水库开展防汛演练", &sound)];
        let mut together = [
            article("石桥水库开展防汛演练", &sound),
            article("夜市开张首日迎客三千人", broken),
        ];
        rate_articles(&mut alone);
        rate_articles(&mut together);
        let [alone] = alone.map(|a| a.confidence);
        let [beside, broken] = together.map(|a| a.confidence);
        assert!(
            alone > beside && beside > broken,
            "{alone} {beside} {broken}"
        );
    }

    #[test]
    fn a_page_without_articles_is_no_trouble() {
        rate_articles(&mut []);
        let mut empty = [Article::default()];
        rate_articles(&mut empty);
        assert!((0.0..=1.0).contains(&empty.map(|a| a.confidence)[0]));
    }
}
