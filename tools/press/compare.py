#!/usr/bin/env python3
"""Prints simple statistics of two or more sets of pages side by side.

usage: compare.py FOLDER FOLDER…    (folders of NNNN.txt with NNNN.gold.json)

It shows whether made pages are like others in form: how many articles a page has, how wide its
lines are, what stands around a text, and into how many stretches each reading program cuts it.
"""

import glob
import json
import os
import re
import sys
from collections import defaultdict

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
RADICAL = re.compile("[\u2e80-\u2fd5]")
HAN = "\u4e00-\u9fff"


def quantiles(values):
    values = sorted(values)
    return " ".join(f"{values[int(q * (len(values) - 1))]:g}" for q in QUANTILES) if values else "–"


def share(flags):
    flags = list(flags)
    return f"{100 * sum(map(bool, flags)) / len(flags):.1f} %" if flags else "–"


def load(folder):
    pages = []
    for path in sorted(glob.glob(os.path.join(folder, "*.gold.json"))):
        with open(path, encoding="utf-8") as file:
            gold = json.load(file)
        with open(path.removesuffix(".gold.json") + ".txt", encoding="utf-8") as file:
            pages.append((gold, file.read()))
    return pages


def line_width(text):
    """The middle width of a page's longer lines, in characters."""
    widths = sorted(len(line.strip()) for line in text.splitlines() if len(line.strip()) > 8)
    return widths[len(widths) // 2] if widths else 0


def statistics(pages):
    """Name and value of each statistic, in the order they are printed in."""
    articles = [a for gold, _ in pages for a in gold["articles"]]
    lines = [line for _, text in pages for line in text.splitlines()]
    rows = {
        "pages": len(pages),
        "articles": len(articles),
        "articles a page": quantiles([len(g["articles"]) for g, _ in pages]),
        "furniture lines a page": quantiles([len(g["furniture"]) for g, _ in pages]),
        "characters of body": quantiles([len(a["body"]) for a in articles]),
        "paragraphs of body": quantiles([a["body"].count("\n") + 1 for a in articles]),
        "characters of headline": quantiles([len(a["headline"]) for a in articles]),
        "with deck": share(a["deck"] for a in articles),
        "with kicker": share(a["kicker"] for a in articles),
        "with byline": share(a["byline"] for a in articles),
        "  of these in brackets": share(a["byline"].startswith("（") for a in articles if a["byline"]),
        "  of these in the opening": share("opening_byline" in a["features"] for a in articles if a["byline"]),
        "with dateline": share(a["dateline"] for a in articles),
        "with subheads": share(a["subheads"] for a in articles),
        "with caption": share(a["captions"] for a in articles),
        "middle line of a page": quantiles([line_width(text) for _, text in pages]),
        "empty lines": share(not line.strip() for line in lines),
        "lines with an indent": share(line.startswith(("　", "  ")) for line in lines if line.strip()),
        "figures with a blank before": share(
            m.group(1) for _, text in pages for m in re.finditer(f"[{HAN}]( ?)\\d", text)),
        "pages with radicals": share(RADICAL.search(text) for _, text in pages),
    }
    rows.update(by_reader(pages))
    return rows


def by_reader(pages):
    """Per reading program: share of pages, and of articles in one, two, three to five, more stretches."""
    groups = defaultdict(list)
    for gold, _ in pages:
        groups[gold["meta"].get("extractor") or gold["meta"].get("route") or "?"].append(gold)
    rows = {}
    for name in sorted(groups):
        counts = [a["runs"] for gold in groups[name] for a in gold["articles"]]
        parts = [sum(low <= c <= high for c in counts) / len(counts) for low, high in ((0, 1), (2, 2), (3, 5), (6, 10**6))]
        rows[f"{name}: pages; runs 1, 2, 3–5, 6+"] = f"{len(groups[name])}; " + " ".join(f"{100 * p:.0f}" for p in parts)
    return rows


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    tables = [statistics(load(folder)) for folder in sys.argv[1:]]
    names = list(dict.fromkeys(name for table in tables for name in table))
    width = max(map(len, names)) + 2
    print(" " * width + "".join(f"{os.path.basename(os.path.normpath(f)):>26}" for f in sys.argv[1:]))
    for name in names:
        print(name.ljust(width) + "".join(f"{str(table.get(name, '–')):>26}" for table in tables))
    print(f"\nSeries of five are the quantiles at {', '.join(f'{100 * q:g} %' for q in QUANTILES)}.")


if __name__ == "__main__":
    main()
