"""Estimates of several linkages combined by Rubin's rules: an independent program for the reference numbers.

The quantile of t comes from bisection on its distribution function, integrated by Simpson's rule after x = sqrt(v) tan(u).
Standard library only: python3 linkages.py > linkages.json
"""
import json, math, statistics

CASES = [
    {"observed": [410, 414, 409, 415, 411, 412, 408, 413, 410, 416], "log_hidden": [8.71, 8.74, 8.69, 8.80, 8.66, 8.73, 8.75, 8.70, 8.68, 8.77], "variance": [0.21, 0.2, 0.22, 0.19, 0.23, 0.2, 0.21, 0.22, 0.2, 0.18]},
    {"observed": [2700, 2744, 2790], "log_hidden": [9.0, 9.3, 8.8], "variance": [0.006, 0.0066, 0.0058]},
    {"observed": [185, 185], "log_hidden": [6.7, 6.9], "variance": [0.07, 0.08]},
]


def below(t, v):
    # The density of u is proportional to cos(u)^(v - 1).
    top = math.atan(t / math.sqrt(v))
    steps = 20000
    h = top / steps
    f = lambda u: math.exp((v - 1) * math.log(math.cos(u)))
    s = f(0) + f(top) + sum((4 if i % 2 else 2) * f(i * h) for i in range(1, steps))
    constant = math.exp(math.lgamma((v + 1) / 2) - math.lgamma(v / 2)) / math.sqrt(math.pi)
    return 0.5 + constant * s * h / 3


def quantile(p, v):
    low, high = 0.0, 1e3
    for _ in range(70):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle, v) < p else (low, middle)
    return (low + high) / 2


for case in CASES:
    m = len(case["observed"])
    within = statistics.fmean(case["variance"])
    between = statistics.variance(case["log_hidden"])
    added = between + between / m
    degrees = (m - 1) * (1 + within / added) ** 2
    total = within + added
    t = quantile(0.975, degrees)
    centre, seen = statistics.fmean(case["log_hidden"]), statistics.fmean(case["observed"])
    case.update({"within": within, "between": between, "degrees": degrees, "total": total, "linkage_share": added / total, "estimate": seen + math.exp(centre),
                 "lower95": seen + math.exp(centre - t * math.sqrt(total)), "upper95": seen + math.exp(centre + t * math.sqrt(total))})
print(json.dumps(CASES, indent=1))
