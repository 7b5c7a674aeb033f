//! Does the index find exactly what a plain scan of the texts finds?

use crate::ours::Built;
use crate::queries::{Asked, Queries};
use aho_corasick::AhoCorasick;
use banmian::index::{ArticleIndex, Order};
use banmian::store::{Catalog, IndexableArticle};
use banmian::text::fold;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Instant;

/// Where more articles match, the count is compared, and so many of them.
const N_MOST_COMPARED: usize = 200_000;

/// The texts that are looked for, each once, and the articles that hold them.
struct Scan {
    /// Folded, with their places in `holders`.
    needles: BTreeMap<String, usize>,
    /// The numbers of the articles, ascending.
    holders: Vec<Vec<u32>>,
    /// The articles' ids by their numbers.
    ids: HashMap<String, u32>,
}

/// Compares every query; fails on the first difference.
pub(crate) fn check(built: &Built, queries: &Queries) -> anyhow::Result<()> {
    let started = Instant::now();
    let scan = Scan::of(built, queries)?;
    let index = ArticleIndex::open(&built.library.join("index"))
        .map_err(anyhow::Error::msg)?
        .ok_or_else(|| anyhow::anyhow!("there is no index"))?;
    anyhow::ensure!(
        index.n_articles() == scan.ids.len(),
        "{} articles are in the index, {} in the catalog",
        index.n_articles(),
        scan.ids.len()
    );
    let (mut n_queries, mut n_hits) = (0, 0);
    for asked in queries.all() {
        n_hits += compare(&index, &scan, asked)?;
        n_queries += 1;
    }
    println!(
        "exact: {n_queries} queries, {n_hits} hits, as a scan of {} articles finds them ({:.1} s)",
        scan.ids.len(),
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

fn compare(index: &ArticleIndex, scan: &Scan, asked: &Asked) -> anyhow::Result<usize> {
    let expected = scan.articles_with(asked);
    let found = index.find(&asked.query(), Order::Place, 0, N_MOST_COMPARED)?;
    anyhow::ensure!(
        found.total == expected.len(),
        "{asked:?}: the index finds {} articles, a scan {}",
        found.total,
        expected.len()
    );
    let ids = found.ids.iter().map(|id| scan.ids.get(id).copied());
    let mut numbers: Vec<u32> = ids.flatten().collect();
    numbers.sort_unstable();
    let is_same = if expected.len() <= N_MOST_COMPARED {
        numbers == expected
    } else {
        numbers.len() == N_MOST_COMPARED
            && numbers.iter().all(|n| expected.binary_search(n).is_ok())
    };
    anyhow::ensure!(
        is_same,
        "{asked:?}: the index finds other articles than a scan"
    );
    Ok(expected.len())
}

impl Scan {
    fn of(built: &Built, queries: &Queries) -> anyhow::Result<Self> {
        let texts: BTreeSet<String> = queries
            .all()
            .flat_map(|asked| &asked.texts)
            .map(|text| fold(text).text)
            .collect();
        let automaton = AhoCorasick::new(&texts)?;
        let mut scan = Self {
            holders: vec![Vec::new(); texts.len()],
            needles: texts
                .into_iter()
                .enumerate()
                .map(|(at, text)| (text, at))
                .collect(),
            ids: HashMap::new(),
        };
        let catalog = Catalog::open_read_only(&built.library.join("library.sqlite"))?;
        let mut after = 0;
        loop {
            let articles = catalog.articles_after(after, 1000)?;
            let Some(last) = articles.last() else {
                return Ok(scan);
            };
            after = last.stored.seq;
            for article in articles {
                scan.read(&automaton, article);
            }
        }
    }

    fn read(&mut self, automaton: &AhoCorasick, indexable: IndexableArticle) {
        let article = indexable.stored.article;
        let number = self.ids.len() as u32;
        let decks = article.deck.iter().map(|part| part.text.as_str());
        let texts = [
            article.headline.text.as_str(),
            article.body.text.as_str(),
            article.byline_text(),
        ];
        for text in texts.into_iter().chain(decks) {
            for found in automaton.find_overlapping_iter(&fold(text).text) {
                let holders = &mut self.holders[found.pattern().as_usize()];
                if holders.last() != Some(&number) {
                    holders.push(number);
                }
            }
        }
        self.ids.insert(indexable.stored.id.0, number);
    }

    /// The articles that hold all of the texts.
    fn articles_with(&self, asked: &Asked) -> Vec<u32> {
        let mut lists = asked.texts.iter().map(|text| {
            let at = self.needles.get(&fold(text).text);
            at.and_then(|at| self.holders.get(*at))
                .map(Vec::as_slice)
                .unwrap_or_default()
        });
        let mut shared = lists.next().unwrap_or_default().to_vec();
        for list in lists {
            shared.retain(|number| list.binary_search(number).is_ok());
        }
        shared
    }
}
