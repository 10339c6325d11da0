"""The same training step in PyTorch, eager, driven line by line so that both sides take turns.

Reads {"heads": 3, "threads": 2} once, then a number of steps per line; answers each line with JSON:
the mean milliseconds per step of that round. Ends with its input.
"""

import json
import resource
import sys
import time

import torch


def build(heads, inputs=20, width=128, head_width=64):
    trunk = torch.nn.Sequential(
        torch.nn.Linear(inputs, width), torch.nn.ReLU(), torch.nn.Linear(width, width), torch.nn.ReLU()
    )
    tails = torch.nn.ModuleList(
        torch.nn.Sequential(torch.nn.Linear(width, head_width), torch.nn.ReLU(), torch.nn.Linear(head_width, 1))
        for _ in range(heads)
    )
    return trunk, tails


def main():
    options = json.loads(sys.stdin.readline())
    torch.set_num_threads(options["threads"])
    torch.manual_seed(1)
    heads = options["heads"]
    trunk, tails = build(heads)
    parameters = [*trunk.parameters(), *tails.parameters()]
    # `foreach` groups the small tensors of the update: the faster of PyTorch's two ways here.
    optimiser = torch.optim.Adam(parameters, lr=1e-3, foreach=options.get("foreach", True))
    x = torch.randn(256, 20)
    y = torch.randn(256, heads)

    def step():
        optimiser.zero_grad(set_to_none=True)
        shared = trunk(x)
        loss = sum(torch.nn.functional.mse_loss(tail(shared), y[:, k : k + 1]) for k, tail in enumerate(tails))
        loss.backward()
        optimiser.step()

    for line in sys.stdin:
        count = int(line)
        start = time.perf_counter()
        for _ in range(count):
            step()
        milliseconds = (time.perf_counter() - start) * 1000 / count
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"stepMs": milliseconds, "peakMemoryMb": peak}), flush=True)


main()
