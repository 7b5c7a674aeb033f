"""What both fitting scripts need: the signs that were weighed, a logistic regression, and the way
of its weights into the Rust source.

The regression pulls each weight towards the present one as strongly as one observation would, so a
sign that the pages lack keeps the weight it has. Needs numpy.
"""

import argparse
import glob
import json
import os
import re
import subprocess
import sys

import numpy

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Case:
    """One question: the values of its signs, the page it is from, and the answer (0 or 1)."""

    def __init__(self, page, signs, answer, text):
        self.page, self.answer, self.text = page, answer, text
        self.values = {s["name"]: s["value"] for s in signs}
        self.weights = {s["name"]: s["weight"] for s in signs}


def options(about):
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", help="folders of made pages to fit on")
    parser.add_argument("--check", nargs="*", default=[], help="folders that the weights are only tried on")
    parser.add_argument("--pull", type=float, default=1.0, help="how strongly weights are pulled to the present ones (default 1)")
    parser.add_argument("--write", action="store_true", help="put the weights into the Rust source")
    return parser.parse_args()


def weighed_pages(folder):
    """The gold of each page of a folder, and what the library weighed there."""
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    program = os.path.join(target, "release", "weigh")
    if not os.path.exists(program):
        sys.exit("Build the program that tells the signs first: cargo build --release -p weigh")
    paths = sorted(glob.glob(os.path.join(folder, "*.txt")))
    output = subprocess.run([program, *paths], check=True, capture_output=True, text=True).stdout
    for path, line in zip(paths, output.splitlines()):
        with open(path.removesuffix(".txt") + ".gold.json", encoding="utf-8") as file:
            gold = json.load(file)
        for page in json.loads(line)["pages"]:
            yield f"{folder}/{os.path.basename(path)}", gold, page


def matrix(cases, names):
    x = numpy.array([[case.values.get(name, 0.0) for name in names] for case in cases])
    return x, numpy.array([float(case.answer) for case in cases])


def fit(x, y, start, pull):
    """Weights of a logistic regression, by Newton's method."""
    weights = start.copy()
    for _ in range(50):
        p = 1 / (1 + numpy.exp(-(x @ weights)))
        slope = x.T @ (y - p) - pull * (weights - start)
        curve = (x * (p * (1 - p))[:, None]).T @ x + pull * numpy.eye(len(weights))
        step = numpy.linalg.solve(curve, slope)
        weights += step
        if numpy.abs(step).max() < 1e-6:
            break
    return weights


def across_pages(cases, names, start, pull, folds=5):
    """The odds of each case by weights that were fitted without its page."""
    x, y = matrix(cases, names)
    pages = sorted({case.page for case in cases})
    fold_of = {page: i % folds for i, page in enumerate(pages)}
    fold = numpy.array([fold_of[case.page] for case in cases])
    odds = numpy.zeros(len(cases))
    for k in range(folds):
        weights = fit(x[fold != k], y[fold != k], start, pull)
        odds[fold == k] = x[fold == k] @ weights
    return odds


def quality(odds, y):
    """Share answered rightly, and the mean surprise (log loss, in natural logarithms)."""
    p = numpy.clip(1 / (1 + numpy.exp(-odds)), 1e-6, 1 - 1e-6)
    loss = -numpy.mean(y * numpy.log(p) + (1 - y) * numpy.log(1 - p))
    return f"right {100 * numpy.mean((odds > 0) == (y > 0.5)):.1f} %, surprise {loss:.4f}"


def refit(cases, checks, chosen, report):
    """Fits, reports and, if it was asked for, gives back the rounded weights by name."""
    names = list(dict.fromkeys(name for case in cases for name in case.values))
    present = {name: weight for case in cases for name, weight in case.weights.items()}
    start = numpy.array([present[name] for name in names])
    x, y = matrix(cases, names)
    print(f"{len(cases)} cases of {len({c.page for c in cases})} pages, {int(y.sum())} of them yes")
    report("present weights", x @ start, y)
    report("fitted, each page by the others", across_pages(cases, names, start, chosen.pull), y)
    weights = numpy.round(fit(x, y, start, chosen.pull), 2)
    for folder, others in checks:
        x2, y2 = matrix(others, names)
        report(f"present weights on {folder}", x2 @ start, y2)
        report(f"fitted weights on {folder}", x2 @ weights, y2)
    width = max(map(len, names)) + 2
    print("\n" + "sign".ljust(width) + "seen  present  fitted")
    for i, name in enumerate(names):
        print(f"{name.ljust(width)}{int((x[:, i] != 0).sum()):4}  {start[i]:7.2f}  {weights[i]:6.2f}")
    return dict(zip(names, weights.tolist()))


def write_weights(source, weights):
    """Puts the weights into `Sign::of("name", weight, …)` and `Sign::when(…)` of a source file."""
    path = os.path.join(ROOT, source)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for name, weight in weights.items():
        pattern = r'(Sign::(?:of|when)\(\s*"' + re.escape(name) + r'",\s*)-?[\d.]+'
        text, count = re.subn(pattern, lambda m: m.group(1) + repr(float(weight)), text)
        if count != 1:
            sys.exit(f"{source} has {count} signs called “{name}”; nothing was written.")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    print(f"\nThe weights are in {source}.")
