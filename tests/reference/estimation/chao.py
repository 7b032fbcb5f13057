"""Chao's lower bounds by weighted least squares, at the maximum and where R's glm stops: an independent program for the reference numbers.

"stderr" is that of the maximum. "stderr_stopped" takes the weights of the last step but one at glm's rule (relative change of the deviance
below 1e-8), as Rcapture does; it shows that what differs from Rcapture is its stopping.
Standard library only: python3 chao.py > chao.json
"""
import csv, json, math, os


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


def fit(design, counts, stop):
    means = [c + 0.1 for c in counts]
    deviance = lambda: 2 * sum((c * math.log(c / m) if c else 0.0) - (c - m) for c, m in zip(counts, means))
    old = deviance()
    for _ in range(100):
        working = [math.log(m) + (c - m) / m for m, c in zip(means, counts)]
        n = len(design[0])
        gram = [[sum(m * x[i] * x[j] for m, x in zip(means, design)) for j in range(n)] for i in range(n)]
        beta, cov = solve(gram, [sum(m * x[i] * z for m, x, z in zip(means, design, working)) for i in range(n)])
        means = [math.exp(sum(b * v for b, v in zip(beta, x))) for x in design]
        new = deviance()
        if stop and abs(new - old) / (abs(new) + 0.1) < 1e-8:
            break
        old = new
    hidden = math.exp(beta[0])
    return beta, hidden, math.sqrt(hidden + hidden * hidden * cov[0][0])


def bound(lists, counts, effects):
    histories = range(1, 1 << lists)
    size = lambda h: bin(h).count("1")
    y = [counts.get(h, 0) for h in histories]
    columns = [j for j in range(3, lists + 1) if any(counts.get(h, 0) for h in histories if size(h) >= j)]
    while True:
        design = [[1.0] + ([float(h >> i & 1) for i in range(lists)] if effects else [float(size(h))]) + [float(max(size(h) - j + 1, 0)) for j in columns] for h in histories]
        beta, hidden, error = fit(design, y, False)
        tail = beta[len(beta) - len(columns):]
        if not columns or min(tail) >= 0:
            return {"abundance": sum(y) + hidden, "stderr": error, "stderr_stopped": fit(design, y, True)[2], "columns": columns}
        columns.pop(tail.index(min(tail)))


result = {}
for name in sorted(os.listdir("inputs")):
    rows = list(csv.reader(open(os.path.join("inputs", name))))
    lists = len(rows[0]) - 1
    counts = {}
    for row in rows[1:]:
        h = sum(1 << i for i in range(lists) if row[i] == "1")
        counts[h] = counts.get(h, 0) + int(row[-1])
    result[name[:-4]] = {"Mth Chao (LB)": bound(lists, counts, True), "Mh Chao (LB)": bound(lists, counts, False)}
print(json.dumps(result, indent=1))
