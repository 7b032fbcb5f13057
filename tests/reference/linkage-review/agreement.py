"""Cohen's kappa and the chain of decisions, worked out apart from the program: exact fractions and the standard library only.

Usage: python3 agreement.py > agreement.json. The verdicts are made up by a fixed rule.
"""
import collections
import fractions
import hashlib
import json

VERDICTS = ["same", "different", "unsure"]


def kappa(first, second):
    """By the definition over the two raters' marginal relative frequencies, pair by pair; not from a table."""
    n = len(first)
    if n == 0:
        return None
    one, two = collections.Counter(first), collections.Counter(second)
    chance = sum(fractions.Fraction(one[v], n) * fractions.Fraction(two[v], n) for v in VERDICTS)
    observed = fractions.Fraction(sum(a == b for a, b in zip(first, second)), n)
    if chance == 1:
        return None
    return float((observed - chance) / (1 - chance))


def case(name, first, second):
    n = len(first)
    return {
        "name": name,
        "first": first,
        "second": second,
        "observed": sum(a == b for a, b in zip(first, second)) / n if n else 0,
        "kappa": kappa(first, second),
    }


def spread(counts):
    """Expands {(a, b): n} into two lists."""
    first, second = [], []
    for (a, b), n in counts.items():
        first += [VERDICTS[a]] * n
        second += [VERDICTS[b]] * n
    return first, second


def chain(lines):
    """Two lines with their hashes, written by json.dumps and not by the program."""
    previous, out = "0" * 64, []
    for number, (left, right, verdict, reviewer, blind, at) in enumerate(lines, 1):
        entry = {
            "sequence": number, "left": left[1], "leftList": left[0], "right": right[1], "rightList": right[0], "verdict": verdict,
            "reviewer": reviewer, "blind": blind, "at": at, "model": "0a1b2c", "previous": previous,
        }
        text = json.dumps(entry, separators=(",", ":"))
        previous = hashlib.sha256(text.encode()).hexdigest()
        out.append(text[:-1] + ',"hash":"' + previous + '"}')
    return out


def pair_id(first, second):
    text = json.dumps([*first, *second], separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).digest()
    return {"first": first, "second": second, "id": digest[:10].hex(), "fraction": int.from_bytes(digest[10:14], "big") / 2 ** 32}


print(json.dumps({
    "kappa": [
        # The worked example of many textbooks: 50 proposals, 20 + 15 agreements, kappa 0.4.
        case("textbook", *spread({(0, 0): 20, (0, 1): 5, (1, 0): 10, (1, 1): 15})),
        case("three verdicts", *spread({(0, 0): 44, (0, 1): 5, (0, 2): 1, (1, 0): 7, (1, 1): 20, (1, 2): 3, (2, 0): 9, (2, 1): 5, (2, 2): 6})),
        case("always apart", *spread({(0, 1): 4, (1, 0): 4})),
        case("all alike", *spread({(0, 0): 3, (1, 1): 2, (2, 2): 1})),
        case("one verdict only", *spread({(0, 0): 7})),
        case("one says one thing, the other another", *spread({(0, 1): 7})),
        case("nothing", [], []),
    ],
    "chain": chain([
        (["POLICE", "P-1"], ["SHELTER", "S-9"], "same", "A", True, "2026-11-28T15:00:00Z"),
        (["SHELTER", "S-9"], ["POLICE", "P-1"], "different", "B", True, "2026-11-28T15:00:07Z"),
        (["POLICE", "P-2"], ["SHELTER", "S-8"], "unsure", "B-2", False, "2026-11-29T00:00:00Z"),
    ]),
    "pairs": [
        pair_id(["POLICE", "P-1"], ["SHELTER", "S-9"]),
        pair_id(["A", "1"], ["A", "2"]),
        pair_id(["FISCALIA", "x"], ["ONG", "a b"]),
    ],
}, indent=1))
