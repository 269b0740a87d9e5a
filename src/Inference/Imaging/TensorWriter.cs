namespace RealtimeDetect.Inference.Imaging;

/// <summary>Scales planes of luma and colour straight into a padded network input: bilinear, as OpenCV does it, with no RGB picture in between.</summary>
/// <remarks><b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes.</remarks>
internal sealed unsafe class TensorWriter : IDisposable
{
    // Samples that vector loads may touch beyond a row.
    private const int Slack = 64;

    private readonly AxisTaps _lumaX = new(), _lumaY = new(), _chromaX = new(), _chromaY = new();
    private readonly NativeBuffer _rows = new();

    /// <summary>Fills the whole input, padding included.</summary>
    /// <param name="planes">The picture.</param>
    /// <param name="letterbox">Geometry made for the picture's size.</param>
    /// <param name="input">3 x height x width floats, RGB planes, 0 to 1.</param>
    /// <param name="reduction">Pixels of the picture, across and down, that a sample of luma stands for.</param>
    public void Fill(YuvPlanes planes, in Letterbox letterbox, Span<float> input, int reduction = 1)
    {
        int area = letterbox.Input.Width * letterbox.Input.Height;
        PixelSize picture = letterbox.Picture, reduced = new(DivideUp(picture.Width, reduction), DivideUp(picture.Height, reduction));
        ArgumentOutOfRangeException.ThrowIfNotEqual(reduced, planes.Size, nameof(letterbox));
        ArgumentOutOfRangeException.ThrowIfLessThan(input.Length, 3 * area, nameof(input));

        Prepare(planes, picture, reduction, letterbox.Scaled);
        for (int channel = 0; channel < 3; channel++)
            FillPadding(letterbox, input.Slice(channel * area, area));
        fixed (float* tensor = input)
        {
            float* corner = tensor + letterbox.Top * letterbox.Input.Width + letterbox.Left;
            for (int y = 0; y < letterbox.Scaled.Height; y++)
                FillRow(planes, y, letterbox.Scaled.Width, corner + y * letterbox.Input.Width, area);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private static void FillPadding(in Letterbox letterbox, Span<float> channel)
    {
        int width = letterbox.Input.Width, right = letterbox.Left + letterbox.Scaled.Width;
        int bottom = letterbox.Top + letterbox.Scaled.Height;
        channel[..(letterbox.Top * width)].Fill(Letterbox.PaddingValue);
        channel[(bottom * width)..].Fill(Letterbox.PaddingValue);
        if (letterbox.Scaled.Width == width)
            return;
        for (int y = letterbox.Top; y < bottom; y++)
        {
            Span<float> row = channel.Slice(y * width, width);
            row[..letterbox.Left].Fill(Letterbox.PaddingValue);
            row[right..].Fill(Letterbox.PaddingValue);
        }
    }

    // Edges are those of the picture, not of planes rounded up to whole colour samples.
    private void Prepare(YuvPlanes planes, PixelSize picture, int reduction, PixelSize scaled)
    {
        _lumaX.Prepare(scaled.Width, picture.Width, reduction, planes.Size.Width);
        _lumaY.Prepare(scaled.Height, picture.Height, reduction, planes.Size.Height);
        if (planes.HasColour)
        {
            _chromaX.Prepare(scaled.Width, picture.Width, reduction * planes.FactorX, planes.Cb.Width);
            _chromaY.Prepare(scaled.Height, picture.Height, reduction * planes.FactorY, planes.Cb.Height);
        }
        _rows.Reserve((nuint)(3 * RowCapacity(planes) * sizeof(short)));
    }

    private static int DivideUp(int length, int divisor) => (length + divisor - 1) / divisor;

    private static int RowCapacity(YuvPlanes planes) => planes.Luma.Stride + Slack;

    private void FillRow(YuvPlanes planes, int y, int width, float* destination, int area)
    {
        short* luma = (short*)_rows.Pointer;
        Blend(planes.Luma, planes.Size.Width, _lumaY, y, luma);
        if (!planes.HasColour)
        {
            RowResampler.Grey(luma, _lumaX, width, destination, area);
            return;
        }
        short* cb = luma + RowCapacity(planes), cr = cb + RowCapacity(planes);
        Blend(planes.Cb, planes.Cb.Width, _chromaY, y, cb);
        Blend(planes.Cr, planes.Cr.Width, _chromaY, y, cr);
        RowResampler.Colour(luma, cb, cr, _lumaX, _chromaX, width, destination, area);
    }

    // The last sample is repeated once, so that the pair at the edge can be read.
    private static void Blend(in YuvPlane plane, int width, AxisTaps rows, int y, short* destination)
    {
        int weight = rows.SecondWeight(y);
        byte* first = plane.Data + (nint)rows.First[y] * plane.Stride;
        byte* second = weight == 0 ? first : first + plane.Stride;
        RowResampler.Blend(first, second, weight, width, destination);
        destination[width] = destination[width - 1];
    }
}
