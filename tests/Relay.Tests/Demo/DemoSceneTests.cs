using RealtimeDetect.Inference.Imaging;
using RealtimeDetect.Relay.Demo;
using RealtimeDetect.TestKit;

namespace RealtimeDetect.Relay.Tests.Demo;

public sealed class DemoSceneTests
{
    private static readonly PixelSize Size = new(1280, 720);

    // Times across the motion, its turning point and long after.
    public static TheoryData<double> Times => [0, 0.5, 17.3, 59.99, 119.99, 120, 121.7, 239.9, 100_000];

    [Theory]
    [MemberData(nameof(Times))]
    public void Render_SameSeedAndTime_SamePicture(double seconds)
    {
        byte[] first = Render(new DemoScene(Size, 7), seconds);
        byte[] second = Render(new DemoScene(Size, 7), seconds);

        Assert.True(first.AsSpan().SequenceEqual(second));
    }

    [Fact]
    public void Render_OtherSeed_OtherPicture()
    {
        Assert.False(Render(new DemoScene(Size, 7), 1).AsSpan().SequenceEqual(Render(new DemoScene(Size, 8), 1)));
    }

    [Fact]
    public void Render_BufferOfAnotherSize_Throws()
    {
        var scene = new DemoScene(Size, 7);

        Assert.Throws<ArgumentOutOfRangeException>(() => scene.Render(TimeSpan.Zero, new byte[100]));
    }

    [Fact]
    public void Render_SteadyState_AllocatesNothing()
    {
        var scene = new DemoScene(Size, 7);
        byte[] rgb = new byte[Size.PixelCount * 3];
        scene.Render(TimeSpan.Zero, rgb);

        int second = 0;
        Assert.Equal(0, SteadyState.AllocatedBytes(() => scene.Render(TimeSpan.FromSeconds(second++), rgb)));
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Truth_AnyTime_HasEveryClassWholeInThePictureAndApart(double seconds)
    {
        IReadOnlyList<DemoTruth> truth = new DemoScene(Size, 7).Truth(TimeSpan.FromSeconds(seconds));

        Assert.InRange(truth.Count, 6, 10);
        Assert.Equal(6, truth.Select(shape => shape.ClassId).Distinct().Count());
        Assert.All(truth, shape =>
        {
            Assert.InRange(shape.X, 0, Size.Width);
            Assert.InRange(shape.Y, 0, Size.Height);
            Assert.InRange(shape.Width, 40, Size.Width - shape.X + 0.01f);
            Assert.InRange(shape.Height, 40, Size.Height - shape.Y + 0.01f);
            Assert.All(truth.Where(other => other != shape), other => Assert.InRange(Iou(shape, other), 0, 0.3f));
        });
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Render_ComparedWithTheBareGround_DiffersInsideTheBoxesUpToTheirSides(double seconds)
    {
        var scene = new DemoScene(Size, 7);
        byte[] picture = Render(scene, seconds);
        byte[] ground = new byte[picture.Length];
        new DemoBackground(Size, new Random(7)).CopyTo(TimeSpan.FromSeconds(seconds), ground);
        IReadOnlyList<DemoTruth> truth = scene.Truth(TimeSpan.FromSeconds(seconds));
        bool[] isSideTouched = new bool[truth.Count * 4];

        for (int i = 0; i < Size.PixelCount; i++)
        {
            if (!picture.AsSpan(i * 3, 3).SequenceEqual(ground.AsSpan(i * 3, 3)))
                MarkSides(truth, i % Size.Width, i / Size.Width, isSideTouched);
        }

        Assert.DoesNotContain(false, isSideTouched);
    }

    [Theory]
    [InlineData(640, 480)]
    [InlineData(720, 1280)]
    [InlineData(160, 160)]
    [InlineData(1920, 160)]
    [InlineData(161, 163)]
    public void Render_OtherSizes_DrawsShapes(int width, int height)
    {
        var size = new PixelSize(width, height);
        var scene = new DemoScene(size, 3);

        scene.Render(TimeSpan.FromSeconds(42), new byte[size.PixelCount * 3]);

        Assert.InRange(scene.Truth(TimeSpan.FromSeconds(42)).Count, 6, 10);
    }

    [Fact]
    public void Truth_FromFrameToFrame_MovesSmoothly()
    {
        var scene = new DemoScene(Size, 7);
        for (int frame = 0; frame < 30 * 250; frame++)
        {
            IReadOnlyList<DemoTruth> before = scene.Truth(TimeSpan.FromSeconds(frame / 30.0));
            IReadOnlyList<DemoTruth> after = scene.Truth(TimeSpan.FromSeconds((frame + 1) / 30.0));
            for (int i = 0; i < before.Count; i++)
                Assert.InRange(Math.Abs(CentreX(after[i]) - CentreX(before[i])), 0, 20);
        }
    }

    private static byte[] Render(DemoScene scene, double seconds)
    {
        byte[] rgb = new byte[Size.PixelCount * 3];
        scene.Render(TimeSpan.FromSeconds(seconds), rgb);
        return rgb;
    }

    private static float CentreX(DemoTruth shape) => shape.X + (shape.Width / 2);

    // A changed pixel belongs to some box, whose faded edge may stick out by one, and may lie at its sides: within 3, as tips fade.
    private static void MarkSides(IReadOnlyList<DemoTruth> truth, int x, int y, bool[] isSideTouched)
    {
        const float Near = 3;
        bool isExplained = false;
        for (int i = 0; i < truth.Count; i++)
        {
            (float left, float top) = (x - truth[i].X, y - truth[i].Y);
            (float right, float bottom) = (truth[i].Width - left, truth[i].Height - top);
            if (Math.Min(Math.Min(left, top) + 1, Math.Min(right, bottom)) < -0.5f)
                continue;
            isExplained = true;
            isSideTouched[i * 4] |= left < Near;
            isSideTouched[(i * 4) + 1] |= top < Near;
            isSideTouched[(i * 4) + 2] |= right < Near;
            isSideTouched[(i * 4) + 3] |= bottom < Near;
        }

        Assert.True(isExplained, $"({x}, {y}) changed outside every box");
    }

    private static float Iou(DemoTruth a, DemoTruth b)
    {
        float width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        float height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        float shared = Math.Max(0, width) * Math.Max(0, height);
        return shared / ((a.Width * a.Height) + (b.Width * b.Height) - shared);
    }
}
