"""What stood on a page, and in how many stretches the reading program left it.

The gold of a page has the form that the scorer of articles reads: the articles with headline,
deck, body and byline, the page's furniture, and which way it was made.
"""

import unicodedata

STEP = 6


def fold(text):
    """The text as it is compared: compatibility forms, no blanks, radicals as characters."""
    text = unicodedata.normalize("NFKC", text.translate(RADICAL_TABLE))
    return "".join(c for c in text if not c.isspace() and c not in "\u200b\ufeff")


# Radicals of the CJK supplement, which NFKC leaves alone.
RADICAL_TABLE = str.maketrans(
    "⺠⻓⻔⻛⻅⻋⻉⻚⻢⻥⻦⻨⻩⻬⻰⻘⻝⻆⻜⻄⺟⻁⻣⻧⻮⻳⻙⻤⺎⺏⺐⺔⺛⻩⻣⻑", "民长门风见车贝页马鱼鸟麦黄齐龙青食角飞西母虎骨卤齿龟韦鬼兀尢尢彑旡黄骨長"
)


def runs(body, page):
    """In how many stretches the body stands on the page, and the share of it that does.

    Both texts are folded. From each place of the body the longest match is taken, the nearest
    after the last one where there are several; matches shorter than six characters do not count.
    """
    at, count, found, last = 0, 0, 0, None
    while at + STEP <= len(body):
        best, where = 0, None
        place = page.find(body[at:at + STEP])
        while place >= 0:
            length = STEP
            while at + length < len(body) and place + length < len(page) and body[at + length] == page[place + length]:
                length += 1
            if length > best or (length == best and last is not None and where < last <= place):
                best, where = length, place
            place = page.find(body[at:at + STEP], place + 1)
        if where is None:
            at += 1
            continue
        if last is None or not 0 <= where - last <= 3:
            count += 1
        last = where + best
        found += best
        at += best
    return max(1, count), found / max(1, len(body))


def page_gold(stories, furniture, text, meta):
    """The gold of a page, given the text that was read from it."""
    page = fold(text)
    articles, covered, total = [], 0.0, 0
    for story in with_boxes(stories):
        count, share = runs(fold(story.body), page)
        covered += share * story.length
        total += story.length
        articles.append({
            "headline": story.headline,
            "deck": [x for x in [story.kicker] if x] + story.subs,
            "body": story.body,
            "byline": story.byline,
            "dateline": story.dateline,
            "kicker": story.kicker,
            "subs": story.subs,
            "subheads": [text for kind, text in story.paras if kind == "sub"],
            "captions": story.captions,
            "names": story.byline_names,
            "src": story.source,
            "features": sorted(set(story.features)),
            "runs": count,
        })
    furniture = furniture + [line for s in stories for line in (s.jump_in, s.jump_out) if line]
    meta = {**meta, "coverage": round(covered / max(1, total), 4)}
    return {"articles": articles, "furniture": [f for f in furniture if fold(f) in page], "meta": meta}


def with_boxes(stories):
    for story in stories:
        yield story
        if story.box:
            yield story.box


def likeness(a, b):
    """Twice the longest common subsequence over both lengths, 0 to 1; order counts."""
    if not a or not b or 4 * min(len(a), len(b)) < len(a) + len(b):
        return 0.0
    places = {}
    for i, char in enumerate(a):
        places[char] = places.get(char, 0) | 1 << i
    full = (1 << len(a)) - 1
    row = full
    for char in b:
        common = row & places.get(char, 0)
        row = ((row + common) | (row - common)) & full
    return 2 * (len(a) - bin(row).count("1")) / (len(a) + len(b))
