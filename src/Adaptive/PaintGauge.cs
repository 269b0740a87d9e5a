namespace RealtimeDetect.Adaptive;

/// <summary>What one viewer's device takes from a frame's last byte to the screen: a wait for the screen, and decoding that goes with the picture's area.</summary>
internal sealed class PaintGauge
{
    // Before anything is known.
    private const double UsualMs = 18;

    // A screen of 60 Hz shows a frame within a sixtieth of a second of its being ready; what takes longer is the decoder's.
    private const double ScreenMs = 16;

    // A device that takes longer shows a slide show at any setting.
    private const double MostMs = 250;

    // Shares of a difference that one step believes: a device that was seen to be slow is taken to stay so for a while.
    private const double DecodeRise = 0.3;
    private const double DecodeFall = 0.01;

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    // A viewer's times are means over a second, and those of a picture setting come a step after it was taken.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1.5);

    private readonly Ewma _screen = new(Memory);
    private double _decodePerPixel;
    private int _longSidePx;
    private TimeSpan _since;

    /// <summary>Folds in a mean of milliseconds.</summary>
    /// <param name="time">When.</param>
    /// <param name="paintMs">The milliseconds.</param>
    /// <param name="longSidePx">Longer side of the pictures, in pixels; 0 where it has just changed.</param>
    public void Add(TimeSpan time, double paintMs, int longSidePx)
    {
        _screen.Add(time, Math.Min(paintMs, ScreenMs));
        if (longSidePx != _longSidePx)
            (_longSidePx, _since) = (longSidePx, time);
        if (longSidePx == 0 || time - _since < Window)
            return;
        double measured = Math.Clamp(paintMs - ScreenMs, 0, MostMs) / ((double)longSidePx * longSidePx);
        _decodePerPixel += (measured > _decodePerPixel ? DecodeRise : DecodeFall) * (measured - _decodePerPixel);
    }

    /// <summary>Mean milliseconds to expect of a picture.</summary>
    public double MeanMs(int longSidePx) =>
        _screen.Value > 0 ? _screen.Value + (_decodePerPixel * longSidePx * longSidePx) : UsualMs;
}
