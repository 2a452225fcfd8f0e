#!/usr/bin/env python3
"""Plays a policy that sees pictures from its safetensors file, with numpy alone.

    pong evaluate --right "exec:python3 Tests/Programs/network.py weights/champion.safetensors"

Arguments: FILE [--sample] [--every FRAMES]. Without --sample the most probable action is taken.
In an environment whose steps all last as long as a decision it plays the very game that pong plays:

    pong evaluate --environment PongDeterministic-v4 --right champion --greedy
    pong evaluate --environment PongDeterministic-v4 \
        --right "exec:python3 Tests/Programs/network.py weights/champion.safetensors --every 4"
"""
import argparse
import base64
import json
import sys

import numpy as np


def read_safetensors(path):
    """The tensors of a file, and the strings in it: eight bytes of length, JSON, numbers."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    metadata = header.pop("__metadata__", {})
    types = {"F32": np.float32, "F16": np.float16}
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        values = np.frombuffer(data[start:end], types[entry["dtype"]])
        tensors[name] = values.astype(np.float32).reshape(entry["shape"])
    return tensors, metadata


class Policy:
    def __init__(self, path):
        tensors, metadata = read_safetensors(path)
        self.observation = metadata.get("observation", "difference-80x80")
        self.actions = metadata.get("actions", "RIGHT,LEFT").split(",")
        self.activation = np.tanh if metadata.get("activation") == "tanh" else lambda x: np.maximum(x, 0)
        # Few pixels are not 0: their columns are added up, which lie together when transposed.
        self.hidden = np.ascontiguousarray(tensors["hidden.weight"].T)
        self.hidden_bias = tensors["hidden.bias"]
        self.logits, self.logit_bias = tensors["policy.weight"], tensors["policy.bias"]
        self.before = None

    def probabilities(self, frame):
        """The probability of each action, seeing a frame of 6400 bytes of 0 or 1."""
        difference = np.zeros(6400, np.float32)
        if self.before is not None:
            difference = frame.astype(np.float32) - self.before
        self.before = frame
        seen = difference
        if self.observation == "difference+frame-80x80":
            seen = np.concatenate([difference, frame])
        lit = np.flatnonzero(seen)
        hidden = self.activation(seen[lit].astype(np.float32) @ self.hidden[lit] + self.hidden_bias)
        logits = self.logits @ hidden + self.logit_bias
        if len(logits) == 1:
            # One logit is that of the first of two actions.
            logits = np.array([logits[0], 0])
        exponentials = np.exp(logits - logits.max())
        return exponentials / exponentials.sum()


parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("--sample", action="store_true")
parser.add_argument("--every", type=int, default=3)
arguments = parser.parse_args()
policy = Policy(arguments.file)
chance = None

for line in sys.stdin:
    game = json.loads(line)
    if "protocol" in game:
        policy.before = None
        # With a seed for each game its chance does not depend on which games came before.
        answer = {"name": "numpy", "every": arguments.every, "observation": "pixels",
                  "seed": arguments.sample}
    elif "over" in game:
        continue
    else:
        frame = np.frombuffer(base64.b64decode(game["pixels"]), np.uint8)
        probabilities = policy.probabilities(frame)
        if "seed" in game:
            chance = np.random.default_rng(game["seed"])
        if chance is None:
            action = int(probabilities.argmax())
        else:
            action = int(np.searchsorted(probabilities.cumsum()[:-1], chance.random(), "right"))
        answer = {"action": policy.actions[action]}
    print(json.dumps(answer), flush=True)
