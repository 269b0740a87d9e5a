using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace RealtimeDetect.TestKit;

/// <summary>A viewer as a user's own client would write it; every message is checked against the wire contract.</summary>
/// <remarks>
/// <inheritdoc cref="SocketPeer" path="/remarks"/> <b>Errors:</b> a breach of the contract fails the next take, and else the
/// disposal.
/// </remarks>
public sealed class TestViewer : SocketPeer
{
    private readonly Inbox<JsonElement> _texts = new("viewer");
    private readonly Inbox<ViewerFrame> _frames = new("viewer");
    private readonly List<string> _violations = [];
    private JsonElement? _metadata;
    private long _lastNumber = -1;
    private double _fence = 8_000_000;

    private TestViewer()
    {
    }

    /// <summary>All frames so far, in order.</summary>
    public IReadOnlyList<ViewerFrame> Frames => _frames.History;

    /// <summary>All other texts so far, in order.</summary>
    public IReadOnlyList<JsonElement> Texts => _texts.History;

    /// <summary>Connects to <c>/ws/view/{token}</c>.</summary>
    /// <param name="server">The server's HTTP address.</param>
    /// <param name="token">As it goes into the path.</param>
    /// <param name="origin">The <c>Origin</c> header, if any.</param>
    /// <param name="receiveBufferBytes">The kernel's receive buffer; small makes a viewer that does not read slow at once.</param>
    /// <param name="query">Query of the address, with its question mark.</param>
    /// <exception cref="HandshakeRefusedException">The server answered with another status.</exception>
    public static async Task<TestViewer> ConnectAsync(
        Uri server, string token, string? origin = null, int? receiveBufferBytes = null, string query = "")
    {
        var viewer = new TestViewer();
        await viewer.OpenAsync(new Uri($"ws://{server.Authority}/ws/view/{token}{query}"), origin, receiveBufferBytes);
        return viewer;
    }

    /// <summary>Takes the next frame.</summary>
    public Task<ViewerFrame> FrameAsync() => CheckedAsync(_frames.TakeAsync(_ => true, "a frame", Budget.LongWait));

    /// <summary>Takes the frame of a number.</summary>
    public Task<ViewerFrame> FrameAsync(long number) =>
        CheckedAsync(_frames.TakeAsync(frame => frame.Number == number, $"frame {number}", Budget.LongWait));

    /// <summary>Takes the next <c>error</c> and gives its code.</summary>
    public async Task<string> ErrorAsync() => (await TakeAsync("error")).GetProperty("code").GetString()!;

    /// <summary>Takes the next text of a type.</summary>
    public Task<JsonElement> TakeAsync(string type) => TakeAsync(type, _ => true);

    /// <summary>Takes the next text of a type that fits.</summary>
    public Task<JsonElement> TakeAsync(string type, Func<JsonElement, bool> fits) =>
        CheckedAsync(_texts.TakeAsync(m => TypeOf(m) == type && fits(m), type));

    /// <summary>Sends <c>frame_ack</c>.</summary>
    public Task AckAsync(long number) => SendTextAsync(string.Create(
        CultureInfo.InvariantCulture, $$"""{"type":"frame_ack","frameNumber":{{number}}}"""));

    /// <summary>
    /// Returns once the server has handled everything sent before, and has had several turns of sending what waits.
    /// </summary>
    public async Task FenceAsync()
    {
        const int Turns = 4;
        for (int i = 0; i < Turns; i++)
        {
            double t0 = ++_fence;
            await SendTextAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"type":"clock_ping","t0":{{t0}}}"""));
            await CheckedAsync(_texts.TakeAsync(m => TypeOf(m) == "clock_pong" && m.GetProperty("t0").GetDouble() == t0, "pong"));
        }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        ThrowIfViolated();
    }

    /// <inheritdoc/>
    protected override void OnMessage(WebSocketMessageType type, byte[] data)
    {
        if (type == WebSocketMessageType.Binary)
            OnBinary(data);
        else
            OnText(JsonElement.Parse(data));
    }

    /// <inheritdoc/>
    protected override void OnEnded(string reason)
    {
        _texts.Complete(reason);
        _frames.Complete(reason);
    }

    private void OnText(JsonElement text)
    {
        if (_metadata is { } metadata)
            Violate([$"a text stands between frame_metadata and its binary: {metadata} then {text}"]);
        _metadata = TypeOf(text) == "frame_metadata" ? text : null;
        if (_metadata is null)
            _texts.Add(text);
    }

    private void OnBinary(byte[] data)
    {
        if (_metadata is not { } metadata)
        {
            Violate([$"a binary of {data.Length} bytes came without frame_metadata before it"]);
            return;
        }
        _metadata = null;
        var frame = new ViewerFrame(metadata, data) { ReceivedAt = PeerClock.TrueMs };
        Violate(ViewerContract.Violations(frame, _lastNumber));
        _lastNumber = frame.Number;
        _frames.Add(frame);
    }

    private void Violate(IEnumerable<string> faults)
    {
        lock (_violations)
            _violations.AddRange(faults);
    }

    private async Task<T> CheckedAsync<T>(Task<T> take)
    {
        T taken = await take;
        ThrowIfViolated();
        return taken;
    }

    private void ThrowIfViolated()
    {
        lock (_violations)
        {
            if (_violations.Count > 0)
                throw new InvalidDataException($"The wire contract was broken: {string.Join("; ", _violations)}");
        }
    }

    private static string? TypeOf(JsonElement message) => message.GetProperty("type").GetString();
}
