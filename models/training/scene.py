"""Renders one synthetic scene: a picture of a camera's quality and the boxes of its shapes."""
from __future__ import annotations

import colorsys
import io
import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from background import Rng, background
from outlines import NAMES, placed

ASPECTS = ((16, 9), (16, 9), (4, 3), (1, 1), (3, 4), (9, 16))
LONG_SIDES_PX = (640, 640, 960, 1280)   # usual camera sizes; 640 twice, because it shows most noise per shape
RADIUS_SHARE = (0.028, 0.21)            # of the long side
MIN_VISIBLE = 0.4                       # a shape with less of its box inside the picture is not drawn
MIN_CONTRAST = 45                       # largest channel difference to the ground behind, of 255
MAX_COVERED = 0.15                      # overlap of two boxes, of the smaller one's area


def render_scene(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Picture [H, W, 3] uint8 and labels [n, 5]: class, x1, y1, x2, y2 in pixels."""
    rng = np.random.default_rng(seed)
    long_side = int(rng.choice(LONG_SIDES_PX))
    a, b = ASPECTS[rng.integers(len(ASPECTS))]
    width, height = (round(long_side * side / max(a, b)) for side in (a, b))
    picture = background(rng, width, height)
    labels: list[tuple[float, ...]] = []
    for _ in range(rng.integers(1, 11)):
        _try_add_shape(rng, picture, long_side, labels)
    return _camera_effects(rng, picture, long_side), np.array(labels, np.float32).reshape(-1, 5)


def _try_add_shape(rng: Rng, picture: Image.Image, long_side: int, labels: list[tuple[float, ...]]) -> None:
    """Draws a random shape where there is room and appends its label; gives up after a few places."""
    width, height = picture.size
    shape = int(rng.integers(len(NAMES)))
    for _ in range(8):
        radius = long_side * math.exp(rng.uniform(*np.log(RADIUS_SHARE)))
        x, y = rng.uniform(-0.03, 1.03) * width, rng.uniform(-0.03, 1.03) * height
        outline = placed(shape, x, y, radius, rng.uniform(0, 360))
        low, high = outline.min(0), outline.max(0)
        box = np.concatenate((np.maximum(low, 0), np.minimum(high, (width, height))))
        if np.prod(np.maximum(box[2:] - box[:2], 0)) < MIN_VISIBLE * np.prod(high - low):
            continue
        if any(covered(box, np.array(other[1:])) > MAX_COVERED for other in labels):
            continue
        draw_shape(rng, picture, outline, radius, contrasting(rng, picture, box))
        labels.append((shape, *box))
        return


def covered(a: np.ndarray, b: np.ndarray) -> float:
    """Overlap of two boxes, of the smaller one's area."""
    inner = np.maximum(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0)
    return float(np.prod(inner) / max(1e-6, min(np.prod(a[2:] - a[:2]), np.prod(b[2:] - b[:2]))))


def contrasting(rng: Rng, picture: Image.Image, box: np.ndarray) -> np.ndarray:
    """A saturated, pastel, dark or grey colour that differs from what is behind the box."""
    behind = np.array(picture.resize((1, 1), Image.BOX, box=tuple(box)).getpixel((0, 0)), np.float32)
    for _ in range(12):
        low_s, high_s, low_v, high_v = ((0.7, 1, 0.6, 1), (0.25, 0.5, 0.8, 1), (0.3, 1, 0.1, 0.4),
                                        (0, 0.08, 0.05, 1))[rng.choice(4, p=(0.45, 0.2, 0.15, 0.2))]
        hsv = (rng.random(), rng.uniform(low_s, high_s), rng.uniform(low_v, high_v))
        colour = np.array(colorsys.hsv_to_rgb(*hsv), np.float32) * 255
        if np.abs(colour - behind).max() >= MIN_CONTRAST:
            return colour
    return 255 - np.round(behind / 255) * 255


def draw_shape(rng: Rng, picture: Image.Image, outline: np.ndarray, radius: float, colour: np.ndarray) -> None:
    """Paints one anti-aliased shape: flat or gradient inside, sometimes a darker line along its edge."""
    finer = 2 if radius > 80 else 4          # sub-pixels per pixel; a big shape's edge needs fewer
    corner = np.floor(outline.min(0)).astype(int) - 1
    size = np.ceil(outline.max(0)).astype(int) + 2 - corner
    points = [tuple(p) for p in (outline - corner) * finer - 0.5]
    mask = Image.new("L", tuple(size * finer))
    ImageDraw.Draw(mask).polygon(points, fill=255)
    ink = Image.new("RGB", tuple(size), tuple(colour.astype(int)))
    if rng.random() < 0.35:
        corners = np.clip(colour + rng.normal(0, 28, (2, 2, 3)), 0, 255).astype(np.uint8)
        ink = Image.fromarray(corners).resize(tuple(size), Image.BILINEAR)
    if rng.random() < 0.4:
        edge = Image.new("L", mask.size)
        thick = max(2, int(radius * finer * rng.uniform(0.06, 0.25)))
        ImageDraw.Draw(edge).line(points + points[:2], fill=255, width=thick, joint="curve")
        darker = tuple((colour * rng.uniform(0.2, 0.7)).astype(int))
        ink.paste(darker, (0, 0), edge.reduce(finer))
    picture.paste(ink, tuple(corner), mask.reduce(finer))


def _camera_effects(rng: Rng, picture: Image.Image, long_side: int) -> np.ndarray:
    """Blur, uneven light, sensor noise, JPEG: what stands between a scene and a decoded frame."""
    if rng.random() < 0.5:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.6) * long_side / 640))
    pixels = np.asarray(picture, np.float32)
    if rng.random() < 0.6:
        light = Image.fromarray(rng.uniform(0.5, 1.2, (2, 3)).astype(np.float32))
        pixels = pixels * np.asarray(light.resize(picture.size, Image.BICUBIC))[..., None]
    if rng.random() < 0.7:
        grain = rng.standard_normal(pixels.shape, dtype=np.float32)
        pixels = pixels + grain * rng.uniform(1, 16)
    noisy = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    if rng.random() < 0.8:
        stored = io.BytesIO()
        noisy.save(stored, "JPEG", quality=int(rng.integers(40, 96)))
        noisy = Image.open(stored).convert("RGB")
    return np.asarray(noisy)
