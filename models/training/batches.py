"""A pool of rendered scenes and the augmented training batches drawn from it."""
from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from multiprocessing import Pool

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from scene import render_scene

PADDING_GREY = 114           # of 255: the product's letterbox colour
MIN_KEPT = 0.4               # a shape cut by the crop below this share of its box loses its label
MIN_SIDE_PX = 5
Scene = tuple[np.ndarray, np.ndarray]


def render_pool(first_seed: int, count: int, processes: int = 2,
                render: Callable[[int], Scene] = render_scene) -> list[Scene]:
    """Scenes of consecutive seeds, rendered in worker processes."""
    with Pool(processes) as workers:
        return list(workers.imap(render, range(first_seed, first_seed + count), chunksize=16))


def augmented(rng: np.random.Generator, scene: Scene, size: int) -> Scene:
    """A square crop or letterbox of one scene: scaled, moved, flipped, turned, colours exchanged."""
    pixels, labels = scene
    height, width = pixels.shape[:2]
    shown = size * (rng.uniform(0.85, 1.15) if rng.random() < 0.5 else rng.uniform(1.0, 640 / 288))
    scale = shown / max(height, width)
    free_x, free_y = size - width * scale, size - height * scale
    left, top = (rng.random() * free_x, rng.random() * free_y)  # negative: the crop starts inside the picture
    # Half of the pictures are shrunk by area, half by plain bilinear taps as the product's letterbox does.
    if rng.random() < 0.5:
        small = Image.fromarray(pixels).resize((round(width * scale), round(height * scale)), Image.BILINEAR)
        canvas = Image.new("RGB", (size, size), (PADDING_GREY,) * 3)
        canvas.paste(small, (round(left), round(top)))
        left, top = round(left), round(top)
    else:
        canvas = Image.fromarray(pixels).transform(
            (size, size), Image.AFFINE, (1 / scale, 0, -left / scale, 0, 1 / scale, -top / scale),
            Image.BILINEAR, fillcolor=(PADDING_GREY,) * 3)
    return _turned(rng, np.asarray(canvas), _moved(labels, scale, left, top, size), size)


def _moved(labels: np.ndarray, scale: float, left: float, top: float, size: int) -> np.ndarray:
    """Labels in crop pixels, clipped; those mostly outside are left out."""
    boxes = labels[:, 1:] * scale + np.array((left, top, left, top), np.float32)
    clipped = boxes.clip(0, size)
    area, kept = (np.prod(b[:, 2:] - b[:, :2], axis=1) for b in (boxes, clipped))
    good = (kept >= MIN_KEPT * area) & ((clipped[:, 2:] - clipped[:, :2]).min(1, initial=size) >= MIN_SIDE_PX)
    return np.concatenate((labels[good, :1], clipped[good]), 1)


def _turned(rng: np.random.Generator, pixels: np.ndarray, labels: np.ndarray, size: int) -> Scene:
    """Random mirror, diagonal flip, channel order and brightness: all six shapes stay what they are."""
    cls, x1, y1, x2, y2 = labels.T
    if rng.random() < 0.5:
        pixels, x1, x2 = pixels[:, ::-1], size - x2, size - x1
    if rng.random() < 0.5:
        pixels, x1, y1, x2, y2 = pixels.transpose(1, 0, 2), y1, x1, y2, x2
    pixels = pixels[..., rng.permutation(3)]
    if rng.random() < 0.5:
        gain = np.arange(256) * rng.uniform(0.6, 1.25) + rng.uniform(-25, 25)
        pixels = gain.clip(0, 255).astype(np.uint8)[pixels]
    return pixels, np.stack((cls, x1, y1, x2, y2), 1)


def to_tensor(pictures: list[np.ndarray]) -> Tensor:
    """Pictures [H, W, 3] uint8 to [N, 3, H, W], 0 to 1; the memory stays channels-last."""
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float().div_(255)


def padded_labels(labels: list[np.ndarray]) -> Tensor:
    """Label lists of different length as one [N, M, 5]; class -1 marks an empty row."""
    rows = torch.full((len(labels), max(1, *(len(l) for l in labels)), 5), -1.0)
    for i, label in enumerate(labels):
        rows[i, :len(label)] = torch.from_numpy(label)
    return rows


def training_batches(pool: list[Scene], batch: int, sizes: list[int], seed: int) -> Iterator[tuple[Tensor, Tensor]]:
    """One batch per entry of `sizes`, made by one background thread so that the order is fixed."""
    ready: queue.Queue[tuple[Tensor, Tensor]] = queue.Queue(maxsize=4)

    def produce() -> None:
        rng = np.random.default_rng(seed)
        order = np.empty(0, int)
        for size in sizes:
            if len(order) < batch:
                order = rng.permutation(len(pool))
            picked, order = order[:batch], order[batch:]
            made = [augmented(rng, pool[i], size) for i in picked]
            ready.put((to_tensor([m[0] for m in made]), padded_labels([m[1] for m in made])))

    threading.Thread(target=produce, daemon=True).start()
    for _ in sizes:
        yield ready.get()
