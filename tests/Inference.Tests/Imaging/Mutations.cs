namespace RealtimeDetect.Inference.Tests.Imaging;

/// <summary>Damages files at random, repeatably.</summary>
internal static class Mutations
{
    /// <summary>A damaged copy: bytes changed, cut off, removed or repeated.</summary>
    public static byte[] Of(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (int count = random.Next(1, 6); count > 0 && bytes.Count > 8; count--)
        {
            int at = random.Next(bytes.Count - 4), length = random.Next(1, 4);
            switch (random.Next(5))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 2 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }
        return [.. bytes];
    }
}
