using System.Diagnostics;

namespace RealtimeDetect.Relay.IntegrationTests.Outputs;

/// <summary>What players make of the MJPEG address: ffprobe stands for them.</summary>
public sealed class FfprobeTests(RelayFixture fixture) : RelayTest(fixture)
{
    [Fact]
    public async Task Mjpeg_Ffprobe_ReadsFramesWithoutAnError()
    {
        await using TestCamera camera = await Host.CameraAsync(Token);
        using Process probe = Start(
            "-v", "error", "-count_frames", "-read_intervals", "%+#5", "-show_entries", "stream=codec_name,width,height,nb_read_frames",
            "-of", "csv=p=0", $"{Host.Address}view/{Token}/mjpeg");
        Task<string> output = probe.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = probe.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

        await camera.ExchangeUntilAsync(output, jpeg: TestJpeg.Picture(320, 240));

        Assert.Equal("", await errors);
        Assert.Equal("mjpeg,320,240,5", (await output).Trim());
    }

    private static Process Start(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ffprobe", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("ffprobe is not installed");
            throw;
        }
    }
}
