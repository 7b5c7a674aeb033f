//! Where the nodes of a network are drawn. Pure, and the same for the same network.
//!
//! The subject is in the middle; a strong tie is near to it, and those who are tied with each other
//! stand on the same side. That is the beginning; from there forces move the nodes as Fruchterman
//! and Reingold do (Graph Drawing by Force-directed Placement, 1991, the variant with a limited
//! reach): near ones push each other away, ties pull, each step is shorter than the last. Then
//! names and nodes that overlap are pushed apart, and at last everything grows until no two nodes
//! touch.

use super::{Network, NetworkNode};
use std::f32::consts::{PI, TAU};

/// The distance that neighbours have, in points.
const SPACING: f32 = 62.0;
/// Nodes that are farther from each other do not push.
const REACH: f32 = 2.5 * SPACING;
/// What a node and its name need, in square points; see [`Layout::orbit`].
const ROOM: f32 = 5_600.0;
/// The strongest neighbour's distance from the middle.
const FIRST_ORBIT: f32 = 84.0;
/// Steps of the forces, and of pushing apart.
const N_STEPS: usize = 300;
const N_PARTINGS: usize = 240;
/// The subject keeps its neighbours farther off than others do.
const AWE: f32 = 3.0;
/// The longest step, at first.
const FIRST_STEP: f32 = 34.0;
/// How strongly the orbit holds a node, and a tie pulls.
const HOLD: f32 = 0.35;
const PULL: f32 = 0.5;
/// What stays free between two nodes.
const GAP: f32 = 6.0;

/// The widths of a name's characters as they are drawn, in points: of Latin ones, of others.
const LATIN_WIDTH: f32 = 7.0;
const WIDTH: f32 = 12.5;
/// Half the height of a name.
const HALF_HEIGHT: f32 = 9.5;
/// Longer names are cut where they stand beside their nodes.
pub(super) const N_NAME_CHARS: usize = 11;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Point {
    x: f32,
    y: f32,
}

impl Point {
    const fn plus(self, other: Self) -> Self {
        Self {
            x: self.x + other.x,
            y: self.y + other.y,
        }
    }

    const fn minus(self, other: Self) -> Self {
        Self {
            x: self.x - other.x,
            y: self.y - other.y,
        }
    }

    const fn times(self, factor: f32) -> Self {
        Self {
            x: self.x * factor,
            y: self.y * factor,
        }
    }

    fn length(self) -> f32 {
        (self.x * self.x + self.y * self.y).sqrt()
    }
}

/// A node that looks for its place.
#[derive(Clone, Copy, Debug)]
struct Body {
    at: Point,
    radius: f32,
    /// How far from the middle it belongs.
    orbit: f32,
    /// The width of its name.
    label: f32,
}

/// Places in the making.
#[derive(Debug)]
pub(super) struct Layout {
    bodies: Vec<Body>,
    /// Ties and how strongly they pull; those of the subject are left out.
    pulls: Vec<(usize, usize, f32)>,
    n_done: usize,
}

impl Layout {
    pub(super) fn of(network: &Network) -> Self {
        let mut ties = Vec::new();
        for edge in &network.edges {
            ties.push((edge.ends.0, edge.ends.1, edge.evidence.len() as f32));
        }
        let angles = angles(&network.nodes, &ties);
        let mut bodies = Vec::with_capacity(network.nodes.len());
        for (nth, (node, angle)) in network.nodes.iter().zip(angles).enumerate() {
            let orbit = Self::orbit(nth);
            bodies.push(Body {
                at: Point {
                    x: orbit * angle.cos(),
                    y: orbit * angle.sin(),
                },
                radius: node.radius,
                orbit,
                label: label_width(&node.name),
            });
        }
        let mut degrees = vec![0.0_f32; bodies.len()];
        ties.retain(|(one, ..)| *one != 0);
        for (one, other, weight) in &ties {
            for end in [one, other] {
                if let Some(degree) = degrees.get_mut(*end) {
                    *degree += weight;
                }
            }
        }
        let degree = |node: usize| degrees.get(node).copied().unwrap_or(1.0);
        let pulls = ties.iter().map(|(one, other, weight)| {
            let share = weight / (degree(*one) * degree(*other)).sqrt().max(1.0);
            (*one, *other, PULL * share)
        });
        Self {
            pulls: pulls.collect(),
            bodies,
            n_done: 0,
        }
    }

    /// How far from the middle a node belongs, by its rank: so that each has as much room.
    fn orbit(rank: usize) -> f32 {
        if rank == 0 {
            return 0.0;
        }
        FIRST_ORBIT + (ROOM * (rank - 1) as f32 / PI).sqrt()
    }

    /// Goes on by a step; true once every node has its place.
    pub(super) fn settle_some(&mut self) -> bool {
        if self.n_done < N_STEPS {
            let left = 1.0 - self.n_done as f32 / N_STEPS as f32;
            self.move_all(FIRST_STEP * left + 0.5);
        } else if !self.part() {
            self.n_done = N_STEPS + N_PARTINGS;
        }
        self.n_done += 1;
        if self.n_done < N_STEPS + N_PARTINGS {
            return false;
        }
        self.grow();
        true
    }

    /// Tells the nodes their places.
    pub(super) fn place(&self, nodes: &mut [NetworkNode]) {
        for (node, body) in nodes.iter_mut().zip(&self.bodies) {
            node.place = (body.at.x, body.at.y);
        }
    }

    fn body(&self, idx: usize) -> Option<Body> {
        self.bodies.get(idx).copied()
    }

    /// Moves every node but the subject as the forces want, at most so far.
    fn move_all(&mut self, longest: f32) {
        let mut forces = vec![Point::default(); self.bodies.len()];
        let mut push = |idx: usize, force: Point| {
            if let Some(sum) = forces.get_mut(idx) {
                *sum = sum.plus(force);
            }
        };
        for (one, a) in self.bodies.iter().enumerate() {
            for (other, b) in self.bodies.iter().enumerate().skip(one + 1) {
                let way = apart(a.at, b.at, one);
                let distance = way.length();
                if distance < REACH {
                    let awe = if one == 0 { AWE } else { 1.0 };
                    let force = way.times(awe * SPACING * SPACING / (distance * distance));
                    push(one, force);
                    push(other, force.times(-1.0));
                }
            }
            let distance = a.at.length().max(0.01);
            push(one, a.at.times(HOLD * (a.orbit - distance) / distance));
        }
        for (one, other, pull) in &self.pulls {
            if let (Some(a), Some(b)) = (self.body(*one), self.body(*other)) {
                let way = b.at.minus(a.at);
                let distance = way.length().max(0.01);
                let force = way.times(pull * (distance - SPACING).max(0.0) / distance);
                push(*one, force);
                push(*other, force.times(-1.0));
            }
        }
        for (body, force) in self.bodies.iter_mut().zip(forces).skip(1) {
            let length = force.length().max(0.01);
            body.at = body.at.plus(force.times(length.min(longest) / length));
        }
    }

    /// Pushes nodes with their names off each other; false where none overlap.
    fn part(&mut self) -> bool {
        let mut has_moved = false;
        for one in 0..self.bodies.len() {
            for other in one + 1..self.bodies.len() {
                let (Some(a), Some(b)) = (self.body(one), self.body(other)) else {
                    continue;
                };
                let Some(way) = a.off(&b, one) else { continue };
                has_moved = true;
                // The subject stays where it is.
                let (share, rest) = if one == 0 { (0.0, 1.0) } else { (0.5, 0.5) };
                if let Some(body) = self.bodies.get_mut(one) {
                    body.at = body.at.minus(way.times(share));
                }
                if let Some(body) = self.bodies.get_mut(other) {
                    body.at = body.at.plus(way.times(rest));
                }
            }
        }
        has_moved
    }

    /// Makes everything larger but the nodes, until no two touch.
    fn grow(&mut self) {
        let mut factor = 1.0_f32;
        for (one, a) in self.bodies.iter().enumerate() {
            for b in self.bodies.iter().skip(one + 1) {
                let distance = b.at.minus(a.at).length().max(0.01);
                factor = factor.max((a.radius + b.radius + GAP) / distance);
            }
        }
        for body in &mut self.bodies {
            body.at = body.at.times(factor);
        }
    }
}

impl Body {
    /// From where to where it reaches, with its name: left, right. Names stand outside, away from
    /// the middle; the subject's below it.
    fn reach(&self) -> (f32, f32) {
        let name = self.radius + 5.0 + self.label;
        let side = self.radius + 2.0;
        if self.orbit == 0.0 {
            let half = (self.label * 0.65).max(side);
            (self.at.x - half, self.at.x + half)
        } else if self.at.x < 0.0 {
            (self.at.x - name, self.at.x + side)
        } else {
            (self.at.x - side, self.at.x + name)
        }
    }

    fn half_height(&self) -> f32 {
        let name = if self.orbit == 0.0 { 26.0 } else { HALF_HEIGHT };
        name.max(self.radius + 2.0)
    }

    /// The shortest way that takes `other` off this one, where they overlap.
    fn off(&self, other: &Self, salt: usize) -> Option<Point> {
        let ((left, right), (other_left, other_right)) = (self.reach(), other.reach());
        let height = self.half_height() + other.half_height();
        let way = apart(other.at, self.at, salt);
        let down = height - way.y.abs();
        let (to_right, to_left) = (right - other_left, other_right - left);
        if down <= 0.0 || to_right <= 0.0 || to_left <= 0.0 {
            return None;
        }
        let across = to_right.min(to_left);
        Some(if down <= across {
            let y = down + 0.5;
            Point {
                x: 0.0,
                y: if way.y < 0.0 { -y } else { y },
            }
        } else {
            let x = across + 0.5;
            Point {
                x: if to_right < to_left { x } else { -x },
                y: 0.0,
            }
        })
    }
}

/// The way from `b` to `a`; where they are in one place, some way or other.
fn apart(a: Point, b: Point, salt: usize) -> Point {
    let way = a.minus(b);
    if way.length() > 0.01 {
        return way;
    }
    let angle = salt as f32 * 2.4;
    Point {
        x: angle.cos(),
        y: angle.sin(),
    }
}

/// How wide a name is beside its node.
fn label_width(name: &str) -> f32 {
    let width = |c: char| if c.is_ascii() { LATIN_WIDTH } else { WIDTH };
    name.chars().take(N_NAME_CHARS).map(width).sum()
}

/// In which direction each node begins: neighbours of the subject in an order in which those who are
/// tied follow each other, the others where those are that they hang on.
fn angles(nodes: &[NetworkNode], ties: &[(usize, usize, f32)]) -> Vec<f32> {
    let n = nodes.len();
    let mut weights = vec![0.0_f32; n * n];
    for (one, other, weight) in ties {
        for at in [one * n + other, other * n + one] {
            if let Some(place) = weights.get_mut(at) {
                *place = *weight;
            }
        }
    }
    let weight = |one: usize, other: usize| weights.get(one * n + other).copied().unwrap_or(0.0);
    let mut left: Vec<usize> = (1..n)
        .filter(|node| nodes.get(*node).is_some_and(|node| node.ring == 1))
        .collect();
    let n_first = left.len();
    let mut angles = vec![0.0; n];
    let mut latest: Vec<usize> = Vec::new();
    for nth in 0..n_first {
        let mut best = (0, f32::MIN);
        for (place, node) in left.iter().enumerate() {
            // Who was placed just now counts most.
            let nearness = latest
                .iter()
                .rev()
                .take(6)
                .zip([1.0, 0.7, 0.5, 0.35, 0.25, 0.18]);
            let sum: f32 = nearness
                .map(|(last, share)| share * weight(*last, *node))
                .sum();
            if sum > best.1 {
                best = (place, sum);
            }
        }
        let node = left.remove(best.0);
        if let Some(angle) = angles.get_mut(node) {
            *angle = TAU * nth as f32 / n_first as f32;
        }
        latest.push(node);
    }
    for node in (1..n).filter(|node| !latest.contains(node)) {
        let mut mean = Point::default();
        for other in &latest {
            let angle = angles.get(*other).copied().unwrap_or(0.0);
            let way = Point {
                x: angle.cos(),
                y: angle.sin(),
            };
            mean = mean.plus(way.times(weight(node, *other)));
        }
        // Those that hang on the same are not put in one place.
        let aside = 0.35 * ((node % 7) as f32 / 3.0 - 1.0);
        if let Some(angle) = angles.get_mut(node) {
            *angle = mean.y.atan2(mean.x) + aside;
        }
    }
    angles
}

#[cfg(test)]
mod tests {
    use super::super::{Network, NetworkEdge, NetworkNode};
    use super::{GAP, Layout};
    use crate::model::EntityKind;

    fn network(n_nodes: usize, ties: &[(usize, usize, usize)]) -> Network {
        let nodes = (0..n_nodes).map(|nth| NetworkNode {
            kind: EntityKind::Person,
            name: format!("第{nth}位先生"),
            posts: Vec::new(),
            ring: if nth == 0 { 0 } else { 1 },
            n_sentences: n_nodes - nth,
            n_articles: 1,
            place: (0.0, 0.0),
            radius: if nth == 0 { 14.0 } else { 6.0 },
        });
        let hub = (1..n_nodes).map(|nth| (0, nth, n_nodes - nth));
        let edges = hub.chain(ties.iter().copied());
        Network {
            nodes: nodes.collect(),
            edges: edges
                .map(|(one, other, n)| NetworkEdge {
                    ends: (one, other),
                    evidence: (0..n).collect(),
                    n_articles: 1,
                })
                .collect(),
            ..Network::default()
        }
    }

    fn places(mut network: Network) -> Vec<(f32, f32)> {
        let mut layout = Layout::of(&network);
        while !layout.settle_some() {}
        layout.place(&mut network.nodes);
        network.nodes.iter().map(|node| node.place).collect()
    }

    fn distance(a: (f32, f32), b: (f32, f32)) -> f32 {
        (a.0 - b.0).hypot(a.1 - b.1)
    }

    #[test]
    fn the_same_network_is_drawn_the_same_and_nothing_touches() {
        for n_nodes in [0_usize, 1, 2, 3, 30, 300] {
            let ties: Vec<_> = (1..n_nodes.saturating_sub(3))
                .map(|nth| (nth, nth + 1 + nth % 3, 2))
                .collect();
            let places = places(network(n_nodes, &ties));
            assert_eq!(places, self::places(network(n_nodes, &ties)));
            assert!(places.iter().all(|(x, y)| x.is_finite() && y.is_finite()));
            assert!(places.first().is_none_or(|middle| *middle == (0.0, 0.0)));
            for (one, a) in places.iter().enumerate() {
                let radius = if one == 0 { 14.0 } else { 6.0 };
                for b in places.iter().skip(one + 1) {
                    assert!(distance(*a, *b) + 0.1 >= radius + 6.0 + GAP);
                }
            }
        }
    }

    #[test]
    fn the_strong_are_near_and_those_who_are_tied_stand_together() {
        let cliques: Vec<_> = (1..25)
            .flat_map(|one| (one + 1..25).map(move |other| (one, other, 3)))
            .filter(|(one, other, _)| one % 3 == other % 3)
            .collect();
        let places = places(network(25, &cliques));
        let mean = |pairs: &mut dyn Iterator<Item = (usize, usize)>| {
            let all: Vec<f32> = pairs.map(|(a, b)| distance(places[a], places[b])).collect();
            all.iter().sum::<f32>() / all.len() as f32
        };
        let strong = mean(&mut (1..7).map(|nth| (0, nth)));
        let weak = mean(&mut (19..25).map(|nth| (0, nth)));
        assert!(strong * 1.3 < weak, "{strong} {weak}");
        let pairs = || (1..25).flat_map(|one| (one + 1..25).map(move |other| (one, other)));
        let tied = mean(&mut pairs().filter(|(a, b)| a % 3 == b % 3));
        let others = mean(&mut pairs().filter(|(a, b)| a % 3 != b % 3));
        assert!(tied * 1.2 < others, "{tied} {others}");
    }
}
