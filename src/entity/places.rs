//! Places: unlisted ones by the ends of their names, listed ones, zones, and abbreviations.

use super::kinds::GENERIC_STEMS;
use super::lexicon::Class;
use super::line::Line;
use super::word_set::WordSet;
use crate::model::EntityKind;
use crate::text::CharSet;
use std::sync::LazyLock;

/// A place that no list has, by the end of its name: "后仙庄村", "人民路".
pub(super) fn read_unlisted_place(line: &Line, end: usize) -> Option<(usize, EntityKind)> {
    let n = line.listed_to(Class::PlaceSuffix, end);
    if n == 0 || line.token_at(end - 1).is_some_and(|token| token.end > end) {
        return None;
    }
    let suffix = line.text(end - n, end);
    let listed = line.listed_to(Class::Place, end);
    let in_word = line
        .token_at(end - 1)
        .is_some_and(|t| t.n_chars() > n && t.tag != [b'n', b's'] && t.tag != [b'n', b'r']);
    if in_word && listed == 0 {
        return None;
    }
    if matches!(
        suffix,
        "高新区"
            | "经开区"
            | "自贸区"
            | "综保区"
            | "新区"
            | "开发区"
            | "经济开发区"
            | "经济技术开发区"
            | "高新技术产业开发区"
            | "自贸试验区"
            | "自由贸易试验区"
            | "综合保税区"
            | "保税区"
            | "示范区"
            | "地区"
            | "流域"
            | "半岛"
            | "平原"
            | "盆地"
    ) {
        return read_zone(line, end, n);
    }
    if listed > 0 {
        return Some((end - listed, EntityKind::Place));
    }
    let head = end - n;
    if matches!(
        suffix,
        "省" | "市"
            | "州"
            | "盟"
            | "旗"
            | "海"
            | "泉"
            | "沟"
            | "岭"
            | "区"
            | "街"
            | "山"
            | "湖"
            | "庄"
            | "湾"
            | "屯"
            | "巷"
            | "寨"
            | "峰"
            | "岛"
            | "溪"
            | "路"
            | "江"
            | "河"
    ) && line
        .token_at(end - 1)
        .is_some_and(|t| t.n_chars() > 1 && t.tag != [b'n', b's'])
    {
        return None;
    }
    let mut start = head;
    while start > 0 && head - start < 4 {
        let Some(token) = line.token_at(start - 1) else {
            break;
        };
        let is_end = line.is_break(start - 1)
            || line.is_covered(token.start, start)
            || head - token.start > 4
            || (start < head
                && (line.listed_to(Class::Place, start) > 0 || is_place_end(line, start)))
            || line.is_listed(Class::StopWord, token.start, token.end)
            || (start < head && token.n_chars() == 1 && token.tag.starts_with(b"v"))
            || matches!(
                token.tag,
                [
                    b'v' | b'p' | b'c' | b'u' | b'd' | b'r' | b'm' | b't' | b'q',
                    _
                ]
            ) && token.n_chars() > 1;
        if is_end {
            break;
        }
        start = token.start;
    }
    let stem = line.text(start, head);
    let n_stem = head - start;
    let is_word = n_stem >= 2
        && line.token_at(start).is_some_and(|t| {
            t.end >= head && !matches!(t.tag, [b'n', b's' | b'r' | b'z'] | [b'x', _])
        });
    let is_kind = GENERIC_STEMS.contains(&stem)
        || n_stem < 2
        || n_stem == 2
            && is_word
            && !matches!(
                suffix,
                "路" | "街" | "镇" | "乡" | "村" | "街道" | "社区" | "大道" | "大街"
            );
    (!is_kind).then_some((start, EntityKind::Place))
}

fn is_place_end(line: &Line, end: usize) -> bool {
    matches!(
        line.before(end),
        '省' | '市' | '县' | '区' | '镇' | '乡' | '州' | '旗' | '村'
    )
}

/// A zone with the place it lies in: "郑州高新区" and 高新区 alone.
fn read_zone(line: &Line, end: usize, n: usize) -> Option<(usize, EntityKind)> {
    let head = end - n;
    let suffix = line.text(head, end);
    let before_nation = if line.ends_with(head, "国家") || line.ends_with(head, "国际") {
        head - 2
    } else {
        head
    };
    let listed = line.listed_to(Class::Place, before_nation);
    if listed > 0 {
        return Some((before_nation - listed, EntityKind::Place));
    }
    if let Some(token) = line.token_at(head.wrapping_sub(1))
        && !line.is_break(head - 1)
        && !line.is_covered(token.start, head)
        && (token.tag == [b'n', b's'] || token.tag == [b'n', b'z'])
        && token.end == head
    {
        return Some((token.start, EntityKind::Place));
    }
    matches!(
        suffix,
        "高新区" | "经开区" | "开发区" | "综保区" | "自贸区" | "经济开发区" | "经济技术开发区"
    )
    .then_some((head, EntityKind::Place))
}

/// Claims the listed places of a line, longest first at each place.
pub(super) fn mark_listed_places(line: &mut Line) {
    let mut i = 0;
    while i < line.len() {
        let n = line.listed_from(Class::Place, i);
        if n == 0 || !is_listed_place(line, i, i + n) {
            i += 1;
            continue;
        }
        let mut end = i + n;
        for tail in ["地区", "流域"] {
            if line.starts_with(end, tail)
                && !line.is_covered(end, end + 2)
                && !line.text(i, end).ends_with(tail)
            {
                end += 2;
                break;
            }
        }
        if line.claim(i, end, EntityKind::Place) {
            i = end;
        } else {
            i += 1;
        }
    }
}

/// Does a listed name stand for the place here, and is not part of a longer word?
fn is_listed_place(line: &Line, start: usize, end: usize) -> bool {
    let (Some(first), Some(last)) = (line.token_at(start), line.token_at(end - 1)) else {
        return false;
    };
    // Words of the dictionary that only begin or end like a place.
    let is_inside = first.start < start && first.n_chars() > 1
        || last.end > end && last.start < end && !last_is_place(line, end, last.end);
    !is_inside
}

fn last_is_place(line: &Line, end: usize, token_end: usize) -> bool {
    (end..token_end).all(|i| {
        matches!(
            line.at(i),
            '人' | '省' | '市' | '县' | '区' | '话' | '城' | '籍' | '版' | '站' | '队'
        )
    })
}

/// Short names of provinces.
static PROVINCES: LazyLock<CharSet> = LazyLock::new(|| {
    CharSet::of("京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔滇陕甘青宁新藏港澳台")
});

/// Short names of countries.
static COUNTRIES: LazyLock<CharSet> =
    LazyLock::new(|| CharSet::of("中美英法德日韩俄苏印巴朝越泰澳非欧哈蒙加意"));

/// What stands behind a pair of short names.
static BEHIND_PAIRS: LazyLock<WordSet> = LazyLock::new(|| {
    WordSet::of([
        "两地", "两省", "两国", "双方", "合作", "关系", "经贸", "友好", "三地", "三省", "建交",
        "高铁", "边境", "贸易", "友谊", "论坛",
    ])
});

/// Abbreviations of provinces and countries that stand side by side: 豫沪, 中美.
pub(super) fn mark_abbreviations(line: &mut Line) {
    let (provinces, countries) = (&*PROVINCES, &*COUNTRIES);
    let mut i = 0;
    while i + 1 < line.len() {
        let (a, b) = (line.at(i), line.at(i + 1));
        let is_province = provinces.contains(a);
        let is_pair =
            a != b && (is_province && provinces.contains(b) || a == '中' && countries.contains(b));
        if is_pair && is_pair_of_places(line, i) {
            line.claim(i, i + 1, EntityKind::Place);
            line.claim(i + 1, i + 2, EntityKind::Place);
            i += 2;
            continue;
        }
        let is_destination = is_province
            && !matches!(a, '新' | '青' | '黑' | '台')
            && matches!(line.before(i), '赴' | '来' | '在' | '返' | '抵' | '离')
            && !line.is_covered(i, i + 1)
            && line.token_at(i).is_some_and(|t| t.end == i + 1);
        if is_destination {
            line.claim(i, i + 1, EntityKind::Place);
        }
        i += 1;
    }
}

/// Do two short names stand for places here?
fn is_pair_of_places(line: &Line, i: usize) -> bool {
    line.token_at(i)
        .is_some_and(|t| t.start == i && t.end <= i + 2)
        && line.token_at(i + 1).is_some_and(|t| t.end <= i + 2)
        && BEHIND_PAIRS.len_at(line, i + 2) > 0
        && !line.is_covered(i, i + 2)
}
