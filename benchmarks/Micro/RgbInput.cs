using RealtimeDetect.Inference.Imaging;

namespace RealtimeDetect.Micro;

/// <summary>Packed RGB scaled and padded into a network input: taps and rows are kept, and rows blended by the product's own vector code.</summary>
internal sealed unsafe class RgbInput : IDisposable
{
    private const int Channels = 3;

    // A blended sample has 7 fraction bits.
    private const float ToUnit = 1f / ((1 << 7) * AxisTaps.One * 255f);

    // Samples that vector loads may touch beyond a row.
    private const int Slack = 64;

    private readonly AxisTaps _columns = new(), _rows = new();
    private readonly NativeBuffer _row = new();

    /// <summary>Fills the whole input, padding included.</summary>
    /// <param name="rgb">The picture; 64 readable bytes follow.</param>
    /// <param name="letterbox">Geometry for it.</param>
    /// <param name="input">3 x height x width floats, RGB planes, 0 to 1.</param>
    public void Fill(ReadOnlySpan<byte> rgb, in Letterbox letterbox, Span<float> input)
    {
        fixed (byte* pixels = rgb)
            Fill(pixels, letterbox, input);
    }

    /// <inheritdoc/>
    public void Dispose() => _row.Dispose();

    private void Fill(byte* rgb, in Letterbox letterbox, Span<float> input)
    {
        PixelSize picture = letterbox.Picture, scaled = letterbox.Scaled;
        int width = letterbox.Input.Width, area = width * letterbox.Input.Height, stride = Channels * picture.Width;
        _columns.Prepare(scaled.Width, picture.Width, 1, picture.Width);
        _rows.Prepare(scaled.Height, picture.Height, 1, picture.Height);
        _row.Reserve((nuint)(sizeof(short) * (stride + Slack)));
        var row = (short*)_row.Pointer;
        if (scaled != letterbox.Input)
            input[..(Channels * area)].Fill(Letterbox.PaddingValue);
        for (int y = 0; y < scaled.Height; y++)
        {
            int weight = _rows.SecondWeight(y);
            byte* first = rgb + (nint)_rows.First[y] * stride;
            RowResampler.Blend(first, weight == 0 ? first : first + stride, weight, stride, row);
            new Span<short>(row + stride - Channels, Channels).CopyTo(new Span<short>(row + stride, Channels));
            Span<float> target = input[((letterbox.Top + y) * width + letterbox.Left)..];
            WriteRow(row, target[..scaled.Width], target.Slice(area, scaled.Width), target.Slice(2 * area, scaled.Width));
        }
    }

    private void WriteRow(short* row, Span<float> red, Span<float> green, Span<float> blue)
    {
        ReadOnlySpan<int> first = _columns.First.AsSpan(0, red.Length), weights = _columns.WeightPair.AsSpan(0, red.Length);
        for (int x = 0; x < red.Length; x++)
        {
            short* pixel = row + Channels * first[x];
            int second = weights[x] >> 16, one = AxisTaps.One - second;
            red[x] = (pixel[0] * one + pixel[3] * second) * ToUnit;
            green[x] = (pixel[1] * one + pixel[4] * second) * ToUnit;
            blue[x] = (pixel[2] * one + pixel[5] * second) * ToUnit;
        }
    }
}
