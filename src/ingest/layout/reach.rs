//! How far a headline reaches: over the columns under it, even where its letters do not. Without
//! that, a short headline would be read with the one column it stands in.

use super::Place;
use super::order::{Cutter, Item};

impl Cutter<'_> {
    /// Gives headlines the white beside them that stands over columns of theirs: columns that
    /// begin level with the one below the headline, with nothing above them.
    pub(super) fn set_reaches(&self, items: &mut [Item]) {
        let reaches: Vec<(usize, Place)> = items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.is_display && !item.is_vertical)
            .filter_map(|(idx, item)| Some((idx, self.reach_of(item, items)?)))
            .collect();
        for (idx, reach) in reaches {
            if let Some(item) = items.get_mut(idx) {
                item.reach = reach;
            }
        }
    }

    fn reach_of(&self, headline: &Item, items: &[Item]) -> Option<Place> {
        let em = self.body_size;
        let place = headline.place;
        let below =
            |item: &&Item| item.size < 1.12 * em && item.place.top >= place.bottom - 0.3 * em;
        let level = items
            .iter()
            .filter(below)
            .filter(|item| item.place.shared_width(place) > 0.0)
            .map(|item| item.place.top)
            .min_by(f32::total_cmp)?;
        if level - place.bottom > 8.0 * em {
            return None;
        }
        let mut heads: Vec<Place> = items
            .iter()
            .filter(below)
            .filter(|item| (item.place.top - level).abs() <= 0.6 * em)
            .map(|item| item.place)
            .collect();
        heads.sort_by(|a, b| a.left.total_cmp(&b.left));
        let first = heads
            .iter()
            .position(|head| head.shared_width(place) > 0.0)?;
        let mut reach = place;
        let is_free = |head: &Place, reach: &Place| {
            let (from, to) = if head.left > reach.left {
                (reach.right, head.right)
            } else {
                (head.left, reach.left)
            };
            let white = Place {
                left: from.min(to),
                right: to,
                top: place.top,
                bottom: level - 0.1 * em,
            };
            self.is_white(white, items)
        };
        for head in heads.get(first..)? {
            if head.right <= reach.right {
                continue;
            }
            if head.left - reach.right > 3.0 * em + place.width() || !is_free(head, &reach) {
                break;
            }
            reach.right = head.right;
        }
        for head in heads.get(..first)?.iter().rev() {
            if reach.left - head.right > 3.0 * em + place.width() || !is_free(head, &reach) {
                break;
            }
            reach.left = reach.left.min(head.left);
        }
        Some(reach)
    }

    /// Is there nothing printed in this place?
    fn is_white(&self, place: Place, items: &[Item]) -> bool {
        let touches = |other: &Place| {
            other.shared_width(place) > 1.0 && other.shared_height(place) > 0.15 * place.height()
        };
        let is_upright = |rule: &&Place| rule.height() > rule.width();
        let crosses = |rule: &Place| {
            rule.left >= place.left
                && rule.right <= place.right
                && rule.shared_height(place) > 0.3 * place.height()
        };
        !items.iter().any(|item| touches(&item.place))
            && !self.sheet.pictures.iter().any(touches)
            && !self.sheet.rules.iter().filter(is_upright).any(crosses)
    }
}
