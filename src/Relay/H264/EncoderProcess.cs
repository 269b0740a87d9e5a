using System.ComponentModel;
using System.Diagnostics;
using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Relay.H264;

/// <summary>One run of ffmpeg: JPEGs of one size go in, access units come out on a thread of its own.</summary>
/// <remarks>
/// <b>Threading:</b> one writer; <paramref name="onUnit"/> and <paramref name="onEnd"/> are called on the reader thread; <see cref="Kill"/>
/// from any thread. <b>Ownership:</b> disposing kills it and waits for the reader.
/// </remarks>
internal sealed class EncoderProcess(
    Process process, PixelSize size, Action<EncodedUnit> onUnit, Action onEnd) : IDisposable
{
    /// <summary>How long the reader may take to see that the process is gone.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private readonly byte[] _header = new byte[MatroskaFrames.MaxFrameHeaderBytes];
    private Thread? _reader;
    private volatile bool _ended;
    private volatile string _lastError = "it said nothing";

    /// <summary>Size of its pictures.</summary>
    public PixelSize Size { get; } = size;

    /// <summary>Whether it writes no more.</summary>
    public bool HasEnded => _ended;

    /// <summary>The last thing it complained about.</summary>
    public string LastError => _lastError;

    /// <summary>The operating system's number of it.</summary>
    public int Id { get; } = process.Id;

    /// <summary>Starts ffmpeg.</summary>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public static EncoderProcess Start(string ffmpeg, IEnumerable<string> arguments, PixelSize size, Action<EncodedUnit> onUnit, Action onEnd)
    {
        Process process = Process.Start(new ProcessStartInfo(ffmpeg, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        PutFirst(process);
        var encoder = new EncoderProcess(process, size, onUnit, onEnd);
        encoder.Begin();
        return encoder;
    }

    /// <summary>Writes what stands before the first frame.</summary>
    public ValueTask BeginAsync(CancellationToken cancellationToken) =>
        process.StandardInput.BaseStream.WriteAsync(MatroskaFrames.FileHeader(Size), cancellationToken);

    /// <summary>Writes a frame.</summary>
    /// <param name="jpeg">The picture.</param>
    /// <param name="timeMs">Its time, milliseconds; larger than the one before; odd for a key frame.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">It has ended.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> jpeg, long timeMs, CancellationToken cancellationToken)
    {
        int length = MatroskaFrames.WriteFrameHeader(timeMs, jpeg.Length, _header);
        Stream input = process.StandardInput.BaseStream;
        await input.WriteAsync(_header.AsMemory(0, length), cancellationToken);
        await input.WriteAsync(jpeg, cancellationToken);
        await input.FlushAsync(cancellationToken);
    }

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _reader?.Join(EndLimit);
        process.Dispose();
    }

    // Its short work on a frame whose boxes are drawn comes before the network's long one on the next, where the system lets us say so.
    private static void PutFirst(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.AboveNormal;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            // Without the right to, or with a program that has ended already: it goes on as it is.
        }
    }

    private void Begin()
    {
        process.ErrorDataReceived += (_, line) =>
        {
            if (!string.IsNullOrWhiteSpace(line.Data))
                _lastError = line.Data.Trim();
        };
        process.BeginErrorReadLine();
        _reader = new Thread(Read) { IsBackground = true, Name = "h264-read" };
        _reader.Start();
    }

    private void Read()
    {
        var units = new FlvUnits(process.StandardOutput.BaseStream);
        try
        {
            while (units.TryRead(out EncodedUnit unit))
                onUnit(unit);
        }
        catch (IOException e)
        {
            _lastError = e.Message;
        }
        _ended = true;
        onEnd();
    }
}
