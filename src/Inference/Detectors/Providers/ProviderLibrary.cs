namespace RealtimeDetect.Inference.Detectors.Providers;

/// <summary>An execution provider's library beside ONNX Runtime's own, and what it needs from the machine.</summary>
internal sealed class ProviderLibrary
{
    private const string RuntimeFile = "libonnxruntime.so";

    private readonly string _file;
    private readonly string[] _loadedByName;
    private readonly string _folder;

    private ProviderLibrary(string file, string folder, string[] loadedByName)
    {
        _file = file;
        _folder = folder;
        _loadedByName = loadedByName;
    }

    /// <summary>CUDA's. It loads cuDNN by name at its first convolution, so that the file does not list it.</summary>
    public static ProviderLibrary Cuda => new("libonnxruntime_providers_cuda.so", RuntimeFolder(), ["libcudnn.so.9"]);

    /// <summary>TensorRT's.</summary>
    public static ProviderLibrary TensorRt => new("libonnxruntime_providers_tensorrt.so", RuntimeFolder(), []);

    /// <summary>A provider's library in a folder.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="loadedByName">Libraries that it loads besides those that its file lists.</param>
    public static ProviderLibrary In(string folder, string file, params string[] loadedByName) => new(file, folder, loadedByName);

    /// <summary>Libraries that it needs, in the order the linker looks for them.</summary>
    public IReadOnlyList<string> Needed() => [.. ElfFile.NeededLibraries(FullPath), .. _loadedByName];

    /// <summary>Everything that stands in its way, each by the file's name and with the linker's reason; none where it can be loaded.</summary>
    public IReadOnlyList<string> Missing()
    {
        if (!File.Exists(FullPath))
            return [$"{_file} is not beside {RuntimeFile}: this build has no such provider (build with -p:Gpu=true)"];
        return [.. Needed().Select(Describe).OfType<string>()];
    }

    private string FullPath => Path.Combine(_folder, _file);

    private static string? Describe(string library)
    {
        string? reason = DynamicLinker.WhyNot(library);
        return reason is null ? null : $"{reason} ({Origin(library)})";
    }

    private static string Origin(string library) => library switch
    {
        _ when library.StartsWith("libcuda.so", StringComparison.Ordinal) => "the NVIDIA driver",
        _ when library.StartsWith("libcudnn", StringComparison.Ordinal) => "cuDNN",
        _ when library.StartsWith("libnv", StringComparison.Ordinal) => "TensorRT",
        _ when library.StartsWith("libcu", StringComparison.Ordinal) => "the CUDA toolkit",
        _ => "the system",
    };

    // Where the loaded ONNX Runtime lies: it looks for its providers there and nowhere else.
    private static string RuntimeFolder()
    {
        _ = Microsoft.ML.OnnxRuntime.OrtEnv.Instance();
        string? line = File.ReadLines("/proc/self/maps").FirstOrDefault(line => line.EndsWith("/" + RuntimeFile, StringComparison.Ordinal));
        return line is null ? AppContext.BaseDirectory : Path.GetDirectoryName(line[line.IndexOf('/', StringComparison.Ordinal)..])!;
    }
}
