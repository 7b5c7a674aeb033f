//! Names of persons: what can be a name, and how long it is. The segmenter's guesses are not
//! used; its dictionary is, to tell a name from a word.

use super::kinds::NOT_NAMES;
use super::lexicon::{Class, lexicon};
use super::line::{Line, is_break};
use crate::text::{CharSet, QuickMap, is_han, words};
use std::sync::LazyLock;

/// Surnames that are more often other words: they need more support.
static RISKY_SURNAMES: LazyLock<CharSet> = LazyLock::new(|| {
    CharSet::of(
        "来步区和从于时能都向应有对常任高全言满计用曾相后公那安干单成解强从家水平车门国费经黄金方明白通暴别巴年爱党商海才原关沙红游文步阳居云路花广万",
    )
});

/// Characters that no given name holds, for they join a name to what follows.
static FUNCTION_CHARS: LazyLock<CharSet> = LazyLock::new(|| {
    CharSet::of(
        "的了在是就也都又还把被说及与对向为率赴到从这那我你他她们您其此并或但而且则因于以所后前上下着过等者不没很个位名让使将给吗呢啊吧做听看问叫记想去来进出给跟某各每任",
    )
});

/// Characters with which foreign names are written.
static FOREIGN_CHARS: LazyLock<CharSet> = LazyLock::new(|| {
    CharSet::of(
        "易卜礼都不额聪丹呷买努木孔热江逊合荪孜帕措卓央次仁桑扎旦才让杰格丹增顿珠曲敖勒其云娃朝鲁呼和赉呷果且仓吾石惹东知堆索朗贡洛白边巴吉依伍小旺沃差拜育坎易瓦买提努力肉孜别亚生合甫措毛当周太吾羊本札邦嘎拥初阿埃艾安昂奥巴白班邦贝本比彼别宾波伯博布查茨达戴丹当道德登迪蒂丁顿多厄恩尔耳法凡范菲费芬弗福夫甫盖冈高戈格葛根贡古瓜哈海汉翰豪赫黑亨洪胡华惠霍基吉季加贾杰津金京卡凯坎康考柯科可克肯库夸拉莱赖兰朗劳勒雷蕾里理丽利莉力立连廉良列烈林琳龄留柳隆卢鲁路露伦罗洛玛马麦迈曼毛梅门蒙孟米密蜜明摩莫墨默姆木穆拿娜纳乃奈南内妮尼年涅宁牛纽努诺欧帕潘庞培佩彭皮平泼普其奇齐恰强乔切钦琴丘屈让热日荣茹儒瑞若撒萨塞赛桑瑟森沙莎山珊绍申圣施诗石什史士舒斯丝司思松苏素索塔泰坦汤唐陶特腾提滕田帖廷汀图土托陀娃瓦万旺威韦维卫魏温文翁沃乌吾伍武西希喜夏肖谢辛欣兴休修许雪逊雅亚扬杨耶叶伊依易意因英雍永尤于约月赞泽曾扎詹占湛张章珍朱兹子宗祖佐黛薇翠婷妲姬媞娅瑙姗蓓芭菈琪潘拜",
    )
});

/// How often the characters of possible names occur on the page, to tell 王军 from 王军亮.
#[derive(Default)]
pub(super) struct NameCounts {
    of_two: QuickMap<(char, char), u32>,
    of_three: QuickMap<(char, char, char), u32>,
}

impl NameCounts {
    /// Counts the characters behind every surname of a line.
    pub(super) fn read(&mut self, line: &Line) {
        for i in 0..line.len() {
            let (first, second) = (line.at(i), line.at(i + 1));
            if surname_len(line, i) == 1 && is_han(second) {
                *self.of_two.entry((first, second)).or_default() += 1;
                let third = line.at(i + 2);
                if is_han(third) {
                    *self.of_three.entry((first, second, third)).or_default() += 1;
                }
            }
        }
    }

    /// Do the three characters from a place recur, never the first two without the third, and is
    /// the first a surname that is little else?
    pub(super) fn is_steady(&self, line: &Line, i: usize) -> bool {
        let n_three = self.three(line, i);
        n_three >= 2
            && n_three == self.two(line, i)
            && surname_len(line, i) == 1
            && !RISKY_SURNAMES.contains(line.at(i))
            && is_given(line.at(i + 1))
            && is_given(line.at(i + 2))
    }

    fn two(&self, line: &Line, i: usize) -> u32 {
        self.of_two
            .get(&(line.at(i), line.at(i + 1)))
            .copied()
            .unwrap_or(0)
    }

    fn three(&self, line: &Line, i: usize) -> u32 {
        self.of_three
            .get(&(line.at(i), line.at(i + 1), line.at(i + 2)))
            .copied()
            .unwrap_or(0)
    }
}

/// Length of the family name at a place; 0 when there is none.
pub(super) fn surname_len(line: &Line, i: usize) -> usize {
    let compound = line.listed_from(Class::Surname, i);
    if compound > 0 {
        compound
    } else {
        usize::from(lexicon().is_surname(line.at(i)))
    }
}

fn is_given(c: char) -> bool {
    is_han(c) && !FUNCTION_CHARS.contains(c)
}

/// Is the place behind a name such as follows names: punctuation, or what persons do?
pub(super) fn is_name_end(line: &Line, end: usize) -> bool {
    is_break(line.at(end))
        || line.listed_from(Class::ActVerb, end) > 0
        || line.is_covered(end, end + 1)
}

/// A Chinese name from a place: where it ends. The context before must already speak for a name.
pub(super) fn read_name(line: &Line, i: usize, counts: &NameCounts) -> Option<usize> {
    if line.is_covered(i, i + 1) {
        return None;
    }
    read_foreign_name(line, i).or_else(|| read_chinese_name(line, i, counts))
}

fn read_chinese_name(line: &Line, i: usize, counts: &NameCounts) -> Option<usize> {
    let n_surname = surname_len(line, i);
    if n_surname == 0 {
        return None;
    }
    let end = choose_length(line, i, n_surname, counts)?;
    if line.is_covered(i, end) {
        return None;
    }
    is_credible(line, i, end, counts).then_some(end)
}

/// One given character or two.
fn choose_length(line: &Line, i: usize, n_surname: usize, counts: &NameCounts) -> Option<usize> {
    let given = i + n_surname;
    let opens_name = matches!(
        line.at(given),
        '向' | '来' | '之' | '从' | '于' | '如' | '若'
    ) && n_surname == 1;
    if opens_name
        && is_han(line.at(given + 1))
        && is_given(line.at(given + 1))
        && is_name_end(line, given + 2)
        && line.listed_from(Class::ActVerb, given) < 2
    {
        return Some(given + 2);
    }
    if line.listed_from(Class::ActVerb, given) >= 2 && n_surname == 2 {
        return None;
    }
    if !is_given(line.at(given)) {
        // A compound surname that is none: 东方… as 东 + given names.
        return (n_surname == 2)
            .then(|| choose_length(line, i, 1, counts))
            .flatten();
    }
    let short = given + 1;
    if !is_given(line.at(short)) {
        return Some(short);
    }
    let long = given + 2;
    let (n_two, n_three) = (counts.two(line, i), counts.three(line, i));
    if n_surname == 1 && n_three >= 2 && n_three == n_two && is_name_end(line, long) {
        return Some(long);
    }
    // The character after the short name begins a word with the next one: 王军|表示.
    let verb = line.listed_from(Class::ActVerb, short);
    let post = line.listed_from(Class::Post, short);
    if verb >= 2 || post >= 2 {
        return Some(short);
    }
    if is_name_end(line, long) {
        let prefers_short = n_surname == 1 && n_two >= 3 && n_three == 1 && verb >= 1;
        return Some(if prefers_short { short } else { long });
    }
    if verb == 1
        && !matches!(
            line.at(short),
            '和' | '代' | '家' | '正' | '边' | '曾' | '与' | '同' | '作' | '答'
        )
    {
        return Some(short);
    }
    let next_is_word = is_han(line.at(long)) && words::is_word(line.text(short, long + 1));
    let inner_is_word = words::is_word(line.text(given, long));
    if next_is_word && !inner_is_word && n_three < 2 {
        return Some(short);
    }
    Some(long)
}

/// Is a stretch a name rather than a word?
fn is_credible(line: &Line, i: usize, end: usize, counts: &NameCounts) -> bool {
    let Some(token) = line.token_at(i) else {
        return false;
    };
    let is_risky = surname_len(line, i) == 1 && RISKY_SURNAMES.contains(line.at(i));
    let ends_well = is_name_end(line, end);
    let recurs = counts.two(line, i) >= 2;
    let is_word = token.n_chars() > 1 && token.start <= i && !is_name_tag(token.tag);
    if token.start < i && token.end > i + 1 {
        return false;
    }
    if is_word {
        // "主任会议", "局长高度重视": a word that goes on is no name.
        return ends_well && token.end <= end && !is_common_word(token.tag, end - i)
            || (recurs && ends_well && end - i == 3);
    }
    let ends_in_word = line
        .token_at(end - 1)
        .is_some_and(|last| last.end > end && last.start < end && !is_name_tag(last.tag));
    if ends_in_word && !ends_well {
        return false;
    }
    // Behind a post a run of single characters is a name, whatever follows.
    let is_loose = is_loose(line, i, end);
    ends_well
        || !is_risky
        || (is_loose && !"和从于时能都向应有对常任全曾相后公那由来爱步安".contains(line.at(i)))
}

/// Does the segmenter see no words in the stretch?
pub(super) fn is_loose(line: &Line, start: usize, end: usize) -> bool {
    (start..end).all(|k| {
        line.token_at(k)
            .is_some_and(|t| (t.n_chars() == 1 || is_name_tag(t.tag)) && t.end <= end)
    })
}

/// A name without a family name that the list has, behind a post and before a clear end: two or
/// three characters that make no word of the kind that stands there.
pub(super) fn read_any_name(line: &Line, i: usize) -> Option<usize> {
    let is_clear_end = |end: usize| {
        matches!(line.at(end), '，' | '、' | '；') || line.listed_from(Class::ActVerb, end) >= 2
    };
    (i + 2..=i + 3)
        .find(|end| is_clear_end(*end))
        .filter(|end| {
            let name = line.text(i, *end);
            let has_function =
                (i..*end).any(|k| !is_given(line.at(k)) || line.is_covered(k, k + 1));
            let word = line.token_at(i);
            let is_verb = word.is_some_and(|t| {
                t.end == *end
                    && t.start == i
                    && matches!(t.tag, [b'v' | b'd' | b'c' | b'p' | b'r', _])
            });
            let is_word = NOT_NAMES.iter().any(|word| name.contains(word));
            let reads_on = is_verb && line.at(*end) != '，';
            !(has_function || is_word || reads_on)
                && line.listed_to(Class::OrgSuffix, *end) == 0
                && line.listed_to(Class::Post, *end) == 0
                && line.listed_to(Class::PlaceSuffix, *end) == 0
                && line.listed_from(Class::PostPrefix, i) == 0
                && surname_len(line, i) > 0
        })
}

fn is_name_tag(tag: [u8; 2]) -> bool {
    tag == [b'n', b'r']
}

/// Words that are never names whatever surrounds them: of two characters, with a verb's or an
/// adverb's tag.
fn is_common_word(tag: [u8; 2], n_chars: usize) -> bool {
    n_chars == 2
        && matches!(
            tag,
            [
                b'v' | b'd' | b'c' | b'p' | b'r' | b'm' | b'u' | b't' | b'f',
                _
            ]
        )
}

/// A foreign name with its dots ("叶尔兰·别克图罗夫"), from its first part.
fn read_foreign_name(line: &Line, i: usize) -> Option<usize> {
    let part = |from: usize| {
        (from..from + 9)
            .take_while(|k| {
                is_han(line.at(*k)) || line.at(*k).is_ascii_alphabetic() || line.at(*k) == '.'
            })
            .count()
    };
    let first = part(i);
    if first == 0 || first > 7 || line.at(i + first) != '·' {
        return None;
    }
    let n_strange = (i..i + first)
        .filter(|k| is_han(line.at(*k)) && !FOREIGN_CHARS.contains(line.at(*k)))
        .count();
    let holds_post = (i + 1..i + first).any(|k| line.listed_to(Class::Post, k) >= 2);
    if n_strange > 1 || holds_post {
        return None;
    }
    let mut end = i + first;
    while line.at(end) == '·' {
        let start = end + 1;
        let n_foreign = (start..start + 9)
            .take_while(|k| {
                let c = line.at(*k);
                let is_more = *k == start
                    || (line.listed_from(Class::ActVerb, *k) == 0
                        && line.listed_from(Class::Post, *k) < 2);
                is_more
                    && (FOREIGN_CHARS.contains(c)
                        || c.is_ascii_alphabetic()
                        || c == '.'
                        || (*k == start && is_han(c)))
            })
            .count();
        if n_foreign == 0 {
            return None;
        }
        end = start + n_foreign;
        // Characters that seldom write foreign names, up to a clear end.
        if let Some(further) = (end..=end + 3)
            .find(|k| is_break(line.at(*k)) || line.listed_from(Class::ActVerb, *k) >= 2)
            && (end..further).all(|k| is_given(line.at(k)) && !line.is_covered(k, k + 1))
        {
            end = further;
        }
    }
    Some(end)
}

/// Where the first part of a dotted foreign name begins, given the place of its dot.
pub(super) fn foreign_name_start(line: &Line, dot: usize) -> usize {
    let mut start = dot;
    while start > 0
        && dot - start < 7
        && !line.is_covered(start - 1, start)
        && (FOREIGN_CHARS.contains(line.at(start - 1)) || line.at(start - 1).is_ascii_alphabetic())
        && (dot == start || line.listed_to(Class::Post, start) < 2)
        && line.listed_to(Class::Place, start) == 0
    {
        start -= 1;
    }
    start
}

/// A run of characters that write foreign names, behind a post: where it ends.
pub(super) fn read_transliteration(line: &Line, i: usize) -> Option<usize> {
    let n = (i..i + 8)
        .take_while(|k| {
            FOREIGN_CHARS.contains(line.at(*k))
                && (*k == i || line.listed_from(Class::ActVerb, *k) == 0)
        })
        .count();
    let first_word_is_short = line
        .token_at(i)
        .is_none_or(|token| token.start == i && (token.end <= i + n));
    (n >= 2 && first_word_is_short && is_name_end(line, i + n)).then_some(i + n)
}

/// A name in Latin letters behind a post: where it ends.
pub(super) fn read_latin_name(line: &Line, i: usize) -> Option<usize> {
    let start = if line.at(i) == ' ' { i + 1 } else { i };
    if !line.at(start).is_uppercase() || is_han(line.at(start)) {
        return None;
    }
    let mut end = start;
    let is_letter = |i: usize| line.at(i).is_alphabetic() && !is_han(line.at(i));
    while is_letter(end) || (matches!(line.at(end), ' ' | '.' | '·') && is_letter(end + 1)) {
        end += 1;
    }
    (end >= start + 3).then_some(end)
}
