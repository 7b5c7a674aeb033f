//! The order in which a page's rows are read: wide headlines before the columns under them, columns
//! from left to right, framed texts in one piece.
//!
//! A recursive cut along white and rules (Nagy and Seth's XY-cut), with two additions: the white
//! above columns that begin level with the one under a headline counts as the headline's, and where
//! nothing can be cut the widest row is taken out, the rest ordered, and the row put back.

use super::columns::{cut_bands, cut_columns, lines_of};
use super::{Place, Row, Sheet};

/// Letters this much larger than the body are a headline's.
const DISPLAY: f32 = 1.25;
/// White of this height, in ems of the body, is more than stands between two lines.
const WHITE: f32 = 1.3;
/// A page whose cuts nest deeper than this is no newspaper's; it is read from the top.
const DEEPEST: usize = 80;
/// More frames than this are a table's or a drawing's.
const N_BOXES_MOST: usize = 200;
/// Looking for what stands over what takes time with the square of the number of rows.
const N_ROWS_MOST: usize = 20_000;

/// A row, or the ordered rows of a frame, as one thing to order.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) place: Place,
    /// Its place with the white that belongs to it.
    pub(super) reach: Place,
    pub(super) size: f32,
    pub(super) is_display: bool,
    pub(super) is_vertical: bool,
    rows: Vec<Row>,
}

impl Item {
    fn of_row(row: Row, body_size: f32) -> Self {
        Self {
            place: row.place,
            reach: row.place,
            size: row.size,
            is_display: row.size >= DISPLAY * body_size,
            is_vertical: row.is_vertical,
            rows: vec![row],
        }
    }
}

/// Orders the rows of a sheet.
pub(super) fn in_reading_order(rows: Vec<Row>, sheet: &Sheet, body_size: f32) -> Vec<Row> {
    let cutter = Cutter { sheet, body_size };
    let items: Vec<Item> = rows
        .into_iter()
        .map(|row| Item::of_row(row, body_size))
        .collect();
    let items = if items.len() > N_ROWS_MOST {
        from_the_top(items)
    } else {
        let items = cutter.pack_boxes(join_stacks(items));
        cutter.order(items, 0)
    };
    items.into_iter().flat_map(|item| item.rows).collect()
}

pub(super) struct Cutter<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) body_size: f32,
}

impl Cutter<'_> {
    /// Makes one item of all that stands in a frame, the innermost first.
    fn pack_boxes(&self, mut items: Vec<Item>) -> Vec<Item> {
        let area = |place: &Place| place.width() * place.height();
        let page = self.sheet.width * self.sheet.height;
        let mut boxes: Vec<Place> = self
            .sheet
            .boxes
            .iter()
            .copied()
            .filter(|place| area(place) < 0.8 * page && place.height() > 2.0 * self.body_size)
            .collect();
        boxes.sort_by(|a, b| area(a).total_cmp(&area(b)));
        boxes.truncate(N_BOXES_MOST);
        for frame in boxes {
            let (inside, outside): (Vec<Item>, Vec<Item>) =
                items.into_iter().partition(|item| frame.holds(item.place));
            items = outside;
            if inside.len() < 2 {
                items.extend(inside);
                continue;
            }
            let is_display = inside.iter().all(|item| item.is_display);
            let size = inside.iter().map(|item| item.size).fold(f32::MAX, f32::min);
            let is_vertical = inside.iter().all(|item| item.is_vertical);
            let rows = self.order(inside, 0).into_iter().flat_map(|item| item.rows);
            items.push(Item {
                place: frame,
                reach: frame,
                size,
                is_display,
                is_vertical,
                rows: rows.collect(),
            });
        }
        items
    }

    fn order(&self, mut items: Vec<Item>, depth: usize) -> Vec<Item> {
        if items.len() < 2 {
            return items;
        }
        if depth >= DEEPEST {
            return from_the_top(items);
        }
        if let Some(y) = self.rule_across(&items) {
            let (above, below): (Vec<Item>, Vec<Item>) = items
                .into_iter()
                .partition(|item| item.place.top + item.place.bottom < 2.0 * y);
            return self.order_all(vec![above, below], depth);
        }
        if is_one_line(&items) {
            return vec![one_line(items, self.body_size)];
        }
        if let Some(parts) = self.cut_at_white(&items) {
            let parts = split(items, &parts);
            return self.order_all(parts, depth);
        }
        self.set_reaches(&mut items);
        if let Some(columns) = cut_columns(&items, &self.sheet.rules, self.body_size) {
            let mut parts = split(items, &columns);
            if is_set_vertically(&parts) {
                parts.reverse();
            }
            return self.order_all(parts, depth);
        }
        let bands = cut_bands(&items, self.body_size);
        if bands.len() > 1 {
            let parts = split(items, &bands);
            return self.order_all(parts, depth);
        }
        let lines = lines_of(&items);
        if lines.len() > 1 {
            let parts = split(items, &lines);
            return self.order_all(parts, depth);
        }
        self.peel(items, depth)
    }

    fn order_all(&self, parts: Vec<Vec<Item>>, depth: usize) -> Vec<Item> {
        parts
            .into_iter()
            .flat_map(|part| self.order(part, depth + 1))
            .collect()
    }

    /// The height of a rule that parts all that is above from all that is below.
    fn rule_across(&self, items: &[Item]) -> Option<f32> {
        let whole = items
            .iter()
            .map(|item| item.place)
            .reduce(|a, b| a.union(b))?;
        self.sheet
            .rules
            .iter()
            .filter(|rule| rule.width() > rule.height())
            .filter(|rule| rule.shared_width(whole) >= 0.85 * whole.width())
            .map(|rule| 0.5 * (rule.top + rule.bottom))
            .filter(|y| *y > whole.top && *y < whole.bottom)
            .find(|y| {
                let is_crossed = items.iter().any(|item| {
                    let slack = 0.2 * item.size;
                    item.place.top + slack < *y && item.place.bottom - slack > *y
                });
                let has_above = items.iter().any(|item| item.place.bottom < *y + 2.0);
                let has_below = items.iter().any(|item| item.place.top > *y - 2.0);
                !is_crossed && has_above && has_below
            })
    }

    /// Cuts at white across the whole region, wider than between lines, where text ends above it:
    /// there all columns end. White under headlines parts nothing.
    fn cut_at_white(&self, items: &[Item]) -> Option<Vec<Vec<usize>>> {
        let em = self.body_size;
        let lines = lines_of(items);
        let edges = |line: &[usize]| {
            let places = line.iter().filter_map(|idx| items.get(*idx));
            places.fold((f32::MAX, f32::MIN), |(top, bottom), item| {
                (top.min(item.place.top), bottom.max(item.place.bottom))
            })
        };
        let mut parts: Vec<Vec<usize>> = Vec::new();
        let mut reached = f32::MIN;
        for line in lines {
            let (top, bottom) = edges(&line);
            let is_cut = parts.last().is_some_and(|above| {
                top - reached >= WHITE * em
                    && self.ends_text(above, reached, items)
                    && !self.is_pictured(reached, top, items)
            });
            match parts.last_mut() {
                Some(part) if !is_cut => part.extend(line),
                _ => parts.push(line),
            }
            reached = reached.max(bottom);
        }
        (parts.len() > 1).then_some(parts)
    }

    /// Does running text end at this height: lines of the body, one below the other?
    fn ends_text(&self, idxs: &[usize], bottom: f32, items: &[Item]) -> bool {
        let em = self.body_size;
        let last: Vec<&Item> = idxs
            .iter()
            .filter_map(|idx| items.get(*idx))
            .filter(|item| item.place.bottom > bottom - 6.0 * em)
            .collect();
        let ends = |item: &&&Item| item.place.bottom > bottom - 0.6 * em;
        let is_body = |item: &Item| !item.is_display && !item.is_vertical;
        last.iter().filter(ends).all(|item| is_body(item))
            && last.iter().filter(ends).any(|item| {
                item.rows.len() > 1
                    || last.iter().any(|above| {
                        is_body(above)
                            && above.place.bottom <= item.place.top + 0.3 * em
                            && item.place.top - above.place.bottom < em
                            && above.place.shared_width(item.place) > 0.0
                    })
            })
    }

    /// Does a picture fill most of the white between two heights?
    fn is_pictured(&self, top: f32, bottom: f32, items: &[Item]) -> bool {
        let Some(whole) = items.iter().map(|item| item.place).reduce(Place::union) else {
            return false;
        };
        let white = Place {
            top,
            bottom,
            ..whole
        };
        self.sheet.pictures.iter().any(|picture| {
            picture.shared_height(white) > 0.5 * white.height() && picture.shared_width(white) > 0.0
        })
    }

    /// Takes the row out that stands most in the way, orders the rest, and puts it back before the
    /// first that stands under it.
    fn peel(&self, mut items: Vec<Item>, depth: usize) -> Vec<Item> {
        let widest = items
            .iter()
            .enumerate()
            .max_by(|(_, a), (_, b)| {
                let width = |item: &Item| (item.is_display, item.reach.width());
                let (a, b) = (width(a), width(b));
                a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
            })
            .map(|(idx, _)| idx);
        let Some(widest) = widest else { return items };
        let peeled = items.swap_remove(widest);
        let mut ordered = self.order(items, depth + 1);
        let at = ordered
            .iter()
            .position(|item| {
                item.place.top >= peeled.place.bottom - 0.5 * peeled.size
                    && item.place.shared_width(peeled.place) > 0.0
            })
            .unwrap_or(ordered.len());
        ordered.insert(at, peeled);
        ordered
    }
}

/// Joins vertical lines side by side, as of one headline, to be read from right to left.
fn join_stacks(items: Vec<Item>) -> Vec<Item> {
    let (mut stacks, mut joined): (Vec<Item>, Vec<Item>) =
        items.into_iter().partition(|item| item.is_vertical);
    stacks.sort_by(|a, b| b.place.left.total_cmp(&a.place.left));
    let n_others = joined.len();
    for stack in stacks {
        let host = joined.iter_mut().skip(n_others).find(|host| {
            let distance = host.place.left - stack.place.right;
            let size = host.size.max(stack.size);
            (host.size - stack.size).abs() <= 0.1 * size
                && (host.place.top - stack.place.top).abs() <= 1.5 * size
                && (-0.2 * size..=1.2 * size).contains(&distance)
        });
        match host {
            Some(host) => {
                host.place = host.place.union(stack.place);
                host.reach = host.place;
                host.rows.extend(stack.rows);
            }
            None => joined.push(stack),
        }
    }
    joined
}

fn from_the_top(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by(|a, b| {
        a.place
            .top
            .total_cmp(&b.place.top)
            .then(a.place.left.total_cmp(&b.place.left))
    });
    items
}

/// Deals the items out; every item stands in exactly one part.
fn split(items: Vec<Item>, parts: &[Vec<usize>]) -> Vec<Vec<Item>> {
    let mut items: Vec<Option<Item>> = items.into_iter().map(Some).collect();
    parts
        .iter()
        .map(|idxs| {
            idxs.iter()
                .filter_map(|idx| items.get_mut(*idx)?.take())
                .collect()
        })
        .collect()
}

/// Do they stand on one printed line, with wide blanks between?
fn is_one_line(items: &[Item]) -> bool {
    let Some(first) = items.first() else {
        return false;
    };
    items.iter().all(|item| {
        item.rows.len() == 1
            && !item.is_vertical
            && (item.place.bottom - first.place.bottom).abs() <= 0.3 * item.size.min(first.size)
    })
}

fn one_line(mut items: Vec<Item>, body_size: f32) -> Item {
    items.sort_by(|a, b| a.place.left.total_cmp(&b.place.left));
    let rows: Vec<Row> = items.into_iter().flat_map(|item| item.rows).collect();
    let size = rows.iter().map(|row| row.size).fold(0.0, f32::max);
    let place = rows
        .iter()
        .map(|row| row.place)
        .reduce(|a, b| a.union(b))
        .unwrap_or_default();
    let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    let row = Row {
        text: texts.join(" "),
        place,
        size,
        is_bold: rows.iter().all(|row| row.is_bold),
        is_vertical: false,
        follows: None,
    };
    Item::of_row(row, body_size)
}

/// Is the text set from top to bottom, and its lines from right to left?
fn is_set_vertically(parts: &[Vec<Item>]) -> bool {
    let all = || parts.iter().flatten();
    let n_vertical = all().filter(|item| item.is_vertical).count();
    n_vertical >= 2 && n_vertical * 2 > all().count()
}
