using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.H264;

/// <summary>One run of ffmpeg as an encoder: JPEGs of one size go in, access units come out on a thread of its own.</summary>
/// <remarks>
/// <b>Threading:</b> one writer; units and the end are told on the reader thread; <see cref="Kill"/> from any thread.
/// <b>Ownership:</b> disposing kills it and waits for the reader.
/// </remarks>
internal sealed class EncoderProcess : IDisposable
{
    private readonly FfmpegProcess _ffmpeg;
    private readonly MatroskaInput _input;

    private EncoderProcess(FfmpegProcess ffmpeg, PixelSize size)
    {
        _ffmpeg = ffmpeg;
        _input = new MatroskaInput(ffmpeg.Input);
        Size = size;
    }

    /// <summary>Size of its pictures.</summary>
    public PixelSize Size { get; }

    /// <summary>Whether it writes no more.</summary>
    public bool HasEnded => _ffmpeg.HasEnded;

    /// <summary>The last thing it complained about.</summary>
    public string LastError => _ffmpeg.LastError;

    /// <summary>The operating system's number of it.</summary>
    public int Id => _ffmpeg.Id;

    /// <summary>Starts ffmpeg.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static EncoderProcess Start(string ffmpeg, IEnumerable<string> arguments, PixelSize size, Action<EncodedUnit> onUnit, Action onEnd) =>
        new(FfmpegProcess.Start(ffmpeg, arguments, "h264-read", output => Read(output, onUnit), onEnd), size);

    /// <summary>Writes what stands before the first frame.</summary>
    public ValueTask BeginAsync(CancellationToken cancellationToken) =>
        _input.BeginAsync(Size, MatroskaFrames.MotionJpeg, cancellationToken);

    /// <summary>Writes a frame.</summary>
    /// <param name="jpeg">The picture.</param>
    /// <param name="timeMs">Its time, milliseconds; larger than the one before; odd for a key frame.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">It has ended.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> jpeg, long timeMs, CancellationToken cancellationToken) =>
        _input.WriteAsync(jpeg, timeMs, cancellationToken);

    /// <summary>Ends it at once.</summary>
    public void Kill() => _ffmpeg.Kill();

    /// <inheritdoc/>
    public void Dispose() => _ffmpeg.Dispose();

    private static void Read(Stream output, Action<EncodedUnit> onUnit)
    {
        var units = new FlvUnits(output);
        while (units.TryRead(out EncodedUnit unit))
            onUnit(unit);
    }
}
