//! The signs that fitted weights are applied to, given out as they are weighed: what
//! `tools/press` fits the weights of `sureness` and `breaks` and the trees of `partings` on. Decides
//! nothing. Relies on `sureness`, `breaks`, `partings` and `explain`.

use super::breaks::{Around, joins_headline, weigh_break};
use super::explain::{LineClass, class_of, places_of};
use super::partings::{SIGNS, Values};
use super::{Work, work_page};
use crate::model::Page;
use crate::text::is_blank;

/// Something seen that speaks for or against an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sign {
    /// What was seen, in English. Among the signs of one question no two have the same name.
    pub name: &'static str,
    /// How much of it: 0 or 1 for what holds or does not, else a share, a number or a logarithm.
    pub value: f32,
    /// What one unit of it adds to the natural-log odds.
    pub weight: f32,
}

impl Sign {
    /// A sign of which there is more or less.
    pub(super) const fn of(name: &'static str, weight: f32, value: f32) -> Self {
        Self {
            name,
            value,
            weight,
        }
    }

    /// A sign that holds or does not.
    pub(super) const fn when(name: &'static str, weight: f32, holds: bool) -> Self {
        Self::of(name, weight, if holds { 1.0 } else { 0.0 })
    }
}

/// Adds up the odds, as natural logarithms.
pub(super) fn odds_of(signs: &[Sign]) -> f32 {
    signs.iter().map(|sign| sign.weight * sign.value).sum()
}

/// An article, and what its confidence was made of.
#[derive(Clone, Debug, PartialEq)]
pub struct WeighedArticle {
    /// The text it has.
    pub body: String,
    /// 0 to 1, as in [`crate::model::Article`].
    pub confidence: f32,
    /// The odds of the confidence are the sum of these.
    pub signs: Vec<Sign>,
}

/// Two lines of a headline block, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct WeighedBreak {
    /// The earlier line's text.
    pub first: String,
    /// The later line's text.
    pub second: String,
    /// Above 0 they are one line that was broken.
    pub signs: Vec<Sign>,
}

/// A place where an article could begin.
#[derive(Clone, Debug, PartialEq)]
pub struct WeighedParting {
    /// The text's last line before it.
    pub before: String,
    /// The text's first line after it.
    pub after: String,
    /// What was seen; trees make odds of these, so they have no weights.
    pub signs: Vec<Sign>,
}

/// What was weighed on a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageSigns {
    /// In the restoration's order. Empty where the page has no running text, for then nothing is
    /// weighed.
    pub articles: Vec<WeighedArticle>,
    /// The pairs of lines in headline blocks that no rule settles.
    pub breaks: Vec<WeighedBreak>,
    /// The places between two stretches of text where no rule settles whether an article begins.
    pub partings: Vec<WeighedParting>,
}

/// What [`super::restore_page`] weighs on a page, as far as the weights are fitted ones.
#[must_use]
pub fn weigh_page(page: &Page) -> PageSigns {
    let work = work_page(page);
    let articles = work.restoration.articles.iter().zip(&work.signs);
    let articles = articles.map(|(article, signs)| WeighedArticle {
        body: article.body.text.clone(),
        confidence: article.confidence,
        signs: signs.clone(),
    });
    let bodies: Vec<String> = work
        .restoration
        .articles
        .iter()
        .map(|a| bare(&a.body.text))
        .collect();
    let places = places_of(&work.restoration);
    let mut breaks = Vec::new();
    let mut unit = String::new();
    for pair in work.lines.windows(2) {
        let [first, second] = pair else { continue };
        let whose = |line: &super::lines::Line| {
            let (class, article) = class_of(&places, line.span)?;
            let is_head = matches!(class, LineClass::Headline | LineClass::Deck);
            article.filter(|_| is_head)
        };
        let (Some(article), true) = (whose(first), whose(first) == whose(second)) else {
            unit.clear();
            continue;
        };
        let around = Around {
            body: bodies.get(article).map(String::as_str),
            before: &unit,
            is_loose: work.is_loose,
        };
        let signs = weigh_break(first, second, around);
        breaks.extend(signs.map(|signs| WeighedBreak {
            first: first.text.clone(),
            second: second.text.clone(),
            signs,
        }));
        if joins_headline(first, second, around) {
            unit.push_str(&first.text);
        } else {
            unit.clear();
        }
    }
    PageSigns {
        articles: articles.collect(),
        breaks,
        partings: weigh_partings(&work),
    }
}

fn weigh_partings(work: &Work) -> Vec<WeighedParting> {
    let text = |i: usize| work.lines.get(i).map_or("", |l| &l.text).to_owned();
    let signs = |values: &Values| {
        let named = SIGNS.iter().zip(values);
        named
            .map(|(name, value)| Sign::of(name, 0.0, *value))
            .collect()
    };
    let partings = work.partings.iter().map(|p| WeighedParting {
        before: text(p.last.saturating_sub(1)) + &text(p.last),
        after: text(p.first) + &text(p.first + 1),
        signs: signs(&p.values),
    });
    partings.collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is fitted on must be what is decided by: the signs add up to the figure shown.
    #[test]
    fn signs_add_up_to_the_confidence() {
        let text = "石桥水库开展防汛演练\n本报讯 5月12日，临溪镇水利站在石桥水库开展防汛演练，二十\n\
                    名巡查员参加，演练持续两小时。巡查员说，石桥水库的防汛演练每年举行一次。\n记者 缪可\n";
        let page = Page {
            text: text.to_owned(),
            ..Page::default()
        };
        let weighed = weigh_page(&page);
        let restored = crate::restore::restore_page(&page);
        assert_eq!(weighed.articles.len(), restored.articles.len());
        for (article, shown) in weighed.articles.iter().zip(&restored.articles) {
            let share = 1.0 / (1.0 + (-odds_of(&article.signs)).exp());
            assert!((share - shown.confidence).abs() < 1e-5);
            assert_eq!(article.confidence, shown.confidence);
        }
    }
}
