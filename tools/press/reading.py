"""Printing and reading again: HTML to PDF by Chromium, PDF to text by programs in real use.

Needs `chromium`, `pdftotext` (poppler-utils), `mutool`, and the Python packages pymupdf and
pdfminer.six. Each reader gives the text of all pages of a PDF, in order.
"""

import logging
import os
import shutil
import subprocess
import tempfile

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def print_pdf(source, target):
    """Prints the HTML file to a PDF."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise SystemExit("Chromium is needed to print pages; none of these is installed: " + ", ".join(PROGRAMS))
    with tempfile.TemporaryDirectory() as profile:
        command = [program, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
                   "--no-pdf-header-footer", "--virtual-time-budget=600000", f"--print-to-pdf={target}", "file://" + os.path.abspath(source)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)


def poppler(pdf, *options):
    text = subprocess.run(["pdftotext", *options, pdf, "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


def mutool(pdf):
    text = subprocess.run(["mutool", "draw", "-q", "-F", "txt", pdf], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1] if "\f" in text else [text]


def mupdf(pdf, how):
    import pymupdf
    with pymupdf.open(pdf) as document:
        if how == "blocks":
            return ["\n\n".join(block[4].rstrip("\n") for block in page.get_text("blocks") if block[6] == 0) + "\n" for page in document]
        return [page.get_text("text", sort=how == "sorted") for page in document]


def pdfminer(pdf):
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    from pdfminer.high_level import extract_text
    import pymupdf
    with pymupdf.open(pdf) as document:
        count = len(document)
    return [extract_text(pdf, page_numbers=[number]).rstrip("\f") for number in range(count)]


READERS = {
    "pdftotext": poppler,
    "pdftotext_raw": lambda pdf: poppler(pdf, "-raw"),
    "mutool": mutool,
    "mupdf_text": lambda pdf: mupdf(pdf, "text"),
    "mupdf_blocks": lambda pdf: mupdf(pdf, "blocks"),
    "mupdf_sorted": lambda pdf: mupdf(pdf, "sorted"),
    "pdfminer": pdfminer,
}
