"""Convolution networks in PyTorch, eager, driven line by line so that both sides take turns.

Reads one line of options: {"work": "train" or "infer", "batch", "side", "channels", "heads", "threads"} with
"layers": [[16, 1], ...] (channels and stride of 3 x 3 convolutions) or "stages": [[64, 2], ...] (channels and
blocks of a residual network with batch normalisation, He et al. 2015). Then a number of steps, or of pictures
judged, per line; answers with the mean milliseconds of one, by the clock and by the processor's.
"""

import json
import sys
import time

import torch
from torch.nn import functional


class Block(torch.nn.Module):
    def __init__(self, width, channels, stride):
        super().__init__()
        self.first = normalised(width, channels, 3, stride)
        self.second = normalised(channels, channels, 3, 1)
        self.shortcut = normalised(width, channels, 1, stride) if stride > 1 or width != channels else None

    def forward(self, x):
        inner = self.second(torch.relu(self.first(x)))
        return torch.relu(inner + (self.shortcut(x) if self.shortcut else x))


def normalised(width, channels, window, stride):
    convolution = torch.nn.Conv2d(width, channels, window, stride, window // 2, bias=False)
    return torch.nn.Sequential(convolution, torch.nn.BatchNorm2d(channels))


def plain(options):
    width, parts = options["channels"], []
    for channels, stride in options["layers"]:
        parts += [torch.nn.Conv2d(width, channels, 3, stride, 1), torch.nn.ReLU()]
        width = channels
    return torch.nn.Sequential(*parts), width


def residual(options):
    width = options["stages"][0][0]
    parts = [normalised(options["channels"], width, 7, 2), torch.nn.ReLU(), torch.nn.MaxPool2d(3, 2, 1)]
    for stage, (channels, blocks) in enumerate(options["stages"]):
        for at in range(blocks):
            parts.append(Block(width, channels, 2 if stage > 0 and at == 0 else 1))
            width = channels
    return torch.nn.Sequential(*parts), width


def main():
    options = json.loads(sys.stdin.readline())
    torch.set_num_threads(options["threads"])
    torch.manual_seed(1)
    # The faster of PyTorch's two layouts for each: measured.
    layout = torch.channels_last if options.get("channelsLast") else torch.contiguous_format
    trunk, width = plain(options) if "layers" in options else residual(options)
    trunk = trunk.to(memory_format=layout)
    tails = torch.nn.ModuleList(torch.nn.Linear(width, 1) for _ in range(options["heads"]))
    parameters = [*trunk.parameters(), *tails.parameters()]
    # `foreach` groups small tensors and is slower on large ones: the faster for each network.
    optimiser = torch.optim.Adam(parameters, lr=1e-3, foreach="layers" in options)
    x = torch.randn(options["batch"], options["channels"], options["side"], options["side"])
    x = x.to(memory_format=layout)
    y = torch.randn(options["batch"], options["heads"])

    def predictions():
        shared = trunk(x).mean((2, 3))
        return [tail(shared) for tail in tails]

    def train():
        optimiser.zero_grad(set_to_none=True)
        loss = sum(functional.mse_loss(value, y[:, k : k + 1]) for k, value in enumerate(predictions()))
        loss.backward()
        optimiser.step()

    def infer():
        with torch.inference_mode():
            predictions()

    work = train
    if options["work"] == "infer":
        trunk.eval()
        work = infer
    for line in sys.stdin:
        count = int(line)
        start, busy = time.perf_counter(), time.process_time()
        for _ in range(count):
            work()
        passed, worked = time.perf_counter() - start, time.process_time() - busy
        print(json.dumps({"clock": passed * 1000 / count, "processor": worked * 1000 / count}), flush=True)


main()
