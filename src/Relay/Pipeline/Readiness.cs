namespace RealtimeDetect.Relay.Pipeline;

/// <summary>Whether the models are loaded and the lanes warm.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class Readiness
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _executionProvider;

    /// <summary>The execution provider that was warmed; null until ready.</summary>
    public string? ExecutionProvider => Volatile.Read(ref _executionProvider);

    /// <summary>Completes when ready.</summary>
    public Task WhenReady => _ready.Task;

    /// <summary>Says that everything is warm on a provider.</summary>
    public void SetReady(string executionProvider)
    {
        Volatile.Write(ref _executionProvider, executionProvider);
        _ready.TrySetResult();
    }
}
