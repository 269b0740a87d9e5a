#!/usr/bin/python3
"""Measures a checkpoint or an ONNX file on held-out scenes and prints the table of models/README.md."""
from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from batches import Scene, render_pool, to_tensor
from demo_scene import render_demo_scene
from metrics import average_precision, detections, letterbox
from network import ShapeNet, fused
from onnx_reference import OnnxModel
from outlines import NAMES
from scene import render_scene

HELD_OUT_SEED, HELD_OUT_SCENES = 9_000_000, 600
BATCH = 8


@torch.no_grad()
def measure(net: Callable[[Tensor], Tensor], scenes: list[Scene], width: int, height: int,
            batch: int = BATCH) -> np.ndarray:
    """AP [classes, IoU levels] with every scene letterboxed to width x height."""
    if isinstance(net, ShapeNet):
        net = fused(net).to(memory_format=torch.channels_last)
    found, labels = [], []
    for start in range(0, len(scenes), batch):
        boxed = [letterbox(pixels, width, height) for pixels, _ in scenes[start:start + batch]]
        outputs = net(to_tensor([b[0] for b in boxed])).numpy()
        for output, (_, scale, left, top), (_, label) in zip(outputs, boxed, scenes[start:start + batch]):
            rows = detections(output)
            rows[:, 2:] = (rows[:, 2:] - (left, top, left, top)) / scale
            found.append(rows)
            labels.append(label)
    return average_precision(found, labels, len(NAMES))


def table(ap: np.ndarray, title: str) -> str:
    """Markdown rows: each class, then all."""
    lines = [f"| {title} | mAP50 | mAP50-95 |", "|---|---|---|"]
    lines += [f"| {name} | {row[0]:.3f} | {row.mean():.3f} |" for name, row in zip(NAMES, ap)]
    return "\n".join([*lines, f"| **all** | **{ap[:, 0].mean():.3f}** | **{ap.mean():.3f}** |", ""])


def load(path: Path) -> Callable[[Tensor], Tensor]:
    """The network of a checkpoint, or the graph of an ONNX file run node by node in torch."""
    if path.suffix == ".onnx":
        return OnnxModel(path)
    net = ShapeNet()
    net.load_state_dict(torch.load(path))
    return net


def main() -> None:
    """Command line."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("model", type=Path, help="shapes.pt, or shapes.onnx (640x640 only: its shape is fixed)")
    args.add_argument("--size", action="append", help="WIDTHxHEIGHT; may be repeated (default 320x320 and 640x640)")
    args.add_argument("--demo", action="store_true", help="scenes like the demo camera's instead of the held-out ones")
    args.add_argument("--scenes", type=int, default=HELD_OUT_SCENES)
    args.add_argument("--threads", type=int, default=2)
    options = args.parse_args()
    torch.set_num_threads(options.threads)
    net = load(options.model)
    fixed = isinstance(net, OnnxModel)
    scenes = render_pool(HELD_OUT_SEED, options.scenes, render=render_demo_scene if options.demo else render_scene)
    for size in options.size or (["640x640"] if fixed else ["320x320", "640x640"]):
        width, height = (int(side) for side in size.split("x"))
        print(table(measure(net, scenes, width, height, 1 if fixed else BATCH), size), flush=True)


if __name__ == "__main__":
    main()
