//! Pieces of running text put into reading order: which piece goes on with which. Relies on
//! `continuity`.
//!
//! Extractors that read a page from top to bottom print the columns by turns, a few lines of each
//! and always from left to right. So a column is a queue: of two pieces that wait to be gone on
//! with, the one that came first is served first. The joins down the columns are therefore an
//! alignment of the pieces with themselves (as when two texts are compared), in which a steady
//! turn is worth as much as words; the joins from a column's foot to the next one's head are an
//! assignment of what is left.

use super::continuity::{Edge, Phrases, odds_across_above};
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use std::collections::BTreeMap;

/// One piece of running text, or a byline that stands by itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// Its first characters.
    pub(super) head: Edge,
    /// Its last characters.
    pub(super) tail: Edge,
    /// It begins an article: nothing goes on with it.
    pub(super) opens: bool,
    /// It begins with a paragraph's indent.
    pub(super) is_indented: bool,
    /// It begins with a section's heading.
    pub(super) starts_section: bool,
    /// It begins as only the middle of a sentence can.
    pub(super) is_closed: bool,
    /// It is signed: nothing goes on after it.
    pub(super) is_signed: bool,
    /// It is nothing but a byline.
    pub(super) is_byline: bool,
    /// The width of its column where it begins and ends, in half-width columns; `None` where its
    /// lines do not tell.
    pub(super) head_width: Option<usize>,
    /// The same where it ends.
    pub(super) tail_width: Option<usize>,
    /// How many printed lines it has.
    pub(super) n_lines: usize,
    /// How many headlines stand before it, from the first piece on.
    pub(super) barriers: f32,
}

/// What is true of all the pieces.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits {
    /// Paragraphs open with an indent that the text still shows.
    pub(super) indents: bool,
}

/// How far ahead a column goes on, in pieces.
const AHEAD: usize = 24;

/// What a join is worth more when the pieces before its own are joined as well.
const STEADY: f32 = 1.8;

/// The same after a sentence's end, where nothing else speaks for the join.
const STEADY_CLOSED: f32 = 0.2;

/// What it costs to leave an unfinished sentence, or the middle of one, to another column.
const LEFT_OPEN: f32 = 0.6;

/// Pieces of so few lines are rows of a page read from top to bottom.
const ROW_LINES: usize = 7;

/// What standing next to a row's piece takes from a join inside a sentence.
const NEXT_IN_ROW: f32 = 1.5;

/// What is impossible, in thousandths of odds.
const NEVER: i32 = -1_000_000;

/// For every piece the one that goes on with it.
pub(super) fn link_pieces(
    pieces: &[Piece],
    habits: Habits,
    phrases: &Phrases,
) -> Vec<Option<usize>> {
    let mut links = align_columns(pieces, habits, phrases);
    join_columns(pieces, habits, phrases, &mut links);
    links
}

/// What the joins from foot to head may be worth to every piece, as one that ends and as one that
/// begins: the best of all, and hardly all of it true.
struct Hopes {
    end: Vec<f32>,
    start: Vec<f32>,
}

/// So much of the best join's odds is hoped for.
const HOPE: f32 = 0.15;

impl Hopes {
    fn of(pieces: &[Piece], habits: Habits, phrases: &Phrases) -> Self {
        let n = pieces.len();
        let mut hopes = Self {
            end: vec![0.0; n],
            start: vec![0.0; n],
        };
        for (i, tail) in pieces.iter().enumerate() {
            if tail.is_closed {
                continue;
            }
            for j in i.saturating_sub(FOOT_TO_HEAD)..i {
                let floor = hopes.end(i).min(hopes.start(j)) / HOPE;
                let odds = pieces
                    .get(j)
                    .and_then(|head| pair_odds_above(floor, tail, head, (habits, phrases)))
                    .map_or(0.0, |odds| HOPE * odds);
                for (hopes, k) in [(&mut hopes.end, i), (&mut hopes.start, j)] {
                    if let Some(hope) = hopes.get_mut(k) {
                        *hope = hope.max(odds);
                    }
                }
            }
        }
        hopes
    }

    fn end(&self, i: usize) -> f32 {
        self.end.get(i).copied().unwrap_or(0.0)
    }

    fn start(&self, j: usize) -> f32 {
        self.start.get(j).copied().unwrap_or(0.0)
    }
}

/// How far back the next column's head is looked for, in pieces.
const FOOT_TO_HEAD: usize = 30;

/// How a cell of the alignment was reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Step {
    /// The last tail goes on elsewhere or nowhere.
    #[default]
    Tail,
    /// The last head begins a column.
    Head,
    /// The last tail goes on with the last head.
    Join,
}

/// One cell of the alignment: so many tails and heads looked at.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    /// The best so far.
    best: f32,
    step: Step,
    /// The best with the last tail joined to the last head.
    joined: f32,
    /// There, the pieces before are joined as well.
    is_steady: bool,
}

/// The joins down the columns: the best alignment of the pieces, as those that end, with
/// themselves, as those that begin.
fn align_columns(pieces: &[Piece], habits: Habits, phrases: &Phrases) -> Vec<Option<usize>> {
    let n = pieces.len();
    let hopes = Hopes::of(pieces, habits, phrases);
    let mut table = Matrix::new(n + 1, n + 1, Cell::default());
    for (i, j) in (0..=n).flat_map(|i| (0..=n).map(move |j| (i, j))) {
        let cell = align_cell(&table, pieces, (i, j), &hopes, (habits, phrases));
        if let Some(slot) = table.get_mut((i, j)) {
            *slot = cell;
        }
    }
    let mut links = vec![None; n];
    let (mut i, mut j) = (n, n);
    let mut in_run = false;
    while i > 0 || j > 0 {
        let cell = table.get((i, j)).copied().unwrap_or_default();
        if in_run || cell.step == Step::Join {
            in_run = cell.is_steady;
            (i, j) = (i.saturating_sub(1), j.saturating_sub(1));
            if let Some(link) = links.get_mut(i) {
                *link = Some(j);
            }
        } else if cell.step == Step::Tail {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    links
}

fn align_cell(
    table: &Matrix<Cell>,
    pieces: &[Piece],
    (i, j): (usize, usize),
    hopes: &Hopes,
    (habits, phrases): (Habits, &Phrases),
) -> Cell {
    let cell_at = |i: usize, j: usize| table.get((i, j)).copied().unwrap_or_default();
    let tail = i.checked_sub(1).and_then(|k| pieces.get(k));
    let head = j.checked_sub(1).and_then(|k| pieces.get(k));
    let mut cell = Cell {
        best: f32::NEG_INFINITY,
        step: Step::Tail,
        joined: f32::NEG_INFINITY,
        is_steady: false,
    };
    if tail.is_none() && head.is_none() {
        cell.best = 0.0;
        return cell;
    }
    if let Some(tail) = tail {
        cell.best = cell_at(i - 1, j).best - tail.cost_of_end() + hopes.end(i - 1);
    }
    if let Some(head) = head {
        let without = cell_at(i, j - 1).best - head.cost_of_start(habits) + hopes.start(j - 1);
        if without > cell.best {
            cell.best = without;
            cell.step = Step::Head;
        }
    }
    let (Some(tail), Some(head)) = (tail, head) else {
        return cell;
    };
    // The piece that goes on comes later in the file, but not much.
    if j <= i || j > i + AHEAD {
        return cell;
    }
    let before = cell_at(i - 1, j - 1);
    let steady = before.joined
        + if tail.is_closed {
            STEADY_CLOSED
        } else {
            STEADY
        };
    // A join that cannot be the best here, nor make the next one steady, is as good as none.
    let floor = cell.best - STEADY - steady.max(before.best);
    if let Some(odds) = pair_odds_above(floor, tail, head, (habits, phrases)) {
        // A column that goes on in the very next piece would not have been broken there; only
        // whole columns, one after the other, are.
        let is_row = j == i + 1 && !tail.is_closed && tail.n_lines <= ROW_LINES;
        let odds = if is_row { odds - NEXT_IN_ROW } else { odds };
        cell.is_steady = steady > before.best;
        cell.joined = odds + steady.max(before.best);
        if cell.joined > cell.best {
            cell.best = cell.joined;
            cell.step = Step::Join;
        }
    }
    cell
}

impl Piece {
    fn cost_of_end(&self) -> f32 {
        if self.is_signed || self.is_closed {
            0.0
        } else {
            LEFT_OPEN
        }
    }

    fn cost_of_start(&self, habits: Habits) -> f32 {
        match () {
            () if self.opens || self.is_byline => 0.0,
            () if self.is_indented || self.starts_section || !habits.indents => 0.3,
            () => LEFT_OPEN,
        }
    }
}

/// The odds that `head` goes on with `tail`; `None` where it cannot.
fn pair_odds(tail: &Piece, head: &Piece, habits: Habits, phrases: &Phrases) -> Option<f32> {
    pair_odds_above(f32::NEG_INFINITY, tail, head, (habits, phrases))
}

/// The same; `None` also where the odds are surely no more than `floor`.
fn pair_odds_above(
    floor: f32,
    tail: &Piece,
    head: &Piece,
    (habits, phrases): (Habits, &Phrases),
) -> Option<f32> {
    if head.opens || tail.is_signed {
        return None;
    }
    if head.is_byline {
        return tail.is_closed.then_some(0.2);
    }
    let off_column = match (tail.tail_width, head.head_width) {
        (Some(a), Some(b)) if a.abs_diff(b) > 5 => 2.5,
        _ => 0.0,
    };
    let crossed = head.barriers - tail.barriers;
    let weight = match () {
        () if tail.is_closed => 1.6 * BARRIER,
        // The next column's head may stand above a headline that is printed later.
        () if crossed < 0.0 => BACK_BARRIER,
        () => BARRIER,
    };
    let over_barriers = weight * crossed.abs().min(3.0);
    let odds = if tail.is_closed {
        match () {
            () if head.starts_section => 0.1,
            () if habits.indents && head.is_indented => 0.1,
            () if habits.indents && tail.tail_width.is_some() => -0.8,
            () if habits.indents => -2.5,
            () => -0.5,
        }
    } else {
        let by_form = match () {
            () if head.starts_section => 4.0,
            () if head.is_indented && habits.indents => 5.0,
            () => 0.0,
        };
        let floor = floor + by_form + off_column + over_barriers;
        odds_across_above(floor, &tail.tail, &head.head, phrases)? - by_form
    };
    Some(odds - off_column - over_barriers)
}

/// What a headline between two pieces takes from their odds.
const BARRIER: f32 = 2.7;

/// The same between a column's foot and a head before it.
const BACK_BARRIER: f32 = 1.0;

/// A column as aligned: its first and last piece.
#[derive(Clone, Copy, Debug)]
struct Column {
    head: usize,
    tail: usize,
}

fn list_columns(links: &[Option<usize>]) -> Vec<Column> {
    let mut is_follower = vec![false; links.len()];
    for j in links.iter().flatten() {
        if let Some(flag) = is_follower.get_mut(*j) {
            *flag = true;
        }
    }
    (0..links.len())
        .filter(|i| is_follower.get(*i) == Some(&false))
        .map(|head| {
            let mut tail = head;
            while let Some(next) = links.get(tail).copied().flatten() {
                tail = next;
            }
            Column { head, tail }
        })
        .collect()
}

/// What the next column to the right is worth as such, and every column further away costs.
const NEXT_COLUMN: f32 = 1.2;
const PER_COLUMN: f32 = 0.45;

/// How far away the next column is looked for, in columns.
const COLUMNS: usize = 9;

/// Joins every column's foot to the head of the column that goes on with it.
fn join_columns(pieces: &[Piece], habits: Habits, phrases: &Phrases, links: &mut [Option<usize>]) {
    let columns = list_columns(links);
    let mut odds: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (a, left) in columns.iter().enumerate() {
        let near = a.saturating_sub(COLUMNS)..(a + COLUMNS + 1).min(columns.len());
        for b in near.filter(|b| *b != a) {
            let Some((tail, head)) = columns
                .get(b)
                .and_then(|right| Some((pieces.get(left.tail)?, pieces.get(right.head)?)))
            else {
                continue;
            };
            let Some(words) = pair_odds(tail, head, habits, phrases) else {
                continue;
            };
            let place = if b == a + 1 {
                NEXT_COLUMN
            } else {
                -PER_COLUMN * b.abs_diff(a + 1) as f32
            };
            odds.insert(
                (a, b),
                words + place + tail.cost_of_end() + head.cost_of_start(habits),
            );
        }
    }
    // Text does not go on in a circle: without its weakest join the rest is joined anew.
    let mut next = assign(columns.len(), &odds);
    loop {
        let weakest = weakest_of_circles(&next, &odds);
        if weakest.is_empty() {
            break;
        }
        for join in weakest {
            odds.remove(&join);
        }
        next = assign(columns.len(), &odds);
    }
    for (left, right) in columns.iter().zip(&next) {
        let head = right.and_then(|b| columns.get(b)).map(|c| c.head);
        if let (Some(link), Some(head)) = (links.get_mut(left.tail), head) {
            *link = Some(head);
        }
    }
}

/// The best assignment of columns to columns of which every join is worth more than none.
fn assign(n: usize, odds: &BTreeMap<(usize, usize), f32>) -> Vec<Option<usize>> {
    if n == 0 {
        return Vec::new();
    }
    let mut weights = Matrix::new(n, 2 * n, NEVER);
    for a in 0..n {
        if let Some(cell) = weights.get_mut((a, n + a)) {
            *cell = 0;
        }
    }
    for (join, odds) in odds {
        if let Some(cell) = weights.get_mut(*join) {
            *cell = (odds * 1000.0) as i32;
        }
    }
    let (_, chosen) = kuhn_munkres(&weights);
    chosen.into_iter().map(|b| (b < n).then_some(b)).collect()
}

/// The weakest join of every circle.
fn weakest_of_circles(
    links: &[Option<usize>],
    odds: &BTreeMap<(usize, usize), f32>,
) -> Vec<(usize, usize)> {
    let odds_of = |i: usize| {
        let next = links.get(i).copied().flatten();
        next.and_then(|j| odds.get(&(i, j)).copied()).unwrap_or(0.0)
    };
    let mut weakest = Vec::new();
    let mut seen_from = vec![usize::MAX; links.len()];
    for start in 0..links.len() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(i) = at.filter(|i| seen_from.get(*i) == Some(&usize::MAX)) {
            if let Some(mark) = seen_from.get_mut(i) {
                *mark = start;
            }
            path.push(i);
            at = links.get(i).copied().flatten();
        }
        let Some(entry) = at.filter(|i| seen_from.get(*i) == Some(&start)) else {
            continue;
        };
        let circle = path.iter().skip_while(|i| **i != entry).copied();
        let join = circle.min_by(|a, b| odds_of(*a).total_cmp(&odds_of(*b)));
        weakest.extend(join.and_then(|i| Some((i, links.get(i).copied().flatten()?))));
    }
    weakest
}
