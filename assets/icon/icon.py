#!/usr/bin/env python3
"""Draw the icon: a newspaper page under a vermilion bar that reads 版面's first character.

Writes banmian.svg and, through the npm package @resvg/resvg-js 2.6.2, banmian.png (256 × 256).
The character is an outline taken from the bundled serif, so no font is needed to show it.

    venv/bin/pip install fonttools==4.68.0
    venv/bin/python assets/icon/icon.py
"""

import subprocess
import tempfile
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
SERIF = HERE.parent / "fonts" / "NotoSerifSC-Bold.ttf"
ACCENT, PAPER, INK, RULE = "#A93226", "#FCFBF8", "#22262B", "#C9C3B6"

RENDER = """
const { readFileSync, writeFileSync } = require('fs');
const { Resvg } = require(process.cwd() + '/node_modules/@resvg/resvg-js');
const [source, target] = process.argv.slice(1);
writeFileSync(target, new Resvg(readFileSync(source)).render().asPng());
"""


def glyph_path(character, x, y, height):
    """The outline of `character`, its ink `height` tall with its top left at (x, y)."""
    font = TTFont(SERIF)
    glyphs = font.getGlyphSet()
    glyph = glyphs[font.getBestCmap()[ord(character)]]
    bounds = BoundsPen(glyphs)
    glyph.draw(bounds)
    left, bottom, _, top = bounds.bounds
    scale = height / (top - bottom)
    pen = SVGPathPen(glyphs, ntos=lambda v: f"{v:.1f}".rstrip("0").rstrip("."))
    glyph.draw(TransformPen(pen, (scale, 0, 0, -scale, x - left * scale, y + top * scale)))
    return pen.getCommands()


def column(x, top, bottom, width, step=14):
    """Lines of set text; the last one is short, as the end of a paragraph is."""
    tops = list(range(top, bottom - 5, step))
    return [
        f'<rect x="{x}" y="{y}" width="{width if y != tops[-1] else width * 0.55:g}" height="5" rx="1.5"/>' for y in tops
    ]


def main():
    lines = [
        *column(124, 118, 176, 94),
        *column(38, 188, 236, 54),
        *column(101, 188, 236, 54),
        *column(164, 188, 236, 54),
    ]
    svg = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">
<rect x="14" y="6" width="228" height="244" rx="14" fill="{PAPER}" stroke="{RULE}" stroke-width="4"/>
<path d="M14 98V20a14 14 0 0 1 14-14h200a14 14 0 0 1 14 14v78z" fill="{ACCENT}"/>
<path d="{glyph_path("版", 34, 17, 70)}" fill="{PAPER}"/>
<rect x="124" y="32" width="94" height="12" rx="2" fill="{PAPER}"/>
<rect x="124" y="56" width="62" height="8" rx="2" fill="{PAPER}" opacity="0.75"/>
<rect x="38" y="118" width="70" height="54" rx="2" fill="{RULE}"/>
<path d="M38 172l22-27 16 18 12-12 20 21z" fill="{INK}" opacity="0.55"/>
<g fill="{INK}" opacity="0.72">
{chr(10).join(lines)}
</g>
</svg>
"""
    (HERE / "banmian.svg").write_text(svg, encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["npm", "install", "--silent", "--prefix", scratch, "@resvg/resvg-js@2.6.2"], check=True)
        subprocess.run(["node", "-e", RENDER, HERE / "banmian.svg", HERE / "banmian.png"], cwd=scratch, check=True)


if __name__ == "__main__":
    main()
