"""Joint log-linear models of strata by iteratively weighted least squares: an independent program for the reference numbers.

Dummy coding against a baseline stratum and Gauss-Jordan elimination, where the library uses one column a stratum and Newton's method.
Standard library only: python3 joint.py > joint.json
"""
import json, math

LISTS = 3
TABLES = {
    "women": {1: 120, 2: 80, 4: 60, 3: 14, 5: 9, 6: 22, 7: 4},
    "men": {1: 40, 2: 65, 4: 21, 3: 3, 5: 6, 6: 5, 7: 1},
    "unknown": {1: 15, 2: 9, 4: 12, 3: 2, 5: 0, 6: 3, 7: 0},
}
# A term: lists as bits, and the stratum's place or null for all alike.
MODELS = {
    "main": [],
    "common 23": [(6, None)],
    "common 23, own 13 in the second": [(6, None), (5, 1)],
    "common 23 and a deviation of the first": [(6, None), (6, 0)],
    "own 13 in the third, where nobody is in it": [(5, 2)],
    "own 12 in all": [(3, 0), (3, 1), (3, 2)],
}


def solve(matrix, right):
    n = len(matrix)
    rows = [list(matrix[i]) + [float(i == j) for j in range(n)] + [right[i]] for i in range(n)]
    for c in range(n):
        p = max(range(c, n), key=lambda r: abs(rows[r][c]))
        rows[c], rows[p] = rows[p], rows[c]
        d = rows[c][c]
        rows[c] = [v / d for v in rows[c]]
        for r in range(n):
            if r != c and rows[r][c]:
                f = rows[r][c]
                rows[r] = [a - f * b for a, b in zip(rows[r], rows[c])]
    return [r[-1] for r in rows], [r[n:2 * n] for r in rows]


def row(stratum, history, terms, strata):
    out = [1.0] + [float(stratum == g) for g in range(1, strata)]
    for i in range(LISTS):
        on = float(history >> i & 1)
        out += [on] + [on * (stratum == g) for g in range(1, strata)]
    return out + [float((history & s) == s and (g is None or g == stratum)) for s, g in terms]


def fit(terms):
    tables = list(TABLES.values())
    def holds(term, g, h):
        return (h & term[0]) == term[0] and term[1] in (None, g)
    cells = [(g, h, tables[g].get(h, 0)) for g in range(len(tables)) for h in range(1, 1 << LISTS)]
    empty = [t for t in terms if sum(c for g, h, c in cells if holds(t, g, h)) == 0]
    terms = [t for t in terms if t not in empty]
    cells = [(g, h, c) for g, h, c in cells if not any(holds(t, g, h) for t in empty)]
    design = [row(g, h, terms, len(tables)) for g, h, _ in cells]
    means = [c + 0.5 for _, _, c in cells]
    for _ in range(60):
        working = [math.log(m) + (c - m) / m for m, (_, _, c) in zip(means, cells)]
        n = len(design[0])
        gram = [[sum(m * x[i] * x[j] for m, x in zip(means, design)) for j in range(n)] for i in range(n)]
        right = [sum(m * x[i] * z for m, x, z in zip(means, design, working)) for i in range(n)]
        beta, cov = solve(gram, right)
        means = [math.exp(sum(b * v for b, v in zip(beta, x))) for x in design]
    deviance = 2 * sum((c * math.log(c / m) if c else 0.0) - (c - m) for m, (_, _, c) in zip(means, cells))
    out = []
    for g in range(len(tables)):
        x = row(g, 0, terms, len(tables))
        error = math.sqrt(sum(x[i] * x[j] * cov[i][j] for i in range(n) for j in range(n)))
        out.append({"hidden": math.exp(sum(b * v for b, v in zip(beta, x))), "log_error": error})
    return {"terms": None, "deviance": deviance, "strata": out}


result = {"tables": {k: {str(h): c for h, c in v.items()} for k, v in TABLES.items()}, "models": {}}
for name, terms in MODELS.items():
    one = fit(terms)
    one["terms"] = [[s, g] for s, g in terms]
    result["models"][name] = one
print(json.dumps(result, indent=1))
