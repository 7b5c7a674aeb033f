"""What a newspaper does the same way all over a page.

Shares are chosen to vary widely from page to page, not measured on any particular paper.
"""

import copy

import names


class PageHabits:
    """The habits of one page, drawn at random."""

    def __init__(self, rng):
        self.paper = names.paper(rng)
        self.reporters = [names.person(rng) for _ in range(rng.randint(1, 8))]
        self.no_byline = rng.choices((0.0, 0.1, 0.3, 0.9), (30, 40, 20, 10))[0]
        self.no_dateline = rng.choices((0.0, 0.1, 0.4, 0.95), (30, 40, 20, 10))[0]
        self.tight = rng.choices((0.0, 0.1, 0.9), (60, 25, 15))[0]
        self.bracketed = rng.choices((0.0, 0.1, 0.9), (55, 25, 20))[0]
        self.subheads = rng.choice((0.0, 0.1, 0.25, 0.5))
        self.captions = rng.choice((0.0, 0.1, 0.25, 0.5))
        # end of the text, glued to its last sentence, under the headline, in the dateline
        self.byline_places = rng.choice(((70, 15, 5, 10), (20, 70, 2, 8), (15, 5, 70, 10), (10, 5, 2, 83), (40, 25, 10, 25)))
        self.dateline_forms = rng.choice(((90, 0, 4, 3, 3, 0), (90, 0, 4, 3, 3, 0), (60, 0, 10, 15, 15, 0), (5, 80, 5, 5, 5, 0), (50, 10, 10, 15, 15, 0)))
        # blanks at numbers: none, before, after, both, only between 月 and the day
        self.number_blanks = rng.choices(("none", "before", "after", "both", "month"), (45, 20, 10, 12, 13))[0]
        self.wide_names = rng.random() < 0.08
        self.jumps = rng.choice((0.0, 0.0, 0.05, 0.2))
        self.ascii_comma = rng.random() < 0.06

    def without_trimmings(self):
        """The same habits for a text that has no dateline, byline, subheads or pictures."""
        other = copy.copy(self)
        other.no_byline = other.no_dateline = 1.0
        other.subheads = other.captions = other.jumps = 0.0
        return other

    def reporter(self, rng):
        """One of the page's few reporters, who write several of its articles."""
        return rng.choice(self.reporters) if rng.random() < 0.85 else names.person(rng)


def furniture(rng, habits):
    """Lines that belong to the page and not to an article: name, date, number, editors."""
    year, month, day = rng.randint(2004, 2025), rng.randint(1, 12), rng.randint(1, 28)
    week = rng.choice("一二三四五六日")
    number = rng.choice((f"{rng.randint(1, 16):02d}", f"A{rng.randint(1, 12):02d}", f"{rng.randint(1, 8)}版", f"第{rng.choice('一二三四五六七八')}版", str(rng.randint(2, 16))))
    section = rng.choice(names.SECTIONS)
    date = rng.choice((f"{year}年{month}月{day}日 星期{week}", f"{year}.{month}.{day} 星期{week}", f"{year}年{month}月{day}日", f"{year}/{month}/{day} 星期{week}", f"{year}-{month:02d}-{day:02d}"))
    people = [names.person(rng) for _ in range(4)]
    editors = rng.choice((
        f"责编 {people[0]} 美编 {people[1]} 校对 {people[2]}", f"责任编辑：{people[0]}　版式：{people[1]}　校对：{people[2]}",
        f"编辑 {people[0]} 版式 {people[1]} 电话 0{rng.randint(310, 999)}-{rng.randint(2000000, 8999999)}", f"本版编辑 {people[0]}",
        f"统筹 {people[3]} 责编 {people[0]} 美编 {people[1]}", f"组版：{people[0]} 校对：{people[1]}", f"值班编委 {people[3]} 责编 {people[0]}",
    ))
    other = rng.choice((
        f"总第{rng.randint(300, 5000)}期 今日{rng.choice((4, 8, 12, 16))}版", f"国内统一连续出版物号 CN {rng.randint(11, 65)}-{rng.randint(1, 99):04d}",
        f"新闻热线：0{rng.randint(310, 999)}-{rng.randint(2000000, 8999999)}", f"投稿邮箱：{''.join(rng.choice('bcdgjklmnxyz') for _ in range(4))}@{rng.choice(('163.com', 'sina.com', 'qq.com'))}",
        f"网址：www.{''.join(rng.choice('bcdgjklmnxyz') for _ in range(4))}.{rng.choice(('com', 'cn', 'com.cn'))}", rng.choice(names.SECTION_SOUNDS),
    ))
    pool = [habits.paper, date, number, section, editors, other, f"{number} {section}", f"{habits.paper} {date}", f"{date} {editors}", f"{section} {number}"]
    return rng.sample(pool, rng.choices((0, 1, 2, 3, 4, 5), (8, 17, 25, 25, 15, 10))[0])
