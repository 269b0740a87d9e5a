using RealtimeDetect.Relay.H264;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>One run of ffmpeg as a decoder: access units of one size go in, JPEGs come out on a thread of its own.</summary>
/// <remarks>
/// <b>Threading:</b> one writer; frames and the end are told on the reader thread; <see cref="Kill"/> from any thread.
/// <b>Ownership:</b> disposing kills it and waits for the reader; a frame's buffer is rented and becomes its taker's.
/// </remarks>
internal sealed class DecoderProcess : IDisposable
{
    private readonly FfmpegProcess _ffmpeg;
    private readonly MatroskaInput _input;
    private bool _begun;

    private DecoderProcess(FfmpegProcess ffmpeg, in SequenceParameters sequence)
    {
        _ffmpeg = ffmpeg;
        _input = new MatroskaInput(ffmpeg.Input);
        Sequence = sequence;
    }

    /// <summary>Takes a decoded frame: its unit's time, a rented buffer that becomes the taker's, and the JPEG's length in it.</summary>
    public delegate void FrameHandler(long timeMs, byte[] jpeg, int length);

    /// <summary>What its stream says of its pictures.</summary>
    public SequenceParameters Sequence { get; }

    /// <summary>Whether it writes no more.</summary>
    public bool HasEnded => _ffmpeg.HasEnded;

    /// <summary>The last thing it complained about.</summary>
    public string LastError => _ffmpeg.LastError;

    /// <summary>The operating system's number of it.</summary>
    public int Id => _ffmpeg.Id;

    /// <summary>Starts ffmpeg.</summary>
    /// <param name="ffmpeg">The program.</param>
    /// <param name="arguments">Its arguments, as <see cref="DecoderArguments"/> builds them.</param>
    /// <param name="sequence">What they were built for.</param>
    /// <param name="onFrame">Takes its frames.</param>
    /// <param name="onEnd">Called when it writes no more.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static DecoderProcess Start(
        string ffmpeg, IEnumerable<string> arguments, in SequenceParameters sequence, FrameHandler onFrame, Action onEnd) =>
        new(FfmpegProcess.Start(ffmpeg, arguments, "uplink-read", output => Read(output, onFrame), onEnd), sequence);

    /// <summary>Writes a unit.</summary>
    /// <param name="unit">Annex B.</param>
    /// <param name="timeMs">Its time, milliseconds: 0 for the first, then larger each time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">It has ended.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> unit, long timeMs, CancellationToken cancellationToken)
    {
        if (!_begun)
            await _input.BeginAsync(Sequence.Size, MatroskaFrames.Avc, cancellationToken);
        _begun = true;
        await _input.WriteAsync(unit, timeMs, cancellationToken);
    }

    /// <summary>Ends it at once.</summary>
    public void Kill() => _ffmpeg.Kill();

    /// <inheritdoc/>
    public void Dispose() => _ffmpeg.Dispose();

    private static void Read(Stream output, FrameHandler onFrame)
    {
        var frames = new SmjpegFrames(output);
        while (frames.TryRead(out long timeMs, out byte[] jpeg, out int length))
            onFrame(timeMs, jpeg, length);
    }
}
