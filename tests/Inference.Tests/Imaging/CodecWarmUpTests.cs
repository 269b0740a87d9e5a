using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Imaging.Splice;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging;

public sealed class CodecWarmUpTests
{
    [Theory]
    [InlineData(640, 360)]
    [InlineData(480, 640)]
    public void Run_AnyPicture_DecodesWithEveryReduction(int width, int height)
    {
        var codec = new NotingCodec(new PixelSize(width, height));

        CodecWarmUp.Run(codec, default);

        Assert.Equal([0, 1, 2, 3], codec.Reductions.Order());
    }

    // Notes how far a picture may be reduced for each input that is asked for, if decoding was told of that input.
    private sealed class NotingCodec(PixelSize size) : IFrameCodec
    {
        private int _inputLongSide;

        public PixelSize Size => size;

        public HashSet<int> Reductions { get; } = [];

        public JpegOutcome Decode(ReadOnlyMemory<byte> jpeg, long maxPixels, int inputLongSide = int.MaxValue)
        {
            _inputLongSide = inputLongSide;
            return JpegOutcome.Ok;
        }

        public void FillInput(in Letterbox letterbox, Span<float> input)
        {
            Assert.Equal(letterbox.Input.LongSide, _inputLongSide);
            Assert.Equal(3 * letterbox.Input.PixelCount, input.Length);
            Reductions.Add(Reduction.Log2For(size, letterbox.Scaled));
        }

        public void Annotate(ReadOnlySpan<Detection> detections, LabelSet labels) => throw new NotSupportedException();

        public void Encode(int quality, IBufferWriter<byte> destination) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
