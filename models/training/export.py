#!/usr/bin/python3
"""Writes a trained network as an ONNX file in the form of an Ultralytics YOLOv8 detection export."""
from __future__ import annotations

import argparse
import datetime
import warnings
from pathlib import Path

import onnx
import torch

from network import ShapeNet, fused
from onnx_reference import OnnxModel
from outlines import NAMES

INPUT_PX, OPSET = 640, 17
TOLERANCE = 2e-3      # pixels or score: file against network; float32 sums in another order


def metadata() -> dict[str, str]:
    """The keys that an Ultralytics export carries; the lists are in Python's notation, as there."""
    return {
        "description": "RealtimeDetect shapes: YOLOv8-architecture detector trained on synthetic scenes",
        "author": "RealtimeDetect",
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "version": "1.0.0",
        "license": "the project licence",
        "stride": "32", "task": "detect", "batch": "1", "imgsz": str([INPUT_PX, INPUT_PX]),
        "names": str(dict(enumerate(NAMES))),
        "args": str({"batch": 1, "half": False, "dynamic": False, "simplify": True, "opset": OPSET, "nms": False}),
    }


def tidy(model: onnx.ModelProto) -> None:
    """Constant nodes become initializers, equal ones are stored once; nothing else changes."""
    graph, renamed, stored = model.graph, {}, {}
    tensors = [(n.output[0], n.attribute[0].t) for n in graph.node if n.op_type == "Constant"]
    tensors += [(t.name, t) for t in graph.initializer]
    keep = []
    for name, tensor in tensors:
        key = (tensor.data_type, tuple(tensor.dims), tensor.raw_data)
        renamed[name] = stored.setdefault(key, name)
        if renamed[name] == name:
            kept = onnx.TensorProto()
            kept.CopyFrom(tensor)
            kept.name = name
            keep.append(kept)
    nodes = [n for n in graph.node if n.op_type != "Constant"]
    for node in nodes:
        node.input[:] = [renamed.get(name, name) for name in node.input]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend(keep)


def export(net: ShapeNet, path: Path) -> None:
    """Fuses, traces, tidies, labels, checks and writes the file."""
    net = fused(net).to(memory_format=torch.contiguous_format)
    sample = torch.rand(1, 3, INPUT_PX, INPUT_PX, generator=torch.Generator().manual_seed(0))
    net(sample)                              # fills the cache of anchors: the trace sees constants
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")      # "might not generalize": every size is fixed on purpose
        torch.onnx.export(net, sample, str(path), opset_version=OPSET,
                          input_names=["images"], output_names=["output0"])
    model = onnx.load(str(path))
    tidy(model)
    onnx.helper.set_model_props(model, metadata())
    model = onnx.shape_inference.infer_shapes(model, strict_mode=True)
    del model.graph.value_info[:]
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, str(path))
    with torch.no_grad():
        difference = (OnnxModel(path)(sample) - net(sample)).abs().max().item()
    print(f"{path}: {path.stat().st_size} bytes, {sum(p.numel() for p in net.parameters())} parameters, "
          f"largest difference to the network {difference:.1e}", flush=True)
    if difference > TOLERANCE:
        raise SystemExit("the exported graph does not compute what the network computes")


def main() -> None:
    """Command line."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("checkpoint", type=Path)
    args.add_argument("onnx", type=Path)
    options = args.parse_args()
    net = ShapeNet()
    net.load_state_dict(torch.load(options.checkpoint))
    export(net, options.onnx)


if __name__ == "__main__":
    main()
