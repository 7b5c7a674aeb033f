#!/usr/bin/env python3
"""Fits the weights of src/restore/sureness.rs: how sure is an article?

usage: fit_sureness.py FOLDER… [--check FOLDER…] [--write]

A case is an article as the library restored it. The answer is yes where its text is at least nine
tenths that of one printed article, in order: twice the longest common subsequence over both
lengths.
"""

import fitting
import numpy
from gold import fold, likeness

SOURCE = "src/restore/sureness.rs"
RIGHT_FROM = 0.9
SURE_FROM = 0.95


def bare(body):
    """The text as it is compared; whether 本报讯 opens it does not count."""
    return fold(body).removeprefix("本报讯").lstrip(",:")


def cases_of(folder):
    for page, gold, weighed in fitting.weighed_pages(folder):
        printed = [bare(article["body"]) for article in gold["articles"]]
        for article in weighed["articles"]:
            body = bare(article["body"])
            right = any(likeness(body, other) >= RIGHT_FROM for other in printed)
            yield fitting.Case(page, article["signs"], right, body[:30])


def report(what, odds, y):
    """Quality, and of the sure ones the share and how many are wrong."""
    sure = 1 / (1 + numpy.exp(-odds)) >= SURE_FROM
    wrong = 100 * numpy.mean(y[sure] < 0.5) if sure.any() else 0.0
    print(f"{what}: {fitting.quality(odds, y)}; sure {100 * numpy.mean(sure):.1f} %, of which wrong {wrong:.1f} % ({len(y)})")


def main():
    chosen = fitting.options(__doc__)
    cases = [case for folder in chosen.pages for case in cases_of(folder)]
    checks = [(folder, list(cases_of(folder))) for folder in chosen.check]
    weights = fitting.refit(cases, checks, chosen, report)
    if chosen.write:
        fitting.write_weights(SOURCE, weights)


if __name__ == "__main__":
    main()
