"""The news that is printed: articles varied from our own fictional ones.

`Newsroom` reads `local-news.jsonl` and gives out `Story` objects. To get more texts than the file
has, a story takes its opening from one article and may go on with paragraphs of others of the same
kind; people and places get other names, the same ones throughout a story, and figures other digits.
How the words are set (fonts, columns, order) is no matter of this module.
"""

import json
import re
from dataclasses import dataclass, field

import names

OPENING = re.compile(
    r"^(【本报讯】|【新华社[^】]{2,16}电】|本报讯(（[^）]{2,30}）)?|本报[\u4e00-\u9fff]{1,6}(\d+月\d+日)?讯"
    r"|(据)?新华社[^，。]{0,20}?电(（[^）]*）|\([^)]*\))?)[ ,，：:]*"
)
DATE_FIRST = re.compile(r"^(\d{1,2}月\d{1,2}日|近日|日前|昨日|今天)")
CLAUSE_END = re.compile(r"[，。；：！？、,;]")
# Words before which an editor likes to break a headline.
BREAK_BEFORE = ("赴", "到", "为", "将", "推进", "召开", "举行", "开展", "会见", "调研", "加快", "开工", "签约", "启动", "助力",
                "获", "在", "与", "让", "打造", "部署", "组织", "率队", "实现", "成为", "督导", "座谈", "考察")
FAMOUS = {"中国", "北京", "上海", "天津", "重庆", "香港", "澳门", "台湾", "深圳", "广州", "美国", "日本", "非洲", "亚洲",
          "欧洲", "法国", "德国", "英国", "新疆", "西藏", "内蒙古", "宁夏", "广西", "长江", "黄河"}


@dataclass
class Story:
    """One article as its editor means it. `paras` holds ("p" | "sub", text), the lead first."""

    headline: str
    source: str
    paras: list = field(default_factory=list)
    kicker: str = ""
    subs: list = field(default_factory=list)
    breaks: list = field(default_factory=list)
    dateline: str = ""
    byline: str = ""
    byline_place: str = "none"
    byline_names: list = field(default_factory=list)
    captions: list = field(default_factory=list)
    features: list = field(default_factory=list)
    box: "Story" = None
    label: str = ""
    # jump lines: where the text comes from, where it goes on
    jump_in: str = ""
    jump_out: str = ""

    @property
    def body(self):
        return "\n".join(text for _, text in self.paras)

    @property
    def length(self):
        return sum(len(text) for _, text in self.paras)


def tidy(text):
    """Text as it is written: no blanks at numbers, full-width commas and brackets."""
    text = re.sub(r"(?<=[\u4e00-\u9fff，。、（“])[ ]+(?=\d)|(?<=[\d%])[ ]+(?=[\u4e00-\u9fff])", "", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff\d”》）]),(?=[\u4e00-\u9fff“《])", "，", text)
    return text.replace("(", "（").replace(")", "）")


class Newsroom:
    """Gives out varied stories. `habits` (see `PageHabits`) hold what is the same all over a page."""

    def __init__(self, path, apart=False, pure=False):
        """Reads the articles at `path`.

        `apart` takes the ninth part that is kept for checking. `pure` never mixes articles: stories
        are shorter, but their ends belong to their headlines.
        """
        self.n_borrowed = 0 if pure else 4
        with open(path, encoding="utf-8") as lines:
            articles = [json.loads(line) for line in lines]
        chosen = [a for i, a in enumerate(articles) if (i % 9 == 4) == apart]
        self.kinds = {}
        for article in chosen:
            article["sort"] = sort_of(article)
            for name in ("headline", "body", "byline"):
                article[name] = tidy(article[name])
            article["deck"] = [tidy(line) for line in article["deck"]]
            self.kinds.setdefault(article["sort"], []).append(article)

    def story(self, rng, habits, want, taken):
        """A story of about `want` characters. No article whose id is in `taken` is used; adds to it."""
        free = {kind: [a for a in articles if a["id"] not in taken] for kind, articles in self.kinds.items()}
        if not any(free.values()):
            taken.clear()
            free = self.kinds
        kind = rng.choices(list(free), [len(v) for v in free.values()])[0]
        lead = rng.choice(free[kind])
        swap = Swap(rng, lead)
        paras = [swap.text(p) for p in strip_opening(lead["body"]).split("\n")]
        title, deck = swap.text(lead["headline"]), [swap.text(d) for d in lead["deck"]]
        used = [lead["id"]]
        others = [a for a in free[kind] if a is not lead]
        for other in rng.sample(others, min(self.n_borrowed, len(others))):
            if sum(map(len, paras)) >= want:
                break
            tail = strip_opening(other["body"]).split("\n")[1:]
            if tail:
                used.append(other["id"])
                cousin = swap.cousin(other)
                first = rng.randrange(len(tail))
                paras += [cousin.text(p) for p in tail[first:first + rng.randint(1, 4)]]
        taken.update(used)
        paras = cut_to(rng, paras, want)
        story = Story(headline=title, source="+".join(used), paras=[("p", p) for p in paras])
        return dress(rng, habits, story, deck, swap)


def sort_of(article):
    """What an article may be mixed with: its file's part, and within that agency news and old-style news apart."""
    body = article["body"]
    if body.startswith("【"):
        return "old"
    if "新华社" in body[:3]:
        return "agency"
    if body.startswith("编辑同志"):
        return "letter"
    return article["id"][0] + ("" if body.startswith("本报") else "-feature")


def strip_opening(body):
    return OPENING.sub("", body, count=1)


def cut_to(rng, paras, want):
    """The first paragraphs, up to about `want` characters, sometimes joined or parted anew."""
    kept, total = [], 0
    for para in paras:
        if kept and total >= want:
            break
        kept.append(para)
        total += len(para)
    if len(kept) > 2 and rng.random() < 0.12:
        at = rng.randrange(1, len(kept) - 1)
        kept[at:at + 2] = [kept[at] + kept[at + 1]]
    return kept


class Swap:
    """Other names and figures for one story, the same ones wherever they stand in it."""

    def __init__(self, rng, article, host=None):
        """`host` is the swap of the story that paragraphs of this article are to go into."""
        self.rng, self.article = rng, article
        self.map, self.figures = {}, {}
        self.delta = rng.randint(-9, 9)
        self.people = [name for name in ranked(article, "PER") if "·" not in name]
        self.stems = main_stems(article)
        self.things = things(article)
        self.keep = host is None and rng.random() < 0.12
        if self.keep:
            return
        self.take(self.people, host and [host.name(n) for n in host.people], names.person)
        self.take(self.stems, host and [host.name(s) for s in host.stems], names.place)
        for mine, theirs in zip(self.things, host.things if host else ()):
            self.take(mine, [host.text(t) for t in theirs], None)

    def take(self, mine, theirs, make):
        """Gives each of the names a new one: the host's where it has one, a made-up one otherwise."""
        for i, name in enumerate(mine):
            if theirs and i < len(theirs):
                self.map[name] = theirs[i]
            elif make:
                self.map[name] = make(self.rng)

    def name(self, name):
        return self.map.get(name, name)

    def number(self, text):
        """Gives the figure other digits of the same length."""
        for digits in re.findall(r"\d+", text):
            if len(digits) > 1 or digits in "23456789":
                fresh = str(self.rng.randint(10 ** (len(digits) - 1), 10 ** len(digits) - 1)) if len(digits) > 1 else str(self.rng.randint(2, 9))
                text = text.replace(digits, fresh, 1)
                break
        return text

    def cousin(self, other):
        """A swap for another article whose people, places and companies become those of this story."""
        return Swap(self.rng, other, self)

    def text(self, text):
        if not self.keep:
            for old in sorted(self.map, key=len, reverse=True):
                text = text.replace(old, f"\x00{old}\x01")
            text = re.sub("\x00([^\x00\x01]*)\x01", lambda m: self.map.get(m.group(1), m.group(1)), text)
            text = text.replace("\x00", "").replace("\x01", "")
            text = re.sub(r"(?<=月)(\d{1,2})(?=日)", self.day, text)
            text = re.sub(r"\d+(?:\.\d+)?(?=万|亿|多?[个家名人次吨亩元件户公%套])", lambda m: self.figure(m.group()), text)
        return text

    def day(self, found):
        day = int(found.group()) + self.delta
        return str(day) if 1 <= day <= 28 else found.group()

    def figure(self, text):
        if len(text) < 2:
            return text
        if text not in self.figures:
            self.figures[text] = self.number(text)
        return self.figures[text]


def things(article):
    """The article's companies and its projects, which a borrowed paragraph takes over."""
    companies = [tidy(n) for n in ranked(article, "ORG") if re.search("(公司|集团|厂|合作社)$", n)]
    projects = [tidy(n) for n in ranked(article, "FAC") if n.endswith("项目")]
    return companies[:2], projects[:1]


def ranked(article, kind):
    """The article's mentions of a kind, the most frequent first."""
    counts = {}
    for mention in article["mentions"]:
        if mention["type"] == kind:
            counts[mention["text"]] = counts.get(mention["text"], 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


def main_stems(article):
    """Two-character stems of the places the article is about (海安 of 海安市)."""
    stems = []
    for name in ranked(article, "LOC"):
        found = re.fullmatch(r"([\u4e00-\u9fff]{2})(?:市|县|区|镇)?", name)
        if found and name not in FAMOUS and found.group(1) not in FAMOUS and found.group(1) not in stems:
            stems.append(found.group(1))
    return stems[:4]


def clauses(story, low, high):
    """Clauses of the text that could stand alone: for sub lines, subheads and captions."""
    found = []
    for _, para in story.paras:
        for clause in CLAUSE_END.split(para):
            if low <= len(clause) <= high and re.fullmatch(r"[\u4e00-\u9fffA-Za-z0-9.%·]+", clause):
                if clause[0] not in "并也还但而其这那他她它了的等和与":
                    found.append(clause)
    return found


def dress(rng, habits, story, deck, swap):
    """Gives a story what stands around its text: dateline, byline, kicker, subheads, caption."""
    add_title(rng, story, deck)
    add_byline(rng, habits, story)
    add_dateline(rng, habits, story, swap)
    if len(story.paras) >= 3 and rng.random() < habits.subheads:
        add_subheads(rng, story)
    if rng.random() < habits.captions:
        add_captions(rng, story)
    if story.length > 200 and rng.random() < habits.jumps:
        add_jump(rng, story)
    return story


def add_jump(rng, story):
    """Lets a story go on on another page, or come from one: its text is cut inside a sentence."""
    page = rng.choice((f"{rng.randint(1, 8):02d}版", f"第{rng.choice('一二三四五六七八')}版", f"{rng.randint(1, 8)}版", f"A{rng.randint(2, 9)}版", f"第{rng.randint(2, 8)}版"))
    frame = rng.choice(("（{}）", "（{}）", "{}", "▶{}", "【{}】"))
    word = rng.choice(("", "", " "))
    if rng.random() < 0.65:
        kind, last = story.paras[-1]
        if kind == "p" and len(last) > 30:
            story.paras[-1] = (kind, last[:rng.randrange(15, len(last) - 5)])
        story.jump_out = frame.format(rng.choice(("下转", "下转", "下转", "紧转", "转")) + word + page)
        if story.byline_place in ("end", "glued"):
            story.byline, story.byline_place, story.byline_names = "", "none", []
            story.features.append("no_byline")
    else:
        kind, first = story.paras[0]
        if story.byline_place == "opening":
            story.byline, story.byline_place, story.byline_names = "", "none", []
            story.features.append("no_byline")
        at = rng.randrange(10, max(11, len(first) // 2))
        story.paras[0] = (kind, first[at:].lstrip("，。；：、？！”） ") or first)
        story.dateline = ""
        story.jump_in = frame.format(rng.choice(("上接", "上接", "紧接")) + word + page)
        story.features = [f for f in story.features if f != "opening_byline"] + ["no_dateline"]
    story.features.append("jump")


def add_title(rng, story, deck):
    lines = clauses(story, 7, 18)
    if not deck and lines and rng.random() < 0.45:
        deck = rng.sample(lines, min(len(lines), rng.choice((1, 1, 1, 2))))
        if len(deck) == 1 and len(lines) > 1 and rng.random() < 0.25:
            deck = [" ".join(rng.sample(lines, 2))]
    roll = rng.random()
    if deck and roll < 0.3:
        story.kicker, story.subs = deck[0], list(deck[1:])
    else:
        story.subs = list(deck)
    if story.subs and rng.random() < 0.12:
        story.subs[0] = "——" + story.subs[0]
    if lines and rng.random() < 0.12:
        story.headline += " " + rng.choice(lines)
    story.breaks = break_points(story.headline)


def break_points(text):
    """Places where an editor may break a headline: at blanks, and before certain words."""
    places = {m.end() for m in re.finditer("[ ，：；]", text)}
    for word in BREAK_BEFORE:
        places.update(m.start() for m in re.finditer(word, text))
    return sorted(p for p in places if 4 <= p <= len(text) - 4)


def add_byline(rng, habits, story):
    if rng.random() < habits.no_byline:
        story.features.append("no_byline")
        return
    reporter = habits.reporter(rng)
    people = [reporter] + ([habits.reporter(rng)] if rng.random() < 0.15 else [])
    other = names.person(rng)
    if habits.wide_names:
        people, other = [spread(n) for n in people], spread(other)
    title = rng.choices(("记者", "本报记者", "全媒体记者", "通讯员", "见习记者", "特约记者"), (70, 10, 5, 6, 3, 2))[0]
    blank = "" if rng.random() < habits.tight else " "
    text = title + blank + rng.choice((" ", " ", "、")).join(dict.fromkeys(people))
    if title != "通讯员" and rng.random() < 0.4:
        text += (" " if blank else rng.choice((" ", "  "))) + rng.choice(("通讯员", "通讯员", "通讯员", "实习生")) + blank + other
        people.append(other)
    tail = rng.choices(("", " 文/图", " 摄影报道", " 文图", " 报道"), (76, 12, 5, 4, 3))[0]
    place = rng.choices(("end", "glued", "head", "opening"), habits.byline_places)[0]
    if place == "opening":
        tail = ""
    text += tail
    if place in ("end", "glued") and rng.random() < habits.bracketed:
        text = f"（{text}）"
    elif place == "end" and rng.random() < 0.05:
        text = "■" + text
    elif place == "end" and rng.random() < 0.04:
        text, people = rng.choice(("据新华社", "（据新华社电）", "（据央视新闻）", "来源：" + names.paper(rng), "（本报综合）")), []
    story.byline, story.byline_place, story.byline_names = text, place, [n.replace("　", "") for n in dict.fromkeys(people)]


def spread(name):
    """A name of two characters with a blank between them, so that it is as long as one of three."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def add_dateline(rng, habits, story, swap):
    kind, lead = story.paras[0]
    if story.byline_place != "opening" and rng.random() < habits.no_dateline:
        story.features.append("no_dateline")
        return
    form = rng.choices(("本报讯", "【本报讯】", "本报地讯", "本报地日电", "新华社地日电", "讯"), habits.dateline_forms)[0]
    town = swap.name(swap.stems[0]) if swap.stems else names.place(rng)
    day = f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
    text = {"本报讯": "本报讯", "【本报讯】": "【本报讯】", "本报地讯": f"本报{town}讯", "本报地日电": f"本报{town}{day}电",
            "新华社地日电": f"新华社{town}{day}电", "讯": "本报讯"}[form]
    story.dateline = text
    if story.byline_place == "opening":
        story.features.append("opening_byline")
        lead = f"{text}（{story.byline}）" + rng.choice(("", "", " ")) + lead
    else:
        gap = rng.choices((" ", "", "　", "：", "，"), (70, 10, 8, 7, 5))[0]
        first = DATE_FIRST.match(lead)
        if first:
            story.dateline += " " + first.group()
        lead = text + (gap if text != "【本报讯】" else "") + lead
    story.paras[0] = (kind, lead)


def add_subheads(rng, story):
    """Puts subheads before some paragraphs, in one style for the whole story."""
    lines = clauses(story, 5, 14)
    if not lines:
        return
    style = rng.choice(("plain", "plain", "【】", "■", "一、", "●", "▶", "◆", "01"))
    count = min(len(lines), len(story.paras) - 1, rng.randint(1, 3))
    spots = sorted(rng.sample(range(1, len(story.paras)), count))
    chosen = rng.sample(lines, count)
    for number, (spot, line) in reversed(list(enumerate(zip(spots, chosen)))):
        text = {"【】": f"【{line}】", "一、": "一二三"[number] + "、" + line, "01": f"0{number + 1} {line}", "plain": line}.get(style, style + line)
        story.paras.insert(spot, ("sub", text))
    story.features.append("subheads")


def add_captions(rng, story):
    lines = clauses(story, 8, 22)
    if not lines:
        return
    for _ in range(rng.choice((1, 1, 1, 2))):
        line = rng.choice(("", "", "图为", "▲", "▲", "◀", "上图：", "资料图片 ")) + rng.choice(lines) + rng.choice(("", "。"))
        who = names.person(rng)
        line += rng.choice(("", f" {who} 摄", f" 记者 {who} 摄", f"（{who} 摄）", f" 图/{who}", " 资料图片", f" 本报记者 {who}/摄", f"　{who}摄"))
        story.captions.append(line)
    story.features.append("caption")
