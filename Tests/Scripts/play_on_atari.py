"""Plays a policy on the real Atari: the mean reward should be that of `pong evaluate --environment`.

    python3 Tests/Scripts/play_on_atari.py mine.safetensors [episodes] [environment]

Needs ale-py, gymnasium and safetensors from PyPI.
"""

import sys

import ale_py
import gymnasium
import numpy as np
from safetensors import safe_open

path = sys.argv[1]
episodes = int(sys.argv[2]) if len(sys.argv) > 2 else 20
with safe_open(path, framework="numpy") as file:
    w = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}
    metadata = file.metadata()
names = metadata["actions"].split(",")
environment = sys.argv[3] if len(sys.argv) > 3 else metadata.get("environment", "Pong-v0")
gymnasium.register_envs(ale_py)
env = gymnasium.make(environment)
actions = [env.unwrapped.get_action_meanings().index(name) for name in names]


def preprocess(frame):
    small = frame[35:195:2, ::2, 0]
    return ((small != 144) & (small != 109) & (small != 0)).astype(np.float32).ravel()


rewards = []
for episode in range(episodes):
    rng = np.random.default_rng(episode)
    frame, _ = env.reset(seed=episode)
    previous, total, done = None, 0.0, False
    while not done:
        now = preprocess(frame)
        x = np.zeros_like(now) if previous is None else now - previous
        if metadata["observation"].startswith("difference+frame"):
            x = np.concatenate([x, now])
        previous = now
        z = w["policy.weight"] @ np.maximum(w["hidden.weight"] @ x + w["hidden.bias"], 0)
        z = z + w["policy.bias"]
        z = np.append(z, 0) if len(z) == 1 else z
        p = np.exp(z - z.max())
        frame, reward, terminated, truncated, _ = env.step(actions[rng.choice(len(p), p=p / p.sum())])
        total, done = total + reward, terminated or truncated
    rewards.append(total)
    print(f"episode {episode}: {total:.0f}, mean so far {np.mean(rewards):.2f}", flush=True)
interval = 1.96 * np.std(rewards, ddof=1) / np.sqrt(len(rewards)) if episodes > 1 else float("nan")
print(f"{environment}: mean reward {np.mean(rewards):.2f} ± {interval:.2f} (95%)")
