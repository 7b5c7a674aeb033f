#!/usr/bin/env python3
"""Makes sets of newspaper pages with known articles. See README.md."""

import argparse
import json
import os
import random
import sys
import tempfile

import gold
import reading
from habits import PageHabits, furniture
from news import Newsroom
from sheet import STYLE, Sheet
import plain

HERE = os.path.dirname(os.path.abspath(__file__))
# How often each is drawn where the caller names none. The programs that weave columns into one
# another are drawn more often than they are met with, because there is most to learn from them.
ROUTES = {"typeset": 66, "wrap": 22, "flow": 12}
EXTRACTORS = {"mutool": 24, "mupdf_blocks": 20, "pdftotext": 18, "pdftotext_raw": 14, "pdfminer": 8, "mupdf_text": 8, "mupdf_sorted": 8}
LABELS = ("相关链接", "延伸阅读", "新闻链接", "背景资料", "小贴士", "名词解释", "新闻背景", "链接", "记者手记", "专家建议", "温馨提示")


def make_stories(rng, newsroom, habits):
    count = rng.choices(range(1, 13), (3, 4, 8, 14, 17, 16, 13, 9, 6, 4, 3, 3))[0]
    stories, taken = [], set()
    for _ in range(count):
        want = int(min(1600, max(110, rng.lognormvariate(5.85, 0.5))))
        story = newsroom.story(rng, habits, want, taken)
        if story.length > 350 and rng.random() < 0.06:
            add_box(rng, newsroom, habits, story, taken)
        stories.append(story)
    return stories


def add_box(rng, newsroom, habits, story, taken):
    """Sets a small article of its own, headed by a label, into a story's column."""
    boxed = newsroom.story(rng, habits.without_trimmings(), 120, taken)
    boxed.kicker, boxed.subs = "", []
    boxed.paras = boxed.paras[1:] or boxed.paras
    label = rng.choice(LABELS)
    story.label = rng.choice(("{}", "【{}】", "■{}", "{}", "●{}", "□{}")).format(label)
    if rng.random() < 0.4:
        boxed.headline = story.label
    boxed.features = ["box", "no_byline", "no_dateline"]
    story.box = boxed
    story.features.append("has_box")


def draw(rng, shares, chosen):
    shares = {k: v for k, v in shares.items() if k in chosen}
    return rng.choices(list(shares), list(shares.values()))[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", help="folder for NNNN.txt and NNNN.gold.json")
    parser.add_argument("--set", default="a", help="name of the set, kept in the gold")
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--routes", default=",".join(ROUTES))
    parser.add_argument("--extractors", default=",".join(EXTRACTORS))
    parser.add_argument("--apart", action="store_true", help="print the articles that are kept for checking, and no others")
    parser.add_argument("--pure", action="store_true", help="never put paragraphs of several articles together")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the HTML and the PDF there")
    options = parser.parse_args()
    routes, extractors = options.routes.split(","), options.extractors.split(",")
    for name, known in [(r, ROUTES) for r in routes] + [(e, EXTRACTORS) for e in extractors]:
        if name not in known:
            sys.exit(f"There is no route or extractor called {name}; there are: {', '.join(known)}.")
    rng = random.Random(f"{options.set}/{options.seed}")
    newsroom = Newsroom(os.path.join(HERE, "local-news.jsonl"), options.apart, options.pure)
    pages = []
    for number in range(options.pages):
        habits = PageHabits(rng)
        stories = make_stories(rng, newsroom, habits)
        meta = {"route": draw(rng, ROUTES, routes), "set": options.set}
        if meta["route"] == "typeset":
            meta["extractor"] = draw(rng, EXTRACTORS, extractors)
        pages.append({"number": number, "habits": habits, "stories": stories, "furniture": furniture(rng, habits), "meta": meta})
    os.makedirs(options.out, exist_ok=True)
    typeset(rng, [p for p in pages if p["meta"]["route"] == "typeset"], options.keep)
    for page in pages:
        if page["meta"]["route"] != "typeset":
            page["text"] = plain.write(rng, page)
    for page in pages:
        result = gold.page_gold(page["stories"], page["furniture"], page["text"], page["meta"])
        path = os.path.join(options.out, f"{page['number']:04d}")
        with open(path + ".txt", "w", encoding="utf-8") as file:
            file.write(page["text"])
        with open(path + ".gold.json", "w", encoding="utf-8") as file:
            json.dump(result, file, ensure_ascii=False, indent=1)


def typeset(rng, pages, keep):
    """Prints the pages, one PDF for each reader, and puts the text that was read into them."""
    with open(os.path.join(HERE, "flow.js"), encoding="utf-8") as file:
        script = file.read()
    with tempfile.TemporaryDirectory() as folder:
        folder = keep or folder
        os.makedirs(folder, exist_ok=True)
        for extractor in sorted({p["meta"]["extractor"] for p in pages}):
            mine = [p for p in pages if p["meta"]["extractor"] == extractor]
            sheets = [Sheet(rng, p["habits"]).page(p["stories"], p["furniture"]) for p in mine]
            source, target = (os.path.join(folder, f"{extractor}.{end}") for end in ("html", "pdf"))
            with open(source, "w", encoding="utf-8") as file:
                file.write(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>" + "\n".join(sheets) + f"<script>{script}</script>")
            reading.print_pdf(source, target)
            texts = reading.READERS[extractor](target)
            if len(texts) != len(mine):
                sys.exit(f"{extractor} read {len(texts)} pages where {len(mine)} were to be printed; one may have been too long.")
            for page, text in zip(mine, texts):
                page["text"] = text


if __name__ == "__main__":
    main()
