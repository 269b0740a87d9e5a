using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace RealtimeDetect.Gpu;

/// <summary>Samples how busy a GPU is, once a second, by nvidia-smi.</summary>
/// <remarks><b>Ownership:</b> disposing ends nvidia-smi.</remarks>
internal sealed class GpuSampler : IDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<double> _samples = [];

    private GpuSampler(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
    }

    /// <summary>Begins; null where there is no nvidia-smi.</summary>
    public static GpuSampler? TryStart(int device)
    {
        string[] arguments = ["--query-gpu=utilization.gpu", "--format=csv,noheader,nounits", $"--id={device}", "--loop=1"];
        try
        {
            return new GpuSampler(Process.Start(new ProcessStartInfo("nvidia-smi", arguments) { RedirectStandardOutput = true })!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The median of the busier half of the samples, 0 to 100, since the server's start is sampled too; null where there are none.</summary>
    public double? BusyPercent()
    {
        lock (_lock)
            return _samples.Count == 0 ? null : _samples.Order().ElementAt(_samples.Count * 3 / 4);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (!double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out double percent))
            return;
        lock (_lock)
            _samples.Add(percent);
    }
}
