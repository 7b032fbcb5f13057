#!/usr/bin/env python3
"""What the discrete Gaussian really costs where the continuous curve accounts for it: prints a line a case.

Independent of the code under test, in floating point, exact but for rounding (about 1e-9). For a claimed epsilon at delta = 1/(n ln n) it takes mu from
the continuous curve, spends it on discrete noise, adds up the hockey-stick divergence over the whole numbers, and finds the epsilon that holds at that delta.
Two cases: one count with all of the budget; and a table of one flag as fit-rows measures it (a hundredth on the rough number of
persons, the rest in equal parts on the total and on the one contrast).
"""
from math import erfc, exp, expm1, log, sqrt


def phi(x):
    return erfc(-x / sqrt(2)) / 2


def continuous(mu, epsilon):
    return phi(mu / 2 - epsilon / mu) - exp(epsilon) * phi(-mu / 2 - epsilon / mu)


def last(holds, high):
    low = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return high


def losses(variance):
    """Privacy loss and probability of a whole number that one person shifts by one."""
    reach = int(12 * sqrt(variance) + 12)
    weights = {z: exp(-z * z / (2 * variance)) for z in range(-reach, reach + 1)}
    total = sum(weights.values())
    return {(1 - 2 * z) / (2 * variance): weight / total for z, weight in weights.items()}


def both(first, second):
    together = {}
    for loss, share in first.items():
        for other, part in second.items():
            key = round(loss + other, 9)
            together[key] = together.get(key, 0) + share * part
    return together


def delta_of(law, epsilon):
    return sum(share * -expm1(epsilon - loss) for loss, share in law.items() if loss > epsilon)


for persons in (1000, 91043):
    delta = 1 / (persons * log(persons))
    for epsilon in (0.5, 1, 2, 4, 8, 12, 20):
        budget = last(lambda mu: continuous(mu, epsilon) <= delta, 20.0) ** 2
        part = losses(2 / (0.99 * budget))
        cases = {"one count": (losses(1 / budget), 1 / budget), "one flag": (both(both(part, part), losses(100 / budget)), 2 / (0.99 * budget))}
        for name, (law, variance) in cases.items():
            needed = last(lambda trial: delta_of(law, trial) > delta, 200.0)
            print(f"n {persons}, claimed epsilon {epsilon}, {name}: least deviation {sqrt(variance):.3f}, "
                  f"delta times {delta_of(law, epsilon) / delta:.3f}, epsilon needed {needed:.4f}")
