"""Time how long presets take to reach a goal, seed by seed, and print the table of Training.md.

    swift build -c release
    python Tests/Scripts/time_presets.py [--pong .build/release/pong] [--seeds 20] [--limit 150] [--keep DIRECTORY] [LINE ...]

LINE is what follows `pong train`, as in "strong --until-reward 20"; without one, the lines of the table are measured. Runs follow each
other, on all cores, seeds from 1 up. A time is that of the whole process; steps are the same on every machine. Leave the machine alone
meanwhile. With --keep the runs stay, for `pong plot DIRECTORY/0 --x steps --svg all.svg`.
"""
import argparse
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

LINES = [
    "strong --until-reward 20",
    "fast --until-reward 0",
    "fast --environment PongDeterministic-v4 --until-reward 18",
    "article --until-reward 0",
]


def train(pong, line, seed, limit, folder):
    command = [pong, "train", *line.split(), "--seed", str(seed), "--time-limit", str(limit)]
    command += ["--headless", "--json", "--quiet", "--directory", folder]
    began = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    seconds = time.monotonic() - began
    if done.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}")
    summary = json.loads(done.stdout.splitlines()[-1])
    return seconds, summary["agent_steps"] / 1e6, summary["reached"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines", nargs="*", default=LINES, metavar="LINE")
    parser.add_argument("--pong", default=".build/release/pong")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--limit", type=float, default=150)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    print("| `pong train` … | seconds: median (quartiles), worst | million agent steps: median, worst | reached |")
    print("| --- | --- | --- | --- |")
    for number, line in enumerate(arguments.lines):
        with tempfile.TemporaryDirectory() as scratch:
            folder = str(arguments.keep / str(number)) if arguments.keep else scratch
            runs = [
                train(arguments.pong, line, seed, arguments.limit, folder)
                for seed in range(1, arguments.seeds + 1)
            ]
        seconds, steps, reached = zip(*runs)
        low, _, high = statistics.quantiles(seconds, n=4) if len(runs) > 1 else seconds * 3
        print(
            f"| `{line}` | {statistics.median(seconds):.1f} ({low:.1f}–{high:.1f}), {max(seconds):.1f} "
            f"| {statistics.median(steps):.1f}, {max(steps):.1f} | {sum(reached)} of {len(runs)} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
