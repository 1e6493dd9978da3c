#!/usr/bin/env python3
"""Recomputes the golden vectors of tests/golden.rs from the documentation alone.

    python3 tests/data/golden_v1.py

prints every vector. The script was written from the definitions in the documentation of
`retold::hash`, `retold::MinHasher` and `retold::Banding::keys`, and shares no code with the
library: where both agree, the documentation says what the library does. It needs nothing but
Python 3 and, for content_hash only, the package `xxhash`; without it those lines are left out.
CI does not run it, since the values are frozen.
"""

M64 = (1 << 64) - 1
M32 = (1 << 32) - 1


def mix(lo, hi, n):
    x = ((lo ^ ((0x2D358DCCAA6C78A5 + n) & M64)) * 0x9E3779B97F4A7C15) & M64
    y = ((hi ^ 0x8BB84B93962EACC9) * 0xC2B2AE3D27D4EB4F) & M64
    z = (((x ^ x >> 32) + (y ^ y >> 29)) * 0xD6E8FEB86659FD93) & M64
    z = ((z ^ z >> 32) * 0xE7037ED1A0B428DB) & M64
    return z ^ z >> 32


def two_words(block):
    return int.from_bytes(block[:8], "little"), int.from_bytes(block[8:16], "little")


def token_hash(data):
    length = len(data)
    if length <= 16:
        lo, hi = two_words(data + bytes(16 - length))
        return mix(lo, hi, length)
    s, at = length, 0
    while length - at > 16:
        lo, hi = two_words(data[at:at + 16])
        s = (mix(lo ^ s, hi, 16) * 0xE7037ED1A0B428DB) & M64
        at += 16
    lo, hi = two_words(data[-16:])
    return mix(lo ^ s, hi, 17)


def combine_hashes(first, second):
    return mix(first, second, 18)


def rotl(value, by):
    by %= 64
    return (value << by | value >> (64 - by)) & M64


def shingle_hash(tokens):
    n = len(tokens)
    h = 0
    for j, token in enumerate(tokens, 1):
        h ^= rotl(token, 13 * (n - j))
    z = ((h ^ (n * 0x4B33A62ED433D4A3 & M64)) * 0xE7037ED1A0B428DB) & M64
    return z ^ z >> 32


def mix64(z):
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & M64
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & M64
    return z ^ z >> 31


def splitmix64(seed):
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & M64
        yield mix64(state)


class Family:
    def __init__(self, k, seed):
        stream = splitmix64(seed)
        self.key = next(stream)
        numbers = [next(stream) for _ in range(k)]
        self.s = [x & M32 for x in numbers]
        self.a = [x >> 32 | 1 for x in numbers]

    def permuted(self, g, i):
        return (((g >> 32) ^ self.s[i]) * self.a[i] & M32) ^ 1 << 31


def classic(k, seed, shingles):
    family = Family(k, seed)
    gs = [mix64(h ^ family.key) for h in shingles]
    return [min(family.permuted(g, i) for g in gs) for i in range(k)]


def bucketed(k, seed, shingles):
    family = Family(k, seed)
    gs = [mix64(h ^ family.key) for h in shingles]
    log2_k = k.bit_length() - 1
    slots = []
    for i in range(k):
        bucket = [(g & M32) >> 1 for g in gs if g >> (64 - log2_k) == i]
        if bucket:
            slots.append(min(bucket))
        else:
            slots.append((1 << 31) + min(family.permuted(g, i) >> 1 for g in gs))
    return slots


def band_keys(bands, rows, slots):
    keys = []
    for j in range(bands):
        key = (j + 1) * 0x9E3779B97F4A7C15 & M64
        for v in slots[j * rows:(j + 1) * rows]:
            key = mix64(key ^ v)
        keys.append(key)
    return keys


def grouped(value, digits=16):
    text = f"{value:0{digits}x}"
    return "0x" + "_".join(text[i:i + 4] for i in range(0, digits, 4))


def show(name, values, digits=16):
    print(f"{name}:")
    for value in values:
        print(f"    {grouped(value, digits)},")


def main():
    # Byte i of the token is 7 i + 1 modulo 256.
    token = bytes((7 * i + 1) % 256 for i in range(100))
    lengths = [0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 100]
    print("token_hash of the first n bytes:")
    for n in lengths:
        print(f"    ({n}, {grouped(token_hash(token[:n]))}),")
    pairs = [(0, 0), (1, 2), (2, 1), (M64, 0x0123456789ABCDEF)]
    show("combine_hashes", [combine_hashes(*pair) for pair in pairs])
    tokens = [token_hash(bytes([65 + i])) for i in range(70)]
    print("shingle_hash of the first n tokens:")
    for n in [0, 1, 2, 3, 5, 8, 64, 65, 70]:
        print(f"    ({n}, {grouped(shingle_hash(tokens[:n]))}),")
    show("mix64", [mix64(z) for z in (0, 1, 2, 1 << 63, M64)])
    for seed in (0, 42):
        stream = splitmix64(seed)
        show(f"splitmix64, seed {seed}", [next(stream) for _ in range(4)])
    # Shingle hashes as weak as they come: 1, 4, 9, 16, 25.
    squares = [i * i for i in range(1, 6)]
    for seed in (0, 42):
        show(f"bucketed, k = 8, seed {seed}", bucketed(8, seed, squares), 8)
        show(f"classic, k = 5, seed {seed}", classic(5, seed, squares), 8)
    many = list(range(1000))
    show("bucketed, k = 8, seed 0, 0 to 999", bucketed(8, 0, many), 8)
    show("classic, k = 5, seed 0, 0 to 999", classic(5, 0, many), 8)
    for k, shingles in ((128, squares), (4096, many)):
        slots = bucketed(k, 0, shingles)
        show(f"bucketed, k = {k}, {len(shingles)} shingles, band key of all slots",
             band_keys(1, k, slots))
        slots = classic(k, 0, shingles)
        show(f"classic, k = {k}, {len(shingles)} shingles, band key of all slots",
             band_keys(1, k, slots))
    show("band keys, 3 x 2, of the slots 0, 1, 2, 3, 2^31, 2^32 - 1",
         band_keys(3, 2, [0, 1, 2, 3, 1 << 31, M32]))
    try:
        from xxhash import xxh3_128_intdigest
    except ImportError:
        print("content_hash: not recomputed, the package xxhash is not there")
        return
    for n in (0, 1, 2, 63, 64, 65, 70):
        data = b"".join(token.to_bytes(8, "little") for token in tokens[:n])
        print(f"    content_hash ({n}, {grouped(xxh3_128_intdigest(data, seed=0), 32)}),")


if __name__ == "__main__":
    main()
