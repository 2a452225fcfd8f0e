"""Prints what PyTorch makes of whole epochs of Spinning Up's vpg and ppo, for PolicyGradientTests.

Run it with any Python that has torch:
`python3 Tests/Scripts/spinup_numbers.py > Tests/ReinforcementTests/Golden/spinup_numbers.txt`. Written from the
documentation of Spinning Up. The observations and rewards are those of Recital.swift, the actions
those that the program took there; all else is worked out here, in 64 bits.
"""

import torch

ACTIONS = [1, 0, 0, 1, 0, 2, 0, 0, 2, 0, 1, 0]
REWARDS = [0, 0, 1, 0, -1, 0, 0, 0, 2, 0, -1, 0]
GAMMA, LAMBDA = 0.99, 0.97


def value(index):
    return ((index * 37 + 11) % 101 - 50) / 50


def observation(line):
    row = [value(5000 + 7 * line + 3 * place) for place in range(5)]
    row[2], row[4] = 1.5, 0.0
    return row


X = torch.tensor([observation(t) for t in range(12)], dtype=torch.float64)
A = torch.tensor(ACTIONS)


def network(start, outputs):
    layers, sizes = [], [5, 5, 4, outputs]
    for layer, (n, m) in enumerate(zip(sizes, sizes[1:])):
        linear = torch.nn.Linear(n, m).double()
        first = start + 100 * layer
        with torch.no_grad():
            linear.weight[:] = torch.tensor([value(first + k) for k in range(n * m)]).reshape(m, n)
            linear.bias[:] = torch.tensor([value(first + 77 + k) / 10 for k in range(m)])
        layers += [linear, torch.nn.Tanh()]
    return torch.nn.Sequential(*layers[:-1])


def show(name, numbers):
    flat = torch.as_tensor(numbers, dtype=torch.float64).detach().flatten().tolist()
    print(f"{name}: [{', '.join(f'{x:.9g}' for x in flat)}]")


def discounted(x, factor):
    out, running = [], 0.0
    for item in reversed(x):
        running = item + factor * running
        out.append(running)
    return out[::-1]


def credit(v, shifts):
    """Advantages and targets. The paths: 0-4 ends, 5-9 is cut by max_ep_len 5, 10-11 by the epoch."""
    values = v(X)[:, 0].tolist()
    ends = {5: 0.0, 10: v(torch.tensor([observation(10)], dtype=torch.float64)).item(),
            12: v(torch.tensor([observation(12)], dtype=torch.float64)).item()}
    if shifts:
        ends[5] = REWARDS[4]
    advantages, targets, start = [], [], 0
    for end in (5, 10, 12):
        rewards = REWARDS[start:end]
        if shifts:
            rewards = [0] + rewards[:-1]
        following = values[start + 1:end] + [ends[end]]
        deltas = [r + GAMMA * n - c for r, n, c in zip(rewards, following, values[start:end])]
        advantages += discounted(deltas, GAMMA * LAMBDA)
        targets += discounted(rewards + [ends[end]], GAMMA)[:-1]
        start = end
    advantages = torch.tensor(advantages, dtype=torch.float64)
    return (advantages - advantages.mean()) / advantages.std(correction=0), torch.tensor(targets)


def epoch(name, clip=None, iterations=1, shifts=False):
    pi, v = network(0, 3), network(400, 1)
    adv, ret = credit(v, shifts)
    show(f"{name} advantages", adv)
    show(f"{name} targets", ret)
    before = torch.distributions.Categorical(logits=pi(X)).log_prob(A).detach()

    def loss_pi():
        d = torch.distributions.Categorical(logits=pi(X))
        logp = d.log_prob(A)
        if clip is None:
            return -(logp * adv).mean(), d, logp
        ratio = (logp - before).exp()
        return -torch.min(ratio * adv, ratio.clamp(1 - clip, 1 + clip) * adv).mean(), d, logp

    loss_v = lambda: ((v(X)[:, 0] - ret) ** 2).mean()
    step_pi, step_v = torch.optim.Adam(pi.parameters(), lr=0.05), torch.optim.Adam(v.parameters(), lr=0.01)
    first, d, _ = loss_pi()
    report = [first.item(), loss_v().item(), d.entropy().mean().item()]
    for i in range(iterations):
        step_pi.zero_grad()
        loss, _, logp = loss_pi()
        loss.backward()
        if i == 0:
            show(f"{name} policy gradient", torch.cat([p.grad.flatten() for p in pi.parameters()]))
        if clip is not None:
            report[3:] = [(before - logp).mean().item(), (loss - first).item()]
        step_pi.step()
    if clip is None:
        loss, _, logp = loss_pi()
        report[3:] = [(before - logp).mean().item(), (loss - first).item()]
    for i in range(3):
        step_v.zero_grad()
        loss_v().backward()
        if i == 0:
            show(f"{name} value gradient", torch.cat([p.grad.flatten() for p in v.parameters()]))
        step_v.step()
    show(f"{name} loss, value loss, entropy, divergence, change", report)
    show(f"{name} policy", torch.cat([p.flatten() for p in pi.parameters()]))
    show(f"{name} value", torch.cat([p.flatten() for p in v.parameters()]))


epoch("vpg")
epoch("ppo", clip=0.2, iterations=4)
epoch("2018", shifts=True)
