using System.Net.WebSockets;

namespace RealtimeDetect.Relay.IntegrationTests.Robustness;

/// <summary>Bad input in good WebSocket messages on the viewer's socket, and viewers that behave badly.</summary>
internal static class ViewerInputs
{
    /// <summary>All of them.</summary>
    public static IEnumerable<BadInput> All =>
    [
        new("viewer: acks of nonsense", TextsAsync(
            """{"type":"frame_ack","frameNumber":-1}""", """{"type":"frame_ack","frameNumber":1e308}""",
            """{"type":"frame_ack","frameNumber":"7"}""", """{"type":"frame_ack","frameNumber":{}}""", """{"type":"frame_ack"}""")),
        new("viewer: acks of the future", TextsAsync("""{"type":"frame_ack","frameNumber":9007199254740991}""")),
        new("viewer: ten thousand acks", TextsAsync([.. Enumerable.Range(0, 10_000).Select(i => $$"""{"type":"frame_ack","frameNumber":{{i}}}""")])),
        new("viewer: subscribes to nonsense", TextsAsync(
            """{"type":"subscribe","overlay":"../../etc/passwd","max_fps":-1e308}""", """{"type":"subscribe","overlay":[],"max_fps":"all"}""",
            """{"type":"subscribe","max_fps":1e308}""", """{"type":"subscribe","max_fps":0}""", """{"type":"subscribe","max_fps":1e-300}""")),
        new("viewer: reports of nonsense", TextsAsync(
            """{"type":"performance_stats","fps":-1e308,"latency":1e308,"queueSize":1e308}""",
            """{"type":"performance_stats","fps":1e-320,"latency":-0.0,"queueSize":-9007199254740993}""")),
        new("viewer: reports of a slow phone, forever", TextsAsync([.. Enumerable.Repeat(
            """{"type":"performance_stats","fps":0,"latency":600000,"queueSize":10000}""", 2000)])),
        new("viewer: broken JSON", TextsAsync("", "{", "}", "nul", "{\"type\":", "\0", "{\"type\":\"frame_ack\",\"frameNumber\":0x10}")),
        new("viewer: deep JSON", TextsAsync(new string('[', 4000), string.Concat(Enumerable.Repeat("{\"a\":", 1000)))),
        new("viewer: a text of 64 KiB", TextsAsync(new string('x', 64 * 1024))),
        new("viewer: a text over 64 KiB", TextsAsync(new string('x', (64 * 1024) + 1))),
        new("viewer: binaries", async peer =>
        {
            TestViewer viewer = await peer.ViewerAsync();
            for (int i = 0; i < 10; i++)
                await viewer.SendBinaryAsync(new byte[i * 100]);
        }),
        new("viewer: a frame, as a camera sends it", async peer =>
        {
            TestViewer viewer = await peer.ViewerAsync();
            await viewer.SendTextAsync(TestCamera.Metadata(1));
            await viewer.SendBinaryAsync(TestJpeg.Small);
        }),
        new("viewer: a fragment without end", async peer =>
        {
            TestViewer viewer = await peer.ViewerAsync();
            await viewer.SendFragmentAsync([.. "{\"type\":"u8], WebSocketMessageType.Text, isLast: false);
        }),
        new("viewer: thousands of clock pings, pongs unread", async peer =>
        {
            TestViewer viewer = await peer.ViewerAsync();
            viewer.Pause();
            await BadPeer.SendAllAsync(viewer, Enumerable.Repeat("""{"type":"clock_ping","t0":1}""", 5000));
        }),
        new("viewer: comes and goes", async peer =>
        {
            for (int i = 0; i < 30; i++)
                (await peer.ViewerAsync()).Abort();
        }),
        new("viewer: does not read a fast camera", async peer =>
        {
            TestViewer viewer = await peer.ViewerAsync(receiveBufferBytes: 8 * 1024);
            viewer.Pause();
            await peer.SendFramesAsync(Enumerable.Repeat(TestJpeg.Picture(640, 360, noise: 200), 60));
        }),
    ];

    private static Func<BadPeer, Task> TextsAsync(params string[] texts) =>
        async peer => await BadPeer.SendAllAsync(await peer.ViewerAsync(), texts);
}
