//! What a post says: of which body and place, what kind of calling, and whether it is a former one.

use super::homes::place_before;
use crate::entity::lexicon::{Class, lexicon};

/// Callings that nobody has beside some other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Calling {
    /// A head of government, Party or a state.
    Office,
    /// A head of a firm.
    Business,
    /// Who competes in sports.
    Athlete,
    /// Who still learns.
    Student,
    /// Who works with their hands.
    Labourer,
    /// Who performs.
    Performer,
}

impl Calling {
    /// Can nobody have both at the same time?
    pub(super) fn excludes(self, other: Self) -> bool {
        let pair = (self.min(other), self.max(other));
        matches!(
            pair,
            (
                Self::Office,
                Self::Athlete | Self::Student | Self::Labourer | Self::Performer
            ) | (
                Self::Business,
                Self::Athlete | Self::Student | Self::Labourer
            )
        )
    }
}

/// A post taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PostWords {
    /// Is it said to be a former one?
    pub(super) is_former: bool,
    /// The place that its body begins with.
    pub(super) place: Option<String>,
    /// The body, with its place; may be empty.
    pub(super) body: String,
    pub(super) calling: Option<Calling>,
    /// From 0, who works for others, over village, county, city and province to 5, the country.
    pub(super) rank: Option<u8>,
    /// The country whose office it is.
    pub(super) country: Option<&'static str>,
}

impl PostWords {
    /// Can nobody have both at the same time?
    pub(super) fn excludes(&self, other: &Self) -> bool {
        let callings = self.calling.zip(other.calling);
        let ranks = self.rank.zip(other.rank);
        callings.is_some_and(|(one, other)| one.excludes(other))
            || ranks.is_some_and(|(one, other)| one.abs_diff(other) >= N_RANKS_APART)
    }
}

/// Nobody rises so many ranks in a year.
const N_RANKS_APART: u8 = 4;

/// Words that the text puts before a post: 应国家主席邀请, 当国家主席…
const LEADING: [&str; 9] = ["应", "受", "经", "由", "当", "使", "让", "请", "以"];
/// What a post begins with behind them.
const BEGINNINGS: [&str; 6] = ["国家", "国务院", "中国", "中共", "中央", "全国"];

/// Countries whose offices are in the news. Nobody holds offices of two of them.
const COUNTRIES: [&str; 62] = [
    "中国",
    "美国",
    "英国",
    "法国",
    "德国",
    "俄罗斯",
    "日本",
    "韩国",
    "朝鲜",
    "印度",
    "巴基斯坦",
    "印度尼西亚",
    "马来西亚",
    "新加坡",
    "泰国",
    "越南",
    "老挝",
    "柬埔寨",
    "缅甸",
    "菲律宾",
    "蒙古",
    "哈萨克斯坦",
    "乌兹别克斯坦",
    "吉尔吉斯斯坦",
    "塔吉克斯坦",
    "阿富汗",
    "伊朗",
    "伊拉克",
    "叙利亚",
    "以色列",
    "巴勒斯坦",
    "土耳其",
    "沙特阿拉伯",
    "埃及",
    "南非",
    "尼日利亚",
    "肯尼亚",
    "埃塞俄比亚",
    "苏丹",
    "利比亚",
    "阿尔及利亚",
    "摩洛哥",
    "意大利",
    "西班牙",
    "葡萄牙",
    "希腊",
    "荷兰",
    "比利时",
    "瑞士",
    "瑞典",
    "挪威",
    "芬兰",
    "丹麦",
    "波兰",
    "捷克",
    "匈牙利",
    "乌克兰",
    "加拿大",
    "墨西哥",
    "巴西",
    "阿根廷",
    "澳大利亚",
];

const FORMER: [&str; 6] = ["原", "前任", "前", "曾任", "时任", "已故"];

/// Titles of heads of governments and offices.
const OFFICES: [&str; 26] = [
    "省长",
    "市长",
    "县长",
    "区长",
    "乡长",
    "镇长",
    "州长",
    "盟长",
    "旗长",
    "厅长",
    "局长",
    "部长",
    "总统",
    "总理",
    "首相",
    "国王",
    "外长",
    "防长",
    "国务卿",
    "司令员",
    "检察长",
    "审判长",
    "署长",
    "议长",
    "大使",
    "大臣",
];
/// Titles that are an office's only behind a body of Party or government.
const SHARED_TITLES: [&str; 5] = ["书记", "主任", "主席", "常委", "委员长"];
const GOVERNING: [&str; 18] = [
    "省委",
    "市委",
    "县委",
    "区委",
    "州委",
    "地委",
    "旗委",
    "党工委",
    "纪委",
    "中央",
    "国务院",
    "人民政府",
    "政府",
    "管委会",
    "人大常委会",
    "人大",
    "政协",
    "发改委",
];
const BUSINESS: [&str; 8] = [
    "董事长",
    "总经理",
    "总裁",
    "CEO",
    "首席执行官",
    "创始人",
    "行长",
    "厂长",
];
const ATHLETES: [&str; 6] = ["运动员", "球员", "选手", "队员", "门将", "冠军"];
const STUDENTS: [&str; 11] = [
    "小学生",
    "中学生",
    "高中生",
    "大学生",
    "本科生",
    "学生",
    "同学",
    "硕士生",
    "青年",
    "少年",
    "姑娘",
];
const LABOURERS: [&str; 18] = [
    "环卫工人",
    "农民工",
    "工人",
    "农民",
    "村民",
    "牧民",
    "渔民",
    "菜农",
    "果农",
    "茶农",
    "司机",
    "厨师",
    "保安",
    "保洁员",
    "快递员",
    "外卖员",
    "售票员",
    "贫困户",
];
const PERFORMERS: [&str; 4] = ["演员", "歌手", "歌唱家", "鼓手"];

fn calling_of(post: &str, body: &str) -> Option<Calling> {
    let ends = |titles: &[&str]| titles.iter().any(|title| post.ends_with(title));
    let governs = GOVERNING.iter().any(|end| body.ends_with(end));
    if ends(&STUDENTS) {
        Some(Calling::Student)
    } else if ends(&ATHLETES) {
        Some(Calling::Athlete)
    } else if ends(&PERFORMERS) {
        Some(Calling::Performer)
    } else if ends(&LABOURERS) {
        Some(Calling::Labourer)
    } else if ends(&BUSINESS) {
        Some(Calling::Business)
    } else if ends(&OFFICES) || (governs && ends(&SHARED_TITLES)) {
        Some(Calling::Office)
    } else {
        None
    }
}

/// Titles of low ranks.
const VILLAGE_TITLES: [&str; 9] = [
    "科长",
    "股长",
    "镇长",
    "乡长",
    "村长",
    "支书",
    "村主任",
    "社区书记",
    "班长",
];
/// Who works for others.
const PLAIN_TITLES: [&str; 12] = [
    "记者",
    "教师",
    "老师",
    "医生",
    "护士",
    "工程师",
    "战士",
    "民警",
    "交警",
    "消防员",
    "班主任",
    "技术员",
];
/// Titles that lead a body, so that its rank is theirs.
const LEADING_TITLES: [&str; 11] = [
    "书记",
    "主任",
    "主席",
    "委员长",
    "总理",
    "部长",
    "省长",
    "市长",
    "县长",
    "区长",
    "国务委员",
];
/// Titles of the country.
const HIGHEST: [&str; 3] = ["国家主席", "国务委员", "国务院总理"];
/// Bodies of the country, by their beginning.
const HIGHEST_BODIES: [&str; 6] = [
    "国务院",
    "中共中央",
    "全国人大",
    "全国政协",
    "中央军委",
    "中央政治局",
];
/// Other bodies by their rank and what they end with.
const RANKED_BODIES: [(&str, u8); 14] = [
    ("镇", 1),
    ("乡", 1),
    ("村", 1),
    ("社区", 1),
    ("街道", 1),
    ("省委", 4),
    ("省", 4),
    ("自治区", 4),
    ("县委", 2),
    ("县", 2),
    ("区委", 2),
    ("区", 2),
    ("市委", 3),
    ("市", 3),
];

fn rank_of(post: &str, body: &str) -> Option<u8> {
    let ends = |titles: &[&str]| titles.iter().any(|title| post.ends_with(title));
    if ends(&PLAIN_TITLES) {
        Some(0)
    } else if ends(&VILLAGE_TITLES) {
        Some(1)
    } else if !ends(&LEADING_TITLES) {
        None
    } else if ends(&HIGHEST) || HIGHEST_BODIES.iter().any(|word| body.starts_with(word)) {
        Some(5)
    } else {
        let ranked = RANKED_BODIES.iter();
        let ranked = ranked.filter(|(word, _)| body.ends_with(word));
        ranked.map(|(_, rank)| *rank).next()
    }
}

/// A post without the words that only lead to it.
pub(super) fn bare_post(post: &str) -> &str {
    let rest = LEADING.iter().find_map(|word| post.strip_prefix(word));
    let begins = |rest: &&str| {
        BEGINNINGS.iter().any(|body| rest.starts_with(body)) || place_before(rest).is_some()
    };
    rest.filter(begins).unwrap_or(post)
}

/// Takes a post apart.
pub(super) fn read_post(post: &str) -> PostWords {
    let bare = FORMER.iter().find_map(|word| post.strip_prefix(word));
    let post = bare.unwrap_or(post);
    let body = body_of(post);
    // 英国前首相.
    let title = post.get(body.len()..).unwrap_or_default();
    let is_former = bare.is_some() || title.starts_with(['前', '原']);
    let calling = calling_of(post, body);
    let longest = |of: &&&str| of.len();
    let country = COUNTRIES.iter().filter(|name| post.starts_with(**name));
    let country = country.max_by_key(longest).copied();
    PostWords {
        is_former,
        place: place_before(body),
        rank: rank_of(post, body),
        country: country.filter(|_| calling == Some(Calling::Office)),
        calling,
        body: body.to_owned(),
    }
}

/// What stands before the title.
fn body_of(post: &str) -> &str {
    let mask = |class: Class| 1 << class as u16;
    let mut end = post.len();
    let mut wanted = mask(Class::Post);
    loop {
        let longest = lexicon()
            .find_all(post)
            .filter(|(_, to, classes, _)| *to == end && classes & wanted != 0)
            .map(|(from, ..)| from)
            .min();
        let Some(from) = longest else { break };
        end = from;
        // 副, 常务副: what stands between a body and its title.
        wanted = mask(Class::PostPrefix);
    }
    if end == post.len() {
        return "";
    }
    post.get(..end).unwrap_or_default()
}
