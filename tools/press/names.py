"""Made-up names of people, places and newspapers.

Everything is drawn from the caller's random generator, so a seed gives the same names again.
Given names and places are put together from single characters; whoever bears such a name is
not meant.
"""

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
RARE_SURNAMES = "荀仉臧糜鄢庹禄卜缪逯谌訾麦佘冼危冉亓揭蔺茆苗衡鞠闵隋綦蒲税粟奚郎桑柏巩"
DOUBLE_SURNAMES = ("欧阳", "司徒", "上官", "诸葛", "鲜于", "皇甫", "东方", "尉迟", "司马", "夏侯")
GIVEN = (
    "伟强军平明华建国文志海波涛峰亮勇斌杰辉鹏超刚飞宇浩然博睿晨阳旭东升远航宏图立本新民长青松柏"
    "芳敏静丽燕玲娟霞梅兰英慧雪莹佳怡梦瑶琳洁倩雯颖婷春秋冬晓云雨虹桂琴凤秀珍玉清子涵思齐若兮"
)

PLACE_HEADS = "青安云临清永平长新东南西北金银玉石龙凤河江湖山泉宁德福兴昌武广大高沙林桐柳梅竹枫松白丹赤紫蓝"
PLACE_TAILS = "州阳城山川江河湖溪林安宁平昌陵原丰源泽海港口塘浦坪岭岗桥门田关"

# Two-character stems that are words or well-known places in their own right.
NOT_A_PLACE = {
    "高原", "平原", "平安", "平川", "大海", "大山", "大河", "大江", "大陵", "大门", "长城", "长江", "河川", "山川",
    "山河", "山林", "江河", "江山", "江湖", "湖山", "安宁", "安平", "南海", "东海", "南岭", "新城", "大桥", "高山",
    "石桥", "石林", "沙田", "山口", "山门", "河口", "海口", "江口", "湖口", "林海", "平湖", "金山", "大田", "高岭",
    "南京", "东京", "北海", "西安", "河源", "安丰", "山岭", "白山", "新平", "高平", "兴安", "新安", "林林", "江江",
    "河河", "湖湖", "山山", "安安", "昌昌", "长川", "大关", "海关", "龙门", "福门", "大泽", "北平", "新港", "平关",
}

PAPER_TAILS = ("日报", "晚报", "晨报", "时报", "快报", "都市报", "导报", "商报", "新闻", "工人报", "开发区报", "新区报")
SECTIONS = (
    "要闻", "综合", "综合新闻", "民生", "社会", "经济", "科教", "文化", "文体", "专题", "时政", "本地", "关注", "园区动态",
    "县域", "三农", "法治", "健康", "教育", "城事", "国内", "国际", "副刊", "读者来信", "今日聚焦", "开发区新闻", "产业",
)
SECTION_SOUNDS = ("YAOWEN", "XINWEN", "ZONGHE", "MINSHENG", "JINGJI", "SHEHUI", "WENHUA", "BENDI XINWEN", "ZHUANTI")


def person(rng):
    """A full name of two or three characters, now and then with a double surname."""
    roll = rng.random()
    if roll < 0.02:
        surname = rng.choice(DOUBLE_SURNAMES)
    elif roll < 0.12:
        surname = rng.choice(RARE_SURNAMES)
    else:
        surname = rng.choice(SURNAMES)
    given = rng.choice(GIVEN)
    if rng.random() < 0.72:
        given += rng.choice(GIVEN)
    return surname + given


def place(rng):
    """The two-character stem of a town's name, without 市 or 县."""
    while True:
        stem = rng.choice(PLACE_HEADS) + rng.choice(PLACE_TAILS)
        if stem not in NOT_A_PLACE and stem[0] != stem[1]:
            return stem


def paper(rng):
    """A newspaper's name."""
    return place(rng) + rng.choice(PAPER_TAILS)
