# Fits scikit-learn's tree ensembles on the same rows as accuracy.bench.ts and prints their test scores.
# Reads {"files": [...], "inputs": [...], "targets": [...] (places of columns from 0), "kind": ..., "peers": [...], "splits": [{"fit": [...], "test": [...]}]}
# from standard input; prints {"hgb": [[score per target] per split], "rf": ...}. Peers get the training
# and the validation rows: they need no validation rows of their own.
import csv
import json
import sys

import numpy as np
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.metrics import average_precision_score

case = json.load(sys.stdin)
rows = []
for path in case["files"]:
    with open(path, encoding="utf-8-sig") as file:
        rows += list(csv.reader(file))[1:]


def column(place):
    values = [row[place] for row in rows]
    try:
        return np.array(values, dtype=float)
    except ValueError:
        return np.unique(values, return_inverse=True)[1].astype(float)


X = np.stack([column(place) for place in case["inputs"]], 1)
Y = np.stack([column(place) for place in case["targets"]], 1)
makers = {
    "regression": {"hgb": HistGradientBoostingRegressor, "rf": RandomForestRegressor},
    "binary": {"hgb": HistGradientBoostingClassifier, "rf": RandomForestClassifier},
}[case["kind"]]


def score(name, fit, test, k, seed):
    model = makers[name](random_state=seed).fit(X[fit], Y[fit, k])
    if case["kind"] == "binary":
        return {"ap": average_precision_score(Y[test, k], model.predict_proba(X[test])[:, 1])}
    error = model.predict(X[test]) - Y[test, k]
    return {"mae": float(np.abs(error).mean()), "rmse": float(np.sqrt((error**2).mean()))}


result = {
    name: [
        [score(name, split["fit"], split["test"], k, seed) for k in range(Y.shape[1])]
        for seed, split in enumerate(case["splits"])
    ]
    for name in case["peers"]
}
json.dump(result, sys.stdout)
