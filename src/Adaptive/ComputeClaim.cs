namespace RealtimeDetect.Adaptive;

/// <summary>What a stream asks of the lanes.</summary>
/// <param name="Lanes">Lanes that it would occupy if it were alone; 0 or more.</param>
/// <param name="Viewers">Viewers that watch it.</param>
public readonly record struct ComputeClaim(double Lanes, int Viewers);
