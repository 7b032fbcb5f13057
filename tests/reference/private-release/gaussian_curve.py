#!/usr/bin/env python3
"""Values of the Gaussian (epsilon, delta) curve and of the zCDP conversion at 60 digits, with mpmath: prints the JSON beside it.

Independent of the code under test: tails by mpmath's erfc at 60 digits, the zCDP delta by a golden-section search over alpha.
"""
import json
from mpmath import mp, mpf, erfc, exp, log, sqrt, findroot

mp.dps = 60


def phi(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def gaussian_delta(mu, epsilon):
    return phi(mu / 2 - epsilon / mu) - exp(epsilon) * phi(-mu / 2 - epsilon / mu)


def zcdp_log_delta(rho, epsilon, alpha):
    return (alpha - 1) * (alpha * rho - epsilon) - log(alpha - 1) + alpha * log(1 - 1 / alpha)


def zcdp_delta(rho, epsilon):
    low, high = mpf(1) + mpf(10) ** -12, (epsilon + 1) / rho + 10
    ratio = (sqrt(mpf(5)) - 1) / 2
    for _ in range(400):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if zcdp_log_delta(rho, epsilon, left) < zcdp_log_delta(rho, epsilon, right):
            high = right
        else:
            low = left
    return exp(zcdp_log_delta(rho, epsilon, (low + high) / 2))


def solve(function, target, low, high):
    for _ in range(250):
        middle = (low + high) / 2
        if function(middle) > target:
            high = middle
        else:
            low = middle
    return low


def text(x):
    return mp.nstr(x, 20)


curve = [
    {"mu": m, "epsilon": e, "delta": text(gaussian_delta(mpf(m), mpf(e)))}
    for m in ("0.05", "0.2", "0.5", "1", "2", "5")
    for e in ("0", "0.1", "0.5", "1", "2", "4", "8", "12")
    if gaussian_delta(mpf(m), mpf(e)) > mpf(10) ** -250
]
budgets = []
for n in (1000, 21195, 48773, 91043, 1000000):
    delta = 1 / (mpf(n) * log(mpf(n)))
    for epsilon in ("0.1", "0.5", "1", "4", "12"):
        budgets.append({
            "epsilon": epsilon,
            "delta": text(delta),
            "mu": text(solve(lambda mu: gaussian_delta(mu, mpf(epsilon)), delta, mpf(10) ** -6, mpf(50))),
            "rho": text(solve(lambda rho: zcdp_delta(rho, mpf(epsilon)), delta, mpf(10) ** -8, mpf(100))),
        })
print(json.dumps({"curve": curve, "budgets": budgets}, indent=1))
