using System.Globalization;

namespace RealtimeDetect.Relay.IntegrationTests.Waterfall;

/// <summary>A camera that tells its times as the page does, on a clock of its own.</summary>
internal sealed class TimedCamera(TestCamera camera, PeerClock clock) : IAsyncDisposable
{
    private long _number;

    /// <summary>Connects, and finds out about the server's clock.</summary>
    /// <param name="server">The server, or a link to it.</param>
    /// <param name="token">The stream.</param>
    /// <param name="clock">Its clock; null for the server's own, of which there is nothing to find out.</param>
    public static async Task<TimedCamera> ConnectAsync(Uri server, string token, PeerClock? clock = null)
    {
        TestCamera camera = await TestCamera.ConnectAsync(server, token);
        if (clock is null)
            return new TimedCamera(camera, new PeerClock(TimeSpan.Zero));
        await clock.SynchronizeAsync(camera.SendTextAsync, () => camera.TakeAsync("clock_pong"));
        return new TimedCamera(camera, clock);
    }

    /// <summary>Sends a frame captured now, and waits for its ack.</summary>
    /// <returns>When it was captured, this machine's clock, Unix milliseconds.</returns>
    public async Task<double> SendAsync()
    {
        double capturedAt = PeerClock.TrueMs;
        byte[] jpeg = TestJpeg.Picture(320, 240);
        double takenAt = PeerClock.TrueMs;
        await camera.SendTextAsync(Metadata(capturedAt, takenAt, PeerClock.TrueMs));
        await camera.SendBinaryAsync(jpeg);
        await camera.OutcomeAsync(_number++);
        return capturedAt;
    }

    /// <summary>Sends frames one after the other, and gives those that a viewer got of them: on a busy machine one may be too old to be sent on.</summary>
    /// <param name="count">How many.</param>
    /// <param name="viewer">A viewer from before the first frame.</param>
    /// <returns>Each with its capture time, this machine's clock, Unix milliseconds.</returns>
    public async Task<IReadOnlyList<(ViewerFrame Frame, double CapturedAt)>> SendAsync(int count, TestViewer viewer)
    {
        double[] capturedAt = new double[count];
        for (int i = 0; i < count; i++)
            capturedAt[i] = await SendAsync();
        await viewer.FenceAsync();
        Assert.InRange(viewer.Frames.Count, count / 2, count);
        return [.. viewer.Frames.Select(frame => (frame, capturedAt[frame.Number]))];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => camera.DisposeAsync();

    private string Metadata(double capturedAt, double takenAt, double sentAt) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"type\":\"frame_metadata\",\"frameNumber\":{_number},\"timestamp\":{clock.At(capturedAt):R},"
        + $"\"taken_at\":{clock.At(takenAt):R},\"sent_at\":{clock.At(sentAt):R},\"offset_ms\":{clock.OffsetMs:R}}}");
}
