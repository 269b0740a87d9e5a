namespace RealtimeDetect.Inference.Detectors.Execution;

/// <summary>Tensors bound on the device, and on the CPU once that is lost.</summary>
internal sealed class FallbackBinding : IBoundModel
{
    private readonly FallbackExecution _owner;
    private readonly IBoundModel? _onDevice;
    private readonly Func<IModelExecution, IBoundModel> _bindTo;
    private IBoundModel? _onCpu;

    /// <summary>Begins with the device's binding.</summary>
    /// <param name="owner">Knows whether the device is lost.</param>
    /// <param name="onDevice">The device's binding; null where it is lost already.</param>
    /// <param name="bindTo">Binds the same memory elsewhere.</param>
    public FallbackBinding(FallbackExecution owner, IBoundModel? onDevice, Func<IModelExecution, IBoundModel> bindTo)
    {
        _owner = owner;
        _onDevice = onDevice;
        _bindTo = bindTo;
    }

    /// <inheritdoc/>
    public void Run()
    {
        if (_onDevice is not null && _owner.Cpu is null && TryOnDevice())
            return;
        _onCpu ??= _bindTo(_owner.Cpu!);
        _onCpu.Run();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _onDevice?.Dispose();
        _onCpu?.Dispose();
    }

    private bool TryOnDevice()
    {
        try
        {
            _onDevice!.Run();
            return true;
        }
        catch (Exception e) when (FallbackExecution.IsLoss(e))
        {
            _owner.Lose(e);
            return false;
        }
    }
}
