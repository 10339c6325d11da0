"""The linear forecaster with decomposition in PyTorch, eager, trained as ours is: the same windows, the same
normalisation of each window, loss, optimiser and pace. Driven line by line so that both sides take turns.

Reads {"path": ..., "lookback": 336, "horizon": 96, "batch": 128, "epochs": 16, "rate": 0.002, "threads": 2,
"rows": [8640, 2880, 2880]} once. A line with a number: so many steps, answered with the mean milliseconds a step by
the clock and by the processor's. The line "train": a whole training, answered with the errors over all test windows
at the epoch that was best on the validation windows.
"""

import csv
import json
import math
import sys
import time

import torch

AVERAGED = 25


class Forecaster(torch.nn.Module):
    def __init__(self, lookback, horizon):
        super().__init__()
        self.trend = torch.nn.Linear(lookback, horizon)
        self.remainder = torch.nn.Linear(lookback, horizon)
        for parameter in self.parameters():
            torch.nn.init.zeros_(parameter)

    def forward(self, windows):
        level = windows.mean(2, keepdim=True)
        even = windows - level
        spread = (even.square().mean(2, keepdim=True) + 1e-4).sqrt()
        even = even / spread
        half = AVERAGED // 2
        ends = torch.nn.functional.pad(even, (half, half), mode="replicate")
        trend = torch.nn.functional.avg_pool1d(ends, AVERAGED, 1)
        return (self.trend(trend) + self.remainder(even - trend)) * spread + level


def main():
    options = json.loads(sys.stdin.readline())
    torch.set_num_threads(options["threads"])
    torch.manual_seed(options.get("seed", 1))
    lookback, horizon, batch = options["lookback"], options["horizon"], options["batch"]
    training, validation, test = options["rows"]
    with open(options["path"]) as file:
        lines = list(csv.reader(file))[1 : 1 + training + validation + test]
    values = torch.tensor([[float(cell) for cell in line[1:]] for line in lines], dtype=torch.float64)
    seen = values[:training]
    series = ((values - seen.mean(0)) / seen.std(0, unbiased=False)).float()
    # [origin, column, row]: views, nothing is copied.
    past = series.unfold(0, lookback, 1)
    ahead = series.unfold(0, horizon, 1)

    def origins(first, last):
        """Windows whose rows ahead are first up to last."""
        return torch.arange(first, last - horizon + 1)

    parts = [
        origins(lookback, training),
        origins(training, training + validation),
        origins(training + validation, training + validation + test),
    ]

    def started():
        net = Forecaster(lookback, horizon)
        matrices = [p for p in net.parameters() if p.dim() > 1]
        biases = [p for p in net.parameters() if p.dim() == 1]
        groups = [{"params": matrices, "weight_decay": 0.01}, {"params": biases, "weight_decay": 0.0}]
        return net, torch.optim.AdamW(groups, lr=options["rate"], betas=(0.9, 0.99), foreach=True)

    def step(net, optimiser, rows):
        optimiser.zero_grad(set_to_none=True)
        loss = torch.nn.functional.huber_loss(net(past[rows - lookback]), ahead[rows])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()

    def errors(net, rows):
        totals = [0.0, 0.0, 0.0]
        with torch.no_grad():
            for some in rows.split(1024):
                forecast, actual = net(past[some - lookback]), ahead[some]
                totals[0] += torch.nn.functional.huber_loss(forecast, actual, reduction="sum").item()
                totals[1] += (forecast - actual).square().sum().item()
                totals[2] += (forecast - actual).abs().sum().item()
        return [total / (len(rows) * 7 * horizon) for total in totals]

    def train():
        net, optimiser = started()
        start = time.perf_counter()
        per_epoch = -(-len(parts[0]) // batch)
        total, done, best = per_epoch * options["epochs"], 0, None
        for _ in range(options["epochs"]):
            for rows in parts[0][torch.randperm(len(parts[0]))].split(batch):
                rising = min(1, (done + 1) / (0.05 * total))
                for group in optimiser.param_groups:
                    group["lr"] = options["rate"] * rising * 0.5 * (1 + math.cos(math.pi * done / total))
                step(net, optimiser, rows)
                done += 1
            score = errors(net, parts[1])[0]
            if best is None or score < best[0]:
                best = (score, errors(net, parts[2]))
        return {"mse": best[1][1], "mae": best[1][2], "seconds": time.perf_counter() - start}

    timed = started()
    for line in sys.stdin:
        if line.strip() == "train":
            print(json.dumps(train()), flush=True)
            continue
        count = int(line)
        start, busy = time.perf_counter(), time.process_time()
        for _ in range(count):
            step(*timed, parts[0][torch.randint(len(parts[0]), (batch,))])
        passed, worked = time.perf_counter() - start, time.process_time() - busy
        print(json.dumps({"stepMs": passed * 1000 / count, "processorMs": worked * 1000 / count}), flush=True)


main()
