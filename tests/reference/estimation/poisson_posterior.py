"""Posterior quantiles of all persons under independence of the lists: an independent way to the golden file poisson_posterior.json.

From the definition, not from the C# code: counts are Poisson, log means are the intercept and the lists' coefficients, each with a normal prior of variance
10,000. A random walk of Metropolis with a fixed proposal, eight walks from different places; four of them against the other four tell the error.
Run: python3 poisson_posterior.py > poisson_posterior.json (some minutes)
"""
import csv
import json
import math
import random
import statistics


def load(name):
    rows = list(csv.reader(open(f"inputs/{name}.csv")))[1:]
    return {tuple(int(x) for x in row[:-1]): int(row[-1]) for row in rows}, len(rows[0]) - 1


def walk(counts, lists, seed, steps):
    source = random.Random(seed)
    n = sum(counts.values())
    on = [sum(count for history, count in counts.items() if history[j]) for j in range(lists)]

    def log_density(point):
        # The means of all histories but the empty one add up to exp(a) times the product of (1 + exp(b)), less exp(a).
        total = math.exp(point[0]) * (math.prod(1 + math.exp(b) for b in point[1:]) - 1)
        linear = n * point[0] + sum(count * b for count, b in zip(on, point[1:]))
        return linear - total - sum(x * x for x in point) / 20000

    point = [math.log(4 * n) + source.gauss(0, 0.5)] + [math.log(x / (4 * n)) + source.gauss(0, 0.3) for x in on]
    value = log_density(point)
    scale = [0.0] * (lists + 1)
    draws, kept = [], []
    for step in range(steps):
        if step < 20000 and step % 100 == 0 and step > 500:
            recent = draws[-2000:]
            common = statistics.pstdev([d[0] for d in recent])
            scale = [common] + [statistics.pstdev([d[0] + d[j] for d in recent]) for j in range(1, lists + 1)]
        elif step <= 500:
            scale = [0.15] * (lists + 1)
        # The intercept and all lists against it, then each list by itself.
        shift = 2.0 * scale[0] * source.gauss(0, 1)
        trial = [point[0] + shift] + [b - shift + 0.9 * s * source.gauss(0, 1) for b, s in zip(point[1:], scale[1:])]
        reached = log_density(trial)
        if math.log(source.random()) < reached - value:
            point, value = trial, reached
        if step < 20000:
            draws.append(point)
        else:
            kept.append(n + math.exp(point[0]))
    return kept


def quantiles(values):
    values = sorted(values)
    return {str(p): values[int(p * len(values))] for p in (0.025, 0.1, 0.5, 0.9, 0.975)}


result = {}
for name in ("SparseMSE__Artificial_3", "SparseMSE__NewOrl_5"):
    counts, lists = load(name)
    walks = [walk(counts, lists, seed, 320000) for seed in range(8)]
    first = quantiles([x for w in walks[:4] for x in w])
    second = quantiles([x for w in walks[4:] for x in w])
    result[name] = {"quantiles": quantiles([x for w in walks for x in w]), "halves_differ_at_most": max(abs(first[p] / second[p] - 1) for p in first)}
print(json.dumps(result, indent=1))
