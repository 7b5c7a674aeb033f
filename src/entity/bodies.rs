//! Bodies, sites, projects and places by the ends of their names, read leftwards; then places by
//! the lexicon. The rightmost end takes what stands before it, so that
//! "…大学…实验室" is one body.

use super::extent::{left_extent, split_places, trim_left};
use super::lexicon::Class;
use super::line::Line;
use crate::model::EntityKind;

/// Words that end like a body or a site and are none.
const FALSE_ENDS: &[&str] = &[
    "全部",
    "内部",
    "外部",
    "干部",
    "东部",
    "西部",
    "南部",
    "北部",
    "中部",
    "局部",
    "底部",
    "顶部",
    "头部",
    "腹部",
    "胸部",
    "脚部",
    "面部",
    "一部",
    "大部",
    "布局",
    "格局",
    "结局",
    "全局",
    "大局",
    "开局",
    "僵局",
    "破局",
    "时局",
    "政局",
    "棋局",
    "饭局",
    "客厅",
    "餐厅",
    "展厅",
    "大厅",
    "歌厅",
    "舞厅",
    "前厅",
    "好处",
    "坏处",
    "益处",
    "到处",
    "四处",
    "处处",
    "此处",
    "深处",
    "远处",
    "高处",
    "用处",
    "长处",
    "短处",
    "住处",
    "难处",
    "去处",
    "何处",
    "一处",
    "相处",
    "惩处",
    "查处",
    "妙处",
    "教科",
    "学科",
    "百科",
    "本科",
    "专科",
    "文科",
    "理科",
    "各科",
    "医院",
    "学院",
    "法院",
    "研究所",
    "场所",
    "厕所",
    "住所",
    "公安部门",
    "教室",
    "办公室",
    "会议室",
    "卧室",
    "地下室",
    "浴室",
    "温室",
    "居室",
    "候车室",
    "值班室",
    "宿舍",
    "当局",
    "邮局",
    "药局",
    "公司",
    "上司",
    "官司",
    "寿司",
    "公办",
    "主办",
    "承办",
    "协办",
    "举办",
    "创办",
    "开办",
    "督办",
    "筹办",
    "兴办",
    "申办",
    "交办",
    "代办",
    "帮办",
    "领办",
    "参办",
    "民办",
    "联办",
    "停办",
    "补办",
    "快办",
    "网办",
    "包办",
    "操办",
    "严办",
    "照办",
    "怎么办",
    "大家庭",
    "家园",
    "花园",
    "公园",
    "庄园",
    "田园",
    "校园",
    "果园",
    "茶园",
    "乐园",
    "宅院",
    "庭院",
    "四合院",
    "大院",
    "小院",
    "电影院",
    "剧院",
    "后院",
    "住院",
    "出院",
    "寺院",
    "产业集群",
    "海水",
    "委员会",
    "政府",
    "中央",
    "人大",
    "组织",
    "保险",
    "基金",
    "证券",
    "车间",
    "大队",
    "中队",
    "理事会",
    "董事会",
    "监事会",
    "银行",
    "部队",
    "油田",
    "工地",
    "技术中心",
    "中心",
    "集团",
    "党组织",
    "社会组织",
    "群团组织",
    "国际组织",
    "常委会",
    "理事",
    "党委",
    "党组",
    "党支部",
    "支部",
    "学校",
    "大学",
    "中学",
    "小学",
    "高中",
    "初中",
    "图书馆",
    "博物馆",
    "联盟",
    "俱乐部",
    "农场",
    "林场",
    "牧场",
    "中国",
    "文化馆",
    "书店",
    "电台",
    "老师",
    "使馆",
    "军区",
    "兵团",
    "同学会",
    "报社",
    "出版社",
    "实验室",
    "工作室",
    "档案室",
    "研究室",
    "所在",
    "厅堂",
    "工程",
    "战争",
    "革命",
    "公益组织",
];

/// Words before the end of a name that name no particular body.
const GENERIC_STEMS: &[&str] = &[
    "上市",
    "科技",
    "民营",
    "外资",
    "龙头",
    "全资",
    "国有",
    "大型",
    "中小",
    "高等",
    "职业",
    "物业",
    "开发",
    "建筑",
    "施工",
    "房地产",
    "运输",
    "旅游",
    "保险",
    "快递",
    "物流",
    "服务",
    "外贸",
    "市属",
    "区属",
    "省属",
    "县属",
    "成员",
    "用人",
    "企业",
    "民办",
    "公办",
    "私立",
    "重点",
    "县级",
    "乡镇",
    "基层",
    "上级",
    "下级",
    "主管",
    "职能",
    "业务",
    "行政",
    "监管",
    "执法",
    "司法",
    "三甲",
    "定点",
    "专科",
    "综合",
    "社区",
    "村级",
    "镇级",
    "普通",
    "商业",
    "国际",
    "国家",
    "地方",
    "社会",
    "民间",
    "行业",
    "专业",
    "农民",
    "股份",
    "家庭",
    "多家",
    "医疗",
    "金融",
    "研发",
    "测试",
    "培训",
    "会议",
    "办公",
    "公共",
    "政务",
    "物资",
    "互联网",
    "电商",
    "电子商务",
    "制造",
    "贸易",
    "投资",
    "网络",
    "软件",
    "信息",
    "技术",
    "创新",
    "交易",
    "结算",
    "数据",
    "教育",
    "体育",
    "文化",
    "生产",
    "加工",
    "食品",
    "农业",
    "工业",
    "化工",
    "医药",
    "汽车",
    "电力",
    "能源",
    "环保",
    "生物",
    "材料",
    "电子",
    "机械",
    "纺织",
    "服装",
    "市级",
    "省级",
    "区级",
    "国家级",
    "联合",
    "配套",
    "产业",
    "特色",
    "示范",
    "现代",
    "大",
    "小",
    "老",
    "新",
    "中",
    "总",
    "子",
    "分",
    "母",
    "各",
    "本",
    "我",
    "该",
    "多",
    "全",
    "某",
    "名",
    "区域",
    "城市",
    "县城",
    "商",
    "工商",
    "党",
    "军",
    "村",
    "镇",
    "乡",
    "省",
    "县",
    "区",
    "市",
    "州",
    "园",
    "校",
    "院",
    "厂",
    "街",
    "家电",
    "光伏",
    "风电",
    "养殖",
    "种植",
    "蔬菜",
    "水果",
    "民生",
    "惠民",
    "扶贫",
    "建设",
    "改造",
    "安置",
    "棚改",
    "在建",
    "签约",
    "招商",
    "合作",
    "科研",
    "基建",
    "续建",
    "新建",
    "拟建",
    "意向",
    "投产",
    "一批",
    "重大",
    "亿元",
    "引进",
    "入园",
    "开工",
    "省市",
    "优质",
    "骨干",
    "头部",
    "实业",
    "工贸",
    "餐饮",
    "传统",
    "高科技",
    "规上",
    "规模",
    "跨国",
    "海外",
    "境外",
    "国内",
    "国外",
    "外国",
    "本地",
    "当地",
    "周边",
    "附近",
    "主题",
    "体验",
    "购物",
    "商务",
    "休闲",
    "室内",
    "户外",
    "滑雪",
    "足球",
    "篮球",
    "排球",
    "羽毛球",
    "志愿",
    "志愿者",
    "党建",
    "工会",
    "行政村",
    "自然",
    "中心",
    "美丽",
    "居民",
    "职工",
    "员工",
    "农村",
    "城乡",
    "安全",
    "应急",
    "消防",
    "救援",
    "义务",
    "青年",
    "妇女",
    "儿童",
    "老年",
    "残疾人",
    "慈善",
    "公益",
    "直播",
    "展示",
    "展览",
    "售后",
    "维修",
    "客服",
    "呼叫",
    "监控",
    "检测",
    "实验",
    "试验",
    "孵化",
    "创业",
    "人才",
    "就业",
    "康复",
    "养老",
    "托育",
    "日间照料",
    "健康",
    "游客",
    "集散",
    "接待",
];

/// Bodies of government and Party: their topic alone names them ("教育局", "党群工作部").
const OFFICE_ENDS: &[&str] = &[
    "局",
    "厅",
    "委",
    "办",
    "司",
    "署",
    "处",
    "部",
    "党工委",
    "管委会",
    "工委",
    "政府",
    "人民政府",
    "党委",
    "纪委",
    "法院",
    "检察院",
    "人大",
    "政协",
    "办公厅",
    "秘书处",
    "领导小组",
    "指挥部",
    "委员会",
    "常委会",
    "专班",
    "代表团",
    "党政代表团",
    "办事处",
    "街道办事处",
    "街道办",
    "支队",
    "总队",
    "派出所",
    "总局",
    "分局",
    "管理局",
    "党组",
    "党支部",
    "党总支",
    "事业部",
    "工作部",
    "总编室",
    "督查室",
    "研究室",
    "海关",
    "公安局",
    "党校",
    "办公室",
    "工会",
    "总工会",
    "妇联",
    "团委",
    "日报",
    "晚报",
    "时报",
    "晨报",
    "早报",
    "商报",
    "都市报",
    "国会",
    "议会",
    "大使馆",
];

/// Sites whose name needs a name in it ("…小区", "…高速", "…基地").
const PLAIN_SITES: &[&str] = &[
    "项目",
    "基地",
    "园区",
    "工程",
    "小区",
    "花园",
    "家园",
    "公寓",
    "高速",
    "铁路",
    "高铁",
    "地铁",
    "公路",
    "国道",
    "省道",
    "桥",
    "塔",
    "墓",
    "庙",
    "寺",
    "渠",
    "仓库",
    "街区",
    "保护区",
    "旅游区",
    "景区",
    "度假区",
    "试验区",
    "工业区",
    "商场",
    "商城",
    "超市",
    "酒店",
    "宾馆",
    "饭店",
    "大厦",
    "广场",
    "公园",
    "隧道",
    "港口",
    "码头",
    "水库",
    "电站",
    "泵站",
    "茶园",
    "果园",
    "庄园",
    "书屋",
    "书房",
    "枢纽",
    "产业带",
    "长城",
    "绿道",
    "栈道",
    "灌区",
    "剧院",
    "剧场",
    "影院",
    "车站",
    "书院",
    "影剧院",
    "农庄",
    "牌坊",
    "古镇",
    "古城",
    "老街",
    "遗址",
    "旧址",
    "故居",
    "体育馆",
    "体育场",
    "礼堂",
    "会堂",
    "教堂",
    "机场",
    "创业园",
    "物流园",
    "产业园",
    "工业园",
    "科技园",
    "软件园",
    "产业园区",
    "农贸市场",
    "批发市场",
    "农家书屋",
    "训练基地",
    "生产基地",
    "示范基地",
    "教育基地",
    "实践基地",
    "产业基地",
    "会客厅",
    "文化礼堂",
    "步行街",
    "粮库",
    "粮站",
    "生态园",
    "采摘园",
    "湿地公园",
    "森林公园",
    "植物园",
    "动物园",
    "文化中心",
    "数据中心",
    "展示中心",
    "体验中心",
    "运动中心",
    "客运站",
    "变电站",
    "污水处理厂",
    "建设项目",
    "改造项目",
    "水电站",
    "高速公路",
    "购物中心",
    "游泳馆",
    "影院",
    "安置小区",
    "北站",
    "南站",
    "东站",
    "西站",
    "大坝",
    "渡口",
    "电影院",
    "示范园",
    "孵化器",
    "总部基地",
    "风景区",
    "古街",
    "城墙",
    "运河",
    "陵园",
    "烈士陵园",
    "纪念碑",
    "水闸",
    "船闸",
    "招待所",
    "栈道",
    "大酒店",
    "大剧院",
    "音乐厅",
    "市场",
    "大市场",
    "会议中心",
    "别墅",
    "祠堂",
    "宗祠",
    "石窟",
    "号线",
];

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
        || !FALSE_ENDS.contains(&line.text(token.start, token.end))
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
        if super::persons::is_firm(line, end) {
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

fn read_project(line: &Line, end: usize, n: usize) -> Option<(usize, EntityKind)> {
    let head = end - n;
    if line.token_at(end - 1).is_some_and(|token| token.end > end) {
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
    let is_event = matches!(
        suffix,
        "博览会"
            | "运动会"
            | "锦标赛"
            | "挑战赛"
            | "马拉松"
            | "马拉松赛"
            | "交易会"
            | "洽谈会"
            | "论坛"
            | "峰会"
            | "高峰论坛"
            | "艺术节"
            | "文化节"
            | "旅游节"
            | "邀请赛"
            | "公开赛"
            | "大奖赛"
            | "联赛"
            | "奥运会"
            | "亚运会"
            | "冬奥会"
            | "世博会"
            | "特展"
            | "技能大赛"
            | "大赛"
            | "大会"
            | "代表大会"
            | "展览会"
            | "战略"
            | "专项行动"
            | "三年行动"
            | "攻坚战"
            | "经济工作会议"
            | "合作协议"
            | "框架协议"
            | "行动计划"
            | "规划"
            | "工程"
            | "美食节"
            | "音乐节"
            | "电影节"
            | "戏剧节"
            | "丰收节"
            | "宣传周"
            | "活动周"
            | "竞赛"
            | "进博会"
            | "广交会"
            | "计划"
    );
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

/// A place that no list has, by the end of its name: "后仙庄村", "人民路".
fn read_unlisted_place(line: &Line, end: usize) -> Option<(usize, EntityKind)> {
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

/// Abbreviations of provinces and countries that stand side by side: 豫沪, 中美.
pub(super) fn mark_abbreviations(line: &mut Line) {
    const PROVINCES: &str =
        "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔滇陕甘青宁新藏港澳台";
    const COUNTRIES: &str = "中美英法德日韩俄苏印巴朝越泰澳非欧哈蒙加意";
    let mut i = 0;
    while i + 1 < line.len() {
        let (a, b) = (line.at(i), line.at(i + 1));
        let is_pair = |set: &str| set.contains(a) && set.contains(b) && a != b;
        let stands = line
            .token_at(i)
            .is_some_and(|t| t.start == i && t.end <= i + 2)
            && line.token_at(i + 1).is_some_and(|t| t.end <= i + 2);
        let by_country = is_pair(COUNTRIES) && a == '中';
        let follows = [
            "两地", "两省", "两国", "双方", "合作", "关系", "经贸", "友好", "三地", "三省", "建交",
            "高铁", "边境", "贸易", "友谊", "论坛",
        ]
        .iter()
        .any(|word| line.starts_with(i + 2, word));
        if stands && follows && (is_pair(PROVINCES) || by_country) && !line.is_covered(i, i + 2) {
            line.claim(i, i + 1, EntityKind::Place);
            line.claim(i + 1, i + 2, EntityKind::Place);
            i += 2;
        } else {
            let is_destination = PROVINCES.contains(a)
                && a != '新'
                && a != '青'
                && a != '黑'
                && a != '台'
                && matches!(line.before(i), '赴' | '来' | '在' | '返' | '抵' | '离')
                && !line.is_covered(i, i + 1)
                && line.token_at(i).is_some_and(|t| {
                    t.end == i + 1 || line.before(i) == '赴' && t.start < i && t.end == i + 1
                });
            if is_destination {
                line.claim(i, i + 1, EntityKind::Place);
            }
            i += 1;
        }
    }
}
