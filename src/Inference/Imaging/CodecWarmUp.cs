namespace RealtimeDetect.Inference.Imaging;

/// <summary>Takes a codec through every reduction of a picture, so that the first frame of a large camera with a small network finds code compiled.</summary>
public static class CodecWarmUp
{
    // The first ones are counted, the next ones run while the code is compiled for good.
    private const int FramesPerReduction = 8;

    // Reductions by 1, 2, 4 and 8.
    private const int Reductions = 4;

    /// <summary>Decodes a picture and fills an input for each reduction.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="jpeg">A picture whose longer side is at least 8 x 32 pixels.</param>
    /// <exception cref="ArgumentException">It cannot be decoded.</exception>
    public static void Run(IFrameCodec codec, ReadOnlyMemory<byte> jpeg)
    {
        ArgumentNullException.ThrowIfNull(codec);
        if (codec.Decode(jpeg, long.MaxValue) != JpegOutcome.Ok)
            throw new ArgumentException("The warm-up picture cannot be decoded.", nameof(jpeg));
        PixelSize size = codec.Size;
        for (int reduction = 0; reduction < Reductions; reduction++)
        {
            Letterbox letterbox = Letterbox.Fit(size, (size.LongSide >> reduction) / Letterbox.Stride * Letterbox.Stride);
            var input = new float[3 * letterbox.Input.PixelCount];
            for (int frame = 0; frame < FramesPerReduction; frame++)
            {
                codec.Decode(jpeg, long.MaxValue, letterbox.Input.LongSide);
                codec.FillInput(letterbox, input);
            }
        }
    }
}
