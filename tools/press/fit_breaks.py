#!/usr/bin/env python3
"""Fits the weights of src/restore/breaks.rs: is a headline broken over two lines?

usage: fit_breaks.py FOLDER… [--check FOLDER…] [--write]

A case is a pair of lines that follow one another in a headline block. The answer is yes where both
together stand in one line of the printed headline (or in one kicker or sub line), and no where one
ends such a line and the other begins another of the same article. Other pairs are left out.
"""

import fitting
from gold import fold

SOURCE = "src/restore/breaks.rs"


def answer(first, second, articles):
    """1, 0 or, where the pair tells nothing, None."""
    for article in articles:
        units = [fold(u) for u in [article["headline"], *article["deck"]] if u]
        if any(first + second in unit for unit in units):
            return 1
        ends = [i for i, unit in enumerate(units) if unit.endswith(first)]
        begins = [i for i, unit in enumerate(units) if unit.startswith(second)]
        if any(i != j for i in ends for j in begins):
            return 0
    return None


def cases_of(folder):
    for page, gold, weighed in fitting.weighed_pages(folder):
        for pair in weighed["breaks"]:
            first, second = fold(pair["first"]), fold(pair["second"])
            yes = answer(first, second, gold["articles"]) if first and second else None
            if yes is not None:
                yield fitting.Case(page, pair["signs"], yes, f"{first} / {second}")


def main():
    chosen = fitting.options(__doc__)
    cases = [case for folder in chosen.pages for case in cases_of(folder)]
    checks = [(folder, list(cases_of(folder))) for folder in chosen.check]
    weights = fitting.refit(cases, checks, chosen, lambda what, odds, y: print(f"{what}: {fitting.quality(odds, y)} ({len(y)})"))
    if chosen.write:
        fitting.write_weights(SOURCE, weights)


if __name__ == "__main__":
    main()
