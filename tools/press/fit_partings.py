#!/usr/bin/env python3
"""Fits the trees of src/restore/partings.rs: does a text go on, or does an article begin?

usage: fit_partings.py FOLDER… [--check FOLDER…] [--tried] [--write]

A case is a place between two stretches of text where no rule settles it. The answer is yes where
the end of the text before and the beginning of the text after stand in one printed article, in this
order; places whose text is found in no article are left out. The cases are gathered with the rules
alone, so the same pages and programs give the same trees: the table is emptied, the library built,
and the table put back or, with --write, replaced. --tried tells the quality of other shapes of trees
on pages left out in turn. Needs numpy and scikit-learn 1.9.
"""

import argparse
import os
import subprocess

import fitting
import numpy
from gold import fold
from sklearn.ensemble import HistGradientBoostingClassifier

TABLE = os.path.join(fitting.ROOT, "assets", "trees", "partings.txt")
# Rounds, depth, rate, cases in a leaf: the first had the least surprise on pages left out.
SHAPES = [(300, 4, 0.05, 40), (200, 4, 0.05, 20), (200, 3, 0.05, 20), (400, 4, 0.03, 20), (200, 5, 0.04, 20), (300, 6, 0.03, 20)]
# So many characters on each side tell which article it is, and fewer do not.
SIDE, LEAST = 10, 4


def answer(before, after, bodies):
    """1, 0 or, where the place tells nothing, None."""
    end, begin = fold(before)[-SIDE:], fold(after)[:SIDE]
    if min(len(end), len(begin)) < LEAST:
        return None
    ends = [i for i, body in enumerate(bodies) if end in body]
    begins = [i for i, body in enumerate(bodies) if begin in body]
    if not ends or not begins:
        return None
    return int(any(i in begins and bodies[i].find(end) < bodies[i].find(begin) for i in ends))


def cases_of(folder):
    for page, gold, weighed in fitting.weighed_pages(folder):
        bodies = [fold(article["body"]) for article in gold["articles"]]
        for place in weighed["partings"]:
            yes = answer(place["before"], place["after"], bodies)
            if yes is not None:
                yield fitting.Case(page, place["signs"], yes, place["after"])


def grow(x, y, shape):
    rounds, depth, rate, leaf = shape
    trees = HistGradientBoostingClassifier(
        max_iter=rounds, max_depth=depth, learning_rate=rate, min_samples_leaf=leaf, l2_regularization=2, early_stopping=False, random_state=0
    )
    return trees.fit(x, y)


def across_pages(cases, x, y, shape, folds=5):
    """The odds of each case by trees grown without its page."""
    numbers = {page: i for i, page in enumerate(sorted({case.page for case in cases}))}
    fold_of = numpy.array([numbers[case.page] % folds for case in cases])
    odds = numpy.zeros(len(cases))
    for k in range(folds):
        odds[fold_of == k] = grow(x[fold_of != k], y[fold_of != k], shape).decision_function(x[fold_of == k])
    return odds


def written(nodes, at=0):
    """A tree as src/restore/trees.rs reads it."""
    node = nodes[at]
    if node["is_leaf"]:
        return f"{node['value']:.3g}"
    question = f"{node['feature_idx']}<{node['num_threshold']:.6g}"
    return " ".join([question, written(nodes, node["left"]), written(nodes, node["right"])])


def gather(folders):
    """The cases of each folder, gathered with the rules alone."""
    with open(TABLE, encoding="utf-8") as file:
        present = file.read()
    build = ["cargo", "build", "--release", "-q", "-p", "weigh"]
    try:
        open(TABLE, "w", encoding="utf-8").close()
        subprocess.run(build, check=True, cwd=fitting.ROOT)
        return {folder: list(cases_of(folder)) for folder in folders}
    finally:
        with open(TABLE, "w", encoding="utf-8") as file:
            file.write(present)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", help="folders of made pages to fit on")
    parser.add_argument("--check", nargs="*", default=[], help="folders that the trees are only tried on")
    parser.add_argument("--tried", action="store_true", help="tell the quality of other shapes of trees as well")
    parser.add_argument("--write", action="store_true", help="put the trees into the table")
    chosen = parser.parse_args()
    gathered = gather(chosen.pages + chosen.check)
    cases = [case for folder in chosen.pages for case in gathered[folder]]
    names = list(cases[0].values)
    x, y = fitting.matrix(cases, names)
    print(f"{len(cases)} cases of {len({c.page for c in cases})} pages, {int(y.sum())} of them yes")
    print(f"rules: {fitting.quality(x[:, 0], y)}")
    for shape in SHAPES if chosen.tried else SHAPES[:1]:
        print(f"trees {shape}, each page by the others: {fitting.quality(across_pages(cases, x, y, shape), y)}", flush=True)
    trees = grow(x, y, SHAPES[0])
    for folder in chosen.check:
        x2, y2 = fitting.matrix(gathered[folder], names)
        print(f"rules on {folder}: {fitting.quality(x2[:, 0], y2)} ({len(y2)})")
        print(f"trees on {folder}: {fitting.quality(trees.decision_function(x2), y2)} ({len(y2)})")
    if chosen.write:
        lines = [f"{float(numpy.ravel(trees._baseline_prediction)[0]):.4g}"]
        lines += [written(tree.nodes) for (tree,) in trees._predictors]
        with open(TABLE, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        print(f"{len(lines)} trees are in {os.path.relpath(TABLE, fitting.ROOT)}.")


if __name__ == "__main__":
    main()
