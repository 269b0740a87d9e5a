using RealtimeDetect.Inference.Detectors;
using RealtimeDetect.Inference.Detectors.Providers;
using Xunit;

namespace RealtimeDetect.Inference.Tests.Detectors;

public sealed class ProviderLibraryTests : IDisposable
{
    private const string File = "libonnxruntime_providers_cuda.so";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("realtimedetect-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Needed_LibraryOfTheSystem_ListsTheLoadersNames()
    {
        string runtime = System.IO.File.ReadLines("/proc/self/maps").First(line => line.Contains("/libclrjit.so", StringComparison.Ordinal));

        IReadOnlyList<string> needed = ElfFile.NeededLibraries(runtime[runtime.IndexOf('/', StringComparison.Ordinal)..]);

        Assert.Contains("libc.so.6", needed);
    }

    [Fact]
    public void Needed_NoElfFile_IsEmpty()
    {
        string path = Write("hello, world"u8.ToArray());

        Assert.Empty(ElfFile.NeededLibraries(path));
    }

    [Fact]
    public void Missing_TwoAbsentLibraries_NamesBothWithTheLinkersReasonAndTheirOrigin()
    {
        Write(TinyElf.Needing("libcublasLt.so.99", "libc.so.6", "libcuda.so.99"));

        IReadOnlyList<string> missing = ProviderLibrary.In(_folder.FullName, File, "libcudnn.so.99").Missing();

        Assert.Equal(3, missing.Count);
        Assert.Equal("libcublasLt.so.99: cannot open shared object file: No such file or directory (the CUDA toolkit)", missing[0]);
        Assert.Equal("libcuda.so.99: cannot open shared object file: No such file or directory (the NVIDIA driver)", missing[1]);
        Assert.Equal("libcudnn.so.99: cannot open shared object file: No such file or directory (cuDNN)", missing[2]);
    }

    [Fact]
    public void Missing_EverythingThere_IsEmpty()
    {
        Write(TinyElf.Needing("libc.so.6"));

        Assert.Empty(ProviderLibrary.In(_folder.FullName, File).Missing());
    }

    [Fact]
    public void Missing_NoProviderInThisBuild_SaysHowToBuildIt()
    {
        string only = Assert.Single(ProviderLibrary.In(_folder.FullName, File).Missing());

        Assert.Contains("-p:Gpu=true", only, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_AbsentLibraries_ThrowsWithAllOfThem()
    {
        Write(TinyElf.Needing("libcudart.so.99", "libcurand.so.99"));

        ExecutionProviderException thrown = Assert.Throws<ExecutionProviderException>(
            () => CudaExecution.Require("CUDA", ProviderLibrary.In(_folder.FullName, File)));

        Assert.StartsWith("CUDA cannot be used: libcudart.so.99: ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("; libcurand.so.99: ", thrown.Message, StringComparison.Ordinal);
    }

    private string Write(byte[] bytes)
    {
        string path = Path.Combine(_folder.FullName, File);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }
}
