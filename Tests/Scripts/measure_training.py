"""Measure what the training screen costs the learner, and that it changes nothing.

    swift build -c release
    python Tests/Scripts/measure_training.py [--pong .build/release/pong] [--steps 6000000] [--pairs 5] [PRESET]

Trains the same run by turns without a screen and with one on a real pseudoterminal of 120 x 40 cells and 256 colours. Prints agent
steps per second of either (from `progress.csv`, first row to last, so that starting up and saving do not count), the ratio of each
pair and of the best runs (a busy machine slows single runs down, but nothing speeds one up), the CPU share and the bytes per second
of the screen's thread, and the resident memory; fails if the weights differ.
"""
import argparse
import csv
import fcntl
import os
import pty
import select
import statistics
import struct
import subprocess
import tempfile
import termios
import time
from pathlib import Path


def run_directory(folder):
    return next(path.parent for path in Path(folder).glob("*/*/config.json"))


def rate(folder):
    with open(run_directory(folder) / "progress.csv") as file:
        rows = list(csv.DictReader(file))
    first, last = rows[0], rows[-1]
    steps = int(last["agent_steps"]) - int(first["agent_steps"])
    return steps / (float(last["seconds"]) - float(first["seconds"]))


def weights(folder):
    # Behind the header, which holds the command line.
    data = (run_directory(folder) / "policy.safetensors").read_bytes()
    return data[8 + int.from_bytes(data[:8], "little"):]


def thread_seconds(pid, thread):
    fields = open(f"/proc/{pid}/task/{thread}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1])
    return 0


def train_headless(command, folder):
    subprocess.run(command + ["--headless", "--quiet", "--directory", folder], check=True)


def train_on_screen(command, folder):
    """Returns the CPU share and the bytes per second of the screen, and kilobytes resident."""
    environment = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8", XDG_CONFIG_HOME=folder)
    environment.pop("NO_COLOR", None)
    command = command + ["--directory", folder]
    pid, master = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environment)
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    begin, count, text, figures = time.monotonic(), 0, b"", None
    while True:
        if not select.select([master], [], [], 0.05)[0]:
            continue
        try:
            data = os.read(master, 1 << 16)
        except OSError:
            break
        count += len(data)
        text = (text + data)[-4000:]
        if figures is None and b"goes on playing" in text:
            passed = time.monotonic() - begin
            figures = (thread_seconds(pid, pid) / passed, count / passed, resident(pid))
            os.write(master, b"q")
    os.waitpid(pid, 0)
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("preset", nargs="?", default="article")
    parser.add_argument("--pong", default=".build/release/pong")
    parser.add_argument("--steps", default="6000000")
    parser.add_argument("--pairs", type=int, default=5)
    arguments = parser.parse_args()
    command = [os.path.abspath(arguments.pong), "train", arguments.preset, "--steps", arguments.steps, "--seed", "1"]
    rates = []
    for _ in range(arguments.pairs):
        with tempfile.TemporaryDirectory() as plain, tempfile.TemporaryDirectory() as screen:
            train_headless(command, plain)
            share, bytes_per_second, kilobytes = train_on_screen(command, screen)
            if weights(plain) != weights(screen):
                raise SystemExit("the weights differ")
            without, with_screen = rate(plain), rate(screen)
            rates.append((without, with_screen))
            print(
                f"headless {without:12,.0f} steps/s   screen {with_screen:12,.0f} steps/s   ratio {with_screen / without:.3f}"
                f"   screen's thread {100 * share:4.1f} % of a core, {bytes_per_second / 1000:5.1f} kB/s, {kilobytes / 1000:.0f} MB"
            )
    median = statistics.median(with_screen / without for without, with_screen in rates)
    best = max(with_screen for _, with_screen in rates) / max(without for without, _ in rates)
    print(f"median ratio {median:.3f}, ratio of the best runs {best:.3f}; weights equal")


main()
