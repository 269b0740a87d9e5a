"""Letterbox, non-maximum suppression and mean average precision, as the product and COCO define them."""
from __future__ import annotations

import numpy as np
from PIL import Image

from batches import PADDING_GREY

CONFIDENCE, NMS_IOU, MAX_DETECTIONS, MAX_CANDIDATES = 0.001, 0.7, 300, 2000
IOU_LEVELS = np.arange(0.5, 0.96, 0.05)


def letterbox(pixels: np.ndarray, width: int, height: int) -> tuple[np.ndarray, float, float, float]:
    """The picture inside a grey width x height with plain bilinear taps; also the scale and both paddings."""
    scale = min(width / pixels.shape[1], height / pixels.shape[0])
    left, top = (width - pixels.shape[1] * scale) / 2, (height - pixels.shape[0] * scale) / 2
    canvas = Image.fromarray(pixels).transform(
        (width, height), Image.AFFINE, (1 / scale, 0, -left / scale, 0, 1 / scale, -top / scale),
        Image.BILINEAR, fillcolor=(PADDING_GREY,) * 3)
    return np.asarray(canvas), scale, left, top


def iou_matrix(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """IoU of every xyxy box in `a` with every one in `b`."""
    inner = np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2])
    inner = inner.clip(0).prod(2)
    area_a, area_b = (np.prod(x[:, 2:] - x[:, :2], axis=1) for x in (a, b))
    return inner / (area_a[:, None] + area_b[None] - inner + 1e-9)


def detections(output: np.ndarray, confidence: float = CONFIDENCE) -> np.ndarray:
    """Rows class, score, x1, y1, x2, y2 from one output [4 + classes, N] after per-class NMS."""
    cls, cell = np.nonzero(output[4:] > confidence)
    score = output[4 + cls, cell]
    order = score.argsort(kind="stable")[::-1][:MAX_CANDIDATES]
    cls, cell, score = cls[order], cell[order], score[order]
    cx, cy, w, h = output[:4, cell]
    boxes = np.stack((cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2), 1)
    overlapping = iou_matrix(boxes, boxes) > NMS_IOU
    overlapping &= cls[:, None] == cls[None]
    alive, kept = np.ones(len(cls), bool), []
    for i in range(len(cls)):
        if alive[i]:
            kept.append(i)
            alive &= ~overlapping[i]
    kept = kept[:MAX_DETECTIONS]
    return np.concatenate((cls[kept, None], score[kept, None], boxes[kept]), 1)


def average_precision(found: list[np.ndarray], labels: list[np.ndarray], classes: int) -> np.ndarray:
    """AP [classes, IoU levels], 101-point interpolation, each object matched once, best score first."""
    result = np.zeros((classes, len(IOU_LEVELS)))
    for c in range(classes):
        truth = [l[l[:, 0] == c, 1:] for l in labels]
        rows = [d[d[:, 0] == c] for d in found]
        hits = np.concatenate([_hits(r[:, 2:], t) for r, t in zip(rows, truth)])
        order = np.concatenate([r[:, 1] for r in rows]).argsort(kind="stable")[::-1]
        true = hits[order].cumsum(0)
        recall = true / max(1, sum(len(t) for t in truth))
        precision = true / np.arange(1, len(order) + 1)[:, None]
        precision = np.maximum.accumulate(precision[::-1], 0)[::-1]
        for k in range(len(IOU_LEVELS)):
            at = np.searchsorted(recall[:, k], np.linspace(0, 1, 101))
            result[c, k] = np.append(precision[:, k], 0)[at].mean()
    return result


def _hits(boxes: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Per detection (best score first) and IoU level: does it take a still free object?"""
    hits = np.zeros((len(boxes), len(IOU_LEVELS)), bool)
    if not len(truth):
        return hits
    iou = iou_matrix(boxes, truth)
    for k, level in enumerate(IOU_LEVELS):
        free = np.ones(len(truth), bool)
        for i in range(len(boxes)):
            j = int((iou[i] * free).argmax())
            if free[j] and iou[i, j] >= level:
                free[j], hits[i, k] = False, True
    return hits
