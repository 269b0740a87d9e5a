using System.ComponentModel;
using System.Diagnostics;

namespace RealtimeDetect.Relay.H264;

/// <summary>One run of ffmpeg between two pipes: what goes in is written here, what comes out is read on a thread of its own.</summary>
/// <remarks>
/// <b>Threading:</b> one writer; the reading and its end are called on the reader thread; <see cref="Kill"/> from any thread.
/// <b>Ownership:</b> disposing kills it and waits for the reader.
/// </remarks>
internal sealed class FfmpegProcess : IDisposable
{
    /// <summary>How long the reader may take to see that the process is gone.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Thread _reader;
    private volatile bool _ended;
    private volatile string _lastError = "it said nothing";

    private FfmpegProcess(Process process, string threadName, Action<Stream> read, Action onEnd)
    {
        _process = process;
        Id = process.Id;
        process.ErrorDataReceived += (_, line) =>
        {
            if (!string.IsNullOrWhiteSpace(line.Data))
                _lastError = line.Data.Trim();
        };
        process.BeginErrorReadLine();
        _reader = new Thread(() => Read(read, onEnd)) { IsBackground = true, Name = threadName };
        _reader.Start();
    }

    /// <summary>Whether it writes no more.</summary>
    public bool HasEnded => _ended;

    /// <summary>The last thing it complained about.</summary>
    public string LastError => _lastError;

    /// <summary>The operating system's number of it.</summary>
    public int Id { get; }

    /// <summary>Where its input is written.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Starts ffmpeg; no shell is between.</summary>
    /// <param name="ffmpeg">The program.</param>
    /// <param name="arguments">Its arguments, each as it is.</param>
    /// <param name="threadName">Name of the reader thread.</param>
    /// <param name="read">Reads its output to the end; an <see cref="IOException"/> out of it ends the reading.</param>
    /// <param name="onEnd">Called after that.</param>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public static FfmpegProcess Start(string ffmpeg, IEnumerable<string> arguments, string threadName, Action<Stream> read, Action onEnd)
    {
        Process process = Process.Start(new ProcessStartInfo(ffmpeg, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        PutFirst(process);
        return new FfmpegProcess(process, threadName, read, onEnd);
    }

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
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
        _reader.Join(EndLimit);
        _process.Dispose();
    }

    // Its short work on a frame comes before the network's long one on the next, where the system lets us say so.
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

    private void Read(Action<Stream> read, Action onEnd)
    {
        try
        {
            read(_process.StandardOutput.BaseStream);
        }
        catch (IOException e)
        {
            _lastError = e.Message;
        }
        _ended = true;
        onEnd();
    }
}
