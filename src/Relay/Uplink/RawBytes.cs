namespace RealtimeDetect.Relay.Uplink;

/// <summary>The data of a NAL unit as it was before it was made free of start codes (ITU-T H.264, 7.4.1).</summary>
internal static class RawBytes
{
    /// <summary>Leaves out each 3 after two zeros.</summary>
    /// <param name="escaped">The unit, without its header byte.</param>
    /// <param name="destination">Takes what is left; at least as long.</param>
    /// <returns>How many bytes are left.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        int length = 0, zeros = 0;
        foreach (byte value in escaped)
        {
            if (zeros >= 2 && value == 3)
            {
                zeros = 0;
                continue;
            }
            zeros = value == 0 ? zeros + 1 : 0;
            destination[length++] = value;
        }
        return length;
    }
}
