using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors.Providers;

/// <summary>Turns options into those of ONNX Runtime's CUDA and TensorRT providers.</summary>
internal static class CudaSession
{
    // Largest run that TensorRT's engines are built for, and the one they are tuned for: a 16:9 picture at full size.
    private const int MaxBatch = 32;
    private const int MaxSide = 640;
    private static readonly PixelSize TunedFor = new(640, 384);

    /// <summary>Options of the CUDA provider.</summary>
    public static Dictionary<string, string> CudaOptions(CudaOptions options)
    {
        var entries = new Dictionary<string, string>
        {
            ["device_id"] = Text(options.Device),
            // EXHAUSTIVE, the default, searches for seconds at every new input size.
            ["cudnn_conv_algo_search"] = "HEURISTIC",
            // Doubling, the default, takes far more than is used once batches are large.
            ["arena_extend_strategy"] = "kSameAsRequested",
            ["enable_cuda_graph"] = Flag(options.CapturesGraphs),
            ["prefer_nhwc"] = Flag(options.PrefersChannelsLast),
        };
        if (options.MemoryLimitBytes > 0)
            entries["gpu_mem_limit"] = Text(options.MemoryLimitBytes);
        return entries;
    }

    /// <summary>Options of the TensorRT provider.</summary>
    /// <param name="options">The GPU's options.</param>
    /// <param name="inputName">Name of the graph's input.</param>
    public static Dictionary<string, string> TensorRtOptions(CudaOptions options, string inputName)
    {
        var entries = new Dictionary<string, string>
        {
            ["device_id"] = Text(options.Device),
            ["trt_fp16_enable"] = Flag(options.IsHalf),
            ["trt_profile_min_shapes"] = Shape(inputName, 1, new PixelSize(Letterbox.Stride, Letterbox.Stride)),
            ["trt_profile_opt_shapes"] = Shape(inputName, 1, TunedFor),
            ["trt_profile_max_shapes"] = Shape(inputName, MaxBatch, new PixelSize(MaxSide, MaxSide)),
        };
        if (options.TensorRtCache is { } folder)
        {
            entries["trt_engine_cache_enable"] = Flag(true);
            entries["trt_engine_cache_path"] = folder;
            entries["trt_timing_cache_enable"] = Flag(true);
            entries["trt_timing_cache_path"] = folder;
        }

        return entries;
    }

    /// <summary>Adds the CUDA provider to a session.</summary>
    public static void AddCuda(SessionOptions session, CudaOptions options)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(CudaOptions(options));
        session.AppendExecutionProvider_CUDA(cuda);
    }

    /// <summary>Adds the TensorRT provider to a session, before CUDA.</summary>
    public static void AddTensorRt(SessionOptions session, CudaOptions options, string inputName)
    {
        using var tensorRt = new OrtTensorRTProviderOptions();
        tensorRt.UpdateOptions(TensorRtOptions(options, inputName));
        session.AppendExecutionProvider_Tensorrt(tensorRt);
    }

    private static string Shape(string inputName, int count, PixelSize size) => $"{inputName}:{count}x3x{size.Height}x{size.Width}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Flag(bool isSet) => isSet ? "1" : "0";
}
