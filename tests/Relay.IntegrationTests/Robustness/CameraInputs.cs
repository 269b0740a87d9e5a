using System.Net.WebSockets;

namespace RealtimeDetect.Relay.IntegrationTests.Robustness;

/// <summary>Bad input in good WebSocket messages on the camera's socket: metadata, pictures, and their order.</summary>
internal static class CameraInputs
{
    private const int Mutants = 150;
    private const int MaxMessageBytes = 16 * 1024 * 1024;

    /// <summary>All of them.</summary>
    public static IEnumerable<BadInput> All =>
    [
        new("camera: deep JSON", TextsAsync(new string('[', 4000) + new string(']', 4000), $$"""{"a":{{new string('{', 3000)}}""")),
        new("camera: numbers beyond all bounds", TextsAsync(
            """{"type":"frame_metadata","frameNumber":1e999,"timestamp":1}""",
            """{"type":"frame_metadata","frameNumber":1,"timestamp":-1e308}""",
            """{"type":"frame_metadata","frameNumber":NaN,"timestamp":Infinity}""",
            """{"type":"clock_ping","t0":1e999,"offset_ms":1e308}""")),
        new("camera: repeated fields and lone surrogates", TextsAsync(
            """{"type":"frame_metadata","type":7,"frameNumber":1,"frameNumber":"x","timestamp":1}""",
            "{\"type\":\"\\uD800\",\"\\uDC00\":\"\\uD800\\uD800\"}")),
        new("camera: JSON that is no object", TextsAsync("null", "[]", "7", "\"frame_metadata\"", "true", "{}{}")),
        new("camera: texts of a megabyte", TextsAsync(new string('x', 1_000_000), new string(' ', 1_000_000))),
        new("camera: metadata a thousand times", TextsAsync([.. Enumerable.Range(0, 1000).Select(i => TestCamera.Metadata(i))])),
        new("camera: thousands of clock pings, pongs unread", async peer =>
        {
            TestCamera camera = await peer.CameraAsync();
            camera.Pause();
            await BadPeer.SendAllAsync(camera, Enumerable.Repeat("""{"type":"clock_ping","t0":1}""", 5000));
        }),
        new("camera: offset of a thousand years", async peer =>
        {
            TestCamera camera = await peer.CameraAsync();
            await camera.SendTextAsync("""{"type":"clock_ping","t0":0,"offset_ms":-1e300}""");
            await camera.ExchangeAsync(1, TestJpeg.Small, 1e14);
        }),
        new("camera: binaries without metadata", async peer =>
        {
            TestCamera camera = await peer.CameraAsync();
            for (int i = 0; i < 9; i++)
                await camera.SendBinaryAsync(TestJpeg.Small);
            await camera.FenceAsync();
        }),
        new("camera: a message over 16 MiB", async peer =>
        {
            TestCamera camera = await peer.CameraAsync();
            await camera.SendTextAsync(TestCamera.Metadata(1));
            await camera.SendFragmentAsync(new byte[MaxMessageBytes], WebSocketMessageType.Binary, isLast: false);
            await camera.SendFragmentAsync(new byte[1], WebSocketMessageType.Binary, isLast: true);
            await camera.ClosedAsync(Budget.LongWait);
        }),
        new("camera: gone in the middle of a frame", async peer =>
        {
            TestCamera camera = await peer.CameraAsync();
            await camera.SendTextAsync(TestCamera.Metadata(1));
            await camera.SendFragmentAsync(TestJpeg.Small[..50], WebSocketMessageType.Binary, isLast: false);
            camera.Abort();
        }),
        new("camera: ten at once on a live token", async peer =>
        {
            for (int i = 0; i < 10; i++)
                await peer.CameraAsync();
        }),
        new("camera: the same session again and again", async peer =>
        {
            for (int i = 0; i < 20; i++)
                await (await peer.CameraAsync("same")).SendFrameAsync(1, TestJpeg.Small);
        }),
        new("camera: a burst of a thousand frames, acks unread", async peer =>
        {
            TestCamera camera = await peer.CameraAsync();
            camera.Pause();
            for (int i = 0; i < 1000; i++)
                await camera.SendFrameAsync(i, TestJpeg.Small);
        }),
        new("jpeg: empty", Files([])),
        new("jpeg: headers that promise gigapixels", Files(
            JpegSurgery.WithSize(TestJpeg.Small, 65535, 65535), JpegSurgery.WithSize(TestJpeg.Small, 16384, 16384),
            JpegSurgery.WithSize(TestJpeg.Small, 4000, 4000), JpegSurgery.WithSize(TestJpeg.Small, 16384, 900))),
        new("jpeg: no width, no height", Files(JpegSurgery.WithSize(TestJpeg.Small, 0, 48), JpegSurgery.WithSize(TestJpeg.Small, 64, 0))),
        new("jpeg: cut off everywhere", Files([.. Enumerable.Range(0, 100).Select(i => TestJpeg.Small[..(TestJpeg.Small.Length * i / 100)])])),
        new("jpeg: bits flipped in the header", peer => peer.SendFramesAsync(Mutate(0, JpegSurgery.ScanStart(TestJpeg.Small)))),
        new("jpeg: bits flipped in the scan", peer => peer.SendFramesAsync(Mutate(JpegSurgery.ScanStart(TestJpeg.Small), TestJpeg.Small.Length))),
        new("jpeg: segments of wrong lengths", peer => peer.SendFramesAsync(WrongLengths())),
        new("jpeg: tables of zeros and of ones", Files(Filled(0xDB, 0), Filled(0xC4, 0), Filled(0xC4, 0xFF), Filled(0xDB, 0xFF))),
        new("jpeg: ten thousand comments", Files(Comments(10_000))),
        new("jpeg: of other kinds", Files(
            JpegSurgery.WithFrameMarker(TestJpeg.Small, 0xC2), JpegSurgery.WithPrecision(TestJpeg.Small, 12),
            JpegSurgery.WithFourComponents(TestJpeg.Small), JpegSurgery.WithFrameMarker(TestJpeg.Small, 0xC9))),
    ];

    private static Func<BadPeer, Task> Files(params byte[][] files) => peer => peer.SendFramesAsync(files);

    private static Func<BadPeer, Task> TextsAsync(params string[] texts) =>
        async peer => await BadPeer.SendAllAsync(await peer.CameraAsync(), texts);

    private static IEnumerable<byte[]> Mutate(int from, int to)
    {
        var random = new Random(from);
        for (int i = 0; i < Mutants; i++)
        {
            byte[] mutant = [.. TestJpeg.Small];
            for (int flips = random.Next(1, 8); flips > 0; flips--)
                mutant[random.Next(from, to)] ^= (byte)(1 << random.Next(8));
            yield return mutant;
        }
    }

    private static IEnumerable<byte[]> WrongLengths()
    {
        foreach (ushort length in (ushort[])[0, 1, 2, 3, 200, 65535])
        {
            foreach (byte marker in (byte[])[0xC0, 0xC4, 0xDB, 0xDA, 0xE0])
            {
                byte[] wrong = [.. TestJpeg.Small];
                int at = wrong.AsSpan().IndexOf((byte[])[0xFF, marker]);
                wrong[at + 2] = (byte)(length >> 8);
                wrong[at + 3] = (byte)length;
                yield return wrong;
            }
        }
    }

    private static byte[] Filled(byte marker, byte value)
    {
        byte[] filled = [.. TestJpeg.Small];
        int at = filled.AsSpan().IndexOf((byte[])[0xFF, marker]);
        filled.AsSpan(at + 5, filled[at + 3] - 3).Fill(value);
        return filled;
    }

    private static byte[] Comments(int count)
    {
        using var file = new MemoryStream();
        file.Write(TestJpeg.Small, 0, 2);
        for (int i = 0; i < count; i++)
            file.Write([0xFF, 0xFE, 0, 2]);
        file.Write(TestJpeg.Small, 2, TestJpeg.Small.Length - 2);
        return file.ToArray();
    }
}
