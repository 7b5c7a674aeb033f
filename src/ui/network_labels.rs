//! Where names stand beside their nodes: the strong first, each at the side that is free; those that
//! would cover another or a node are left out, until there is more room.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// What stands free around a name.
const MARGIN: Vec2 = vec2(2.0, 0.0);
/// What is between a node and its name.
const GAP: f32 = 4.0;

/// So many of the strongest have their names whatever weak nodes stand around them.
pub(super) const N_FIRST: usize = 16;

/// A node as names see it, in points of the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) at: Pos2,
    pub(super) radius: f32,
    /// The size of its name.
    pub(super) label: Vec2,
}

impl Spot {
    fn node(&self) -> Rect {
        Rect::from_center_size(self.at, Vec2::splat(self.radius * 2.0))
    }

    /// Where its name may stand, the best first: away from the middle; the subject's below it.
    pub(super) fn candidates(&self, middle: Pos2, is_subject: bool) -> [Rect; 4] {
        let (half, away) = (self.label * 0.5, self.radius + GAP);
        let at = |offset: Vec2| Rect::from_center_size(self.at + offset, self.label);
        let right = at(vec2(away + half.x, 0.0));
        let left = at(vec2(-away - half.x, 0.0));
        let below = at(vec2(0.0, away + half.y - 2.0));
        let above = at(vec2(0.0, -away - half.y + 2.0));
        if is_subject {
            [below, above, right, left]
        } else if self.at.x < middle.x {
            [left, right, below, above]
        } else {
            [right, left, below, above]
        }
    }
}

/// Finds each name its place relative to its node, in the order in which they are given; `None`
/// where there is no room. The first spot is the subject's. `taken` are names that stand already;
/// only nodes that are `in_the_way` must stay free. The first of all may stand over nodes that are
/// weaker than theirs, where there is no better place.
pub(super) fn place_labels(
    spots: &[Spot],
    wanted: impl Iterator<Item = usize>,
    mut taken: Vec<Rect>,
    in_the_way: impl Fn(usize) -> bool,
) -> Vec<Option<Vec2>> {
    let middle = spots.first().map_or(pos2(0.0, 0.0), |spot| spot.at);
    let mut places = vec![None; spots.len()];
    for idx in wanted {
        let Some(spot) = spots.get(idx) else { continue };
        let is_free = |rect: &&Rect| {
            let room = rect.expand2(MARGIN);
            !taken.iter().any(|other| other.intersects(room))
        };
        let covers_none = |rect: &Rect, n_nodes: usize| {
            let room = rect.expand2(MARGIN);
            let mut others = spots.iter().enumerate().take(n_nodes);
            !others.any(|(other, node)| {
                other != idx && in_the_way(other) && room.intersects(node.node())
            })
        };
        let candidates = spot.candidates(middle, idx == 0);
        let free: Vec<&Rect> = candidates.iter().filter(is_free).collect();
        let best = free.iter().find(|rect| covers_none(rect, spots.len()));
        let best = best.or_else(|| {
            let mut free = free.iter().filter(|_| idx < N_FIRST);
            free.find(|rect| covers_none(rect, idx))
        });
        let free = best.map(|rect| **rect);
        if let Some(rect) = free {
            taken.push(rect);
            if let Some(place) = places.get_mut(idx) {
                *place = Some(rect.min - spot.at);
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::{N_FIRST, Spot, place_labels};
    use egui::{Rect, pos2, vec2};

    #[test]
    fn no_name_covers_another_or_a_node() {
        let spots: Vec<Spot> = (0..40)
            .map(|nth: u8| Spot {
                at: pos2(f32::from(nth % 7) * 60.0, f32::from(nth / 7) * 21.0),
                radius: 6.0,
                label: vec2(58.0, 15.0),
            })
            .collect();
        let places = place_labels(&spots, 0..spots.len(), Vec::new(), |_| true);
        let placed: Vec<(usize, Rect)> = places
            .iter()
            .zip(&spots)
            .enumerate()
            .filter_map(|(idx, (place, spot))| {
                Some((idx, Rect::from_min_size(spot.at + (*place)?, spot.label)))
            })
            .collect();
        assert!(placed.len() > 5 && placed.first().is_some_and(|(idx, _)| *idx == 0));
        for (nth, (idx, rect)) in placed.iter().enumerate() {
            assert!(
                placed
                    .iter()
                    .skip(nth + 1)
                    .all(|(_, other)| !other.intersects(*rect))
            );
            let n_nodes = if *idx < N_FIRST { *idx } else { spots.len() };
            let others = spots.iter().enumerate().take(n_nodes);
            let others = others.filter(|(other, _)| other != idx);
            assert!(others.map(|(_, spot)| spot.at).all(|at| !rect.contains(at)));
        }
    }
}
