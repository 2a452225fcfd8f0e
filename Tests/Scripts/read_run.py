"""Checks that other people's programs read what a run wrote.

    python3 Tests/Scripts/read_run.py runs/article/2026-01-31_20-00-00_s0 [frames.jsonl]

TensorBoard's own reader lists every tag of the event files; safetensors' and PyTorch's readers load
the policy. With a file written by `pong evaluate --right RUN/policy.safetensors --record
frames.jsonl`, PyTorch's probabilities on the recorded observations are compared with ours.
Needs tensorboard, safetensors and torch from PyPI. Ends with 1 if something differs.
"""

import json
import sys

import safetensors
import torch
from safetensors.torch import load_file
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

SCALARS = {
    "loss", "acc", "running_reward", "episode_reward", "episode_length", "entropy",
    "mean_reward_100", "agent_steps_per_second",
}


def check_events(run):
    events = EventAccumulator(run, size_guidance={"histograms": 0, "images": 0})
    events.Reload()
    tags = events.Tags()
    print("scalars", sorted(tags["scalars"]))
    print("histograms", sorted(tags["histograms"]))
    print("images", sorted(tags["images"]))
    assert SCALARS <= set(tags["scalars"]), SCALARS - set(tags["scalars"])
    assert "hidden/weight" in tags["histograms"]
    assert len(tags["images"]) >= 6
    picture = events.Images(tags["images"][0])[-1]
    assert (picture.width, picture.height) == (80, 80)
    assert picture.encoded_image_string.startswith(b"\x89PNG")


def check_policy(path, frames):
    tensors = {name: tensor.float() for name, tensor in load_file(path).items()}
    with safetensors.safe_open(path, framework="pt") as file:
        metadata = file.metadata()
    print({name: tuple(tensor.shape) for name, tensor in tensors.items()})
    print(metadata)
    units, inputs = tensors["hidden.weight"].shape
    assert tensors["policy.weight"].shape[1] == units
    if frames is None:
        return
    worst = 0.0
    with open(frames, encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    for record in records:
        x = torch.zeros(inputs)
        for place, value in record["observation"]:
            x[place] += value
        hidden = torch.relu(tensors["hidden.weight"] @ x + tensors["hidden.bias"])
        logits = tensors["policy.weight"] @ hidden + tensors["policy.bias"]
        if len(logits) == 1:
            logits = torch.cat([logits, torch.zeros(1)])
        expected = torch.tensor(record["probabilities"])
        worst = max(worst, (torch.softmax(logits, 0) - expected).abs().max().item())
    print(f"{len(records)} observations, greatest difference of a probability {worst:.2g}")
    assert worst < 1e-6


check_events(sys.argv[1])
check_policy(sys.argv[1] + "/policy.safetensors", sys.argv[2] if len(sys.argv) > 2 else None)
print("all is well")
