using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

/// <summary>The annotated picture: bits kept where nothing is drawn, and what is drawn elsewhere.</summary>
public sealed class SpliceFrameCodecTests
{
    private static readonly LabelSet Labels = new(["person", "car"]);
    private static readonly JpegSubsampling[] Taken =
        [JpegSubsampling.Yuv420, JpegSubsampling.Yuv422, JpegSubsampling.Yuv444, JpegSubsampling.Grey];

    public static TheoryData<int> Tenths => [.. Enumerable.Range(0, 10)];

    // 1,000 pictures; a failing one is named by its seed.
    [Theory]
    [MemberData(nameof(Tenths))]
    public void Frame_GeneratedPictures_KeepsWhatIsNotTouched(int tenth)
    {
        using var check = new PictureCheck();
        for (int seed = tenth * 100; seed < tenth * 100 + 100; seed++)
        {
            var random = new Random(seed);
            var size = new PixelSize(random.Next(1, 300), random.Next(1, 300));
            JpegSubsampling subsampling = Taken[random.Next(Taken.Length)];
            int quality = random.Next(1, 101), restart = random.Next(3) == 0 ? random.Next(1, 40) : 0;
            byte[] jpeg = SourceJpeg.Of(SourceJpeg.Scene(size, seed), size, subsampling, quality, restart);
            string name = $"seed {seed}, {size}, {subsampling}, quality {quality}, restart {restart}";

            check.Run(jpeg, quality, RandomDetections(size, random), Labels, 32 * random.Next(1, 12), name);
        }
        Assert.Equal(100, check.SplicedCount);
        Assert.InRange(check.KeptSamples, 500_000, long.MaxValue);
        Assert.InRange(check.KeptBesideBoxes, 1_000, long.MaxValue);
    }

    private static Detection[] RandomDetections(PixelSize size, Random random)
    {
        var detections = new Detection[random.Next(0, 4)];
        for (int i = 0; i < detections.Length; i++)
        {
            float x = random.NextSingle() * size.Width - 5, y = random.NextSingle() * size.Height - 5;
            detections[i] = new Detection(random.Next(3), random.NextSingle(), x, y, random.NextSingle() * size.Width, random.NextSingle() * size.Height);
        }
        return detections;
    }
}
