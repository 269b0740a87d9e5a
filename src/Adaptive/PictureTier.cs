namespace RealtimeDetect.Adaptive;

/// <summary>How much of the published picture one viewer is sent.</summary>
public enum PictureTier
{
    /// <summary>The frame as published.</summary>
    Full,

    /// <summary>The same size, coded coarser.</summary>
    Coarse,

    /// <summary>Smaller and coarser; only for viewers that said that they take another size than the camera's.</summary>
    Small,
}
