namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Whether the models are loaded, the lanes warm, and the whole path after them.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class Readiness
{
    private readonly TaskCompletionSource _lanesWarm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _executionProvider;

    /// <summary>The execution provider that was warmed; null until ready.</summary>
    public string? ExecutionProvider => Volatile.Read(ref _executionProvider);

    /// <summary>Completes when the lanes take frames.</summary>
    public Task WhenLanesWarm => _lanesWarm.Task;

    /// <summary>Completes when ready.</summary>
    public Task WhenReady => _ready.Task;

    /// <summary>Says that the lanes are warm.</summary>
    public void SetLanesWarm() => _lanesWarm.TrySetResult();

    /// <summary>Says that everything is warm on a provider.</summary>
    public void SetReady(string executionProvider)
    {
        Volatile.Write(ref _executionProvider, executionProvider);
        _ready.TrySetResult();
    }
}
