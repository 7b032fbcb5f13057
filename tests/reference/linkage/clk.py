"""Keys of three records by plain hashlib and hmac: an independent way to the golden file clk.json.

Follows docs/methods/pprl.md, not the C# code. Run: python3 clk.py > clk.json
"""
import hashlib
import hmac
import json
import struct

SCHEMA = "persons 2"
FIELDS = {  # name: (kind, bits of one text in 1024)
    "given": ("sounds", 80), "surname": ("sounds", 100), "birth": ("date", 125), "sex": ("whole", 12),
    "municipality": ("bigrams", 50), "postcode": ("bigrams", 30), "document": ("bigrams", 70), "phone": ("bigrams", 35),
}
# The keys of sounds are checked elsewhere; here they are written out.
SOUNDS = {"MARIA": "MARIA", "JOSE": "JOSE", "CAAL": "KAL", "POP": "POP", "ANANA": "ANANA", "X": "J", "PYE": "PYE", "JEAN": "JEAN", "BAPTISTE": "BAPTISTE"}
SHARES = [bytes(range(32)), bytes(range(100, 140))]
RECORDS = [
    [("given", "MARIA"), ("given", "JOSE"), ("surname", "CAAL"), ("surname", "POP"), ("birth", "1994-05-13"), ("sex", "F"), ("municipality", "SAN PEDRO CARCHA")],
    [("given", "ANANA"), ("surname", "X"), ("birth", "2001-11"), ("sex", "M"), ("document", "1234567890101"), ("phone", "55512345")],
    [("given", "PYE"), ("surname", "JEAN"), ("surname", "BAPTISTE"), ("birth", "1987/1988"), ("sex", "M"), ("postcode", "4223")],
]


def hkdf_extract(salt, material):
    return hmac.new(salt, material, hashlib.sha256).digest()


def hkdf_expand(key, info, length=32):
    out, block, number = b"", b"", 1
    while len(out) < length:
        block = hmac.new(key, block + info + bytes([number]), hashlib.sha256).digest()
        out, number = out + block, number + 1
    return out[:length]


def extracted(shares):
    return hkdf_extract(b"amparo linkage key 1", b"".join(struct.pack(">H", len(share)) + share for share in sorted(shares)))


def tokens_of(kind, text):
    if kind == "bigrams":
        found = set()
        for word in text.split(" "):
            found |= {word} if len(word) == 1 else {word[i:i + 2] for i in range(len(word) - 1)}
        return found
    if kind == "sounds":
        marked = f"_{SOUNDS[text]}_"
        return {marked[i:i + 2] for i in range(len(marked) - 1)}
    if kind == "date":
        years = [int(year) for year in text[:9].split("/")] if "/" in text else [int(text[:4])]
        pairs = {f"P{year}" for year in range(years[0] - 1, years[-1] + 1)}
        return pairs | (set() if len(years) > 1 else {f"{letter}{int(part)}" for letter, part in zip("YMD", text.split("-"))})
    return {text}


def positions(key, field, salt, token, count, filter_bits):
    stream, block = [], 0
    while len(stream) < count:
        message = field.encode() + b"\0" + salt.encode() + b"\0" + token.encode() + b"\0" + bytes([block])
        stream += [word % filter_bits for word in struct.unpack(">16H", hmac.new(key, message, hashlib.sha256).digest())]
        block += 1
    return stream[:count]


def permutation(key, length):
    places = list(range(length))
    for last in range(length - 1, 0, -1):
        other = int.from_bytes(hmac.new(key, struct.pack(">i", last), hashlib.sha256).digest()[:8], "big") % (last + 1)
        places[last], places[other] = places[other], places[last]
    return places


def encode(prk, record, hardening, salting):
    filter_bits = 512 if hardening == "balance" else 1024
    key = hkdf_expand(prk, f"hashing {SCHEMA}".encode())
    first = dict(reversed(record))
    salt = {"none": "", "sex": first.get("sex"), "birth-year": first.get("birth", "")[5:] if "/" in first.get("birth", "") else first.get("birth", "")[:4]}[salting]
    bits = [0] * filter_bits
    for field, text in record:
        kind, weight = FIELDS[field]
        weight = weight * filter_bits // 1024
        tokens = tokens_of(kind, text)
        spread = max(1, (weight + len(tokens) // 2) // len(tokens))
        each = {"bigrams": spread, "sounds": spread, "date": max(1, weight // 5), "whole": weight}[kind]
        for token in tokens:
            for position in positions(key, field, salt, token, each, filter_bits):
                bits[position] = 1
    if hardening == "fold":
        bits = [one ^ other for one, other in zip(bits[:512], bits[512:])]
    if hardening == "balance":
        places = permutation(hkdf_expand(prk, b"balance"), 1024)
        balanced = [0] * 1024
        for bit, value in enumerate(bits):
            balanced[places[bit if value else bit + 512]] = 1
        bits = balanced
    return bytes(sum(bits[8 * i + j] << j for j in range(8)) for i in range(len(bits) // 8)).hex()


prk = extracted(SHARES)
print(json.dumps({
    "shares": [share.hex() for share in SHARES],
    "check": hkdf_expand(prk, b"check value")[:8].hex(),
    "keys": [
        {"hardening": hardening, "salt": salt, "record": [list(text) for text in record], "key": encode(prk, record, hardening, salt)}
        for hardening in ("none", "fold", "balance") for salt in ("none", "sex", "birth-year") for record in RECORDS
    ],
}, indent=1))
