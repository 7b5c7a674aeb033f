#!/usr/bin/env python3
"""Fits the weights of src/restore/clauses.rs: does one clause go on over a break, or are these two?

usage: fit_clauses.py [NEWS.jsonl]      needs: pip install jieba numpy scikit-learn

Nothing but our own news (local-news.jsonl) is used. Every clause between two marks of punctuation,
and every headline line, is broken at a place drawn by chance: one clause over two lines. Clauses
that follow one another with a mark between them, and lines of one headline block: two clauses. The
mark itself is taken away. A logistic regression learns to tell them apart by the words' kinds on
both sides, as jieba tags them, and by verbs; the table that it prints is pasted into the module.
"""
import collections, json, logging, random, re, sys, unicodedata
from functools import lru_cache
from pathlib import Path

import jieba
import jieba.posseg
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.metrics import roc_auc_score

jieba.setLogLevel(logging.ERROR)
# How many breaks are drawn of every clause, and what a headline line counts against a clause.
DRAWS, HEADLINE_WEIGHT = 4, 5


def bare(text):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def gather(path):
    """(first, second, is one clause, comes from a headline, article)"""
    draw = random.Random(0)
    pairs = []

    def break_up(text, from_headline, article, times):
        for _ in range(times):
            at = draw.randint(max(3, len(text) // 3), len(text) - 2)
            pairs.append((text[:at], text[at:], 1, from_headline, article))

    for k, line in enumerate(open(path, encoding="utf-8")):
        news = json.loads(line)
        units = [bare(u) for h in [news["headline"], *news["deck"]] for u in h.split(" ") if u]
        for a, b in zip(units, units[1:]):
            pairs.append((a, b, 0, True, k))
        for unit in units:
            if len(unit) >= 8:
                break_up(unit, True, k, 3)
        for paragraph in news["body"].split("\n"):
            clauses = [bare(c).strip("“”") for c in re.split("[，。；：！？]", paragraph) if bare(c)]
            for a, b in zip(clauses, clauses[1:]):
                if 5 <= len(a) <= 22 and 5 <= len(b) <= 22:
                    pairs.append((a, b, 0, False, k))
            for clause in clauses:
                if 9 <= len(clause) <= 30:
                    break_up(clause, False, k, DRAWS)
    return pairs


@lru_cache(None)
def tagged(text):
    return tuple((w.word, w.flag) for w in jieba.posseg.cut(text, HMM=False))


def kind(flag):
    """A word's kind: the first letter of jieba's tag, but for 的 and 了, which differ."""
    return flag if flag in ("uj", "ul") else flag[:1]


def signs(first, second):
    a, b = tagged(first), tagged(second)
    is_verb = lambda w: w[1][:1] == "v" and w[1] != "vn"
    out = {"ends " + kind(a[-1][1]), "begins " + kind(b[0][1])}
    at, across = 0, 0
    for word, _ in tagged(first + second):
        if at < len(first) < at + len(word):
            across = len(word)
        at += len(word)
    out.add("across %d" % min(across, 4))
    verbs = (any(map(is_verb, a)), any(map(is_verb, b)))
    if all(verbs):
        out.add("both act")
        if is_verb(b[0]):
            out.add("second begins to act")
    elif not any(verbs):
        out.add("none acts")
    if any(map(is_verb, a)) and kind(a[-1][1]) in "nv" and not is_verb(a[-1]):
        out.add("first has its object")
    if len(a) == 1:
        out.add("first is a word")
    if len(b) == 1:
        out.add("second is a word")
    return out


def main():
    here = Path(__file__).parent
    pairs = gather(sys.argv[1] if len(sys.argv) > 1 else here / "local-news.jsonl")
    found = [signs(p[0], p[1]) for p in pairs]
    count = collections.Counter(s for f in found for s in f)
    names = sorted(s for s in count if count[s] >= 60)
    X = np.array([[s in f for s in names] for f in found], dtype=float)
    y = np.array([p[2] for p in pairs])
    from_headline = np.array([p[3] for p in pairs])
    weight = np.where(y == 0, (y == 1).sum() / (y == 0).sum(), 1.0)
    weight = weight * np.where(from_headline & (y == 0), HEADLINE_WEIGHT, 1)
    model = LogisticRegression(C=0.3, max_iter=3000)
    groups = np.array([p[4] for p in pairs]) % 5
    odds = np.zeros(len(y))
    for g in range(5):
        fitted = model.fit(X[groups != g], y[groups != g], sample_weight=weight[groups != g])
        odds[groups == g] = fitted.decision_function(X[groups == g])
    print(f"// {len(y)} breaks; on articles left out: area under the curve {roc_auc_score(y, odds):.3f},"
          f" of headlines alone {roc_auc_score(y[from_headline], odds[from_headline]):.3f}")
    model.fit(X, y, sample_weight=weight)
    print(f"const ALWAYS: f32 = {model.intercept_[0]:.2f};")
    for name, w in sorted(zip(names, model.coef_[0])):
        print(f'    ("{name}", {w:.2f}),')


if __name__ == "__main__":
    main()
