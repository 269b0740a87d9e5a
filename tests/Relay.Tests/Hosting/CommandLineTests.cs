using RealtimeDetect.Relay.Hosting;

namespace RealtimeDetect.Relay.Tests.Hosting;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("--demo", "Demo:Enabled=true")]
    [InlineData("--demo=false", "Demo:Enabled=false")]
    [InlineData("--offline", "Model:Offline=true")]
    [InlineData("--https", "Https:Enabled=true")]
    [InlineData("--model some/file.onnx", "Model:Path=some/file.onnx")]
    [InlineData("--model=some/file.onnx", "Model:Path=some/file.onnx")]
    [InlineData("--urls http://*:80;https://*:443", "urls=http://*:80;https://*:443")]
    [InlineData("--urls=http://*:80", "urls=http://*:80")]
    [InlineData("--Https:Port=9443", "Https:Port=9443")]
    [InlineData("--Https:Names:0=relay.example", "Https:Names:0=relay.example")]
    [InlineData("--Model:Path=a=b", "Model:Path=a=b")]
    [InlineData("--environment=Development", "environment=Development")]
    [InlineData("--demo --offline --Viewers:PingInterval=00:00:09", "Demo:Enabled=true Model:Offline=true Viewers:PingInterval=00:00:09")]
    public void TryParse_Arguments_BecomeTheseSettings(string arguments, string expected)
    {
        bool runs = CommandLine.TryParse(Split(arguments), out Dictionary<string, string?> settings, out int exitCode);

        Assert.True(runs);
        Assert.Equal(0, exitCode);
        Assert.Equal(Split(expected).Order(), settings.Select(pair => $"{pair.Key}={pair.Value}").Order());
    }

    [Theory]
    [InlineData("--bogus", "'--bogus'")]
    [InlineData("stray", "'stray'")]
    [InlineData("--model", "'--model'")]
    [InlineData("--demo=maybe", "'maybe'")]
    [InlineData("--Https=1", "'--Https=1'")]
    public void TryParse_Nonsense_NamesItAndEndsWithUsageError(string arguments, string named)
    {
        var output = new StringWriter();

        bool runs = CommandLine.TryParse(Split(arguments), out _, out int exitCode, output);

        Assert.False(runs);
        Assert.Equal(CommandLine.UsageError, exitCode);
        Assert.Contains(named, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_Help_ListsEveryOptionAndEndsWell()
    {
        var output = new StringWriter();

        bool runs = CommandLine.TryParse(["--help"], out _, out int exitCode, output);

        Assert.False(runs);
        Assert.Equal(0, exitCode);
        Assert.All(
            (string[])["--demo", "--model", "--offline", "--https", "--urls", "--Section:Name=value"],
            option => Assert.Contains(option, output.ToString(), StringComparison.Ordinal));
    }

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
