"""Agent steps a second of Spinning Up's vpg and ppo: this program against PyTorch on ale-py, in turn.

Needs torch, ale-py and gymnasium, and the program: `swift build -c release`. The PyTorch side is
written from the documentation of Spinning Up: the RAM, 4,000 steps an epoch, 80 steps of the value,
for ppo up to 80 of the policy, all other settings as they are by default; the article's --hid "[200]"
for vpg, and for ppo what --ppo-hid says.

    python3 Tests/Scripts/compare_with_pytorch.py --epochs 5
"""

import argparse
import os
import re
import subprocess
import tempfile
import time

import ale_py
import gymnasium
import numpy as np
import torch

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=5, help="epochs of each measurement")
parser.add_argument("--threads", type=int, default=2, help="threads of each program")
parser.add_argument("--rounds", type=int, default=3, help="measurements of each, in turn")
parser.add_argument("--ppo-hid", type=int, nargs="+", default=[200], help="hidden layers of ppo")
parser.add_argument("--pong", default=".build/release/pong")
options = parser.parse_args()

torch.set_num_threads(options.threads)
gymnasium.register_envs(ale_py)
STEPS, LIMIT, GAMMA, LAMBDA, CLIP, TARGET = 4000, 1000, 0.99, 0.97, 0.2, 0.01


def discounted(x, factor):
    out = np.zeros(len(x), np.float32)
    running = 0.0
    for i in range(len(x) - 1, -1, -1):
        running = x[i] + factor * running
        out[i] = running
    return out


def network(hidden, outputs):
    sizes = [128, *hidden]
    layers = [f(*s) for s in zip(sizes, hidden) for f in (torch.nn.Linear, lambda *_: torch.nn.Tanh())]
    return torch.nn.Sequential(*layers, torch.nn.Linear(hidden[-1], outputs))


def pytorch(algorithm, hidden, epochs):
    torch.manual_seed(40)
    env = gymnasium.make("Pong-v0", obs_type="ram")
    pi, v = network(hidden, env.action_space.n), network(hidden, 1)
    step_pi, step_v = torch.optim.Adam(pi.parameters(), lr=3e-4), torch.optim.Adam(v.parameters(), lr=1e-3)
    observed, _ = env.reset(seed=40)
    start = time.perf_counter()
    for _ in range(epochs):
        obs, act, logp = np.zeros((STEPS, 128), np.float32), np.zeros(STEPS, np.int64), np.zeros(STEPS, np.float32)
        val, rew, adv, ret = (np.zeros(STEPS, np.float32) for _ in range(4))
        first = length = 0
        for t in range(STEPS):
            with torch.no_grad():
                x = torch.as_tensor(observed, dtype=torch.float32)
                choice = torch.distributions.Categorical(logits=pi(x))
                action = choice.sample()
                logp[t], val[t] = choice.log_prob(action).item(), v(x).item()
            obs[t], act[t] = observed, action.item()
            observed, rew[t], done, cut, _ = env.step(act[t])
            length += 1
            over = done or cut or length == LIMIT
            if over or t == STEPS - 1:
                with torch.no_grad():
                    last = 0.0 if done else v(torch.as_tensor(observed, dtype=torch.float32)).item()
                path = slice(first, t + 1)
                values = np.append(val[path], last)
                adv[path] = discounted(rew[path] + GAMMA * values[1:] - values[:-1], GAMMA * LAMBDA)
                ret[path] = discounted(np.append(rew[path], last), GAMMA)[:-1]
                first, length = t + 1, 0
                observed, _ = env.reset()
        x, a, r = torch.as_tensor(obs), torch.as_tensor(act), torch.as_tensor(ret)
        adv = torch.as_tensor((adv - adv.mean()) / adv.std())
        old = torch.as_tensor(logp)
        for _ in range(80 if algorithm == "ppo" else 1):
            new = torch.distributions.Categorical(logits=pi(x)).log_prob(a)
            gain = new * adv
            if algorithm == "ppo":
                if (old - new).mean().item() > 1.5 * TARGET:
                    break
                ratio = torch.exp(new - old)
                gain = torch.min(ratio * adv, torch.clamp(ratio, 1 - CLIP, 1 + CLIP) * adv)
            step_pi.zero_grad()
            (-gain.mean()).backward()
            step_pi.step()
        for _ in range(80):
            step_v.zero_grad()
            ((v(x)[:, 0] - r) ** 2).mean().backward()
            step_v.step()
    return epochs * STEPS / (time.perf_counter() - start)


def ours(algorithm, hidden, epochs):
    with tempfile.TemporaryDirectory() as folder:
        command = [
            os.path.abspath(options.pong), "spinup", algorithm, "--hid", str(hidden).replace(" ", ""),
            "--env", "Pong-ram-v0", "--seed", "40", "--epochs", str(epochs), "--data_dir", folder, "--threads", str(options.threads)]
        start = time.perf_counter()
        table = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        whole = time.perf_counter() - start
        assert float(re.findall(r"Time \| +(\S+)", table)[-1]) <= whole + 0.1
        return epochs * STEPS / whole


for algorithm, hidden in (("vpg", [200]), ("ppo", options.ppo_hid)):
    rates = ([], [])
    for _ in range(options.rounds):
        rates[0].append(pytorch(algorithm, hidden, options.epochs))
        rates[1].append(ours(algorithm, hidden, 10 * options.epochs))
        print(
            f"{algorithm}: PyTorch on ale-py {rates[0][-1]:.0f}, pong spinup {rates[1][-1]:.0f} agent steps/s",
            flush=True)
    middle = [sorted(r)[len(r) // 2] for r in rates]
    print(
        f"{algorithm} --hid {hidden}: medians {middle[0]:.0f} and {middle[1]:.0f}, "
        f"{middle[1] / middle[0]:.0f} times as many", flush=True)
