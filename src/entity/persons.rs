//! Persons: bylines, "post + name", and "name + verb" at the head of a clause.

use super::bylines::mark_bylines;
use super::kinds::SPEAKING_VERBS;
use super::lexicon::Class;
use super::line::Line;
use super::names::{
    NameCounts, foreign_name_start, is_loose, is_name_end, read_any_name, read_latin_name,
    read_name, read_transliteration, surname_len,
};
use super::posts::{mark_post_body, read_posts};
use crate::model::{EntityKind, Span};

/// A person found with posts, in the article's bytes.
#[derive(Clone, Debug)]
pub(super) struct Office {
    /// Where the name stands.
    pub(super) name: Span,
    /// Where the posts stand, in order.
    pub(super) posts: Vec<Span>,
}

/// Claims the persons of a line; gives those that have posts.
pub(super) fn mark_persons(line: &mut Line, counts: &NameCounts) -> Vec<Office> {
    let mut offices = Vec::new();
    mark_bylines(line, counts, &mut offices);
    mark_dotted_names(line);
    mark_office_holders(line, counts, &mut offices);
    mark_speakers(line, counts);
    offices
}

/// "叶尔兰·别克图罗夫": the dot alone makes a name.
fn mark_dotted_names(line: &mut Line) {
    let mut i = 0;
    while i < line.len() {
        if line.at(i) != '·' {
            i += 1;
            continue;
        }
        let start = foreign_name_start(line, i);
        let counts = NameCounts::default();
        match read_name(line, start, &counts) {
            Some(end) if start < i && end > i => {
                line.claim(start, end, EntityKind::Person);
                i = end;
            }
            _ => i += 1,
        }
    }
}

/// Names behind the end of a post.
fn mark_office_holders(line: &mut Line, counts: &NameCounts, offices: &mut Vec<Office>) {
    let mut i = 1;
    while i < line.len() {
        let n_post = line.listed_to(Class::Post, i);
        // The post goes on ("书记处", "主任医师") or is no word here.
        let goes_on = line.listed_to(Class::Post, i + 1) > n_post;
        if n_post == 0 || goes_on || line.is_covered(i - 1, i) {
            i += 1;
            continue;
        }
        let claimed = if line.at(i) == '·' {
            None
        } else {
            holder_end(line, i, counts)
        };
        let Some((start, end)) = claimed else {
            i += 1;
            continue;
        };
        let posts = read_posts(line, i);
        if posts.is_empty()
            || !(line.claim(start, end, EntityKind::Person) || is_marked_person(line, start, end))
        {
            i += 1;
            continue;
        }
        let spans = posts
            .iter()
            .rev()
            .map(|post| line.origin(post.start, post.end))
            .collect();
        for (place, post) in posts.iter().rev().enumerate() {
            mark_post_body(line, post, place == 0);
        }
        offices.push(Office {
            name: line.origin(start, end),
            posts: spans,
        });
        i = mark_more_names(line, end, counts);
    }
}

fn is_marked_person(line: &Line, start: usize, end: usize) -> bool {
    line.marks()
        .iter()
        .any(|m| m.kind == EntityKind::Person && m.start == start && m.end == end)
}

/// The name behind a post: where it begins and ends.
fn holder_end(line: &Line, i: usize, counts: &NameCounts) -> Option<(usize, usize)> {
    if let Some(mark) = line
        .marks()
        .iter()
        .find(|m| m.kind == EntityKind::Person && m.start == i)
    {
        return Some((mark.start, mark.end));
    }
    if let Some(end) = read_latin_name(line, i) {
        return Some((if line.at(i) == ' ' { i + 1 } else { i }, end));
    }
    let at = if line.at(i) == ' ' { i + 1 } else { i };
    if line.listed_from(Class::Post, at) > 1
        && line.listed_from(Class::Post, at) > surname_len(line, at) + 1
    {
        return None;
    }
    let chinese = read_name(line, at, counts);
    let foreign = read_transliteration(line, at);
    let end = match (chinese, foreign) {
        (Some(short), Some(long)) if long > short && long - at >= 4 => Some(long),
        (Some(end), _) | (None, Some(end)) => Some(end),
        (None, None) => read_any_name(line, at),
    };
    end.map(|end| (at, end))
}

/// "、李四、王五" behind a name.
fn mark_more_names(line: &mut Line, end: usize, counts: &NameCounts) -> usize {
    let mut end = end;
    while matches!(line.at(end), '、' | '和' | '与') {
        let Some(next) = read_name(line, end + 1, counts) else {
            break;
        };
        let n = next - end - 1;
        if !is_name_end(line, next)
            || !(2..=4).contains(&n)
            || !line.claim(end + 1, next, EntityKind::Person)
        {
            break;
        }
        end = next;
    }
    end
}

/// Names at the head of a clause, before what persons do.
fn mark_speakers(line: &mut Line, counts: &NameCounts) {
    let mut i = 0;
    while i < line.len() {
        let is_head = i == 0
            || line.is_break(i - 1)
            || line.is_covered(i - 1, i)
            || matches!(line.before(i), '据' | '由' | '对');
        let introduced = ["岁的", "名叫", "叫做"]
            .iter()
            .any(|word| line.ends_with(i, word))
            || recurs(line, i, counts);
        let n_surname = surname_len(line, i);
        if !(is_head || introduced) || n_surname == 0 || line.is_covered(i, i + 1) {
            i += 1;
            continue;
        }
        match read_name(line, i, counts) {
            Some(end)
                if introduced
                    && !line.is_listed(Class::Place, i, end)
                    && is_loose(line, i, end) =>
            {
                line.claim(i, end, EntityKind::Person);
                i = end;
            }
            Some(end) if speaks(line, i, end, n_surname) => {
                line.claim(i, end, EntityKind::Person);
                i = mark_more_names(line, end, counts).max(i + 1);
            }
            _ => i += 1,
        }
    }
}

/// Three characters that make no words and come back on the page, always together.
fn recurs(line: &Line, i: usize, counts: &NameCounts) -> bool {
    let goes_on = [Class::PlaceSuffix, Class::OrgSuffix, Class::FacSuffix]
        .iter()
        .any(|class| line.listed_from(*class, i + 3) > 0 || line.listed_to(*class, i + 3) > 0);
    counts.is_steady(line, i) && is_loose(line, i, i + 3) && !goes_on
}

fn speaks(line: &Line, start: usize, end: usize, n_surname: usize) -> bool {
    let is_word = line.token_at(start).is_some_and(|t| {
        t.start < start || t.end > start + n_surname && t.tag != [b'n', b'r'] && t.n_chars() > 1
    });
    let crosses = line.token_at(end - 1).is_some_and(|t| t.end > end);
    let before_verb = SPEAKING_VERBS.len_at(line, end) > 0;
    !is_word
        && !crosses
        && before_verb
        && line.listed_from(Class::Place, start) < 2
        && end - start >= 2
        && line.listed_to(Class::OrgSuffix, end) == 0
        && line.listed_to(Class::PlaceSuffix, end) == 0
}
