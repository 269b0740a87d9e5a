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
// A port in use is an IOException of Kestrel's; each of these says itself what is wrong.
catch (Exception e) when (e is StartupException or IOException)
{
    await Console.Error.WriteLineAsync($"RealtimeDetect cannot start: {e.Message}");
    return 1;
}
