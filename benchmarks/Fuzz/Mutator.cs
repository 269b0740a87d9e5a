namespace RealtimeDetect.Fuzz;

/// <summary>Damages a file: bits, runs of bytes, whole segments, restart markers, the end.</summary>
internal static class Mutator
{
    // Values that parsers trip over.
    private static readonly byte[] Interesting = [0x00, 0x01, 0x7F, 0x80, 0xC0, 0xC4, 0xD0, 0xD7, 0xD9, 0xDA, 0xDB, 0xDD, 0xFE, 0xFF];

    /// <summary>A damaged copy; now and then an undamaged one.</summary>
    public static byte[] Apply(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        for (int count = random.Next(0, 5); count > 0 && bytes.Count > 16; count--)
            ApplyOne(bytes, random);
        return [.. bytes];
    }

    private static void ApplyOne(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count), run = Math.Min(random.Next(1, 24), bytes.Count - at);
        switch (random.Next(12))
        {
            case 0 or 1 or 2:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 3:
                bytes[at] = (byte)random.Next(256);
                break;
            case 4:
                bytes[at] = Interesting[random.Next(Interesting.Length)];
                break;
            case 5:
                byte value = Interesting[random.Next(Interesting.Length)];
                for (int i = at; i < at + run; i++)
                    bytes[i] = random.Next(2) == 0 ? value : (byte)random.Next(256);
                break;
            case 6:
                bytes.RemoveRange(at, run);
                break;
            case 7:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, run));
                break;
            case 8:
                bytes.InsertRange(at, [0xFF, Interesting[random.Next(Interesting.Length)]]);
                break;
            case 9 when random.Next(3) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                EditSegment(bytes, random);
                break;
        }
    }

    private static void EditSegment(List<byte> bytes, Random random)
    {
        List<(int Start, int Length)> segments = Segments(bytes);
        if (segments.Count == 0)
            return;
        (int start, int length) = segments[random.Next(segments.Count)];
        switch (random.Next(5))
        {
            case 0:
                bytes.RemoveRange(start, length);
                break;
            case 1:
                bytes.InsertRange(segments[random.Next(segments.Count)].Start, bytes.GetRange(start, length));
                break;
            case 2:
                bytes[start + 3] = (byte)(bytes[start + 3] + random.Next(-3, 4));
                break;
            case 3 when length > 4:
                bytes[start + random.Next(4, length)] = random.Next(2) == 0 ? (byte)random.Next(256) : Interesting[random.Next(Interesting.Length)];
                break;
            default:
                // A restart interval that the data does not have.
                bytes.InsertRange(start, [0xFF, 0xDD, 0, 4, 0, (byte)random.Next(20)]);
                break;
        }
    }

    // Those before the scan's data, the scan's header included.
    private static List<(int Start, int Length)> Segments(List<byte> bytes)
    {
        var segments = new List<(int, int)>();
        int at = 2;
        while (at + 4 <= bytes.Count && bytes[at] == 0xFF)
        {
            int length = 2 + (bytes[at + 2] << 8 | bytes[at + 3]);
            if (length < 4 || at + length > bytes.Count)
                break;
            segments.Add((at, length));
            at += length;
            if (bytes[at - length + 1] == 0xDA)
                break;
        }
        return segments;
    }
}
