//! Persons and their posts: bylines, "post + name", and "name + verb" at the head of a clause.

use super::bodies::is_body;
use super::extent::{is_hard_stop, left_extent, split_places, trim_left};
use super::kinds::{CALLINGS, SPEAKING_VERBS};
use super::lexicon::Class;
use super::line::Line;
use super::names::{
    NameCounts, foreign_name_start, is_loose, is_name_end, read_any_name, read_latin_name,
    read_name, read_transliteration, surname_len,
};
use crate::model::{EntityKind, Span};
use crate::text::is_han;

/// A person found with posts, in the article's bytes.
#[derive(Clone, Debug)]
pub(super) struct Office {
    /// Where the name stands.
    pub(super) name: Span,
    /// Where the posts stand, in order.
    pub(super) posts: Vec<Span>,
}

/// Words that say what the names of a byline did.
const BYLINE_ROLES: &[&str] = &[
    "特约通讯员",
    "特派记者",
    "特约记者",
    "首席记者",
    "实习记者",
    "见习记者",
    "全媒体记者",
    "融媒体记者",
    "通讯员",
    "记者",
    "实习生",
    "摄影",
    "特约评论员",
    "评论员",
];

/// Words of a byline that are neither roles nor names.
const BYLINE_NOISE: &[&str] = &[
    "文/图",
    "图/文",
    "文并图",
    "文图",
    "文",
    "图",
    "摄",
    "本报",
    "本网",
    "本台",
    "报道",
    "综合",
    "整理",
    "供图",
    "供稿",
    "撰文",
    "电",
    "讯",
    "责编",
    "编辑",
    "校对",
];

/// Claims the persons of a line; gives those that have posts.
pub(super) fn mark_persons(line: &mut Line, counts: &NameCounts) -> Vec<Office> {
    let mut offices = Vec::new();
    mark_bylines(line, counts, &mut offices);
    mark_dotted_names(line);
    mark_office_holders(line, counts, &mut offices);
    mark_speakers(line, counts);
    offices
}

fn role_len(line: &Line, i: usize) -> usize {
    BYLINE_ROLES
        .iter()
        .filter(|role| line.starts_with(i, role))
        .map(|role| role.chars().count())
        .max()
        .unwrap_or(0)
}

fn noise_len(line: &Line, i: usize) -> usize {
    BYLINE_NOISE
        .iter()
        .filter(|word| line.starts_with(i, word))
        .map(|word| word.chars().count())
        .max()
        .unwrap_or(0)
}

/// Names behind 记者 and 通讯员: in the byline, in brackets of the dateline, and anywhere else
/// where names stand behind the role.
fn mark_bylines(line: &mut Line, counts: &NameCounts, offices: &mut Vec<Office>) {
    let mut i = 0;
    while i < line.len() {
        let n = role_len(line, i);
        let is_opening = line.is_byline
            || i == 0
            || matches!(
                line.before(i),
                '（' | '报'
                    | '社'
                    | '网'
                    | ' '
                    | '/'
                    | '、'
                    | '台'
                    | '，'
                    | '□'
                    | '○'
                    | '●'
                    | '■'
            );
        if n == 0 || !is_opening {
            i += 1;
            continue;
        }
        i = mark_byline_names(line, i, i + n, counts, offices);
    }
    if line.is_byline && role_len(line, 0) == 0 {
        mark_byline_names(line, 0, 0, counts, offices);
    }
    mark_signature(line);
}

/// "（张三 李四）" at the end of a paragraph: who wrote it.
fn mark_signature(line: &mut Line) {
    let n = line.len();
    if line.at(n.wrapping_sub(1)) != '）' {
        return;
    }
    let Some(open) = (n.saturating_sub(16)..n)
        .rev()
        .find(|i| line.at(*i) == '（')
    else {
        return;
    };
    let is_alone = open == 0 || matches!(line.before(open), '。' | '！' | '？' | '”' | ' ');
    let mut names = Vec::new();
    let mut start = open + 1;
    for end in open + 1..n {
        if line.at(end) == ' ' || line.at(end) == '、' || end == n - 1 {
            names.push((start, end));
            start = end + 1;
        }
    }
    let fits = |&(start, end): &(usize, usize)| {
        (2..=3).contains(&(end - start))
            && surname_len(line, start) > 0
            && (start..end).all(|i| is_han(line.at(i)))
    };
    if is_alone && !names.is_empty() && names.iter().all(fits) {
        for (start, end) in names {
            line.claim(start, end, EntityKind::Person);
        }
    }
}

/// The names behind one role; gives the place behind them.
fn mark_byline_names(
    line: &mut Line,
    role: usize,
    from: usize,
    counts: &NameCounts,
    offices: &mut Vec<Office>,
) -> usize {
    let mut at = from;
    let mut role_holds = from > role;
    loop {
        while matches!(line.at(at), ' ' | '：' | '/' | '、' | '，' | '\u{3000}') {
            // Behind a 、 the role is not said again, and the name stands without it.
            role_holds &= line.at(at) != '、';
            at += 1;
        }
        if role_len(line, at) > 0 {
            return at;
        }
        let noise = noise_len(line, at);
        if noise > 0 && line.is_byline {
            at += noise;
            continue;
        }
        let Some(end) = read_byline_name(line, at, counts) else {
            return skip_byline_word(line, at).max(from).max(role + 1);
        };
        if is_body(line, at, end) {
            line.claim(at, end, EntityKind::Organization);
            role_holds = false;
        } else if line.claim(at, end, EntityKind::Person) {
            let posts = if role_holds {
                vec![line.origin(role, from)]
            } else {
                Vec::new()
            };
            offices.push(Office {
                name: line.origin(at, end),
                posts,
            });
        }
        at = end;
    }
}

/// In a byline proper whatever is not a name is passed over, to the next blank.
fn skip_byline_word(line: &Line, at: usize) -> usize {
    if !line.is_byline {
        return at;
    }
    (at..line.len())
        .find(|i| line.is_break(*i))
        .unwrap_or(line.len())
}

/// A name in a byline: up to the next blank, when that is short; else by the rules for names.
fn read_byline_name(line: &Line, at: usize, counts: &NameCounts) -> Option<usize> {
    let end = (at..line.len())
        .find(|i| line.is_break(*i) && line.at(*i) != '·')
        .unwrap_or(line.len());
    let n = end - at;
    let is_written_name = (at..end).all(|i| is_han(line.at(i)) || line.at(i) == '·');
    if is_body(line, at, end) && line.is_byline {
        return Some(end);
    }
    let fits =
        (2..=4).contains(&n) && is_written_name && (line.is_byline || surname_len(line, at) > 0);
    let has_noise = line.is_byline && line.before(end) == '摄' && n > 2;
    if fits && (n < 4 || surname_len(line, at) == 2 || line.is_byline) && !has_noise {
        return Some(end);
    }
    if n >= 3 && has_noise {
        return Some(end - 1);
    }
    read_name(line, at, counts)
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
    let before_verb = SPEAKING_VERBS
        .iter()
        .any(|verb| line.starts_with(end, verb));
    !is_word
        && !crosses
        && before_verb
        && line.listed_from(Class::Place, start) < 2
        && end - start >= 2
        && line.listed_to(Class::OrgSuffix, end) == 0
        && line.listed_to(Class::PlaceSuffix, end) == 0
}

/// A post in characters of the line, and the place where its own words begin behind the body.
#[derive(Clone, Copy, Debug)]
struct Post {
    start: usize,
    /// Where the chain's words begin, be they of the post or not.
    from: usize,
    /// Where the body's name ends.
    body_end: usize,
    end: usize,
}

/// The posts that end at a place, the last one first.
fn read_posts(line: &Line, end: usize) -> Vec<Post> {
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

fn is_territory(line: &Line, start: usize, end: usize) -> bool {
    end > start
        && (line.listed_to(Class::PlaceSuffix, end) > 0
            || ["公社", "大队", "街道", "社区", "园区", "办事处"]
                .iter()
                .any(|s| line.ends_with(end, s)))
}

/// Claims the body named in a post.
fn mark_post_body(line: &mut Line, post: &Post, is_first: bool) {
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
    [
        "总经理",
        "董事长",
        "总裁",
        "CEO",
        "创始人",
        "董事",
        "经理",
        "厂长",
        "负责人",
        "馆长",
        "院长",
        "总监",
        "总经理助理",
        "总裁助理",
        "合伙人",
        "首席执行官",
        "总工程师",
        "理事长",
        "法人",
        "法定代表人",
        "发言人",
        "工程师",
        "党委书记",
        "工会主席",
        "首席科学家",
        "主编",
    ]
    .iter()
    .any(|post| line.ends_with(end, post))
}

/// Words that name no particular body.
fn is_generic(line: &Line, start: usize, end: usize) -> bool {
    let name = line.text(start, end);
    [
        "公司",
        "企业",
        "集团",
        "单位",
        "项目",
        "办公室",
        "部门",
        "学校",
        "医院",
        "酒店",
        "银行",
        "工厂",
        "厂",
        "村",
        "合作社",
        "农场",
        "基地",
        "园区",
        "产业园",
        "家庭农场",
        "产品线",
        "分公司",
        "车间",
        "店",
        "门店",
        "民宿",
        "餐馆",
        "饭店",
        "研究院",
        "实验室",
        "中心",
        "品牌",
        "技术",
        "市场",
        "工程",
        "建设",
        "施工",
        "产品",
        "大堂",
        "农家乐",
        "客栈",
        "商铺",
        "执行",
        "主任",
        "制作",
        "艺术",
        "研发",
        "设计",
        "客户",
    ]
    .iter()
    .any(|word| name.ends_with(word) && name.chars().count() <= word.chars().count() + 3)
        || name.chars().count() < 2
}

pub(super) fn is_firm(line: &Line, end: usize) -> bool {
    ["公司", "集团", "实验室", "研究院", "合作社", "厂"]
        .iter()
        .any(|suffix| line.ends_with(end, suffix))
}
