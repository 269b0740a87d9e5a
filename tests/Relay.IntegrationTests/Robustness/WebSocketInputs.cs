namespace RealtimeDetect.Relay.IntegrationTests.Robustness;

/// <summary>Bad input between a good handshake and a good message: frames that RFC 6455 forbids, and half ones.</summary>
internal static class WebSocketInputs
{
    private const int Many = 2000;

    /// <summary>All of them, for one kind of socket.</summary>
    /// <param name="kind"><c>camera</c> or <c>view</c>.</param>
    public static IEnumerable<BadInput> All(string kind) => Frames.Select(input => new BadInput(
        $"{kind}: {input.Key}", async peer => await (await peer.UpgradeAsync(kind)).SendAsync(input.Value()))).Concat(
    [
        new($"{kind}: half a frame, then reset", async peer =>
        {
            RawConnection connection = await peer.UpgradeAsync(kind);
            await connection.SendAsync(RawFrame.Make(RawFrame.Binary, new byte[100], length: 5_000_000));
            connection.Reset();
        }),
        new($"{kind}: the TCP connection ends without a close frame", async peer => (await peer.UpgradeAsync(kind)).Dispose()),
    ]);

    private static IReadOnlyDictionary<string, Func<byte[]>> Frames { get; } = new Dictionary<string, Func<byte[]>>
    {
        ["text without mask"] = () => RawFrame.Make(RawFrame.Text, "{}"u8, isMasked: false),
        ["reserved bits"] = () => RawFrame.Make(RawFrame.Text, "{}"u8, reserved: 7),
        ["reserved opcode"] = () => RawFrame.Make(3, "{}"u8),
        ["reserved control opcode"] = () => RawFrame.Make(0xB, []),
        ["continuation of nothing"] = () => RawFrame.Make(RawFrame.Continuation, "{}"u8),
        ["text inside a fragmented text"] = () =>
            [.. RawFrame.Make(RawFrame.Text, "{"u8, isLast: false), .. RawFrame.Make(RawFrame.Text, "}"u8)],
        ["fragmented ping"] = () => RawFrame.Make(RawFrame.Ping, "x"u8, isLast: false),
        ["ping of 126 bytes"] = () => RawFrame.Make(RawFrame.Ping, new byte[126]),
        ["close of one byte"] = () => RawFrame.Make(RawFrame.Close, [3]),
        ["close with code 999"] = () => RawFrame.Make(RawFrame.Close, [3, 231]),
        ["close with code 1005"] = () => RawFrame.Make(RawFrame.Close, [3, 237]),
        ["close with a broken text"] = () => RawFrame.Make(RawFrame.Close, [3, 232, 0xFF, 0xFE]),
        ["data after close"] = () => [.. RawFrame.Make(RawFrame.Close, [3, 232]), .. RawFrame.Make(RawFrame.Text, "{}"u8)],
        ["text of no UTF-8"] = () => RawFrame.Make(RawFrame.Text, [0x7B, 0xC3, 0x28, 0xFF, 0x7D]),
        ["text of half a character"] = () => RawFrame.Make(RawFrame.Text, [0xE2, 0x82]),
        ["length beyond 2^63"] = () => RawFrame.Make(RawFrame.Binary, "x"u8, length: ulong.MaxValue),
        ["length of 2^62"] = () => RawFrame.Make(RawFrame.Binary, "x"u8, length: 1UL << 62),
        ["length in its longest form"] = () => RawFrame.Make(RawFrame.Text, "{}"u8, length: 2),
        ["half a frame header"] = () => [0x82],
        ["half a frame"] = () => RawFrame.Make(RawFrame.Binary, new byte[1000], length: 100_000),
        ["thousands of empty fragments"] = () => Repeat(RawFrame.Make(RawFrame.Text, [], isLast: false), RawFrame.Make(RawFrame.Continuation, [], isLast: false)),
        ["thousands of pings, pongs unread"] = () => Repeat([], RawFrame.Make(RawFrame.Ping, new byte[125])),
        ["thousands of unasked pongs"] = () => Repeat([], RawFrame.Make(RawFrame.Pong, new byte[10])),
        ["thousands of empty texts"] = () => Repeat([], RawFrame.Make(RawFrame.Text, [])),
        ["HTTP after the handshake"] = () => [.. "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8],
    };

    private static byte[] Repeat(byte[] first, byte[] next)
    {
        using var all = new MemoryStream();
        all.Write(first);
        for (int i = 0; i < Many; i++)
            all.Write(next);
        return all.ToArray();
    }
}
