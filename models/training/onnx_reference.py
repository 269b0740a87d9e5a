"""Runs the few ONNX operators of an exported detector in torch: a second opinion on the file itself."""
from __future__ import annotations

from pathlib import Path

import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from torch import Tensor


def _conv(x: Tensor, weight: Tensor, bias: Tensor | None = None, **a) -> Tensor:
    top, left, bottom, right = a["pads"]
    return F.conv2d(F.pad(x, (left, right, top, bottom)), weight, bias, a["strides"], 0, a["dilations"], a["group"])


def _max_pool(x: Tensor, **a) -> Tensor:
    top, left, bottom, right = a["pads"]
    x = F.pad(x, (left, right, top, bottom), value=float("-inf"))
    return F.max_pool2d(x, a["kernel_shape"], a["strides"])


def _slice(x: Tensor, starts: Tensor, ends: Tensor, axes: Tensor, steps: Tensor | None = None) -> Tensor:
    for start, end, axis in zip(starts.tolist(), ends.tolist(), axes.tolist()):
        x = x.narrow(axis, start, min(end, x.shape[axis]) - start)
    return x


OPERATORS = {
    "Conv": _conv, "MaxPool": _max_pool, "Slice": _slice,
    "Sigmoid": torch.sigmoid, "Mul": torch.mul, "Add": torch.add, "Sub": torch.sub, "Div": torch.div,
    "Concat": lambda *maps, axis: torch.cat(maps, axis),
    "Split": lambda x, sizes, axis: torch.split(x, sizes.tolist(), axis),
    "Reshape": lambda x, shape, **_: x.reshape([x.shape[i] if n == 0 else n for i, n in enumerate(shape.tolist())]),
    "Transpose": lambda x, perm: x.permute(perm),
    "Softmax": lambda x, axis: x.softmax(axis),
    "Resize": lambda x, roi, scales, **_: F.interpolate(x, scale_factor=scales.tolist()[2:], mode="nearest"),
}


class OnnxModel:
    """One ONNX file; call it with the input tensor to get its first output."""

    def __init__(self, path: Path) -> None:
        self.graph = onnx.load(str(path)).graph
        self.constants = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in self.graph.initializer}

    @torch.no_grad()
    def __call__(self, x: Tensor) -> Tensor:
        values: dict[str, Tensor | None] = {**self.constants, "": None, self.graph.input[0].name: x}
        for node in self.graph.node:
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            result = OPERATORS[node.op_type](*(values[name] for name in node.input), **attributes)
            values.update(zip(node.output, result if isinstance(result, tuple) else (result,)))
        return values[self.graph.output[0].name]
