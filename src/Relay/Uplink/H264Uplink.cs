using System.Buffers;
using System.ComponentModel;
using RealtimeDetect.Relay.Ingest;
using RealtimeDetect.Relay.Streams;
using RealtimeDetect.Relay.Transport;

namespace RealtimeDetect.Relay.Uplink;

/// <summary>One camera's H.264: feeds its decoder, posts the frames as JPEG, and starts another when it dies, stalls or the size changes.</summary>
/// <remarks><b>Threading:</b> units come from the receive loop, frames from the decoder's reader thread; one loop of its own between them.</remarks>
internal sealed partial class H264Uplink : IAsyncDisposable
{
    /// <summary>Decoders that may end soon after their start, in a row; then the camera is told to send JPEG.</summary>
    private const int MostQuickEnds = 3;

    /// <summary>What is soon: a sound camera sends key frames more often.</summary>
    private static readonly TimeSpan QuickEnd = TimeSpan.FromSeconds(5);

    /// <summary>How long the first frame may take: a program is loaded, on a busy machine.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    /// <summary>How often a stall is looked for.</summary>
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);

    private readonly LiveStream _stream;
    private readonly UplinkDecoders _decoders;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly UnitLine _line;
    private readonly WakeSignal _wake = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private DecoderProcess? _decoder;
    private ITimer? _watch;
    private long _startedAt;
    private int _quickEnds;
    private int _decoderUnused;
    private bool _hasOutput;

    /// <summary>Begins; there is no decoder before the first key frame.</summary>
    public H264Uplink(
        ICameraSource camera, LiveStream stream, UplinkDecoders decoders, Action askForKey, TimeProvider time, ILogger logger)
    {
        _stream = stream;
        _decoders = decoders;
        _time = time;
        _logger = logger;
        _line = new UnitLine(decoders.Options, new UnitExits(
            (unit, outcome, reason, error) => stream.Reject(camera, unit.Number, outcome, reason, error),
            (unit, jpeg, length) => stream.Post(
                new CameraFrame(camera, unit.Number, unit.Timestamp, jpeg, length, unit.Arrived, unit.Bytes) { Times = unit.Times }),
            askForKey), time);
        _loop = RunAsync();
    }

    /// <summary>Takes over a received unit.</summary>
    /// <param name="metadata">Its metadata.</param>
    /// <param name="buffer">Rented buffer; starts with the unit.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="arrived">The server's timestamp when its last byte had arrived.</param>
    public void Offer(in CameraMessage metadata, byte[] buffer, int length, long arrived)
    {
        var ticket = new UnitTicket(metadata.FrameNumber, metadata.Timestamp, arrived, length, metadata.Times);
        UnitFault fault = AccessUnit.Read(buffer.AsSpan(0, length), _decoders.MaxPixels, out AccessUnit head);
        var unit = new CameraUnit(ticket, head, buffer);
        if (UnitErrors.Of(fault, _decoders.MaxPixels) is { } error)
        {
            unit.Dispose();
            _line.Fail(ticket, error);
            return;
        }
        _line.Add(unit);
        _wake.Set();
    }

    /// <summary>A unit was received that will not come here.</summary>
    public void OnLost() => _line.NeedKey();

    /// <summary>The camera sends JPEG again: what is still on its way is older and goes, and so does the decoder.</summary>
    /// <param name="number">The JPEG's frame number.</param>
    public void OnJpeg(long number)
    {
        _line.Clear(number, DropReason.Replaced);
        Volatile.Write(ref _decoderUnused, 1);
        _wake.Set();
    }

    /// <summary>Ends the decoder and drops what is on its way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // A write into a pipe that nobody empties ends with its reader only.
        Volatile.Read(ref _decoder)?.Kill();
        _wake.Set();
        await _loop;
        _line.Clear(long.MaxValue, DropReason.StreamEnded);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                if (_decoder is { HasEnded: true } ended)
                    OnDecoderEnded(ended);
                if (Interlocked.Exchange(ref _decoderUnused, 0) == 1)
                    EndDecoder(null);
                if (_line.TryTake() is not { } unit)
                    await _wake.WaitAsync();
                else
                    await DecodeAsync(unit);
            }
        }
        catch (OperationCanceledException)
        {
            // The camera left while a unit was being written.
        }
        finally
        {
            EndDecoder(null);
        }
    }

    private async Task DecodeAsync(CameraUnit unit)
    {
        using (unit)
        {
            if (await DecoderForAsync(unit) is not { } decoder || !_line.TryEnter(unit, out long timeMs))
                return;
            try
            {
                await decoder.WriteAsync(unit.Data, timeMs, _stop.Token);
            }
            catch (IOException)
            {
                // It has ended: its reader says so.
                decoder.Kill();
            }
        }
    }

    // The decoder that the unit is for, started if need be; null where there is none and the unit is settled.
    private async Task<DecoderProcess?> DecoderForAsync(CameraUnit unit)
    {
        if (_decoder is { HasEnded: false } running && (unit.Head.Sequence ?? running.Sequence) == running.Sequence)
            return running;
        if (unit.Head is not { IsKey: true, Sequence: { } sequence })
        {
            _line.Skip(unit.Ticket, _decoder is { HasEnded: false } ? UnitErrors.ChangedWithoutKey : null);
            return null;
        }
        EndDecoder(null);
        string? refusal = await _decoders.EnterAsync();
        if (refusal is null && (refusal = Start(sequence)) is not null)
            _decoders.Leave();
        if (refusal is not null)
            Refuse(unit.Ticket, refusal);
        return _decoder;
    }

    private string? Start(SequenceParameters sequence)
    {
        int run = _line.BeginRun();
        try
        {
            _decoder = DecoderProcess.Start(
                _decoders.FfmpegPath, DecoderArguments.Stream(sequence, _decoders.Options, _decoders.MaxPixels), sequence,
                (timeMs, jpeg, length) => OnFrame(run, timeMs, jpeg, length), _wake.Set);
        }
        catch (Win32Exception e)
        {
            return e.Message;
        }
        _startedAt = _time.GetTimestamp();
        Volatile.Write(ref _hasOutput, false);
        DecoderProcess decoder = _decoder;
        _watch = _time.CreateTimer(_ => Watch(decoder), null, WatchInterval, WatchInterval);
        Log.Started(_logger, _stream.Token, decoder.Id, sequence.Size.ToString());
        return null;
    }

    private void OnFrame(int run, long timeMs, byte[] jpeg, int length)
    {
        Volatile.Write(ref _hasOutput, true);
        if (!_line.TryPublish(run, timeMs, jpeg, length))
            ArrayPool<byte>.Shared.Return(jpeg);
        _wake.Set();
    }

    private void Watch(DecoderProcess decoder)
    {
        TimeSpan owedFor = _line.OwedFor;
        if (owedFor <= (Volatile.Read(ref _hasOutput) ? _decoders.Options.StallTimeout : StartLimit))
            return;
        Log.Stalled(_logger, _stream.Token, owedFor.TotalMilliseconds);
        decoder.Kill();
    }

    private void OnDecoderEnded(DecoderProcess ended)
    {
        _quickEnds = _time.GetElapsedTime(_startedAt) < QuickEnd ? _quickEnds + 1 : 0;
        string lastError = ended.LastError;
        EndDecoder(UnitErrors.NotDecoded);
        if (_quickEnds >= MostQuickEnds)
            Refuse(null, $"Its decoder ended {_quickEnds} times soon after its start.");
        // Said when it is done: a unit that comes after these words is the next decoder's.
        Log.Failed(_logger, _stream.Token, lastError);
    }

    // Its place goes back too.
    private void EndDecoder(ProtocolError? error)
    {
        if (_decoder is not { } decoder)
            return;
        _decoder = null;
        _watch?.Dispose();
        decoder.Dispose();
        _decoders.Leave();
        _line.EndRun(error);
    }

    private void Refuse(UnitTicket? ticket, string reason)
    {
        Log.Refused(_logger, _stream.Token, reason);
        _line.Refuse(ticket, UnitErrors.Unavailable(reason));
    }
}
