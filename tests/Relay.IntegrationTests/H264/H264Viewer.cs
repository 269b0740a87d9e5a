using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace RealtimeDetect.Relay.IntegrationTests.H264;

/// <summary>A viewer that asks for H.264 and keeps whatever comes.</summary>
internal sealed class H264Viewer : SocketPeer
{
    private readonly Channel<ViewerFrame> _frames = Channel.CreateUnbounded<ViewerFrame>();
    private readonly Channel<JsonElement> _texts = Channel.CreateUnbounded<JsonElement>();
    private JsonElement _metadata;

    /// <summary>Connects to <c>/ws/view/{token}?codec=h264</c>.</summary>
    public static async Task<H264Viewer> ConnectAsync(RelayHost host, string token)
    {
        var viewer = new H264Viewer();
        await viewer.OpenAsync(new Uri($"ws://{host.Address.Authority}/ws/view/{token}?codec=h264"), null, null);
        return viewer;
    }

    /// <summary>Takes the next frame of either kind.</summary>
    public Task<ViewerFrame> FrameAsync() => _frames.Reader.ReadAsync().AsTask().WithinAsync(Budget.LongWait, "a frame");

    /// <summary>Takes the next text that is no frame's.</summary>
    public Task<JsonElement> TextAsync() => _texts.Reader.ReadAsync().AsTask().WithinAsync(Budget.LongWait, "a text");

    /// <summary>Takes a frame that is there already, if one is.</summary>
    public bool TryFrame(out ViewerFrame? frame) => _frames.Reader.TryRead(out frame);

    protected override void OnMessage(WebSocketMessageType type, byte[] data)
    {
        if (type == WebSocketMessageType.Binary)
            _frames.Writer.TryWrite(new ViewerFrame(_metadata, data));
        else if (JsonElement.Parse(data) is var text && text.GetProperty("type").GetString() == "frame_metadata")
            _metadata = text;
        else
            _texts.Writer.TryWrite(text);
    }

    protected override void OnEnded(string reason)
    {
        _frames.Writer.TryComplete();
        _texts.Writer.TryComplete();
    }
}
