"""Split R-hat and effective sample size of made-up chains: an independent way to the golden file chain_diagnostics.json.

From the definitions, not from the C# code: Gelman et al., Bayesian Data Analysis, third edition, sections 11.4 and 11.5, and Geyer's initial monotone sequence
(doi:10.1214/ss/1177011137), with exact fractions of the stored doubles in every sum and the autocovariances of all lags written out first.
Run: python3 chain_diagnostics.py > chain_diagnostics.json
"""
import json
import math
import random
from fractions import Fraction


def halves(chains):
    out = []
    for chain in chains:
        n = len(chain) // 2
        out.append(chain[:n])
        out.append(chain[len(chain) - n:])
    return [[Fraction(x) for x in chain] for chain in out]


def mean(values):
    return sum(values) / len(values)


def diagnose(chains):
    parts = halves(chains)
    m, n = len(parts), len(parts[0])
    means = [mean(part) for part in parts]
    grand = mean(means)
    between = n * sum((x - grand) ** 2 for x in means) / (m - 1)
    within = mean([sum((x - mu) ** 2 for x in part) / (n - 1) for part, mu in zip(parts, means)])
    overall = (n - 1) * within / n + between / n
    rhat = math.sqrt(overall / within)

    rho = []
    centred = [[float(x - mu) for x in part] for part, mu in zip(parts, means)]
    for lag in range(n):
        covariance = sum(sum(part[i] * part[i + lag] for i in range(n - lag)) / n for part in centred) / m
        rho.append(1.0 if lag == 0 else 1 - (float(within) - covariance) / float(overall))
    pairs = []
    for k in range(n // 2):
        pair = rho[2 * k] + rho[2 * k + 1]
        if pair <= 0:
            break
        pairs.append(min(pair, pairs[-1]) if pairs else pair)
    time = max(2 * sum(pairs) - 1, 1 / math.log10(m * n))
    return {"rhat": rhat, "ess": m * n / time}


def chains(seed, count, length, memory, apart):
    source = random.Random(seed)
    out = []
    for number in range(count):
        x, chain = source.gauss(0, 1), []
        for _ in range(length):
            x = memory * x + math.sqrt(1 - memory * memory) * source.gauss(0, 1)
            chain.append(round(x + apart * number, 6))
        out.append(chain)
    return out


cases = {
    "independent": chains(1, 4, 200, 0.0, 0),
    "slow": chains(2, 4, 301, 0.9, 0),
    "alternating": chains(3, 3, 200, -0.6, 0),
    "apart": chains(4, 4, 200, 0.5, 0.7),
    "two short": chains(5, 2, 21, 0.3, 0),
}
print(json.dumps({name: {"chains": value, **diagnose(value)} for name, value in cases.items()}, indent=0))
