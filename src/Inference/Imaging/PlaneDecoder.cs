using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>Decodes a baseline JPEG into planes of luma and colour.</summary>
/// <remarks>
/// <b>Threading:</b> one thread at a time. <b>Ownership:</b> the owner disposes. <b>Errors:</b> bad input is a
/// <see cref="JpegOutcome"/>; the planes are then undefined.
/// </remarks>
internal sealed unsafe class PlaneDecoder : IDisposable
{
    // A baseline file has one scan, or one for each component; without a limit a small file could ask for thousands.
    private const int MaxScans = 3;

    private const int LargestDenominator = 8;

    private readonly TurboJpegHandle _turbo = new(TurboJpegInit.Decompress);
    private readonly NativeBuffer _rgb = new();

    /// <summary>Reads a JPEG.</summary>
    public JpegOutcome Decode(ReadOnlySpan<byte> jpeg, long maxPixels, YuvPlanes planes) => Decode(jpeg, maxPixels, longSidePx: int.MaxValue, planes);

    /// <summary>Reads a JPEG, halved as often as its long side needs to be at most a length, three times at most.</summary>
    public JpegOutcome Decode(ReadOnlySpan<byte> jpeg, long maxPixels, int longSidePx, YuvPlanes planes)
    {
        JpegOutcome outcome = JpegHeader.Read(jpeg, maxPixels, out JpegHeader header);
        if (outcome != JpegOutcome.Ok)
            return outcome;

        // An instance keeps the tables of its last file for one that has none, and its place in a header that it gave up on:
        // both would let one camera's file into another's. A new one costs a tenth of a microsecond.
        _turbo.Renew();
        _turbo.Set(TurboJpegParameter.ScanLimit, MaxScans);
        fixed (byte* bytes = jpeg)
        {
            // Buffers are sized by TurboJPEG's own reading, which must be the one that was judged.
            if (TurboJpegNative.DecompressHeader(_turbo, bytes, (nuint)jpeg.Length) != 0 && !IsHarmless())
                return JpegOutcome.NotDecodable;
            var size = new PixelSize(_turbo.Get(TurboJpegParameter.JpegWidth), _turbo.Get(TurboJpegParameter.JpegHeight));
            if (size != header.Size)
                return JpegOutcome.NotDecodable;

            var subsampling = (JpegSubsampling)_turbo.Get(TurboJpegParameter.Subsampling);
            bool isPlanar = subsampling is >= JpegSubsampling.Yuv444 and <= JpegSubsampling.Yuv441
                && (TurboJpegColourSpace)_turbo.Get(TurboJpegParameter.ColourSpace) != TurboJpegColourSpace.Rgb;
            PixelSize scaled = Scale(size, longSidePx);
            bool isDecoded = isPlanar
                ? DecodePlanes(bytes, jpeg.Length, scaled, subsampling, planes)
                : DecodeRgb(bytes, jpeg.Length, scaled, planes);
            return isDecoded ? JpegOutcome.Ok : JpegOutcome.NotDecodable;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _turbo.Dispose();
        _rgb.Dispose();
    }

    private PixelSize Scale(PixelSize size, int longSidePx)
    {
        var scale = new TurboJpegScale(1, 1);
        while (scale.Denominator < LargestDenominator && Math.Max(scale.Of(size).Width, scale.Of(size).Height) > longSidePx)
            scale = scale with { Denominator = scale.Denominator * 2 };
        if (scale.Denominator > 1 && TurboJpegNative.SetScale(_turbo, scale) != 0)
            throw _turbo.Failure($"decode to 1/{scale.Denominator}");
        return scale.Of(size);
    }

    private bool DecodePlanes(byte* jpeg, int length, PixelSize size, JpegSubsampling subsampling, YuvPlanes planes)
    {
        planes.Resize(size, subsampling);
        byte** pointers = stackalloc byte*[3] { planes.Luma.Data, planes.Cb.Data, planes.Cr.Data };
        int* strides = stackalloc int[3] { planes.Luma.Stride, planes.Cb.Stride, planes.Cr.Stride };
        return TurboJpegNative.DecompressToPlanes(_turbo, jpeg, (nuint)length, pointers, strides) == 0 || IsHarmless();
    }

    // Files whose components are red, green and blue, or whose sampling factors TurboJPEG has no name for: rare, and slower.
    private bool DecodeRgb(byte* jpeg, int length, PixelSize size, YuvPlanes planes)
    {
        int pitch = size.Width * 3;
        _rgb.Reserve((nuint)pitch * (nuint)size.Height);
        int result = TurboJpegNative.DecompressPacked(
            _turbo, jpeg, (nuint)length, _rgb.Pointer, pitch, TurboJpegNative.PixelFormatRgb);
        if (result != 0 && !IsHarmless())
            return false;
        planes.Resize(size, JpegSubsampling.Yuv444);
        PackedRgb.ToPlanes(new ReadOnlySpan<byte>(_rgb.Pointer, pitch * size.Height), planes);
        return true;
    }

    // TurboJPEG keeps the text of the first warning. Stray bytes between the end of the scan and the end marker, which some
    // webcams leave, mean that all before them was in order; every other warning means a damaged or a missing scan.
    private bool IsHarmless()
    {
        if (TurboJpegNative.GetErrorCode(_turbo) != TurboJpegNative.ErrorWarning)
            return false;
        ReadOnlySpan<byte> text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(TurboJpegNative.GetErrorText(_turbo));
        return text.EndsWith("extraneous bytes before marker 0xd9"u8);
    }
}
