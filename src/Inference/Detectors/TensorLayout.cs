using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Where the inputs and the six maps of one input size lie in a detector's memory.</summary>
internal sealed class TensorLayout
{
    private const int Channels = 3;

    /// <summary>Lays out the tensors of a size.</summary>
    /// <param name="head">The model's head.</param>
    /// <param name="size">Both sides multiples of 32.</param>
    /// <param name="capacity">Most pictures of one run, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is no positive multiple of 32, or there is no picture.</exception>
    public TensorLayout(YoloV8Head head, PixelSize size, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(size.Width, size.Height), Letterbox.Stride, nameof(size));
        if (size.Width % Letterbox.Stride != 0 || size.Height % Letterbox.Stride != 0)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"Both sides must be multiples of {Letterbox.Stride}.");
        Size = size;
        Capacity = capacity;
        Levels = head.Levels;
        Input = new TensorSlot(0, capacity, Channels, size.Width, size.Height);
        Maps = new TensorSlot[2 * head.Levels.Count];
        int offset = Input.End;
        for (int i = 0; i < Maps.Length; i++)
        {
            int stride = head.Levels[i / 2].Stride;
            int channels = i % 2 == 0 ? 4 * head.BinCount : head.ClassCount;
            Maps[i] = new TensorSlot(offset, capacity, channels, size.Width / stride, size.Height / stride);
            offset = Maps[i].End;
        }

        TotalFloats = offset;
    }

    /// <summary>Size of the network input.</summary>
    public PixelSize Size { get; }

    /// <summary>Most pictures of one run.</summary>
    public int Capacity { get; }

    /// <summary>The model's levels, finest first.</summary>
    public IReadOnlyList<YoloV8Level> Levels { get; }

    /// <summary>The input.</summary>
    public TensorSlot Input { get; }

    /// <summary>Box and class map of each level, finest level first.</summary>
    public TensorSlot[] Maps { get; }

    /// <summary>Memory needed.</summary>
    public int TotalFloats { get; }
}
