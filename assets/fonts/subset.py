#!/usr/bin/env python3
"""Make the four bundled faces from the published Noto fonts.

Fetches the two npm packages with `npm pack`, checks every input against its
sha256, subsets each face to the characters `charset()` computes, and writes the
result beside this script, or into the folder given as the only argument. Two
runs give the same bytes.

    python3 -m venv venv
    venv/bin/pip install fonttools==4.68.0
    venv/bin/python assets/fonts/subset.py [FOLDER]
"""

import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont

FONTTOOLS = "4.68.0"
HERE = Path(__file__).resolve().parent

# npm package and version, sha256 of its archive.
PACKAGES = {
    "@expo-google-fonts/noto-sans-sc@0.4.3": "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    "@expo-google-fonts/noto-serif-sc@0.4.3": "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
}

# Output, package, path in the package, sha256 of the original face.
FACES = [
    ("NotoSansSC-Regular.ttf", "@expo-google-fonts/noto-sans-sc@0.4.3", "package/400Regular/NotoSansSC_400Regular.ttf",
     "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16"),
    ("NotoSansSC-Bold.ttf", "@expo-google-fonts/noto-sans-sc@0.4.3", "package/700Bold/NotoSansSC_700Bold.ttf",
     "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96"),
    ("NotoSerifSC-Regular.ttf", "@expo-google-fonts/noto-serif-sc@0.4.3", "package/400Regular/NotoSerifSC_400Regular.ttf",
     "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742"),
    ("NotoSerifSC-Bold.ttf", "@expo-google-fonts/noto-serif-sc@0.4.3", "package/700Bold/NotoSerifSC_700Bold.ttf",
     "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6"),
]


def decodable(codec, leads, trails):
    """The characters that two-byte sequences of a legacy encoding stand for."""
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                found.update(map(ord, bytes([lead, trail]).decode(codec)))
            except UnicodeDecodeError:
                continue
    return found


def charset():
    """Every code point the faces should have, as far as the originals do."""
    gb2312 = decodable("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    big5_level_1 = decodable("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
    table = (HERE / "general-standard-characters.txt").read_text(encoding="utf-8")
    standard = {ord(c) for c in table if not c.isspace()}
    assert len(standard) == 8105, len(standard)

    blocks = [
        (0x0020, 0x007E), (0x00A0, 0x017F),  # Latin, Latin-1, Extended-A
        (0x0370, 0x03FF), (0x0400, 0x045F),  # Greek, Cyrillic
        (0x2000, 0x203F), (0x2E3A, 0x2E3B), (0x2150, 0x218A),  # punctuation, fractions and Roman numerals
        (0x2190, 0x2193), (0x2460, 0x24FF),  # arrows, enclosed numbers
        (0x2E80, 0x2FD5),                    # radicals: scans hold them where hanzi are meant
        (0x3000, 0x30FF),                    # Chinese punctuation, kana
        (0x3200, 0x33FF),                    # parenthesised and circled hanzi, squared units
        (0xFE10, 0xFE1F), (0xFE30, 0xFE4F),  # vertical and compatibility forms
        (0xFF00, 0xFFEF),                    # full-width and half-width forms
    ]
    # Pinyin with tone marks, currency, units, and the signs of the interface.
    signs = "ǎǐǒǔǖǘǚǜǹḿɑɡ€₤℃℉№℡™Ω←↑→↓⇧⌃⌘⌥⏎↵∈∏∑√∝∞∟∠∥∧∨∩∪∫∮∴∵∶∷≈≌≠≡≤≥≮≯⊙⊥─│┌┐└┘├┤┬┴┼■□▲△▼▽▶◀◆◇○◎●★☆♀♂♪✓✔✕✗❖"
    wanted = gb2312 | big5_level_1 | standard | set(map(ord, signs))
    for first, last in blocks:
        wanted.update(range(first, last + 1))
    return {c for c in wanted if c >= 0x20}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def fetch_packages(folder):
    """Download the packages; returns the bytes of each archive by its name."""
    archives = {}
    for package, expected in PACKAGES.items():
        answer = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.PIPE, text=True)
        data = (Path(folder) / answer.stdout.split()[-1]).read_bytes()
        if sha256(data) != expected:
            sys.exit(f"{package}: the archive is not the one this script was written for")
        archives[package] = data
    return archives


def subset_face(data, codepoints):
    """The face reduced to `codepoints`, without hints and vertical metrics."""
    options = subset.Options()
    options.layout_features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = ["*"]
    options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "BASE"]
    options.recalc_timestamp = False
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codepoints)
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    covered = set(TTFont(io.BytesIO(out.getvalue())).getBestCmap())
    return out.getvalue(), covered


def main():
    if fontTools.version != FONTTOOLS:
        sys.exit(f"fonttools {FONTTOOLS} is needed for the same bytes; this is {fontTools.version}")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    folder.mkdir(parents=True, exist_ok=True)
    codepoints = charset()
    with tempfile.TemporaryDirectory() as scratch:
        archives = fetch_packages(scratch)
    for name, package, path, expected in FACES:
        with tarfile.open(fileobj=io.BytesIO(archives[package])) as archive:
            original = archive.extractfile(path).read()
        if sha256(original) != expected:
            sys.exit(f"{package} {path}: not the face this script was written for")
        made, covered = subset_face(original, codepoints)
        (folder / name).write_bytes(made)
        print(f"{sha256(made)}  {name}  {len(made)} bytes, {len(covered)} characters")


if __name__ == "__main__":
    main()
