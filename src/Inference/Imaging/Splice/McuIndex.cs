namespace RealtimeDetect.Inference.Imaging.Splice;

/// <summary>Where each MCU's bits begin and what its first coefficients are predicted from, and which of its blocks are to be coded anew.</summary>
/// <remarks><b>Threading:</b> one thread at a time; arrays grow to the largest picture seen.</remarks>
internal sealed class McuIndex
{
    private int[] _positions = [], _intervalEnds = [];
    private short[] _predictors = [];
    private byte[] _touchedBlocks = [];
    private CodedBlock[] _blocks = [];

    /// <summary>MCUs in a row.</summary>
    public int Across { get; private set; }

    /// <summary>MCUs in all.</summary>
    public int Count { get; private set; }

    /// <summary>MCUs from one restart to the next; all of them without restarts.</summary>
    public int Interval { get; private set; }

    /// <summary>Restart intervals; at least 1.</summary>
    public int IntervalCount => (Count + Interval - 1) / Interval;

    /// <summary>The blocks of each MCU that are to be coded anew, a bit for each in the order in which they are coded.</summary>
    public Span<byte> TouchedBlocks => _touchedBlocks.AsSpan(0, Count);

    /// <summary>The blocks of an MCU; known for those that have been read again.</summary>
    public Span<CodedBlock> Blocks(int mcu) => _blocks.AsSpan(mcu * BlockTarget.MaxBlocks, BlockTarget.MaxBlocks);

    /// <summary>First bit of each MCU.</summary>
    public Span<int> Positions => _positions.AsSpan(0, Count);

    /// <summary>First bit after the last MCU of each interval.</summary>
    public Span<int> IntervalEnds => _intervalEnds.AsSpan(0, IntervalCount);

    /// <summary>Before an MCU, the last first coefficient of each of the three components.</summary>
    public Span<short> Predictors(int mcu) => _predictors.AsSpan(mcu * BaselineFrame.MaxComponents, BaselineFrame.MaxComponents);

    /// <summary>Makes room for a frame; nothing is touched then.</summary>
    public void Prepare(BaselineFrame frame)
    {
        Across = frame.McusAcross;
        Count = Across * frame.McusDown;
        Interval = frame.RestartInterval == 0 ? Count : Math.Min(Count, frame.RestartInterval);
        if (_positions.Length < Count)
        {
            _positions = new int[Count];
            _predictors = new short[Count * BaselineFrame.MaxComponents];
            _touchedBlocks = new byte[Count];
            _blocks = new CodedBlock[Count * BlockTarget.MaxBlocks];
        }
        if (_intervalEnds.Length < IntervalCount)
            _intervalEnds = new int[IntervalCount];
        TouchedBlocks.Clear();
    }

    /// <summary>First MCU of an interval, or the number of MCUs for the one after the last.</summary>
    public int FirstOf(int interval) => (int)Math.Min((long)interval * Interval, Count);

    /// <summary>Whether anything of an MCU is to be coded anew.</summary>
    public bool IsTouched(int mcu) => _touchedBlocks[mcu] != 0;

    /// <summary>End of the run of MCUs from one on that are all touched or all not.</summary>
    /// <param name="first">First of the run.</param>
    /// <param name="limit">MCU at which the run ends at the latest.</param>
    public int EndOfRun(int first, int limit)
    {
        Span<byte> rest = TouchedBlocks[first..limit];
        int length = IsTouched(first) ? rest.IndexOf((byte)0) : rest.IndexOfAnyExcept((byte)0);
        return length < 0 ? limit : first + length;
    }
}
