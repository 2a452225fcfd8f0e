"""Opens recordings as other people's programs do: GIFs with Pillow and ffprobe, casts by the format's rules and asciinema.

    swift build -c release
    python3 Tests/Scripts/check_recordings.py [--pong .build/release/pong] [FILE.gif FILE.cast ...]

Without files it makes some first: the article's two GIFs, a screen as GIF and as cast, and a chart as PNG and SVG. A cast must
be what asciinema's documentation calls asciicast v2 (a header of an object, then arrays of a time that never falls, "o", "m" or
"r", and text), and asciinema (2 or later) must replay it. Needs pillow, asciinema and pyte from PyPI, and ffprobe (ffmpeg).
Prints a line for each file and ends with 1 if one is not as it should be.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.dom.minidom

import pyte
from PIL import Image, ImageSequence


def check_gif(path):
    image = Image.open(path)
    image.verify()
    image = Image.open(path)
    frames = [(frame.convert("RGB"), frame.info["duration"]) for frame in ImageSequence.Iterator(image)]
    assert image.format == "GIF" and image.info["loop"] == 0, "is no GIF that loops"
    assert all(duration >= 20 for _, duration in frames), "a picture is shorter than players show"
    fields = "stream=codec_name,width,height,nb_read_frames"
    command = ["ffprobe", "-v", "error", "-count_frames", "-show_entries", fields, "-of", "json", str(path)]
    probe = subprocess.run(command, capture_output=True, text=True, check=True)
    assert probe.stderr == "", probe.stderr
    stream = json.loads(probe.stdout)["streams"][0]
    assert (stream["codec_name"], stream["width"], stream["height"]) == ("gif", *image.size)
    assert int(stream["nb_read_frames"]) >= len(frames), "ffprobe sees fewer pictures than Pillow"
    seconds = sum(duration for _, duration in frames) / 1000
    return f"{image.size[0]} x {image.size[1]}, {len(frames)} pictures, {seconds:.1f} s, {stream['nb_read_frames']} for ffprobe"


def check_cast(path):
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    header = json.loads(header)
    assert header["version"] == 2 and isinstance(header["version"], int)
    assert all(isinstance(header[side], int) and header[side] > 0 for side in ("width", "height"))
    assert set(header) <= {"version", "width", "height", "timestamp", "duration", "idle_time_limit", "command", "title", "env", "theme"}
    screen = pyte.Screen(header["width"], header["height"])
    stream = pyte.Stream(screen)
    last, markers, output = 0.0, 0, ""
    for number, line in enumerate(lines, 2):
        time, code, data = json.loads(line)
        assert isinstance(time, (int, float)) and time >= last, f"line {number}: time goes back"
        assert code in ("o", "i", "m", "r") and isinstance(data, str), f"line {number}: no event"
        last, markers = time, markers + (code == "m")
        if code == "o":
            stream.feed(data)
            output += data
        if code == "r":
            columns, rows = map(int, data.split("x"))
            screen.resize(rows, columns)
    shown = subprocess.run(["asciinema", "cat", str(path)], capture_output=True, check=True).stdout.decode()
    assert shown == output, "asciinema shows something else"
    filled = sum(line.strip() != "" for line in screen.display)
    assert filled > 0, "nothing is on the screen at the end"
    return f"{header['width']} x {header['height']}, {len(lines)} events, {markers} marks, {last:.1f} s, {path.stat().st_size} bytes"


def check_png(path):
    image = Image.open(path)
    image.load()
    return f"{image.size[0]} x {image.size[1]}, {image.mode}"


def check_svg(path):
    document = xml.dom.minidom.parse(str(path)).documentElement
    assert document.tagName == "svg"
    return f"{document.getAttribute('width')} x {document.getAttribute('height')}"


def make(pong, folder):
    def run(*arguments):
        subprocess.run([pong, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)

    run("record", "--right", "random", "--steps", "300", "--seed", "7", "--gif", "court.gif", "--input-gif", "input.gif")
    run("record", "--right", "follower", "--points", "2", "--seed", "7", "--screen-gif", "screen.gif", "--cast", "screen.cast")
    for seed in ("0", "1"):
        run("train", "fast", "--episodes", "64", "--seed", seed, "--quiet", "--directory", "runs")
    run("plot", "runs/fast", "--png", "chart.png", "--svg", "chart.svg")
    return [path for path in sorted(folder.iterdir()) if path.is_file()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pong", default=".build/release/pong")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    checks = {".gif": check_gif, ".cast": check_cast, ".png": check_png, ".svg": check_svg}
    with tempfile.TemporaryDirectory() as folder:
        pong = str(pathlib.Path(options.pong).resolve())
        files = options.files or make(pong, pathlib.Path(folder))
        failures = 0
        for path in files:
            try:
                print(f"{path.name}: {checks[path.suffix](path)}")
            except (AssertionError, OSError, KeyError, ValueError, subprocess.CalledProcessError) as error:
                failures += 1
                print(f"{path.name}: NOT AS IT SHOULD BE: {error}")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
