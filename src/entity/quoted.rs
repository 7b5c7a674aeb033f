//! What stands in 《》 and in quotation marks: documents, campaigns, contests, short names.

use super::kinds::{CAMPAIGN_WORDS, KNOWN_PROJECTS};
use super::lexicon::Class;
use super::line::Line;
use crate::model::EntityKind;

/// Claims titles, quoted campaigns and known short names of a line.
pub(super) fn mark_quoted(line: &mut Line) {
    mark_pairs(line, '《', '》', 60);
    mark_campaigns(line);
    mark_known(line);
}

/// Claims what stands between two signs.
fn mark_pairs(line: &mut Line, open: char, close: char, max_chars: usize) {
    let mut i = 0;
    while i < line.len() {
        if line.at(i) != open {
            i += 1;
            continue;
        }
        let limit = (i + 2 + max_chars).min(line.len());
        let Some(end) = (i + 1..limit).find(|k| line.at(*k) == close) else {
            i += 1;
            continue;
        };
        let is_paper = [
            "日报", "晚报", "时报", "早报", "晨报", "商报", "周刊", "杂志",
        ]
        .iter()
        .any(|paper| line.ends_with(end, paper));
        let kind = if is_paper {
            EntityKind::Organization
        } else {
            EntityKind::Project
        };
        line.claim(i + 1, end, kind);
        i = end + 1;
    }
}

fn mark_campaigns(line: &mut Line) {
    let mut i = 0;
    while i < line.len() {
        if line.at(i) != '“' {
            i += 1;
            continue;
        }
        let Some(end) = (i + 1..(i + 27).min(line.len())).find(|k| line.at(*k) == '”') else {
            i += 1;
            continue;
        };
        mark_campaign(line, i + 1, end);
        i = end + 1;
    }
}

/// A stretch in quotes: the name of a campaign, or the first part of one.
fn mark_campaign(line: &mut Line, start: usize, end: usize) {
    let n = end - start;
    if n < 2 || (start..end).any(|i| matches!(line.at(i), '。' | '！' | '？' | '；' | '：')) {
        return;
    }
    // “强网杯”全国网络安全挑战赛: the quotes cover only part.
    if let Some(suffix_end) = event_end(line, end + 1) {
        line.claim(start - 1, suffix_end, EntityKind::Project);
        return;
    }
    let n_commas = (start..end).filter(|i| line.at(*i) == '，').count();
    let is_campaign = CAMPAIGN_WORDS.len_at(line, end + 1) > 0;
    let ends_as_project = line.listed_to(Class::ProjectSuffix, end) > 1 && n >= 5;
    let n_numerals = (start..end)
        .filter(|i| "一二三四五六七八九十双两".contains(line.at(*i)))
        .count();
    let is_counted = n_numerals >= 2 && n <= 12 || n_numerals == 1 && n == 2;
    if n <= 20 && n_commas == 0 && (is_campaign || ends_as_project || is_counted) {
        line.claim(start, end, EntityKind::Project);
    }
}

/// The rest of an event's name behind a closing quote: 全国…挑战赛.
fn event_end(line: &Line, i: usize) -> Option<usize> {
    let limit = (i + 18).min(line.len());
    let mut end = None;
    for k in i + 1..=limit {
        if line.is_break(k - 1) || matches!(line.at(k - 1), '的' | '在' | '和' | '将') {
            break;
        }
        let n = line.listed_to(Class::ProjectSuffix, k);
        if n >= 2
            && k >= i + n
            && ["赛", "会", "论坛", "节", "周"]
                .iter()
                .any(|tail| line.ends_with(k, tail))
        {
            end = Some(k);
        }
    }
    end
}

/// Do words begin and end where the stretch does (not in 双|双创|下)?
fn is_whole(line: &Line, start: usize, end: usize) -> bool {
    line.token_at(start)
        .is_some_and(|token| token.start == start)
        && line.token_at(end - 1).is_some_and(|token| token.end == end)
}

fn mark_known(line: &mut Line) {
    for i in 0..line.len() {
        let longest = KNOWN_PROJECTS.len_at(line, i);
        let is_sure = longest > 2 || longest > 0 && is_whole(line, i, i + longest);
        if is_sure {
            line.claim(i, i + longest, EntityKind::Project);
        }
    }
}
