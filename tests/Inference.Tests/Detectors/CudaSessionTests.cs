using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Providers;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class CudaSessionTests
{
    [Fact]
    public void CudaOptions_Default_SearchesByHeuristicAndGrowsAsAsked()
    {
        Dictionary<string, string> entries = CudaSession.CudaOptions(new CudaOptions());

        Assert.Equal("0", entries["device_id"]);
        Assert.Equal("HEURISTIC", entries["cudnn_conv_algo_search"]);
        Assert.Equal("kSameAsRequested", entries["arena_extend_strategy"]);
        Assert.Equal("0", entries["enable_cuda_graph"]);
        Assert.Equal("0", entries["prefer_nhwc"]);
        Assert.DoesNotContain("gpu_mem_limit", entries.Keys);
    }

    [Fact]
    public void CudaOptions_EverythingSet_IsPassedOn()
    {
        Dictionary<string, string> entries = CudaSession.CudaOptions(
            new CudaOptions { Device = 3, MemoryLimitBytes = 2_000_000_000, CapturesGraphs = true, PrefersChannelsLast = true });

        Assert.Equal("3", entries["device_id"]);
        Assert.Equal("2000000000", entries["gpu_mem_limit"]);
        Assert.Equal("1", entries["enable_cuda_graph"]);
        Assert.Equal("1", entries["prefer_nhwc"]);
    }

    [Fact]
    public void TensorRtOptions_Cache_CoversEverySizeAndBatch()
    {
        Dictionary<string, string> entries = CudaSession.TensorRtOptions(new CudaOptions { TensorRtCache = "engines" }, "images");

        Assert.Equal("1", entries["trt_fp16_enable"]);
        Assert.Equal("images:1x3x32x32", entries["trt_profile_min_shapes"]);
        Assert.Equal("images:1x3x384x640", entries["trt_profile_opt_shapes"]);
        Assert.Equal("images:32x3x640x640", entries["trt_profile_max_shapes"]);
        Assert.Equal("engines", entries["trt_engine_cache_path"]);
        Assert.Equal("1", entries["trt_engine_cache_enable"]);
    }

    [Fact]
    public void TensorRtOptions_NoCacheInSinglePrecision_HasNoFolder()
    {
        Dictionary<string, string> entries = CudaSession.TensorRtOptions(new CudaOptions { IsHalf = false }, "images");

        Assert.Equal("0", entries["trt_fp16_enable"]);
        Assert.DoesNotContain("trt_engine_cache_enable", entries.Keys);
    }
}
