"""A PCGrad step in PyTorch, one backward pass a task, driven line by line so that both sides take turns.

Reads {"tasks": 12, "threads": 1, "gram": false} once, then a number of steps per line; answers each line with
JSON: the mean milliseconds of processor time per step of that round. Ends with its input. With "gram" the
projections run on the inner products of the gradients instead of the gradients themselves.
"""

import json
import random
import sys
import time

import torch


def on_gradients(matrix):
    """Algorithm 1 of Yu et al. 2020."""
    squares = (matrix * matrix).sum(1)
    projected = matrix.clone()
    for i in range(len(matrix)):
        order = list(range(len(matrix)))
        random.shuffle(order)
        for j in order:
            along = torch.dot(projected[i], matrix[j])
            if along < 0:
                projected[i] -= along * matrix[j] / (squares[j] + 1e-8)
    return projected.sum(0)


def on_products(matrix):
    """The same by coefficients: numbers in plain lists, where Python is quickest."""
    products = (matrix @ matrix.T).tolist()
    count = len(products)
    total = [0.0] * count
    for i in range(count):
        order = list(range(count))
        random.shuffle(order)
        along = list(products[i])
        total[i] += 1.0
        for j in order:
            if along[j] < 0:
                share = along[j] / (products[j][j] + 1e-8)
                total[j] -= share
                row = products[j]
                along = [a - share * b for a, b in zip(along, row)]
    return torch.tensor(total) @ matrix


def main():
    options = json.loads(sys.stdin.readline())
    torch.set_num_threads(options["threads"])
    torch.manual_seed(1)
    tasks = options["tasks"]
    combine = on_products if options["gram"] else on_gradients
    trunk = torch.nn.Sequential(torch.nn.Linear(20, 128), torch.nn.ReLU(), torch.nn.Linear(128, 128), torch.nn.ReLU())
    heads = torch.nn.ModuleList(torch.nn.Linear(128, 1) for _ in range(tasks))
    shared = list(trunk.parameters())
    parameters = [*shared, *heads.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=1e-3, foreach=True)
    x = torch.randn(256, 20)
    y = torch.stack([x[:, k % 20] + 0.1 * torch.randn(256) for k in range(tasks)], 1)

    def step():
        features = trunk(x)
        rows = []
        for k, head in enumerate(heads):
            loss = torch.nn.functional.huber_loss(head(features)[:, 0], y[:, k])
            own = list(head.parameters())
            found = torch.autograd.grad(loss, [*shared, *own], retain_graph=k + 1 < tasks)
            rows.append(torch.cat([g.reshape(-1) for g in found[: len(shared)]]))
            for parameter, gradient in zip(own, found[len(shared) :]):
                parameter.grad = gradient
        combined = combine(torch.stack(rows))
        offset = 0
        for parameter in shared:
            parameter.grad = combined[offset : offset + parameter.numel()].view_as(parameter)
            offset += parameter.numel()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()

    for line in sys.stdin:
        count = int(line)
        start = time.process_time()
        for _ in range(count):
            step()
        print(json.dumps({"stepMs": (time.process_time() - start) * 1000 / count}), flush=True)


main()
