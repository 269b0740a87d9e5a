#!/usr/bin/env bash
# Measures everything on a machine with an NVIDIA GPU, in one call, and prints one table:
#   benchmarks/gpu/run.sh --model yolov8n.onnx [--media FOLDER-OF-JPEGS]
# Without a GPU: the same with tiny counts on the CPU, to try the script itself; the GPU's columns say "not run":
#   benchmarks/gpu/run.sh --cpu
set -euo pipefail
cd "$(dirname "$0")/../.."
gpu=true
for argument in "$@"; do
  if [[ $argument == --cpu ]]; then gpu=false; fi
done
dotnet build benchmarks/gpu/Gpu.csproj -c Release -v quiet -nologo -p:Gpu=$gpu
exec dotnet benchmarks/gpu/bin/Release/net10.0/RealtimeDetect.Gpu.dll "$@"
