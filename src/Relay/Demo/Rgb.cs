namespace RealtimeDetect.Relay.Demo;

/// <summary>A colour of 8 bits a channel.</summary>
/// <param name="R">Red.</param>
/// <param name="G">Green.</param>
/// <param name="B">Blue.</param>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>The colour of a hue (0 to 1, red at 0), saturation (0 to 1) and value (0 to 1).</summary>
    public static Rgb FromHsv(float hue, float saturation, float value)
    {
        // The channels are the same wave, a third of a turn apart.
        byte Channel(float turn)
        {
            float position = 6 * (hue + turn - MathF.Floor(hue + turn));
            float wave = Math.Clamp(MathF.Abs(position - 3) - 1, 0, 1);
            return (byte)MathF.Round(255 * value * (1 - saturation + (saturation * wave)));
        }

        return new Rgb(Channel(0), Channel(2 / 3f), Channel(1 / 3f));
    }

    /// <summary>The colour between this one (0) and another (1).</summary>
    public Rgb Toward(Rgb other, float share) => share switch
    {
        <= 0 => this,
        >= 1 => other,
        _ => new(Mix(R, other.R, share), Mix(G, other.G, share), Mix(B, other.B, share)),
    };

    private static byte Mix(byte from, byte to, float share) => (byte)MathF.Round(from + ((to - from) * share));
}
