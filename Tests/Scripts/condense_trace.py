"""Condense golden traces of real Atari Pong for the tests: python condense_trace.py OUT_DIR TRACE.csv ...

A golden trace is a CSV that `pong trace` must print byte for byte below its comment line (see `pong trace --help`).
Condensed it has one line `# name key=value ...`, one line with the actions (a letter each, 'a' = 0, followed by how often
it repeats if more than once) and one line with the CRC-32 of each block of 250 lines of the CSV, its header line included.
"""
import itertools
import os
import sys
import zlib

BLOCK = 250


def condense(path):
    lines = open(path).read().splitlines()
    comment, header, rows = lines[0], lines[1], lines[2:]
    column = header.split(",").index("action")
    actions = [int(row.split(",")[column]) for row in rows][1:]
    runs = [(chr(ord("a") + action), len(list(group))) for action, group in itertools.groupby(actions)]
    letters = "".join(letter if count == 1 else f"{letter}{count}" for letter, count in runs)
    text = [line + "\n" for line in lines[1:]]
    digests = []
    for start in range(0, len(text), BLOCK):
        block = "".join(text[start : start + BLOCK]).encode()
        digests.append(f"{zlib.crc32(block):08x}")
    name = os.path.splitext(os.path.basename(path))[0]
    return f"# {name} {comment[2:]}\n{letters}\n{' '.join(digests)}\n"


if __name__ == "__main__":
    for path in sys.argv[2:]:
        name = os.path.splitext(os.path.basename(path))[0]
        with open(os.path.join(sys.argv[1], name + ".golden"), "w") as out:
            out.write(condense(path))
