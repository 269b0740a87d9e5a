namespace RealtimeDetect.Relay.Stats;

/// <summary>Rates over the last 2 s.</summary>
/// <param name="Received">Frames received a second.</param>
/// <param name="Published">Frames published a second, carried ones too.</param>
/// <param name="Detected">Frames detected a second.</param>
internal sealed record FpsStats(double Received, double Published, double Detected);
