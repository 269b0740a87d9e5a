using Microsoft.Extensions.Options;
using RealtimeDetect.Relay.H264;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Streams;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>The decoders at work for cameras that send H.264, and what all of them have in common.</summary>
/// <remarks><b>Threading:</b> any thread.</remarks>
internal sealed class UplinkDecoders(
    UplinkSupport support, IOptions<UplinkOptions> options, IOptions<H264Options> ffmpeg, IOptions<IngestOptions> limits, TimeProvider time,
    ILogger<H264Uplink> logger)
{
    private int _count;

    /// <summary>Limits of each.</summary>
    public UplinkOptions Options => options.Value;

    /// <summary>The ffmpeg program.</summary>
    public string FfmpegPath => ffmpeg.Value.FfmpegPath;

    /// <summary>Most pixels of a picture.</summary>
    public long MaxPixels => limits.Value.MaxFramePixels;

    /// <summary>Makes a camera's decoder; it starts with the first key frame.</summary>
    /// <param name="camera">The camera.</param>
    /// <param name="stream">Where its frames go.</param>
    /// <param name="askForKey">Asks the camera for a key frame; only posts.</param>
    public H264Uplink New(ICameraSource camera, LiveStream stream, Action askForKey) => new(camera, stream, this, askForKey, time, logger);

    /// <summary>Takes a place for a decoder.</summary>
    /// <returns>Null, or why there is none.</returns>
    public async Task<string?> EnterAsync()
    {
        UplinkAnswer answer = await support.AskAsync();
        if (!answer.Accepted)
            return answer.Reason;
        if (Interlocked.Increment(ref _count) <= Options.MaxDecoders)
            return null;
        Leave();
        return $"The server decodes {Options.MaxDecoders} cameras already (Uplink:MaxDecoders).";
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _count);
}
