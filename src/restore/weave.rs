//! Pages whose columns an extractor read by turns, a few lines of each: their lines put back into
//! reading order before anything else is asked of them. Relies on `lines`, `chains`,
//! `continuity`, `cues`.

use super::chains::{Habits, Piece, link_pieces};
use super::continuity::{Edge, Phrases, odds_across};
use super::cues;
use super::labels::PageHabits;
use super::lines::{Line, Role};
use std::ops::Range;

/// Most pieces that are put in order together; longer pages are cut where an article opens.
const WINDOW: usize = 110;

/// A block of lines with running text in it.
#[derive(Clone, Debug)]
struct Block {
    lines: Range<usize>,
    piece: Piece,
}

/// Puts the lines of a woven page into reading order; `None` where the page is not woven.
pub(super) fn unweave(lines: &[Line], habits: PageHabits) -> Option<Vec<Line>> {
    let blocks = find_blocks(lines);
    let mut next: Vec<Option<usize>> = vec![None; blocks.len()];
    let mut is_woven = false;
    for window in windows(&blocks) {
        let Some(part) = blocks.get(window.clone()) else {
            continue;
        };
        if !looks_woven(lines, part) {
            continue;
        }
        let tails = part.iter().map(|b| &b.piece.tail);
        let heads = part.iter().map(|b| &b.piece.head);
        let mut phrases = Phrases::across(tails, heads);
        for block in part {
            phrases.add(lines.get(block.lines.clone()).into_iter().flatten());
        }
        let pieces: Vec<Piece> = part.iter().map(|b| b.piece.clone()).collect();
        let indents = habits.indents && pieces.iter().filter(|p| p.is_indented).count() >= 2;
        let links = link_pieces(&pieces, Habits { indents }, &phrases);
        if !are_jumps(part, &links, &phrases) {
            continue;
        }
        for (i, link) in links.into_iter().enumerate() {
            if let Some(slot) = next.get_mut(window.start + i) {
                *slot = link.map(|j| window.start + j);
            }
        }
        is_woven = true;
    }
    is_woven.then(|| reorder(lines, &blocks, &next))
}

/// Blocks that are put in order together.
fn windows(blocks: &[Block]) -> Vec<Range<usize>> {
    let mut windows = Vec::new();
    let mut start = 0;
    while start < blocks.len() {
        let mut end = (start + WINDOW).min(blocks.len());
        if end < blocks.len() {
            let opening = (start + WINDOW / 2..end)
                .rev()
                .find(|i| blocks.get(*i).is_some_and(|b| b.piece.opens));
            end = opening.unwrap_or(end);
        }
        windows.push(start..end);
        start = end;
    }
    windows
}

/// A page is woven when the words at so many joins say that a text goes on elsewhere than in the
/// next block, and at no more joins that it goes on there.
const MIN_JUMPS: usize = 2;

/// Words that speak for a join as clearly as this, in odds, are counted.
const CLEAR: f32 = 1.5;

fn are_jumps(blocks: &[Block], links: &[Option<usize>], phrases: &Phrases) -> bool {
    let (mut n_jumps, mut n_next) = (0, 0);
    for (i, (block, link)) in blocks.iter().zip(links).enumerate() {
        let Some((j, head)) = link.and_then(|j| Some((j, blocks.get(j)?))) else {
            continue;
        };
        let is_clear = !block.piece.is_closed
            && odds_across(&block.piece.tail, &head.piece.head, phrases) >= CLEAR;
        match (is_clear, j == i + 1) {
            (true, true) => n_next += 1,
            (true, false) => n_jumps += 1,
            _ => {}
        }
    }
    n_jumps >= MIN_JUMPS && n_jumps * WOVEN_SHARE >= n_next
}

/// So many joins to the next block to one elsewhere are still a woven page.
const WOVEN_SHARE: usize = 1;

/// Texts that break off before a blank line and do not go on in the next block.
const MIN_BROKEN: usize = 2;

/// Do the blocks break off more often than the next goes on? Of the true joins inside sentences
/// every second crosses a word.
fn looks_woven(lines: &[Line], blocks: &[Block]) -> bool {
    let empty = Phrases::default();
    let (mut n_broken, mut n_good) = (0, 0);
    for pair in blocks.windows(2) {
        let [a, b] = pair else { continue };
        let is_full = a
            .lines
            .end
            .checked_sub(1)
            .and_then(|i| lines.get(i))
            .is_some_and(|l| l.column.is_some() && l.is_full());
        if a.piece.is_closed || a.piece.is_signed || a.piece.is_byline || !is_full {
            continue;
        }
        let goes_on = !b.piece.opens
            && !b.piece.is_indented
            && !b.piece.is_byline
            && same_width(&a.piece, &b.piece)
            && odds_across(&a.piece.tail, &b.piece.head, &empty) > 1.0;
        if goes_on {
            n_good += 1;
        } else {
            n_broken += 1;
        }
    }
    n_broken >= MIN_BROKEN && n_broken >= n_good
}

fn same_width(tail: &Piece, head: &Piece) -> bool {
    tail.tail_width
        .zip(head.head_width)
        .is_none_or(|(a, b)| a.abs_diff(b) <= 5)
}

fn width_of(line: &Line) -> usize {
    line.width + if line.is_indented() { 4 } else { 0 }
}

/// Runs of lines without a blank line between them that hold running text, cut where an article
/// opens and after a byline.
fn find_blocks(lines: &[Line]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = 0;
    for i in 1..=lines.len() {
        let ends = match (lines.get(i - 1), lines.get(i)) {
            (Some(before), Some(line)) => {
                line.n_blank_before > 0
                    || before.role == Role::Byline && line.role != Role::Byline
                    || (line.role == Role::Body && cues::opens_article(&line.text))
            }
            _ => true,
        };
        if ends {
            if let Some(mut block) = block_of(lines, start..i) {
                let from = blocks.last().map_or(0, |b| b.lines.end);
                let before = blocks.last().map_or(0.0, |b| b.piece.barriers);
                let n_headlines = count_barriers(lines, from..block.lines.start);
                let opening = if block.piece.opens { OPENING } else { 0.0 };
                block.piece.barriers = before + n_headlines as f32 + opening;
                blocks.push(block);
            }
            start = i;
        }
    }
    blocks
}

/// Headlines between two blocks: a text seldom goes on beyond one.
fn count_barriers(lines: &[Line], between: Range<usize>) -> usize {
    let mut n_runs = 0;
    let mut n_chars = 0;
    for line in lines.get(between).into_iter().flatten() {
        if line.role == Role::Display {
            n_chars += line.n_chars();
        } else {
            n_runs += usize::from(n_chars >= BARRIER_CHARS);
            n_chars = 0;
        }
    }
    n_runs + usize::from(n_chars >= BARRIER_CHARS)
}

/// An article that opens between two blocks, in headlines.
const OPENING: f32 = 0.5;

/// A headline is at least so long.
const BARRIER_CHARS: usize = 9;

fn is_text(line: &Line) -> bool {
    matches!(line.role, Role::Body | Role::Subhead)
}

/// Was a scrap of running text between blank lines taken for a headline? It is as wide as its
/// column but for its last line, and has a sentence's punctuation or breaks off.
fn is_scrap(own: &[Line]) -> bool {
    let Some((last, rest)) = own.split_last() else {
        return false;
    };
    let is_flush = |l: &Line| l.shortfall().is_some_and(|s| (-1..=2).contains(&s));
    let is_plain = own
        .iter()
        .all(|l| l.heading == 0 && matches!(l.role, Role::Display | Role::Caption | Role::Body));
    let reads = own.iter().any(|l| {
        l.text
            .contains(['，', '。', '；', '、', '：', '”', '！', '？'])
    });
    is_plain && rest.iter().all(is_flush) && (last.closed || is_flush(last)) && reads
}

fn block_of(lines: &[Line], range: Range<usize>) -> Option<Block> {
    let own = lines.get(range.clone())?;
    let is_text = |line: &Line| is_text(line) || is_scrap(own);
    let Some(first) = own.iter().position(is_text) else {
        let is_byline = own.iter().all(|l| l.role == Role::Byline);
        return is_byline.then(|| Block {
            lines: range,
            piece: Piece {
                is_byline: true,
                is_closed: true,
                is_signed: true,
                ..Piece::default()
            },
        });
    };
    let last = own.iter().rposition(is_text)?;
    // Headlines and captions before and after the text stay where they are.
    let text: Vec<&Line> = own
        .get(first..=last)?
        .iter()
        .filter(|l| is_text(l))
        .collect();
    let signed = own
        .get(last + 1..)?
        .iter()
        .take_while(|l| l.role == Role::Byline)
        .count();
    let (head, tail) = (text.first()?, text.last()?);
    Some(Block {
        lines: range.start + first..range.start + last + 1 + signed,
        piece: Piece {
            head: Edge::head(text.iter().copied()),
            tail: Edge::tail(text.iter().copied()),
            opens: cues::opens_article(&head.text),
            is_indented: head.is_indented(),
            starts_section: head.role == Role::Subhead,
            is_closed: tail.closed || tail.role == Role::Subhead,
            is_signed: signed > 0,
            is_byline: false,
            head_width: (text.len() >= 2 || !tail.closed).then(|| width_of(head)),
            tail_width: tail.is_full().then(|| width_of(tail)),
            n_lines: text.len(),
            barriers: 0.0,
        },
    })
}

/// The lines with every chain of blocks where its first block stands.
fn reorder(lines: &[Line], blocks: &[Block], next: &[Option<usize>]) -> Vec<Line> {
    let mut is_follower = vec![false; blocks.len()];
    for link in next.iter().flatten() {
        if let Some(flag) = is_follower.get_mut(*link) {
            *flag = true;
        }
    }
    let mut ordered: Vec<Line> = Vec::with_capacity(lines.len());
    let mut at = 0;
    for (k, block) in blocks.iter().enumerate() {
        ordered.extend(
            lines
                .get(at..block.lines.start)
                .into_iter()
                .flatten()
                .cloned(),
        );
        at = block.lines.end;
        if is_follower.get(k) == Some(&true) {
            continue;
        }
        let mut here = Some(k);
        let mut before: Option<&Block> = None;
        while let Some(i) = here {
            let Some(block) = blocks.get(i) else { break };
            let from = ordered.len();
            ordered.extend(
                lines
                    .get(block.lines.clone())
                    .into_iter()
                    .flatten()
                    .cloned(),
            );
            if let (Some(before), Some(first)) = (before, ordered.get_mut(from)) {
                // Where a sentence goes on there was no blank line.
                first.n_blank_before = usize::from(before.piece.is_closed);
            }
            before = Some(block);
            here = next.get(i).copied().flatten();
        }
    }
    ordered.extend(lines.get(at..).into_iter().flatten().cloned());
    ordered
}
