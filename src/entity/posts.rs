//! Posts: read leftwards from a name, split at 、 and 兼, each with the body whose post it is.

use super::bodies::is_body;
use super::extent::{is_hard_stop, left_extent, split_places, trim_left};
use super::kinds::{CALLINGS, GENERIC_BODIES, MANAGER_POSTS};
use super::lexicon::Class;
use super::line::{Line, read_lines};
use crate::model::{EntityKind, Span};

/// A post in characters of the line, and the place where its own words begin behind the body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Post {
    pub(super) start: usize,
    /// Where the chain's words begin, be they of the post or not.
    from: usize,
    /// Where the body's name ends.
    body_end: usize,
    pub(super) end: usize,
}

/// The posts that end at a place, the last one first.
pub(super) fn read_posts(line: &Line, end: usize) -> Vec<Post> {
    let mut posts = Vec::new();
    let mut end = end;
    while let Some(post) = read_post(line, end) {
        posts.push(post);
        if posts.len() >= 8 {
            break;
        }
        let joint = line.before(post.from);
        let before = post.from.saturating_sub(1);
        if matches!(joint, '、' | '兼')
            && line.listed_to(Class::Post, before) > 0
            && !line.is_covered(before.saturating_sub(1), before)
        {
            end = before;
        } else {
            break;
        }
    }
    posts
}

fn read_post(line: &Line, end: usize) -> Option<Post> {
    let n = line.listed_to(Class::Post, end);
    if n == 0 || n > end {
        return None;
    }
    let head = end - n;
    let mut body_end = head;
    loop {
        let prefix = line.listed_to(Class::PostPrefix, body_end);
        if prefix == 0 || prefix > body_end || line.is_covered(body_end - prefix, body_end) {
            break;
        }
        body_end -= prefix;
    }
    let mut start = left_extent(line, body_end);
    // 兼 joins two posts of one person.
    if let Some(joint) = (start..body_end)
        .rev()
        .find(|i| line.at(*i) == '兼' && line.listed_to(Class::Post, *i) > 0)
    {
        start = joint + 1;
    }
    start = trim_left(line, start, body_end);
    // A territory's party committee is a body of its own: 市委|书记, 公社党委|书记.
    let cell = line.listed_from(Class::OrgSuffix, body_end);
    if body_end < head && cell > 0 && body_end + cell <= head && is_territory(line, start, body_end)
    {
        body_end += cell;
    }
    // "高新区党工委、管委会主任": two bodies share the post.
    if line.before(start) == '、' {
        let first_end = start - 1;
        let shares = ["党工委", "党委", "市委", "县委", "区委", "省委"]
            .iter()
            .any(|body| line.ends_with(first_end, body))
            && ["管委会", "市政府", "县政府", "区政府", "省政府", "政府"]
                .iter()
                .any(|body| line.ends_with(body_end, body));
        if shares {
            start = left_extent(line, first_end);
        }
    }
    // A villager's village and a scholar's country are no part of the calling.
    let is_calling = CALLINGS.contains(&line.text(head, end));
    let from = start;
    if is_calling
        && body_end > start
        && (line.listed_to(Class::PlaceSuffix, body_end) > 0
            || line.listed_to(Class::Place, body_end) > 0)
    {
        start = body_end;
    }
    Some(Post {
        start,
        from,
        body_end,
        end,
    })
}

/// A post in its two parts, folded: the body, and the office with what ranks it (高新区管委会 and
/// 常务副主任). One that ends with no known office is all office.
pub(super) fn split_post(post: &str) -> (String, String) {
    let lines = read_lines(post, Span::default());
    let Some(line) = lines.first().filter(|_| lines.len() == 1) else {
        return (String::new(), post.to_owned());
    };
    let end = line.len();
    let body_end = read_post(line, end).map_or(0, |post| post.body_end);
    let part = |from, to| line.text(from, to).trim().to_owned();
    (part(0, body_end), part(body_end, end))
}

fn is_territory(line: &Line, start: usize, end: usize) -> bool {
    end > start
        && (line.listed_to(Class::PlaceSuffix, end) > 0
            || ["公社", "大队", "街道", "社区", "园区", "办事处"]
                .iter()
                .any(|s| line.ends_with(end, s)))
}

/// Claims the body named in a post.
pub(super) fn mark_post_body(line: &mut Line, post: &Post, is_first: bool) {
    let (mut start, end) = (post.start, post.body_end);
    if end <= start {
        return;
    }
    if let Some(comma) = (start..end).find(|i| line.at(*i) == '、') {
        line.claim(start, comma, EntityKind::Organization);
        start = comma + 1;
    }
    if is_body(line, start, end) {
        let start = if is_firm(line, end) {
            split_places(line, start, end)
        } else {
            start
        };
        line.claim(start, end, EntityKind::Organization);
        return;
    }
    let is_place =
        line.is_listed(Class::Place, start, end) || line.listed_to(Class::PlaceSuffix, end) > 0;
    let is_plain = (start..end).any(|i| is_hard_stop(line.at(i))) || is_generic(line, start, end);
    // A short name of a firm: only the first post names one ("…副总裁、安全产品线总裁").
    if is_first
        && !is_place
        && !is_plain
        && (2..=12).contains(&(end - start))
        && is_manager(line, post.end)
    {
        let start = split_places(line, start, end);
        line.claim(start, end, EntityKind::Organization);
    }
}

/// Only the posts of firms follow a bare short name.
fn is_manager(line: &Line, end: usize) -> bool {
    MANAGER_POSTS.iter().any(|post| line.ends_with(end, post))
}

/// Words that name no particular body.
fn is_generic(line: &Line, start: usize, end: usize) -> bool {
    let name = line.text(start, end);
    GENERIC_BODIES
        .iter()
        .any(|word| name.ends_with(word) && name.chars().count() <= word.chars().count() + 3)
        || name.chars().count() < 2
}

pub(super) fn is_firm(line: &Line, end: usize) -> bool {
    ["公司", "集团", "实验室", "研究院", "合作社", "厂"]
        .iter()
        .any(|suffix| line.ends_with(end, suffix))
}
