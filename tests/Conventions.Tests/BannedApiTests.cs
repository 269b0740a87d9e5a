using System.Text.RegularExpressions;

namespace RealtimeDetect.Conventions.Tests;

public sealed class BannedApiTests
{
    // Time comes from a TimeProvider, and nothing blocks on a task.
    [Theory]
    [InlineData("the machine's clock", @"\bDateTime(Offset)?\.(Utc)?Now\b")]
    [InlineData("Stopwatch", @"\bStopwatch\b")]
    [InlineData("Task.Delay without a TimeProvider", @"\bTask\.Delay\((?![^;]*\b_?[tT]ime(Provider)?\b)")]
    [InlineData("Thread.Sleep", @"\bThread\.Sleep\b")]
    [InlineData("a blocking result of a task", @"(Task|Async\([^()]*\)|ValueTask)\.Result\b|\.GetAwaiter\(\)\.GetResult\(\)")]
    [InlineData("a blocking wait for a task", @"(\bTask|_task|task|Async\([^()]*\)|[lL]oop)\.Wait(All|Any)?\(")]
    [InlineData("async void", @"\basync void\b")]
    [InlineData("a lock on this", @"\block ?\(this\)")]
    [InlineData("ConfigureAwait(false)", @"\.ConfigureAwait\(false\)")]
    [InlineData("ContinueWith", @"\.ContinueWith\(")]
    public void Source_BannedApi_IsNotUsed(string name, string pattern)
    {
        var banned = new Regex(pattern);

        string[] uses = [.. from file in RepositoryFiles.Under("src", ".cs")
                            from line in RepositoryFiles.CodeLines(file)
                            where banned.IsMatch(line.Code)
                            select $"{file}:{line.Number}: {line.Code.Trim()}"];

        Assert.True(uses.Length == 0, $"{name}:\n{string.Join('\n', uses)}");
    }

    [Theory]
    [InlineData(@"\b(System\.IO|File|Directory|Console|Environment|Thread|Task|ILogger|TimeProvider|DateTime|DateTimeOffset)\b")]
    [InlineData(@"\bRandom\b")]
    public void Adaptive_OutsideWorld_IsNotTouched(string pattern)
    {
        var banned = new Regex(pattern);

        Assert.Empty(from file in RepositoryFiles.Under("src/Adaptive", ".cs")
                     from line in RepositoryFiles.CodeLines(file)
                     where banned.IsMatch(line.Code)
                     select $"{file}:{line.Number}: {line.Code.Trim()}");
    }

    [Theory]
    [InlineData("src/Inference", @"\b(HttpClient|WebSocket|IServiceCollection)\b")]
    [InlineData("src/Inference", @"\bMicrosoft\.(AspNetCore|Extensions\.DependencyInjection)\b")]
    public void Inference_HttpAndContainer_AreNotKnown(string folder, string pattern)
    {
        var banned = new Regex(pattern);

        Assert.Empty(from file in RepositoryFiles.Under(folder, ".cs")
                     from line in RepositoryFiles.CodeLines(file)
                     where banned.IsMatch(line.Code)
                     select $"{file}:{line.Number}: {line.Code.Trim()}");
    }
}
