"""Prints the worked numbers that the Swift tests compare with, computed by PyTorch.

Run it with any Python that has torch: `python3 Tests/Scripts/worked_numbers.py`. The tests hold
what it printed; it is here so that the numbers can be checked and extended, not to be run with them.
"""

import torch

INPUTS, HIDDEN = 6, 5
TOKENS = [[0, ~2], [1, 3, 5], [~4, 0, 2], []]


def value(index):
    return ((index * 37 + 11) % 101 - 50) / 100


def parameters(outputs):
    tensor = lambda f, *shape: torch.tensor(f, dtype=torch.float64).reshape(shape).requires_grad_()
    return (
        tensor([value(k) for k in range(INPUTS * HIDDEN)], INPUTS, HIDDEN),
        tensor([value(1000 + k) / 10 for k in range(HIDDEN)], HIDDEN),
        tensor([value(2000 + k) for k in range(outputs * HIDDEN)], outputs, HIDDEN),
        tensor([value(3000 + k) for k in range(outputs)], outputs),
    )


def dense(tokens):
    row = [0.0] * INPUTS
    for token in tokens:
        row[~token if token < 0 else token] += -1 if token < 0 else 1
    return row


X = torch.tensor([dense(tokens) for tokens in TOKENS], dtype=torch.float64)


def forward(p, activation):
    hidden = activation(X @ p[0] + p[1])
    return hidden @ p[2].T + p[3]


def show(name, tensor):
    numbers = ", ".join(f"{x:.9g}" for x in tensor.detach().flatten().tolist())
    print(f"{name}: [{numbers}]")


def show_gradients(p):
    for name, tensor in zip(("hidden weights", "hidden bias", "output weights", "output bias"), p):
        show("  " + name, tensor.grad)


WEIGHTS = torch.tensor([1.5, -0.5, 0.25, -2.0], dtype=torch.float64)

print("# Weighted cross-entropy, one logit, rectifier; label 1 = action 0")
p = parameters(1)
logits = forward(p, torch.relu)[:, 0]
labels = torch.tensor([1.0, 0.0, 0.0, 1.0], dtype=torch.float64)
bce = torch.nn.functional.binary_cross_entropy_with_logits(
    logits, labels, weight=WEIGHTS, reduction="sum")
bce.backward()
show("logits", logits)
show("loss", bce)
show_gradients(p)

print("# Weighted cross-entropy, three logits, hyperbolic tangent; actions 2 0 1 1")
p = parameters(3)
logits = forward(p, torch.tanh)
actions = torch.tensor([2, 0, 1, 1])
loss = (torch.nn.functional.cross_entropy(logits, actions, reduction="none") * WEIGHTS).sum()
loss.backward()
show("logits", logits)
show("loss", loss)
show_gradients(p)


def ppo(logit_count):
    p = parameters(logit_count + 1)
    out = forward(p, torch.relu)
    if logit_count == 1:
        distribution = torch.distributions.Categorical(
            logits=torch.stack([out[:, 0], torch.zeros(4, dtype=torch.float64)], 1))
        actions = torch.tensor([0, 1, 1, 0])
    else:
        distribution = torch.distributions.Categorical(logits=out[:, :logit_count])
        actions = torch.tensor([2, 0, 1, 1])
    old = distribution.log_prob(actions).detach() + torch.tensor([0.1, -0.5, 0.4, -0.05])
    raw = torch.tensor([0.5, 1.25, -1.0, -0.25], dtype=torch.float64)
    old_values = torch.tensor([0.1, 0.2, -0.3, 0.4], dtype=torch.float64)
    advantage = (raw - raw.mean()) / raw.std(unbiased=False)
    ratio = torch.exp(distribution.log_prob(actions) - old)
    surrogate = torch.min(ratio * advantage, ratio.clamp(0.8, 1.2) * advantage)
    value_loss = 0.5 * (out[:, logit_count] - (raw + old_values)) ** 2
    entropy = distribution.entropy()
    loss = (-surrogate + 0.7 * value_loss - 0.03 * entropy).sum()
    loss.backward()
    show("old log-probabilities", old)
    show("policy, value, entropy", torch.stack([-surrogate.sum(), value_loss.sum(), entropy.sum()]))
    show_gradients(p)


print("# PPO, one logit")
ppo(1)
print("# PPO, three logits")
ppo(3)

print("# Optimisers: parameter 0.5, gradients 0.1 -0.2 0.05 0 0")
GRADIENTS = [0.1, -0.2, 0.05, 0.0, 0.0]


def run(make):
    x = torch.nn.Parameter(torch.tensor([0.5], dtype=torch.float64))
    optimizer = make([x])
    trace = []
    for gradient in GRADIENTS:
        x.grad = torch.tensor([gradient], dtype=torch.float64)
        optimizer.step()
        trace.append(x.item())
    return torch.tensor(trace)


show("adam (PyTorch)", run(lambda x: torch.optim.Adam(x, lr=0.01, eps=1e-4)))
# PyTorch's RMSProp starts and adds epsilon as Karpathy's.
show("rmsprop", run(lambda x: torch.optim.RMSprop(x, lr=0.01, alpha=0.99, eps=1e-5)))
# Keras: epsilon before the bias correction.
x, m, v, trace = 0.5, 0.0, 0.0, []
for t, g in enumerate(GRADIENTS, 1):
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g * g
    x -= 0.01 * (1 - 0.999**t) ** 0.5 / (1 - 0.9**t) * m / (v**0.5 + 1e-4)
    trace.append(x)
show("adam (Keras)", torch.tensor(trace))

print("# Generalised advantages, discount 0.9, lambda 0.8")
rewards = [1.0, 0.0, -1.0, 0.5, 2.0, 0.0]
values = [0.5, 0.4, 0.3, -0.2, 0.1, 0.6, 0.7]
ends = [0, 0, 1, 0, 2, 0]  # 1 terminated, 2 truncated
final = [0, 0, 0, 0, 0.9, 0]
advantages, following = [0.0] * 6, 0.0
for t in reversed(range(6)):
    next_value = [values[t + 1], 0.0, final[t]][ends[t]]
    following = 0.0 if ends[t] else following
    following = rewards[t] + 0.9 * next_value - values[t] + 0.9 * 0.8 * following
    advantages[t] = following
show("advantages", torch.tensor(advantages))
