using Microsoft.ML.OnnxRuntime;

namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>Runs on a device until that fails, then on the CPU for good; the failing run is repeated there.</summary>
/// <remarks>
/// <b>Threading:</b> one thread at a time; the properties from any. The input lies in host memory, so nothing is lost with the device.
/// <b>Ownership:</b> owns both executions.
/// </remarks>
internal sealed class FallbackExecution : IModelExecution
{
    private readonly IModelExecution _device;
    private readonly Func<IModelExecution> _makeCpu;
    private readonly Action<string>? _onLost;
    // Written by the running thread, read by any.
    private volatile IModelExecution? _cpu;

    /// <summary>Begins on a device.</summary>
    /// <param name="device">The device's execution.</param>
    /// <param name="makeCpu">Makes the CPU's, when it is needed.</param>
    /// <param name="onLost">Told once why the device was given up; null for nobody.</param>
    public FallbackExecution(IModelExecution device, Func<IModelExecution> makeCpu, Action<string>? onLost)
    {
        _device = device;
        _makeCpu = makeCpu;
        _onLost = onLost;
    }

    /// <inheritdoc/>
    public string ExecutionProvider => Current.ExecutionProvider;

    /// <inheritdoc/>
    public string Precision => Current.Precision;

    /// <summary>The CPU's execution; null while the device works.</summary>
    internal IModelExecution? Cpu => _cpu;

    private IModelExecution Current => _cpu ?? _device;

    /// <inheritdoc/>
    public IMemoryMirror? Mirror(TensorMemory memory) => Try(() => _device.Mirror(memory), out IMemoryMirror? mirror) ? mirror : null;

    /// <inheritdoc/>
    public IBoundModel Bind(TensorLayout layout, TensorMemory memory, int count)
    {
        Try(() => _device.Bind(layout, memory, count), out IBoundModel? bound);
        return new FallbackBinding(this, bound, cpu => cpu.Bind(layout, memory, count));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Dispose();
        _cpu?.Dispose();
    }

    /// <summary>Gives the device up.</summary>
    /// <returns>The CPU's execution.</returns>
    internal IModelExecution Lose(Exception cause)
    {
        if (_cpu is { } cpu)
            return cpu;
        cpu = _makeCpu();
        string lost = _device.ExecutionProvider;
        _cpu = cpu;
        _onLost?.Invoke($"{lost}: {cause.Message}");
        return cpu;
    }

    /// <summary>Whether an exception means that the device is of no use any more.</summary>
    internal static bool IsLoss(Exception e) => e is OnnxRuntimeException or DeviceException;

    private bool Try<T>(Func<T> use, out T? result)
    {
        result = default;
        if (_cpu is not null)
            return false;
        try
        {
            result = use();
            return true;
        }
        catch (Exception e) when (IsLoss(e))
        {
            Lose(e);
            return false;
        }
    }
}
