"""The network for photos in PyTorch, eager (photos of even sides, halved by every stage): the same layers, passes, learning rates, losses and kinds of augmentation.

Reads one line of options: {"pixels": path of a file of bytes, "side": 64, "labels": [[...], ...] (one list a task),
"classes": [6, 0, 0] (0 = a number), "parts": [...] (0 training, 1 validation, 2 test), "trunk": {...}, "batch": 32,
"epochs": 60, "rate": 0.002, "augment": {...}, "threads": 2}, then a seed a line; answers each with the test part's
accuracy (percent) or mean absolute error of each task, milliseconds a step and seconds.
"""

import json
import math
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional as F


class Layer(nn.Module):
    """3 x 3, kernels standardised; residual ones weigh their channels and add what they were given."""

    def __init__(self, given, channels, stride, residual, excites):
        super().__init__()
        self.stride, self.residual, self.extra, self.reads = stride, residual, channels - given, 9 * given
        self.weight = nn.Parameter(torch.randn(channels, given, 3, 3) * math.sqrt(2 / self.reads))
        self.gain = nn.Parameter(torch.full((channels, 1, 1, 1), 0.5 if residual else 1.0))
        self.shift = nn.Parameter(torch.zeros(channels))
        self.excites = excites and residual
        if self.excites:
            inner = max(8, channels // 8)
            self.squeeze, self.excite = nn.Linear(channels, inner), nn.Linear(inner, channels)
            nn.init.normal_(self.squeeze.weight, std=math.sqrt(2 / channels))
            nn.init.normal_(self.excite.weight, std=math.sqrt(1 / inner))
            nn.init.zeros_(self.squeeze.bias)
            nn.init.constant_(self.excite.bias, 2)

    def forward(self, x):
        centred = self.weight - self.weight.mean((1, 2, 3), keepdim=True)
        variance = centred.square().mean((1, 2, 3), keepdim=True)
        even = centred * torch.rsqrt(variance + 1e-6) * math.sqrt(2 / (1 - 1 / math.pi) / self.reads)
        # Padded as ours: the picture halved from its first pixel, the further edge filled up.
        if self.stride == 2:
            x_in, edge = F.pad(x, (0, 1, 0, 1)), 0
        else:
            x_in, edge = x, 1
        y = F.conv2d(x_in, even * self.gain, self.shift, self.stride, edge)
        if not self.residual:
            return F.relu(y)
        if self.excites:
            y = y * torch.sigmoid(self.excite(F.relu(self.squeeze(y.mean((2, 3))))))[:, :, None, None]
        past = x if self.stride == 1 else F.avg_pool2d(x, self.stride)
        return F.relu(y + F.pad(past, (0, 0, 0, 0, 0, self.extra)))


class Network(nn.Module):
    def __init__(self, side, trunk, outputs):
        super().__init__()
        layers, given, depth = [], 1, trunk["depth"]
        for stage, channels in enumerate(trunk["stages"]):
            side = math.ceil(side / 2)
            extra = depth if isinstance(depth, int) else depth[stage]
            for i in range(1 + extra):
                residual = stage > 0 or i > 0
                stride = 2 if i == 0 else 1
                layers.append(Layer(given, channels, stride, residual, trunk["excitation"]))
                given = channels
        self.body = nn.Sequential(*layers)
        self.window = math.ceil(side / trunk["grid"])
        cells = math.ceil(side / self.window)
        self.last = nn.Linear(cells * cells * given, trunk["width"])
        nn.init.normal_(self.last.weight, std=math.sqrt(2 / (cells * cells * given)))
        nn.init.zeros_(self.last.bias)
        self.heads = nn.ModuleList(nn.Linear(trunk["width"], size) for size in outputs)
        for head in self.heads:
            nn.init.uniform_(head.weight, -math.sqrt(1 / trunk["width"]), math.sqrt(1 / trunk["width"]))
            nn.init.zeros_(head.bias)

    def forward(self, x):
        y = F.avg_pool2d(self.body(x), self.window)
        features = F.relu(self.last(y.flatten(1)))
        return [head(features) for head in self.heads]


def varied(photos, options, rng):
    """Each photo mirrored, flipped, turned, moved (the edge repeated), brighter or darker, of more or less contrast."""
    done = numpy.empty_like(photos)
    side = photos.shape[1]
    for i, photo in enumerate(photos):
        if options["mirror"] and rng.random() < 0.5:
            photo = photo[:, ::-1]
        if options["flip"] and rng.random() < 0.5:
            photo = photo[::-1]
        if options["turn"]:
            photo = numpy.rot90(photo, rng.integers(4))
        across, down = numpy.round((2 * rng.random(2) - 1) * options["shift"] * side).astype(int)
        places = numpy.arange(side)
        photo = photo[numpy.clip(places + down, 0, side - 1)][:, numpy.clip(places + across, 0, side - 1)]
        gain = 1 + (2 * rng.random() - 1) * options["contrast"]
        lift = (2 * rng.random() - 1) * options["brightness"]
        middle = photo.mean()
        done[i] = numpy.clip((photo - middle) * gain + middle + lift, 0, 1)
    return done


def main():
    options = json.loads(sys.stdin.readline())
    torch.set_num_threads(options["threads"])
    side, classes, parts = options["side"], options["classes"], numpy.array(options["parts"])
    photos = numpy.fromfile(options["pixels"], numpy.uint8).reshape(-1, side, side).astype(numpy.float32) / 255
    training, validation, test = (numpy.flatnonzero(parts == part) for part in (0, 1, 2))
    center, spread = photos[training].mean(), photos[training].std()
    labels = [torch.tensor(values, dtype=torch.long if n else torch.float32) for values, n in zip(options["labels"], classes)]
    scales = [None if n else (y[training].mean(), y[training].std(unbiased=False)) for y, n in zip(labels, classes)]
    # What the best constant answer costs: losses are compared in shares of it when the best state is kept.
    constants = [
        F.cross_entropy(counts(y[training], n).log().expand(len(training), n), y[training]) if n
        else F.huber_loss((y[training] - scale[0]) / scale[1], torch.zeros(len(training)))
        for y, n, scale in zip(labels, classes, scales)
    ]

    def tensor(batch):
        return torch.from_numpy((batch - center) / spread)[:, None]

    def losses(outputs, rows):
        return [
            F.cross_entropy(out, y[rows]) if n else F.huber_loss(out[:, 0], (y[rows] - scale[0]) / scale[1])
            for out, y, n, scale in zip(outputs, labels, classes, scales)
        ]

    for line in sys.stdin:
        seed = int(line)
        torch.manual_seed(seed)
        rng = numpy.random.default_rng(seed)
        network = Network(side, options["trunk"], [n or 1 for n in classes])
        # Decayed are kernels and matrices, as in ours: not gains, biases or what weighs the channels.
        decays = [n.endswith("weight") and "squeeze" not in n and "excite" not in n for n, _ in network.named_parameters()]
        matrices = [p for p, own in zip(network.parameters(), decays) if own]
        others = [p for p, own in zip(network.parameters(), decays) if not own]
        groups = [{"params": matrices, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
        optimiser = torch.optim.AdamW(groups, lr=1, betas=(0.9, 0.99), foreach=True)
        size = options["batch"]
        total = options["epochs"] * math.ceil(len(training) / size)
        best, kept, step, took = math.inf, None, 0, []
        started = time.perf_counter()
        for _ in range(options["epochs"]):
            order = rng.permutation(training)
            for at in range(0, len(order), size):
                before = time.perf_counter()
                rows = order[numpy.arange(at, at + size) % len(order)]
                rising = min(1, (step + 1) / max(1, 0.05 * total))
                rate = options["rate"] * rising * 0.5 * (1 + math.cos(math.pi * step / total))
                for group in optimiser.param_groups:
                    group["lr"] = rate
                optimiser.zero_grad(set_to_none=True)
                sum(losses(network(tensor(varied(photos[rows], options["augment"], rng))), rows)).backward()
                nn.utils.clip_grad_norm_(network.parameters(), 1)
                optimiser.step()
                step += 1
                took.append(time.perf_counter() - before)
            with torch.no_grad():
                found = losses(network(tensor(photos[validation])), validation)
            score = sum(float(loss / constant) for loss, constant in zip(found, constants))
            if score < best:
                best, kept = score, {name: value.clone() for name, value in network.state_dict().items()}
        seconds = time.perf_counter() - started
        network.load_state_dict(kept)
        with torch.no_grad():
            outputs = network(tensor(photos[test]))
        answer = {"stepMs": float(numpy.median(took)) * 1000, "seconds": seconds}
        for k, (out, y, n, scale) in enumerate(zip(outputs, labels, classes, scales)):
            if n:
                answer[str(k)] = float((out.argmax(1) == y[test]).float().mean() * 100)
            else:
                answer[str(k)] = float((out[:, 0] * scale[1] + scale[0] - y[test]).abs().mean())
        print(json.dumps(answer), flush=True)


def counts(values, n):
    return torch.bincount(values, minlength=n).float() / len(values)


main()
