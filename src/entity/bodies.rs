//! Bodies, sites, projects and unlisted places by the ends of their names, read leftwards. The rightmost end takes what stands before it, so that
//! "…大学…实验室" is one body.

use super::extent::{left_extent, split_places, trim_left};
use super::kinds::{EVENT_ENDS, FALSE_ENDS, GENERIC_STEMS, OFFICE_ENDS, PLAIN_SITES};
use super::lexicon::Class;
use super::line::Line;
use super::places::read_unlisted_place;
use crate::model::EntityKind;

/// Words that with a level in front are kinds, not bodies: 市中心, 县中学, 区企业.
const GENERIC_ENDS: &[&str] = &[
    "中心", "公司", "中学", "小学", "大学", "学校", "学院", "医院", "集团", "银行", "车间", "农场",
    "林场", "工会",
];

/// Is the stretch named like a body?
pub(super) fn is_body(line: &Line, start: usize, end: usize) -> bool {
    if end <= start {
        return false;
    }
    if line.is_listed(Class::OrgName, start, end) {
        return true;
    }
    let n = line.listed_to(Class::OrgSuffix, end);
    n > 0 && end - n >= start && is_named_body(line, start, end, n)
}

/// Does a body's name begin before its last word, and is the last word one?
fn is_named_body(line: &Line, start: usize, end: usize, n: usize) -> bool {
    let head = end - n;
    let stem = line.text(start, head);
    if line.listed_to(Class::OrgName, end) > 0
        && end - line.listed_to(Class::OrgName, end) >= start
        && (head > start || line.is_listed(Class::OrgName, start, end))
    {
        return true;
    }
    if head == start || !ends_whole(line, end, n) {
        return false;
    }
    // "市招商服务中心", "区工商联": a public body by its level.
    let level = matches!(
        line.at(start),
        '省' | '市' | '县' | '区' | '镇' | '乡' | '州' | '旗'
    );
    if level
        && (head - start >= 3
            || n >= 2 && head - start == 1 && !GENERIC_ENDS.contains(&line.text(head, end)))
    {
        return true;
    }
    // "、政策研究中心、": in a row of bodies, or before a post.
    if end - start >= 6
        && line.ends_with(end, "中心")
        && !GENERIC_STEMS.contains(&stem)
        && (matches!(line.at(end), '、')
            || line.before(start) == '、'
            || line.listed_from(Class::Post, end) > 0)
    {
        return true;
    }
    let suffix = line.text(head, end);
    let is_office = OFFICE_ENDS
        .iter()
        .any(|office| suffix == *office || office.len() > 3 && suffix.ends_with(office));
    if is_office && n > 1 {
        return !GENERIC_STEMS.contains(&stem)
            || matches!(
                stem,
                "省" | "市" | "县" | "区" | "镇" | "乡" | "村" | "街道" | "州" | "党"
            );
    }
    if is_office {
        return stem.chars().count() >= 2 && !matches!(stem, "有关" | "相关" | "主管" | "职能")
            || matches!(stem, "外" | "编");
    }
    !GENERIC_STEMS.contains(&stem) && (has_name(line, start, head) || stem.chars().count() >= 5)
}

/// Does the name end where a word ends, and is that word not one of the false ones?
fn ends_whole(line: &Line, end: usize, n: usize) -> bool {
    let Some(token) = line.token_at(end - 1) else {
        return false;
    };
    // 局|局长: the dictionary joins the body's end to its post.
    if token.end > end && line.listed_from(Class::Post, end) == 0 {
        return false;
    }
    n > 1
        || token.n_chars() == 1
        || !FALSE_ENDS
            .iter()
            .any(|word| line.text(token.start, token.end).ends_with(word))
            && token.tag.first() != Some(&b'v')
}

/// Is there a name in the stretch: a place, a person's or a brand's name, Latin letters, figures,
/// or characters that make no words?
fn has_name(line: &Line, start: usize, end: usize) -> bool {
    let mut singles = 0;
    let mut i = start;
    while i < end {
        if line.listed_from(Class::Place, i) > 1 {
            return true;
        }
        let Some(token) = line.token_at(i) else {
            return false;
        };
        if matches!(
            token.tag,
            [b'n', b's' | b'r' | b't' | b'z'] | [b'e', b'n' | b'g'] | [b'x' | b'j', _]
        ) {
            return true;
        }
        singles = if token.n_chars() == 1 { singles + 1 } else { 0 };
        if singles >= 2 || line.at(i).is_ascii_alphanumeric() {
            return true;
        }
        i = token.end.max(i + 1);
    }
    false
}

/// Claims bodies, sites, projects and unlisted places of a line, from the right.
pub(super) fn mark_by_ends(line: &mut Line) {
    let mut end = line.len();
    while end > 0 {
        let found = if line.is_covered(end - 1, end) {
            None
        } else {
            read_by_end(line, end)
        };
        match found {
            Some((start, kind)) if line.claim(start, end, kind) => end = start,
            _ => end -= 1,
        }
    }
}

fn read_by_end(line: &Line, end: usize) -> Option<(usize, EntityKind)> {
    let of = |class| line.listed_to(class, end);
    let n_org = of(Class::OrgSuffix);
    let n_fac = of(Class::FacSuffix);
    let n_project = of(Class::ProjectSuffix);
    let standalone = of(Class::OrgName);
    if n_org > 0 && n_org >= n_fac && n_org >= n_project || standalone > 0 {
        let body = read_body(line, end, n_org, standalone);
        if body.is_some() {
            return body;
        }
    }
    if n_fac > 0 && n_fac >= n_project {
        let site = read_site(line, end, n_fac);
        if site.is_some() {
            return site;
        }
    }
    if n_project > 0 {
        let project = read_project(line, end, n_project);
        if project.is_some() {
            return project;
        }
    }
    read_unlisted_place(line, end)
}

fn read_body(line: &Line, end: usize, n: usize, standalone: usize) -> Option<(usize, EntityKind)> {
    // A post's or another word's beginning ("局长", "部分") is no end of a body.
    if line.token_at(end - 1).is_some_and(|token| token.end > end) && standalone < 3 {
        return None;
    }
    let head = end - n.max(standalone);
    let mut start = trim_left(line, left_extent(line, head), head);
    if n > 0 && start < end && is_named_body(line, start, end, n) {
        if super::posts::is_firm(line, end) {
            start = split_places(line, start, end);
        }
        return Some((start, EntityKind::Organization));
    }
    (standalone > 1).then_some((end - standalone, EntityKind::Organization))
}

fn read_site(line: &Line, end: usize, n: usize) -> Option<(usize, EntityKind)> {
    let head = end - n;
    if !ends_whole(line, end, n) && n < 2
        || line.token_at(end - 1).is_some_and(|token| token.end > end)
    {
        return None;
    }
    let mut start = trim_left(line, left_extent(line, head), head);
    start = split_provinces(line, after_verb(line, start, head), end);
    let stem = line.text(start, head);
    if start >= head || GENERIC_STEMS.contains(&stem) {
        return None;
    }
    let suffix = line.text(head, end);
    let is_plain = PLAIN_SITES.contains(&suffix);
    let named = has_name(line, start, head)
        || head - start >= 6
        || (suffix.ends_with("项目")
            && (line.listed_to(Class::FacSuffix, head) > 0 && head - start >= 5));
    let n_place = line.listed_from(Class::Place, start);
    let rest = start + n_place;
    let is_kind = is_plain
        && n_place > 0
        && rest < head
        && matches!(suffix, "项目" | "工程" | "基地" | "园区" | "小区")
        && head - rest < 5
        && !has_name(line, rest, head);
    if is_kind || (is_plain && !named) || (!named && head - start < 3) {
        return None;
    }
    // "…集团|生产基地": the owner and a common noun.
    if line.listed_to(Class::OrgSuffix, head) > 1
        && matches!(
            suffix,
            "基地" | "园区" | "生产基地" | "项目" | "工程" | "广场" | "小区"
        )
    {
        return None;
    }
    Some((start, EntityKind::Facility))
}

/// What is built, visited or opened begins behind the verb.
fn after_verb(line: &Line, start: usize, head: usize) -> usize {
    (start..head.saturating_sub(1))
        .rev()
        .find(|i| {
            [
                "建设", "打造", "投资", "新建", "开工", "考察", "布局", "引进", "计划", "合作",
                "推进",
            ]
            .iter()
            .any(|verb| line.starts_with(*i, verb))
        })
        .filter(|i| i + 2 < head)
        .map_or(start, |i| i + 2)
}

/// A province before a city is a place of its own.
fn split_provinces(line: &Line, start: usize, end: usize) -> usize {
    let mut start = start;
    loop {
        let n = line.listed_from(Class::Place, start);
        let is_wide = ["省", "自治区", "自治州"]
            .iter()
            .any(|level| line.ends_with(start + n, level));
        let next = line.listed_from(Class::Place, start + n);
        if n == 0 || !(is_wide || next >= 2) || start + n + 4 > end {
            return start;
        }
        start += n;
    }
}

/// Is 计划 here what somebody means to do: "…产业园计划明年投产"?
fn is_intention(line: &Line, end: usize) -> bool {
    line.ends_with(end, "计划")
        && !line.is_break(end)
        && (line.is_covered(end, end + 1)
            || line
                .token_at(end)
                .is_some_and(|next| matches!(next.tag, [b't' | b'm' | b'd', _])))
}

fn read_project(line: &Line, end: usize, n: usize) -> Option<(usize, EntityKind)> {
    let head = end - n;
    if line.token_at(end - 1).is_some_and(|token| token.end > end) || is_intention(line, end) {
        return None;
    }
    let mut start = trim_left(line, left_extent(line, head), head);
    // "第三届", "首届" and a year begin a name.
    for opening in (start.saturating_sub(6)..start).rev() {
        if matches!(line.at(opening), '第' | '首')
            && line.at(start.saturating_sub(1)) == '届'
            && !line.is_covered(opening, start)
        {
            start = opening;
            break;
        }
    }
    let suffix = line.text(head, end);
    let is_event = EVENT_ENDS.contains(&suffix);
    let stem_len = head.saturating_sub(start);
    let named = has_name(line, start, head)
        || ["全国", "国际", "世界", "全省", "全市", "中国", "第", "首届"]
            .iter()
            .any(|word| line.text(start, head).contains(word));
    (is_event
        && stem_len >= 2
        && named
        && stem_len <= 20
        && (stem_len >= 3 || suffix.chars().count() >= 3))
        .then_some((start, EntityKind::Project))
}
