namespace RealtimeDetect.Relay.Pipeline;

/// <summary>The models that streams may name, each with its detectors.</summary>
/// <remarks><b>Threading:</b> immutable; any thread. <b>Ownership:</b> disposes its pools.</remarks>
internal sealed class ModelCatalog : IDisposable
{
    private readonly Dictionary<string, DetectorPool> _pools = new(StringComparer.Ordinal);

    /// <summary>Takes over the main model's pool and those of further models.</summary>
    public ModelCatalog(DetectorPool main, params IEnumerable<DetectorPool> others)
    {
        Main = main;
        foreach (DetectorPool pool in others)
            _pools[pool.Model.Name] = pool;
        _pools[main.Model.Name] = main;
    }

    /// <summary>The model of every stream that names none.</summary>
    public DetectorPool Main { get; }

    /// <summary>All models.</summary>
    public IEnumerable<DetectorPool> All => _pools.Values;

    /// <summary>A model by name.</summary>
    public DetectorPool this[string name] => _pools[name];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DetectorPool pool in _pools.Values)
            pool.Dispose();
    }
}
