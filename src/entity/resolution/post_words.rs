//! What a post says: of which body and place, what kind of calling, and whether it is a former one.

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
}

const FORMER: [&str; 6] = ["原", "前任", "前", "曾任", "时任", "已故"];

/// Titles of heads of governments and offices.
const OFFICES: [&str; 25] = [
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
const STUDENTS: [&str; 8] = [
    "小学生",
    "中学生",
    "高中生",
    "大学生",
    "本科生",
    "学生",
    "同学",
    "硕士生",
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

/// Takes a post apart.
pub(super) fn read_post(post: &str) -> PostWords {
    let bare = FORMER.iter().find_map(|word| post.strip_prefix(word));
    let is_former = bare.is_some();
    let post = bare.unwrap_or(post);
    let body = body_of(post);
    PostWords {
        is_former,
        place: place_before(body),
        calling: calling_of(post, body),
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

/// The listed places that a name begins with, one after another: 河南省郑州市.
pub(super) fn place_before(name: &str) -> Option<String> {
    let mut end = 0;
    loop {
        let longest = lexicon()
            .find_all(name)
            .filter(|(from, _, classes, _)| {
                *from == end && classes & (1 << Class::Place as u16) != 0
            })
            .map(|(_, to, ..)| to)
            .max();
        let Some(to) = longest else { break };
        end = to;
    }
    name.get(..end)
        .filter(|place| !place.is_empty())
        .map(str::to_owned)
}

/// Levels of places by their last character.
const LEVELS: [&str; 9] = ["自治区", "自治州", "省", "市", "县", "区", "州", "旗", "盟"];

/// A place without its level: 郑州 of 郑州市.
pub(super) fn place_stem(place: &str) -> &str {
    let stem = LEVELS.iter().find_map(|level| place.strip_suffix(level));
    stem.filter(|stem| stem.chars().count() >= 2)
        .unwrap_or(place)
}

/// Can offices of these two places be of one? Only of places of one level it is sure that they are
/// not: a county may lie in a city.
pub(super) fn are_two_places(one: &str, other: &str) -> bool {
    let level = |place: &str| {
        LEVELS
            .iter()
            .find(|level| place.ends_with(**level))
            .copied()
    };
    let (one_level, other_level) = (level(one), level(other));
    one_level.is_some()
        && one_level == other_level
        && !one.contains(place_stem(other))
        && !other.contains(place_stem(one))
}

/// The place that a page is of, by its name: 郑州 of 郑州日报.
#[must_use]
pub fn home_of(page_name: &str) -> Option<String> {
    place_before(page_name)
}
