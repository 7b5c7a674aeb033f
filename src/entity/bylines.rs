//! Bylines: who reported, in the byline proper, in brackets of the dateline, as a signature.

use super::bodies::is_body;
use super::kinds::WordsAtPlaces;
use super::line::Line;
use super::names::{NameCounts, read_name, surname_len};
use super::persons::Office;
use super::word_set::WordSet;
use crate::model::EntityKind;
use crate::text::is_han;
use std::sync::LazyLock;

/// Words that say what the names of a byline did.
static BYLINE_ROLES: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of([
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
    ])
});

/// Words of a byline that are neither roles nor names.
static BYLINE_NOISE: WordsAtPlaces = LazyLock::new(|| {
    WordSet::of([
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
    ])
});

/// Names behind 记者 and 通讯员: in the byline, in brackets of the dateline, and anywhere else
/// where names stand behind the role.
pub(super) fn mark_bylines(line: &mut Line, counts: &NameCounts, offices: &mut Vec<Office>) {
    let mut i = 0;
    while i < line.len() {
        let n = BYLINE_ROLES.len_at(line, i);
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
    if line.is_byline && BYLINE_ROLES.len_at(line, 0) == 0 {
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
        if BYLINE_ROLES.len_at(line, at) > 0 {
            return at;
        }
        let noise = BYLINE_NOISE.len_at(line, at);
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
