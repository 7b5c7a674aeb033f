//! How people and papers are named in bylines. Relies on `text` only.

use crate::text::{is_han, words};

/// Family names, the commoner ones and the compound ones (of the Hundred Family Names).
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公闫肖付付覃佟仝佘苟牟隋漆粟玄税粘庹丛冼岳亓仉乜";
const COMPOUND_SURNAMES: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒",
    "司空", "鲜于", "呼延", "申屠", "轩辕", "淳于", "澹台", "钟离", "赫连", "完颜", "端木", "长孙",
    "宇文", "独孤", "南宫",
];

/// Is it built like a Chinese person's name?
pub(super) fn is_person_name(name: &str) -> bool {
    let n_chars = name.chars().count();
    if !(2..=4).contains(&n_chars) || !name.chars().all(is_han) {
        return false;
    }
    if COMPOUND_SURNAMES.iter().any(|s| name.starts_with(s)) {
        return n_chars >= 3;
    }
    n_chars <= 3 && name.chars().next().is_some_and(|c| SURNAMES.contains(c))
}

/// Is it a family name alone, as where a line breaks off?
pub(super) fn is_first_of_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| SURNAMES.contains(c)) && chars.next().is_none()
}

/// Names of papers and the like that stand in bylines before a colleague's name.
pub(super) fn is_outlet(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "报",
        "社",
        "网",
        "台",
        "周刊",
        "中心",
        "客户端",
        "经开",
        "发布",
        "杂志",
    ];
    (3..=12).contains(&name.chars().count()) && ENDS.iter().any(|e| name.ends_with(e))
}

/// What a reporter does, as sentences go on that a line's end breaks off.
const AFTER_REPORTER: [char; 24] = [
    '来', '到', '了', '在', '从', '获', '看', '采', '走', '发', '注', '现', '问', '还', '也', '说',
    '将', '对', '随', '跟', '向', '与', '和', '是',
];

/// Is a word that is in no dictionary all that stands on a line beside a role? Then it is a name,
/// however rare ("通讯员税小雨").
pub(super) fn is_all_of_line(line: &str, name: &str) -> bool {
    let n_chars = name.chars().count();
    (2..=4).contains(&n_chars)
        && !name.starts_with(AFTER_REPORTER)
        && line.chars().count() <= n_chars + 6
        && line.ends_with(name)
        && !words::is_word(name)
        && words::cut(name).len() >= 2
}

/// How many names stand in one word, as extractors that lose blanks print them; `None` where it
/// cannot be cut into names.
pub(super) fn count_run_names(word: &str) -> Option<usize> {
    let chars: Vec<char> = word.chars().collect();
    if !(4..=9).contains(&chars.len()) {
        return None;
    }
    // The fewest names that end at each character.
    let mut fewest: Vec<Option<usize>> = vec![Some(0)];
    for end in 1..=chars.len() {
        let best = (2..=3.min(end))
            .filter_map(|n| {
                let name: String = chars.get(end - n..end)?.iter().collect();
                let before = (*fewest.get(end - n)?)?;
                is_person_name(&name).then_some(before + 1)
            })
            .min();
        fewest.push(best);
    }
    fewest.pop().flatten()
}
