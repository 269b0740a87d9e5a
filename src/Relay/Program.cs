using RealtimeDetect.Relay;
using RealtimeDetect.Relay.Hosting;

if (!CommandLine.TryParse(args, out Dictionary<string, string?> settings, out int exitCode))
    return exitCode;
try
{
    await using WebApplication app = await RelayApplication.BuildAsync(settings);
    await app.RunAsync();
    return 0;
}
catch (StartupException e)
{
    await Console.Error.WriteLineAsync($"RealtimeDetect cannot start: {e.Message}");
    return 1;
}
