//! What the articles found have in common: how many of them have each name, and when they were
//! printed.
//!
//! Every figure is the number of articles that are found when the figure's [leaf](Facet::leaf) is
//! asked for, too: an article counts once for a name, whatever form of it the article uses. In the
//! lists stand only names that are the full name of something somewhere; a short form counts for
//! the name it is spelt like, but makes no line of its own.
//!
//! Here is what the figures mean and what the index keeps for them; [`super::counting`] counts.

use super::own::OwnCount;
use super::query::{DateRange, Leaf, NameKind};
use super::schema::FORMS;
use super::tokens::name_term;
use super::wishes::kinds_of;
use crate::model::PartialDate;
use std::collections::{BTreeMap, BTreeSet};

/// What the names of articles are counted by, in [`Facet::ALL`]'s order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// People in them.
    Person,
    /// Organisations in them.
    Organization,
    /// Places, parks and buildings in them.
    Place,
    /// Campaigns, plans and projects in them.
    Project,
    /// Who wrote the articles.
    Author,
    /// Newspapers, or the files they were imported from.
    Source,
    /// Pages, by the names they have in the library.
    Page,
}

impl Facet {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Organization,
        Self::Place,
        Self::Project,
        Self::Author,
        Self::Source,
        Self::Page,
    ];

    /// The field that asks for its names.
    #[must_use]
    pub const fn kind(self) -> NameKind {
        match self {
            Self::Source => NameKind::Source,
            Self::Page => NameKind::Page,
            Self::Author => NameKind::Author,
            Self::Person => NameKind::Person,
            Self::Organization => NameKind::Organization,
            Self::Place => NameKind::Place,
            Self::Project => NameKind::Project,
        }
    }

    /// What asks for the articles that were counted for a name.
    #[must_use]
    pub fn leaf(self, name: &str) -> Leaf {
        Leaf::Name {
            kind: self.kind(),
            text: name.to_owned(),
            is_whole: true,
        }
    }

    /// The kinds whose full names make lines of its list. A site is asked for as a place; as a
    /// project only where another article calls it one.
    pub(super) const fn listed_kinds(self) -> &'static [NameKind] {
        match self {
            Self::Project => &[NameKind::Project],
            other => kinds_of(other.kind()),
        }
    }

    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::Source => "facet_source",
            Self::Page => "facet_page",
            Self::Author => "facet_author",
            Self::Person => "facet_person",
            Self::Organization => "facet_organization",
            Self::Place => "facet_place",
            Self::Project => "facet_project",
        }
    }
}

/// A name, and how many of the articles have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// As most of the articles print it.
    pub name: String,
    /// How many.
    pub n_articles: usize,
}

/// What the articles found have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// When they were printed.
    pub timeline: Timeline,
    /// The names in them, in [`Facet::ALL`]'s order.
    pub lists: Vec<FacetList>,
    /// What the reader said of them, as far as it is said of any article.
    pub own: Vec<OwnCount>,
}

/// The names of one facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetList {
    /// Which.
    pub facet: Facet,
    /// How many names there are in all.
    pub n_values: usize,
    /// The most frequent ones, as many as were asked for.
    pub values: Vec<FacetValue>,
}

/// When articles were printed: each counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// By year and month, those that are known.
    pub months: BTreeMap<(u16, u8), usize>,
    /// By year, where the month is unknown.
    pub years: BTreeMap<u16, usize>,
    /// Of no known date.
    pub n_undated: usize,
}

impl Timeline {
    /// How many articles a range of dates finds; its ends are years or months.
    #[must_use]
    pub fn n_in(&self, range: DateRange) -> usize {
        let from = range.from.map_or((0, 0), |from| month_of(from.first_day()));
        let to = range
            .to
            .map_or((u16::MAX, 12), |to| month_of(to.last_day()));
        let months = self.months.iter().filter(|(m, _)| from <= **m && **m <= to);
        let years = self.years.iter().filter(|(year, _)| {
            let (first, last) = ((**year, 1), (**year, 12));
            from <= first && last <= to
        });
        months.map(|(_, n)| n).sum::<usize>() + years.map(|(_, n)| n).sum::<usize>()
    }

    /// How many articles there are.
    #[must_use]
    pub fn n_articles(&self) -> usize {
        self.months
            .values()
            .chain(self.years.values())
            .sum::<usize>()
            + self.n_undated
    }

    /// Takes in the date of an article.
    pub fn add_date(&mut self, date: Option<PartialDate>) {
        let number = usize::try_from(month_number(date)).unwrap_or(0);
        self.add(number, 1);
    }

    /// What is printed in a month, or in a year without one, is found in no other.
    pub(super) fn add(&mut self, number: usize, n_articles: usize) {
        let (Ok(year), Ok(month)) = (u16::try_from(number / 16), u8::try_from(number % 16)) else {
            return;
        };
        match (year, month) {
            (0, _) => self.n_undated += n_articles,
            (year, 0) => *self.years.entry(year).or_default() += n_articles,
            known => *self.months.entry(known).or_default() += n_articles,
        }
    }

    /// The first year and the last one; `None` where no date is known.
    #[must_use]
    pub fn years_spanned(&self) -> Option<(u16, u16)> {
        let years: BTreeSet<u16> = self
            .months
            .keys()
            .map(|(year, _)| *year)
            .chain(self.years.keys().copied())
            .collect();
        Some((*years.first()?, *years.last()?))
    }
}

fn month_of(date: PartialDate) -> (u16, u8) {
    (date.year, date.month.unwrap_or(0))
}

/// A month as its column keeps it, or a year where no month is known; 0: no date.
pub(super) fn month_number(date: Option<PartialDate>) -> u64 {
    date.map_or(0, |date| {
        u64::from(date.year) * 16 + u64::from(date.month.unwrap_or(0))
    })
}

/// What [`month_number`] gives is below this.
pub(super) const N_MONTHS: usize = (u16::MAX as usize + 1) * 16;

/// What stands behind a name in a column: the name alone is listed; with the mark behind it, it is
/// a short form, or a site among the projects.
pub(super) const UNLISTED: char = '\u{1}';

/// Names longer than this make no line of a list, in characters.
const N_LONGEST: usize = 200;

/// What goes into the columns of an article: the field's name, and the value. `names` are listed,
/// `others` only counted.
pub(super) fn column_values(
    names: &[(NameKind, String)],
    others: &[(NameKind, String)],
) -> Vec<(&'static str, String)> {
    let mut values = Vec::new();
    let mut forms = BTreeSet::new();
    for facet in Facet::ALL {
        // Of a name that is there twice, the listed form is kept.
        let mut own: BTreeMap<String, bool> = BTreeMap::new();
        let listed = names.iter().map(|name| (name, true));
        for ((kind, name), may_be_listed) in listed.chain(others.iter().map(|name| (name, false))) {
            let folded = name_term(name);
            if !kinds_of(facet.kind()).contains(kind)
                || folded.is_empty()
                || folded.chars().nth(N_LONGEST).is_some()
            {
                continue;
            }
            let is_listed = may_be_listed && facet.listed_kinds().contains(kind);
            if is_listed && *name != folded {
                forms.insert(format!("{folded}{UNLISTED}{name}"));
            }
            *own.entry(folded).or_default() |= is_listed;
        }
        for (mut folded, is_listed) in own {
            if !is_listed {
                folded.push(UNLISTED);
            }
            values.push((facet.column(), folded));
        }
    }
    values.extend(forms.into_iter().map(|form| (FORMS, form)));
    values
}
