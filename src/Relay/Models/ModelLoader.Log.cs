namespace RealtimeDetect.Relay.Models;

internal sealed partial class ModelLoader
{
    private static partial class Log
    {
        [LoggerMessage(6120, LogLevel.Information,
            "Model {Model} with {Classes} classes on {Provider} ({Precision}): {Lanes} frames at a time, {Threads} CPU threads each.")]
        public static partial void Loaded(ILogger logger, string model, int classes, string provider, string precision, int lanes, int threads);

        [LoggerMessage(6121, LogLevel.Warning,
            "Inference runs on the CPU: {Reason}. See GPU in the README; Pipeline:Execution=Cpu silences this.")]
        public static partial void GpuUnused(ILogger logger, string reason);

        [LoggerMessage(6123, LogLevel.Information, "Inference runs on the CPU; this machine has no NVIDIA driver. {Reason}.")]
        public static partial void NoGpu(ILogger logger, string reason);

        [LoggerMessage(6124, LogLevel.Warning, "{Reason}. Gpu:TensorRt=false silences this.")]
        public static partial void TensorRtUnused(ILogger logger, string reason);

        [LoggerMessage(6125, LogLevel.Error, "The GPU failed and inference goes on on the CPU until the next start. {Reason}")]
        public static partial void DeviceLost(ILogger logger, string reason);

        [LoggerMessage(6122, LogLevel.Warning, "Model {Model} has no usable class names: {Problem}")]
        public static partial void LabelsMadeUp(ILogger logger, string model, string problem);
    }
}
