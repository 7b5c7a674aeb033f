//! Bodies, places, sites and projects: names that articles give to one thing, parts that are not the
//! whole, and bodies that are named by their rank alone and are another in each place.

use super::homes::{place_before, place_stem};
use super::joining::Joined;
use super::persons::cited;
use super::{Apart, Group, Identities, Link, Observation, Reason, Separation};
use std::collections::{BTreeMap, BTreeSet};

/// What a name of the same beginning ends with when it is a part or a daughter of the whole.
const PARTS: [&str; 20] = [
    "分公司",
    "子公司",
    "支公司",
    "分行",
    "支行",
    "分院",
    "研究院",
    "研究所",
    "分局",
    "支队",
    "分校",
    "附属学校",
    "附属医院",
    "分店",
    "分厂",
    "事业部",
    "办事处",
    "工作站",
    "基金会",
    "实验室",
];

/// Ranks that a body is named by in its own place: 市公安局, 区党工委.
const RANKS: [char; 8] = ['省', '市', '县', '区', '州', '镇', '乡', '旗'];
/// Words that begin like a rank.
const NO_RANKS: [&str; 8] = [
    "市场", "市民", "区域", "区块", "县域", "乡村", "乡镇", "省际",
];

/// Is a body named by its rank alone (市公安局)?
#[must_use]
pub fn is_ranked(name: &str) -> bool {
    name.starts_with(RANKS)
        && name.chars().count() >= 2
        && !NO_RANKS.iter().any(|word| name.starts_with(word))
        && place_before(name).is_none()
}

/// Is a short name the beginning of a full one (新河 of 新河集团有限公司), so that it is of nothing
/// else where nothing else begins so?
#[must_use]
pub fn stands_before(short: &str, full: &str) -> bool {
    let core = ["公司", "集团"]
        .iter()
        .find_map(|form| short.strip_suffix(form))
        .unwrap_or(short);
    !full.ends_with(short) && core.chars().count() >= 2 && full.contains(core)
}

/// Is the one, by its name, a part of the other?
fn is_part_of(part: &str, whole: &str) -> bool {
    // 新河集团 is the whole of 新河集团…分公司, and so is 新河集团有限公司.
    let stem = [
        "集团有限公司",
        "股份有限公司",
        "有限责任公司",
        "有限公司",
        "集团",
        "公司",
    ]
    .iter()
    .find_map(|form| whole.strip_suffix(form))
    .filter(|stem| stem.chars().count() >= 2)
    .unwrap_or(whole);
    let Some(tail) = part.strip_prefix(whole).or_else(|| part.strip_prefix(stem)) else {
        return false;
    };
    let ends = |name: &str| PARTS.iter().any(|end| name.ends_with(end));
    !tail.is_empty() && ends(part) && !ends(whole)
}

/// A name with the place of its page, where the name alone says too little.
type Node<'a> = (&'a str, Option<&'a str>);

struct Bodies<'a> {
    observations: &'a [Observation],
    nodes: Vec<Node<'a>>,
    /// The observations of each node.
    members: Vec<Vec<usize>>,
    joined: Joined,
    /// Why a node is one with those before it.
    reasons: BTreeMap<usize, Reason>,
    /// Nodes that stand for more than one thing, and which.
    open: BTreeMap<usize, BTreeSet<&'a str>>,
}

/// What has a name.
pub(super) fn resolve_bodies(observations: &[Observation]) -> Identities {
    let mut bodies = Bodies::new(observations);
    bodies.join_short_names();
    bodies.join_ranked();
    bodies.into_identities()
}

impl<'a> Bodies<'a> {
    fn new(observations: &'a [Observation]) -> Self {
        let mut places: BTreeMap<Node<'a>, usize> = BTreeMap::new();
        let mut nodes = Vec::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        for (idx, seen) in observations.iter().enumerate() {
            let name = seen.name.as_str();
            let home = seen.home.as_deref().filter(|_| is_ranked(name));
            let place = *places.entry((name, home)).or_insert_with(|| {
                nodes.push((name, home));
                members.push(Vec::new());
                nodes.len() - 1
            });
            if let Some(list) = members.get_mut(place) {
                list.push(idx);
            }
        }
        Self {
            observations,
            joined: Joined::new(nodes.len()),
            nodes,
            members,
            reasons: BTreeMap::new(),
            open: BTreeMap::new(),
        }
    }

    fn node(&self, name: &str) -> Option<usize> {
        self.nodes.iter().position(|node| *node == (name, None))
    }

    /// What articles give as short for what; a rank is short for another body in each place.
    fn short_names(&self) -> BTreeMap<&'a str, BTreeMap<&'a str, Reason>> {
        let mut found: BTreeMap<&str, BTreeMap<&str, Reason>> = BTreeMap::new();
        for seen in self.observations {
            let said = seen.short_names.iter().map(|said| {
                let reason = Reason::SaidToBeShort {
                    short: said.short.clone(),
                    full: said.full.clone(),
                    at: super::Cited {
                        span: said.span,
                        ..cited(seen)
                    },
                };
                (said.short.as_str(), said.full.as_str(), reason)
            });
            let grouped = seen.aliases.iter().map(|alias| {
                let reason = Reason::OneInArticle {
                    short: alias.clone(),
                    full: seen.name.clone(),
                    at: cited(seen),
                };
                (alias.as_str(), seen.name.as_str(), reason)
            });
            for (short, full, reason) in said.chain(grouped) {
                let is_said = matches!(reason, Reason::SaidToBeShort { .. });
                // What a name ends with is short for it in its article alone: 外交部 is another
                // country's in each.
                if short == full || is_ranked(short) || (!is_said && full.ends_with(short)) {
                    continue;
                }
                let known = found.entry(short).or_default();
                if is_said || !known.contains_key(full) {
                    known.insert(full, reason);
                }
            }
        }
        found
    }

    /// Joins short names to the one full name that articles give them.
    fn join_short_names(&mut self) {
        let found = self.short_names();
        // The surest first: what is short for one thing only.
        for rounds_left in [1, 0] {
            for (short, fulls) in &found {
                let Some(node) = self.node(short) else {
                    continue;
                };
                let roots: BTreeSet<usize> = fulls
                    .keys()
                    .filter_map(|full| self.node(full))
                    .map(|full| self.joined.root(full))
                    .collect();
                let known = fulls.iter().find(|(full, _)| self.node(full).is_some());
                if let (1, Some((full, reason))) = (roots.len(), known)
                    && let Some(other) = self.node(full)
                    && (fulls.len() == 1 || rounds_left == 0)
                {
                    if self.joined.join(node, other) {
                        let later = node.max(other);
                        self.reasons.insert(later, reason.clone());
                    }
                } else if roots.len() > 1 && rounds_left == 0 {
                    self.open.insert(node, fulls.keys().copied().collect());
                }
            }
        }
    }

    /// Joins bodies that are named by their rank with the full names that their place gives them.
    fn join_ranked(&mut self) {
        for node in 0..self.nodes.len() {
            let Some((name, Some(home))) = self.nodes.get(node).copied() else {
                continue;
            };
            let stem = place_stem(home);
            let full = self.nodes.iter().position(|(full, of)| {
                of.is_none()
                    && full.len() > name.len()
                    && full.ends_with(name)
                    && place_before(full).is_some_and(|place| place.contains(stem))
            });
            if let Some(full) = full
                && self.joined.join(node, full)
            {
                let reason = Reason::OfThePagesPlace {
                    place: home.to_owned(),
                };
                self.reasons.insert(node.max(full), reason);
            }
        }
    }

    fn into_identities(self) -> Identities {
        let mut groups = Vec::new();
        let mut names: Vec<Vec<Node<'a>>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let sets = self.joined.sets();
        let n_homes = self.nodes.iter().filter(|(_, home)| home.is_some()).count();
        for set in &sets {
            let of = |node: &usize| self.members.get(*node).cloned().unwrap_or_default();
            let is_open = |node: usize| {
                let (name, home) = self.nodes.get(node).copied().unwrap_or_default();
                let is_anywhere = is_ranked(name) && home.is_none() && n_homes > 0;
                self.open.contains_key(&node) || is_anywhere
            };
            if let [only] = set.as_slice()
                && is_open(*only)
            {
                open.extend(of(only));
                continue;
            }
            groups.push(self.group_of(set));
            names.push(
                set.iter()
                    .filter_map(|node| self.nodes.get(*node))
                    .copied()
                    .collect(),
            );
        }
        open.sort_unstable();
        let mut separations = Vec::new();
        for (nth, one) in names.iter().enumerate() {
            for (mth, other) in names.iter().enumerate().skip(nth + 1) {
                separations.push(Separation {
                    groups: (nth, mth),
                    reason: why_apart(one, other),
                });
            }
        }
        Identities {
            groups,
            separations,
            open,
        }
    }

    fn group_of(&self, set: &[usize]) -> Group {
        let mut links = Vec::new();
        let mut members = Vec::new();
        for node in set {
            for (nth, member) in self.members.get(*node).into_iter().flatten().enumerate() {
                let reason = if nth == 0 {
                    self.reasons.get(node).cloned()
                } else {
                    None
                };
                if !members.is_empty() {
                    links.push(Link {
                        member: *member,
                        reason: reason.unwrap_or(Reason::SameName),
                    });
                }
                members.push(*member);
            }
        }
        members.sort_unstable();
        links.sort_by_key(|link| link.member);
        Group {
            members,
            links,
            ..Group::default()
        }
    }
}

fn why_apart(one: &[Node<'_>], other: &[Node<'_>]) -> Apart {
    let pairs = || one.iter().flat_map(|a| other.iter().map(move |b| (a, b)));
    for (a, b) in pairs() {
        if let (true, Some(left), Some(right)) = (a.0 == b.0, a.1, b.1) {
            return Apart::TwoPlaces {
                name: a.0.to_owned(),
                places: (left.to_owned(), right.to_owned()),
            };
        }
        for (part, whole) in [(a.0, b.0), (b.0, a.0)] {
            if is_part_of(part, whole) {
                return Apart::PartOf {
                    part: part.to_owned(),
                    whole: whole.to_owned(),
                };
            }
        }
    }
    let longest = |names: &[Node<'_>]| {
        let longest = names.iter().map(|(name, _)| *name);
        longest
            .max_by_key(|name| name.len())
            .unwrap_or_default()
            .to_owned()
    };
    Apart::NotSaidToBeOne {
        one: longest(one),
        other: longest(other),
    }
}
