using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace RealtimeDetect.TestKit;

/// <summary>A camera as a user's own client would write it: sends pairs or anything else, and keeps what comes back.</summary>
/// <remarks><inheritdoc cref="SocketPeer" path="/remarks"/></remarks>
public sealed class TestCamera : SocketPeer
{
    /// <summary>Capture time of frames that name none, Unix milliseconds.</summary>
    public const double DefaultTimestamp = 1641234567890;

    private readonly Inbox<JsonElement> _inbox = new("camera");
    private double _fence = 7_000_000;

    private TestCamera()
    {
    }

    /// <summary>Everything the server sent, in order.</summary>
    public IReadOnlyList<JsonElement> History => _inbox.History;

    /// <summary>Connects to <c>/ws/camera/{token}</c>.</summary>
    /// <param name="server">The server's HTTP address.</param>
    /// <param name="token">As it goes into the path, so percent-encoded where it needs to be.</param>
    /// <param name="session">The <c>session</c> parameter, if any.</param>
    /// <param name="origin">The <c>Origin</c> header, if any.</param>
    /// <exception cref="HandshakeRefusedException">The server answered with another status.</exception>
    public static async Task<TestCamera> ConnectAsync(Uri server, string token, string? session = null, string? origin = null)
    {
        var camera = new TestCamera();
        string query = session is null ? "" : $"?session={session}";
        await camera.OpenAsync(new Uri($"ws://{server.Authority}/ws/camera/{token}{query}"), origin, null);
        return camera;
    }

    /// <summary>A well-formed metadata text.</summary>
    public static string Metadata(long number, double timestamp = DefaultTimestamp) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"type":"frame_metadata","timestamp":{{timestamp}},"frameNumber":{{number}},"width":1,"height":1,"format":"jpeg"}""");

    /// <summary>Sends a frame: metadata, then the JPEG.</summary>
    public async Task SendFrameAsync(long number, byte[] jpeg, double timestamp = DefaultTimestamp)
    {
        await SendTextAsync(Metadata(number, timestamp));
        await SendBinaryAsync(jpeg);
    }

    /// <summary>Sends a frame and waits for its ack.</summary>
    /// <returns>The outcome.</returns>
    public async Task<string> ExchangeAsync(long number, byte[] jpeg, double timestamp = DefaultTimestamp)
    {
        await SendFrameAsync(number, jpeg, timestamp);
        return await OutcomeAsync(number);
    }

    /// <summary>Takes the ack of a frame.</summary>
    public async Task<string> OutcomeAsync(long number)
    {
        JsonElement ack = await _inbox.TakeAsync(
            m => TypeOf(m) == "frame_ack" && m.GetProperty("frameNumber").GetInt64() == number, $"ack of frame {number}", Budget.LongWait);
        return ack.GetProperty("outcome").GetString()!;
    }

    /// <summary>Takes the next <c>error</c> and gives its code.</summary>
    public async Task<string> ErrorAsync() => (await TakeAsync("error")).GetProperty("code").GetString()!;

    /// <summary>Takes the next message of a type.</summary>
    public Task<JsonElement> TakeAsync(string type) => _inbox.TakeAsync(m => TypeOf(m) == type, type);

    /// <summary>Takes the next message of a type that fits.</summary>
    public Task<JsonElement> TakeAsync(string type, Func<JsonElement, bool> fits) =>
        _inbox.TakeAsync(m => TypeOf(m) == type && fits(m), $"{type} that fits");

    /// <summary>Returns once the server has read everything sent before and answered it: a ping, and its pong.</summary>
    public async Task FenceAsync()
    {
        double t0 = ++_fence;
        await SendTextAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"type":"clock_ping","t0":{{t0}}}"""));
        await TakeAsync("clock_pong", m => m.GetProperty("t0").GetDouble() == t0);
    }

    /// <summary>How many messages of a type came so far.</summary>
    public int Count(string type) => History.Count(m => TypeOf(m) == type);

    /// <inheritdoc/>
    protected override void OnMessage(WebSocketMessageType type, byte[] data)
    {
        if (type == WebSocketMessageType.Text)
            _inbox.Add(JsonElement.Parse(data));
    }

    /// <inheritdoc/>
    protected override void OnEnded(string reason) => _inbox.Complete(reason);

    private static string? TypeOf(JsonElement message) => message.GetProperty("type").GetString();
}
