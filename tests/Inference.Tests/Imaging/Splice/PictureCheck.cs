using System.Buffers;
using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Inference.Imaging.Splice;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

/// <summary>Sends one picture through the splice codec and compares every sample with libjpeg-turbo's.</summary>
internal sealed class PictureCheck : IDisposable
{
    // The picture is coded again where it is touched, with the source's own steps: its error there is what libjpeg-turbo's is when
    // it codes the whole drawn picture with the same steps, but for rounding in the transforms: a twentieth, and a tenth of a level.
    private const double ErrorRatio = 1.05, ErrorLevels = 0.1;

    // A picture so many times longer than the network input is read at a reduced size for certain.
    private const int ReducedFrom = 3;

    private readonly SpliceFrameCodec _codec = new();
    private readonly BoxAnnotator _annotator = new();
    private readonly JpegEncoder _encoder = new();

    /// <summary>Pictures that kept their bits.</summary>
    public int SplicedCount { get; private set; }

    /// <summary>Samples outside touched MCUs that were compared.</summary>
    public long KeptSamples { get; private set; }

    /// <summary>Samples of luma blocks that nothing was drawn on, in touched MCUs.</summary>
    public long KeptBesideBoxes { get; private set; }

    public void Dispose()
    {
        _codec.Dispose();
        _encoder.Dispose();
    }

    /// <summary>Decodes, annotates and encodes, and checks the result.</summary>
    /// <param name="jpeg">A baseline file.</param>
    /// <param name="quality">The quality that it was written with.</param>
    /// <param name="detections">What to draw.</param>
    /// <param name="labels">Class names.</param>
    /// <param name="inferenceSize">Longer side of the network input.</param>
    /// <param name="name">Says which picture failed.</param>
    public void Run(byte[] jpeg, int quality, Detection[] detections, LabelSet labels, int inferenceSize, string name)
    {
        Assert.True(_codec.Decode(jpeg, long.MaxValue, inferenceSize) == JpegOutcome.Ok && _codec.IsSpliced, name);
        _codec.Annotate(detections, labels);
        byte[] written = Written(writer => _codec.Encode(quality, writer));
        if (_codec.IsSpliced)
            SplicedCount++;

        using YuvPlanes source = SourceJpeg.Planes(jpeg), drawn = SourceJpeg.Planes(jpeg), result = SourceJpeg.Planes(written);
        _annotator.Draw(drawn, detections, labels);
        using YuvPlanes coded = SourceJpeg.Planes(Written(writer => _encoder.EncodePlanes(drawn, quality, writer)));
        var areas = new List<PixelRectangle>();
        _annotator.Cover(source, detections, labels, areas);
        Assert.True((source.Size, source.Subsampling) == (result.Size, result.Subsampling), name);
        if (_codec.IsSpliced)
            Compare(new PictureSet(source, drawn, coded, result), areas, isReduced: inferenceSize * ReducedFrom <= source.Size.LongSide, name);
    }

    private static byte[] Written(Action<IBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }

    private void Compare(PictureSet set, List<PixelRectangle> areas, bool isReduced, string name)
    {
        int width = 8 * set.Source.FactorX, height = 8 * set.Source.FactorY;
        double splicedError = 0, turboError = 0;
        long touchedSamples = 0;
        for (int top = 0; top < set.Source.Size.Height; top += height)
        {
            for (int left = 0; left < set.Source.Size.Width; left += width)
            {
                var mcu = new PixelRectangle(left, top, left + width, top + height);
                if (areas.Exists(area => Overlap(mcu, area.ClippedTo(set.Source.Size))))
                {
                    splicedError += PlaneDifference.Sum(set.Result, set.Drawn, mcu, out long count);
                    turboError += PlaneDifference.Sum(set.Coded, set.Drawn, mcu, out _);
                    touchedSamples += count;
                    if (isReduced)
                        CompareLumaBlocks(set, areas, mcu, name);
                    continue;
                }
                Assert.True(PlaneDifference.Sum(set.Source, set.Drawn, mcu, out long kept) == 0, $"{name}: drawn on at {left},{top}, yet not covered");
                Assert.True(PlaneDifference.Sum(set.Source, set.Result, mcu, out _) == 0, $"{name}: the MCU at {left},{top} has changed");
                KeptSamples += kept;
            }
        }
        double spliced = splicedError / Math.Max(1, touchedSamples), turbo = turboError / Math.Max(1, touchedSamples);
        Assert.True(spliced <= turbo * ErrorRatio + ErrorLevels, $"{name}: {spliced:F3} levels off in touched MCUs, libjpeg-turbo {turbo:F3}");
    }

    // Where the picture was read at a reduced size, the codec knows each block of a touched MCU and keeps those that nothing is drawn on.
    private void CompareLumaBlocks(PictureSet set, List<PixelRectangle> areas, PixelRectangle mcu, string name)
    {
        for (int top = mcu.Top; top < Math.Min(mcu.Bottom, set.Source.Size.Height); top += 8)
        {
            for (int left = mcu.Left; left < Math.Min(mcu.Right, set.Source.Size.Width); left += 8)
            {
                var block = new PixelRectangle(left, top, left + 8, top + 8);
                if (areas.Exists(area => Overlap(block, area.ClippedTo(set.Source.Size))))
                    continue;
                long difference = PlaneDifference.Sum(set.Source.Luma, set.Result.Luma, block, out long kept);
                Assert.True(difference == 0, $"{name}: the luma block at {left},{top} has changed");
                KeptBesideBoxes += kept;
            }
        }
    }

    private static bool Overlap(PixelRectangle a, PixelRectangle b) =>
        !b.IsEmpty && a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;

    // The source; with boxes drawn on it; that coded by libjpeg-turbo; and what the splice codec made.
    private readonly record struct PictureSet(YuvPlanes Source, YuvPlanes Drawn, YuvPlanes Coded, YuvPlanes Result);
}
