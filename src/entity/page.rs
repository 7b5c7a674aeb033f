//! What the articles of a page tell each other: a name that one of them makes sure is found in
//! all, longest first; firms are found by their short names too.

use super::kinds::TRADES;
use super::lexicon::Class;
use super::line::Line;
use super::names::is_name_end;
use super::word_set::WordMap;
use crate::model::EntityKind;
use crate::text::words;
use std::collections::BTreeMap;

/// Legal forms at the end of a firm's name.
const LEGAL_FORMS: &[&str] = &[
    "集团股份有限公司",
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "控股集团有限公司",
    "有限公司",
    "集团公司",
    "公司",
    "集团",
];

/// Names and their kinds, for the search of the page.
#[derive(Default)]
pub(super) struct PageNames {
    kinds: BTreeMap<String, (EntityKind, u32)>,
}

impl PageNames {
    /// Takes up what is recognised in a line of some kinds.
    pub(super) fn read(&mut self, line: &Line, kinds: &[EntityKind]) {
        for mark in line
            .marks()
            .iter()
            .filter(|mark| kinds.contains(&mark.kind))
        {
            let n_chars = mark.end - mark.start;
            let name = line.text(mark.start, mark.end);
            let is_telling = match mark.kind {
                EntityKind::Date | EntityKind::Quantity => false,
                EntityKind::Person => n_chars >= 2,
                EntityKind::Project => n_chars >= 3,
                EntityKind::Place => {
                    n_chars >= 3
                        || (n_chars == 2
                            && line.listed_from(Class::Place, mark.start) == 0
                            && !words::is_word(name))
                }
                EntityKind::Organization | EntityKind::Facility => n_chars >= 2,
            };
            if !is_telling {
                continue;
            }
            self.add(name, mark.kind, 2);
            if mark.kind == EntityKind::Place
                && let Some(short) = ["自治县", "市", "县", "区", "州", "旗"]
                    .iter()
                    .find_map(|level| name.strip_suffix(level))
                && short.chars().count() >= 2
                && words::tag(short)
                    .iter()
                    .all(|word| word.tag == "ns" || word.tag == "x" || word.tag.starts_with("nr"))
            {
                self.add(short, EntityKind::Place, 1);
            }
            if mark.kind == EntityKind::Organization {
                for short in short_names(line, mark.start, mark.end) {
                    self.add(&short, EntityKind::Organization, 1);
                }
            }
            if mark.kind == EntityKind::Person
                && let Some(family) = name.rsplit('·').next()
                && family != name
                && family.chars().count() >= 2
            {
                self.add(family, EntityKind::Person, 1);
            }
            if let Some((start, end)) = short_form_behind(line, mark.end) {
                self.add(line.text(start, end), mark.kind, 2);
            }
        }
    }

    fn add(&mut self, name: &str, kind: EntityKind, weight: u32) {
        let entry = self.kinds.entry(name.to_owned()).or_insert((kind, 0));
        if entry.0 == kind {
            entry.1 += weight;
        } else if weight > entry.1 {
            *entry = (kind, weight);
        }
    }

    /// The search for all names at once.
    pub(super) fn into_finder(self) -> PageFinder {
        PageFinder {
            names: self
                .kinds
                .into_iter()
                .map(|(name, (kind, _))| (name.chars().collect(), kind))
                .collect(),
        }
    }
}

/// Finds a page's names in its lines.
pub(super) struct PageFinder {
    names: WordMap<EntityKind>,
}

impl PageFinder {
    /// Claims the names of the page in a line, the longest at each place.
    pub(super) fn mark(&self, line: &mut Line) {
        let mut i = 0;
        while i < line.len() {
            let Some((n_chars, kind)) = self.names.find_at(line, i) else {
                i += 1;
                continue;
            };
            let (start, end) = (i, i + n_chars);
            if is_whole(line, start, end, *kind) {
                line.claim(start, end, *kind);
            }
            i = end;
        }
    }
}

/// A short name may not be the middle of a word.
fn is_whole(line: &Line, start: usize, end: usize, kind: EntityKind) -> bool {
    let (Some(first), Some(last)) = (line.token_at(start), line.token_at(end - 1)) else {
        return false;
    };
    if end - start > 3 {
        return true;
    }
    let crosses =
        (first.start < start && first.n_chars() > 1) || last.end > end && last.start < end;
    if kind == EntityKind::Person {
        return !crosses || is_name_end(line, end);
    }
    !crosses
}

/// "（以下简称“…”）" behind a name: where the short name stands.
fn short_form_behind(line: &Line, end: usize) -> Option<(usize, usize)> {
    if line.at(end) != '（' {
        return None;
    }
    let called = ["以下简称", "下称", "简称", "以下称"]
        .iter()
        .find(|word| line.starts_with(end + 1, word))?;
    let mut start = end + 1 + called.chars().count();
    while matches!(line.at(start), '“' | '：' | '为') {
        start += 1;
    }
    let stop = (start..(start + 16).min(line.len())).find(|i| line.is_break(*i))?;
    (stop > start + 1).then_some((start, stop))
}

/// The names by which a firm with a full name may go on: without its place, its legal form, its
/// trade; and with 公司 or 集团 again.
pub(super) fn short_names(line: &Line, start: usize, end: usize) -> Vec<String> {
    let name = line.text(start, end);
    let Some(stem) = LEGAL_FORMS.iter().find_map(|form| name.strip_suffix(form)) else {
        return Vec::new();
    };
    let n_place = line.listed_from(Class::Place, start);
    let n_stem = stem.chars().count();
    let mut cores = vec![stem.to_owned()];
    if n_place > 0 && n_stem >= n_place + 2 {
        cores.push(stem.chars().skip(n_place).collect());
    }
    let mut shorter = Vec::new();
    for core in &cores {
        let mut rest = core.as_str();
        while let Some(trade) = TRADES
            .iter()
            .filter(|trade| rest.ends_with(**trade))
            .max_by_key(|trade| trade.len())
        {
            rest = rest.strip_suffix(trade).unwrap_or(rest);
            shorter.push(rest.to_owned());
        }
    }
    let brands: Vec<String> = shorter.clone();
    cores.extend(shorter);
    cores.retain(|core| is_brand(core));
    let again: Vec<String> = cores
        .iter()
        .flat_map(|core| ["公司", "集团", "股份"].map(|form| format!("{core}{form}")))
        .collect();
    let traded: Vec<String> = brands
        .iter()
        .filter(|brand| is_brand(brand))
        .flat_map(|brand| {
            TRADES
                .iter()
                .filter(|trade| stem.contains(**trade))
                .map(move |trade| format!("{brand}{trade}"))
        })
        .collect();
    cores.extend(again);
    cores.extend(traded);
    cores
}

/// Can the string be the name of one firm: three characters, or two that are no word?
fn is_brand(core: &str) -> bool {
    let n = core.chars().count();
    let is_trade = TRADES.contains(&core);
    n >= 2 && !is_trade && !words::is_word(core) && !core.chars().any(|c| c.is_ascii_digit())
        || n >= 4
}

/// "X、Y、Z等(4家)企业": short names of firms in a row.
pub(super) fn mark_firm_lists(line: &mut Line) {
    let mut i = 1;
    while i < line.len() {
        if line.at(i) == '等' && names_firms(line, i + 1) {
            mark_items_before(line, i);
        }
        i += 1;
    }
}

fn names_firms(line: &Line, i: usize) -> bool {
    let tail: String = (i..(i + 9).min(line.len()))
        .map(|k| line.at(k))
        .take_while(|c| !matches!(c, '，' | '。'))
        .collect();
    [
        "企业", "公司", "单位", "集团", "高校", "院校", "媒体", "银行",
    ]
    .iter()
    .any(|kind| {
        tail.find(kind).is_some_and(|at| {
            let between = tail.get(..at).unwrap_or_default();
            between.is_empty()
                || between.chars().next().is_some_and(|c| {
                    c.is_ascii_digit() || "一二三四五六七八九十多数知重".contains(c)
                })
        })
    })
}

/// Claims the unclaimed items of a list that ends at a place.
fn mark_items_before(line: &mut Line, end: usize) {
    let mut end = end;
    let mut items = Vec::new();
    loop {
        let start = (0..end)
            .rev()
            .find(|k| line.is_break(*k) || line.is_covered(*k, *k + 1))
            .map_or(0, |k| k + 1);
        if start < end {
            items.push((start, end));
        }
        // Items that are known already are passed over.
        let mut at = start;
        while at > 0 && line.is_covered(at - 1, at) {
            at -= 1;
        }
        if at > 0 && line.at(at - 1) == '、' && items.len() < 20 {
            end = at - 1;
        } else {
            break;
        }
    }
    let n_items = items.len();
    for (idx, (start, end)) in items.into_iter().enumerate() {
        let start = first_item_start(line, start, end, idx + 1 == n_items);
        if (2..=9).contains(&(end - start)) && !(start..end).any(|i| line.is_covered(i, i + 1)) {
            line.claim(start, end, EntityKind::Organization);
        }
    }
}

/// The first item of a list begins behind the last word that no name holds.
fn first_item_start(line: &Line, start: usize, end: usize, is_first: bool) -> usize {
    if !is_first {
        return start;
    }
    super::extent::left_extent(line, end).max(start)
}
