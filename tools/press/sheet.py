"""Typesetting: newspaper pages as HTML, for a browser to print to PDF.

`Sheet` draws a page's design (columns, fonts, how headlines stand) and sets its stories in bands
of rectangles that span one or more columns. Elements are painted in another order than they are
read in where a real layout program would: whatever has the class `late` is painted after the rest
of its article, `last` after the rest of the page.
"""

import html
import re

STYLE = """
@page { size: 420mm 2400mm; margin: 8mm }
html, body { margin: 0 }
.page { break-after: page; position: relative; isolation: isolate; width: max-content; max-width: 400mm }
.band { display: flex; align-items: flex-start; margin-bottom: 5mm }
.art { isolation: isolate; margin-bottom: 4mm }
.art.open { isolation: auto }
.late { position: relative; z-index: 1 }
.last { position: relative; z-index: 2 }
.body p, .lead p { margin: 0; text-align: justify; overflow-wrap: anywhere }
.hl { font-weight: bold; line-height: 1.25; margin: 1mm 0 }
.hl .k, .hl .s { font-size: .6em; font-weight: normal }
.sub { font-weight: bold; break-after: avoid }
.by { text-align: right }
.by.left { text-align: left }
.photo { background: #ddd; break-inside: avoid }
.cap { font-size: .9em; break-inside: avoid; margin-bottom: 1.5mm }
.box { border: .3mm solid #555; padding: 1mm 2mm; margin: 1.5mm 0; break-inside: avoid }
.v { writing-mode: vertical-rl; flex: none; max-height: 90mm }
.side { display: flex; align-items: flex-start; gap: 4mm }
.lead { margin: 1mm 0 2mm }
.flow { position: relative }
.src p, .flow p { margin: 0 }
.furn { display: flex; justify-content: space-between; gap: 6mm; border-bottom: .2mm solid; margin-bottom: 3mm }
"""

SERIF = ("Noto Serif CJK SC", "Noto Serif CJK SC", "Noto Serif CJK TC", "Noto Sans CJK SC", "Noto Sans CJK HK")
HEADS = ("Noto Sans CJK SC", "Noto Serif CJK SC", "Noto Sans CJK JP", "Noto Sans CJK SC")


def blanks(rng, habits, text):
    """The text with the blanks at numbers and the commas that this page prints."""
    how = habits.number_blanks
    han = "\u4e00-\u9fff"
    if how == "month":
        text = re.sub(r"月(?=\d)", "月 ", text)
    if how in ("before", "both"):
        text = re.sub(f"(?<=[{han}])(?=\\d)", lambda m: " " if rng.random() < 0.6 else "", text)
    if how in ("after", "both"):
        text = re.sub(f"(?<=[\\d%])(?=[{han}])", lambda m: " " if rng.random() < 0.6 else "", text)
    if habits.ascii_comma:
        text = text.replace("，", ",")
    return text


class Sheet:
    """The design of one page."""

    def __init__(self, rng, habits):
        self.rng, self.habits = rng, habits
        self.columns = rng.choices((2, 3, 4, 5, 6), (8, 22, 32, 24, 14))[0]
        most = {2: 30, 3: 26, 4: 22, 5: 18, 6: 15}[self.columns]
        self.width = rng.randint(max(11, 48 // self.columns), most)
        self.gap = rng.choice((1.0, 1.5, 1.5, 2.0, 2.5))
        self.size = rng.choice((2.8, 3.0, 3.2, 3.5))
        self.leading = rng.choice((1.25, 1.35, 1.45, 1.6, 1.75))
        self.indent = rng.choices(("blanks", "css", "none"), (50, 42, 8))[0]
        self.font, self.head_font = rng.choice(SERIF), rng.choice(HEADS)
        self.autospace = rng.choice(("no-autospace", "no-autospace", "normal"))
        # shares of articles whose headline is painted after its text, or after the whole page
        self.late_heads = rng.choices((0.0, 0.15, 0.8), (60, 25, 15))[0]
        self.last_heads = rng.choices((0.0, 0.1, 0.4, 1.0), (55, 25, 12, 8))[0]
        self.break_heads = rng.choice((0.05, 0.25, 0.6))
        # rows of articles that begin level, or stacks of articles side by side
        self.plan = rng.choices(("rows", "stacks"), (55, 45))[0]
        # white between articles, wider than between the columns of one
        self.alley = self.gap + rng.choice((0.0, 0.5, 1.0, 2.0))
        # share of rows whose articles get columns in proportion to their lengths
        self.even = rng.choice((0.3, 0.8, 1.0))
        # texts in frames of their own instead of CSS columns; frames painted in another order
        self.frames = rng.choices((0.0, 0.25, 0.8), (40, 35, 25))[0]
        self.frame_order = rng.choices(("read", "back", "shuffled"), (92, 3, 5))[0]
        self.vertical = rng.choices((0.0, 0.1, 0.35), (60, 28, 12))[0]
        self.beside = rng.choices((0.0, 0.1, 0.3), (50, 35, 15))[0]
        self.lead_boxes = rng.choices((0.0, 0.1, 0.4), (50, 35, 15))[0]

    def put(self, text):
        return html.escape(blanks(self.rng, self.habits, text))

    def page(self, stories, furniture):
        """The page as an element; marks in the stories' features what the design did to them."""
        rng = self.rng
        top = [f for f in furniture if rng.random() < 0.75]
        bottom = [f for f in furniture if f not in top]
        bands, queue = [], list(stories)
        if self.plan == "stacks":
            bands.append(self.stacks(queue))
        while queue:
            bands.append(self.band(queue))
        style = (f"font: {self.size}mm/{self.leading} '{self.font}'; text-autospace: {self.autospace}; "
                 f"--gap: {self.gap}em")
        parts = [self.strip(top)] + bands + [self.strip(bottom)]
        if rng.random() < 0.2:
            parts.append(parts.pop(0).replace("<div", "<div data-late", 1))
            style += "; display: flex; flex-direction: column"
            parts[-1] = parts[-1].replace("class=furn", "class=furn style='order:-1'", 1)
        return f'<div class=page lang=zh-CN style="{style}">{"".join(parts)}</div>'

    def strip(self, lines):
        if not lines:
            return ""
        tag = "span" if self.rng.random() < 0.7 else "div"
        return "<div class=furn>" + "".join(f"<{tag}>{html.escape(line)}</{tag}>" for line in lines) + "</div>"

    def span_width(self, span):
        return span * self.width + (span - 1) * self.gap

    def stacks(self, queue):
        """One to three stacks of articles over the whole page: takes all stories off the queue."""
        rng, count = self.rng, min(len(queue), self.columns, self.rng.choices((1, 2, 3), (30, 50, 20))[0])
        spans = [1] * count
        for _ in range(self.columns - count):
            spans[rng.randrange(count)] += 1
        cells, heights = [""] * count, [0.0] * count
        while queue:
            story = queue.pop(0)
            place = min(range(count), key=lambda i: heights[i])
            cells[place] += self.article(story, spans[place])
            heights[place] += (story.length + 150) / spans[place]
        cells = [f'<div style="width:{self.span_width(span)}em;flex:none">{cell}</div>' for span, cell in zip(spans, cells)]
        return f'<div class=band style="gap:{self.alley}em">{"".join(cells)}</div>'

    def band(self, queue):
        """One row of the page: takes stories off the queue and shares the columns among them."""
        rng, cells = self.rng, []
        spans = self.even_spans(queue) if rng.random() < self.even else self.loose_spans(queue)
        for order, span in enumerate(spans):
            if not queue:
                break
            first = queue.pop(0)
            cell = self.article(first, span)
            # A narrow cell may hold a second article below a short first one.
            if span <= 2 and len(queue) >= len(spans) - order and first.length < 500 and rng.random() < 0.3:
                cell += self.article(queue.pop(0), span)
            cells.append(f'<div style="width:{self.span_width(span)}em;order:{order};flex:none">{cell}</div>')
        if rng.random() < 0.15:
            rng.shuffle(cells)
        return f'<div class=band style="gap:{self.alley}em">{"".join(cells)}</div>'

    def even_spans(self, queue):
        """Columns for the next few stories in proportion to their lengths, so that they end level."""
        count = min(len(queue), self.columns, self.rng.choices((1, 2, 3, 4), (15, 45, 30, 10))[0])
        lengths = [story.length + 120 for story in queue[:count]]
        spans = [1] * count
        for _ in range(self.columns - count):
            neediest = max(range(count), key=lambda i: lengths[i] / spans[i])
            spans[neediest] += 1
        return spans

    def loose_spans(self, queue):
        """Columns by length alone; what is left of the row stays white."""
        spans, left = [], self.columns
        for story in queue:
            need = 1 if story.length < 220 else 2 if story.length < 600 else 3
            span = min(left, max(1, need + self.rng.choice((-1, 0, 0, 1))))
            spans.append(span)
            left -= span
            if not left:
                break
        return spans

    def article(self, story, span):
        rng = self.rng
        layer, is_open = "", ""
        roll = rng.random()
        if roll < self.last_heads:
            layer, is_open = " last", " open"
        elif roll < self.last_heads + self.late_heads:
            layer = " late"
        if layer:
            story.features.append("headline_detached")
        vertical = rng.random() < self.vertical and len(story.headline) <= 22 and (span >= 2 or self.width >= 16)
        beside = not vertical and span >= 2 and rng.random() < self.beside
        columns = span
        if vertical or beside:
            columns = max(1, span - 1)
        elif span >= 2 and rng.random() < 0.3:
            columns = rng.randint(max(1, span // 2), span)
        head = self.headline(story, layer, vertical, span)
        lead, items = self.items(story, columns, layer)
        if columns >= 2 and not vertical and not beside and not lead and rng.random() < self.frames:
            return f'<div class="art{is_open}">{self.flow(story, head, items, columns, span)}</div>'
        body = self.columns_of(story, items, columns)
        if vertical:
            story.features.append("headline_vertical")
            inner = [head, f"<div style='flex:1'>{lead}{body}</div>"]
            if rng.random() < 0.3:
                inner = [x.replace("class=\"", f"style='order:{1 - i}' class=\"", 1) if i == 0 else x for i, x in enumerate(inner)]
            content = f"<div class=side>{''.join(inner)}</div>"
        elif beside:
            story.features.append("headline_beside")
            content = f"<div class=side><div style='width:{self.width}em;flex:none'>{head}</div><div style='flex:1;min-width:0'>{lead}{body}</div></div>"
        else:
            content = head + lead + body
        return f'<div class="art{is_open}">{content}</div>'

    def headline(self, story, layer, vertical, span):
        rng = self.rng
        size = rng.choice((1.5, 1.8, 2.0, 2.4)) + 0.3 * (span - 1)
        if vertical:
            size = min(size, 2.2)
        width = 90 / self.size if vertical else self.span_width(span)
        title, wrap = self.title(story, width / size)
        if rng.random() < 0.03:
            title = rng.choice("●■◆◎▲") + title
        rows = [f"<div class=m>{title}</div>"]
        if story.kicker:
            rows.insert(0, f"<div class=k>{self.put(story.kicker)}</div>")
        rows += [f"<div class=s>{self.put(line)}</div>" for line in story.subs]
        if story.byline_place == "head":
            mark = rng.choices(("", "◎", "●", "■", "▲", "□"), (75, 7, 5, 5, 3, 5))[0]
            rows.append(f"<div class=s>{mark}{self.put(story.byline)}</div>")
        align = rng.choice(("left", "center", "center"))
        kind = "hl v" if vertical else "hl"
        return f'<div class="{kind}{layer}" data-x style="font-family:\'{self.head_font}\';font-size:{size}em;text-align:{align};text-wrap:{wrap}">{"".join(rows)}</div>'

    def title(self, story, room):
        """The main line, and how the browser is to wrap it; editors break long ones by sense.

        `room` is the number of characters that a line can hold.
        """
        rng, text = self.rng, story.headline
        is_long = len(text) > room
        wrap = "balance" if rng.random() < 0.4 else "wrap"
        if story.breaks and rng.random() < (0.65 if is_long else 0.4 * self.break_heads):
            middle = len(text) / 2
            at = min(story.breaks, key=lambda p: abs(p - middle))
            if abs(at - middle) <= len(text) / 4 and max(at, len(text) - at) <= room:
                story.features.append("headline_broken")
                return self.put(text[:at].rstrip()) + "<br>" + self.put(text[at:]), "nowrap"
        if is_long:
            story.features.append("headline_broken")
        return self.put(text), wrap

    def paragraph(self, text, extra="", first=True):
        indent = {"blanks": "　　", "none": ""}.get(self.indent, "")
        css = "text-indent:2em" if self.indent == "css" and first else ""
        return f'<p class="{extra}" style="{css}">{indent if first else ""}{self.put(text)}</p>'

    def items(self, story, columns, layer):
        """The lead, if it is set apart, and the rest of the text as elements in order."""
        rng = self.rng
        items, lead = [], ""
        for kind, text in story.paras:
            if kind == "sub":
                css = rng.choice(("", "text-align:center"))
                items.append(f'<p class=sub style="{css}">{self.put(text)}</p>')
            else:
                items.append(self.paragraph(text))
        if columns >= 2 and len(items) >= 3 and rng.random() < self.lead_boxes:
            lead = f'<div class="lead{rng.choice(("", "", layer or " late"))}">{items.pop(0)}</div>'
            story.features += ["lead_box"] + (["lead_displaced"] if "late" in lead[:30] or "last" in lead[:30] else [])
        if story.jump_in:
            items.insert(0, f'<p class="{rng.choice(("sub", "by"))}">{self.put(story.jump_in)}</p>')
        if story.byline_place == "glued":
            gap = rng.choice(("", "　", " "))
            items[-1] = items[-1].removesuffix("</p>") + gap + self.put(story.byline) + "</p>"
        elif story.byline_place == "end":
            side = rng.choice(("", "", "", " left"))
            items.append(f'<p class="by{side}">{self.put(story.byline)}</p>')
        for caption in story.captions:
            height = rng.choice((20, 30, 40))
            photo = f'<div class="cap{rng.choice(("", "", " late"))}"><div class=photo style="height:{height}mm"></div>{self.put(caption)}</div>'
            if rng.random() < 0.6:
                lead = photo + lead if rng.random() < 0.5 else lead + photo
            else:
                items.insert(rng.randrange(len(items) + 1), photo)
        if story.jump_out:
            if rng.random() < 0.3:
                items[-1] = items[-1].removesuffix("</p>") + self.put(story.jump_out) + "</p>"
            else:
                items.append(f'<p class=by>{self.put(story.jump_out)}</p>')
        if story.box:
            items.insert(rng.randrange(1, len(items) + 1), self.box(story))
        return lead, items

    def columns_of(self, story, items, columns):
        """The text in CSS columns, balanced or with the last one short."""
        rng, height = self.rng, ""
        if columns > 1 and not story.box and rng.random() < 0.25:
            lines = story.length / self.width * 1.15 + 4 + 8 * len(story.captions)
            height = f"height:{lines / columns * 1.25 * self.leading:.1f}em;"
        rule = rng.choice(("", "", "column-rule:.2mm solid;"))
        fill = "auto" if height else "balance"
        css = f"column-count:{columns};column-gap:{self.gap}em;column-fill:{fill};{height}{rule}"
        return f'<div class=body style="{css}">{"".join(items)}</div>'

    def flow(self, story, head, items, columns, span):
        """The text in frames (see flow.js), with a headline over all of them or over some."""
        rng = self.rng
        width = (self.span_width(span) - (columns - 1) * self.gap) / columns
        start, end = 0, columns
        if columns >= 3 and rng.random() < 0.4:
            end = rng.randint(2, columns - 1)
            if rng.random() < 0.4:
                start, end = columns - end, columns
            story.features.append("headline_over_part")
        blocks = [f'<div data-from={start} data-to={end}>{head}</div>']
        for i, item in enumerate(items):
            if item.startswith('<div class="cap') and rng.random() < 0.7:
                first = rng.randrange(columns)
                last = rng.randint(first + 1, columns)
                blocks.append(item.replace("<div", f"<div data-from={first} data-to={last}", 1))
                items[i] = ""
        order = list(range(columns))
        if self.frame_order == "back":
            order.reverse()
        elif self.frame_order == "shuffled" and rng.random() < 0.6:
            rng.shuffle(order)
        source = f'<div class="src body" style="width:{width}em">{"".join(items)}</div>'
        parts = blocks + [source] if rng.random() < 0.85 else [source] + blocks
        return (f'<div class=flow data-columns={columns} data-gap={self.gap} data-order={",".join(map(str, order))}>'
                f'{"".join(parts)}</div>')

    def box(self, story):
        boxed = story.box
        label = f"<div class=sub>{self.put(story.label)}</div>" if story.label else ""
        title = f"<div class=sub>{self.put(boxed.headline)}</div>" if boxed.headline != story.label else ""
        text = "".join(self.paragraph(text) for _, text in boxed.paras)
        kind = self.rng.choice(("box", "box mid"))
        return f'<div class="{kind}" style="font-family:\'{self.head_font}\';font-size:.95em">{label}{title}{text}</div>'
