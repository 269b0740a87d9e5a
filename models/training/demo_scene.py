"""Still pictures like those of the product's demo camera: 1280x720, soft ground, 6 to 10 whole shapes."""
from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageFilter

from background import random_rgb
from outlines import NAMES, placed
from scene import contrasting, covered, draw_shape

WIDTH, HEIGHT, JPEG_QUALITY = 1280, 720, 80
RADIUS_PX = (40, 110)
REACH = 1.21                  # of the radius: a square's corners lie at 0.85 times the root of 2


def render_demo_scene(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Picture [720, 1280, 3] uint8 and labels [n, 5], as scene.render_scene."""
    rng = np.random.default_rng(seed)
    corners = np.array([random_rgb(rng, 20, 200) for _ in range(4)], np.uint8).reshape(2, 2, 3)
    picture = Image.fromarray(corners).resize((WIDTH, HEIGHT), Image.BICUBIC)
    for _ in range(12):
        radius, x, y = rng.uniform(60, 260), rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT)
        spot = Image.new("L", (WIDTH // 8, HEIGHT // 8))
        blob = placed(0, x / 8, y / 8, radius / 8, 0)
        spot.paste(70, (*blob.min(0).astype(int), *blob.max(0).astype(int)))
        spot = spot.filter(ImageFilter.GaussianBlur(6)).resize(picture.size, Image.BICUBIC)
        picture.paste(random_rgb(rng), (0, 0), spot)
    labels: list[tuple[float, ...]] = []
    wanted = rng.integers(6, 11)
    for _ in range(60):
        if len(labels) == wanted:
            break
        shape, radius = int(rng.integers(len(NAMES))), rng.uniform(*RADIUS_PX)
        reach = radius * REACH
        x, y = rng.uniform(reach, WIDTH - reach), rng.uniform(reach, HEIGHT - reach)
        outline = placed(shape, x, y, radius, rng.uniform(0, 360))
        box = np.concatenate((outline.min(0), outline.max(0)))
        if all(covered(box, np.array(other[1:])) < 0.1 for other in labels):
            draw_shape(rng, picture, outline, radius, contrasting(rng, picture, box))
            labels.append((shape, *box))
    stored = io.BytesIO()
    picture.save(stored, "JPEG", quality=JPEG_QUALITY)
    return np.asarray(Image.open(stored).convert("RGB")), np.array(labels, np.float32)
