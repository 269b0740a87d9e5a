"""Detection loss: task-aligned assignment, CIoU and distribution focal loss for boxes, BCE for classes."""
from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from network import REG_MAX, anchor_points

TOP_K = 10                                   # candidate cells per object
SCORE_POWER, IOU_POWER = 0.5, 6.0            # alignment = score^0.5 * IoU^6 (task-aligned learning)
BOX_GAIN, CLS_GAIN, DFL_GAIN = 7.5, 0.5, 1.5


def ciou(a: Tensor, b: Tensor) -> Tensor:
    """Complete IoU of xyxy boxes, broadcast; 1 is equal, below 0 is far apart."""
    eps = 1e-7
    size_a, size_b = (a[..., 2:] - a[..., :2]).clamp(min=eps), (b[..., 2:] - b[..., :2]).clamp(min=eps)
    inner = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0).prod(-1)
    iou = inner / (size_a.prod(-1) + size_b.prod(-1) - inner + eps)
    outer = torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])
    gap = (a[..., :2] + a[..., 2:] - b[..., :2] - b[..., 2:]).square().sum(-1) / 4
    shape = 4 / math.pi ** 2 * (torch.atan(size_a[..., 0] / size_a[..., 1])
                                - torch.atan(size_b[..., 0] / size_b[..., 1])).square()
    with torch.no_grad():
        weight = shape / (shape - iou + 1 + eps)
    return iou - gap / (outer.square().sum(-1) + eps) - weight * shape


@torch.no_grad()
def assign(scores: Tensor, boxes: Tensor, centres: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Picks the object of each cell.

    scores [B,N,C] and boxes [B,N,4] are predictions, centres [N,2] and labels [B,M,5] are in pixels.
    Returns the class target [B,N,C], the box target [B,N,4] and the mask of cells with an object [B,N].
    """
    cls, truth = labels[..., 0].long(), labels[..., 1:]
    margin = torch.cat((centres - truth[..., None, :2], truth[..., None, 2:] - centres), -1).amin(-1)
    allowed = (margin > 0) & (cls >= 0)[..., None]                                     # [B,M,N]
    iou = ciou(truth[:, :, None], boxes[:, None]).clamp(min=0) * allowed
    index = cls.clamp(min=0)[..., None].expand(-1, -1, scores.shape[1])
    metric = scores.transpose(1, 2).gather(1, index) ** SCORE_POWER * iou ** IOU_POWER * allowed
    best = metric.topk(TOP_K, -1).indices
    chosen = torch.zeros_like(metric).scatter_(-1, best, 1.0).bool() & allowed
    # A cell wanted by several objects goes to the one that it overlaps most.
    owner = torch.where(chosen, iou, iou.new_tensor(-1.0)).argmax(1)                   # [B,N]
    taken = chosen.any(1)
    chosen &= F.one_hot(owner, metric.shape[1]).transpose(1, 2).bool()
    metric = metric * chosen
    strength = metric / (metric.amax(-1, keepdim=True) + 1e-9) * (iou * chosen).amax(-1, keepdim=True)
    box_target = truth.gather(1, owner[..., None].expand(-1, -1, 4))
    cls_target = F.one_hot(cls.clamp(min=0).gather(1, owner), scores.shape[2]) * strength.amax(1)[..., None]
    return cls_target * taken[..., None], box_target, taken


def detection_loss(levels: list[Tensor], labels: Tensor) -> Tensor:
    """Loss of raw training maps against padded labels [B,M,5], per positive weight."""
    flat = torch.cat([level.flatten(2) for level in levels], 2).transpose(1, 2)
    box_bins, logits = flat[..., :4 * REG_MAX].unflatten(-1, (4, REG_MAX)), flat[..., 4 * REG_MAX:]
    points, strides = anchor_points(tuple(tuple(level.shape[2:]) for level in levels))
    points = points.T
    sides = box_bins.softmax(-1) @ torch.arange(REG_MAX, dtype=torch.float32)
    boxes = torch.cat((points - sides[..., :2], points + sides[..., 2:]), -1) * strides[:, None]
    target, truth, taken = assign(logits.detach().sigmoid(), boxes.detach(), points * strides[:, None], labels)
    total = target.sum().clamp(min=1)
    cls_loss = F.binary_cross_entropy_with_logits(logits, target, reduction="sum") / total
    if not taken.any():
        return CLS_GAIN * cls_loss
    weight = target.sum(-1)[taken]
    box_loss = ((1 - ciou(boxes[taken], truth[taken])) * weight).sum() / total
    cell, stride = points.expand(len(labels), -1, -1)[taken], strides.expand(len(labels), -1)[taken][:, None]
    edges = truth[taken] / stride
    wanted = torch.cat((cell - edges[:, :2], edges[:, 2:] - cell), -1).clamp(0, REG_MAX - 1.01)
    dfl_loss = (_two_bins(box_bins[taken], wanted).mean(-1) * weight).sum() / total
    return BOX_GAIN * box_loss + CLS_GAIN * cls_loss + DFL_GAIN * dfl_loss


def _two_bins(bins: Tensor, wanted: Tensor) -> Tensor:
    """Cross entropy against the two bins around each wanted distance, weighted by nearness."""
    low = wanted.floor()
    log_p = bins.log_softmax(-1)
    at_low, at_high = (log_p.gather(-1, i.long()[..., None])[..., 0] for i in (low, low + 1))
    return -(at_low * (low + 1 - wanted) + at_high * (wanted - low))
