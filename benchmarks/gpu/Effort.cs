namespace RealtimeDetect.Gpu;

/// <summary>How much is measured.</summary>
/// <param name="Sizes">Longer sides of the network input.</param>
/// <param name="Batches">Pictures of a run.</param>
/// <param name="Rounds">Timed runs of each size and batch.</param>
/// <param name="Cameras">Numbers of cameras on the whole path.</param>
/// <param name="Seconds">Length of each such measurement.</param>
/// <param name="PathSize">Inference size there.</param>
internal sealed record Effort(int[] Sizes, int[] Batches, int Rounds, int[] Cameras, int Seconds, int PathSize)
{
    /// <summary>For figures.</summary>
    public static Effort Full { get; } = new([320, 480, 640], [1, 4, 16, 32], 50, [1, 8, 32, 100], 20, 640);

    /// <summary>To try the program itself: no figure of it means anything.</summary>
    public static Effort DryRun { get; } = new([320], [1, 4], 2, [1], 1, 320);
}
