namespace RealtimeDetect.Relay.Models;

internal sealed partial class ModelLoader
{
    private static partial class Log
    {
        [LoggerMessage(6120, LogLevel.Information,
            "Model {Model} with {Classes} classes on {Provider} ({Precision}): {Lanes} frames at a time, {Threads} CPU threads each.")]
        public static partial void Loaded(ILogger logger, string model, int classes, string provider, string precision, int lanes, int threads);

        [LoggerMessage(6121, LogLevel.Warning,
            "This machine has an NVIDIA driver, but inference runs on the CPU: {Reason} See GPU in the README; Pipeline:Execution=Cpu silences this.")]
        public static partial void GpuUnused(ILogger logger, string reason);

        [LoggerMessage(6123, LogLevel.Information, "Inference runs on the CPU: no NVIDIA driver is loaded.")]
        public static partial void NoGpu(ILogger logger);

        [LoggerMessage(6122, LogLevel.Warning, "Model {Model} has no usable class names: {Problem}")]
        public static partial void LabelsMadeUp(ILogger logger, string model, string problem);
    }
}
