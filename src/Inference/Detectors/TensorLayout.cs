using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Inference.Detectors;

/// <summary>Where the input and the six maps of one input size lie in a detector's memory.</summary>
internal sealed class TensorLayout
{
    private const int Channels = 3;

    /// <summary>Lays out the tensors of a size.</summary>
    public TensorLayout(YoloV8Head head, PixelSize size)
    {
        Size = size;
        Input = new TensorSlot(0, Channels, size.Width, size.Height);
        Maps = new TensorSlot[2 * head.Levels.Count];
        int offset = Input.End;
        for (int i = 0; i < Maps.Length; i++)
        {
            int stride = head.Levels[i / 2].Stride;
            int channels = i % 2 == 0 ? 4 * head.BinCount : head.ClassCount;
            Maps[i] = new TensorSlot(offset, channels, size.Width / stride, size.Height / stride);
            offset = Maps[i].End;
        }

        TotalFloats = offset;
    }

    /// <summary>Size of the network input.</summary>
    public PixelSize Size { get; }

    /// <summary>The input.</summary>
    public TensorSlot Input { get; }

    /// <summary>Box and class map of each level, finest level first.</summary>
    public TensorSlot[] Maps { get; }

    /// <summary>Memory needed.</summary>
    public int TotalFloats { get; }
}
