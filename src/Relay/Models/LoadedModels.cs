using RealtimeDetect.Relay.Pipeline;

namespace RealtimeDetect.Relay.Models;

/// <summary>Hands the models, which are loaded after the settings were checked and before the server listens, to the services that need them.</summary>
/// <remarks><b>Threading:</b> set once at start, read from any thread after.</remarks>
internal sealed class LoadedModels
{
    private (ModelCatalog Catalog, LanePlan Plan)? _loaded;

    /// <summary>The models.</summary>
    public ModelCatalog Catalog => Loaded.Catalog;

    /// <summary>The lanes that fit them.</summary>
    public LanePlan Plan => Loaded.Plan;

    /// <summary>Sets both.</summary>
    public void Set(ModelCatalog catalog, LanePlan plan) => _loaded = (catalog, plan);

    private (ModelCatalog Catalog, LanePlan Plan) Loaded =>
        _loaded ?? throw new InvalidOperationException("A service asked for the models before they were loaded.");
}
