"""Jaro-Winkler similarity and "one edit apart" of pairs of names: an independent way to the golden file similarity.json.

From the definitions, not from the C# code: Jaro 1989 and Winkler 1990 (prefix scale 0.1, at most four letters); one edit is a distance of at most one
in the restricted Damerau-Levenshtein sense (insertion, deletion, replacement, exchange of neighbours). Run: python3 similarity.py > similarity.json
"""
import json
import random
from fractions import Fraction

KNOWN = [
    ("MARTHA", "MARHTA"), ("DIXON", "DICKSONX"), ("DWAYNE", "DUANE"), ("CAAL", "CHOC"), ("CAAL", "CAL"), ("XOL", "XOLL"), ("GARCIA", "GRACIA"),
    ("GARCIA", "GARZIA"), ("HERNANDEZ", "FERNANDEZ"), ("RODRIGUEZ", "RODRIGEUZ"), ("JEANBAPTISTE", "JEANBATISTE"), ("MARIA", "MARIANA"),
    ("GONZALEZ", "GONZALES"), ("PEREZ", "LOPEZ"), ("AB", "BA"), ("ABCD", "DCBA"), ("ABC", "CAB"), ("A", "B"), ("A", "A"), ("MUÑOZ", "MUNOZ"),
    ("ABCDEFGH", "HGFEDCBA"), ("AAAA", "AAA"), ("SOLORZANO", "SOLORSANO"), ("QUEVEDO", "QUEBEDO"), ("XICARA", "JICARA"),
]


def jaro(one, other):
    window = max(max(len(one), len(other)) // 2 - 1, 0)
    used = [False] * len(other)
    of_one = []
    for i, letter in enumerate(one):
        for j, candidate in enumerate(other):
            if not used[j] and candidate == letter and abs(i - j) <= window:
                used[j] = True
                of_one.append(letter)
                break
    of_other = [letter for j, letter in enumerate(other) if used[j]]
    common = len(of_one)
    if common == 0:
        return Fraction(0)
    transpositions = Fraction(sum(x != y for x, y in zip(of_one, of_other)), 2)
    return (Fraction(common, len(one)) + Fraction(common, len(other)) + (common - transpositions) / common) / 3


def jaro_winkler(one, other):
    prefix = 0
    while prefix < min(4, len(one), len(other)) and one[prefix] == other[prefix]:
        prefix += 1
    similarity = jaro(one, other)
    return similarity + Fraction(prefix, 10) * (1 - similarity)


def distance(one, other):
    rows = [[max(i, j) if min(i, j) == 0 else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


def changed(word, draw):
    letters = list(word)
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        at = draw.randrange(len(letters))
        how = draw.randrange(4)
        if how == 0:
            letters.insert(at, draw.choice("AEIOULNRST"))
        elif how == 1 and len(letters) > 1:
            del letters[at]
        elif how == 2:
            letters[at] = draw.choice("AEIOULNRST")
        elif at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def main():
    draw = random.Random(20261128)
    words = sorted({word for pair in KNOWN for word in pair if len(word) > 1})
    pairs = list(KNOWN)
    for _ in range(150):
        word = draw.choice(words)
        pairs.append((word, changed(word, draw)))
    for _ in range(60):
        pairs.append((draw.choice(words), draw.choice(words)))
    print(json.dumps({"pairs": [
        {"one": one, "other": other, "jaroWinkler": float(jaro_winkler(one, other)), "oneEdit": distance(one, other) <= 1} for one, other in pairs
    ]}, indent=1, ensure_ascii=False))


main()
