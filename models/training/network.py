"""A narrow detector with the YOLOv8 layout: C2f backbone, SPPF, PAN neck, decoupled DFL head.

The modules carry the index names of the public YOLOv8 graph (model.0 to model.22), so that an
exported file looks to a loader like any other YOLOv8 detection file.
"""
from __future__ import annotations

import copy
import functools
import math

import torch
from torch import Tensor, nn

REG_MAX = 16                      # bins of each box side's distance distribution, in stride units
STRIDES = (8, 16, 32)             # input pixels per cell of the three output levels
CHANNELS = (8, 16, 32, 64, 64)     # stem, then strides 4 to 32: about half of YOLOv8n, to stay below 2 MB
BOX_CHANNELS, CLS_CHANNELS = 32, 24


class Conv(nn.Module):
    """Convolution, batch norm, SiLU."""

    def __init__(self, c_in: int, c_out: int, kernel: int = 1, stride: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(c_in, c_out, kernel, stride, kernel // 2, bias=False)
        self.bn: nn.Module = nn.BatchNorm2d(c_out, eps=1e-3, momentum=0.03)
        self.act = nn.SiLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        return self.act(self.bn(self.conv(x)))


class Bottleneck(nn.Module):
    """Two 3x3 convolutions, with a residual path in the backbone."""

    def __init__(self, channels: int, shortcut: bool) -> None:
        super().__init__()
        self.cv1, self.cv2 = Conv(channels, channels, 3), Conv(channels, channels, 3)
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        y = self.cv2(self.cv1(x))
        return x + y if self.shortcut else y


class C2f(nn.Module):
    """Splits the channels, runs one half through bottlenecks and joins every intermediate result."""

    def __init__(self, c_in: int, c_out: int, repeats: int, shortcut: bool = False) -> None:
        super().__init__()
        self.half = half = c_out // 2
        self.cv1 = Conv(c_in, 2 * half)
        self.cv2 = Conv((2 + repeats) * half, c_out)
        self.m = nn.ModuleList(Bottleneck(half, shortcut) for _ in range(repeats))

    def forward(self, x: Tensor) -> Tensor:
        parts = list(self.cv1(x).split((self.half, self.half), 1))
        for block in self.m:
            parts.append(block(parts[-1]))
        return self.cv2(torch.cat(parts, 1))


class Sppf(nn.Module):
    """Three chained 5x5 max pools: context of 5, 9 and 13 cells for the price of one."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.cv1, self.cv2 = Conv(channels, channels // 2), Conv(channels // 2 * 4, channels)
        self.m = nn.MaxPool2d(5, 1, 2)

    def forward(self, x: Tensor) -> Tensor:
        parts = [self.cv1(x)]
        for _ in range(3):
            parts.append(self.m(parts[-1]))
        return self.cv2(torch.cat(parts, 1))


class Concat(nn.Module):
    """Joins feature maps along the channels."""

    def forward(self, maps: list[Tensor]) -> Tensor:
        return torch.cat(maps, 1)


class Dfl(nn.Module):
    """Turns the 16 bins of each side into an expected distance, as a fixed 1x1 convolution."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(REG_MAX, 1, 1, bias=False).requires_grad_(False)
        self.conv.weight.data[:] = torch.arange(REG_MAX, dtype=torch.float32).view(1, REG_MAX, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        cells = int(x.shape[2])
        bins = x.view(int(x.shape[0]), 4, REG_MAX, cells).transpose(2, 1).softmax(1)
        return self.conv(bins).view(int(x.shape[0]), 4, cells)


class Detect(nn.Module):
    """Box and class branch per level; training returns raw maps, evaluation decoded boxes."""

    def __init__(self, classes: int, channels: tuple[int, ...]) -> None:
        super().__init__()
        self.classes = classes
        self.cv2 = nn.ModuleList(self._branch(c, BOX_CHANNELS, 4 * REG_MAX) for c in channels)
        self.cv3 = nn.ModuleList(self._branch(c, CLS_CHANNELS, classes) for c in channels)
        self.dfl = Dfl()
        for box, cls, stride in zip(self.cv2, self.cv3, STRIDES):
            nn.init.constant_(box[-1].bias, 1.0)
            # About five objects in a 640 px picture: start near that prior.
            nn.init.constant_(cls[-1].bias, math.log(5 / classes / (640 / stride) ** 2))

    @staticmethod
    def _branch(c_in: int, middle: int, c_out: int) -> nn.Sequential:
        return nn.Sequential(Conv(c_in, middle, 3), Conv(middle, middle, 3), nn.Conv2d(middle, c_out, 1))

    def forward(self, maps: list[Tensor]) -> list[Tensor] | Tensor:
        levels = [torch.cat((box(x), cls(x)), 1) for x, box, cls in zip(maps, self.cv2, self.cv3)]
        if self.training:
            return levels
        rows = 4 * REG_MAX + self.classes
        joined = torch.cat([level.view(int(level.shape[0]), rows, -1) for level in levels], 2)
        box, cls = joined.split((4 * REG_MAX, self.classes), 1)
        points, strides = anchor_points(tuple((int(m.shape[2]), int(m.shape[3])) for m in levels))
        sides = self.dfl(box)
        low, high = points[None] - sides[:, :2], points[None] + sides[:, 2:]
        boxes = torch.cat(((low + high) / 2, high - low), 1) * strides[None]
        return torch.cat((boxes, cls.sigmoid()), 1)


class ShapeNet(nn.Module):
    """The whole detector; `model` is indexed as in the public YOLOv8 graph."""

    def __init__(self, classes: int = 6) -> None:
        super().__init__()
        c1, c2, c3, c4, c5 = CHANNELS
        self.model = nn.ModuleList([
            Conv(3, c1, 3, 2), Conv(c1, c2, 3, 2), C2f(c2, c2, 1, True),
            Conv(c2, c3, 3, 2), C2f(c3, c3, 2, True), Conv(c3, c4, 3, 2), C2f(c4, c4, 2, True),
            Conv(c4, c5, 3, 2), C2f(c5, c5, 1, True), Sppf(c5),
            nn.Upsample(scale_factor=2.0), Concat(), C2f(c5 + c4, c4, 1),
            nn.Upsample(scale_factor=2.0), Concat(), C2f(c4 + c3, c3, 1),
            Conv(c3, c3, 3, 2), Concat(), C2f(c3 + c4, c4, 1),
            Conv(c4, c4, 3, 2), Concat(), C2f(c4 + c5, c5, 1),
            Detect(classes, (c3, c4, c5))])

    def forward(self, x: Tensor) -> list[Tensor] | Tensor:
        m = self.model
        p3 = m[4](m[3](m[2](m[1](m[0](x)))))
        p4 = m[6](m[5](p3))
        p5 = m[9](m[8](m[7](p4)))
        up4 = m[12](m[11]([m[10](p5), p4]))
        out3 = m[15](m[14]([m[13](up4), p3]))
        out4 = m[18](m[17]([m[16](out3), up4]))
        out5 = m[21](m[20]([m[19](out4), p5]))
        return m[22]([out3, out4, out5])


@functools.lru_cache(maxsize=32)
def anchor_points(sizes: tuple[tuple[int, int], ...]) -> tuple[Tensor, Tensor]:
    """Cell centres [2, N] in stride units and the stride of each cell [N]; cached, so never write to them."""
    points, strides = [], []
    for (height, width), stride in zip(sizes, STRIDES):
        y, x = torch.meshgrid(torch.arange(height) + 0.5, torch.arange(width) + 0.5, indexing="ij")
        points.append(torch.stack((x, y)).view(2, -1))
        strides.append(torch.full((height * width,), float(stride)))
    return torch.cat(points, 1), torch.cat(strides)


def fused(net: ShapeNet) -> ShapeNet:
    """A copy in evaluation mode with every batch norm folded into its convolution."""
    net = copy.deepcopy(net).eval()
    for block in [m for m in net.modules() if isinstance(m, Conv)]:
        block.conv = nn.utils.fuse_conv_bn_eval(block.conv, block.bn)
        block.bn = nn.Identity()
    return net
