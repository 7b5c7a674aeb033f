//! What the index is told of an article: its texts, who and what is in it, where it is from.

use super::reprints::Likeness;
use super::rows::author_names;
use crate::entity::{Anchor, Value, values_of};
use crate::index::query::{NameKind, Zone, page_number};
use crate::index::{Entry, Portrait};
use crate::model::{Article, ArticleId, EntityKind, Part, PartialDate, Recognition};
use crate::store::IndexableArticle;
use crate::text::{Amount, Decimal, find_amounts, fold_char};
use std::collections::BTreeSet;

/// What the index is told of an article by itself; of which others it is a reprint is found out when
/// it is indexed.
#[must_use]
pub fn entry_of(indexable: IndexableArticle) -> Entry {
    entry_with(indexable, Likeness::default())
}

pub(super) fn entry_with(indexable: IndexableArticle, likeness: Likeness) -> Entry {
    let IndexableArticle {
        stored,
        recognition,
        source_id,
        source,
        is_known,
    } = indexable;
    let article = stored.article;
    let byline = article.byline_text().to_owned();
    let (mut names, mut other_names) = names_of(&recognition);
    let authors = author_names(&byline);
    names.extend(
        authors
            .split(' ')
            .map(|name| (NameKind::Author, name.to_owned())),
    );
    let page = (NameKind::Page, stored.page_name.clone());
    if is_known && !stored.page_name.is_empty() {
        // Such a file may hold many newspapers, and names that of each article as its page.
        names.push((NameKind::Source, stored.page_name.clone()));
        other_names.extend([(NameKind::Source, source), page]);
    } else {
        names.extend([(NameKind::Source, source), page]);
    }
    names.retain(|(_, name)| !name.is_empty());
    let (said_days, said_numbers) = said_in(&article, &recognition, stored.page_date);
    Entry {
        id: stored.id.0,
        place: stored.place,
        import: u64::try_from(source_id).unwrap_or(0),
        date: article.date.or(stored.page_date),
        printed: printed_texts(&article),
        names,
        other_names,
        page_number: number_in_name(&stored.page_name, is_known),
        amounts: amounts_of(&article),
        said_days,
        said_numbers,
        confidence: article.confidence,
        sketch: likeness.sketch,
        reprint_group: likeness.group,
        head: std::iter::once(article.headline.text)
            .chain(article.deck.into_iter().map(|part| part.text))
            .collect(),
        text: vec![article.body.text],
        byline: vec![byline],
    }
}

/// What the reader corrected, as it was printed.
fn printed_texts(article: &Article) -> Vec<(Zone, String)> {
    let printed = |zone: Zone, part: &Part| Some((zone, part.printed()?.text));
    let head = std::iter::once(&article.headline).chain(&article.deck);
    head.filter_map(|part| printed(Zone::Headline, part))
        .chain(printed(Zone::Body, &article.body))
        .chain(printed(Zone::Byline, &article.byline))
        .collect()
}

/// What other articles are compared with.
pub(super) fn portrait_of(id: &ArticleId, article: &Article, found: &Recognition) -> Portrait {
    let head = std::iter::once(&article.headline).chain(&article.deck);
    let texts = head.chain([&article.body]).map(|part| part.text.clone());
    Portrait {
        id: id.0.clone(),
        texts: texts.collect(),
        names: names_of(found).0,
    }
}

/// A thing's kind, and one of its names.
type Names = Vec<(NameKind, String)>;

/// The full name of every thing, and then the short ones.
fn names_of(recognition: &Recognition) -> (Names, Names) {
    let (mut names, mut aliases) = (Vec::new(), Vec::new());
    for entity in &recognition.entities {
        let kind = match entity.kind {
            EntityKind::Person => NameKind::Person,
            EntityKind::Organization => NameKind::Organization,
            EntityKind::Place => NameKind::Place,
            EntityKind::Facility => NameKind::Facility,
            EntityKind::Project => NameKind::Project,
            EntityKind::Date | EntityKind::Quantity => continue,
        };
        names.push((kind, entity.name.clone()));
        aliases.extend(entity.aliases.iter().map(|name| (kind, name.clone())));
    }
    (names, aliases)
}

fn amounts_of(article: &Article) -> Vec<Amount> {
    let parts = std::iter::once(&article.headline)
        .chain(&article.deck)
        .chain([&article.body]);
    let amounts: BTreeSet<Amount> = parts
        .flat_map(|part| find_amounts(&part.text))
        .map(|(_, amount)| amount)
        .collect();
    amounts.into_iter().collect()
}

/// Days from the first to the last, and numbers with their measure words.
type Said = (Vec<(PartialDate, PartialDate)>, Vec<(String, Decimal)>);

/// The days and numbers that an article speaks of, each once; of a range of numbers both ends, as of
/// amounts.
fn said_in(article: &Article, found: &Recognition, page_date: Option<PartialDate>) -> Said {
    let text = article.full_text();
    let (mut days, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    for value in values_of(&text, found, Anchor::of(article, page_date)) {
        match value {
            Some(Value::Days(said)) => {
                days.insert((said.first, said.last));
            }
            Some(Value::Count(count)) if count.unit.currency().is_none() => {
                let unit = count.unit.key();
                numbers.insert((unit.clone(), count.most));
                numbers.insert((unit, count.least));
            }
            Some(Value::Count(_)) | None => {}
        }
    }
    (days.into_iter().collect(), numbers.into_iter().collect())
}

/// The number of a page, from its name: 第3版, A03版, or a number at its end, behind a sign
/// (2019-08-21-03). A page that is only an article of a list has none but in words.
pub(super) fn number_in_name(name: &str, is_known: bool) -> Option<String> {
    let name: String = name.chars().map(fold_char).collect();
    let in_words = name.match_indices(['版', '页']).find_map(|(at, _)| {
        let before = name.get(..at)?;
        let start = before
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_ascii_alphanumeric())
            .last()
            .map(|(at, _)| at)?;
        page_number(before.get(start..)?)
    });
    if in_words.is_some() || is_known {
        return in_words;
    }
    let runs: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty())
        .collect();
    let is_year = |run: &str| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
    let last = runs.last()?;
    let is_of_date = match runs.as_slice() {
        // The month or the day of a date that the name ends with.
        [.., year, _, _] if is_year(year) => true,
        [.., year, _] if is_year(year) => true,
        _ => false,
    };
    if is_of_date { None } else { page_number(last) }
}

#[cfg(test)]
mod tests {
    use super::number_in_name;

    #[test]
    fn pages_are_numbered_by_their_names() {
        for (name, number) in [
            ("高新报 2019年8月21日 第3版", Some("3")),
            ("日报A03版", Some("a3")),
            ("2019-08-21-03", Some("3")),
            ("rmrb-20190821_B2", Some("b2")),
            ("paper-7", Some("7")),
            ("2019-08-21", None),
            ("paper-2019-08", None),
            ("000_aa0ac877f7c04fa7", None),
            ("要闻", None),
        ] {
            assert_eq!(number_in_name(name, false).as_deref(), number, "{name}");
        }
        assert_eq!(number_in_name("news-7", true), None);
    }
}
