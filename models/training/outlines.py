"""The six shapes as outlines in a unit box [-1, 1], y down; the demo camera draws the same ones."""
from __future__ import annotations

import math

import numpy as np

NAMES = ("circle", "square", "triangle", "star", "cross", "arrow")


def _ring(count: int, radii: tuple[float, ...], first_degrees: float) -> np.ndarray:
    """`count` points at equal angles, clockwise on screen, taking the radii in turn."""
    angles = np.radians(first_degrees + np.arange(count) * 360.0 / count)
    radius = np.array([radii[i % len(radii)] for i in range(count)])
    return np.stack((np.cos(angles) * radius, np.sin(angles) * radius), 1)


_ARM = 0.32  # half width of a cross arm
OUTLINES: tuple[np.ndarray, ...] = (
    _ring(96, (1.0,), 0),           # 96 corners are within 0.1 px of a circle at radius 128 px
    np.array([(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)]),
    _ring(3, (1.0,), -90),
    _ring(10, (1.0, 0.45), -90),
    np.array([(-_ARM, -1), (_ARM, -1), (_ARM, -_ARM), (1, -_ARM), (1, _ARM), (_ARM, _ARM),
              (_ARM, 1), (-_ARM, 1), (-_ARM, _ARM), (-1, _ARM), (-1, -_ARM), (-_ARM, -_ARM)]),
    np.array([(-1, -0.28), (0.15, -0.28), (0.15, -0.72), (1, 0), (0.15, 0.72), (0.15, 0.28), (-1, 0.28)]),
)


def placed(shape: int, x: float, y: float, radius: float, degrees: float) -> np.ndarray:
    """The outline of a shape in pixels: scaled by `radius`, rotated, moved to (x, y)."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return OUTLINES[shape] @ np.array([(c, s), (-s, c)]) * radius + (x, y)
