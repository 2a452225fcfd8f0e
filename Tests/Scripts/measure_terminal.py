"""Measure what playing costs, on a real pseudoterminal of 120 x 40 cells and 256 colours.

    swift build -c release
    python Tests/Scripts/measure_terminal.py [--pong .build/release/pong] [--seconds 20] [--policy FILE]

Prints, for `pong play --left follower` with scripted keys: bytes written and CPU time per frame of 1/60 s, and the memory
resident at the end; for `pong` (the menu): the time from the start of the process to its first picture; and the time from a
key to the first byte of the changed picture, in frames. With a policy, also, for `pong watch --inspect` with every panel open
and each overlay: kilobytes written a second, the part of a core that is used, and pictures a second. Nothing is emulated: the figures are the kernel's.
"""
import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import tempfile
import termios
import time


def spawn(command, environment):
    pid, master = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environment)
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    return pid, master


def read(master, seconds):
    """Reads for so long; returns (time, bytes) for each piece."""
    pieces, end = [], time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([master], [], [], left)[0]:
            try:
                data = os.read(master, 1 << 16)
            except OSError:
                break
            pieces.append((time.monotonic(), data))
    return pieces


def statistics_of(pid):
    """CPU seconds and resident kilobytes of a running process."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return cpu, int(line.split()[1])
    return cpu, 0


def finish(pid, master):
    os.kill(pid, 15)
    read(master, 0.2)
    os.close(master)
    os.waitpid(pid, 0)


def measure_play(pong, environment, seconds):
    pid, master = spawn([pong, "play", "--left", "follower", "--seed", "1"], environment)
    read(master, 2)
    cpu, _ = statistics_of(pid)
    start, count, keys = time.monotonic(), 0, [b"\x1b[A", b"\x1b[B", b" "]
    turn = 0
    while time.monotonic() - start < seconds:
        os.write(master, keys[turn % 7 % 3])
        turn += 1
        count += sum(len(data) for _, data in read(master, 0.2))
    elapsed = time.monotonic() - start
    after, memory = statistics_of(pid)
    finish(pid, master)
    frames = elapsed * 60
    print(f"play      {count / frames:8.1f} bytes a frame   {(after - cpu) / frames * 1000:6.3f} ms CPU a frame"
          f"   {memory / 1024:5.1f} MB resident   ({frames:.0f} frames)")


def measure_start(pong, environment, runs=15):
    times = []
    for _ in range(runs):
        start = time.monotonic()
        pid, master = spawn([pong], environment)
        received = b""
        while b"Play" not in received and time.monotonic() - start < 5:
            for when, data in read(master, 0.002):
                received += data
                times_at = when
        times.append((times_at - start) * 1000)
        finish(pid, master)
    print(f"menu      {statistics.median(times):8.1f} ms to the first picture   (median of {runs}, highest {max(times):.1f})")


def measure_key(pong, environment, runs=40):
    pid, master = spawn([pong], environment)
    read(master, 1.0)
    delays = []
    for run in range(runs):
        # Out of step with the frames, and away from the picture that moves by itself.
        read(master, 0.1 + (run * 7 % 16) / 1000)
        key = b"\x1b[B" if run % 2 == 0 else b"\x1b[A"
        start = time.monotonic()
        os.write(master, key)
        for when, data in read(master, 0.15):
            # The mark of the row that is chosen is drawn anew.
            if "▸".encode() in data:
                delays.append((when - start) * 60)
                break
    finish(pid, master)
    print(f"key       {statistics.median(delays):8.2f} frames to the changed picture   (median of {len(delays)}, highest {max(delays):.2f})")


def measure_inspector(pong, environment, policy, seconds):
    overlays = ["contributions", "saliency", "map of P(up)", "none"]
    for number, overlay in enumerate(overlays):
        command = [pong, "watch", "--left", policy, "--right", policy, "--seed", "1", "--inspect", "--color", "256"]
        pid, master = spawn(command, environment)
        read(master, 2)
        for _ in range(number):
            os.write(master, b"o")
            read(master, 0.3)
        read(master, 3)
        cpu, _ = statistics_of(pid)
        start = time.monotonic()
        pieces = read(master, seconds)
        elapsed = time.monotonic() - start
        after, memory = statistics_of(pid)
        finish(pid, master)
        count = sum(len(data) for _, data in pieces)
        # A picture is written in one go; two pieces less than half a frame apart are one picture's.
        pictures = sum(b - a > 1 / 120 for (a, _), (b, _) in zip(pieces, pieces[1:])) + 1
        print(f"inspector {count / elapsed / 1000:8.1f} kB/s   {(after - cpu) / elapsed * 100:5.1f} % of a core"
              f"   {pictures / elapsed:5.1f} pictures/s   {memory / 1024:5.1f} MB resident   (overlay: {overlay})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pong", default=".build/release/pong")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--policy", help="a policy to look into; left out, the inspector is not measured")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TERM": "xterm-256color", "XDG_CONFIG_HOME": folder, "LC_ALL": "C.UTF-8"}
        environment.pop("COLORTERM", None)
        environment.pop("NO_COLOR", None)
        environment.pop("TMUX", None)
        measure_start(arguments.pong, environment)
        measure_key(arguments.pong, environment)
        measure_play(arguments.pong, environment, arguments.seconds)
        if arguments.policy:
            measure_inspector(arguments.pong, environment, arguments.policy, arguments.seconds)


if __name__ == "__main__":
    main()
