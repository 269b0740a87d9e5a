#!/usr/bin/python3
"""Trains models/shapes.onnx from nothing but synthetic scenes: render, train, export, measure."""
from __future__ import annotations

import argparse
import copy
import math
import time
from pathlib import Path

import numpy as np
import torch

from batches import render_pool, training_batches
from evaluate import HELD_OUT_SCENES, HELD_OUT_SEED, measure, table
from export import export
from loss import detection_loss
from network import ShapeNet

SEED, TRAIN_SCENES_SEED = 20, 1_000_000     # scene seeds of training and held-out set are far apart
# Squares of these sides, so that a step is cheap; crops carry the pixel sizes of a 640 input (see batches.py).
INPUT_SIZES, INPUT_SHARES = (256, 320, 384, 512), (0.25, 0.5, 0.2, 0.05)
PEAK_RATE, WEIGHT_DECAY, WARM_UP_STEPS = 4e-3, 0.02, 150
STEPS, STOP = 4000, 3000                    # length of the rate schedule; the run leaves it early, see README.md
AVERAGE_OVER_STEPS = 300                    # time constant of the exported running average
ROOT = Path(__file__).resolve().parents[1]


def rate(step: int, steps: int) -> float:
    """Learning rate: linear warm-up, then half a cosine down to 1 %."""
    if step < WARM_UP_STEPS:
        return PEAK_RATE * (step + 1) / WARM_UP_STEPS
    return PEAK_RATE * (0.01 + 0.99 * (1 + math.cos(math.pi * step / steps)) / 2)


@torch.no_grad()
def follow(average: ShapeNet, net: ShapeNet, step: int) -> None:
    """Moves the running average towards the weights; at first quickly, as the weights still change much."""
    keep = min(1 - 1 / AVERAGE_OVER_STEPS, (1 + step) / (10 + step))
    for mean, now in zip(average.state_dict().values(), net.state_dict().values()):
        if mean.dtype.is_floating_point:
            mean.mul_(keep).add_(now, alpha=1 - keep)


def optimizer(net: ShapeNet) -> torch.optim.Optimizer:
    """AdamW; biases and norm weights are not decayed."""
    params = [p for p in net.parameters() if p.requires_grad]
    return torch.optim.AdamW([{"params": [p for p in params if p.ndim > 1], "weight_decay": WEIGHT_DECAY},
                              {"params": [p for p in params if p.ndim <= 1], "weight_decay": 0.0}], lr=PEAK_RATE)


def train(steps: int, stop: int, batch: int, scenes: int, work: Path) -> ShapeNet:
    """Runs `stop` steps of a schedule of `steps`; returns the averaged network, also kept in `work`."""
    torch.manual_seed(SEED)
    started = time.monotonic()
    pool = render_pool(TRAIN_SCENES_SEED, scenes)
    print(f"rendered {scenes} scenes in {time.monotonic() - started:.0f} s", flush=True)
    net = ShapeNet().to(memory_format=torch.channels_last)
    average = copy.deepcopy(net)
    adam = optimizer(net)
    sizes = np.random.default_rng(SEED).choice(INPUT_SIZES, steps, p=INPUT_SHARES).tolist()
    smooth = 0.0
    for step, (pictures, labels) in enumerate(training_batches(pool, batch, sizes, SEED)):
        for group in adam.param_groups:
            group["lr"] = rate(step, steps)
        loss = detection_loss(net(pictures), labels)
        adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 10.0)
        adam.step()
        follow(average, net, step)
        smooth = loss.item() if step == 0 else 0.98 * smooth + 0.02 * loss.item()
        if (step + 1) % 100 == 0:
            print(f"step {step + 1}/{steps} loss {smooth:.3f} {time.monotonic() - started:.0f} s", flush=True)
        if (step + 1) % 500 == 0 or step + 1 == stop:
            torch.save(average.state_dict(), work / "shapes.pt")
        if step + 1 == stop:
            break
    return average


def main() -> None:
    """Command line."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--steps", type=int, default=STEPS)
    args.add_argument("--stop", type=int, default=STOP, help="leave the schedule after this step")
    args.add_argument("--batch", type=int, default=16)
    args.add_argument("--scenes", type=int, default=3000, help="scenes in the training pool")
    args.add_argument("--threads", type=int, default=2)
    args.add_argument("--work", type=Path, default=ROOT / "training", help="where the checkpoint shapes.pt goes")
    args.add_argument("--out", type=Path, default=ROOT / "shapes.onnx")
    options = args.parse_args()
    torch.set_num_threads(options.threads)
    net = train(options.steps, options.stop, options.batch, options.scenes, options.work)
    export(net, options.out)
    held_out = render_pool(HELD_OUT_SEED, HELD_OUT_SCENES)
    for size in (320, 640):
        print(table(measure(net, held_out, size, size), f"{size}x{size}"), flush=True)


if __name__ == "__main__":
    main()
