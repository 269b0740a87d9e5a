"""Backgrounds of the training scenes: gradients, noise blobs, soft clutter, strokes, text-like marks."""
from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Rng = np.random.Generator


def random_rgb(rng: Rng, low: int = 0, high: int = 256) -> tuple[int, int, int]:
    """A colour with independent channels."""
    return tuple(int(v) for v in rng.integers(low, high, 3))


def _noise(rng: Rng, width: int, height: int, cells: int) -> np.ndarray:
    """Smooth colour noise of about `cells` blobs across the picture, -1 to 1."""
    rows = max(2, cells * height // width)
    small = rng.integers(0, 256, (rows, max(2, cells), 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(small).resize((width, height), Image.BICUBIC), np.float32) / 127.5 - 1


def _soft_clutter(rng: Rng, picture: Image.Image) -> Image.Image:
    """Blurred long rectangles and ellipses of low contrast: like shapes, but never one of the six."""
    layer = picture.copy()
    draw, (width, height) = ImageDraw.Draw(layer), picture.size
    for _ in range(rng.integers(2, 14)):
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        a = rng.uniform(0.02, 0.2) * width
        b = a * rng.uniform(0.15, 0.6)
        if rng.random() < 0.5:
            a, b = b, a
        colour = np.array(layer.getpixel((min(x, width - 1), min(y, height - 1)))) + rng.normal(0, 30, 3)
        paint = draw.ellipse if rng.random() < 0.5 else draw.rectangle
        paint((x - a, y - b, x + a, y + b), fill=tuple(int(v) for v in np.clip(colour, 0, 255)))
    return layer.filter(ImageFilter.GaussianBlur(rng.uniform(1, 6)))


def _strokes(rng: Rng, draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """Straight lines and thin curves."""
    for _ in range(rng.integers(0, 10)):
        thick = int(rng.integers(1, 4))
        start, end = rng.uniform(-0.1, 1.1, (2, 2)) * (width, height)
        t = np.linspace(0, 1, 24)[:, None]
        bend = rng.normal(0, 0.25, 2) * width if rng.random() < 0.5 else np.zeros(2)
        points = start * (1 - t) + end * t + bend * t * (1 - t)
        draw.line([tuple(p) for p in points], fill=random_rgb(rng), width=thick)


def _text_marks(rng: Rng, draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """Rows of short strokes of about a letter's size."""
    for _ in range(rng.integers(0, 5)):
        size, colour = rng.uniform(0.008, 0.03) * width, random_rgb(rng)
        x, y = rng.uniform(0, width * 0.9), rng.uniform(0, height)
        for letter in range(rng.integers(3, 16)):
            corners = rng.uniform(0, 1, (rng.integers(2, 5), 2)) * size + (x + letter * size * 1.2, y)
            draw.line([tuple(p) for p in corners], fill=colour, width=max(1, int(size * 0.15)))


def background(rng: Rng, width: int, height: int) -> Image.Image:
    """One background picture of the given size."""
    w, h = width // 4, height // 4
    base = np.empty((h, w, 3), np.float32)
    base[:] = rng.uniform(10, 245, 3)
    if rng.random() < 0.7:
        base += _noise(rng, w, h, 2) * rng.uniform(10, 90)
    for cells in (5, 12, 30):
        if rng.random() < 0.5:
            base += _noise(rng, w, h, cells) * rng.uniform(3, 200 / cells ** 0.7)
    if rng.random() < 0.5:   # most places that a camera looks at are less colourful than plain random colours
        grey = base.mean(2, keepdims=True)
        base = grey + (base - grey) * rng.uniform(0, 0.7)
    picture = Image.fromarray(np.clip(base, 0, 255).astype(np.uint8)).resize((w * 2, h * 2), Image.BICUBIC)
    if rng.random() < 0.75:
        picture = _soft_clutter(rng, picture)
    picture = picture.resize((width, height), Image.BICUBIC)
    draw = ImageDraw.Draw(picture)
    if rng.random() < 0.6:
        _strokes(rng, draw, width, height)
    if rng.random() < 0.4:
        _text_marks(rng, draw, width, height)
    return picture
