using Microsoft.ML.OnnxRuntime;

namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>Runs on a device until that fails, then on the CPU for good; the failing run is repeated there.</summary>
/// <remarks>
/// <b>Threading:</b> runs on one thread at a time; memory is mirrored and the properties are read on any. The input lies in host memory, so nothing is lost with the device.
/// <b>Ownership:</b> owns both executions.
/// </remarks>
internal sealed class FallbackExecution : IModelExecution
{
    private readonly IModelExecution _device;
    private readonly Func<IModelExecution> _makeCpu;
    private readonly Action<string>? _onLost;
    private readonly Lock _losing = new();
    // Written under the lock by whichever thread meets the failure, read by any.
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

    /// <summary>Gives the device up, once: the CPU's execution is there when this returns.</summary>
    internal void Lose(Exception cause)
    {
        lock (_losing)
        {
            if (_cpu is not null)
                return;
            _cpu = _makeCpu();
        }

        _onLost?.Invoke($"{_device.ExecutionProvider}: {cause.Message}");
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
