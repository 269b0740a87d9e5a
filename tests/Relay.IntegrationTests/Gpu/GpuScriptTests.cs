using System.Diagnostics;
using System.Text.Json;

namespace RealtimeDetect.Relay.IntegrationTests.Gpu;

/// <summary>The GPU benchmark's dry run: every part of it works before a machine with a GPU is at hand.</summary>
public sealed class GpuScriptTests : IDisposable
{
    private readonly DirectoryInfo _results = Directory.CreateTempSubdirectory("realtimedetect-");

    public void Dispose() => _results.Delete(recursive: true);

    [Fact]
    public async Task DryRun_OnTheCpu_FillsTheCpusColumnsAndNoneOfTheGpus()
    {
        string output = await RunAsync("--cpu", "--results", _results.FullName);

        using JsonDocument report = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(_results.FullName, "gpu-dry-run.json"), TestContext.Current.CancellationToken));
        JsonElement table = report.RootElement.GetProperty("Table");
        Assert.Equal(0, report.RootElement.GetProperty("Refusals").GetArrayLength());
        foreach (JsonProperty row in table.EnumerateObject())
        {
            Assert.Contains(row.Name, output, StringComparison.Ordinal);
            Assert.Equal("not run", row.Value.GetProperty("CUDA fp16").GetString());
            if (!row.Name.Contains("GPU busy", StringComparison.Ordinal))
                Assert.NotEqual("not run", row.Value.GetProperty("CPU fp32").GetString());
        }

        string[] same = table.GetProperty("same boxes as the CPU, 320").GetProperty("CPU fp16").GetString()!.Split(" of ");
        Assert.Equal(same[1], same[0]);
        Assert.NotEqual("0", same[0]);
        Assert.True(double.Parse(table.GetProperty("ms a run, 320x192, batch 4").GetProperty("CPU fp32").GetString()!) > 0);
        Assert.True(double.Parse(table.GetProperty("frames/s, 1 cameras, 320").GetProperty("CPU fp32").GetString()!) > 0);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        // The same configuration as this test's: .../bin/Release/net10.0.
        string built = Path.GetRelativePath(Path.Combine(RepositoryPaths.Root, "tests", "Relay.IntegrationTests"), AppContext.BaseDirectory);
        string program = Path.Combine(RepositoryPaths.Root, "benchmarks", "gpu", built, "RealtimeDetect.Gpu.dll");
        Assert.SkipUnless(File.Exists(program), "benchmarks/gpu is not built; the solution's build builds it");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = RepositoryPaths.Root };
        using Process process = Process.Start(start)!;
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WithinAsync(12 * Budget.LongWait, "the dry run");
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WithinAsync("its end");
            Assert.Equal(0, process.ExitCode);
            return output;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
