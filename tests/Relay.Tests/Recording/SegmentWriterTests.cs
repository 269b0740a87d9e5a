using System.Text.Json;
using RealtimeDetect.Relay.Recording;
using RealtimeDetect.Relay.Recording.Mp4;

namespace RealtimeDetect.Relay.Tests.Recording;

public sealed class SegmentWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void TryFinish_Segment_HasFragmentsOfTwoSecondsAndALineForEachFrame()
    {
        SegmentTotals totals = Write(seconds: 9, out string[] lines);

        Mp4Contents contents = Read();
        Assert.Equal([2000, 2000, 2000, 2000, 1000], contents.Fragments.Select(fragment => fragment.DurationMs));
        Assert.All(contents.Fragments, fragment => Assert.True(fragment.BeginsWithKey));
        Assert.Equal(new FileInfo(_folder.File("v.mp4")).Length, contents.UsableBytes);
        Assert.Equal((9000, 225, 320), (totals.DurationMs, totals.Frames, contents.Size.Width));
        Assert.Equal(Enumerable.Range(0, 225).Select(i => i * 40L), lines.Select(line => JsonElement.Parse(line).GetProperty("time_ms").GetInt64()));
    }

    [Fact]
    public void TryFinish_Index_PointsAtEveryFragment()
    {
        Write(seconds: 5, out _);

        byte[] file = File.ReadAllBytes(_folder.File("v.mp4"));
        Mp4Contents contents = Read();
        int index = (int)contents.IndexAt;
        Assert.Equal("sidx"u8, file.AsSpan(index + 4, 4));
        long first = index + Number(file, index, 4) + Number(file[(index + 28)..], 0, 8);
        Assert.Equal("moof"u8, file.AsSpan((int)first + 4, 4));
        Assert.Equal(contents.Fragments.Count, Number(file, index + 38, 2));
        Assert.Equal(contents.Fragments[0].Bytes, Number(file, index + 40, 4));
    }

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(1, true, false)]
    [InlineData(0, false, false)]
    public void Fits_KeyFrame_OfTheSameStreamWithinTheLength(byte variant, bool isEarly, bool expected)
    {
        using var video = new MemoryStream();
        using var writer = new SegmentWriter(video, new MemoryStream(), Frames.Of(0, isKey: true), TimeSpan.FromSeconds(10));

        Assert.Equal(expected, writer.Fits(Frames.Of(isEarly ? 9_999 : 10_000, isKey: true, variant: variant), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Add_KeyFramesInARow_ShareAFragment()
    {
        using var video = new MemoryStream();
        using var writer = new SegmentWriter(video, new MemoryStream(), Frames.Of(0, isKey: true), TimeSpan.FromSeconds(10));
        for (int i = 0; i < 30; i++)
            writer.Add(Frames.Of(i * 100, isKey: true));

        Assert.True(writer.TryFinish());

        Assert.Equal([1000, 1000, 1000], Mp4Reader.Read(video)!.Fragments.Select(fragment => fragment.DurationMs));
    }

    [Fact]
    public void Add_NoKeyFrameForLong_WritesAllTheSame()
    {
        using var video = new MemoryStream();
        using var writer = new SegmentWriter(video, new MemoryStream(), Frames.Of(0, isKey: true), TimeSpan.FromSeconds(30));
        for (int i = 0; i <= 100; i++)
            writer.Add(Frames.Of(i * 100, isKey: i == 0));

        Assert.Equal(8000, writer.Totals.DurationMs);
    }

    // The kernel's own full disk.
    [Fact]
    public void Add_DiskFull_SaysSoAndKeepsNothingHalf()
    {
        Assert.SkipWhen(!File.Exists("/dev/full"), "there is no /dev/full");
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var writer = new SegmentWriter(full, new MemoryStream(), Frames.Of(0, isKey: true), TimeSpan.FromSeconds(30));
        writer.Add(Frames.Of(0, isKey: true));

        var fault = Assert.Throws<IOException>(() => writer.Add(Frames.Of(5000, isKey: true)));

        const int NoSpace = 28;
        Assert.Equal(NoSpace, fault.HResult);
        Assert.Equal(0, writer.Totals.Frames);
    }

    public void Dispose() => _folder.Dispose();

    private SegmentTotals Write(double seconds, out string[] lines)
    {
        SegmentTotals totals = Frames.Write(
            RecordingFolder.Create(_folder.File("v.mp4")), RecordingFolder.Create(_folder.File("v.jsonl")), seconds);
        lines = File.ReadAllLines(_folder.File("v.jsonl"));
        return totals;
    }

    private Mp4Contents Read()
    {
        using FileStream file = File.OpenRead(_folder.File("v.mp4"));
        return Mp4Reader.Read(file)!;
    }

    private static long Number(byte[] bytes, int at, int count) => bytes.AsSpan(at, count).ToArray().Aggregate(0L, (sum, next) => (sum << 8) | next);
}
