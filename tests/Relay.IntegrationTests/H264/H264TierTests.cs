using RealtimeDetect.Adaptive;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.IntegrationTests.H264;

/// <summary>The encoders of one stream's tiers.</summary>
public sealed class H264TierTests(RelayFixture fixture) : RelayTest(fixture)
{
    private const int Units = 16;

    [Fact]
    public async Task Join_EachTier_HasAnEncoderOfItsOwnSizeAndQuality()
    {
        Ffmpeg.Require();
        await using EndlessCamera camera = await EndlessCamera.StartStillAsync(Host, Token, 1280, 720);

        List<ViewerFrame> full = await TakeAsync(PictureTier.Full), coarse = await TakeAsync(PictureTier.Coarse), small = await TakeAsync(PictureTier.Small);

        Assert.Equal($"h264,1280,720,{Units}", await DecodedAsync(full));
        Assert.Equal($"h264,1280,720,{Units}", await DecodedAsync(coarse));
        Assert.Equal($"h264,640,360,{Units}", await DecodedAsync(small));
        Assert.All(small, unit => Assert.Equal((640, 360), (unit.Width, unit.Height)));
        Assert.True(KeyBytes(coarse) < KeyBytes(full), $"{KeyBytes(coarse)} bytes coarse, {KeyBytes(full)} full");
        Assert.True(KeyBytes(small) < KeyBytes(full), $"{KeyBytes(small)} bytes small, {KeyBytes(full)} full");
    }

    private async Task<List<ViewerFrame>> TakeAsync(PictureTier tier)
    {
        Assert.True(StreamToken.TryParse(Token, out StreamToken token));
        LiveStream stream = Host.Service<StreamRegistry>().GetOrAdd(token)!;
        H264Feeds feeds = Host.Service<H264Feeds>();
        var inbox = new UnitInbox();
        await feeds.JoinAsync(stream, tier, inbox);
        List<ViewerFrame> units = await inbox.TakeAsync(Units);
        await feeds.LeaveAsync(stream, tier, inbox);
        return units;
    }

    // Every key frame is of the same picture; of how many frames the units after it are, depends on the machine.
    private static int KeyBytes(List<ViewerFrame> units) => units[0].Jpeg.Length;

    private static Task<string> DecodedAsync(List<ViewerFrame> units) => Ffmpeg.CountFramesAsync([.. units.SelectMany(unit => unit.Jpeg)]);
}
