using System.Reflection;
using System.Runtime.InteropServices;

namespace RealtimeDetect.Inference.Imaging;

/// <summary>The functions of the TurboJPEG 3 API that are used here.</summary>
internal static unsafe partial class TurboJpegNative
{
    /// <summary>Packed red, green, blue bytes (<c>TJPF_RGB</c>).</summary>
    public const int PixelFormatRgb = 0;

    /// <summary>The file decoded to its end, yet something in it was wrong (<c>TJERR_WARNING</c>).</summary>
    public const int ErrorWarning = 0;

    private const string Library = "turbojpeg";
    private const string FileName = "libturbojpeg.so.0";

    static TurboJpegNative() => NativeLibrary.SetDllImportResolver(typeof(TurboJpegNative).Assembly, Resolve);

    [LibraryImport(Library, EntryPoint = "tj3Init")]
    internal static partial nint Init(TurboJpegInit purpose);

    [LibraryImport(Library, EntryPoint = "tj3Destroy")]
    internal static partial void Destroy(nint instance);

    [LibraryImport(Library, EntryPoint = "tj3Set")]
    internal static partial int Set(TurboJpegHandle instance, TurboJpegParameter parameter, int value);

    [LibraryImport(Library, EntryPoint = "tj3Get")]
    internal static partial int Get(TurboJpegHandle instance, TurboJpegParameter parameter);

    [LibraryImport(Library, EntryPoint = "tj3SetScalingFactor")]
    internal static partial int SetScale(TurboJpegHandle instance, TurboJpegScale scale);

    [LibraryImport(Library, EntryPoint = "tj3GetErrorStr")]
    internal static partial byte* GetErrorText(TurboJpegHandle instance);

    [LibraryImport(Library, EntryPoint = "tj3GetErrorCode")]
    internal static partial int GetErrorCode(TurboJpegHandle instance);

    [LibraryImport(Library, EntryPoint = "tj3JPEGBufSize")]
    internal static partial nuint MaxJpegBytes(int width, int height, JpegSubsampling subsampling);

    [LibraryImport(Library, EntryPoint = "tj3DecompressHeader")]
    internal static partial int DecompressHeader(TurboJpegHandle instance, byte* jpeg, nuint byteCount);

    [LibraryImport(Library, EntryPoint = "tj3DecompressToYUVPlanes8")]
    internal static partial int DecompressToPlanes(
        TurboJpegHandle instance, byte* jpeg, nuint byteCount, byte** planes, int* strides);

    [LibraryImport(Library, EntryPoint = "tj3Decompress8")]
    internal static partial int DecompressPacked(
        TurboJpegHandle instance, byte* jpeg, nuint byteCount, byte* pixels, int pitch, int pixelFormat);

    [LibraryImport(Library, EntryPoint = "tj3CompressFromYUVPlanes8")]
    internal static partial int CompressPlanes(
        TurboJpegHandle instance, byte** planes, int width, int* strides, int height, byte** jpeg, nuint* byteCount);

    [LibraryImport(Library, EntryPoint = "tj3Compress8")]
    internal static partial int CompressPacked(
        TurboJpegHandle instance, byte* pixels, int width, int pitch, int height, int pixelFormat, byte** jpeg, nuint* byteCount);

    // Beside the application as the build places it, then flat as a publish may, then the system's own.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Library)
            return 0;
        string folder = AppContext.BaseDirectory;
        string placed = Path.Combine(folder, "runtimes", "linux-x64", "native", FileName);
        foreach (string candidate in (ReadOnlySpan<string>)[placed, Path.Combine(folder, FileName), FileName])
        {
            // Older systems carry version 2 under the same name, which lacks the functions used here.
            if (NativeLibrary.TryLoad(candidate, out nint library) && NativeLibrary.TryGetExport(library, "tj3Init", out _))
                return library;
        }
        throw new DllNotFoundException(
            $"{FileName} (libjpeg-turbo 3) was not found as {placed}, in {folder} or on the system. Build the project again, which places " +
            "it there from an npm package, or install version 3 of libjpeg-turbo's TurboJPEG library on the system.");
    }
}
