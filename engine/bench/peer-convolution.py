"""The training step of a small convolution network in PyTorch, eager, driven line by line so that both
sides take turns.

Reads {"layers": [[16, 1], ...], "batch": 32, "side": 64, "channels": 3, "heads": 3, "threads": 2} once,
then a number of steps per line; answers each line with the mean milliseconds per step of that round, by the
clock and by the processor's.
"""

import json
import sys
import time

import torch


def main():
    options = json.loads(sys.stdin.readline())
    torch.set_num_threads(options["threads"])
    torch.manual_seed(1)
    layout = torch.channels_last if options.get("channelsLast") else torch.contiguous_format
    width = options["channels"]
    stages = []
    for channels, stride in options["layers"]:
        stages += [torch.nn.Conv2d(width, channels, 3, stride, 1), torch.nn.ReLU()]
        width = channels
    trunk = torch.nn.Sequential(*stages).to(memory_format=layout)
    tails = torch.nn.ModuleList(torch.nn.Linear(width, 1) for _ in range(options["heads"]))
    # `foreach` groups the small tensors of the update: the faster of PyTorch's two ways here.
    optimiser = torch.optim.Adam([*trunk.parameters(), *tails.parameters()], lr=1e-3, foreach=True)
    batch, side = options["batch"], options["side"]
    x = torch.randn(batch, options["channels"], side, side).to(memory_format=layout)
    y = torch.randn(batch, options["heads"])

    def step():
        optimiser.zero_grad(set_to_none=True)
        shared = trunk(x).mean((2, 3))
        loss = sum(torch.nn.functional.mse_loss(tail(shared), y[:, k : k + 1]) for k, tail in enumerate(tails))
        loss.backward()
        optimiser.step()

    for line in sys.stdin:
        count = int(line)
        start, busy = time.perf_counter(), time.process_time()
        for _ in range(count):
            step()
        passed, worked = time.perf_counter() - start, time.process_time() - busy
        print(json.dumps({"stepMs": passed * 1000 / count, "processorMs": worked * 1000 / count}), flush=True)


main()
