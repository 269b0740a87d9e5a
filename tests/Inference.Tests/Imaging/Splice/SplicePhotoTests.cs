using RealtimeDetect.Inference.Annotation;
using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Imaging;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Imaging.Splice;

/// <summary>The shared photos, coded as baseline files.</summary>
public sealed class SplicePhotoTests
{
    private static readonly LabelSet Labels = new(["person", "bus"]);

    public static TheoryData<string, JpegSubsampling, int, int> Photos
    {
        get
        {
            var data = new TheoryData<string, JpegSubsampling, int, int>();
            foreach (string photo in (string[])["bus", "crosswalk", "people", "street"])
            {
                data.Add(photo, JpegSubsampling.Yuv420, 85, 0);
                data.Add(photo, JpegSubsampling.Yuv422, 70, 0);
                data.Add(photo, JpegSubsampling.Yuv444, 95, 7);
                data.Add(photo, JpegSubsampling.Grey, 50, 0);
                data.Add(photo, JpegSubsampling.Yuv420, 40, 80);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Photos))]
    public void Frame_Photo_KeepsWhatIsNotTouched(string photo, JpegSubsampling subsampling, int quality, int restart)
    {
        byte[] rgb = ReadPhoto(photo, out PixelSize size);
        byte[] jpeg = SourceJpeg.Of(rgb, size, subsampling, quality, restart);
        Detection[] detections =
        [
            new(0, 0.87f, 48, 398, 200, 505), new(1, 0.6f, 17, 230, 640, 300), new(0, 0.3f, size.Width - 90, 0, 90, 200),
            new(5, 0.9f, 300, size.Height - 150, 250, 150),
        ];
        using var check = new PictureCheck();

        check.Run(jpeg, quality, detections, Labels, 640, photo);

        Assert.Equal(1, check.SplicedCount);
        Assert.InRange(check.KeptSamples, size.PixelCount / 2, 3 * size.PixelCount);
    }

    [Fact]
    public void Frame_NothingDrawn_CopiesTheScan()
    {
        byte[] rgb = ReadPhoto("street", out PixelSize size);
        byte[] jpeg = SourceJpeg.Of(rgb, size, JpegSubsampling.Yuv420, 85, restartBlocks: 50);
        using var codec = new RealtimeDetect.Inference.Imaging.Splice.SpliceFrameCodec();
        codec.Decode(jpeg, long.MaxValue);
        codec.Annotate([], Labels);

        byte[] written = SourceJpeg.Encode(codec, 80);

        int scan = TestPictures.IndexOfMarker(jpeg, 0xDA), scanWritten = TestPictures.IndexOfMarker(written, 0xDA);
        Assert.True(jpeg.AsSpan(scan).SequenceEqual(written.AsSpan(scanWritten)));
    }

    private static byte[] ReadPhoto(string photo, out PixelSize size)
    {
        byte[] jpeg = File.ReadAllBytes(SharedMaterial.Require($"media/{photo}.jpg"));
        size = SourceJpeg.SizeOf(jpeg);
        return TestPictures.DecodeRgb(jpeg, size);
    }
}
