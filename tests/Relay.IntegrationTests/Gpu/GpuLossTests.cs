using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Execution;
using RealtimeDetect.Relay.Models;

namespace RealtimeDetect.Relay.IntegrationTests.Gpu;

/// <summary>A driver's error while cameras send: their sockets stay, their frames go on, and the statistics say where.</summary>
public sealed class GpuLossTests
{
    private const string Token = "gpu-loss";

    private readonly YoloV8Model _model = ModelLoader.LoadEmbedded();
    private readonly List<string> _lost = [];

    [Fact]
    public async Task DriverError_UnderLiveStream_GoesOnOnTheCpuWithoutLosingAFrameOrASocket()
    {
        FragileExecution gpu = new(OnCpu());
        var detector = new YoloV8Detector(_model, new FallbackExecution(gpu, OnCpu, _lost.Add), new DetectorOptions());
        await using RelayHost host = await RelayHost.StartAsync(detector: detector);
        await using TestCamera camera = await host.CameraAsync(Token);
        await using TestViewer viewer = await host.ViewerAsync(Token);
        Assert.Equal("processed", await camera.ExchangeAsync(1, TestJpeg.Small));
        await AssertRunsOn(host, "CUDA", "fp16");

        gpu.TakeAway();

        for (int number = 2; number <= 5; number++)
            Assert.Equal("processed", await camera.ExchangeAsync(number, TestJpeg.Small));
        Assert.Equal(5, (await viewer.FrameAsync(5)).Number);
        await AssertRunsOn(host, "CPU", "fp32");
        Assert.Single(_lost);
        await camera.FenceAsync();
        await viewer.FenceAsync();
    }

    private HostExecution OnCpu() => new(_model.Head, _model.ForCpu, new InferenceSession(_model.ForCpu.File));

    private static async Task AssertRunsOn(RelayHost host, string provider, string precision)
    {
        JsonElement processor = (await host.StatsAsync(Token)).GetProperty("processor_stats");
        Assert.Equal(provider != "CPU", processor.GetProperty("gpu_available").GetBoolean());
        Assert.Equal(provider, processor.GetProperty("execution_provider").GetString());
        Assert.Equal(precision, processor.GetProperty("precision").GetString());
        Assert.Equal(provider, (await host.GetAsync("/healthz/ready")).Json.GetProperty("execution_provider").GetString());
    }
}
