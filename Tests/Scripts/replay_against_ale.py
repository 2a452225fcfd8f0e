"""Play fresh random games on the real Atari Pong and hold `pong trace` against them.

    pip install ale-py gymnasium
    swift build -c release
    python Tests/Scripts/replay_against_ale.py [--games 20] [--frames 6000] [--seed 0] [--pong .build/release/pong]

Every game is played by ale-py itself under random actions of changing temper, in a random mode and difficulty, or through
one of gymnasium's environments with a random seed. `pong trace` replays the actions; any line that differs is printed and
the exit code is 1.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile
import zlib

import ale_py
import gymnasium

gymnasium.register_envs(ale_py)
ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)


def temper(rng, choices):
    """Actions that stick for a random while, now nervous, now calm."""
    action, stick = rng.choice(choices), rng.choice([0.0, 0.5, 0.9, 0.97])
    while True:
        if rng.random() < 0.002:
            stick = rng.choice([0.0, 0.5, 0.9, 0.97])
        if rng.random() >= stick:
            action = rng.choice(choices)
        yield action


def chase(ram, rng):
    """Follows the ball with the bat most of the time, so that rallies are long; FIRE now and then."""
    ball, bat = ram[54], ram[60]
    fire = rng.random() < 0.3
    if ball == 0 or abs(int(ball) - 6 - int(bat)) < rng.choice([2, 4, 8]):
        return 1 if fire else 0
    if ball - 6 < bat:
        return 11 if fire else 3
    return 12 if fire else 4


def play_frames(rng, frames):
    mode, difficulty = rng.choice([0, 0, 0, 1]), rng.choice([0, 0, 1, 2, 3])
    ale = ale_py.ALEInterface()
    ale.setInt("frame_skip", 1)
    ale.setFloat("repeat_action_probability", 0.0)
    ale.loadROM(ale_py.roms.get_rom_path("pong"))
    ale.setMode(mode)
    ale.setDifficulty(difficulty)
    ale.reset_game()
    rows, actions = [], temper(rng, list(range(18)))
    chases = rng.random() < 0.7

    def row(frame, action, reward):
        ram = bytes(ale.getRAM())
        rgb = bytes(ale.getScreenRGB())
        fields = [frame, action, reward, int(ale.game_over()), ram[49], ram[54], ram[50], ram[51], ram[13], ram[14]]
        rows.append((",".join(map(str, fields)), f"{zlib.crc32(ram):08x},{zlib.crc32(rgb):08x}"))

    row(0, -1, 0)
    for frame in range(1, frames + 1):
        action = chase(ale.getRAM(), rng) if chases and rng.random() < 0.95 else next(actions)
        row(frame, action, ale.act(action))
        if ale.game_over():
            break
    return ["--mode", str(mode), "--difficulty", str(difficulty)], rows


def play_steps(rng, frames):
    name = rng.choice(["Pong-v0", "Pong-v4", "PongNoFrameskip-v0", "PongNoFrameskip-v4", "ALE/Pong-v5"])
    seed = rng.randrange(2**31)
    environment = gymnasium.make(name, disable_env_checker=True)
    observation, info = environment.reset(seed=seed)
    ale = environment.unwrapped.ale
    rows, actions = [], temper(rng, list(range(6)))

    def row(step, action, reward, terminated, truncated, rgb, frame):
        fields = [step, action, int(reward), int(terminated), int(truncated), frame]
        ram = bytes(ale.getRAM())
        rows.append((",".join(map(str, fields)), f"{zlib.crc32(ram):08x},{zlib.crc32(bytes(rgb)):08x}"))

    row(0, -1, 0, False, False, observation, info["episode_frame_number"])
    for step in range(1, frames // 3):
        action = next(actions)
        observation, reward, terminated, truncated, info = environment.step(action)
        row(step, action, reward, terminated, truncated, observation, info["episode_frame_number"])
        if terminated or truncated:
            break
    return ["--environment", name, "--seed", str(seed)], rows


def compare(pong, options, rows, is_frames):
    """Runs `pong trace` on the actions and compares every column but sx and sy, which ALE does not tell."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "actions.csv")
        with open(path, "w") as file:
            file.write("action\n" + "".join(fields.split(",")[1] + "\n" for fields, _ in rows))
        printed = subprocess.run([pong, "trace", *options, path], check=True, capture_output=True, text=True).stdout
    lines = printed.splitlines()[1:]
    wrong = abs(len(lines) - len(rows))
    for line, (fields, checksums) in zip(lines, rows):
        parts = line.split(",")
        ours = (",".join(parts[:10 if is_frames else 6]), ",".join(parts[-2:]))
        if ours != (fields, checksums):
            wrong += 1
            if wrong <= 3:
                print(f"  pong {line}\n  ALE  {fields},{checksums}")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--games", type=int, default=20)
    parser.add_argument("--frames", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--pong", default=".build/release/pong")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    total = failures = 0
    for game in range(arguments.games):
        is_frames = game % 3 != 2
        options, rows = (play_frames if is_frames else play_steps)(rng, arguments.frames)
        wrong = compare(arguments.pong, options, rows, is_frames)
        print(f"game {game}: {' '.join(options)}, {len(rows)} lines, {wrong} differ")
        total += len(rows)
        failures += wrong
    print(f"{total} lines compared, {failures} differ")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
