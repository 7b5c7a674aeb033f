"""Pages at text level, without a PDF: the routes `wrap` and `flow`.

`wrap` sets every text in lines of a fixed number of characters, with empty lines after paragraphs
and where a column ended; `flow` writes each paragraph on one line, cut here and there. Both are
habits of programs that write text files for archives.
"""

from sheet import blanks

NO_START = "，。、；：！？）》”’」』】〉,.;:!?%"
NO_END = "（《“‘「『【〈"


def width_of(text):
    return sum(1 if ord(c) > 0x2E7F or c in "“”‘’—…·" else 0.5 for c in text)


def fill(text, width, indent):
    """The lines of a paragraph, as wide as `width` full characters; no closing mark begins a line."""
    lines, line, used = [], "", indent
    for char in text:
        step = width_of(char)
        if used + step > width and not (char in NO_START and used + step <= width + 1):
            carry = ""
            while line and line[-1] in NO_END:
                carry, line = line[-1] + carry, line[:-1]
            if char in NO_START and len(line) > 2:
                carry, line = line[-1] + carry, line[:-1]
            while line and carry and line[-1].isascii() and line[-1].isdigit() and carry[0].isdigit() and len(line) > 6:
                carry, line = line[-1] + carry, line[:-1]
            if char.isdigit() and line and line[-1].isdigit() and not carry:
                while len(line) > 6 and line[-1].isascii() and line[-1] in "0123456789.":
                    carry, line = line[-1] + carry, line[:-1]
            lines.append(line.rstrip(" "))
            line = (carry + char).lstrip(" ")
            used = width_of(line)
        else:
            line, used = line + char, used + step
    return lines + [line] if line else lines


def write(rng, page):
    """The text of a page; notes in the stories' features what was done to them."""
    wrap = page["meta"]["route"] == "wrap"
    style = {
        "width": rng.randint(11, 26), "wrap": wrap, "vary": rng.random() < 0.3,
        "indent": rng.choices(("none", "hidden", "blanks"), (25, 45, 30))[0] if wrap else rng.choice(("none", "none", "blanks")),
        "blank": rng.random() < 0.75, "column": rng.choice((0, 12, 18, 25)), "md": not wrap and rng.random() < 0.35,
        "cut": rng.choice((0.0, 0.1, 0.3)), "late": rng.choice((0, 0, 1, 1, 2)),
    }
    if not wrap and rng.random() < 0.5:
        page["habits"].ascii_comma = True
    late, parts = [], []
    for i, story in enumerate(page["stories"]):
        head = headline(rng, page["habits"], story, style)
        text = article(rng, page["habits"], story, style)
        if (style["late"] == 1 and i == 0) or (style["late"] == 2 and rng.random() < 0.25):
            story.features.append("headline_detached")
            late.append(head)
            parts.append(text)
        elif rng.random() < 0.04:
            story.features.append("headline_detached")
            parts.append(text + head)
        else:
            parts.append(head + text)
    furniture = [[line] for line in page["furniture"]]
    top = [f for f in furniture if rng.random() < 0.5]
    parts = top + parts + late + [f for f in furniture if f not in top]
    text = "\n".join("\n".join(part).rstrip("\n") + "\n" for part in parts)
    return rng.choice(("", " ", "\n\n")) + text + rng.choice(("", "\n", "\n\n"))


def headline(rng, habits, story, style):
    put = lambda text: blanks(rng, habits, text)
    rows = [put(story.headline)]
    if style["wrap"] and story.breaks and rng.random() < 0.35:
        at = min(story.breaks, key=lambda p: abs(p - len(story.headline) / 2))
        rows = [put(story.headline[:at].rstrip()), put(story.headline[at:])]
        story.features.append("headline_broken")
    elif style["wrap"] and len(story.headline) > style["width"] * 0.9 and rng.random() < 0.5:
        rows = fill(put(story.headline), max(8, len(story.headline) // 2 + 2), 0)
    if style["md"]:
        rows = ["# " + rows[0]] + [""] + ["### " + put(s) for s in story.subs]
    else:
        rows += [put(s) for s in story.subs]
    if story.kicker:
        rows.insert(0, ("### " if style["md"] else "") + put(story.kicker))
    if story.byline_place == "head":
        rows.append(put(story.byline))
    return rows + ([""] if rng.random() < 0.3 or not style["wrap"] else [])


def article(rng, habits, story, style):
    put = lambda text: blanks(rng, habits, text)
    width = style["width"] * (2 if style["vary"] and rng.random() < 0.3 else 1)
    items = [(kind, put(text)) for kind, text in story.paras]
    if story.byline_place == "glued":
        items[-1] = (items[-1][0], items[-1][1] + rng.choice(("", " ", "　")) + put(story.byline))
    elif story.byline_place == "end":
        items.append(("by", put(story.byline)))
    if story.jump_in:
        items.insert(0, ("by", put(story.jump_in)))
    if story.jump_out:
        items.append(("by", put(story.jump_out)))
    for caption in story.captions:
        items.insert(rng.choice((0, len(items), rng.randrange(len(items) + 1))), ("cap", put(caption)))
    if story.box:
        at = rng.randrange(1, len(items) + 1)
        inner = [("sub", put(story.label))] + ([("sub", put(story.box.headline))] if story.box.headline != story.label else [])
        items[at:at] = inner + [("p", put(text)) for _, text in story.box.paras]
    lines = []
    for kind, text in items:
        lines += paragraph(rng, kind, text, width, style)
    return column_breaks(rng, lines, style["column"]) if style["wrap"] else lines


def paragraph(rng, kind, text, width, style):
    if not style["wrap"]:
        rows = [("　　" if style["indent"] == "blanks" and kind == "p" else "") + text]
        if kind == "p" and len(text) > 60 and rng.random() < style["cut"]:
            at = rng.randrange(20, len(text) - 20)
            rows = [rows[0][:at]] + [""] * rng.randint(1, 3) + [rows[0][at:]]
        return rows + [""]
    indent = {"none": 0, "hidden": 2, "blanks": 2}[style["indent"]] if kind == "p" else 0
    rows = fill(text, width, indent)
    if style["indent"] == "blanks" and kind == "p":
        rows[0] = "　　" + rows[0]
    return rows + ([""] if style["blank"] and kind == "p" and rng.random() < 0.93 else [])


def column_breaks(rng, lines, height):
    """Empty lines where a column ended."""
    if not height:
        return lines
    result, left = [], rng.randint(3, height)
    for line in lines:
        result.append(line)
        left -= 1
        if left <= 0:
            result.append("")
            left = rng.randint(height // 2, height)
    return result
